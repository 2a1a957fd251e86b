"""What a matter in the index names: places and organisations, found once, when it is indexed.

Finding them takes most of the time of reading a matter; look-alikes read some of them whenever somebody registers one.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from xinqiao.text import matter
from xinqiao.text.matter import Matter
from xinqiao.text.problems import kinds, problem_words_in

READ = 1500
"""So many characters of a matter are read."""
_LISTS, _NAMES = "\n", "\t"


def read(texts: Sequence[str]) -> list[Matter]:
    """Read some texts of the index."""
    return matter.read_all([_parts(text) for text in texts], is_normal=True)


def names_of(one: Matter) -> str:
    """What a matter names, as the index keeps it: all names, the weightiest first, then those of its title."""
    return _LISTS.join(_NAMES.join(some) for some in (one.names, sorted(one.title_names)))


def matters_of(kept: Sequence[tuple[str, str, date]]) -> list[Matter]:
    """Matters as `read` gives them, from what the index keeps of each: its text, its names, and the day it came in."""
    normals, titles = [], []
    for text, _names, _on in kept:
        said, place = _parts(text)
        normals.append(matter.with_place(said, place))
        titles.append(matter.title_of(said))
    in_titles = problem_words_in(titles)
    in_rests = problem_words_in([normal[len(title) :] for normal, title in zip(normals, titles, strict=True)])
    found = []
    for at, (_text, names, on) in enumerate(kept):
        everything, _end, of_title = names.partition(_LISTS)
        named = _listed(everything)
        words = Counter([*in_titles[at], *in_rests[at]])
        found.append(
            Matter(
                normal=normals[at],
                title=titles[at],
                names={name: float(len(named) - rank) for rank, name in enumerate(named)},
                title_names=frozenset(_listed(of_title)),
                kinds=kinds(words),
                found=words,
                on=on,
            )
        )
    return found


def _listed(names: str) -> list[str]:
    return names.split(_NAMES) if names else []


def _parts(text: str) -> tuple[str, str]:
    """What was said, its subject in the first line, and where."""
    subject, place, rest = (*text.split("\n", 2), "", "")[:3]
    return (f"{subject}\n{rest[:READ]}" if subject else rest[:READ]), place
