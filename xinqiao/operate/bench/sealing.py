"""What sealing costs: registrations through the door as they are, and with the identity put down in plain."""

import json
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from unittest import mock

from django.conf import settings

from xinqiao.cases.act import act
from xinqiao.people.codes import KeptCode
from xinqiao.people.person import NEWCOMER
from xinqiao.people.seal import Wrapped

BLOCKS, EACH = 16, 75
"""So many blocks of each kind take turns, with so many registrations in each: a busy machine is busy for both."""

SAID: Mapping[str, Any] = {
    "purpose": "solve",
    "channel": "web",
    "subject": "三号楼电梯停运一个月",
    "account": "三号楼的电梯从二月初停到现在，八楼的老人下不了楼。物业说在等配件，一直没有修。",
    "requests": ["尽快修好电梯", "说明停运的原因"],
    "place": "青石县柳园小区三号楼",
}
WHO = {
    "name": "赵",
    "telephone": "00000000000",
    "address": "青石县柳园小区三号楼八零二",
    "email": "zhao@petitioner.example",
}


def sealing(now: datetime) -> dict[str, Any]:
    """Median times of one registration each way, on the clock and of the processor, and what sealing adds."""
    _block(now, "warm")
    sealed: list[tuple[float, float]] = []
    plain: list[tuple[float, float]] = []
    for block in range(BLOCKS):
        sealed.append(_block(now, f"sealed{block}"))
        with _in_plain():
            plain.append(_block(now, f"plain{block}"))
    found: dict[str, Any] = {"registrations_each_way": BLOCKS * EACH}
    for place, name in enumerate(("clock", "processor")):
        with_seal = statistics.median(one[place] for one in sealed)
        without = statistics.median(one[place] for one in plain)
        found[name] = {
            "sealed_ms": round(with_seal * 1000, 2),
            "plain_ms": round(without * 1000, 2),
            # Of neighbouring blocks, so that what else the machine does falls on both.
            "sealing_adds_percent": round(
                (statistics.median(a[place] / b[place] for a, b in zip(sealed, plain, strict=True)) - 1)
                * 100,
                1,
            ),
        }
    return found


def _block(now: datetime, name: str) -> tuple[float, float]:
    """Seconds for one registration, on the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    for count in range(EACH):
        act(None, "submit", SAID, by=NEWCOMER, at=now, identity=WHO, token=f"bench {name} {count}")
    return (time.perf_counter() - clock) / EACH, (time.process_time() - processor) / EACH


@contextmanager
def _in_plain() -> Iterator[None]:
    """The same rows without a key, a cipher or an HMAC: what a program does that keeps names as they come."""
    seal_key, code_key = settings.SEAL_KEYS.current.id, settings.QUERY_CODE_KEYS.current.id

    def seal(_number: str, identity: Mapping[str, Any]) -> tuple[Wrapped, bytes]:
        return Wrapped(seal_key, b""), json.dumps(identity, ensure_ascii=False).encode()

    def keep_code(_number: str, code: str) -> KeptCode:
        return KeptCode(code_key, code.encode())

    with (
        mock.patch("xinqiao.people.identities.seal", seal),
        mock.patch("xinqiao.people.identities.note_keys"),
        mock.patch("xinqiao.cases.act.keep_code", keep_code),
    ):
        yield
