"""Events and standings as JSON: the one place that says how they are written down and read again.

Reading back what was written gives an equal value; empty parts are left out, so that a ledger of a million entries
stays small.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
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


def _as_it_is(value: Any) -> Any:
    return value


_day = date.fromisoformat

_PARTS_OF_RUNNING: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("clock", "provisional", "length", "fixed", "extended", "ran_out"), _as_it_is),
    **dict.fromkeys(("since", "last", "raw", "paused_on"), _day),
    "spans": lambda spans: tuple([(_day(first), _day(last)) for first, last in spans]),
}
"""How each part is read again. What is not named here was written by somebody else, and is left alone."""


def running_from_json(data: Mapping[str, Any]) -> Running:
    if "spans" in data:
        return _running(data)
    return _seen_running(*data, *data.values())


# Of a million clocks nearly all are one of a few thousand: the same length, from one of the days of a year.
@lru_cache(maxsize=1 << 16, typed=True)
def _seen_running(*written: Any) -> Running:
    """A clock from its names and then its values: all of them, each of its type, are what it is known again by."""
    half = len(written) // 2
    return _running(dict(zip(written[:half], written[half:], strict=True)))


def _running(data: Mapping[str, Any]) -> Running:
    read = {name: _PARTS_OF_RUNNING[name](data[name]) for name in data if name in _PARTS_OF_RUNNING}
    read.setdefault("raw", read["last"])
    return Running(**read)


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
    if event.forgotten:
        out["forgotten"] = list(event.forgotten)
    return out


_ROLE = {one.value: one for one in Role}


def _by_role(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[Role, str], ...]:
    return tuple([(_ROLE[role], value) for role, value in pairs])


_moment = datetime.fromisoformat
_NOTHING: Mapping[str, Any] = {}


def event_from_json(data: Mapping[str, Any]) -> Event:
    # Said part by part and in the order of the fields: a million of them are read when a record is verified.
    get = data.get
    started, seated, barred, handlers = get("started"), get("seated"), get("barred"), get("handlers")
    return Event(
        data["action"],
        _moment(data["at"]),
        data["state"],
        get("facts", _NOTHING),
        _NOTHING,  # words are kept apart
        tuple([running_from_json(one) for one in started]) if started else (),
        tuple(get("stopped", ())),
        tuple(get("set", ())),
        tuple(get("cleared", ())),
        _by_role(seated) if seated else (),
        get("requests"),
        tuple(get("walled", ())),
        tuple([(key, why) for key, why in barred]) if barred else (),
        _by_role(handlers) if handlers else (),
        get("doer", ""),
        tuple(get("forgotten", ())),
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
        bodies={_ROLE[role]: unit for role, unit in data["bodies"].items()} if "bodies" in data else {},
        requests=data.get("requests", 0),
        walled=frozenset(data.get("walled", ())),
        barred=dict(data.get("barred", {})),
        handlers={_ROLE[role]: key for role, key in data["handlers"].items()} if "handlers" in data else {},
        doers={name: frozenset(keys) for name, keys in data.get("doers", {}).items()},
        entries=data["entries"],
    )
