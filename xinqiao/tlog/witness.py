"""What a witness decides: put its name under a checkpoint, or raise an alarm in words.

Another office, a university, a newspaper follows a log, remembers the last checkpoint it signed, and signs a later one only
when the later log begins with exactly the earlier one. Everything here is decided from what is handed in; fetching, storing and
telling people belong to whoever runs the witness. What must be remembered is one ``Seen`` a log, and it is stored before the
cosignature leaves the house (c2sp.org/tlog-witness).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from . import checkpoint
from .checkpoint import Checkpoint
from .merkle import leaf_hash, verify_consistency
from .note import Malformed, Note, Untrusted, VerifierKey, encode64
from .promise import Promise
from .prover import Prover
from .tile import Missing, Tiles
from .words import Sentence, moment, said


class Kind(StrEnum):
    """How a look at a log ends. Everything but the first is an alarm."""

    COSIGN = "cosign"
    UNSIGNED = "unsigned"  # not this log's signature: anybody may have sent it
    FORK = "fork"  # two different logs under one name, each signed
    ROLLBACK = "rollback"  # an earlier, smaller log shown again
    REWRITTEN = "rewritten"  # what was there before is not there any more
    TORN = "torn"  # what is served does not add up to what is signed
    STALLED = "stalled"  # nothing new for longer than was agreed
    CLOCK = "clock"  # the witness's own clock went back


@dataclass(frozen=True)
class Seen:
    """What a witness remembers of a log."""

    note: str  # the last checkpoint it signed, verbatim
    size: int
    root: bytes
    grown_at: int  # when this size was first seen, in POSIX seconds
    at: int  # when it was last looked at


@dataclass(frozen=True)
class Judgement:
    """What was decided, why, what proves it to others, and what to remember from now on."""

    kind: Kind
    sentence: Sentence
    seen: Seen | None
    evidence: tuple[str, ...] = ()  # signed notes; two of them convict a log without anybody's word
    entry: int | None = None  # the first entry that was rewritten, by index, where it is known

    @property
    def alarm(self) -> bool:
        return self.kind != Kind.COSIGN


@dataclass(frozen=True)
class Log:
    """The log that is followed: its keys, its name, and for how many seconds it may stand still."""

    keys: Sequence[VerifierKey]
    origin: str
    patience: int


def judge(log: Log, seen: Seen | None, offered: str, proof: Sequence[bytes], *, at: int) -> Judgement:
    """Decide on a checkpoint and the proof that goes with it.

    ``proof`` leads from the smaller of the two trees to the larger one; it is empty for equal sizes and at first sight. At
    first sight there is nothing to compare with: the witness vouches from then on.
    """
    opened = unsealed(log, seen, offered)
    if isinstance(opened, Judgement):
        return opened
    new, note = opened
    if seen is None:
        return agreed(new, note, None, at)
    if at < seen.at:
        return Judgement(Kind.CLOCK, clock_went_back(at, seen), seen)
    if new.size == seen.size:
        if new.root != seen.root:
            return Judgement(Kind.FORK, forked(log, new.size), seen, (seen.note, str(note)))
        stalled = overdue(log, seen, at)
        return Judgement(Kind.STALLED, stalled, seen) if stalled else agreed(new, note, seen, at)
    if new.size < seen.size:
        if proof and not verify_consistency(new.size, seen.size, new.root, seen.root, proof):
            return Judgement(Kind.FORK, forked(log, new.size), seen, (seen.note, str(note)))
        return Judgement(Kind.ROLLBACK, rolled_back(log, new.size, seen), seen, (seen.note, str(note)))
    if not verify_consistency(seen.size, new.size, seen.root, new.root, proof):
        return Judgement(Kind.REWRITTEN, rewritten(log, seen, None), seen, (seen.note, str(note)))
    return agreed(new, note, seen, at)


def look(
    log: Log, seen: Seen | None, offered: str, tiles: Tiles, *, at: int, kept: Tiles | None = None
) -> Judgement:
    """Decide on a checkpoint by the tiles that are served with it; the proof is made here and not taken on trust.

    ``kept`` are the tiles the witness stored when it signed ``seen``; with them a rewriting is traced to the first entry
    that was changed, and a smaller log is compared with what it was.
    """
    opened = unsealed(log, seen, offered)
    if isinstance(opened, Judgement):
        return opened
    new, note = opened
    served = Prover(tiles, new.size)
    try:
        if served.root() != new.root:
            return Judgement(Kind.TORN, torn(log, new), seen, (str(note),))
        if seen is None or seen.size == new.size:
            proof = []
        elif seen.size < new.size:
            proof = served.consistency(seen.size)
        else:
            proof = Prover(kept, seen.size).consistency(new.size) if kept else []
    except Missing as gap:
        return Judgement(Kind.TORN, torn(log, new, gap), seen, (str(note),))
    judgement = judge(log, seen, offered, proof, at=at)
    if judgement.kind in (Kind.FORK, Kind.REWRITTEN) and seen and kept:
        try:
            entry = Prover(kept, seen.size).first_difference(served)
        except Missing:
            return judgement
        if entry is not None:
            return replace(judgement, entry=entry, sentence=rewritten(log, seen, entry))
    return judgement


def silence(log: Log, seen: Seen, *, at: int) -> Judgement | None:
    """The alarm when a log cannot be reached, once it has been still for longer than was agreed; None before that."""
    sentence = overdue(log, seen, at)
    return Judgement(Kind.STALLED, sentence, seen) if sentence else None


def compare(log: Log, mine: str, yours: str, proof: Sequence[bytes] | None = None) -> Judgement | None:
    """Hold two people's checkpoints of one log side by side. None: they fit together.

    ``proof`` leads from the smaller tree to the larger. Without one, checkpoints of different sizes cannot be compared,
    which is a ``ValueError``; equal sizes need none.
    """
    opened = []
    for text in (mine, yours):
        one = unsealed(log, None, text)
        if isinstance(one, Judgement):
            return one
        opened.append(one)
    (small, first), (large, second) = sorted(opened, key=lambda one: one[0].size)
    if small.size != large.size and small.size and proof is None:
        raise ValueError("checkpoints of different sizes are compared with a proof")
    if verify_consistency(small.size, large.size, small.root, large.root, proof or ()):
        return None
    return Judgement(Kind.FORK, forked(log, small.size), None, (str(first), str(second)))


def unkept(promised: Promise, leaves: Iterable[bytes], size: int, *, at: int) -> Sentence | None:
    """The alarm when a promise was broken: its time has passed, and the entry is nowhere in the log.

    ``leaves`` are the leaf hashes of the whole tree of ``size`` leaves, as it stood at ``at`` or later.
    """
    wanted = leaf_hash(promised.commitment)
    if at <= promised.by or any(hashed == wanted for hashed in leaves):
        return None
    return said(
        "承诺没有兑现：{origin} 承诺最迟在{by}记入的一条记录（摘要 {commitment}），到{at}还不在账本的 {size} 条里。",
        "A promise is broken: {origin} promised to log the entry with the commitment {commitment} by {by}; at {at} it is "
        "not among the log's {size} entries.",
        origin=promised.origin,
        commitment=encode64(promised.commitment),
        by=moment(promised.by),
        at=moment(at),
        size=size,
    )


def unsealed(log: Log, seen: Seen | None, offered: str) -> Judgement | tuple[Checkpoint, Note]:
    try:
        return checkpoint.opened(offered, log.keys, log.origin)
    except (Malformed, Untrusted) as wrong:
        sentence = said(
            "收到的文件不是 {origin} 签字的账本（{why}）。它不能作为证据，但请查一查是谁给的。",
            "What was received is not signed by {origin} ({why}). It is no evidence, but find out who sent it.",
            origin=log.origin,
            why=wrong,
        )
        return Judgement(Kind.UNSIGNED, sentence, seen)


def agreed(new: Checkpoint, note: Note, seen: Seen | None, at: int) -> Judgement:
    grown_at = seen.grown_at if seen and seen.size == new.size else at
    sentence = said(
        "账本 {origin} 有 {size} 条，以前的记录都没有动过。可以签名。",
        "The log {origin} has {size} entries, and nothing earlier was touched. It may be signed.",
        origin=new.origin,
        size=new.size,
    )
    return Judgement(Kind.COSIGN, sentence, Seen(str(note), new.size, new.root, grown_at, at))


def overdue(log: Log, seen: Seen, at: int) -> Sentence | None:
    if at - seen.grown_at <= log.patience:
        return None
    return said(
        "账本停住了：{origin} 从{since}起没有增加过记录，一直是 {size} 条，超过了约定的 {patience} 秒。",
        "The log stands still: {origin} has had {size} entries and nothing new since {since}, longer than the {patience} "
        "seconds agreed.",
        origin=log.origin,
        since=moment(seen.grown_at),
        size=seen.size,
        patience=log.patience,
    )


def forked(log: Log, size: int) -> Sentence:
    return said(
        "账本分叉了：{origin} 签了两本不同的账，前 {size} 条就已经对不上。它给不同的人看了不同的账。两份签名放在一起就是证据。",
        "The log has forked: {origin} has signed two different logs, which disagree within the first {size} entries. It "
        "shows different people different logs. The two signatures together are the proof.",
        origin=log.origin,
        size=size,
    )


def rolled_back(log: Log, size: int, seen: Seen) -> Sentence:
    return said(
        "账本倒退了：{origin} 现在只拿出 {size} 条，{at}已经有 {before} 条。后面的记录被藏起来了，或者恢复了旧的备份。",
        "The log went back: {origin} now shows {size} entries; at {at} it had {before}. Later entries are being hidden, or "
        "an old backup was restored.",
        origin=log.origin,
        size=size,
        before=seen.size,
        at=moment(seen.at),
    )


def rewritten(log: Log, seen: Seen, entry: int | None) -> Sentence:
    if entry is not None:
        return said(
            "旧的记录被改了：{origin} 的第 {place} 条和{at}见过的不一样。两份签名放在一起就是证据。",
            "An old entry was rewritten: number {place} of {origin} is not what it was at {at}. The two signatures together "
            "are the proof.",
            origin=log.origin,
            place=entry + 1,
            at=moment(seen.at),
        )
    return said(
        "旧的记录被改了：{origin} 现在的账本，开头不是{at}见过的那 {size} 条；至少拿不出证明。",
        "Old entries were rewritten: the log of {origin} no longer begins with the {size} entries seen at {at}; at least no "
        "proof is given that it does.",
        origin=log.origin,
        size=seen.size,
        at=moment(seen.at),
    )


def torn(log: Log, new: Checkpoint, gap: Exception | None = None) -> Sentence:
    return said(
        "账本的文件不全或者坏了：{origin} 签名说有 {size} 条，拿出来的文件算不出这个根{gap}。",
        "The log's files are incomplete or damaged: {origin} has signed for {size} entries, and what is served does not hash "
        "to that root{gap}.",
        origin=log.origin,
        size=new.size,
        gap=Sentence(f"（{gap}）", f" ({gap})") if gap else "",
    )


def clock_went_back(at: int, seen: Seen) -> Sentence:
    return said(
        "见证单位自己的时钟倒退了：现在是{at}，上一次是{before}。请先校准时钟。",
        "The witness's own clock went back: it is {at} now, and was {before} the last time. Set the clock first.",
        at=moment(at),
        before=moment(seen.at),
    )
