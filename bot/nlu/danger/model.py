"""The model of danger: word and character counts beside sentence embeddings, one linear layer, as for the intents.

How well it does on writers it has not seen, and why the thresholds are where they are: docs/safety.md.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import skops.io
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from bot.nlu.counts import TRUSTED, counts, fit
from bot.nlu.danger.examples import NLU, Example
from bot.nlu.encoder.runtime import SentenceEncoder, Vectors
from bot.nlu.text import clean

# Measured with a quarter of the writers held out in turn: heavier vectors or weaker regularisation find fewer dangers
# at the same false alarms, and push so many probabilities to their ends that the threshold falls between two messages.
EMBEDDING_WEIGHT = 1.3  # against counts of length 1
REGULARISATION = 2.0
STEPS = 100
ORDINARY_WEIGHT = 10.0  # of an everyday message against an invented one: they are nearly all that ever comes in
WORDS, PARTS_OF_WORDS = 15_000, 25_000  # the most frequent ones; more bring nothing
_ESTIMATORS = ("words", "characters", "linear")


class DangerModelMissing(FileNotFoundError):
    """The model was not trained; `make train` trains it."""


@dataclass(frozen=True)
class Opinion:
    """Probability of each kind of danger in a message; what is left to 1 is `none`."""

    imminent: float
    risk: float
    third_party: float
    medical: float
    mention: float

    @property
    def own(self) -> float:
        """That the writer's own life is in danger."""
        return self.imminent + self.risk

    @property
    def danger(self) -> float:
        """That anybody is in danger now."""
        return self.own + self.third_party + self.medical


class DangerModel:
    """Trained by `fit`, asked by `judge`, kept by `save` and `load` (skops: nothing in the files can run code)."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self._words = counts("word", (1, 2), WORDS)
        self._characters = counts("char_wb", (2, 4), PARTS_OF_WORDS)
        self._linear = LogisticRegression(C=REGULARISATION, max_iter=STEPS, tol=1e-3)

    def fit(self, examples: Sequence[Example]) -> None:
        """Train on messages and their kinds."""
        cleaned = [clean(example.text) for example in examples]
        kinds = np.asarray([example.kind for example in examples])
        weights = np.asarray([ORDINARY_WEIGHT if example.voice == NLU else 1.0 for example in examples])
        vectors = self._encoder.encode(cleaned)
        for one in (self._words, self._characters):
            fit(one, cleaned)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # further steps change the figures by less than noise
            self._linear.fit(self._features(cleaned, vectors), kinds, weights)

    def judge(self, texts: Sequence[str]) -> list[Opinion]:
        """What each message shows. An empty list gives an empty list."""
        if not texts:
            return []
        cleaned = [clean(text) for text in texts]
        rows = self._probabilities(cleaned, self._encoder.encode(cleaned))
        names = [str(name) for name in self._linear.classes_]
        return [
            Opinion(**{name: float(p) for name, p in zip(names, row, strict=True) if name != "none"}) for row in rows
        ]

    def _probabilities(self, cleaned: list[str], vectors: Vectors) -> npt.NDArray[np.float64]:
        """As the linear model's own `predict_proba`, in half its time: the kinds of features are not put together."""
        words, characters = self._words.transform(cleaned), self._characters.transform(cleaned)
        ends = (words.shape[1], words.shape[1] + characters.shape[1])
        of_words, of_characters, of_vectors = np.split(self._linear.coef_.T, ends)
        scores = words @ of_words + characters @ of_characters + (vectors * EMBEDDING_WEIGHT) @ of_vectors
        scores += self._linear.intercept_
        shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
        rows: npt.NDArray[np.float64] = shifted / shifted.sum(axis=1, keepdims=True)
        return rows

    def _features(self, cleaned: list[str], vectors: Vectors) -> sparse.csr_matrix:
        counted = self._words.transform(cleaned), self._characters.transform(cleaned)
        return sparse.hstack([*counted, vectors * EMBEDDING_WEIGHT], format="csr")

    def save(self, folder: Path) -> None:
        """Write the model into `folder`, which must exist. Raises OSError."""
        for name in _ESTIMATORS:
            skops.io.dump(getattr(self, f"_{name}"), folder / f"{name}.skops")

    @classmethod
    def load(cls, folder: Path, encoder: SentenceEncoder) -> DangerModel:
        """Read a saved model.

        Raises:
            DangerModelMissing: there is none.
            skops.io.exceptions.UntrustedTypesFoundException: a file holds a type that is not ours.
        """
        model = cls(encoder)
        for name in _ESTIMATORS:
            path = folder / f"{name}.skops"
            if not path.exists():
                raise DangerModelMissing(f"no safety model in {folder}; run `make train`")
            setattr(model, f"_{name}", skops.io.load(path, trusted=TRUSTED))
        return model
