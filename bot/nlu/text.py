"""How a message is written before anything reads it: one form for the same characters, no invisible ones."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 4000  # of a message; what is beyond it is not read by the intent model
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})
_SPACES = re.compile(r"\s+")
_REPEATED = re.compile(r"(.)\1{3,}")
_EDGES = re.compile(r"([.,!?;:()\"])")


def plain(text: str) -> str:
    """NFKC, straight quotes, single spaces, nothing invisible; the words stay as they were written."""
    normal = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).translate(_INVISIBLE).translate(_QUOTES)
    return _SPACES.sub(" ", normal).strip()


def clean(text: str) -> str:
    """`plain`, in lower case, punctuation apart, letters drawn out at most three times ("sooo")."""
    lowered = _REPEATED.sub(r"\1\1\1", plain(text).casefold())
    return _SPACES.sub(" ", _EDGES.sub(r" \1 ", lowered)).strip()
