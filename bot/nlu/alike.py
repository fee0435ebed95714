"""Which messages say nearly the same, by the letters they share: copies with a slip, a sign or a filler more.

Counts, and not the encoder's vectors: once the encoder is tuned to the intents, all messages of an intent are near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.text import clean

ALIKE = 0.8  # cosine of the counts of 3 to 5 letters from which on two messages say nearly the same
_BLOCK = 1000  # rows that are compared at a time


def groups(texts: Sequence[str]) -> list[int]:
    """The number of each text's group: who is like one of a group belongs to it."""
    if not texts:
        return []
    counted = _counts(texts)
    pairs = [_pairs(counted[start : start + _BLOCK], counted, start) for start in range(0, len(texts), _BLOCK)]
    rows, columns = (np.concatenate(part) for part in zip(*pairs, strict=True))
    links = sparse.coo_matrix((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(len(texts), len(texts)))
    _, labels = connected_components(links, directed=False)
    return [int(label) for label in labels]


def known(texts: Sequence[str], others: Sequence[str], alike: float = ALIKE) -> list[int | None]:
    """For each text the place of the nearest among the others, if that says nearly the same; None otherwise."""
    if not texts or not others:
        return [None] * len(texts)
    counted = _counts([*texts, *others])
    mine, theirs = counted[: len(texts)], counted[len(texts) :]
    found: list[int | None] = []
    for start in range(0, len(texts), _BLOCK):
        likeness = (mine[start : start + _BLOCK] @ theirs.T).tocsr()
        for row in likeness:
            nearest = int(row.data.argmax()) if row.nnz else -1
            found.append(int(row.indices[nearest]) if nearest >= 0 and row.data[nearest] >= alike else None)
    return found


def _counts(texts: Sequence[str]) -> sparse.csr_matrix:
    counting = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32)
    counted: sparse.csr_matrix = counting.fit_transform([_words(text) for text in texts])
    return counted


def _words(text: str) -> str:
    """Without its signs, which in a short message would count for much."""
    return " ".join(re.findall(r"\w+", clean(text))) or text or "?"


def _pairs(rows: sparse.csr_matrix, all_: sparse.csr_matrix, first: int) -> tuple[npt.NDArray[np.int64], ...]:
    likeness = (rows @ all_.T).tocoo()
    near = likeness.data >= ALIKE
    own = np.arange(first, first + rows.shape[0], dtype=np.int64)  # an empty row is like itself, too
    return (
        np.concatenate([own, likeness.row[near].astype(np.int64) + first]),
        np.concatenate([own, likeness.col[near].astype(np.int64)]),
    )
