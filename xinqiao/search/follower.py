"""Keeping the index in step with the ledger. Erased words leave it with the entry that erases them."""

from xinqiao.cases.models import Case, Statement
from xinqiao.ledger.models import Entry
from xinqiao.people.directory import directory
from xinqiao.search import index, sound, wording
from xinqiao.search.models import Indexed
from xinqiao.search.named import names_of, read
from xinqiao.search.reading import marks_of_matters, words_of_matters
from xinqiao.search.tokens import tokens


def follow(entry: Entry) -> None:
    """Bring one matter in the index up to date. Words that were erased leave it."""
    case = Case.objects.filter(number=entry.number).defer("standing").first()
    if case is None:
        return
    _bring_up_to_date(case)
    if entry.position % wording.LOOKED_AT_EVERY == 0 and wording.is_due(Indexed.objects.count()):
        wording.count()


def _bring_up_to_date(case: Case) -> None:
    text = words_of_matters([case])[case.number].normal
    marks = marks_of_matters([case], directory())[case.number]
    row = Indexed.objects.filter(number=case.number).first()
    if row is None or row.text != text:
        one = read([text])[0]
        names = names_of(one)
        marks |= set(wording.tokens(wording.telling(one, wording.rarity())))
    else:
        names = row.names
        marks |= {one for one in row.marks.split() if one.startswith(wording.PREFIX)}
    now = tokens(text) | marks
    written = " ".join(sorted(marks))
    if row is None:
        id_ = index.next_id(case.received_on.toordinal())
        index.add([(id_, case.number, text, written, names)], {id_: now})
        sound.keep([text])
        return
    if row.text == text and row.marks == written:
        return
    before = row.text
    index.drop({row.id: tokens(before) | set(row.marks.split())})
    row.text, row.marks, row.names = text, written, names
    row.save(force_update=True)
    index.put({row.id: now})
    if before != text:
        sound.keep([text])
        # Words that were added leave nothing to forget, words that were erased do. The pages of FTS5 are written anew
        # in the night after (docs/operations.md).
        if Statement.objects.filter(number=case.number, erased_at__isnull=False).exists():
            sound.drop(before)
