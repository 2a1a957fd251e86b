"""The rule as a question about one case says the same as the rule as a filter for lists."""

import pytest

from xinqiao.cases.models import Case
from xinqiao.cases.policy import may_see, visible
from xinqiao.people.directory import directory
from xinqiao.people.models import Capacity
from xinqiao.people.person import CLOCK, NEWCOMER, Person, petitioner_of
from xinqiao.testing import UNITS, do, file_lift, make_cast


@pytest.mark.django_db
def test_the_question_and_the_filter_agree_for_everybody():
    cast = make_cast()
    numbers = []
    for purpose, accused in (("solve", []), ("report", ["dongqiao"]), ("report", ["zjj"]), ("report", [])):
        filed = file_lift(purpose=purpose, accused_units=accused)
        numbers.append(filed.number)
        kind = "accusation" if purpose == "report" else "appeal"
        do(filed.number, "register", "sun", "2026-03-03", cast, petition_class=kind)
    do(numbers[0], "forward", "sun", "2026-03-04", cast, to_unit="zjj")
    do(numbers[1], "send_to_discipline", "sun", "2026-03-04", cast, to_unit="jjw")
    do(numbers[3], "forward", "sun", "2026-03-04", cast, to_unit="dongqiao")
    Case.objects.filter(number=numbers[2]).update(late=True)
    tree = directory()
    capacities = [frozenset(), *({one} for one in Capacity.values), frozenset(Capacity.values)]
    everybody = [CLOCK, NEWCOMER, *map(petitioner_of, numbers)] + [
        Person(kind="officer", key="o1", unit=unit, capacities=frozenset(some))
        for unit in (*(row[0] for row in UNITS), "nowhere", None)
        for some in capacities
    ]
    seen = 0
    for person in everybody:
        listed = set(visible(person, tree).values_list("number", flat=True))
        asked = {case.number for case in Case.objects.all() if may_see(person, case, tree)}
        assert asked == listed, person
        seen += len(listed)
    assert seen > 50
