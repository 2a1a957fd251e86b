"""A procedure as a page: everything that is in the data is on it, and the same each time."""

import re

import pytest

from xinqiao.law.catalogue import PROCEDURES
from xinqiao.law.model import SAME, Procedure
from xinqiao.law.picture import diagram, page, pages, phases
from xinqiao.law.tests.small import SMALL, with_action

EVERY = [*PROCEDURES, SMALL]


@pytest.mark.parametrize("procedure", EVERY, ids=lambda one: one.name)
def test_every_action_clock_mark_and_state_stands_on_the_page(procedure: Procedure) -> None:
    text = page(procedure)
    named = [
        *((one.name, one.title) for one in procedure.actions),
        *((one.name, one.title) for one in procedure.states),
        *((one.name, one.title) for one in procedure.marks),
    ]
    assert all(f"`{name}`" in text and title in text for name, title in named)
    for clock in procedure.clocks:
        assert f"`{clock.id}`" in text
    for action in procedure.actions:
        assert all(f"`{paper}`" in text for paper in action.issues)
        assert all(str(cite) in text for cite in action.cites)


@pytest.mark.parametrize("procedure", EVERY, ids=lambda one: one.name)
def test_every_table_has_as_many_cells_in_each_row_as_in_its_head(procedure: Procedure) -> None:
    for block in page(procedure).split("\n\n"):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        counts = {len(re.findall(r"(?<!\\)\|", line)) for line in rows}
        assert len(counts) <= 1, rows[:2]


@pytest.mark.parametrize("procedure", EVERY, ids=lambda one: one.name)
def test_every_state_is_drawn_and_every_arrow_joins_two_that_are(procedure: Procedure) -> None:
    drawn: set[str] = set()
    for _title, states in phases(procedure):
        lines = diagram(procedure, states)
        nodes = {found[1] for line in lines if (found := re.match(r'  (\w+)[(\[/]+"', line))}
        arrows = [
            found.groups() for line in lines if (found := re.match(r'  (\w+) -->\|".+"\| (\w+)$', line))
        ]
        assert all({start, end} <= nodes for start, end in arrows)
        drawn |= nodes
    assert drawn >= {one.name for one in procedure.states if one.name != "withdrawn"}


def test_an_arrow_names_its_actions() -> None:
    (_title, states), *more = phases(SMALL)
    assert not more
    lines = diagram(SMALL, states)
    assert '  handled -->|"答复"| answered' in lines
    assert '  answered -->|"请求复查"| review_open' in lines
    assert not any('"听取陈述"' in line for line in lines)  # it leaves the state as it is


def test_the_same_data_make_the_same_page() -> None:
    assert pages(EVERY) == pages(EVERY)
    assert page(SMALL) != page(with_action(SMALL, "hear", title="听取当事人陈述"))


def test_the_index_leads_to_each_page() -> None:
    found = pages(EVERY)
    assert set(found) == {"README.md", *(f"{one.name}.md" for one in EVERY)}
    assert all(f"({one.name}.md)" in found["README.md"] for one in EVERY)


def test_a_step_that_leaves_the_state_is_told_from_one_that_changes_it() -> None:
    rows = [line for line in page(SMALL).splitlines() if line.startswith("|") and "`hear`" in line]
    assert rows and "| 不变 |" in rows[0] and SMALL.action_named["hear"].to == SAME
