"""What a petitioner is given to keep: the signed promise at once, the receipt as soon as the log is published with the entry.

Both enclose the opened entry and the words it speaks of, as far as the petitioner may see them. For what another has written
down with inputs that are internal, they name the commitment and enclose nothing: that it was written is proved all the same.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from xinqiao import tlog
from xinqiao.cases.policy import NoSuchMatter
from xinqiao.cases.statements import FILES
from xinqiao.law.catalogue import find_procedure
from xinqiao.law.model import Action, Audience
from xinqiao.ledger import cosigned, shelf, signing
from xinqiao.ledger.entry import decode
from xinqiao.ledger.models import Entry
from xinqiao.ledger.rows import ask
from xinqiao.ledger.sequence import index_of
from xinqiao.ledger.signing import FIRST_NOTE
from xinqiao.tlog import promise
from xinqiao.tlog.checkpoint import Checkpoint
from xinqiao.tlog.note import parse
from xinqiao.tlog.opening import Enclosure, Opening, Words
from xinqiao.tlog.proof import Proof
from xinqiao.tlog.prover import Prover
from xinqiao.tlog.tile import Missing

WITHIN = timedelta(days=1)
"""By then at the latest an entry is in the log, or the promise is broken. It takes seconds; a day leaves time to mend a
machine. The office's own choice."""


@dataclass(frozen=True, slots=True)
class Provable:
    """An entry of a matter that its petitioner may have proved."""

    position: int
    ordinal: int
    at: datetime
    action: str
    covered: bool


def filing_of(number: str) -> int:
    """The position of the entry with which a matter began. Raises ``NoSuchMatter``."""
    position = Entry.objects.filter(number=number, ordinal=1).values_list("position", flat=True).first()
    if position is None:
        raise NoSuchMatter
    return position


def provable(number: str) -> list[Provable]:
    """The entries of a matter that its petitioner may see, oldest first, and whether each has its receipt yet."""
    size = _published_size()
    found = []
    for entry in Entry.objects.filter(number=number).order_by("ordinal"):
        if _audience(decode(entry.text)) != Audience.STAFF:
            index = index_of(entry.position)
            covered = index is not None and index < size
            found.append(Provable(entry.position, entry.ordinal, entry.at, entry.action, covered))
    return found


def promise_for(number: str, position: int) -> bytes:
    """The file of the promise that an entry will stand in the log. The same bytes each time, until the key is changed."""
    entry, content = _entry(number, position)
    return promise.PromiseFile(_promise(entry, content), _enclosed(entry, content).encode()).text.encode()


def receipt_for(number: str, position: int, *, opening: bool = True) -> bytes | None:
    """The file of the receipt (c2sp.org/tlog-proof), or None while no published checkpoint covers the entry.

    Without ``opening`` it encloses the commitment alone: short enough for a QR code, and silent about the entry.
    """
    entry, content = _entry(number, position)

    def enclosed() -> Enclosure:
        if opening:
            return _enclosed(entry, content, _promise(entry, content))
        return Enclosure(commitment=bytes(entry.digest))

    return _proof(position, enclosed)


def _proof(position: int, enclosed: Callable[[], Enclosure]) -> bytes | None:
    index = index_of(position)
    # One that witnesses have signed proves more, where it is late enough to cover the entry.
    covering = (
        note
        for note in (cosigned.kept(), shelf.published())
        if note and index is not None and index < size_of(note)
    )
    note = next(covering, None)
    if index is None or note is None:
        return None
    size = size_of(note)
    try:
        hashes = Prover(shelf.tiles(), size).inclusion(index)
    except Missing:
        # The files are being written again after an accident; it will not take long.
        return None
    return Proof(index, tuple(hashes), note, enclosed().encode()).text.encode()


def proof_in_full(number: str, position: int) -> tuple[bytes, bool]:
    """The receipt of an entry, or the promise while no published checkpoint covers it (False), with all that the entry
    says: for a body that gets the whole file. Whoever asks decides first whether its reader may have it."""
    entry, content = _kept(number, position)
    promised = _promise(entry, content)
    proof = _proof(position, lambda: _whole(entry, content, promised))
    if proof is not None:
        return proof, True
    return promise.PromiseFile(promised, _whole(entry, content).encode()).text.encode(), False


def offline_tool() -> Iterator[tuple[str, bytes]]:
    """The folder with which anybody checks receipts and the log without this site, and the office's keys with it."""
    for source in sorted(Path(tlog.__file__).parent.glob("*.py")):
        yield f"tlog/{source.name}", source.read_bytes()
    yield "office.vkey", "".join(f"{key.line}\n" for key in signing.verifiers()).encode()


