"""The text commands without their command line: rows in, rows out, in the field names of DESIGN section 11."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np

from xinqiao.text import facts, features, lines, matter, model, replies, shares
from xinqiao.text.classify import levels, propose, reasons
from xinqiao.text.law_search import Article, Library
from xinqiao.text.lines import Faults, Row
from xinqiao.text.normalise import normalise
from xinqiao.text.rarity import Rarity, pairs, skips
from xinqiao.text.related import Collection, Item
from xinqiao.text.same import compare, profile
from xinqiao.text.themes import Sent, themes
from xinqiao.text.training import Example, Report, train

Rows = Iterable[tuple[int, Row]]

_UNITS = 5
_LEAST_UNIT = 0.01
# From so many answers the words of a collection are counted; the rest streams by.
_COUNTED = 20_000


@dataclass(frozen=True)
class Source:
    """The rows of one input with the name to use when a line is bad."""

    name: str
    rows: Rows


def _each(source: Source, faults: Faults, make: Callable[[Row], Any]) -> Iterator[Any]:
    return lines.each(source.rows, faults, make, source=source.name)


def _example(row: Row) -> Example:
    label = lines.string(row, "label").strip()
    if not label:
        raise lines.BadLine("'label' is empty")
    return Example(text=lines.string(row, "text"), label=label, segmented=row.get("segmented") is True)


def train_to(
    source: Source, path: Path, faults: Faults, *, on: str, say: Callable[[str], None], workers: int = 1
) -> Report:
    """Learn from rows of `text` and `label`, write the model, give the figures."""
    learned, report = train(list(_each(source, faults, _example)), on=on, say=say, workers=workers)
    model.save(learned, path)
    return report


def _item(row: Row) -> Item:
    return Item(
        id=str(lines.identity(row)),
        text=lines.string(row, "text"),
        time=lines.optional(row, "time"),
        place=lines.optional(row, "place"),
    )


def _asked(row: Row) -> tuple[str | int, str]:
    return lines.identity(row), lines.string(row, "text")


def classify(source: Source, faults: Faults, path: Path, *, workers: int = 1) -> Iterator[Row]:
    """Propose a label for each row, with probabilities, the words for it, and whether it is sure."""
    return shares.each(_classifier, model.load(path), _each(source, faults, _asked), workers=workers)


def _classifier(known: model.Model) -> Callable[[tuple[str | int, str]], Row]:
    deep = any("/" in label for label in known.labels)

    def classified(asked: tuple[str | int, str]) -> Row:
        number, text = asked
        proposal = propose(known, text)
        row: Row = {
            "id": number,
            "label": proposal.label,
            "scores": {label: round(score, 4) for label, score in proposal.scores.items()},
            "why": list(proposal.why),
            "sure": proposal.sure,
        }
        if deep:
            row["levels"] = [
                {**level, "score": round(float(level["score"]), 4)} for level in levels(proposal)
            ]
        return row

    return classified


def unit(source: Source, faults: Faults, path: Path, *, workers: int = 1) -> Iterator[Row]:
    """Propose competent units for each row, best first, each with the words for it."""
    return shares.each(_unit_finder, model.load(path), _each(source, faults, _asked), workers=workers)


def _unit_finder(known: model.Model) -> Callable[[tuple[str | int, str]], Row]:
    def with_units(asked: tuple[str | int, str]) -> Row:
        number, text = asked
        tokens = features.cut(text)
        bag = features.bag(tokens)
        chance = known.probabilities(known.raw(*features.weighed(bag, known.rarity)))
        order = np.argsort(-chance, kind="stable")
        found = []
        for place, at in enumerate(order[:_UNITS].tolist()):
            if place and chance[at] < _LEAST_UNIT:
                break
            rival = int(order[0] if place else order[1])
            why = reasons(known, tokens, bag.body, at, rival)
            found.append({"unit": known.labels[at], "score": round(float(chance[at]), 4), "why": list(why)})
        return {"id": number, "units": found}

    return with_units


def related(corpus: Source, queries: Source, faults: Faults, *, workers: int = 1) -> Iterator[Row]:
    """For each query the matters of a corpus that may be the same one, best first."""
    collection = Collection(workers=workers)
    # Numbers come back as they came: a whole number stays one.
    known: dict[str, str | int] = {}
    for item, number in _each(corpus, faults, lambda row: (_item(row), lines.identity(row))):
        collection.add(item)
        known[item.id] = number
    numbers = _each(queries, faults, lambda row: (lines.identity(row), _item(row)))
    for number, item in numbers:
        found = collection.related(item)
        yield {
            "id": number,
            "related": [
                {"id": known[one.id], "score": round(one.score, 4), "shared": list(one.shared)}
                for one in found
            ],
        }


def _two(row: Row) -> tuple[str | int, Item, Item]:
    first, second = ({**lines.part(row, name), "id": name} for name in ("a", "b"))
    return lines.identity(row), _item(first), _item(second)


def same(source: Source, faults: Faults, corpus: Source | None = None) -> Iterator[Row]:
    """Judge pairs: how likely each is one matter, what it shares and what parts it."""
    rarity = Rarity()
    if corpus is not None:
        for item in _each(corpus, faults, lambda row: lines.string(row, "text")):
            normal = normalise(item)
            rarity.add(pairs(normal), skips(normal))
    for number, first, second in _each(source, faults, _two):
        one = matter.read(first.text, time=first.time, place=first.place)
        other = matter.read(second.text, time=second.time, place=second.place)
        judgement = compare(profile(one), profile(other), rarity)
        yield {
            "id": number,
            "score": round(judgement.score, 4),
            "shared": facts.shared(one, other, judgement),
            "differs": facts.differs(one, other, judgement),
        }


def _sent(row: Row) -> Sent:
    item = _item(row)
    return Sent(
        id=item.id, text=item.text, time=item.time, place=item.place, sender=lines.optional(row, "from")
    )


def find_themes(corpus: Source, faults: Faults, *, workers: int = 1) -> Iterator[Row]:
    """The themes of a stream, the weightiest first."""
    # Numbers come back as they came: a whole number stays one.
    numbers: dict[str, str | int] = {}

    def remembered(row: Row) -> Sent:
        sent = _sent(row)
        numbers[sent.id] = lines.identity(row)
        return sent

    for place, theme in enumerate(themes(_each(corpus, faults, remembered), workers=workers), start=1):
        yield {
            "theme": place,
            "ids": [numbers[one] for one in theme.ids],
            "label": theme.label,
            "first": theme.first.isoformat() if theme.first else None,
            "last": theme.last.isoformat() if theme.last else None,
            "senders": theme.senders,
            "score": round(theme.score, 4),
        }


def reply_quality(source: Source, faults: Faults) -> Iterator[Row]:
    """Read each answer beside its message."""
    answers = _each(
        source,
        faults,
        lambda row: (lines.identity(row), lines.string(row, "text"), lines.string(row, "reply")),
    )
    counted = list(islice(answers, _COUNTED))
    rarity = replies.counted([(text, reply) for _, text, reply in counted])
    for number, text, reply in chain(counted, answers):
        quality = replies.assess(text, reply, rarity)
        yield {
            "id": number,
            "relevance": round(quality.relevance, 4),
            "completeness": round(quality.completeness, 4),
            "explanation": round(quality.explanation, 4),
            "basis": round(quality.basis, 4),
            "findings": [
                {"kind": finding.kind, "text": finding.text, "passage": finding.passage}
                for finding in quality.findings
            ],
        }


def law(corpus: Source, queries: Source, faults: Faults) -> Iterator[Row]:
    """For each question the articles of a library, best first."""
    library = Library(
        _each(
            corpus,
            faults,
            lambda row: Article(
                id=lines.identity(row), name=lines.string(row, "name"), text=lines.string(row, "text")
            ),
        )
    )
    for number, text in _each(queries, faults, _asked):
        yield {
            "id": number,
            "articles": [{"id": one.id, "score": round(one.score, 4)} for one in library.search(text)],
        }
