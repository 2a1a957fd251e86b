"""Learning classes and units from the office's own closed matters, and keeping what was learned in the data directory.

Accusations are left out: nothing about them may be guessed from a proposal. What was learned holds pieces of people's
words, so the files lie where the words lie; after words were erased, learn again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from xinqiao.cases.models import Case, Seated, Statement
from xinqiao.cases.policy import SEALED_KINDS
from xinqiao.text import model, taxonomy
from xinqiao.text.model import Model, ModelUnreadable
from xinqiao.text.taxonomy import Taxonomy
from xinqiao.text.training import Example, Report, train

CLASSES = "classes.npz"
UNITS = "units.npz"
READ = ("subject", "account", "requests")
"""What is known of a matter when a class is proposed for it; what came later would flatter the figures."""
TOGETHER = 500
MOST = 100_000
"""So many of the newest closed matters are learned from."""

_loaded: dict[str, tuple[int, Model]] = {}


def path_of(name: str) -> Path:
    """Where a model lies."""
    return Path(settings.DATA) / "models" / name


def edition() -> Taxonomy:
    """The classes in force: the office's own file in the data directory, else those that come with the program."""
    own = Path(settings.DATA) / "taxonomy.toml"
    try:
        return _read(own, own.stat().st_mtime_ns)
    except FileNotFoundError:
        return taxonomy.shipped()


@lru_cache(maxsize=1)
def _read(own: Path, _changed: int) -> Taxonomy:
    return taxonomy.read(own)


def loaded(name: str) -> Model | None:
    """A model, read once and again when its file has changed; None where there is none that can be used."""
    path = path_of(name)
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return None
    kept = _loaded.get(str(path))
    if kept is None or kept[0] != stamp:
        try:
            kept = _loaded[str(path)] = (stamp, model.load(path))
        except ModelUnreadable:
            return None
    return kept[1]


def learn(*, on: str, say: Callable[[str], None] = lambda _line: None) -> tuple[Report, Report | None]:
    """Learn classes, and units where more than one has closed matters; write both. Raises ``TooFewExamples``.

    ``on`` is the day that the files name. Returns the figures of the cross-validation of each.
    """
    examples = list(_examples())
    classes, report = train(
        [Example(text, label) for text, label, _unit in examples if label], on=on, say=say
    )
    _keep(classes, CLASSES)
    placed = [Example(text, unit) for text, _label, unit in examples if unit]
    if len({one.label for one in placed}) < 2:
        path_of(UNITS).unlink(missing_ok=True)
        return report, None
    units, second = train(placed, on=on, say=say)
    _keep(units, UNITS)
    return report, second


def forget() -> None:
    """Remove what was learned."""
    for name in (CLASSES, UNITS):
        path_of(name).unlink(missing_ok=True)


def _keep(learned: Model, name: str) -> None:
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    model.save(learned, path)


def _examples() -> Iterator[tuple[str, str, str]]:
    """Text, class and competent unit of each closed matter; a class or unit that is not known is empty."""
    classes = edition()
    rows = Case.objects.filter(closed=True).exclude(kind__in=SEALED_KINDS).order_by("-last_position")
    cases = list(rows.values_list("number", "content_class")[:MOST])
    for start in range(0, len(cases), TOGETHER):
        some = dict(cases[start : start + TOGETHER])
        texts = told(list(some))
        units: dict[str, set[str]] = defaultdict(set)
        for number, unit in Seated.objects.filter(case__in=list(some), role="competent_unit").values_list(
            "case_id", "unit_id"
        ):
            units[number].add(unit)
        for number, written in some.items():
            top = classes.top(written)
            # Where several units handled it one after the other, nobody can say whose it was.
            unit = next(iter(units[number])) if len(units[number]) == 1 else ""
            if texts.get(number):
                yield texts[number], top.name if top else "", unit


def told(numbers: Sequence[str]) -> dict[str, str]:
    """What was said at the filing of each matter: title first, then the rest; nothing that was erased."""
    said: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    rows = Statement.objects.filter(number__in=numbers, ordinal=1, name__in=READ, erased_at=None)
    for number, name, index, text in rows.values_list("number", "name", "index", "text"):
        said[number].append((READ.index(name), index, text))
    return {
        number: "\n".join(text for _name, _index, text in sorted(parts)) for number, parts in said.items()
    }
