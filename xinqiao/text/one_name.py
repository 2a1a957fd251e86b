"""Matters that came together although each names another place: told apart by their whole names.

A pair of characters holds a group together, and estates are often named alike: 桂波佳苑, 桂波佳府 and 绿波佳苑 share
pairs. Names that say more than each other share a pair and differ: of a group of one place few do, of others nearly all.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from xinqiao.text.naming import Said
from xinqiao.text.rarity import Weights, pairs

# A shorter name may be the beginning of many.
_WHOLE = 4
# Names that share a pair only because it is common, as the two last characters of 花园小区, say nothing.
_RARE = 2.5
# Where fewer of those that share a pair name one place, they are of many places.
_FEWEST = 0.1
# So many titles, spread evenly, stand for all.
_LOOKED_AT = 40


def _agree(some: Sequence[str], others: Sequence[str]) -> bool:
    return any(one in other or other in one for one in some for other in others)


def of_one_name(members: Sequence[int], said: Mapping[int, Said], weights: Weights) -> list[list[int]]:
    """The members together; where nearly all titles name places alike but different, those apart that name one."""
    telling: dict[str, frozenset[int]] = {}
    named: dict[int, list[str]] = {}
    for at in members:
        for name in said[at].title_names:
            if name not in telling:
                grams = pairs(name)
                telling[name] = frozenset(grams[weights[grams] >= _RARE].tolist())
        if whole := [name for name in said[at].title_names if len(name) >= _WHOLE and telling[name]]:
            named[at] = whole
    if len(named) < 3 or 2 * len(named) < len(members):
        return [list(members)]
    each = list(named.values())
    some = (
        [each[at * len(each) // _LOOKED_AT] for at in range(_LOOKED_AT)] if len(each) > _LOOKED_AT else each
    )
    one_place = several = 0
    for mine, theirs in combinations(some, 2):
        if _agree(mine, theirs):
            one_place += 1
        elif any(telling[one] & telling[other] for one in mine for other in theirs):
            several += 1
    if one_place >= _FEWEST * (one_place + several):
        return [list(members)]
    apart: list[list[int]] = []
    while named:
        votes = Counter(name for names in named.values() for name in names)
        best = max(sorted(votes), key=votes.__getitem__)
        apart.append([at for at, names in named.items() if _agree([best], names)])
        for at in apart[-1]:
            del named[at]
    return apart
