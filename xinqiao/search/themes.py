"""Many matters, one cause: themes kept in step with the record. About problems, never about people.

Once a night the matters of the last year are looked through together (``find``). By day a new matter joins a theme that is
there already (``follow``). An accusation is in no theme. Who sees what of a theme stands in ``overview``.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from xinqiao.cases.models import Case
from xinqiao.cases.policy import SEALED_KINDS
from xinqiao.ledger.gate import writing
from xinqiao.ledger.models import Entry
from xinqiao.search.commonness import commonness
from xinqiao.search.learning import told
from xinqiao.search.models import Theme, Themed
from xinqiao.text import matter
from xinqiao.text.matter import Matter
from xinqiao.text.naming import may_be_a_person
from xinqiao.text.same import Profile, compare, profile
from xinqiao.text.themes import Sent
from xinqiao.text.themes import themes as themes_of

LOOKED_BACK = timedelta(days=365)
MOST = 20_000
"""So many of the newest matters are looked through in a night: half a minute of one processor."""
TOGETHER = 500
BEGINNING = 500
ALIVE = timedelta(days=120)
"""A theme that has not grown for so long is joined by no new matter until the night has looked again."""
SAID_BY = 0.6
MOST_ANCHORS = 6
COMPARED = 8
"""A new matter is compared with so many of a theme; it joins when the mean and the best judgement are high enough."""
TOGETHER_FROM, LINK = 0.35, 0.7
SAME_THEME = 0.5
AGAIN = "again"


def find(*, at: datetime) -> int:
    """Look through the matters of the last year; keep the themes found, those that were there before under their old
    number. Returns how many there are."""
    since = (at - LOOKED_BACK).date()
    rows = Case.objects.filter(received_on__gte=since).exclude(kind__in=SEALED_KINDS).order_by("-filed_at")
    cases = list(rows.values_list("number", "place", "received_on", "standing")[:MOST])
    found = themes_of(_sent(cases))
    matters = texts_of([number for theme in found for number in theme.ids])
    with writing():
        before = {row.pk: set[str]() for row in Theme.objects.all()}
        for theme, number in Themed.objects.values_list("theme_id", "case_id"):
            before[theme].add(number)
        Themed.objects.all().delete()
        for one in found:
            ids = set(one.ids)
            read = [matters[number] for number in one.ids if number in matters]
            pk = max(before, key=lambda theme: len(before[theme] & ids), default=None)
            if pk is not None and len(before[pk] & ids) < SAME_THEME * min(len(before[pk]) or 1, len(ids)):
                pk = None
            before.pop(pk, None) if pk is not None else None
            values = {
                "label": one.label[:120],
                "anchors": "\n".join(_anchors(read)),
                "score": one.score,
                "changed_at": at,
            }
            theme, _new = Theme.objects.update_or_create(
                pk=pk, defaults=values, create_defaults={**values, "found_at": at}
            )
            Themed.objects.bulk_create([Themed(theme=theme, case_id=number) for number in one.ids])
        Theme.objects.filter(pk__in=before).delete()
    return len(found)


def _sent(cases: Sequence[tuple[str, str, date, str]]) -> Iterator[Sent]:
    for start in range(0, len(cases), TOGETHER):
        some = cases[start : start + TOGETHER]
        texts = told([number for number, *_rest in some])
        for number, place, on, standing in some:
            if text := texts.get(number):
                # Who brings a matter is not looked at. All that was brought again counts as one voice.
                yield Sent(number, text, on.isoformat(), place, AGAIN if _brought_again(standing) else None)


def _brought_again(standing: str) -> bool:
    known = json.loads(standing)
    return known["state"] not in ("unfiled", "submitted") and "first" not in known.get("marks", ())


def texts_of(numbers: Sequence[str]) -> dict[str, Matter]:
    """What was said in some matters, read."""
    places = {
        number: (place, on)
        for start in range(0, len(numbers), TOGETHER)
        for number, place, on in Case.objects.filter(
            number__in=numbers[start : start + TOGETHER]
        ).values_list("number", "place", "received_on")
    }
    texts = {
        number: text
        for start in range(0, len(numbers), TOGETHER)
        for number, text in told(numbers[start : start + TOGETHER]).items()
    }
    return {
        number: matter.read(text[:BEGINNING], time=places[number][1].isoformat(), place=places[number][0])
        for number, text in texts.items()
        if number in places
    }


def _anchors(read: Sequence[Matter]) -> list[str]:
    """Names of places and organisations that most matters say."""
    votes: Counter[str] = Counter()
    for one in read:
        votes.update(
            name for name in {*one.title_names, *one.names} if len(name) > 1 and not may_be_a_person(name)
        )
    common = [name for name, count in votes.most_common(40) if count >= max(2, SAID_BY * len(read))]
    return common[:MOST_ANCHORS]


def follow(entry: Entry) -> None:
    """Let a matter that has just been filed join a theme that is there already."""
    if entry.ordinal != 1:
        return
    case = Case.objects.filter(number=entry.number).exclude(kind__in=SEALED_KINDS).defer("standing").first()
    if case is None or Themed.objects.filter(case=case).exists():
        return
    near = Theme.objects.filter(changed_at__gte=entry.at - ALIVE, changed_at__lte=entry.at + ALIVE)
    text = told([case.number]).get(case.number, "") if near.exists() else ""
    if not text:
        return
    mine = matter.read(text[:BEGINNING], time=case.received_on.isoformat(), place=case.place)
    said = f"{mine.normal}\n{' '.join(mine.names)}"
    own = profile(mine)
    best: tuple[float, Theme] | None = None
    for theme in near.order_by("-score"):
        if not any(name in said for name in theme.anchors.split("\n") if name):
            continue
        score = _fits(own, theme)
        if score is not None and (best is None or score > best[0]):
            best = (score, theme)
    if best is not None:
        Themed.objects.create(theme=best[1], case=case)
        Theme.objects.filter(pk=best[1].pk).update(changed_at=entry.at)


def _fits(own: Profile, theme: Theme) -> float | None:
    """How well a matter fits a theme, or None where it does not."""
    numbers = list(theme.matters.order_by("-pk").values_list("case_id", flat=True)[:COMPARED])
    others = texts_of(numbers).values()
    scores = [compare(own, profile(one), commonness()).score for one in others]
    if not scores or max(scores) < LINK or sum(scores) / len(scores) < TOGETHER_FROM:
        return None
    return sum(scores) / len(scores)
