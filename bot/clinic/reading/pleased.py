"""A word of approval that answers nothing: "cool", "nice, good to know"."""

from __future__ import annotations

import re

_WORDS = (
    r"(?:very\s+|so\s+|that\W?s\s+|sounds\s+|super\s+)?(?:cool|nice|neat|sweet|great|awesome|excellent|wonderful|lovely|amazing"
    r"|fantastic|brilliant|perfect|super|good|dope|rad|beautiful|fab(?:ulous)?|terrific|yay|phew|woo\s?hoo|hooray)"
    r"(?:\s+(?:stuff|beans|deal|news|to\s+(?:know|hear)|one|job))?"
    r"|got(?:cha|\s+(?:it|ya|you))|good\s+to\s+(?:know|hear)|makes\s+sense|noted|understood|roger(?:\s+that)?|fair\s+enough"
)
_PLEASED = re.compile(
    rf"\W*(?:(?:ok(?:ay)?|oh|ah|wow|alright|well|yeah|yes|haha|lol|k|hey)\b\W*)*(?:{_WORDS})"
    rf"(?:\W+(?:{_WORDS}|then|man|dude|ok|lol|haha|all\s+set))*\W*",
    re.IGNORECASE,
)


def is_pleased(text: str) -> bool:
    """Whether a message is nothing but approval."""
    return _PLEASED.fullmatch(text) is not None
