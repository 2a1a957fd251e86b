"""Witnessing somebody else's log: fetching it, keeping a copy, and remembering what was signed.

What to sign and when to raise the alarm is decided in ``xinqiao.tlog.witness``. A witness needs no database and no account;
everything it knows lies in one folder, which may be served as it is so that others can compare.
"""

import json
import os
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

from xinqiao.tlog import checkpoint, cosignature, promise, proof, witness
from xinqiao.tlog.edge import Edge
from xinqiao.tlog.note import (
    COSIGNATURE,
    Malformed,
    Note,
    SignerKey,
    Untrusted,
    VerifierKey,
    encode64,
    parse,
    read_keys,
)
from xinqiao.tlog.prover import Prover
from xinqiao.tlog.tile import WIDTH, Folder, Missing, Resource, unpack, width_at
from xinqiao.tlog.witness import Judgement, Kind, Log, Seen
from xinqiao.tlog.words import Sentence, said

PATIENCE = 2 * 24 * 3600
"""A log that has not grown for so many seconds is stalled, unless its office and the witness agree on another time."""

TIMEOUT = 30
LARGEST = 10_000_000
TOGETHER = 64
"""Bundles that are read before the copy on the disk is brought up to them."""


class Unreachable(Exception):
    """The log did not answer, or not with what was asked for."""


class Site:
    """A log as it is served at an address, such as ``https://office.example/log``."""

    def __init__(self, address: str) -> None:
        if not address.startswith(("http://", "https://")):
            raise ValueError(f"not a web address 不是网址: {address}")
        self.address = address.rstrip("/")

    def read(self, path: str) -> bytes:
        """One file. Raises ``Missing`` when the log says that it is not there, ``Unreachable`` when it says nothing."""
        try:
            # The scheme is checked above.
            with urllib.request.urlopen(f"{self.address}/{path}", timeout=TIMEOUT) as answer:  # noqa: S310 - see above
                data: bytes = answer.read(LARGEST + 1)
        except urllib.error.HTTPError as refused:
            if refused.code in (404, 410):
                raise Missing(f"{path}: {refused.code}") from refused
            raise Unreachable(f"{path}: {refused.code}") from refused
        except (OSError, ValueError) as silent:
            raise Unreachable(f"{self.address}: {silent}") from silent
        if len(data) > LARGEST:
            raise Unreachable(f"{path}: more than {LARGEST} bytes")
        return data

    def hand_in(self, note: bytes) -> None:
        """Give a cosigned checkpoint to the log, which hands it on with its receipts. Raises ``Unreachable``."""
        asked = urllib.request.Request(  # noqa: S310 - the scheme is checked above
            f"{self.address}/cosigned",
            data=note,
            headers={"Content-Type": "text/plain; charset=utf-8"},
            method="POST",
        )
        try:
            with urllib.request.urlopen(asked, timeout=TIMEOUT):  # noqa: S310 - see above
                pass
        except (OSError, ValueError) as refused:
            raise Unreachable(f"{self.address}/cosigned: {refused}") from refused

    def tile(self, level: int, index: int, width: int) -> bytes:
        return self._either(Resource(level, index, width))

    def bundle(self, index: int, width: int) -> bytes:
        return self._either(Resource(None, index, width))

    def _either(self, asked: Resource) -> bytes:
        try:
            return self.read(asked.path)
        except Missing:
            # A partial tile may be taken away once the full one is there.
            if asked.width == WIDTH:
                raise
            return self.read(Resource(asked.level, asked.index).path)


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of a witness: its key, the log's keys, what it has seen, its copy of the log, and its alarms."""

    folder: Path

    @property
    def copy(self) -> Folder:
        return Folder(self.folder)

    def key(self, name: str) -> SignerKey:
        """The witness's own key; made at the first call, and readable by its owner only."""
        path = self.folder / "witness.key"
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            made = SignerKey.generate(name, COSIGNATURE)
            write(path, f"{made.line}\n", mode=0o600)
            write(self.folder / "witness.vkey", f"{made.verifier.line}\n")
        return SignerKey.parse(path.read_text("utf-8").strip())

    def log_keys(self) -> tuple[VerifierKey, ...]:
        path = self.folder / "log.vkey"
        return read_keys(path.read_text("utf-8")) if path.exists() else ()

    def trust(self, keys: tuple[VerifierKey, ...]) -> None:
        write(self.folder / "log.vkey", "".join(f"{key.line}\n" for key in keys))

    def seen(self) -> Seen | None:
        path = self.folder / "seen.json"
        if not path.exists():
            return None
        kept = json.loads(path.read_text("utf-8"))
        return Seen(**{**kept, "root": bytes.fromhex(kept["root"])})

    def remember(self, seen: Seen) -> None:
        write(
            self.folder / "seen.json", json.dumps({**asdict(seen), "root": seen.root.hex()}, indent=1) + "\n"
        )

    def alarm(self, found: Judgement, at: int) -> Path:
        """Put an alarm on record with what proves it; the same alarm again changes nothing."""
        text = "\n".join(
            [found.sentence.zh, found.sentence.en, "", *(f"{note}\n" for note in found.evidence)]
        )
        folder = self.folder / "alarms"
        folder.mkdir(parents=True, exist_ok=True)
        for earlier in folder.glob(f"*-{found.kind}.txt"):
            if earlier.read_text("utf-8").partition("\n\n")[2] == text.partition("\n\n")[2]:
                return earlier
        path = folder / f"{at}-{found.kind}.txt"
        write(path, text)
        return path


