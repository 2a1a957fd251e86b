"""Files as they arrive: what is read from each shape, and that nothing in them is believed."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.law.model import Refused
from xinqiao.library.tests.conftest import WORD, word
from xinqiao.library.texts import LARGEST, read


def test_a_text_that_counts_articles_is_cut_at_them(rules):
    draft = read("办法.md", rules)
    assert draft.title == "禾渡县电梯管理办法"
    assert [(one.label, one.chapter) for one in draft.pieces] == [
        ("第一条", "第一章 总则"),
        ("第二条", "第一章 总则"),
        ("第三条", "第二章 责任"),
    ]
    assert draft.pieces[1].text == "电梯停用超过三日的，使用单位应当在楼道公示原因\n和预计恢复的日期。"


def test_questions_stand_before_their_answers(answers):
    draft = read("问答.md", answers)
    assert draft.title == "办事问答"
    assert [one.label for one in draft.pieces] == ["老板欠工资找谁？", "电梯坏了没人修怎么办？"]
    assert draft.pieces[0].text.startswith("先到县人力资源")


def test_a_text_under_headings_is_cut_at_the_headings():
    draft = read(
        "通知.txt",
        "关于做好供暖的通知\n\n一、时间\n\n十一月十五日开始。\n\n二、温度\n\n不低于十八度。".encode(),
    )
    assert [(one.label, one.text) for one in draft.pieces] == [
        ("一、时间", "十一月十五日开始。"),
        ("二、温度", "不低于十八度。"),
    ]


def test_a_word_document_is_read_by_its_paragraphs():
    draft = read(
        "办法.docx",
        word(
            ("Title", "供水办法"),
            ("", "第一条　水压不低于规定。"),
            ("", "低于规定的应当整改。"),
            ("", "第二条 停水提前一日通知。"),
        ),
    )
    assert draft.title == "供水办法"
    assert [one.label for one in draft.pieces] == ["第一条", "第二条"]
    assert draft.pieces[0].text == "水压不低于规定。\n低于规定的应当整改。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_gives_a_piece_for_each_row(encoding):
    draft = read("问答.csv", '问题,答案,分类\n"怎么交费？",网上或者窗口,供水\n,空的,\n'.encode(encoding))
    assert [(one.label, one.text, one.chapter) for one in draft.pieces] == [
        ("怎么交费？", "网上或者窗口", "供水")
    ]


def bomb() -> bytes:
    """A megabyte that claims to be forty and more."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (41 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.md", b""),
        ("没有条文.md", b"\n\n"),
        ("太大.md", b"x" * (LARGEST + 1)),
        ("程序.exe", b"MZ"),
        ("假的.docx", b"PK not a zip"),
        ("炸弹.docx", bomb()),
        ("实体.docx", word(("", "第一条 &x;"), before='<!DOCTYPE d [<!ENTITY x "y">]>')),
        ("没写完.docx", word(("", "第一条 <w:t>"))),
        ("两列都没有.csv", "甲,乙\n1,2\n".encode()),
        ("零.md", b"\x00\x01\x02"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(name, data):
    with pytest.raises(Refused) as caught:
        read(name, data)
    assert caught.value.facts["name"] == name


@given(st.binary(max_size=400), st.sampled_from(["a.md", "a.txt", "a.csv", "a.docx"]))
def test_any_bytes_are_read_or_refused(data, name):
    try:
        draft = read(name, data)
    except Refused:
        return
    assert draft.pieces and all(one.label and one.text for one in draft.pieces)
    assert not any(hidden in one.text for one in draft.pieces for hidden in "\x00\u202e\u200b")


def test_words_that_turn_the_direction_of_writing_are_taken_out():
    assert "\u202e" not in read("a.md", "第一条 不\u202e得收费。".encode()).pieces[0].text


def test_a_text_box_inside_a_paragraph_stays_in_it():
    inner = f'<w:p xmlns:w="{WORD}"><w:r><w:t>框内</w:t></w:r></w:p>'
    assert read("a.docx", word(("", f"第一条 甲</w:t>{inner}<w:t>乙"))).pieces[0].text == "甲框内乙"
