"""The intent model: word and character counts beside sentence embeddings, one linear layer, calibrated.

Why this and not DIET: docs/understanding.md. Why both kinds of features: the counts know the clinic's own words
("spravato", "superbill"), the embeddings know that two different sentences mean the same.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import skops.io
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from bot.nlu.counts import TRUSTED, counts, fit
from bot.nlu.encoder.runtime import SentenceEncoder, Vectors
from bot.nlu.haste import hasty
from bot.nlu.held_out import held_out
from bot.nlu.text import clean

OUT_OF_SCOPE = "out_of_scope"
EMBEDDING_WEIGHT = 2.0  # against counts of length 1; measured, docs/understanding.md
REGULARISATION = 20.0
STEPS, STEPS_MORE = 60, 20  # more change the figures on unseen messages by less than their noise
IN_SCOPE_REJECTED = 0.01  # share of understood messages that the threshold may cost
NEIGHBOURS = 3
ENOUGH = 0.05  # share of the examples that is enough to calibrate on
_PARAMETERS = "parameters.npz"
_ESTIMATORS = ("words", "characters", "linear")

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ranking:
    """What a message may mean: intents with calibrated probabilities, likeliest first, and whether to believe it."""

    intents: tuple[tuple[str, float], ...]
    rejected: bool

    @property
    def best(self) -> str:
        return self.intents[0][0]

    @property
    def confidence(self) -> float:
        return self.intents[0][1]


def _softmax(scores: Array) -> Array:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Array = shifted / shifted.sum(axis=1, keepdims=True)
    return result


class IntentModel:
    """Trained by `fit`, asked by `rank`, kept by `save` and `load` (skops and npz: nothing in them can run code)."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self._words = counts("word", (1, 2))
        self._characters = counts("char_wb", (2, 4))
        self._linear = LogisticRegression(C=REGULARISATION, tol=1e-3, warm_start=True)
        self._examples: Vectors = np.zeros((0, 0), dtype=np.float32)
        self._temperature = 1.0
        self._threshold = 0.0

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        """Train on the examples and their hasty copies, after calibrating on some that a first fit has not seen."""
        labels = np.asarray(intents)
        out = _to_calibrate(texts, labels)
        lines, origin = _with_hasty_copies([clean(text) for text in texts])
        vectors = self._encoder.encode(lines)
        for one in (self._words, self._characters):
            fit(one, lines)
        features, known = self._features(lines, vectors), ~out[origin]
        examples, in_scope = vectors[: len(labels)], labels != OUT_OF_SCOPE
        self._fit_linear(features[known], labels[origin[known]], STEPS)
        self._examples = examples[~out & in_scope]
        self._calibrate([lines[place] for place in np.flatnonzero(out)], examples[out], labels[out])
        self._fit_linear(features, labels[origin], STEPS_MORE)  # from where the first has come to
        self._examples = examples[in_scope]

    def _fit_linear(self, features: sparse.csr_matrix, labels: npt.NDArray[Any], steps: int) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self._linear.set_params(max_iter=steps).fit(features, labels)

    def _features(self, texts: list[str], vectors: Vectors) -> sparse.csr_matrix:
        return sparse.hstack(
            [self._words.transform(texts), self._characters.transform(texts), vectors * EMBEDDING_WEIGHT], format="csr"
        )

    def _scores(self, texts: list[str], vectors: Vectors) -> Array:
        scores: Array = np.asarray(self._linear.decision_function(self._features(texts, vectors)), dtype=np.float64)
        return scores

    def _likeness(self, vectors: Vectors) -> Array:
        """Mean cosine to the nearest examples in scope: out-of-scope messages have no near neighbours."""
        cosines = vectors @ self._examples.T
        nearest = np.sort(cosines, axis=1)[:, -NEIGHBOURS:]
        likeness: Array = nearest.mean(axis=1).astype(np.float64)
        return likeness

    def _belief(self, probabilities: Array, vectors: Vectors) -> Array:
        """How far the answer can be trusted: the geometric mean of probability and likeness."""
        belief: Array = np.sqrt(probabilities.max(axis=1) * np.clip(self._likeness(vectors), 0.0, 1.0))
        return belief

    def _calibrate(self, texts: list[str], vectors: Vectors, labels: npt.NDArray[Any]) -> None:
        scores = self._scores(texts, vectors)
        truth = np.searchsorted(self._linear.classes_, labels)
        candidates = np.geomspace(0.3, 3.0, 40)
        losses = [-np.log(_softmax(scores / t)[np.arange(len(truth)), truth] + 1e-12).mean() for t in candidates]
        self._temperature = float(candidates[int(np.argmin(losses))])
        probabilities = _softmax(scores / self._temperature)
        right = (probabilities.argmax(axis=1) == truth) & (labels != OUT_OF_SCOPE)
        self._threshold = float(np.quantile(self._belief(probabilities, vectors)[right], IN_SCOPE_REJECTED))

    def rank(self, texts: Sequence[str]) -> list[Ranking]:
        """What each text may mean. An empty list gives an empty list."""
        if not texts:
            return []
        cleaned = [clean(text) for text in texts]
        vectors = self._encoder.encode(cleaned)
        probabilities = _softmax(self._scores(cleaned, vectors) / self._temperature)
        rejected = self._belief(probabilities, vectors) < self._threshold
        names = self._linear.classes_
        return [
            Ranking(
                tuple((str(names[i]), float(row[i])) for i in np.argsort(-row)),
                bool(no) or str(names[int(row.argmax())]) == OUT_OF_SCOPE,
            )
            for row, no in zip(probabilities, rejected, strict=True)
        ]

    def save(self, folder: Path) -> None:
        """Write the model into `folder`, which must exist."""
        for name, estimator in zip(_ESTIMATORS, (self._words, self._characters, self._linear), strict=True):
            skops.io.dump(estimator, folder / f"{name}.skops")
        np.savez_compressed(
            folder / _PARAMETERS,
            examples=self._examples.astype(np.float16),
            temperature=self._temperature,
            threshold=self._threshold,
        )

    @classmethod
    def load(cls, folder: Path, encoder: SentenceEncoder) -> IntentModel:
        """Read a saved model.

        Raises:
            OSError: files are missing.
            skops.io.exceptions.UntrustedTypesFoundException: a file holds a type that is not ours.
        """
        model = cls(encoder)
        model._words, model._characters, model._linear = (
            skops.io.load(folder / f"{name}.skops", trusted=TRUSTED) for name in _ESTIMATORS
        )
        with np.load(folder / _PARAMETERS) as parameters:
            model._examples = parameters["examples"].astype(np.float32)
            model._temperature = float(parameters["temperature"])
            model._threshold = float(parameters["threshold"])
        return model


def _with_hasty_copies(texts: list[str]) -> tuple[list[str], npt.NDArray[np.intp]]:
    """The examples, then what a hasty writer makes of them, and of which example each line is; always the same."""
    copies = [hasty(text, random.Random(text)) for text in texts]  # noqa: S311  no secret
    changed = [place for place, (text, copy) in enumerate(zip(texts, copies, strict=True)) if text != copy]
    return [*texts, *(copies[place] for place in changed)], np.array([*range(len(texts)), *changed])


def _to_calibrate(texts: Sequence[str], labels: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """What neither the first model nor the encoder's tuning has seen; when that is missing, a fifth.

    On what the encoder was tuned to, every message is near the others of its intent, as no new one ever is.
    """
    out = np.array(held_out(texts), dtype=bool)
    if out.mean() >= ENOUGH and set(labels[~out]) == set(labels):
        return out
    return _every_fifth(labels)


def _every_fifth(labels: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Every fifth example of each intent, in the order of the files, so that a training run can be repeated exactly."""
    seen: dict[str, int] = {}
    chosen = np.zeros(len(labels), dtype=bool)
    for position, label in enumerate(labels):
        seen[label] = seen.get(label, 0) + 1
        chosen[position] = seen[label] % 5 == 0
    return chosen