def write(path: Path, text: str | bytes, *, mode: int = 0o644) -> None:
    """Put a file there whole, so that it survives a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.aside")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode() if isinstance(text, str) else text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


@dataclass(frozen=True, slots=True)
class Witness:
    """One who follows a log from a folder of their own."""

    site: Site
    store: Store
    key: SignerKey
    patience: int = PATIENCE

    def log(self) -> Log:
        """The log as this witness knows it. At first sight its key is taken from its own site, which must be compared
        with the key that the office has published elsewhere. Raises ``Unreachable``, ``Missing`` or ``Malformed``."""
        keys = self.store.log_keys()
        if not keys:
            try:
                keys = read_keys(self.site.read("key").decode())
            except UnicodeDecodeError as wrong:
                raise Malformed(f"the key of the log is not text: {wrong}") from wrong
            if not keys:
                raise Malformed("the log publishes no key")
            self.store.trust(keys)
        return Log(keys, keys[0].name, self.patience)

    def look(self, *, at: int) -> Judgement | None:
        """Look once. Cosigns, or puts an alarm on record; None: the log does not answer, and may still be given time."""
        seen = self.store.seen()
        try:
            log = self.log()
            offered = self.site.read("checkpoint").decode(errors="replace")
            found = witness.look(log, seen, offered, self.site, at=at, kept=self.store.copy)
            if not found.alarm:
                found = self._sign(log, found, at=at)
        except (Unreachable, Missing):
            quiet = witness.silence(self.log(), seen, at=at) if seen else None
            if quiet is not None:
                self.store.alarm(quiet, at)
            return quiet
        if found.alarm:
            self.store.alarm(found, at)
        return found

    def _sign(self, log: Log, found: Judgement, *, at: int) -> Judgement:
        """Copy what is new, remember it, and only then put the name under it (c2sp.org/tlog-witness)."""
        assert found.seen is not None
        seen, note = found.seen, parse(found.seen.note)
        damage = self._copy(seen)
        if damage is not None:
            return Judgement(Kind.TORN, damage, self.store.seen(), (seen.note,))
        self.store.remember(seen)
        self._learn(log, note)
        write(self.store.folder / "checkpoint", str(note.signed(cosignature.sign(note, self.key, at))))
        return found

    def _copy(self, seen: Seen) -> Sentence | None:
        """Bring the copy up to a signed tree, hashing every entry here; a sentence when it does not come out."""
        before = self.store.seen()
        size = before.size if before else 0
        edge = Edge.load(self.store.copy, size)
        while edge.size < seen.size:
            entries: list[bytes] = []
            start = edge.size
            while start + len(entries) < seen.size and len(entries) < TOGETHER * WIDTH:
                index, skip = divmod(start + len(entries), WIDTH)
                width = width_at(seen.size, 0, index)
                try:
                    bundle = unpack(self.site.bundle(index, width))[:width]
                except (Missing, ValueError) as gap:
                    return torn(gap)
                if len(bundle) < width:
                    return torn(f"{len(bundle)} < {width}")
                entries += bundle[skip:]
            for resource, data in edge.append(entries):
                write(self.store.folder / resource.path, data)
        return None if edge.root() == seen.root else torn(f"{encode64(edge.root())} ≠ {encode64(seen.root)}")

    def _learn(self, log: Log, note: Note) -> None:
        """Take over a new key of the log when an old one has signed the same checkpoint beside it."""
        try:
            offered = read_keys(self.site.read("keys").decode())
        except (Missing, Unreachable, Malformed, UnicodeDecodeError):
            return
        known = set(log.keys)
        new = []
        for key in offered:
            if key not in known and key.name == log.origin:
                try:
                    checkpoint.opened(note, [key], log.origin)
                except (Malformed, Untrusted):
                    continue
                new.append(key)
        if new:
            self.store.trust((*log.keys, *new))

    def compare(self, data: bytes) -> Judgement | None:
        """Hold somebody's receipt or checkpoint against the witness's own copy. None: the two fit together.

        Raises ``Malformed`` for what is neither, and ``LookupError`` when it speaks of a later log than was seen.
        """
        seen, log = self.store.seen(), self.log()
        text = data.decode(errors="replace").lstrip("\ufeff").lstrip()
        if text.startswith((promise.FILE_HEADER, promise.HEADER)):
            raise Malformed("a promise holds no checkpoint; bring the receipt")
        theirs = proof.Proof.parse(text).checkpoint if text.startswith(proof.HEADER) else text
        opened = witness.unsealed(log, None, theirs)
        if isinstance(opened, Judgement):
            return opened
        if seen is None or opened[0].size > seen.size:
            raise LookupError("this log is later than the one seen here")
        way = Prover(self.store.copy, seen.size).consistency(opened[0].size)
        return witness.compare(log, theirs, seen.note, way)


def torn(why: object) -> Sentence:
    return said(
        "账本的文件不全或者坏了：照着抄的时候对不上（{why}）。",
        "The log's files are incomplete or damaged: a copy of them does not come out ({why}).",
        why=why,
    )
