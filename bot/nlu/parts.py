"""Split a message into the things it says, since people ask and answer in one breath."""

from __future__ import annotations

import re

_MAX_PARTS = 6
_MIN_WORDS = 2
_SENTENCE_END = re.compile(r"(?<=[.?!;])\s+|\n+")
# "... and do I need a referral": a new question inside a sentence; "and", "but" alone split too much
_NEW_CLAUSE = re.compile(
    r"(?:,|\s)\s*(?:and|but|also|plus|so|oh|btw|then)\s+(?:also\s+|then\s+|btw\s+)?"
    r"(?=(?:what|when|where|who|why|how|which|is|are|do|does|did|can|could|will|would|should|may|i|i'd|i'm|im|my|"
    r"sign|book|put|please|let's|lets|set)\b)",
    re.IGNORECASE,
)
# "thinking about the free consult, how does it work"
_QUESTION_BEHIND = re.compile(r",\s+(?=(?:what|what.?s|how|how.?s|why|does|do\s+you|is\s+there)\s)", re.IGNORECASE)
_LONG_ENOUGH = 3  # words on either side of such a comma to say something
_ABBREVIATIONS = re.compile(r"\b(?:dr|mr|mrs|ms|st|jr|sr|prof|a\.m|p\.m|e\.g|i\.e|vs|ext|no)\.$", re.IGNORECASE)


def split(text: str) -> list[str]:
    """The parts of a message, in order; the whole message alone when it says one thing."""
    sentences: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if sentences and _ABBREVIATIONS.search(sentences[-1]):
            sentences[-1] = f"{sentences[-1]} {piece}"
        elif piece and piece.strip():
            sentences.append(piece.strip())
    clauses = [clause for sentence in sentences for clause in _NEW_CLAUSE.split(sentence)]
    parts = [part.strip(" ,") for clause in clauses for part in _at_question(clause)]
    parts = [part for part in parts if len(part.split()) >= _MIN_WORDS]
    return parts[:_MAX_PARTS] if len(parts) > 1 else [text]


def _at_question(clause: str) -> list[str]:
    for comma in _QUESTION_BEHIND.finditer(clause):
        before, after = clause[: comma.start()], clause[comma.end() :]
        if min(len(before.split()), len(after.split())) >= _LONG_ENOUGH:
            return [before, after]
    return [clause]
