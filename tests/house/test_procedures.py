"""Procedures are complete: all in the catalogue, sound, with every paper they issue, and shown as they are."""

import importlib
import pkgutil
from pathlib import Path

import pytest

from scripts import docs
from xinqiao.documents.catalogue import DOCUMENTS
from xinqiao.law import procedures
from xinqiao.law.calendars import read
from xinqiao.law.catalogue import PROCEDURES
from xinqiao.law.model import Procedure
from xinqiao.law.picture import pages

BASE = Path(__file__).resolve().parents[2]


def test_every_procedure_in_the_folder_is_in_the_catalogue() -> None:
    found = [
        value
        for module in pkgutil.iter_modules(procedures.__path__, f"{procedures.__name__}.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, Procedure)
    ]
    assert {one.name for one in found} == {one.name for one in PROCEDURES}


def test_no_two_procedures_share_a_name_or_a_pack() -> None:
    names = [name for one in PROCEDURES for name in (one.name, one.pack) if name]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.name)
def test_every_paper_that_a_procedure_issues_exists(procedure: Procedure) -> None:
    known = {one.name for one in DOCUMENTS}
    missing = {
        (action.name, paper) for action in procedure.actions for paper in action.issues if paper not in known
    }
    assert not missing


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.name)
def test_every_procedure_counts_by_a_calendar_that_exists(procedure: Procedure) -> None:
    assert read(procedure.calendar, ())


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.name)
def test_an_action_may_be_put_on_a_button_and_a_state_on_a_page(procedure: Procedure) -> None:
    assert all(one.title for one in procedure.states) and all(one.title for one in procedure.actions)
    assert all(one.title for one in procedure.clocks) and all(one.title for one in procedure.marks)
    assert all(one.next for one in procedure.states if not one.final)


def test_the_pages_of_the_procedures_are_exactly_those_that_the_data_make() -> None:
    folder = docs.PROCEDURE_PAGES
    assert {path.name for path in folder.iterdir()} == set(pages(PROCEDURES)), "run make docs"
