"""Proposing a class or a unit for a message, with how sure and why; a person decides."""

from dataclasses import dataclass

import numpy as np

from xinqiao.text import features
from xinqiao.text.features import Runs
from xinqiao.text.model import Model

_WHY = 5


@dataclass(frozen=True)
class Proposal:
    """A proposed label: its probability among `scores`, whether it may be called sure, the words for it."""

    label: str
    scores: dict[str, float]
    sure: bool
    why: tuple[str, ...]


def propose(model: Model, text: str, *, segmented: bool = False) -> Proposal:
    """Propose a label for a text; a text without words gives the most common label, not sure."""
    tokens = features.cut(text, segmented=segmented)
    bag = features.bag(tokens)
    at, value = features.weighed(bag, model.rarity)
    chance = model.probabilities(model.raw(at, value))
    best = int(chance.argmax())
    return Proposal(
        label=model.labels[best],
        scores=dict(zip(model.labels, chance.tolist(), strict=True)),
        sure=bool(tokens) and bool(chance[best] >= model.sure_from),
        why=reasons(model, tokens, bag.body, best, int(np.argsort(chance)[-2])),
    )


def reasons(model: Model, tokens: list[str], body: Runs, label: int, rival: int) -> tuple[str, ...]:
    """The words of a text that speak most for one label and against its nearest rival, strongest first."""
    if not tokens:
        return ()
    at = body.at.astype(np.intp)
    own = model.weights[at, label] * model.scale[label]
    other = model.weights[at, rival] * model.scale[rival]
    pull = (2.0 * own - other) * model.rarity[at]
    sums = np.bincount(body.word, weights=pull, minlength=len(tokens) + 1)[: len(tokens)]
    strength: dict[str, float] = {}
    least = 0.0
    # The strongest first: a word that comes again is no stronger, and after enough words only their equals count.
    for number in (-sums).argsort().tolist():
        pulled, word = float(sums[number]), tokens[number]
        if pulled <= 0 or (len(strength) >= _WHY and pulled < least):
            break
        if len(word) > 1 and not word.isdigit() and word not in strength:
            strength[word] = least = pulled
    return tuple(sorted(strength, key=lambda word: (-strength[word], word))[:_WHY])


def levels(proposal: Proposal) -> list[dict[str, float | str]]:
    """Read labels like 城乡建设/物业/收费 as a path: the best node of each level under the one above.

    A level's probability is the sum over the labels below it, so the first level can be sure where
    the third is not. A label without a slash gives one level.
    """
    chosen: list[dict[str, float | str]] = []
    path: list[str] = []
    while True:
        sums: dict[str, float] = {}
        for label, score in proposal.scores.items():
            parts = label.split("/")
            if parts[: len(path)] == path and len(parts) > len(path):
                sums[parts[len(path)]] = sums.get(parts[len(path)], 0.0) + score
        if not sums:
            return chosen
        name = max(sums, key=lambda one: sums[one])
        path.append(name)
        chosen.append({"label": "/".join(path), "score": sums[name]})
