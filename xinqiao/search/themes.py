"""Many matters, one cause: themes kept in step with the record. About problems, never about people.

Once a night the matters of the last year are looked through together (``find``). By day a new matter joins a theme that is
there already (``follow``). An accusation is in no theme. Who sees what of a theme stands in ``overview``.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np

from xinqiao.cases.models import Case
from xinqiao.cases.policy import SEALED_KINDS
from xinqiao.ledger.gate import writing
from xinqiao.ledger.models import Entry
from xinqiao.search.commonness import commonness
from xinqiao.search.learning import told
from xinqiao.search.models import Theme, Themed
from xinqiao.text import matter
from xinqiao.text.beside import Beside
from xinqiao.text.matter import Matter
from xinqiao.text.naming import Said, label_of, may_be_a_person
from xinqiao.text.problems import kinds, problem_words
from xinqiao.text.profiles import gather
from xinqiao.text.same import Profile, compare, profile
from xinqiao.text.themes import FEWEST_MATTERS, Sent
from xinqiao.text.themes import themes as themes_of

LOOKED_BACK = timedelta(days=365)
MOST = 20_000
"""So many of the newest matters are looked through in a night: half a minute of one processor."""
TOGETHER = 500
BEGINNING = 500
ALIVE = timedelta(days=120)
"""A theme that has not grown for so long is joined by no new matter until the night has looked again."""
SAID_BY = 0.6
AT_ALL = 0.05
"""So much of what a matter tells must be of the kind of trouble that its theme is about: people tell of several at once."""
ALIKE, ALL_ALIKE = 0.25, 0.37
"""So alike must the trouble of a matter be to that of the others in the mean, and so alike all of them."""
MOST_ANCHORS = 6
MOST_BESIDE = 20
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
    places = {number: place for number, place, _on, _standing in cases}
    # Judged before anything is written: meanwhile others may write.
    kept = [
        (one, read)
        for one in found
        if len(
            read := _of_one_trouble(
                {number: matters[number] for number in one.ids if number in matters}, places
            )
        )
        >= FEWEST_MATTERS
    ]
    with writing():
        before = {row.pk: set[str]() for row in Theme.objects.all()}
        for known, number in Themed.objects.values_list("theme_id", "case_id"):
            before[known].add(number)
        Themed.objects.all().delete()
        for one, read in kept:
            ids = set(read)
            pk = max(before, key=lambda known: len(before[known] & ids), default=None)
            if pk is not None and len(before[pk] & ids) < SAME_THEME * min(len(before[pk]) or 1, len(ids)):
                pk = None
            before.pop(pk, None) if pk is not None else None
            values = {
                "label": label(read.values(), (places[number] for number in read))[:120],
                "anchors": "\n".join(_anchors(list(read.values()))),
                "score": one.score * len(read) / len(one.ids),
                "changed_at": at,
            }
            theme, _new = Theme.objects.update_or_create(
                pk=pk, defaults=values, create_defaults={**values, "found_at": at}
            )
            Themed.objects.bulk_create([Themed(theme=theme, case_id=number) for number in read])
        Theme.objects.filter(pk__in=before).delete()
    return len(kept)


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


def _of_one_trouble(read: dict[str, Matter], given: Mapping[str, str]) -> dict[str, Matter]:
    """The matters of a theme that tell of the kind of trouble that most of them tell of, at a place most of them name.

    Where matters have a place filled in as such (``given``), less alike is needed to come together; what came along
    without the trouble, or from another place, is left out again. Where none was filled in, a place may be called by a
    name that the others do not use.
    """
    places = _anchors(list(read.values()))
    troubles = {number: _trouble(one, places) for number, one in read.items()}
    votes: Counter[str] = Counter()
    for told_of in troubles.values():
        votes.update(told_of)
    main = max(votes, key=lambda kind: (votes[kind], kind), default="")
    likeness = dict(zip(read, _likeness(list(read.values())), strict=True))
    kept = {
        number: one
        for number, one in read.items()
        if likeness[number] >= ALIKE
        and (not main or troubles[number].get(main, 0.0) >= AT_ALL)
        and (
            not places
            or not given.get(number)
            or any(name in one.normal or name in one.names for name in places)
        )
    }
    # Several troubles of one place are as many causes.
    return kept if kept and sum(likeness[number] for number in kept) >= ALL_ALIKE * len(kept) else {}


def _likeness(read: Sequence[Matter]) -> list[float]:
    """How alike the trouble of each matter is to that of others of them in the mean, 0 to 1; the place does not count."""
    profiles = gather(read)
    some = np.unique(np.linspace(0, len(read) - 1, MOST_BESIDE).astype(np.int64))
    beside = Beside(profiles, commonness(), np.zeros(len(read), dtype=np.int64))
    sums = np.zeros(len(read))
    for at in some.tolist():
        judged = beside.judged(profiles.repeated(np.array([at])), 0, np.arange(len(read)))
        found = np.array([one.problem for one in judged])
        found[at] = 0.0
        sums += found
    return list((sums / np.maximum(some.size - np.isin(np.arange(len(read)), some), 1)).tolist())


def _trouble(one: Matter, places: Sequence[str]) -> dict[str, float]:
    """The kinds of trouble that a matter tells of outside the names of its place: a dormitory's name is no trouble."""
    text = one.normal
    for name in places:
        text = text.replace(name, "\n")
    return kinds(problem_words(text))


def label(read: Iterable[Matter], places: Iterable[str]) -> str:
    """What some matters have in common, in their words, without persons; ``places`` are where they were said to be."""
    called = label_of(
        [Said(one.title, tuple(one.title_names), tuple(one.names), tuple(one.found)) for one in read]
    )
    given = list(places)
    (place, count), *_rest = Counter(given).most_common(1) or [("", 0)]
    if not place or count < SAID_BY * len(given) or may_be_a_person(place):
        return called
    # The place was filled in as such: better than what was read out of the titles.
    where, _colon, trouble = called.partition("：")
    return f"{place}：{trouble or where.replace(place, '')}".strip("：")


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
