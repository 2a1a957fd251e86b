"""Events and standings as JSON: the one place that says how they are written down and read again.

Reading back what was written gives an equal value; empty parts are left out, so that a ledger of a million entries
stays small.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from xinqiao.law.model import Event, Role, Running, Standing


def running_to_json(running: Running) -> dict[str, Any]:
    out: dict[str, Any] = {
        "clock": running.clock,
        "since": running.since.isoformat(),
        "last": running.last.isoformat(),
    }
    if running.raw != running.last:
        out["raw"] = running.raw.isoformat()
    for name in ("provisional", "fixed", "ran_out"):
        if getattr(running, name):
            out[name] = True
    if running.length is not None:
        out["length"] = running.length
    if running.extended:
        out["extended"] = running.extended
    if running.spans:
        out["spans"] = [[first.isoformat(), last.isoformat()] for first, last in running.spans]
    if running.paused_on:
        out["paused_on"] = running.paused_on.isoformat()
    return out


def running_from_json(data: Mapping[str, Any]) -> Running:
    day = date.fromisoformat
    return Running(
        clock=data["clock"],
        since=day(data["since"]),
        raw=day(data.get("raw") or data["last"]),
        last=day(data["last"]),
        provisional=data.get("provisional", False),
        length=data.get("length"),
        fixed=data.get("fixed", False),
        extended=data.get("extended", 0),
        spans=tuple((day(first), day(last)) for first, last in data.get("spans", ())),
        paused_on=day(data["paused_on"]) if "paused_on" in data else None,
        ran_out=data.get("ran_out", False),
    )


def event_to_json(event: Event) -> dict[str, Any]:
    """The event without people's words, which are kept apart."""
    out: dict[str, Any] = {"action": event.action, "at": event.at.isoformat(), "state": event.state}
    if event.facts:
        out["facts"] = dict(event.facts)
    if event.started:
        out["started"] = [running_to_json(one) for one in event.started]
    for name in ("stopped", "set", "cleared", "walled"):
        if getattr(event, name):
            out[name] = list(getattr(event, name))
    if event.seated:
        out["seated"] = [[role.value, unit] for role, unit in event.seated]
    if event.requests is not None:
        out["requests"] = event.requests
    if event.barred:
        out["barred"] = [list(one) for one in event.barred]
    if event.handlers:
        out["handlers"] = [[role.value, key] for role, key in event.handlers]
    if event.doer:
        out["doer"] = event.doer
    return out


def event_from_json(data: Mapping[str, Any]) -> Event:
    return Event(
        action=data["action"],
        at=datetime.fromisoformat(data["at"]),
        state=data["state"],
        facts=data.get("facts", {}),
        started=tuple(running_from_json(one) for one in data.get("started", ())),
        stopped=tuple(data.get("stopped", ())),
        set=tuple(data.get("set", ())),
        cleared=tuple(data.get("cleared", ())),
        seated=tuple((Role(role), unit) for role, unit in data.get("seated", ())),
        requests=data.get("requests"),
        walled=tuple(data.get("walled", ())),
        barred=tuple((key, why) for key, why in data.get("barred", ())),
        handlers=tuple((Role(role), key) for role, key in data.get("handlers", ())),
        doer=data.get("doer", ""),
    )


def standing_to_json(standing: Standing) -> dict[str, Any]:
    out: dict[str, Any] = {"state": standing.state, "entries": standing.entries}
    if standing.clocks:
        out["clocks"] = [running_to_json(standing.clocks[name]) for name in sorted(standing.clocks)]
    if standing.marks:
        out["marks"] = sorted(standing.marks)
    if standing.bodies:
        out["bodies"] = {role.value: standing.bodies[role] for role in sorted(standing.bodies)}
    if standing.requests:
        out["requests"] = standing.requests
    if standing.walled:
        out["walled"] = sorted(standing.walled)
    if standing.barred:
        out["barred"] = dict(sorted(standing.barred.items()))
    if standing.handlers:
        out["handlers"] = {role.value: standing.handlers[role] for role in sorted(standing.handlers)}
    if standing.doers:
        out["doers"] = {name: sorted(standing.doers[name]) for name in sorted(standing.doers)}
    return out


def standing_from_json(procedure: str, data: Mapping[str, Any]) -> Standing:
    return Standing(
        procedure=procedure,
        state=data["state"],
        clocks={one["clock"]: running_from_json(one) for one in data.get("clocks", ())},
        marks=frozenset(data.get("marks", ())),
        bodies={Role(role): unit for role, unit in data.get("bodies", {}).items()},
        requests=data.get("requests", 0),
        walled=frozenset(data.get("walled", ())),
        barred=dict(data.get("barred", {})),
        handlers={Role(role): key for role, key in data.get("handlers", {}).items()},
        doers={name: frozenset(keys) for name, keys in data.get("doers", {}).items()},
        entries=data["entries"],
    )
