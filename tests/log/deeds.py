"""What must survive the power failing: each as ``killing`` does it, and what has to hold after every kill."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any, Protocol

BEGAN = datetime(2026, 3, 2, 1, tzinfo=UTC)
NAME = {"name": "赵无名"}
WORDS = {
    "purpose": "solve",
    "subject": "路灯不亮",
    "account": "河东巷口的路灯灭了三个月，老人夜里摔过跤。",
    "requests": ["修好路灯"],
    "place": "河东巷",
}


class Deed(Protocol):
    """Something that must survive the power failing. Each part runs in a process of its own; what it returns is JSON."""

    counted: int
    """So many tries are made undisturbed, to count their steps."""

    def begin(self) -> Any:
        """Lay the ground, once; returns what ``look`` is given first."""

    def ready(self, round_: int) -> Any:
        """Prepare one try, undisturbed."""

    def do(self, round_: int, given: Any, /) -> Any:
        """The try. Returns what would have been told to whoever asked for it."""

    def look(self, state: Any, round_: int, given: Any, said: Any, /) -> Any:
        """After a try: raises AssertionError where something is wrong. ``said`` is None when the try was killed."""

    def whole(self, state: Any, /) -> list[str]:
        """At the end: everything that is wrong."""


def filed(round_: int, paper: bytes = b"") -> str:
    """Somebody files on the web, with a paper or without; the number."""
    from xinqiao.cases.act import act
    from xinqiao.cases.files import path_of
    from xinqiao.people.person import NEWCOMER

    files = []
    if paper:
        digest = hashlib.sha256(paper).hexdigest()
        path = path_of(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(paper)
        os.utime(path, (1e9, 1e9))
        files = [{"name": "证据.pdf", "media_type": "application/pdf", "size": len(paper), "sha256": digest}]
    facts = {"channel": "web", **WORDS, "files": files}
    return act(None, "submit", facts, by=NEWCOMER, at=BEGAN + timedelta(seconds=round_), identity=NAME).number


def run(*words: str, **options: Any) -> str:
    """What a command says."""
    from django.core.management import call_command

    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def faults() -> list[str]:
    from xinqiao.cases.record import verify

    return verify(processes=1).findings


def published(before: Any) -> list[Any]:
    """The published checkpoint, which begins with the one of before and whose files hash to it."""
    from xinqiao.ledger import shelf, signing
    from xinqiao.tlog import checkpoint
    from xinqiao.tlog.merkle import verify_consistency
    from xinqiao.tlog.prover import Prover

    text = shelf.published()
    if text is None:
        assert not before, "the published log is gone"
        return []
    now, _note = checkpoint.opened(text, signing.verifiers(), signing.origin())
    prover = Prover(shelf.tiles(), now.size)
    assert prover.root() == now.root, "what is published does not hash to what is signed"
    if before:
        size, root = int(before[0]), bytes.fromhex(before[1])
        assert size <= now.size, "the log went back"
        assert verify_consistency(size, now.size, root, now.root, prover.consistency(size)), "the log forked"
    return [now.size, now.root.hex()]


def log_faults() -> list[str]:
    """Everything that is wrong with the log and its files; that nothing waits any more is asked for as well."""
    from xinqiao.ledger import shelf, signing
    from xinqiao.ledger.audit import audit
    from xinqiao.ledger.publish import publish_all
    from xinqiao.tlog import audit as reading
    from xinqiao.tlog import checkpoint

    publish_all(at=BEGAN + timedelta(days=1))
    found: list[str] = []
    audit(lambda sentence, **facts: found.append(sentence.format(**facts)))
    now, _note = checkpoint.opened(shelf.published() or "", signing.verifiers(), signing.origin())
    return found + [fault.en for fault in reading.faults(shelf.tiles(), now)]


@dataclass
class Quiet:
    """A deed that needs no preparing."""

    folder: Path
    counted: int = 1

    def begin(self) -> Any:
        return None

    def ready(self, round_: int) -> Any:
        return None

    def whole(self, _state: Any) -> list[str]:
        return faults()


@dataclass
class Publishing(Quiet):
    """Entries come, are put into the log, signed and published. Over some tries full tiles come by as well."""

    counted: int = 9

    def do(self, round_: int, _given: Any) -> Any:
        from xinqiao.ledger.gate import writing
        from xinqiao.ledger.models import Entry
        from xinqiao.ledger.publish import publish

        # Now and then the first round of a new day, on which old checkpoints are thinned out.
        at = BEGAN + timedelta(seconds=round_, days=round_ // 9)
        with writing():
            last = Entry.objects.order_by("-position").values_list("position", flat=True).first() or 0
            many = (round_ * 7919) % 60
            Entry.objects.bulk_create(
                Entry(position=one, number="n", ordinal=one, action="note", at=at, text="{}", salt=b"s" * 16,
                      digest=one.to_bytes(32, "big"))
                for one in range(last + 1, last + 1 + many)
            )  # fmt: skip
        return publish(at=at, cover=True).size

    def look(self, state: Any, _round: int, _given: Any, said: Any) -> Any:
        now = published(state)
        assert said is None or now[0] == said, "what was said to be published is not"
        return now

    def whole(self, _state: Any) -> list[str]:
        return log_faults()


@dataclass
class Registering(Quiet):
    """A clerk takes down a matter and registers it; whoever hears nothing sends the same form again."""

    def do(self, round_: int, _given: Any) -> Any:
        from xinqiao.cases.act import act
        from xinqiao.people.models import Officer
        from xinqiao.people.person import as_person

        clerk = next(one for one in Officer.objects.filter(unit="xfj") if "registrar" in one.capacities)
        sorted_as = {"petition_class": "appeal", "occurrence": "first", "content_class": "市政/路灯"}
        return act(
            None,
            "submit",
            {"channel": "phone", "read_back": "confirmed", **WORDS},
            by=as_person(clerk),
            at=BEGAN + timedelta(seconds=round_),
            identity=NAME,
            token=f"form {round_}",
            then=[("register", sorted_as)],
        ).number

    def look(self, state: Any, round_: int, given: Any, said: Any) -> Any:
        from xinqiao.cases.models import Case
        from xinqiao.ledger.models import Entry

        numbers = state or []
        kept = list(Case.objects.exclude(number__in=numbers).values_list("number", flat=True))
        assert said is None or kept == [said], "what was acknowledged is missing"
        number = self.do(round_, given)
        assert not kept or kept == [number], "the same form made a second matter"
        did = Entry.objects.filter(number=number).order_by("ordinal").values_list("action", flat=True)
        assert list(did) == ["submit", "register"], "half a registration"
        assert Case.objects.count() == len(numbers) + 1
        assert faults() == []
        return [*numbers, number]


@dataclass
class Erasing(Quiet):
    """Words, a paper and the person of one matter are erased, in two acts."""

    def ready(self, round_: int) -> Any:
        from xinqiao.cases.act import act
        from xinqiao.people.person import petitioner_of

        number = filed(round_, b"%PDF-1.4 " + str(round_).encode())
        act(number, "withdraw", {"free_will": True}, by=petitioner_of(number), at=BEGAN + timedelta(days=1))
        return number

    def do(self, _round: int, given: Any) -> Any:
        from xinqiao.cases.act import act
        from xinqiao.cases.models import Case
        from xinqiao.people.models import Officer
        from xinqiao.people.person import as_person

        unit = Case.objects.get(number=given).receiver
        head = next(one for one in Officer.objects.filter(unit=unit) if "head" in one.capacities)
        acts: tuple[tuple[str, Mapping[str, str]], ...] = (
            ("erase_words", {"extent": "whole"}),
            ("erase_identity", {}),
        )
        by, at = as_person(head), BEGAN + timedelta(days=2)
        for action, facts in acts:
            act(given, action, {**facts, "reason": "ordered"}, by=by, at=at)
        return True

    def look(self, _state: Any, _round: int, given: Any, said: Any) -> Any:
        from xinqiao.cases.models import Attachment, Statement
        from xinqiao.ledger.models import Entry
        from xinqiao.people.erasing import is_erased

        did = set(Entry.objects.filter(number=given).values_list("action", flat=True))
        kept = [
            one.erased_at is not None
            for model in (Statement, Attachment)
            for one in model.objects.filter(number=given, ordinal=1)
        ]
        assert set(kept) == {"erase_words" in did}, "words half erased"
        assert is_erased(given) is ("erase_identity" in did), "the person and the entry disagree"
        assert said is None or {"erase_words", "erase_identity"} <= did
        assert faults() == []
        return None

    def whole(self, _state: Any) -> list[str]:
        """What a crash left of erased files, the night's sweep takes away."""
        from django.conf import settings

        from xinqiao.cases.files import sweep
        from xinqiao.cases.models import Attachment

        sweep(at=BEGAN + timedelta(days=3650))
        named = set(Attachment.objects.filter(erased_at=None).values_list("sha256", flat=True))
        left = {one.name for one in settings.FILES.glob("??/??/*")}
        return faults() + sorted(left ^ named)


