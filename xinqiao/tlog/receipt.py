"""What a file that somebody brings proves, in plain words: a receipt, a promise, a checkpoint.

Nothing is fetched and nothing is asked of the office: the file, the office's published key and, if one has them, the
keys of witnesses are enough. Every fault is found, not only the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from . import checkpoint, cosignature, promise, proof
from .checkpoint import Checkpoint
from .cosignature import Cosignature
from .note import Malformed, Note, Untrusted, VerifierKey, encode64
from .opening import Enclosure, content_of, foreign_words
from .promise import Promise
from .words import Sentence, moment, said


@dataclass(frozen=True)
class Trust:
    """Whom the reader trusts: the log's keys (old ones too), witnesses, and how many of those must have signed."""

    keys: Sequence[VerifierKey]
    witnesses: Sequence[VerifierKey] = ()
    quorum: int = 0
    origin: str | None = None


@dataclass
class Verdict:
    """Green or red, with the sentences to show: the headline first, then what it proves and what it does not."""

    kind: str  # "receipt", "promise", "checkpoint" or "unknown"
    headline: Sentence
    proves: list[Sentence] = field(default_factory=list)
    limits: list[Sentence] = field(default_factory=list)
    faults: list[Sentence] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        return not self.faults


NOT_TRUTH = said(
    "它不能证明写下的内容属实，也不能证明事情办得对不对；只证明写过、没有改过、没有删掉。",
    "It does not prove that what was written is true, or that the matter was decided rightly; only that it was "
    "written, and was neither changed nor removed.",
)
NOT_ONE_LOG = said(
    "没有见证单位的签名，就不能排除账本给您看的和给别人看的不是同一本。请找见证单位核对，或者和别人的回执比一比。",
    "Without a witness's signature it cannot be ruled out that others are shown a different log. Ask a witness, "
    "or compare with somebody else's receipt.",
)
STRANGE_EXTRA = said(
    "文件里附带的内容不是心桥的格式，没有采用。",
    "What is enclosed is not in Xinqiao's form and was not used.",
)


def examine(data: bytes, trust: Trust, commitment: bytes | None = None) -> Verdict:
    """What this file proves. ``commitment`` says which entry is meant, for a receipt that encloses none."""
    start = data.lstrip(b"\xef\xbb\xbf").lstrip()
    if start.startswith(proof.HEADER.encode()):
        return examine_receipt(start, trust, commitment)
    if start.startswith(promise.FILE_HEADER.encode()):
        return examine_promise(start, trust)
    if start.startswith(promise.HEADER.encode()):
        return examine_promise(promise.PromiseFile(start.decode(errors="replace")).text.encode(), trust)
    return red(
        Verdict("unknown", UNKNOWN),
        said(
            "文件的开头不是回执，也不是收件承诺。",
            "The file begins neither like a receipt nor like a promise.",
        ),
    )


def examine_receipt(data: bytes, trust: Trust, commitment: bytes | None = None) -> Verdict:
    """A full receipt: the signed checkpoint, the way from the entry to its root, the opening, the promise."""
    verdict = Verdict("receipt", RED_RECEIPT)
    try:
        read = proof.Proof.parse(data)
    except Malformed as wrong:
        return red(verdict, broken(wrong))
    seen = see(read.checkpoint, trust, verdict)
    enclosure = enclosed(read.extra, verdict)
    given = enclosure.commitments() | ({commitment} if commitment is not None else set())
    promised = see_promise(enclosure.promise, trust, verdict) if enclosure.promise is not None else None
    if promised:
        given.add(promised.commitment)
    if len(given) > 1:
        verdict.faults.append(
            said(
                "文件里说的不是同一条记录：打开的内容、承诺和给出的摘要对不上。",
                "The file speaks of more than one entry: what is opened, promised and given do not agree.",
            )
        )
    if not given:
        verdict.faults.append(
            said(
                "文件里没有说是哪一条记录，请用 --commitment 给出它的摘要。",
                "The file does not say which entry it is for; give its commitment with --commitment.",
            )
        )
    verdict.facts["index"] = read.index
    if seen and len(given) == 1:
        committed = given.pop()
        verdict.facts["commitment"] = encode64(committed)
        if read.proves(committed, seen.size, seen.root):
            verdict.proves.insert(0, stands_in(seen, read.index))
        else:
            verdict.faults.append(
                said(
                    "这条记录不在签过名的账本里：从它算上去，得不到签名的那个根。文件或者记录被改过。",
                    "This entry is not in the signed log: what it hashes to is not the signed root. The file or the "
                    "entry has been changed.",
                )
            )
    if promised:
        verdict.proves.append(
            said(
                "受理机关在{at}签字承诺过收下这条记录，承诺已经兑现。",
                "The office promised this entry in writing at {at}, and has kept the promise.",
                at=moment(promised.accepted),
            )
        )
    lay_open(enclosure, verdict)
    return conclude(verdict, GREEN_RECEIPT)


