"""Articles of laws, as the values that rules cite."""

from xinqiao.law.model import Citation

DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """``number`` (1 to 999) as the numeral in which Chinese laws count their articles.

    >>> numeral(10), numeral(23), numeral(105), numeral(120)
    ('十', '二十三', '一百零五', '一百二十')
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def article(law: str, number: int, paragraph: int = 0, item: int = 0, mark: str = "V") -> Citation:
    """One article of ``law``, down to its paragraph and item where that matters.

    >>> str(article("信访工作条例", 23, 3)), str(article("信访工作条例", 31, item=6))
    ('《信访工作条例》第二十三条第三款', '《信访工作条例》第三十一条第六项')
    """
    text = f"第{numeral(number)}条"
    if paragraph:
        text += f"第{numeral(paragraph)}款"
    if item:
        text += f"第{numeral(item)}项"
    return Citation(law, text, mark)
