"""Every text has its English, and says the same things in the same places."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from scripts import messages

BASE = Path(__file__).resolve().parents[2]
ENGLISH = BASE / "locale" / "en" / "LC_MESSAGES" / "django.po"

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)[^}]*\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What stays Chinese on an English page: names of languages, and of Xinqiao itself.
CHINESE_IN_ENGLISH = re.compile(
    # The language by its own name, and what stands in files and boxes that are written in Chinese.
    r"心桥|简体中文|条 \(article\)|问题 \(question\)|内容 \(text\)|答案 \(answer\)|章 \([a-z]+\)|老板欠工资找谁"
)


@pytest.fixture(scope="module")
def source() -> Catalog:
    return messages.collected()


@pytest.fixture(scope="module")
def english() -> Catalog:
    if not ENGLISH.is_file():
        pytest.skip("the English catalogue has not been begun")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def both(message) -> list[str]:
    """A message's Chinese or English forms, one or two."""
    return list(message) if isinstance(message, tuple | list) else [message]


def test_every_text_has_its_english(source, english):
    missing = []
    for message in source:
        if message.id:
            known = english.get(message.id, message.context)
            if known is None or not all(both(known.string)):
                missing.append(both(message.id)[0])
    assert not missing, f"{len(missing)} without English (make messages): {missing[:20]}"


def test_no_english_outlives_its_text(source, english):
    stale = [
        both(message.id)[0]
        for message in english
        if message.id and source.get(message.id, message.context) is None
    ]
    assert not stale, f"no longer in the source (make messages): {stale[:20]}"


def test_placeholders_agree(english):
    def holes(text: str) -> set[str]:
        return {"".join(found) for found in PLACEHOLDER.findall(text)}

    different = [
        (both(message.id)[0], text)
        for message in english
        if message.id
        for text in both(message.string)
        # One of something may well be said without its number.
        if text
        and holes(text)
        ^ holes(both(message.id)[0]) - ({"count", "number"} if message.pluralizable else set())
    ]
    assert not different, different[:10]


def test_english_is_english(english):
    wrong = [
        text
        for message in english
        if message.id
        for text in both(message.string)
        if CHINESE.search(CHINESE_IN_ENGLISH.sub("", text))
    ]
    assert not wrong, wrong[:10]


def test_templates_and_code_are_both_read(tmp_path, monkeypatch):
    """The collector finds each way of marking a text, and nothing that is not marked."""
    package = tmp_path / "xinqiao" / "face"
    (package / "templates" / "face").mkdir(parents=True)
    (package / "code.py").write_text(
        "a = _('甲')\nb = gettext_lazy('乙' '丙')\nc = ngettext('%(n)s件', '%(n)s件件', n)\n"
        "d = pgettext('条件', '丁')\ne = '不收'\n",
        "utf-8",
    )
    (package / "templates" / "face" / "page.html").write_text(
        '<p class="it\'s">{% translate "戊 \'x\'" %}不收{# 不收 #}</p>\n'
        "{% blocktranslate trimmed with n=count %}\n  己\n  {{ n }}件\n{% endblocktranslate %}\n"
        "{% blocktranslate count n=things|length %}{{ n }}份{% plural %}{{ n }}份份{% endblocktranslate %}\n"
        "{% translate '庚' context '时间' as word %}{{ _('辛') }}{% if a > b %}&nbsp;/{% endif %}\n",
        "utf-8",
    )
    monkeypatch.setattr(messages, "BASE", tmp_path)
    monkeypatch.setattr(messages, "SOURCE", tmp_path / "xinqiao")
    found = {(message.context, message.id) for message in messages.collected() if message.id}
    assert found == {
        (None, "甲"),
        (None, "乙丙"),
        (None, ("%(n)s件", "%(n)s件件")),
        ("条件", "丁"),
        (None, "戊 'x'"),
        (None, "己 %(n)s件"),
        (None, ("%(n)s份", "%(n)s份份")),
        ("时间", "庚"),
        (None, "辛"),
    }
