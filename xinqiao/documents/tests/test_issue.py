import json

import pytest
from django.utils import translation

from xinqiao.cases.models import Paper, Statement
from xinqiao.documents.issue import issue, papers_of
from xinqiao.documents.render import is_for, render
from xinqiao.documents.sheet import Sheet
from xinqiao.ledger.follow import catch_up
from xinqiao.ledger.models import Entry
from xinqiao.people.models import Identity
from xinqiao.people.person import Person, petitioner_of
from xinqiao.testing import LIFT, Cast, do, file_lift

FOLLOWER = "xinqiao.documents.follower"


def sheet(paper: Paper | None, reader: Person) -> Sheet:
    assert paper is not None
    found = render(paper, reader=reader).context["sheet"]
    assert isinstance(found, Sheet)
    return found


def the(number: str, name: str) -> Paper:
    return next(one for one in reversed(papers_of(number)) if one.name == name)


def test_the_follower_and_a_page_make_the_same_documents_once(answered: str) -> None:
    early = [(one.pk, one.name, one.reference, one.fields) for one in papers_of(answered)]
    catch_up([FOLLOWER])
    assert [(one.pk, one.name, one.reference, one.fields) for one in papers_of(answered)] == early
    assert Paper.objects.count() == len(early)
    assert [name for _pk, name, _reference, _fields in early] == [
        "receipt_slip",
        "registration_form",
        "forwarding_letter",
        "notice_of_forwarding",
        "notice_of_receipt",
        "acceptance_notice",
        "oral_record",
        "opinion",
    ]


def test_a_page_need_not_wait_for_the_follower(answered: str) -> None:
    (paper,) = issue(Entry.objects.get(number=answered, action="accept"), "petition_2022")
    assert (paper.name, str(paper.issued_on), paper.unit_id) == ("acceptance_notice", "2026-03-12", "zjj")
    assert papers_of("2026-999999-1") == []


def test_each_unit_counts_each_kind_by_the_year(cast: Cast) -> None:
    references = []
    for filed, day in (
        ("2025-12-01", "2025-12-02"),
        ("2026-01-04", "2026-01-05"),
        ("2026-01-06", "2026-01-07"),
    ):
        number = file_lift(filed).number
        do(number, "register", "sun", day, cast, petition_class="appeal")
        do(number, "forward", "sun", f"{day} 10:00", cast, to_unit="zjj")
        references.append(the(number, "forwarding_letter").reference)
    assert references == [
        "青石县信访局信访转〔2025〕1号",
        "青石县信访局信访转〔2026〕1号",
        "青石县信访局信访转〔2026〕2号",
    ]


def test_the_opinion_answers_each_request_and_says_what_can_be_done(answered: str) -> None:
    found = sheet(the(answered, "opinion"), petitioner_of(answered))
    assert [one.request for one in found.answers] == LIFT["requests"]
    assert [one.conclusion for one in found.answers] == ["支持", "解释"]
    for one in found.answers:
        assert [part.title for part in one.parts] == ["事实", "理由", "依据"]
        assert all(part.texts[0] for part in one.parts)
        assert one.consequence
    rights = "".join(found.remedy)
    assert "青石县（" in rights
    assert "30 日" in rights
    assert "附上本意见书" in rights
    assert found.unit == "青石县住房和城乡建设局"
    assert found.dated == "2026年4月20日"
    assert "《信访工作条例》第三十一条第六项、第三十二条" in found.basis


def test_the_service_receipt_names_the_document_served(cast: Cast, answered: str) -> None:
    do(
        answered,
        "serve_opinion",
        "zhou",
        "2026-04-22",
        cast,
        served_on="2026-04-22",
        way="signed",
        served_to="本人",
    )
    found = sheet(the(answered, "service_receipt"), cast.person("zhou"))
    rows = {one.title: one.texts for one in found.rows}
    assert the(answered, "opinion").reference in rows["送达的文书"][0]
    assert rows["受送达人"] == ("信访人",)
    assert "见证人" in found.signs


def test_dates_on_a_notice_explain_themselves(answered: str) -> None:
    found = sheet(the(answered, "acceptance_notice"), petitioner_of(answered))
    assert [(one.title, one.day) for one in found.last_days] == [("办理信访事项", "2026年5月11日")]
    assert "第60天" in found.last_days[0].explained


def test_the_name_stands_on_it_only_for_those_who_may_know_it(cast: Cast, answered: str) -> None:
    paper = the(answered, "opinion")
    assert sheet(paper, petitioner_of(answered)).addressee == "赵"
    assert sheet(paper, cast.person("zhou")).addressee == "信访人"
    do(answered, "open_seal", "zhou", "2026-04-21", cast, purpose="serve")
    assert sheet(paper, cast.person("zhou")).addressee == "赵"
    assert sheet(paper, cast.person("li")).addressee == "信访人"
    assert sheet(paper, petitioner_of("2026-000002-5")).addressee == "信访人"
    assert "赵" not in "".join(Paper.objects.values_list("fields", flat=True))


def test_a_person_who_was_erased_is_no_longer_named(answered: str) -> None:
    Identity.objects.filter(number=answered).update(wrapped_key=b"")
    assert sheet(the(answered, "opinion"), petitioner_of(answered)).addressee == "信访人"


def test_words_that_were_erased_are_gone_from_the_documents_too(answered: str) -> None:
    for paper in papers_of(answered):
        assert LIFT["subject"] not in paper.fields
        assert LIFT["requests"][0] not in paper.fields
    Statement.objects.filter(number=answered).update(text="", erased_at="2036-01-01T00:00+08:00")
    found = sheet(the(answered, "opinion"), petitioner_of(answered))
    assert "（依法删除）" in found.opening
    assert all("依法删除" in part.texts[0] for one in found.answers for part in one.parts)


def test_the_digest_is_bound_to_the_entry_and_the_number(answered: str) -> None:
    digests = [json.loads(one.fields)["hash"] for one in papers_of(answered)]
    assert len(set(digests)) == len(digests)
    assert all(len(one) == 64 for one in digests)


def test_units_keep_the_names_they_had(cast: Cast, answered: str) -> None:
    paper = the(answered, "acceptance_notice")
    cast.units["zjj"].name = "青石县住房保障局"
    cast.units["zjj"].save()
    assert sheet(paper, petitioner_of(answered)).unit == "青石县住房和城乡建设局"


def test_what_is_between_petitioner_and_supervisor_is_for_nobody_else(cast: Cast, answered: str) -> None:
    do(answered, "serve_opinion", "zhou", "2026-04-22", cast, served_on="2026-04-22", way="signed")
    do(
        answered, "evaluate_unit", "petitioner", "2026-04-23", cast,
        efficiency="satisfied", attitude="satisfied", result="satisfied",
    )  # fmt: skip
    paper = the(answered, "evaluation")
    assert is_for(paper, petitioner_of(answered))
    # The supervisor of the office above reads it; those of the office that is rated with the others do not.
    assert is_for(paper, cast.person("yang"))
    for username in ("zhou", "li", "sun", "zheng"):
        assert not is_for(paper, cast.person(username))
        with pytest.raises(LookupError):
            render(paper, reader=cast.person(username))


def test_a_document_can_be_read_in_english(answered: str) -> None:
    with translation.override("en"):
        found = sheet(the(answered, "opinion"), petitioner_of(answered))
        assert found.dated == "20 April 2026"
