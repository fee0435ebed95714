"""The model of answers: word and character counts beside sentence embeddings, and a linear layer for each question."""

from __future__ import annotations

import random
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import skops.io
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from bot.nlu.answers.examples import ELSE, MEANINGS, Example
from bot.nlu.counts import TRUSTED, counts, fit
from bot.nlu.encoder.runtime import SentenceEncoder
from bot.nlu.haste import hasty
from bot.nlu.text import clean

# Measured with each writer held out in turn; docs/understanding.md has the figures.
EMBEDDING_WEIGHT = 2.0  # against counts of length 1
REGULARISATION = 8.0
STEPS = 200
_COUNTS = ("words", "characters")


class AnswerModel:
    """Trained by `fit`, asked by `meanings`, kept by `save` and `load` (skops: nothing in the files can run code)."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self._words = counts("word", (1, 2))
        self._characters = counts("char_wb", (2, 4))
        self._linear = {q: LogisticRegression(C=REGULARISATION, max_iter=STEPS, tol=1e-3) for q in MEANINGS}

    def fit(self, examples: Sequence[Example], others: Sequence[str]) -> None:
        """Train on answers, on hasty copies of them, and on `others`, which answer none of the questions."""
        told = [(clean(one.text), one.question, one.meaning) for one in examples]
        dice = random.Random(len(told))  # noqa: S311  no secret
        told += [(hasty(text, dice), question, meaning) for text, question, meaning in told]
        told += [(clean(text), question, ELSE) for text in others for question in MEANINGS]
        texts = [text for text, _, _ in told]
        for one in (self._words, self._characters):
            fit(one, texts)
        features = self._features(texts)
        questions, meanings = np.asarray([q for _, q, _ in told]), np.asarray([m for _, _, m in told])
        for question, linear in self._linear.items():
            of_it = np.flatnonzero(questions == question)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ConvergenceWarning)  # further steps change less than noise does
                linear.fit(features[of_it], meanings[of_it])

    def meanings(self, texts: Sequence[str]) -> list[dict[str, tuple[str, float]]]:
        """For each text what it means as the answer to each question, with its probability."""
        if not texts:
            return []
        features = self._features([clean(text) for text in texts])
        found: list[dict[str, tuple[str, float]]] = [{} for _ in texts]
        for question, linear in self._linear.items():
            rows: npt.NDArray[np.float64] = linear.predict_proba(features)
            for one, row in zip(found, rows, strict=True):
                best = int(row.argmax())
                one[question] = str(linear.classes_[best]), float(row[best])
        return found

    def _features(self, texts: list[str]) -> sparse.csr_matrix:
        vectors = self._encoder.encode(texts) * EMBEDDING_WEIGHT
        return sparse.hstack([self._words.transform(texts), self._characters.transform(texts), vectors], format="csr")

    def save(self, folder: Path) -> None:
        """Write the model into `folder`, which must exist. Raises OSError."""
        for name in _COUNTS:
            skops.io.dump(getattr(self, f"_{name}"), folder / f"{name}.skops")
        for question, linear in self._linear.items():
            skops.io.dump(linear, folder / f"{question}.skops")

    @classmethod
    def load(cls, folder: Path, encoder: SentenceEncoder) -> AnswerModel:
        """Read a saved model. Raises OSError, or UntrustedTypesFoundException: a file holds a type that is not ours."""
        model = cls(encoder)
        for name in _COUNTS:
            setattr(model, f"_{name}", skops.io.load(folder / f"{name}.skops", trusted=TRUSTED))
        model._linear = {q: skops.io.load(folder / f"{q}.skops", trusted=TRUSTED) for q in MEANINGS}
        return model
