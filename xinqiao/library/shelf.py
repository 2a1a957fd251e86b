"""Putting an edition on the shelf, taking one off on a day, and citing an article so that the words stay."""

import hashlib
from datetime import date, datetime, timedelta

from xinqiao.law.model import Refused
from xinqiao.law.words import _
from xinqiao.ledger.gate import writing
from xinqiao.library.models import Article, Edition, Instrument
from xinqiao.library.texts import LONGEST_LABEL, read

BATCH = 500


def put(
    name: str,
    data: bytes,
    *,
    kind: str,
    in_force_from: date,
    in_force_until: date | None = None,
    title: str = "",
    issuer: str = "",
    reference: str = "",
    by: str,
    at: datetime,
) -> Edition:
    """Read a file called ``name`` and keep it as the edition that applies from a day on. Raises ``Refused``.

    An instrument of the same title gets one more edition; the one before it ends the day before, unless it ended sooner.
    """
    draft = read(name, data)
    called = (title or draft.title or name.rpartition("/")[2].rpartition(".")[0]).strip(" 《》")[
        :LONGEST_LABEL
    ]
    if not called:
        raise Refused(_("没有读到名称。"), instead=_("请填写名称。"), field="title")
    if in_force_until is not None and in_force_until < in_force_from:
        raise Refused(
            _("最后一天不能早于施行日期。"),
            instead=_("请填施行日期那一天或者以后的一天。"),
            field="in_force_until",
        )
    with writing():
        instrument, _new = Instrument.objects.get_or_create(
            title=called, defaults={"kind": kind, "issuer": issuer}
        )
        if instrument.editions.filter(in_force_from=in_force_from).exists():
            raise Refused(
                _("《{title}》从这一天起施行的版本已经有了。"),
                instead=_("同一版本只录一次；要改正的，先撤下再重新录入。"),
                facts={"title": called},
                field="in_force_from",
            )
        later = instrument.editions.filter(in_force_from__gt=in_force_from).order_by("in_force_from").first()
        if later is not None:
            before = later.in_force_from - timedelta(days=1)
            in_force_until = min(in_force_until or before, before)
        for earlier in instrument.editions.filter(in_force_from__lt=in_force_from):
            end = in_force_from - timedelta(days=1)
            if earlier.in_force_until is None or earlier.in_force_until > end:
                earlier.in_force_until = end
                earlier.save(update_fields=["in_force_until"])
        edition = Edition.objects.create(
            instrument=instrument,
            in_force_from=in_force_from,
            in_force_until=in_force_until,
            reference=reference[:80],
            file_name=name.rpartition("/")[2][-200:],
            sha256=hashlib.sha256(data).hexdigest(),
            added_at=at,
            added_by=by,
        )
        Article.objects.bulk_create(
            [
                Article(edition=edition, ordinal=number, label=one.label, chapter=one.chapter, text=one.text)
                for number, one in enumerate(draft.pieces, start=1)
            ],
            batch_size=BATCH,
        )
    return edition


def end(edition: Edition, last: date) -> None:
    """Say on which day an edition applies for the last time. Raises ``Refused``."""
    if last < edition.in_force_from:
        raise Refused(
            _("最后一天不能早于施行日期。"),
            instead=_("请填施行日期那一天或者以后的一天。"),
            field="in_force_until",
        )
    later = edition.instrument.editions.filter(in_force_from__gt=edition.in_force_from).order_by(
        "in_force_from"
    )
    if (after := later.first()) is not None and last >= after.in_force_from:
        raise Refused(
            _("后一个版本已经从这一天以前起施行。"),
            instead=_("请填后一个版本施行以前的一天。"),
            field="in_force_until",
        )
    edition.in_force_until = last
    edition.save(update_fields=["in_force_until"])


def take_off(edition: Edition) -> Edition | None:
    """Remove an edition that was put in by mistake. What was cited from it stays where it was cited.

    The edition that had ended the day before it began goes on, until the next one; it is returned.
    """
    with writing():
        instrument, began = edition.instrument, edition.in_force_from
        edition.delete()
        if not instrument.editions.exists():
            instrument.delete()
            return None
        before = instrument.editions.filter(in_force_until=began - timedelta(days=1)).first()
        if before is not None:
            later = instrument.editions.filter(in_force_from__gt=began).order_by("in_force_from").first()
            before.in_force_until = later.in_force_from - timedelta(days=1) if later else None
            before.save(update_fields=["in_force_until"])
        return before


def cited(article: Article) -> str:
    """An article as it stands in an answer: name, day, number and the words as they are now.

    The sentence is Chinese in every language of the pages, because it becomes part of an official answer.
    """
    edition = article.edition
    day = edition.in_force_from
    since = f"{day.year}年{day.month}月{day.day}日起施行"
    number = f"，{edition.reference}" if edition.reference else ""
    return f"《{edition.instrument.title}》（{since}{number}）{_linked(article.label)}：“{article.text}”"


def _linked(label: str) -> str:
    return label if label.startswith("第") else f"“{label}”"
