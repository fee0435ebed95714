"""A slip in a name put right as people do in texts: "*Anders", "Anders*", "oops, Anders"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz

from bot.clinic.contacts.text import fold

_WORD = r"(?P<{}>[^\W\d_]{{2,}}(?:['\u2019-][^\W\d_]+)*)"
_SORRY = r"(?:(?:sorry|oops|whoops|i\s+mean|i\s+meant|typo|correction|ugh|my\s+bad|meant|edit)\W+)"
_STARRED = re.compile(
    rf"\s*{_SORRY}*\*+\s*{_WORD.format('before')}\W*|\s*{_SORRY}*{_WORD.format('behind')}\s*\*+\s*[.!]?\s*"
    rf"|\s*{_SORRY}+{_WORD.format('sorry')}\W*",
    re.IGNORECASE,
)
_ALIKE = 60.0
"""Likeness in percent (rapidfuzz.fuzz.ratio) from which a part of a name is said anew."""


def starred(known: Mapping[str, Any], question: str | None, text: str) -> dict[str, str]:
    """The name whose most similar part is put right, whole; empty where no known name is like it."""
    found = _STARRED.fullmatch(text)
    if found is None:
        return {}
    new = found["before"] or found["behind"] or found["sorry"]
    new = new[:1].upper() + new[1:]
    fields = ("clinician_name", "name") if (question or "").startswith("clinician") else ("name", "clinician_name")
    options = [
        (fuzz.ratio(fold(part), fold(new)), -place, at, field)
        for place, field in enumerate(fields)
        for at, part in enumerate((known.get(field) or "").split())
    ]
    ratio, _, at, field = max(options, default=(0.0, 0, 0, ""))
    if ratio < _ALIKE:
        return {}
    parts = known[field].split()
    return {field: " ".join([*parts[:at], new, *parts[at + 1 :]])}
