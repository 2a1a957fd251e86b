"""Learning classes or units from an office's own closed matters.

Ridge regression on hashed features, solved by conjugate gradients; probabilities fitted to what the
cross-validation got right. Near-duplicates stay in one fold, or the figures would flatter.
"""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from xinqiao.text import features
from xinqiao.text.features import Array
from xinqiao.text.fingerprint import digest, grams
from xinqiao.text.model import Model, packed, packed_rarity, unpacked_rarity

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Numbers = NDArray[np.int64]
Progress = Callable[[str], None]

_RIDGE = 0.2
# Stopping early costs half a hundredth of macro-F1 on little data and nothing that matters on much.
_ROUNDS, _FEW_ROUNDS = 60, 12
_ENOUGH = 1e-3
_FOLDS = 5
# Above so many messages the folds learn from a sample: the figure moves in the third digit, the time by minutes.
_WHOLE = 12_000
# Starting other processes takes a second or two.
_WORTH_WORKERS = 8_000
_SURE = 0.95
_BANDS = 6
_LEAST_LETTERS = 12


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


def _rarity(bags: Sequence[features.Bag]) -> Array:
    seen = np.zeros(features.BODY + features.HEAD, dtype=np.int64)
    for one in bags:
        seen[one.at] += 1
    rarity = np.log((1.0 + len(bags)) / (1.0 + seen)) + 1.0
    return unpacked_rarity(packed_rarity(rarity.astype(np.float32)))


def _matrix(bags: Sequence[features.Bag], rarity: Array) -> "csr_matrix":
    from scipy.sparse import csr_matrix

    rows = [features.weighed(one, rarity) for one in bags]
    ends = np.cumsum([0] + [at.size for at, _ in rows])
    at = np.concatenate([at for at, _ in rows]).astype(np.int32)
    value = np.concatenate([value for _, value in rows])
    return csr_matrix((value, at, ends), shape=(len(rows), features.SIZE), dtype=np.float32)


def _solve(matrix: "csr_matrix", wanted: Array, rounds: int) -> Array:
    """Weights W that make `matrix @ W` meet `wanted` with small W; what no message says weighs nothing."""
    said = np.unique(matrix.indices)
    if said.size > matrix.shape[1] // 2:
        return _solved(matrix, wanted, rounds)
    weights = np.zeros((matrix.shape[1], wanted.shape[1]), dtype=np.float32)
    weights[said] = _solved(matrix[:, said], wanted, rounds)
    return weights


def _solved(matrix: "csr_matrix", wanted: Array, rounds: int) -> Array:
    """Conjugate gradients, all labels at once."""
    other = matrix.T.tocsr()
    weights = np.zeros((matrix.shape[1], wanted.shape[1]), dtype=np.float32)
    left = wanted.copy()
    slope = other @ left
    step = slope.copy()
    size = (slope * slope).sum(axis=0)
    start = np.maximum(size, 1e-20)
    for _ in range(rounds):
        image = matrix @ step
        width = (image * image).sum(axis=0) + _RIDGE * (step * step).sum(axis=0)
        rate = np.where(width > 0, size / np.maximum(width, 1e-20), 0.0).astype(np.float32)
        weights += rate * step
        left -= rate * image
        slope = other @ left - np.float32(_RIDGE) * weights
        new = (slope * slope).sum(axis=0)
        if float((new / start).max()) < _ENOUGH**2:
            break
        step = slope + (new / np.maximum(size, 1e-20)).astype(np.float32) * step
        size = new
    return weights


def _signs(numbers: Numbers, labels: int) -> Array:
    signs = np.full((numbers.size, labels), -1.0, dtype=np.float32)
    signs[np.arange(numbers.size), numbers] = 1.0
    return signs


def _families(examples: Sequence[Example]) -> Numbers:
    """Number the messages so that near-duplicates share a number (minima of hashed runs, joined)."""
    parent = list(range(len(examples)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    first: dict[tuple[int, int], int] = {}
    salts = (np.arange(1, _BANDS + 1, dtype=np.uint32) * np.uint32(0x9E3779B1))[:, None]
    for number, one in enumerate(examples):
        text = "".join(features.cut(one.text, segmented=one.segmented))
        if len(text) < _LEAST_LETTERS:
            continue
        hashes = grams(text, 5)[None, :] ^ salts
        lowest = ((hashes * np.uint32(0x85EBCA6B)) ^ (hashes >> np.uint32(13))).min(axis=1)
        # Two minima together: a chance meeting needs two shared runs, a copy has them all.
        for band in range(0, _BANDS, 2):
            key = (band, int(lowest[band]) << 32 | int(lowest[band + 1]))
            parent[root(number)] = root(first.setdefault(key, number))
    return np.array([root(one) for one in range(len(examples))], dtype=np.int64)


def _fold_of(families: Numbers, folds: int, seed: int = 7) -> Numbers:
    names = np.unique(families)
    order = np.random.default_rng(seed).permutation(names.size)
    return np.asarray(order[np.searchsorted(names, families)] % folds, dtype=np.int64)


def _softmax(raw: NDArray[np.float64]) -> NDArray[np.float64]:
    power = np.exp(raw - raw.max(axis=1, keepdims=True))
    return np.asarray(power / power.sum(axis=1, keepdims=True))


def _calibrated(raw: Array, truth: Numbers) -> tuple[float, Array]:
    """Find one heat and a bias for each label so that the stated probabilities come true."""
    labels = raw.shape[1]
    score = raw.astype(np.float64)
    wanted = np.eye(labels)[truth]
    heat, bias = 4.0, np.zeros(labels)
    for _ in range(400):
        wrong = _softmax(score * heat + bias) - wanted
        heat -= 4.0 * float((wrong * score).sum(axis=1).mean())
        bias -= 1.0 * (wrong.mean(axis=0) + 1e-3 * bias)
        heat = min(max(heat, 0.1), 50.0)
    return heat, (bias - bias.mean()).astype(np.float32)


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


def _bag(example: Example) -> features.Bag:
    bag = features.bag(features.cut(example.text, segmented=example.segmented))
    # The words behind the runs explain a proposal; learning does without them.
    nothing = np.zeros(0, dtype=np.int64)
    return replace(bag, body=features.Runs(at=nothing, word=nothing))


def _bags(examples: Sequence[Example], workers: int) -> list[features.Bag]:
    if workers < 2 or len(examples) < _WORTH_WORKERS:
        return [_bag(example) for example in examples]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        return pool.map(_bag, examples, chunksize=250)


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

    say(f"reading {len(kept)} messages")
    bags = _bags(kept, workers)
    rarity = _rarity(bags)
    matrix = _matrix(bags, rarity)
    del bags

    rounds = _ROUNDS if len(kept) <= _WHOLE else _FEW_ROUNDS
    chosen = np.arange(len(kept))
    if chosen.size > _WHOLE:
        chosen = np.sort(np.random.default_rng(11).choice(chosen, _WHOLE, replace=False))
    fold = _fold_of(_families([kept[one] for one in chosen]), _FOLDS)
    held = np.zeros((chosen.size, len(labels)), dtype=np.float32)
    for number in range(_FOLDS):
        say(f"cross-validation {number + 1} of {_FOLDS}")
        learn, test = chosen[fold != number], fold == number
        if test.any() and learn.size:
            weights = _solve(matrix[learn], _signs(truth[learn], len(labels)), rounds)
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
    small, scale = packed(_solve(matrix, _signs(truth, len(labels)), rounds))
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
