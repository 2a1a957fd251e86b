"""Keeping the index in step with the ledger, and building it anew. Erased words leave it with the entry that erases them."""

from collections.abc import Callable, Sequence

from django.db.models import Max, QuerySet

from xinqiao.cases.models import Case, Statement
from xinqiao.ledger.gate import writing
from xinqiao.ledger.models import Entry
from xinqiao.people.directory import directory
from xinqiao.search import index, sound, wording
from xinqiao.search.models import Frequency, Indexed
from xinqiao.search.reading import marks_of_matters, words_of_matters
from xinqiao.search.tokens import tokens
from xinqiao.text.fingerprint import fingerprint

TOGETHER = 2000
"""So many matters are indexed in one transaction when all are; others can write in between."""


def follow(entry: Entry) -> None:
    """Bring one matter in the index up to date. Words that were erased leave it."""
    case = Case.objects.filter(number=entry.number).defer("standing").first()
    if case is None:
        return
    _bring_up_to_date([case])
    if entry.position % wording.LOOKED_AT_EVERY == 0 and wording.is_due(Indexed.objects.count()):
        wording.count()


def rebuild(progress: Callable[[int], object] | None = None) -> int:
    """Empty the index and fill it from the matters as they are now; return how many that were."""
    with writing():
        index.clear()
        Indexed.objects.all().delete()
        Frequency.objects.all().delete()
        sound.clear()
    numbers = list(_in_order(Case.objects.all()).values_list("number", flat=True))
    known: set[str] = set()
    for start in range(0, len(numbers), TOGETHER):
        some = numbers[start : start + TOGETHER]
        with writing():
            _bring_up_to_date(list(_in_order(Case.objects.filter(number__in=some))), known)
            if wording.is_due(start + len(some)):
                wording.count()
        if progress is not None:
            progress(len(some))
    with writing():
        index.filled()
    return len(numbers)


def _in_order(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.order_by("received_on", "filed_at", "number").defer("standing")


def _bring_up_to_date(cases: Sequence[Case], known: set[str] | None = None) -> None:
    said = words_of_matters(cases)
    found = marks_of_matters(cases, directory())
    rows = {row.number: row for row in Indexed.objects.filter(number__in=list(said))}
    new: list[Indexed] = []
    changed: list[Indexed] = []
    before: dict[int, set[str]] = {}
    said_before: dict[str, str] = {}
    rarity = None
    for case in cases:
        text = said[case.number].normal
        row = rows.get(case.number)
        marks = set(row.marks.split()) if row else set()
        rare = {one for one in marks if one.startswith(wording.PREFIX)}
        if row is None or row.text != text:
            rarity = rarity or wording.rarity()
            rare = set(wording.tokens(rarity.rarest(fingerprint(text), wording.KEPT)))
        if row is not None and row.text == text and marks == found[case.number] | rare:
            continue
        if row is None:
            row = Indexed(id=_next_id(case, new), number=case.number)
            new.append(row)
        else:
            before[row.id] = _tokens(row)
            if row.text != text:
                said_before[case.number] = row.text
            changed.append(row)
        row.text, row.marks = text, " ".join(sorted(found[case.number] | rare))
    if not new and not changed:
        return
    index.drop(before)
    Indexed.objects.bulk_create(new)
    for row in changed:
        row.save(force_update=True)
    index.put({row.id: _tokens(row) for row in (*new, *changed)})
    sound.keep((row.text for row in new), known)
    if said_before:
        sound.keep(row.text for row in changed if row.number in said_before)
        # Words that were added leave nothing to forget, words that were erased do. The pages of FTS5 are written anew
        # in the night after (docs/operations.md).
        erased = Statement.objects.filter(number__in=list(said_before), erased_at__isnull=False)
        for number in erased.values_list("number", flat=True).distinct():
            sound.drop(said_before[number])


def _tokens(row: Indexed) -> set[str]:
    return tokens(row.text) | set(row.marks.split())


def _next_id(case: Case, new: Sequence[Indexed]) -> int:
    day = case.received_on.toordinal() * Indexed.A_DAY
    if new and day <= new[-1].id < day + Indexed.A_DAY:
        return new[-1].id + 1
    last = Indexed.objects.filter(id__gte=day, id__lt=day + Indexed.A_DAY).aggregate(last=Max("id"))["last"]
    return day if last is None else last + 1
