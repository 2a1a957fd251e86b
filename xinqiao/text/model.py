"""A trained model in one small file: weights, how sure to be, and on what it was trained.

The file is a NumPy archive without pickled objects, so loading it runs nothing. Weights are bytes
scaled by the largest of their class.
"""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xinqiao.text import features
from xinqiao.text.features import Array, Index

FORMAT = "xinqiao-text-model"
_RARITY_STEP = 16.0


class ModelUnreadable(Exception):
    """The file is not a model that this version can use; the message says why."""


@dataclass(frozen=True)
class Model:
    """What was learned, and from what.

    `weights` has one row a feature and one column a label; `bias` and `heat` turn scores into
    probabilities; `sure_from` is the probability from which a proposal may be shown as sure;
    `trained_on` says counts, day, digest and the figures of the cross-validation.
    """

    labels: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: Array
    rarity: Array
    bias: Array
    heat: float
    sure_from: float
    trained_on: dict[str, Any]

    def raw(self, at: Index, value: Array) -> Array:
        """Score every label; the numbers only mean something against each other."""
        return (value @ self.weights.take(at, axis=0).astype(np.float32)) * self.scale

    def probabilities(self, raw: Array) -> Array:
        """Turn scores into probabilities that came true as often as they say in cross-validation."""
        shifted = raw * self.heat + self.bias
        power = np.exp(shifted - shifted.max(axis=-1, keepdims=True))
        return np.asarray(power / power.sum(axis=-1, keepdims=True), dtype=np.float32)


def packed(weights: Array) -> tuple[NDArray[np.int8], Array]:
    """Scale the weights of each label by their largest and keep one byte each."""
    largest = np.maximum(np.abs(weights).max(axis=0), 1e-12)
    small = np.rint(weights / largest * 127.0).astype(np.int8)
    return small, (largest / 127.0).astype(np.float32)


def packed_rarity(rarity: Array) -> NDArray[np.uint8]:
    """Keep a rarity (0 to 15.9) in one byte."""
    return np.asarray(np.clip(np.rint(rarity * _RARITY_STEP), 0, 255), dtype=np.uint8)


def unpacked_rarity(small: NDArray[np.uint8]) -> Array:
    """The other way: what a byte stands for."""
    return small.astype(np.float32) / np.float32(_RARITY_STEP)


def save(model: Model, path: Path) -> None:
    """Write the model; the same model gives the same bytes, and a broken write leaves the old file."""
    header = {
        "format": FORMAT,
        "features": features.VERSION,
        "labels": list(model.labels),
        "heat": model.heat,
        "sure_from": model.sure_from,
        "trained_on": model.trained_on,
    }
    data = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        header=np.frombuffer(data, dtype=np.uint8),
        weights=model.weights,
        scale=model.scale,
        rarity=packed_rarity(model.rarity),
        bias=model.bias,
    )
    draft = path.with_name(path.name + ".part")
    draft.write_bytes(buffer.getvalue())
    draft.replace(path)


def load(path: Path) -> Model:
    """Read a model, or raise `ModelUnreadable` with the reason; nothing in the file is executed."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            header = json.loads(archive["header"].tobytes())
            found = {name: archive[name] for name in ("weights", "scale", "rarity", "bias")}
    except OSError as error:
        raise ModelUnreadable(f"{path}: {error.strerror or error}") from error
    except (ValueError, KeyError, zipfile.BadZipFile, EOFError, TypeError) as error:
        raise ModelUnreadable(f"{path}: not a model of this program") from error
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise ModelUnreadable(f"{path}: not a model of this program")
    if header.get("features") != features.VERSION:
        raise ModelUnreadable(f"{path}: made by another version; train it again")
    labels = tuple(header["labels"])
    if found["weights"].shape != (features.SIZE, len(labels)) or found["bias"].shape != (len(labels),):
        raise ModelUnreadable(f"{path}: its parts do not fit together; train it again")
    return Model(
        labels=labels,
        weights=found["weights"],
        scale=found["scale"],
        rarity=unpacked_rarity(found["rarity"]),
        bias=found["bias"],
        heat=float(header["heat"]),
        sure_from=float(header["sure_from"]),
        trained_on=header["trained_on"],
    )
