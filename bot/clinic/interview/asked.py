"""The parts of a message where a question stands so close to an answer that they were understood as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from bot.clinic.interview.clauses import clauses_of
from bot.clinic.interview.message import Part

_LEAD = re.compile(r"^(?:y|pero|e)\s+(?=\S)", re.IGNORECASE)  # "y cuánto cuesta?" is understood better without
_MOST = 6  # parts that are understood one by one


def finer(text: str, parts: Sequence[str]) -> list[str]:
    """The parts of a message, each that asks and answers cut in two: "depression. so what would it cost".

    `parts` are those it was understood in so far, none where it was understood as a whole; they are returned as they
    are where nothing is to be cut.
    """
    pieces = [piece for part in parts or (text,) for piece in _apart(part)]
    return pieces[:_MOST] if len(pieces) > max(len(parts), 1) else [*parts]


def _apart(part: str) -> list[str]:
    clauses = clauses_of(part)
    if len({clause.asks for clause in clauses}) < 2 or any(Part(one.text, "", 1.0).refers_back for one in clauses):
        return [part]
    found: list[str] = []
    at = 0
    for asks, run in groupby(clauses, key=lambda clause: clause.asks):
        texts = [clause.text for clause in run]
        start = part.find(texts[0], at)
        at = part.find(texts[-1], start) + len(texts[-1])
        told = part[start:at] + ("?" if asks and part[at : at + 1] == "?" else "")
        found.append(_LEAD.sub("", told) if asks else told)
    return found
