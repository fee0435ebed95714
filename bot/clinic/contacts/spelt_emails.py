"""E-mail addresses dictated letter by letter: "j as in john, o, e, dot, s m i t h, at, example, dot com"."""

from __future__ import annotations

import re

_AS_IN = re.compile(r"\b([a-z])[\s,]+(?:(?:as|like)\s+in|as|for|like)\s+[a-z]+\b", re.IGNORECASE)
_SIZE = re.compile(r"\b(?:capital|upper\s?case|lower\s?case|small|letter)\b", re.IGNORECASE)
_ONE_WORD = re.compile(
    r"\b(?:all\s+)?(?:in\s+)?(?:one\s+word|together|no\s+spaces?|without\s+spaces?)\b", re.IGNORECASE
)
_LEAD = re.compile(
    r"^(?:\W*(?:ok|okay|it'?s|its|it\s+is|my|the|an?|e-?\s?mail|address|is|that'?s|use|write)\b)+\W*", re.IGNORECASE
)
_AT = re.compile(r"\s*@\s*|[\s,]+at(?:\s+sign)?[\s,]+", re.IGNORECASE)
_SIGNS = {
    "dot": ".",
    "period": ".",
    "point": ".",
    "underscore": "_",
    "dash": "-",
    "hyphen": "-",
    "minus": "-",
    "plus": "+",
}
_BEHIND = re.compile(r"[,;.]\s*(?:that'?s|as\s+in|with)\b.*$", re.IGNORECASE)
_ENDING = re.compile(r"\.[a-z]{2,8}$", re.IGNORECASE)


def spelt_address(text: str) -> str | None:
    """Return the address that a text dictates in single letters or "all one word", or None where it does not.

    Only for an answer to the question for an address: words next to each other are joined.
    """
    plain = _LEAD.sub("", _SIZE.sub(" ", _AS_IN.sub(r"\1", text.strip())))
    joined = _ONE_WORD.search(plain) is not None
    sides = _AT.split(_BEHIND.sub("", _ONE_WORD.sub(" ", plain)))
    if len(sides) != 2:
        return None
    local, host = (re.split(r"[\s,]+", side.strip(" ,.")) for side in sides)
    letters = [item for item in local if item.lower() not in _SIGNS]
    if not all(item.isalnum() for item in letters) or not (joined or sum(len(item) == 1 for item in letters) > 1):
        return None
    if not joined and len([item for item in letters if len(item) > 1]) > 1:
        return None  # a sentence, not a spelling
    address = "".join(_SIGNS.get(item.lower(), item) for item in local).lower()
    where = "".join(_SIGNS.get(item.lower(), item) for item in host).lower()
    return f"{address}@{where}" if _ENDING.search(where) else None
