"""Nothing personal is kept or asked for without a purpose: one table, held against every column, form and action."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from xinqiao.cases.purposes import FORMS, NOTHING_PERSONAL, OF_IDENTITY, PERSONAL, WITH_PERSONAL_PARTS
from xinqiao.desk.contact import ContactForm
from xinqiao.law.catalogue import PROCEDURES
from xinqiao.law.model import Procedure
from xinqiao.portal import questions
from xinqiao.portal.own_copy import TITLES

BASE = Path(__file__).resolve().parents[2]
TEXTS = {
    "CharField",
    "TextField",
    "BinaryField",
    "EmailField",
    "JSONField",
    "GenericIPAddressField",
    "FileField",
}
"""What can hold anybody's words, name, address or key."""

TELLS_NOTHING = {
    # Which matter, account or unit; a state, a kind, a step: texts of ours, none of anybody's.
    "number", "ordinal", "name", "state", "standing", "procedure", "owner", "kind", "channel", "due_clock",
    "capacities", "outcome", "what", "media_type", "unit", "digest", "reference",
}  # fmt: skip
"""Columns with texts, in the tables with personal parts, that are not personal there."""


def tables() -> dict[str, type[Model]]:
    return {one._meta.label: one for one in apps.get_models() if one.__module__.startswith("xinqiao.")}


def test_every_table_is_in_the_table_of_purposes():
    assert set(tables()) == WITH_PERSONAL_PARTS | set(NOTHING_PERSONAL)


def test_no_table_is_on_both_lists():
    assert not WITH_PERSONAL_PARTS & set(NOTHING_PERSONAL)


def test_every_column_that_can_hold_something_personal_has_a_purpose():
    unsaid = [
        f"{label}.{field.name}"
        for label, model in tables().items()
        if label in WITH_PERSONAL_PARTS
        for field in model._meta.concrete_fields
        if field.get_internal_type() in TEXTS
        and f"{label}.{field.name}" not in PERSONAL
        and field.name not in TELLS_NOTHING
    ]
    assert not unsaid, f"say in cases/purposes.py for what these are kept: {unsaid}"


def test_the_table_speaks_of_columns_that_exist():
    for name in PERSONAL:
        label, _dot, column = name.rpartition(".")
        assert column in {field.name for field in tables()[label]._meta.concrete_fields}, name


def test_each_purpose_says_what_ends_it():
    assert all(one.purpose and one.ends for one in PERSONAL.values())


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda one: one.name)
def test_everything_that_an_action_asks_says_for_what(procedure: Procedure):
    unsaid = [
        f"{action.name}.{one.name}"
        for action in procedure.actions
        for one in action.inputs
        if not one.purpose
    ]
    assert not unsaid


def test_what_is_sealed_is_what_has_a_purpose():
    assert (
        {one.name for one in questions.IDENTITY}
        == set(OF_IDENTITY)
        # What is to be sealed besides is written by the person themselves, not dictated at a counter.
        == {*ContactForm.base_fields, "private"}
        == set(TITLES)
    )
    assert all(one.purpose for one in (questions.WHO, questions.BEHALF_CONSENT, *questions.IDENTITY))


def test_every_field_of_a_form_is_asked_for_something():
    """Read from the sources, so that a form that no page shows yet is found as well."""
    unsaid = []
    for path in sorted((BASE / "xinqiao").rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name.endswith(("Form", "Filter")):
                for part in node.body:
                    if (
                        isinstance(part, ast.Assign)
                        and isinstance(part.value, ast.Call)
                        and isinstance(part.value.func, ast.Attribute)
                        and part.value.func.attr.endswith("Field")
                    ):
                        unsaid += [
                            f"{node.name}.{one.id}"
                            for one in part.targets
                            if isinstance(one, ast.Name) and one.id not in FORMS
                        ]
    assert not unsaid, f"say in cases/purposes.py for what these are asked: {unsaid}"
