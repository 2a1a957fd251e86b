from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.search.named import matters_of, names_of, read
from xinqiao.text.normalise import normalise

ON = date(2026, 3, 2)

LINES = st.lists(
    st.text(st.sampled_from("青山花园小区三号楼电梯坏了东桥镇老街路,。3a\t (“)"), max_size=60).map(
        lambda line: normalise(line).replace("\n", " ")
    ),
    min_size=2,
    max_size=5,
).map("\n".join)


@pytest.mark.parametrize(
    "text",
    [
        "青山花园小区电梯停运\n青山县柳园路3号\n青山花园小区三号楼的电梯停了一个月,物业公司不修。\n请尽快修好",
        "\n\n只有一句话,没有标题也没有地点",
        "路灯不亮\n\n",
        "",
    ],
)
def test_a_matter_kept_by_the_index_is_the_matter_read_anew(text: str) -> None:
    _same_as_read_anew(text)


@given(LINES)
def test_so_it_is_for_any_text(text: str) -> None:
    _same_as_read_anew(text)


def _same_as_read_anew(text: str) -> None:
    anew = read([text])[0]
    kept = matters_of([("另一件事\n\n水管爆了", "", ON), (text, names_of(anew), ON)])[1]
    assert list(kept.names) == list(anew.names)
    assert (kept.title, kept.normal, kept.title_names) == (anew.title, anew.normal, anew.title_names)
    assert (kept.kinds, kept.found, kept.on) == (anew.kinds, anew.found, ON)
