import pytest

from xinqiao.testing import Cast, do, file_lift, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


ANSWERS = [
    {
        "request": 1,
        "facts": "电梯控制柜的主板坏了，二月六日报修，三月十八日才订货。",
        "reasons": "停运超过了合理的维修时间。",
        "basis": "《特种设备安全法》第三十九条",
        "conclusion": "support",
    },
    {
        "request": 2,
        "facts": "物业公司只贴过一次通知，没有写原因。",
        "reasons": "住户有权知道原因，但没有规定必须书面说明。",
        "basis": "《物业管理条例》第六条",
        "conclusion": "explain",
    },
]


@pytest.fixture
def answered(cast: Cast) -> str:
    """A matter that has its opinion: filed on 2 March, forwarded, accepted, heard, answered on 20 April 2026."""
    number = file_lift("2026-03-02").number
    do(number, "register", "sun", "2026-03-03", cast, petition_class="appeal", occurrence="first")
    do(number, "forward", "sun", "2026-03-06", cast, to_unit="zjj", note_to_unit="请先联系维保单位。")
    do(number, "inform", "zhou", "2026-03-10", cast, how_it_goes_on="我们先约您当面了解情况，再书面答复您。")
    do(number, "accept", "zhou", "2026-03-12", cast)
    do(
        number,
        "hear",
        "zhou",
        "2026-03-20",
        cast,
        heard_how="interview",
        record="电梯二月停的。",
        no_interest="yes",
    )
    do(number, "issue_opinion", "li", "2026-04-20", cast, answers=ANSWERS)
    return number
