from django.template.loader import render_to_string

from xinqiao.cases.models import Paper
from xinqiao.documents.catalogue import DOCUMENT_NAMED, DOCUMENTS
from xinqiao.documents.issue import frozen
from xinqiao.documents.matter import issue_of
from xinqiao.documents.setting import sheet_of
from xinqiao.law.catalogue import PROCEDURES
from xinqiao.ledger.entry import encode
from xinqiao.ledger.models import Entry


def test_every_document_that_an_action_issues_exists() -> None:
    issued = {name for procedure in PROCEDURES for action in procedure.actions for name in action.issues}
    assert issued - set(DOCUMENT_NAMED) == set()


def test_names_titles_and_marks_are_not_used_twice() -> None:
    assert len({one.name for one in DOCUMENTS}) == len(DOCUMENTS)
    assert len({one.title for one in DOCUMENTS}) == len(DOCUMENTS)
    marks = [one.mark for one in DOCUMENTS if one.mark]
    assert len(set(marks)) == len(marks)


def test_a_document_can_be_set_whatever_is_missing(answered: str) -> None:
    """Set on every entry of a matter, also those that would never issue it: blanks stay blank, and nothing breaks."""
    for ordinal in Entry.objects.filter(number=answered).values_list("ordinal", flat=True):
        told = issue_of(answered, ordinal)
        assert told is not None
        for document in DOCUMENTS:
            fields = encode({**frozen(told, document), "hash": "0" * 64})
            day = told.entry.at.date()
            paper = Paper(number=answered, ordinal=ordinal, name=document.name, issued_on=day, fields=fields)
            for identity in (None, {"name": "<赵>"}):
                sheet = sheet_of(paper, identity=identity)
                html = render_to_string(sheet.layout, {"sheet": sheet, "paper": paper, "staff": True})
                assert document.title in html
                for wrong in ("None", "{", "<赵>"):
                    assert wrong not in html, (document.name, ordinal)