@dataclass
class Rotating(Quiet):
    """The key that seals identities is changed."""

    MATTERS = 7

    def begin(self) -> Any:
        from xinqiao.people import recovery

        for round_ in range(self.MATTERS):
            filed(round_)
        # With shares given out, the file that goes with them has to follow every change of keys.
        recovery.split(need=2, of=3)

    def do(self, _round: int, _given: Any) -> Any:
        return json.loads(run("rotate_keys", batch=3, json=True))["current"]

    def look(self, _state: Any, _round: int, _given: Any, said: Any) -> Any:
        from django.conf import settings

        from xinqiao.people.identities import open_identity
        from xinqiao.people.models import Identity
        from xinqiao.people.office_keys import OfficeKey
        from xinqiao.people.rotation import missing, resting_on

        for number in Identity.objects.exclude(wrapped_key=b"").values_list("number", flat=True):
            assert open_identity(number) == NAME
        assert missing(OfficeKey.SEAL) == []
        resting = resting_on(OfficeKey.SEAL)
        assert said is None or [one for one, many in resting.items() if many] == [said]
        assert said is None or settings.SEAL_KEYS.current.id == said
        return None


@dataclass
class ChangingLogKeys(Quiet):
    """The key that signs the log is changed: both sign for a while, then the old one no more."""

    def begin(self) -> Any:
        from xinqiao.ledger.publish import publish_all

        publish_all(at=BEGAN)
        return published(None)

    def ready(self, round_: int) -> Any:
        return filed(round_)

    def do(self, _round: int, _given: Any) -> Any:
        from django.conf import settings

        if len(settings.LOG_KEYS.held()) == 1:
            run("log", "newkey")
        run("log", "publish")
        run("log", "retire")
        return len(settings.LOG_KEYS.held())

    def look(self, state: Any, _round: int, _given: Any, said: Any) -> Any:
        from xinqiao.ledger.publish import trouble

        assert trouble() is None
        assert said is None or said == 1
        return published(state)

    def whole(self, _state: Any) -> list[str]:
        return log_faults() + faults()


