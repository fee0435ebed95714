"""What a message that ends all texts says besides: that the appointment is to be called off, or a yes to that."""

from __future__ import annotations

import re

_CLAUSES = re.compile(r"[.,;!?\n]+|\s+(?:and|but|also|y)\s+", re.IGNORECASE)
_TEXTS = re.compile(
    r"\b(?:text(?:s|ing|ed)?|messag\w*|msgs?|sms|promos?|spam|ads?|remind\w*|subscri\w*|unsubscri\w*|contact(?:ing)?|opt|list|number)\b",
    re.IGNORECASE,
)
_CALLS_OFF = re.compile(
    r"\b(?:cancel\w*|call(?:ing)?\s+(?:it\s+|this\s+)?off|scrap|drop|delete|remove)\b|\b(?:not|n[o']t|wont|won't|cant|can't)\s+"
    r"(?:be\s+)?(?:com(?:e|ing)|there|mak(?:e|ing)\s+it|show\w*|attend\w*|need\s+(?:the|my)\s+app\w*)\b",
    re.IGNORECASE,
)


def without_texts(text: str) -> str:
    """The clauses that do not speak of texts: "yes" of "yes. and no more promos"."""
    return ". ".join(part.strip() for part in _CLAUSES.split(text) if part.strip() and not _TEXTS.search(part))


def calls_off(text: str) -> bool:
    """Whether the appointment is to be called off."""
    return _CALLS_OFF.search(text) is not None
