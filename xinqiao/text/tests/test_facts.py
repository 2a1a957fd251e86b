"""Facts are lines in Chinese that know their parts, and every kind of problem has an English name."""

from xinqiao.text.facts import About, Fact
from xinqiao.text.kind_names import ENGLISH
from xinqiao.text.problems import KINDS


def test_a_fact_is_a_line_and_its_parts():
    fact = Fact(About.PLACE, ["海棠花园"], ["白鹭湾", "柳园"])
    assert fact == "地点或单位：海棠花园／白鹭湾、柳园"
    assert (fact.one, fact.other) == (("海棠花园",), ("白鹭湾", "柳园"))
    assert Fact(About.TIME, days=3) == "时间：相隔3天"
    assert Fact(About.TIME) == "时间：同一天"


def test_every_kind_of_problem_has_an_english_name_of_its_own():
    assert list(ENGLISH) == list(KINDS)
    assert len(set(ENGLISH.values())) == len(ENGLISH)