def _published_size() -> int:
    note = shelf.published()
    return size_of(note) if note else 0


def size_of(note: str) -> int:
    """How many leaves a published checkpoint speaks of."""
    return Checkpoint.parse(parse(note).text).size


Said = tuple[str, int, str, bytes]
"""Words that an entry speaks of and that are still there: name, place in a list, text, salt."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is needed of an entry; making a whole row of it took as long as signing."""

    number: str
    ordinal: int
    text: str
    salt: bytes
    digest: bytes
    origin: str  # of the log it will stand in
    said: tuple[Said, ...]


_ALL = (
    "SELECT entry.number, entry.ordinal, entry.text, entry.salt, entry.digest, "  # noqa: S608 - our own text
    f'({FIRST_NOTE}), said.name, said."index", said.text, said.salt FROM ledger_entry entry '
    "LEFT JOIN cases_statement said ON said.number = entry.number AND said.ordinal = entry.ordinal "
    'AND said.erased_at IS NULL WHERE entry.position = %s ORDER BY said.name, said."index"'
)
"""In one question, because who has just registered waits for the answer: an entry, its words, and the name of the log."""


def _entry(number: str, position: int) -> tuple[_Kept, dict[str, Any]]:
    """An entry that the petitioner may see."""
    entry, content = _kept(number, position)
    if _audience(content) == Audience.STAFF:
        raise NoSuchMatter
    return entry, content


def _kept(number: str, position: int) -> tuple[_Kept, dict[str, Any]]:
    found = ask(_ALL, position)
    if not found or found[0][0] != number:
        raise NoSuchMatter
    said: tuple[Said, ...] = tuple(row[6:] for row in found if row[6] is not None)
    ordinal, text, salt, digest, first = found[0][1:6]
    entry = _Kept(number, ordinal, text, salt, digest, signing.origin_of(first), said)
    return entry, decode(entry.text)


def _action(content: dict[str, Any]) -> Action | None:
    return find_procedure(content["procedure"]).action_named.get(content["event"]["action"])


def _audience(content: dict[str, Any]) -> Audience:
    action = _action(content)
    return action.audience if action else Audience.ALL


def _promise(entry: _Kept, content: dict[str, Any]) -> str:
    name = entry.origin
    accepted = datetime.fromisoformat(content["written_at"])
    said = promise.Promise(
        name, bytes(entry.digest), int(accepted.timestamp()), int((accepted + WITHIN).timestamp())
    )
    return str(promise.sign(said, signing.signers(name)[0]))


def _enclosed(entry: _Kept, content: dict[str, Any], promised: str | None = None) -> Enclosure:
    if not _may_open(content):
        return Enclosure(promise=promised, commitment=bytes(entry.digest))
    return _whole(entry, content, promised)


def _whole(entry: _Kept, content: dict[str, Any], promised: str | None = None) -> Enclosure:
    return Enclosure(
        entry=Opening(bytes(entry.salt), entry.text),
        words=tuple(_words(entry, content.get("words", {}))),
        promise=promised,
    )


def _may_open(content: dict[str, Any]) -> bool:
    """Whether all that an entry says may be read by the petitioner: it is their own, or nothing in it is internal."""
    if content["by"]["kind"] == "petitioner":
        return True
    action = _action(content)
    if action is None:
        return True
    internal = {one.name for one in action.inputs if one.internal}
    named = {*content["event"].get("facts", {}), *(name.split(".")[0] for name in content.get("words", {}))}
    return not internal & named


def _words(entry: _Kept, held: dict[str, str]) -> list[Words]:
    """What the entry holds digests of and is still there: words, and of papers the digest of each file."""
    found = []
    for name, index, text, salt in entry.said:
        found.append(Words(f"{name}.{index}" if index else name, Opening(bytes(salt), text)))
    if any(name.startswith(f"{FILES}.") for name in held):
        papers = ask(
            "SELECT sha256, salt, erased_at FROM cases_attachment WHERE number = %s AND ordinal = %s ORDER BY id",
            entry.number,
            entry.ordinal,
        )
        for place, (sha256, salt, erased) in enumerate(papers, start=1):
            if erased is None:
                found.append(Words(f"{FILES}.{place}", Opening(bytes(salt), sha256)))
    return [one for one in found if one.name in held]