def examine_promise(data: bytes, trust: Trust) -> Verdict:
    """A promise that has not become a receipt yet."""
    verdict = Verdict("promise", RED_PROMISE)
    try:
        read = promise.PromiseFile.parse(data)
    except Malformed as wrong:
        return red(verdict, broken(wrong))
    promised = see_promise(read.promise, trust, verdict)
    enclosure = enclosed(read.extra, verdict)
    if promised:
        verdict.facts |= {
            "origin": promised.origin,
            "commitment": encode64(promised.commitment),
            "accepted": promised.accepted,
            "by": promised.by,
        }
        if enclosure.commitments() - {promised.commitment}:
            verdict.faults.append(
                said("打开的内容不是承诺的那一条记录。", "What is opened is not the entry that was promised.")
            )
        verdict.proves.append(
            said(
                "{origin} 在{at}收下了这条记录，签字承诺最迟在{by}记入公开账本。",
                "{origin} accepted this entry at {at} and promised in writing to put it into the public log by {by}.",
                origin=promised.origin,
                at=moment(promised.accepted),
                by=moment(promised.by),
            )
        )
        verdict.limits.append(
            said(
                "这还不是完整的回执。过了承诺的时间，请换取完整回执；换不到，这份承诺就是对方失信的证据，请保留好，交给见证单位。",
                "This is not the full receipt yet. Fetch that one after the promised time. If none is given, this promise "
                "is the proof that it was broken: keep it, and show it to a witness.",
            )
        )
    lay_open(enclosure, verdict)
    return conclude(verdict, GREEN_PROMISE)


def examine_checkpoint(data: bytes, trust: Trust) -> Verdict:
    """A signed checkpoint by itself."""
    verdict = Verdict("checkpoint", RED_CHECKPOINT)
    try:
        text = data.decode()
    except UnicodeDecodeError as wrong:
        return red(verdict, broken(Malformed(str(wrong))))
    seen = see(text, trust, verdict)
    if seen:
        verdict.proves.insert(
            0,
            said(
                "{origin} 签字确认：账本里有 {size} 条，根是 {root}。",
                "{origin} has signed that its log has {size} entries and the root {root}.",
                origin=seen.origin,
                size=seen.size,
                root=encode64(seen.root),
            ),
        )
    return conclude(verdict, GREEN_CHECKPOINT)


def see(text: str, trust: Trust, verdict: Verdict) -> Checkpoint | None:
    """The checkpoint if the log has signed it; its witnesses go into the verdict."""
    try:
        seen, signed = checkpoint.opened(text, trust.keys, trust.origin)
    except (Malformed, Untrusted) as wrong:
        verdict.faults.append(not_signed(wrong))
        return None
    verdict.facts |= {"origin": seen.origin, "size": seen.size, "root": encode64(seen.root)}
    found = vouched(signed, trust, verdict)
    verdict.facts["witnesses"] = [{"name": one.witness.name, "at": one.at} for one in found]
    known = {(key.name, key.id) for key in (*trust.keys, *trust.witnesses)}
    strangers = sum((one.name, one.key_id) not in known for one in signed.signatures)
    if strangers:
        verdict.limits.append(
            said(
                "文件上还有 {n} 个签名，因为没有给出对应的公钥，这次没有核对。",
                "Signatures not checked, because no key was given for them: {n}.",
                n=strangers,
            )
        )
    return seen


