"""Look-alikes: found in a collection, best first, never the matter itself."""

import pytest

from xinqiao.text.related import MOST, Collection, Item
from xinqiao.text.tests.invented import PLACES, PROBLEMS, told


@pytest.fixture(scope="module")
def collection():
    made = Collection()
    for place in PLACES:
        for problem in PROBLEMS:
            made.add(Item(f"{place}-{problem}-0", told(place, problem, 0), "2024-03-01"))
            made.add(Item(f"{place}-{problem}-1", told(place, problem, 1), "2024-03-04"))
    return made


def test_the_same_matter_in_other_words_comes_first(collection):
    for place in PLACES:
        for problem in PROBLEMS:
            found = collection.related(Item("new", told(place, problem, 2), "2024-03-05"))
            assert {one.id for one in found[:2]} == {f"{place}-{problem}-0", f"{place}-{problem}-1"}
            assert found[0].shared


def test_never_the_matter_itself_and_at_most_twenty(collection):
    found = collection.related(Item("望岳山庄-停水-0", told("望岳山庄", "停水", 0)))
    assert len(found) <= MOST
    assert "望岳山庄-停水-0" not in [one.id for one in found]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_what_names_a_matter_is_looked_up_first_where_not_all_can_be(collection, monkeypatch):
    monkeypatch.setattr("xinqiao.text.related._BUDGET", 60)
    found = collection.related(Item("new", told("白鹭湾小区", "停水", 2), "2024-03-05"))
    assert {"白鹭湾小区-停水-0", "白鹭湾小区-停水-1"} <= {one.id for one in found}
    monkeypatch.setattr("xinqiao.text.related._BUDGET", 0)
    assert collection.related(Item("new", told("白鹭湾小区", "停水", 2), "2024-03-05"))


def test_an_empty_collection_and_an_empty_question():
    empty = Collection()
    assert empty.related(Item("1", "电梯坏了")) == []
    empty.add(Item("1", "电梯坏了"))
    assert empty.related(Item("2", "")) == []


def test_what_is_added_later_is_found():
    made = Collection()
    made.add(Item("1", told("白鹭湾小区", "油烟", 0)))
    made.related(Item("x", "油烟"))
    made.add(Item("2", told("白鹭湾小区", "停水", 0)))
    assert made.related(Item("3", told("白鹭湾小区", "停水", 1)))[0].id == "2"
