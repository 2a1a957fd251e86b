"""Words that may mean a life is in danger right now. They put the emergency numbers on top of the page.

Nothing is kept about it: no mark, no entry, no message to anybody. It is a sign on the wall, not an alarm.
"""

WORDS = (
    "自杀", "轻生", "不想活", "活不下去", "活不了了", "跳楼", "跳河", "割腕", "服毒", "喝农药", "遗书", "寻死", "救命",
    "杀人", "要杀", "砍人", "正在打", "往死里打", "被绑", "绑架", "被关", "关起来", "拘禁", "不让出门",
    "着火", "起火", "火灾", "爆炸", "漏气", "燃气泄漏", "煤气泄漏", "煤气中毒", "触电", "电线掉", "毒气", "中毒",
    "昏迷", "昏倒", "快不行了", "没有呼吸", "大出血", "溺水", "被困", "被埋", "坍塌", "塌了", "要塌", "塌方", "滑坡",
    "kill myself", "suicide", "on fire", "gas leak", "unconscious", "being beaten", "trapped",
)  # fmt: skip


def in_danger(*texts: object) -> bool:
    """Whether any of these texts has a word that may mean danger to life.

    >>> in_danger("邻居家着火了"), in_danger("电梯坏了")
    (True, False)
    """
    return any(word in text.lower() for text in texts if isinstance(text, str) for word in WORDS)
