"""Learning classes or units from an office's own closed matters.

Ridge regression on hashed features, solved by conjugate gradients; probabilities fitted to what the
cross-validation got right. Near-duplicates stay in one fold, or the figures would flatter.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xinqiao.text import bags, ridge
from xinqiao.text.bags import Given, families
from xinqiao.text.features import Array
from xinqiao.text.fingerprint import digest
from xinqiao.text.model import Model, packed, packed_rarity, unpacked_rarity

Numbers = NDArray[np.int64]
Progress = Callable[[str], None]

# Stopping early costs half a hundredth of macro-F1 on little data and nothing that matters on much.
_ROUNDS, _FEW_ROUNDS = 60, 12
_FOLDS = 5
# Above so many messages the folds learn from a sample: the figure moves in the third digit, the time by minutes.
_WHOLE = 12_000
_SURE = 0.95
# Keeps the biases small where little is known.
_CAUTION = 1e-3


class TooFewExamples(Exception):
    """There is nothing to learn: fewer than two labels with two messages each."""


@dataclass(frozen=True)
class Example:
    """A message whose label a person has given; `segmented` text is words with spaces between."""

    text: str
    label: str
    segmented: bool = False


@dataclass(frozen=True)
class Report:
    """What cross-validation says about a model: the figures to show beside every proposal.

    `coverage` lists (share of messages proposed as sure, accuracy among them) for rising caution;
    `calibration` is the mean distance between a stated probability and how often it came true.
    """

    messages: int
    used: int
    labels: int
    folds: int
    macro_f1: float
    accuracy: float
    calibration: float
    sure_share: float
    sure_accuracy: float
    coverage: tuple[tuple[float, float], ...]
    by_label: dict[str, tuple[float, float, int]]

    def as_dict(self) -> dict[str, Any]:
        """The figures with four digits, for files and screens."""
        return {
            "messages": self.messages,
            "used_in_cross_validation": self.used,
            "labels": self.labels,
            "folds": self.folds,
            "macro_f1": round(self.macro_f1, 4),
            "accuracy": round(self.accuracy, 4),
            "calibration_error": round(self.calibration, 4),
            "sure_share": round(self.sure_share, 4),
            "sure_accuracy": round(self.sure_accuracy, 4),
            "coverage": [[round(share, 3), round(right, 4)] for share, right in self.coverage],
            "by_label": {
                label: {"precision": round(precision, 4), "recall": round(recall, 4), "messages": count}
                for label, (precision, recall, count) in self.by_label.items()
            },
        }


def _signs(numbers: Numbers, labels: int) -> Array:
    signs = np.full((numbers.size, labels), -1.0, dtype=np.float32)
    signs[np.arange(numbers.size), numbers] = 1.0
    return signs


def _fold_of(families: Numbers, folds: int, seed: int = 7) -> Numbers:
    names = np.unique(families)
    order = np.random.default_rng(seed).permutation(names.size)
    return np.asarray(order[np.searchsorted(names, families)] % folds, dtype=np.int64)


def _softmax(raw: NDArray[np.float64]) -> NDArray[np.float64]:
    power = np.exp(raw - raw.max(axis=1, keepdims=True))
    return np.asarray(power / power.sum(axis=1, keepdims=True))


def _calibrated(raw: Array, truth: Numbers) -> tuple[float, Array]:
    """Find one heat and a bias for each label so that the stated probabilities come true."""
    from scipy.optimize import minimize

    labels, score = raw.shape[1], raw.astype(np.float64)
    wanted = np.eye(labels)[truth]

    def loss(found: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        heat, bias = found[0], found[1:]
        chance = _softmax(score * heat + bias)
        wrong = (chance - wanted) / truth.size
        surprise = -float(np.log(np.maximum(chance[np.arange(truth.size), truth], 1e-12)).mean())
        slope = np.concatenate([[float((wrong * score).sum())], wrong.sum(axis=0) + _CAUTION * bias])
        return surprise + 0.5 * _CAUTION * float(bias @ bias), slope

    found = minimize(
        loss,
        np.concatenate([[4.0], np.zeros(labels)]),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.1, 50.0)] + [(None, None)] * labels,
        options={"maxiter": 100},
    ).x
    return float(found[0]), (found[1:] - found[1:].mean()).astype(np.float32)


def _figures(
    labels: Sequence[str], probability: Array, truth: Numbers, messages: int, folds: int
) -> tuple[Report, float]:
    guess, top = probability.argmax(axis=1), probability.max(axis=1)
    right = guess == truth
    by_label: dict[str, tuple[float, float, int]] = {}
    f1: list[float] = []
    for number, label in enumerate(labels):
        hit = int((right & (truth == number)).sum())
        said, was = int((guess == number).sum()), int((truth == number).sum())
        by_label[label] = (hit / said if said else 0.0, hit / was if was else 0.0, was)
        if was or said:
            f1.append(2.0 * hit / (said + was))
    order = np.argsort(-top, kind="stable")
    running = np.cumsum(right[order]) / np.arange(1, truth.size + 1)
    enough = np.nonzero(running >= _SURE)[0]
    count = int(enough[-1]) + 1 if enough.size else 0
    sure_from = float(top[order[count - 1]]) if count else 1.0
    coverage = tuple(
        (share, float(running[max(round(share * truth.size) - 1, 0)]))
        for share in (0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    )
    bins = np.minimum((top * 10).astype(int), 9)
    gap = sum(
        abs(float(top[bins == one].mean()) - float(right[bins == one].mean())) * float((bins == one).mean())
        for one in range(10)
        if (bins == one).any()
    )
    report = Report(
        messages=messages,
        used=truth.size,
        labels=len(labels),
        folds=folds,
        macro_f1=float(np.mean(f1)),
        accuracy=float(right.mean()),
        calibration=gap,
        sure_share=count / truth.size,
        sure_accuracy=float(running[count - 1]) if count else 0.0,
        coverage=coverage,
        by_label=by_label,
    )
    return report, sure_from


def train(
    examples: Sequence[Example], *, on: str, say: Progress = lambda _line: None, workers: int = 1
) -> tuple[Model, Report]:
    """Learn labels from examples; `on` is the day to write into the model (YYYY-MM-DD).

    With several `workers` many messages are read by so many processes.

    Labels of one message only are left out, because nothing can be checked about them. Raises
    `TooFewExamples` when fewer than two labels remain.
    """
    counts = Counter(example.label for example in examples)
    kept = [example for example in examples if counts[example.label] > 1 and example.text.strip()]
    labels = sorted({example.label for example in kept})
    if len(labels) < 2:
        raise TooFewExamples("two labels with at least two messages each are needed")
    number_of = {label: number for number, label in enumerate(labels)}
    truth = np.array([number_of[example.label] for example in kept], dtype=np.int64)

    rounds = _ROUNDS if len(kept) <= _WHOLE else _FEW_ROUNDS
    chosen = np.arange(len(kept))
    if chosen.size > _WHOLE:
        chosen = np.sort(np.random.default_rng(11).choice(chosen, _WHOLE, replace=False))
    # Copies are looked for only among those that the folds learn from.
    keyed = np.isin(np.arange(len(kept)), chosen).tolist()
    say(f"reading {len(kept)} messages")
    parts = bags.read(
        [Given(one.text, one.segmented, of_a_fold) for one, of_a_fold in zip(kept, keyed, strict=True)],
        workers=workers,
    )
    rarity = unpacked_rarity(packed_rarity(bags.rarity(parts)))
    keys = np.concatenate([part.keys for part in parts])
    matrix = bags.matrix(parts, rarity)

    fold = _fold_of(families(keys[chosen]), _FOLDS)
    held = np.zeros((chosen.size, len(labels)), dtype=np.float32)
    for number in range(_FOLDS):
        say(f"cross-validation {number + 1} of {_FOLDS}")
        learn, test = chosen[fold != number], fold == number
        if test.any() and learn.size:
            wanted = _signs(truth[learn], len(labels))
            weights = ridge.solve(matrix[learn], wanted, rounds=rounds, workers=workers)
            held[test] = matrix[chosen[test]] @ weights
    # The figures come from probabilities that were fitted without the fold they judge.
    probability = np.zeros_like(held)
    for number in range(_FOLDS):
        test = fold == number
        if test.any() and not test.all():
            heat, bias = _calibrated(held[~test], truth[chosen[~test]])
            probability[test] = _softmax(held[test].astype(np.float64) * heat + bias)
    report, sure_from = _figures(labels, probability, truth[chosen], len(kept), _FOLDS)

    say("learning from all messages")
    wanted = _signs(truth, len(labels))
    small, scale = packed(ridge.solve(matrix, wanted, rounds=rounds, workers=workers))
    heat, bias = _calibrated(held, truth[chosen])
    model = Model(
        labels=tuple(labels),
        weights=small,
        scale=scale,
        rarity=rarity,
        bias=bias,
        heat=heat,
        sure_from=sure_from,
        trained_on={
            "on": on,
            "digest": digest(part for example in kept for part in (example.label, example.text)),
            "left_out": len(examples) - len(kept),
            "by_label": {label: counts[label] for label in labels},
            "segmented": sum(example.segmented for example in kept),
            "cross_validation": report.as_dict(),
        },
    )
    return model, report
