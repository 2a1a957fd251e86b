"""The content classes in which matters are registered: one edition in force at a time, old names kept readable."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).resolve().parent / "taxonomies" / "classes_17.toml"
SEPARATOR = "/"


class TaxonomyUnreadable(Exception):
    """The file is no list of classes; the message says why."""


@dataclass(frozen=True)
class ContentClass:
    """One class of the first level; ``was`` are names it had, or classes it took over, in earlier editions.

    ``second_english`` has a name for each of ``second``, or none at all.
    """

    code: str
    name: str
    english: str
    second: tuple[str, ...] = ()
    second_english: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taxonomy:
    """One edition of the classes."""

    name: str
    title: str
    in_force_from: date
    classes: tuple[ContentClass, ...]

    def top(self, written: str) -> ContentClass | None:
        """The class under which something was written down, by its name now or before; a path counts by its first part.

        >>> shipped().top("城乡建设/物业服务").name
        '城乡建设'
        >>> shipped().top("别的什么") is None
        True
        """
        first = written.split(SEPARATOR)[0].strip()
        for one in self.classes:
            if first in (one.name, one.code) or first in one.was:
                return one
        return None

    def in_english(self, written: str) -> str:
        """The name of a class for readers of English; what has none there stays as it was written.

        >>> shipped().in_english("城乡建设/工程质量")
        'Urban and rural construction/Quality of construction'
        >>> shipped().in_english("别的什么")
        '别的什么'
        """
        top = self.top(written)
        first, *rest = (part.strip() for part in written.split(SEPARATOR))
        if top is None or not top.english or first != top.name:
            return written
        below = dict(zip(top.second, top.second_english, strict=False))
        return SEPARATOR.join((top.english, *(below.get(one, one) for one in rest)))

    def paths(self) -> list[str]:
        """Every class and, below it, its second level: what somebody may choose from."""
        return [
            path
            for one in self.classes
            for path in (one.name, *(f"{one.name}{SEPARATOR}{two}" for two in one.second))
        ]


def read(path: Path) -> Taxonomy:
    """Read an edition from its TOML file, or raise ``TaxonomyUnreadable``."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
        classes = tuple(_class(one) for one in found["class"])
        edition = Taxonomy(str(found["name"]), str(found["title"]), found["in_force_from"], classes)
    except (
        OSError,
        UnicodeDecodeError,
        tomllib.TOMLDecodeError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        raise TaxonomyUnreadable(f"{path}: {error}") from error
    names = [name for one in classes for name in (one.name, *one.was)]
    if any(len(one.second_english) not in (0, len(one.second)) for one in classes):
        raise TaxonomyUnreadable(f"{path}: second_english has a name for each of second, in their order")
    if not classes or len(set(names)) != len(names) or not isinstance(edition.in_force_from, date):
        raise TaxonomyUnreadable(f"{path}: every class has one name of its own, and the edition a first day")
    return edition


def _class(row: dict[str, Any]) -> ContentClass:
    return ContentClass(
        code=str(row["code"]),
        name=str(row["name"]).strip(),
        english=str(row.get("english", "")),
        second=tuple(map(str, row.get("second", ()))),
        second_english=tuple(map(str, row.get("second_english", ()))),
        was=tuple(map(str, row.get("was", ()))),
    )


@lru_cache(maxsize=1)
def shipped() -> Taxonomy:
    """The edition that comes with the program."""
    return read(SHIPPED)
