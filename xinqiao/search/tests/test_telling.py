"""Names of classes in the language of the reader; an office's own file may give both."""

import pytest
from django.utils import translation

from xinqiao.search.telling import class_name, told
from xinqiao.text.facts import About, Fact

OWN = """
name = "own"
title = "本县分类"
in_force_from = 2026-01-01
[[class]]
code = "1"
name = "供水"
english = "Water"
second = ["水压", "水费"]
second_english = ["Pressure", "Charges"]
[[class]]
code = "2"
name = "其他"
"""


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("城乡建设", "Urban and rural construction"),
        ("城乡建设/工程质量", "Urban and rural construction/Quality of construction"),
        ("城乡建设/本地的叫法", "Urban and rural construction/本地的叫法"),
        ("没有这一类", "没有这一类"),
    ],
)
def test_the_shipped_classes_have_both_names(settings, tmp_path, written: str, english: str) -> None:
    settings.DATA = tmp_path
    assert class_name(written) == written
    with translation.override("en"):
        assert class_name(written) == english


def test_an_own_file_gives_both_names_and_may_leave_one_out(settings, tmp_path) -> None:
    settings.DATA = tmp_path
    (tmp_path / "taxonomy.toml").write_text(OWN, "utf-8")
    with translation.override("en"):
        assert [class_name(one) for one in ("供水/水费", "其他")] == ["Water/Charges", "其他"]


def test_a_fact_reads_in_chinese_as_it_is_kept() -> None:
    with translation.override("zh-hans"):
        for fact in (
            Fact(About.PLACE, ["柳园小区"], ["杏花里"]),
            Fact(About.PROBLEM, ["电梯", "物业管理"]),
            Fact(About.WORDS, ["停运"]),
            Fact(About.TIME),
            Fact(About.TIME, days=12),
        ):
            assert told(fact) == fact
