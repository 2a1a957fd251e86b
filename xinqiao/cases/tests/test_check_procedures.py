"""`xinqiao check-procedures`: what was looked at, what holds, and an exit code that says which."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from xinqiao.cases.management.commands import check_procedures as command
from xinqiao.law.check import GUARANTEES
from xinqiao.law.model import Procedure
from xinqiao.law.tests.faults import action
from xinqiao.law.tests.small import SMALL

Only = Callable[[Procedure], None]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("check_procedures", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Only:
    def known(procedure: Procedure) -> None:
        monkeypatch.setattr(command, "PROCEDURES", (procedure,))

    return known


def test_one_procedure_can_be_asked_for_by_name_or_pack() -> None:
    assert "complaint_lgsco_2024" in run("complaint_lgsco_2024")
    assert run("uk-lgsco-2024").count("✓") == len(GUARANTEES)


def test_what_was_explored_is_said(only: Only) -> None:
    only(SMALL)
    lines = run().splitlines()
    assert lines[0] == "图书馆投诉 small"
    assert "看了 20 种状况之间的" in lines[1]
    assert "✗" not in "".join(lines)


def test_a_fault_is_said_with_its_way_and_ends_with_code_one(only: Only) -> None:
    only(action("answer", needs=())(SMALL))
    out = StringIO()
    with pytest.raises(CommandError, match="没有通过检查：small") as failed:
        call_command("check_procedures", stdout=out)
    assert failed.value.returncode == 1
    assert "“答复”可以在听取信访人陈述以前作出。最短路径：提出投诉 → 转办 → 答复" in out.getvalue()
    assert "✗ 没有听取信访人陈述不能作出处理意见" in out.getvalue()
    assert "✓ 期限过了，总有别的单位或者人可以推动" in out.getvalue()


def test_an_unknown_name_is_wrong_usage() -> None:
    with pytest.raises(CommandError, match="没有叫“petition”的程序。有这些：petition_2022") as failed:
        run("petition")
    assert failed.value.returncode == 2


def test_a_machine_reads_the_same(only: Only) -> None:
    only(SMALL)
    (found,) = json.loads(run("--json"))
    assert found["procedure"] == "small" and found["holds"] is True and found["findings"] == []
    assert [one["name"] for one in found["guarantees"]] == list(GUARANTEES)
    assert found["standings"] > 0 and found["steps"] > 0


def test_a_machine_reads_the_way_to_a_fault(only: Only) -> None:
    only(action("answer", needs=())(SMALL))
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_procedures", "--json", stdout=out)
    (found,) = json.loads(out.getvalue())
    fault, *_more = [one for one in found["findings"] if one["kind"] == "unheard"]
    assert fault["path"] == ["提出投诉", "转办", "答复"] and fault["guarantee"] == "hearing"


def test_no_database_is_asked(only: Only) -> None:
    # Without the db mark every query would fail.
    only(SMALL)
    assert run()
