"""What tuning changes of the published weights: to each dense matrix the product of two thin ones is added.

Low-rank adaptation (Hu et al. 2021, arXiv:2106.09685). The product is added once, when the encoder is built, so a
message costs what it would cost without. The file is small enough to be kept with the code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu.encoder.graph import LAYERS, Weights

FILE = "delta.npz"
PARTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
MATRICES = tuple(f"encoder.layer.{layer}.{part}" for layer in range(LAYERS) for part in PARTS)

Factor = npt.NDArray[np.float32]


class WrongDelta(ValueError):
    """The file is not a delta of this network."""


@dataclass(frozen=True)
class Delta:
    """The factors of each of MATRICES: (inputs, rank) and (rank, outputs)."""

    down: Mapping[str, Factor]
    up: Mapping[str, Factor]

    def applied(self, weights: Weights, sign: float = 1.0) -> dict[str, npt.NDArray[np.float32]]:
        """The weights with the change; with `sign` -1.0 what they were before it."""
        changed = dict(weights)
        for name in MATRICES:
            key = f"{name}.weight"  # (outputs, inputs)
            changed[key] = weights[key] + sign * (self.down[name] @ self.up[name]).T
        return changed

    def save(self, path: Path) -> None:
        """Write the file, at half precision: what is lost is far below what a retraining changes."""
        factors = {f"down {name}": factor for name, factor in self.down.items()}
        factors |= {f"up {name}": factor for name, factor in self.up.items()}
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(path, **{name: factor.astype(np.float16) for name, factor in factors.items()})

    @classmethod
    def load(cls, path: Path) -> Delta:
        """Read a file. Raises FileNotFoundError, and WrongDelta when it is another network's."""
        with np.load(path, allow_pickle=False) as file:
            try:
                down, up = (
                    {name: file[f"{which} {name}"].astype(np.float32) for name in MATRICES} for which in ("down", "up")
                )
            except KeyError as error:
                raise WrongDelta(f"{path}: {error}") from error
        return cls(down, up)


def fingerprint(path: Path) -> str:
    """Of the file; empty when there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
