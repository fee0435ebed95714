"""Messages that say nearly the same, in groups: by their words and by the pieces of their words.

Counts, not the encoder: the console never loads a model, and for slips and shared words counts are enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.store.corrections import Unclear

DISTANCE = 0.75  # 1 - cosine, mean over two groups, up to which they become one
PIECES_WEIGHT = 0.7  # of letters against whole words: slips count, but words count more


@dataclass(frozen=True)
class Group:
    """Messages that are alike, the one that is most like all others first."""

    messages: tuple[Unclear, ...]

    @property
    def representative(self) -> Unclear:
        return self.messages[0]

    @property
    def alternatives(self) -> tuple[str, ...]:
        """What the model thought of most often, for the whole group."""
        votes: dict[str, float] = {}
        for one in self.messages:
            for place, name in enumerate(one.alternatives[:3]):
                votes[name] = votes.get(name, 0) + 1 / (place + 1)
        return tuple(sorted(votes, key=lambda name: (-votes[name], name)))


def grouped(messages: Sequence[Unclear]) -> list[Group]:
    """All messages in groups, the largest first and among equals the latest."""
    if len(messages) < 2:
        return [Group((one,)) for one in messages]
    labels, closeness = _labels([one.text for one in messages])
    members: dict[int, list[int]] = {}
    for place, label in enumerate(labels):
        members.setdefault(label, []).append(place)
    groups = []
    for places in members.values():
        near = closeness[places][:, places].sum(axis=1)
        ordered = [i for _, _, i in sorted((-float(n), -messages[i].id, i) for n, i in zip(near, places, strict=True))]
        groups.append(Group(tuple(messages[i] for i in ordered)))
    return sorted(groups, key=lambda g: (-len(g.messages), -max(one.id for one in g.messages)))


def _labels(texts: Sequence[str]) -> tuple[list[int], Any]:
    """The number of each text's group, and how close each two are (a square matrix, 1 is the same)."""
    import numpy as np
    from scipy import sparse
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    folded = [" ".join(text.casefold().split()) for text in texts]
    ours: dict[str, Any] = {"sublinear_tf": True, "token_pattern": r"(?u)\w+|[^\w\s]"}  # also words of one letter
    counted = [TfidfVectorizer(ngram_range=(1, 2), **ours).fit_transform([text or "?" for text in folded])]
    with suppress(ValueError):  # no message has a word of three letters
        pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True)
        counted.append(pieces.fit_transform(folded) * PIECES_WEIGHT)
    features = sparse.hstack(counted, format="csr")
    lengths = np.sqrt(np.asarray(features.multiply(features).sum(axis=1)).ravel())
    features = sparse.diags(1 / np.maximum(lengths, 1e-9)) @ features
    closeness = np.clip((features @ features.T).toarray(), 0.0, 1.0)
    model = AgglomerativeClustering(
        n_clusters=None, affinity="precomputed", linkage="average", distance_threshold=DISTANCE
    )
    labels = model.fit_predict(1.0 - closeness)
    return [int(label) for label in labels], closeness
