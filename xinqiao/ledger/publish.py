"""Publishing the log: tiles first, then a signed checkpoint, and never two that do not fit together.

The leaves in the database are what the tree is made of, and the files follow them. A step that was interrupted is done
again and makes the same bytes. Before anything is added, the last checkpoint that was signed is looked for in the database
and on the disk, and the larger one governs; before anything is signed, what lies on the disk is read back and proved to
begin with it. Where that fails, ``Halted`` says why and what to do, and nothing is signed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import TruncDate

from xinqiao.ledger import shelf, signing
from xinqiao.ledger.gate import writing
from xinqiao.ledger.models import Checkpoint
from xinqiao.ledger.sequence import Halted, end, leaves_between, sequence
from xinqiao.tlog import checkpoint
from xinqiao.tlog.checkpoint import Checkpoint as Said
from xinqiao.tlog.edge import Edge
from xinqiao.tlog.merkle import EMPTY_ROOT, verify_consistency
from xinqiao.tlog.note import Malformed, Untrusted
from xinqiao.tlog.prover import Prover
from xinqiao.tlog.tile import WIDTH, Missing
from xinqiao.tlog.words import Sentence, said

EVERY_ONE = timedelta(days=7)
"""So long every checkpoint is kept."""


@dataclass(frozen=True, slots=True)
class Last:
    """The last checkpoint that was signed, and how much of it is published. Size 0 before the first one."""

    size: int = 0
    root: bytes = EMPTY_ROOT
    note: str = ""
    shown: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What one round has done: so many leaves added, and the size now published. Size 0: somebody else was at it."""

    size: int = 0
    added: int = 0


def publish(*, at: datetime, cover: bool = False) -> Done:
    """Put what waits into the log and publish it, unless somebody else is doing so. One batch at most; call it again.

    Raises ``Halted`` where a person is needed, OSError or DatabaseError where the disk or the database is. In each
    case nothing half done is visible, and the next call goes on where this one stopped.
    """
    with shelf.alone() as mine:
        if not mine:
            return Done()
        last = governing()
        added = sequence(at=at, cover=cover or not last.size)
        return Done(_publish_after(last, at=at), added)


def publish_all(*, at: datetime) -> Done:
    """Publish until no entry waits. Raises as ``publish`` does."""
    added = 0
    while (done := publish(at=at)).added:
        added += done.added
    return Done(done.size, added)


def governing() -> Last:
    """The last checkpoint of this log. Raises ``Halted`` where the database, the disk and the keys disagree about it."""
    name = signing.origin()
    if settings.LOG_ORIGIN not in ("", name):
        raise Halted(renamed(name, settings.LOG_ORIGIN))
    if not signing.acknowledged(name):
        raise Halted(strange_key(name))
    kept = Checkpoint.objects.order_by("-size").first()
    shown = _shown(name)
    if shown and shown.size > (kept.size if kept else 0):
        raise Halted(behind(kept.size if kept else 0, shown.size))
    if kept is None:
        return Last()
    if end().size < kept.size:
        raise Halted(leaves_gone(end().size, kept.size))
    if shown:
        root = bytes(kept.root) if shown.size == kept.size else _root_at(shown.size)
        if root != shown.root:
            raise Halted(disagree(shown.size))
    return Last(kept.size, bytes(kept.root), kept.note, shown.size if shown else 0, kept.at)


def trouble() -> Sentence | None:
    """Why the log cannot go on, or None: what serve, verify and the system check say."""
    try:
        governing()
    except Halted as halted:
        return halted.sentence
    return None


def mend() -> int:
    """Write every tile anew from the leaves in the database; return the size. Raises ``Halted`` where they do not fit."""
    with shelf.alone() as mine:
        if not mine:
            return 0
        last = governing()
        _rebuilt(last)
        return last.size


def _root_at(size: int) -> bytes:
    """The root that was signed for an earlier size; where that checkpoint was thinned out, it is hashed anew."""
    row = Checkpoint.objects.filter(size=size).values_list("root", flat=True).first()
    return bytes(row) if row else _grown(size, write=False).root()


def _shown(name: str) -> Said | None:
    """The checkpoint on the disk, which one of our keys has signed."""
    text = shelf.published()
    if text is None:
        return None
    try:
        return checkpoint.opened(text, signing.verifiers(), name)[0]
    except (Malformed, Untrusted) as wrong:
        raise Halted(unreadable(wrong)) from wrong


def _publish_after(last: Last, *, at: datetime) -> int:
    """Publish the tree as it is in the database, which begins with the tree of ``last``; return its size."""
    size = end().size
    if size == last.size == last.shown:
        return size
    edge = _edge_at(last)
    if last.shown < last.size:
        # It was signed and written down, and then the power failed: it counts, so it is shown before anything else.
        shelf.put(shelf.CHECKPOINT, last.note.encode())
    if size == last.size:
        return size
    files = []
    for leaves in leaves_between(last.size, size):
        files += edge.append(leaves)
    if edge.size != size:
        raise Halted(leaves_gone(edge.size, size))
    shelf.put_tiles(files)
    name = signing.origin()
    new = Said(name, size, edge.root())
    _prove(last, new)
    keys = signing.signers(name)
    note = str(checkpoint.sign(new, *keys))
    # A clock that was set back does not make the log go back.
    moment = max(at, last.at) if last.at else at
    with writing():
        # On another machine somebody may have signed the same tree a moment ago.
        kept, _made = Checkpoint.objects.get_or_create(
            size=size, defaults={"root": new.root, "note": note, "at": moment}
        )
        if bytes(kept.root) != new.root:
            raise Halted(disagree(size))
        signing.note_keys([key.verifier.line for key in keys], at=moment)
        if last.at and last.at.date() != moment.date():
            _thin_out(moment)
    shelf.put(shelf.CHECKPOINT, kept.note.encode())
    shelf.drop_partials(files)
    return size