def vouched(signed: Note, trust: Trust, verdict: Verdict) -> tuple[Cosignature, ...]:
    """The witnesses who vouch for it, with a fault when they are too few or one's line is wrong."""
    try:
        found = cosignature.verified(signed, trust.witnesses)
    except Untrusted as wrong:
        verdict.faults.append(not_signed(wrong))
        found = ()
    if len(found) < trust.quorum:
        verdict.faults.append(
            said(
                "只有 {n} 家见证单位签过名，要求至少 {quorum} 家。",
                "Only {n} of the witnesses have signed; at least {quorum} are asked for.",
                n=len(found),
                quorum=trust.quorum,
            )
        )
    for one in found:
        verdict.proves.append(
            said(
                "见证单位 {name} 在{at}看过这本账，确认以前的记录没有改动。",
                "The witness {name} saw this log at {at} and vouches that nothing earlier had been changed.",
                name=one.witness.name,
                at=moment(one.at),
            )
        )
    if not found:
        verdict.limits.append(NOT_ONE_LOG)
    return found


def see_promise(text: str, trust: Trust, verdict: Verdict) -> Promise | None:
    """The promise if the log has signed it."""
    try:
        return promise.opened(text, trust.keys, trust.origin)
    except (Malformed, Untrusted) as wrong:
        verdict.faults.append(
            said(
                "收件承诺不是受理机关签的，或者被改过（{why}）。",
                "The promise was not signed by the office, or has been changed ({why}).",
                why=wrong,
            )
        )
        return None


def enclosed(extra: bytes | None, verdict: Verdict) -> Enclosure:
    if extra is None:
        return Enclosure()
    try:
        found = Enclosure.decode(extra)
    except Malformed as wrong:
        verdict.faults.append(broken(wrong))
        return Enclosure()
    if found is None:
        verdict.limits.append(STRANGE_EXTRA)
    return found or Enclosure()


def lay_open(enclosure: Enclosure, verdict: Verdict) -> None:
    """What the entry says, and what was said by people, as far as the holder encloses it."""
    strange = foreign_words(enclosure)
    if strange:
        verdict.faults.append(
            said(
                "这些话不是记录里的原话，被改过或者是另加的：{names}。",
                "These words are not those of the entry; they were changed or added: {names}.",
                names=", ".join(strange),
            )
        )
    if enclosure.entry:
        verdict.facts["entry"] = dict(content_of(enclosure.entry)) or enclosure.entry.text
        verdict.facts["words"] = {one.name: one.opening.text for one in enclosure.words}
    else:
        verdict.limits.append(
            said(
                "文件没有附上记录的内容，所以看不出记录写了什么。",
                "The file does not enclose the entry, so what it says cannot be shown.",
            )
        )


def conclude(verdict: Verdict, green: Sentence) -> Verdict:
    """Set the colour. A red verdict shows nothing that a reader could take for proved."""
    if verdict.good:
        verdict.headline = green
        verdict.limits.append(NOT_TRUTH)
    else:
        verdict.proves, verdict.limits = [], []
        for name in ("entry", "words"):
            verdict.facts.pop(name, None)
    return verdict


def red(verdict: Verdict, *faults: Sentence) -> Verdict:
    verdict.faults += faults
    return verdict


def stands_in(seen: Checkpoint, index: int) -> Sentence:
    return said(
        "{origin} 的公开账本里有这条记录：一共 {size} 条，它是第 {place} 条。",
        "The public log of {origin} holds this entry: number {place} of {size}.",
        origin=seen.origin,
        size=seen.size,
        place=index + 1,
    )


def not_signed(wrong: Exception) -> Sentence:
    return said(
        "账本的签名不对：不是这把公钥的主人签的，或者签过之后被改过（{why}）。",
        "The log's signature is not right: it was not made by the owner of this key, or the text was changed afterwards "
        "({why}).",
        why=wrong,
    )


def broken(wrong: Exception) -> Sentence:
    return said("文件坏了，读不出来（{why}）。", "The file is damaged and cannot be read ({why}).", why=wrong)


GREEN_RECEIPT = said("这份回执是真的。", "This receipt is genuine.")
RED_RECEIPT = said("这份回执不能证明什么，请不要依靠它。", "This receipt proves nothing; do not rely on it.")
GREEN_PROMISE = said("这份收件承诺是真的。", "This promise is genuine.")
RED_PROMISE = said(
    "这份收件承诺不能证明什么，请不要依靠它。", "This promise proves nothing; do not rely on it."
)
GREEN_CHECKPOINT = said("账本的签名是真的。", "The log's signature is genuine.")
RED_CHECKPOINT = said(
    "账本的签名不能相信，请不要依靠它。", "The log's signature cannot be trusted; do not rely on it."
)
UNKNOWN = said("认不出这是什么文件。", "It cannot be told what kind of file this is.")
