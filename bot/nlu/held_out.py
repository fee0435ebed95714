"""The tenth of the examples that the encoder is never tuned to, so that what is measured on it is true of new ones.

Chosen by a hash, so that it is the same tenth tomorrow and in whatever order the examples come. Examples that say
nearly the same stay on one side.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.nlu.alike import groups

HELD_OUT = 10  # one group in so many


def held_out(texts: Sequence[str]) -> list[bool]:
    """Whether each of the texts is held out."""
    firsts: dict[int, str] = {}
    numbers = groups(texts)
    for number, text in zip(numbers, texts, strict=True):
        firsts[number] = min(text, firsts.get(number, text))
    out = {number for number, text in firsts.items() if _hash(text) % HELD_OUT == 0}
    return [number in out for number in numbers]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