@dataclass
class BackingUp(Quiet):
    """A copy of everything is made, with the keys."""

    def begin(self) -> Any:
        furnish()

    def do(self, round_: int, _given: Any) -> Any:
        said = run("backup", str(self.folder / f"copy{round_}"), with_keys=True, json=True)
        return json.loads(said)["files"]

    def look(self, _state: Any, round_: int, given: Any, said: Any) -> Any:
        from xinqiao.operate.backup.manifest import BadBackup, Manifest, check

        folder = self.folder / f"copy{round_}"
        try:
            manifest = Manifest.read(folder)
        except BadBackup:
            assert said is None, "what was said to be a backup is none"
            assert not folder.exists() or not any(folder.iterdir()), "half a backup looks whole"
            self.do(round_, given)
            manifest = Manifest.read(folder)
        check(manifest, folder)
        shutil.rmtree(folder)
        assert not list(self.folder.glob("*.unfinished")), "what was cut short is left behind"
        return None


@dataclass
class Restoring(Quiet):
    """A backup is put back onto an empty installation."""

    def begin(self) -> Any:
        furnish()
        run("backup", str(self.folder / "copy"), with_keys=True, json=True)

    def ready(self, _round: int) -> Any:
        """Nothing is left here but the keys, which this process knows already."""
        from django.conf import settings
        from django.db import connection

        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE")
                cursor.execute("CREATE SCHEMA public")
        connection.close()
        for one in settings.DATA.iterdir():
            if one.is_dir() and one != settings.KEYS:
                shutil.rmtree(one)
            elif one.is_file():
                one.unlink()

    def do(self, _round: int, _given: Any) -> Any:
        from xinqiao.operate.backup.restoring import finish, restore

        restore(self.folder / "copy")
        finish()
        return True

    def look(self, _state: Any, round_: int, given: Any, said: Any) -> Any:
        from xinqiao.cases.files import path_of
        from xinqiao.cases.models import Attachment, Statement
        from xinqiao.operate.backup.restoring import NotRestored, unfinished
        from xinqiao.operate.checks import restored
        from xinqiao.people.identities import open_identity

        begun = unfinished()
        assert bool(restored()) is begun, "a half-restored installation would start"
        assert said is None or not begun
        again = ""
        try:
            self.do(round_, given)
        except NotRestored as full:
            again = str(full)
        # Refused only where all was done, and at most the report was lost.
        assert (not again and said is None) or ("not empty" in again and not begun), again
        wrong = faults()
        assert wrong == [], wrong
        assert Statement.objects.filter(name="account").count() == 2
        for paper in Attachment.objects.all():
            assert path_of(paper.sha256).is_file()
            assert open_identity(paper.number) == NAME
        return published(None)[:0]


def furnish() -> None:
    """Two matters with a paper each, and a public log."""
    from xinqiao.ledger.publish import publish_all

    for round_ in range(2):
        filed(round_, b"%PDF-1.4 " + str(round_).encode())
    publish_all(at=BEGAN)


DEEDS: Mapping[str, Callable[[Path], Deed]] = {
    "publish": Publishing,
    "register": Registering,
    "erase": Erasing,
    "rotate": Rotating,
    "log-keys": ChangingLogKeys,
    "backup": BackingUp,
    "restore": Restoring,
}