def _thin_out(at: datetime) -> None:
    """Keep of the checkpoints older than a week the last of each day: later ones vouch for all the others."""
    old = Checkpoint.objects.filter(at__lt=at - EVERY_ONE)
    last_of_day = old.annotate(day=TruncDate("at")).values("day").annotate(largest=Max("size")).order_by()
    keep = list(last_of_day.values_list("largest", flat=True))
    old.exclude(size__in=keep).delete()


def _prove(last: Last, new: Said) -> None:
    """Read back what lies on the disk: it is the new tree, and it begins with the tree that was signed last."""
    prover = Prover(shelf.tiles(), new.size)
    try:
        fits = prover.root() == new.root and verify_consistency(
            last.size, new.size, last.root, new.root, prover.consistency(last.size)
        )
    except Missing as gap:
        raise Halted(torn(gap)) from gap
    if not fits:
        raise Halted(torn(new.size))


def _edge_at(last: Last) -> Edge:
    """The growing end of the published tree; where its files are torn or gone, they are written again."""
    if not last.size:
        return Edge()
    try:
        edge = Edge.load(shelf.tiles(), last.size)
        if edge.root() == last.root:
            return edge
    except (Missing, ValueError):
        pass
    return _rebuilt(last)


def _rebuilt(last: Last) -> Edge:
    """The tree of ``last`` from the database, first hashed and compared, and only then written."""
    if _grown(last.size, write=False).root() != last.root:
        raise Halted(leaves_changed(last.size))
    return _grown(last.size, write=True)


def _grown(size: int, *, write: bool) -> Edge:
    edge = Edge()
    for leaves in leaves_between(0, size):
        files = edge.append(leaves)
        if write:
            # A partial tile on the way is not needed by any checkpoint that is still shown, except at the end.
            keep = edge.size == size
            shelf.put_tiles([(one, data) for one, data in files if one.width == WIDTH or keep])
    if write:
        shelf.put_tiles(edge.partials())
    return edge


def behind(kept: int, shown: int) -> Sentence:
    return said(
        "公开账本已经公布到 {shown} 条，数据库里只有 {kept} 条：数据库是从较早的备份恢复的。为了不让账本分叉，已停止登记入账。"
        "请先找更新的备份恢复；确实没有，运行 xinqiao log adopt，把已经公布的接过来再继续。",
        "The public log has been published up to {shown} leaves, and the database knows {kept}: it was restored from an older "
        "backup. So that the log does not fork, nothing more is added. Restore a newer backup; if there is none, run xinqiao "
        "log adopt, which takes over what was published, and go on.",
        kept=kept,
        shown=shown,
    )


def disagree(size: int) -> Sentence:
    return said(
        "磁盘上公布的账本（{size} 条）和数据库签过的不是同一本。没有再签名。请查明数据目录和数据库是不是同一套，"
        "用同一时间的备份恢复，不要删除任何一边。",
        "What is published on the disk ({size} leaves) is not what this database has signed. Nothing more is signed. See "
        "whether the data directory belongs to this database, restore both from one backup, and delete neither.",
        size=size,
    )


def leaves_gone(size: int, signed: int) -> Sentence:
    return said(
        "数据库里的账本只剩 {size} 条，已经签过 {signed} 条。没有再签名。请用备份恢复数据库。",
        "The database holds {size} leaves of the log, and {signed} were signed. Nothing more is signed. Restore the database "
        "from a backup.",
        size=size,
        signed=signed,
    )


def leaves_changed(size: int) -> Sentence:
    return said(
        "数据库里的账本和签过的根对不上（前 {size} 条）：有人改过。没有再签名。请运行 xinqiao verify 查明，用备份恢复数据库。",
        "The leaves in the database do not hash to the root that was signed for {size} of them: somebody has changed them. "
        "Nothing more is signed. Run xinqiao verify, and restore the database from a backup.",
        size=size,
    )


def torn(why: object) -> Sentence:
    return said(
        "公布的文件读回来对不上（{why}），没有签名，稍后重试。一直这样，请检查磁盘。",
        "What was written does not read back as it should ({why}); nothing was signed, and it is tried again. If it stays so, "
        "look at the disk.",
        why=why,
    )


def unreadable(why: object) -> Sentence:
    return said(
        "公布的账本签名（DATA/log/checkpoint）读不出来，或者不是本机关的密钥签的（{why}）。没有再签名。"
        "请用备份恢复这个文件，并确认密钥 log_key 没有换错。",
        "The published checkpoint (DATA/log/checkpoint) cannot be read, or was signed by no key of ours ({why}). Nothing more "
        "is signed. Restore that file from a backup, and see that log_key is the right key.",
        why=why,
    )


def renamed(name: str, wished: str) -> Sentence:
    return said(
        "公开账本的名字是 {name}，签过名以后不能改成 {wished}。请把 XINQIAO_LOG_ORIGIN 改回来。",
        "The public log is named {name}, and once it is signed that cannot become {wished}. Set XINQIAO_LOG_ORIGIN back.",
        name=name,
        wished=wished,
    )


def strange_key(name: str) -> Sentence:
    return said(
        "现在的密钥 log_key 从来没有签过账本 {name}。没有再签名。请把原来的密钥放回去；密钥丢了，"
        "运行 xinqiao log newkey --lost，并向社会公告。",
        "The key log_key has never signed the log {name}. Nothing more is signed. Put the old key back; if it is lost, run "
        "xinqiao log newkey --lost and announce the new key publicly.",
        name=name,
    )
