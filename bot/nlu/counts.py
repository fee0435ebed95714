"""Counts of words and of parts of words, weighted by how rare they are: what stands beside the vectors of sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

# What the files of a saved model may hold besides plain values, so that nothing in them can run code.
TRUSTED = ["numpy.dtype", "scipy.sparse._csr.csr_matrix", "sklearn.feature_extraction.text.TfidfVectorizer"]


def counts(kind: str, sizes: tuple[int, int], most: int | None = None) -> TfidfVectorizer:
    """A vectoriser of cleaned text; `kind` is "word" or "char_wb", `most` how many of the most frequent are kept."""
    words = {"token_pattern": r"(?u)\S+"} if kind == "word" else {}  # text is cleaned: spaces part the words
    return TfidfVectorizer(
        analyzer=kind, ngram_range=sizes, max_features=most, sublinear_tf=True, min_df=2, dtype=np.float32, **words
    )


def fit(vectoriser: TfidfVectorizer, texts: Sequence[str]) -> None:
    """Learn the words, and keep no more than is needed to count them again."""
    vectoriser.fit(texts)
    vectoriser.stop_words_ = None  # what was left out: as much again as is kept and more
    # Numpy's integers would each be saved as a file of their own, and a model take seconds to load.
    vectoriser.vocabulary_ = {word: int(place) for word, place in vectoriser.vocabulary_.items()}
