"""What a matter in the index names: places and organisations, found once, when it is indexed.

Finding them takes most of the time of reading a matter; look-alikes read a few matters whenever somebody registers one.
"""

from datetime import date

from xinqiao.text import matter
from xinqiao.text.matter import Matter
from xinqiao.text.problems import kinds, problem_words

READ = 1500
"""So many characters of a matter are read."""
_LISTS, _NAMES = "\n", "\t"


def names_in(text: str) -> str:
    """What the ``text`` of the index names, as the index keeps it: all names, the weightiest first, then those of its title."""
    said, place = _parts(text)
    read = matter.read(said, place=place or None, is_normal=True)
    return _LISTS.join(_NAMES.join(some) for some in (read.names, sorted(read.title_names)))


def matter_of(text: str, names: str, on: date) -> Matter:
    """The matter that the index keeps, as ``xinqiao.text.matter`` reads it; ``on`` is the day it came in."""
    said, place = _parts(text)
    title = matter.title_of(said)
    normal = said if not place or place in said else f"{said}\n{place}"
    found = problem_words(title)
    for word, count in problem_words(normal[len(title) :]).items():
        found[word] += count
    everything, _end, of_title = names.partition(_LISTS)
    named = _listed(everything)
    return Matter(
        normal=normal,
        title=title,
        names={name: float(len(named) - at) for at, name in enumerate(named)},
        title_names=frozenset(_listed(of_title)),
        kinds=kinds(found),
        found=found,
        on=on,
    )


def _listed(names: str) -> list[str]:
    return names.split(_NAMES) if names else []


def _parts(text: str) -> tuple[str, str]:
    """What was said, its subject in the first line, and where."""
    subject, place, rest = (*text.split("\n", 2), "", "")[:3]
    return (f"{subject}\n{rest[:READ]}" if subject else rest[:READ]), place
