"""Run as a process of its own: publish again and again, and be killed at every step of it.

``python -m tests.log.killing KILLS SEED`` prints one line of JSON. The process forks for each try, so that a kill costs
milliseconds and not a start of Python. A child adds entries and publishes; a hook counts what it calls outside Python (files
written, renamed, synced, statements executed) and kills it, before or after the one that was drawn: not done, or done but not
reported. After each kill the next child goes on where the dead one stopped, and what is published then must begin with
everything that was published before.
"""

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import FrameType

import django

BEGAN = datetime(2026, 3, 2, 1, tzinfo=UTC)
FILES = {"shelf.py", "gate.py", "note.py", "pathlib.py", "shutil.py"}
CALLS = {
    "open",
    "write",
    "flush",
    "fsync",
    "close",
    "replace",
    "mkdir",
    "unlink",
    "rmdir",
    "flock",
    "sign",
    "__exit__",
}
"""A call of these from those is a step: files, locks, and the signature."""

STATEMENTS = {"execute", "executemany", "commit"}
"""And each of these, from anywhere: the database."""


def work(round_: int) -> None:
    """What every child does: a few entries, then a batch, sometimes of padding alone."""
    from django.db import transaction

    from xinqiao.ledger.gate import writing
    from xinqiao.ledger.models import Entry
    from xinqiao.ledger.publish import publish

    at = BEGAN + timedelta(seconds=round_)
    with writing():
        assert transaction.get_connection().in_atomic_block
        last = Entry.objects.order_by("-position").values_list("position", flat=True).first() or 0
        many = (round_ * 7919) % 60
        Entry.objects.bulk_create(
            Entry(position=one, number="n", ordinal=one, action="note", at=at, text="{}", salt=b"s" * 16,
                  digest=one.to_bytes(32, "big"))
            for one in range(last + 1, last + 1 + many)
        )  # fmt: skip
    publish(at=at, cover=True)


def counting(after: int | None) -> Callable[..., None]:
    """A hook that counts the steps, and ends the process at number ``after``: odd before a call, even behind it."""
    seen = [0]

    def hook(frame: FrameType, event: str, called: object) -> None:
        if event not in ("c_call", "c_return"):
            return
        name, file = getattr(called, "__name__", ""), frame.f_code.co_filename.rpartition("/")[2]
        if name not in STATEMENTS and not (name in CALLS and file in FILES):
            return
        seen[0] += 1
        if after is not None and seen[0] >= after:
            os.kill(os.getpid(), signal.SIGKILL)

    hook.seen = seen  # type: ignore[attr-defined]
    return hook


def in_child(act: Callable[[], object]) -> tuple[int, str]:
    """Do it in a process of its own; return how that ended and what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        said = ""
        code = 1
        try:
            said = json.dumps(act())
            code = 0
        except BaseException as error:  # noqa: BLE001 - whatever it was, the parent tells it
            said = repr(error)
        finally:
            sys.setprofile(None)
            os.write(writing, said.encode())
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said


def steps_of(round_: int, after: int | None) -> int:
    hook = counting(after)
    sys.setprofile(hook)
    work(round_)
    sys.setprofile(None)
    return int(hook.seen[0])  # type: ignore[attr-defined]


def look(before: list[object]) -> list[object]:
    """The published checkpoint, which begins with the one of before and whose files hash to it."""
    from xinqiao.ledger import shelf, signing
    from xinqiao.tlog import checkpoint
    from xinqiao.tlog.merkle import verify_consistency
    from xinqiao.tlog.prover import Prover

    text = shelf.published()
    if text is None:
        assert not before
        return []
    now, _note = checkpoint.opened(text, signing.verifiers(), signing.origin())
    prover = Prover(shelf.tiles(), now.size)
    assert prover.root() == now.root, "what is published does not hash to what is signed"
    if before:
        size, root = int(str(before[0])), bytes.fromhex(str(before[1]))
        assert size <= now.size, "the log went back"
        assert verify_consistency(size, now.size, root, now.root, prover.consistency(size)), "the log forked"
    return [now.size, now.root.hex()]


def whole() -> list[str]:
    """Everything that is wrong at the end."""
    from xinqiao.ledger import shelf, signing
    from xinqiao.ledger.audit import audit
    from xinqiao.ledger.sequence import waiting
    from xinqiao.tlog import audit as reading
    from xinqiao.tlog import checkpoint

    found: list[str] = []
    audit(lambda sentence, **facts: found.append(sentence.format(**facts)))
    now, _note = checkpoint.opened(shelf.published() or "", signing.verifiers(), signing.origin())
    found += [fault.en for fault in reading.faults(shelf.tiles(), now)]
    if waiting():
        found.append(f"{waiting()} entries wait")
    return found


def main(kills: int, seed: int) -> dict[str, object]:
    chance = random.Random(seed)
    # Once without counting, so that what is imported at first use is no step.
    import xinqiao.ledger.audit  # noqa: F401

    code, said = in_child(lambda: work(0))
    assert code == 0, said
    code, said = in_child(lambda: steps_of(0, None))
    assert code == 0, said
    steps = int(said)
    killed, seen = 0, list[object]()
    for round_ in range(1, kills + 1):
        # Some way beyond the last step: then all is done, and nobody is killed; mending takes more steps than usual.
        after = chance.randrange(1, steps + steps // 2)
        code, said = in_child(lambda after=after, round_=round_: steps_of(round_, after))  # type: ignore[misc]
        assert code in (0, -signal.SIGKILL), said
        killed += code != 0
        code, said = in_child(lambda seen=seen: look(seen))  # type: ignore[misc]
        assert code == 0, f"after kill at step {after} of round {round_}: {said}"
        seen = json.loads(said)
    code, said = in_child(lambda: work(kills + 1))
    assert code == 0, said
    code, said = in_child(whole)
    assert code == 0, said
    return {"kills": killed, "steps": steps, "size": seen[0], "findings": json.loads(said)}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
