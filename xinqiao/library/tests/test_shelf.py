"""Editions follow one another, and what was cited stays as it was cited."""

from datetime import date

import pytest

from xinqiao.law.model import Refused
from xinqiao.library.finding import find
from xinqiao.library.models import Article, Edition, Instrument
from xinqiao.library.shelf import cited, end, put, take_off
from xinqiao.testing import moment

pytestmark = pytest.mark.django_db


def shelve(data: bytes, since: str, **more) -> Edition:
    given = {"kind": "law", "by": "qin", "at": moment("2026-01-05"), **more}
    return put("办法.md", data, in_force_from=date.fromisoformat(since), **given)


def test_a_new_edition_ends_the_one_before_it(rules):
    first = shelve(rules, "2020-01-01")
    shelve(rules, "2026-01-01")
    first.refresh_from_db()
    assert first.in_force_until == date(2025, 12, 31)
    assert Instrument.objects.count() == 1
    assert [one.in_force_from.year for one in Edition.objects.in_force(date(2025, 6, 1))] == [2020]
    assert [one.in_force_from.year for one in Edition.objects.in_force(date(2026, 6, 1))] == [2026]


def test_an_older_edition_that_comes_later_ends_where_the_newer_begins(rules):
    shelve(rules, "2026-01-01")
    assert shelve(rules, "2020-01-01").in_force_until == date(2025, 12, 31)


def test_an_edition_is_put_in_once(rules):
    shelve(rules, "2026-01-01")
    with pytest.raises(Refused, match="已经有了"):
        shelve(rules, "2026-01-01")
    assert Edition.objects.count() == 1


def test_an_edition_cannot_end_before_it_begins_nor_under_its_successor(rules):
    first = shelve(rules, "2020-01-01")
    with pytest.raises(Refused):
        end(first, date(2019, 12, 31))
    shelve(rules, "2026-01-01")
    with pytest.raises(Refused):
        end(first, date(2026, 3, 1))
    with pytest.raises(Refused):
        shelve(rules, "2027-01-01", in_force_until=date(2026, 12, 31))


def test_a_citation_names_law_day_and_number_and_quotes_the_words(rules):
    edition = shelve(rules, "2026-01-01", reference="禾政发〔2025〕9号")
    article = Article.objects.get(edition=edition, label="第三条")
    text = cited(article)
    assert text == (
        "《禾渡县电梯管理办法》（2026年1月1日起施行，禾政发〔2025〕9号）第三条："
        "“使用单位不修理的，由住房和城乡建设部门责令限期改正。”"
    )
    take_off(edition)
    assert "责令限期改正" in text and not Instrument.objects.exists()


@pytest.mark.parametrize("question", ["第三条", "电梯管理办法第3条", "《禾渡县电梯管理办法》第三条怎么规定"])
def test_an_article_is_found_by_its_number(rules, question):
    shelve(rules, "2026-01-01")
    first = find(question, day=date(2026, 3, 2))[0]
    assert first.exact and first.article.label == "第三条"


def test_an_article_of_another_law_is_not_taken_for_the_one_asked_for(rules):
    shelve(rules, "2026-01-01")
    assert not any(one.exact for one in find("劳动合同法第三条", day=date(2026, 3, 2)))


def test_everyday_words_lead_to_the_answer(rules, answers):
    shelve(rules, "2026-01-01")
    shelve(answers, "2026-01-01", kind="answers")
    assert find("老板欠工资找谁", day=date(2026, 3, 2))[0].article.label == "老板欠工资找谁？"


def test_only_what_applies_on_the_day_is_found(rules):
    edition = shelve(rules, "2026-01-01")
    assert find("电梯", day=date(2025, 12, 31)) == []
    assert find("电梯", day=date(2026, 1, 1))
    end(edition, date(2026, 6, 30))
    assert find("电梯", day=date(2026, 7, 1)) == []


def test_an_empty_library_and_an_empty_question_find_nothing(rules):
    assert find("电梯", day=date(2026, 1, 1)) == []
    shelve(rules, "2026-01-01")
    assert find("  ", day=date(2026, 1, 1)) == []


def test_the_command_puts_in_and_finds(tmp_path, capsys, rules):
    from django.core.management import CommandError, call_command

    path = tmp_path / "办法.md"
    path.write_bytes(rules)
    call_command("law", "put", str(path), "--from", "2026-01-01")
    call_command("law", "find", "电梯停用", "--on", "2026-03-02")
    call_command("law", "list")
    said = capsys.readouterr().out
    assert "3 articles" in said and "第二条" in said and "2026-01-01.." in said
    with pytest.raises(CommandError):
        call_command("law", "put", str(path), "--from", "2026-01-01")
    with pytest.raises(CommandError):
        call_command("law", "put", str(tmp_path / "nothing.md"), "--from", "2026-01-01")


def test_taking_an_edition_off_lets_the_one_before_it_go_on(rules):
    first = shelve(rules, "2020-01-01")
    last = shelve(rules, "2026-01-01")
    mistaken = shelve(rules, "2023-01-01")
    assert take_off(mistaken) == first
    first.refresh_from_db()
    assert first.in_force_until == date(2025, 12, 31), "until the next one begins"
    take_off(last)
    first.refresh_from_db()
    assert first.in_force_until is None


def test_taking_an_edition_off_does_not_bring_back_one_that_had_ended_before(rules):
    first = shelve(rules, "2020-01-01", in_force_until=date(2021, 6, 30))
    assert take_off(shelve(rules, "2026-01-01")) is None
    first.refresh_from_db()
    assert first.in_force_until == date(2021, 6, 30)
