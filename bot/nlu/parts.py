"""Split a message into the things it says, since people ask and answer in one breath."""

from __future__ import annotations

import re

_MAX_PARTS = 6
_MIN_WORDS = 2
_SENTENCE_END = re.compile(r"(?<=[.?!;])\s+|\n+")
# "... and do I need a referral": a new question inside a sentence; "and", "but" alone split too much
_NEW_CLAUSE = re.compile(
    r"(?:,|\s)\s*(?:and|but|also|plus|so|oh|btw|then|nd|n|&)\s+(?:also\s+|then\s+|btw\s+)?"
    r"(?=(?:what|wat|wht|when|whn|where|who|why|how|hw|which|is|are|r|do|does|did|can|cn|could|cud|will|would|wud|"
    r"should|may|i|i'd|i'm|im|my|sign|book|put|please|let's|lets|set)\b)",
    re.IGNORECASE,
)
# "thinking about the free consult, how does it work"
_QUESTION_BEHIND = re.compile(
    r"(?:,|\s[-\u2013\u2014]+)\s+"
    r"(?=(?:wh?at.?s?|wht|hw|how|how.?s|why|does|do\s+(?:you|u|i)|is\s+(?:there|it|this)|are\s+(?:there|you)|r\s+u|"
    r"can\s+(?:i|you|u)|any\s+(?:side|risks?|chance)|will\s+it)\s)",
    re.IGNORECASE,
)
# "yes, how soon ...", "34 - whats ...": so short an answer may stand before the question
_ANSWER = re.compile(
    r"\W*(?:(?:yes|yep|yeah|yea|yup|ya|ye|y|no|nope|nah|sure|im|i'm|i\s+am|over|its|it's|for|me|myself|self|18|of\s+age|\d{1,3})"
    r"\b\W*){1,4}",
    re.IGNORECASE,
)
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
    parts = [
        part for n, part in enumerate(parts) if len(part.split()) >= _MIN_WORDS or (n == 0 and _ANSWER.fullmatch(part))
    ]
    return parts[:_MAX_PARTS] if len(parts) > 1 else [text]


def _at_question(clause: str) -> list[str]:
    for comma in _QUESTION_BEHIND.finditer(clause):
        before, after = clause[: comma.start()], clause[comma.end() :]
        answers = _ANSWER.fullmatch(before) is not None
        if (answers or len(before.split()) >= _LONG_ENOUGH) and len(after.split()) > (
            _LONG_ENOUGH - 1 if answers else _LONG_ENOUGH
        ):
            return [before, after]
    return [clause]
