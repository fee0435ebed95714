"""Words that open a question, in English or Spanish, also right behind an answer: "depression how much is it"."""

from __future__ import annotations

import re

_WORDS = r"""
    how\s+(?:much|many|long|often|soon|fast|quick\w*|safe|well|expensive|do|does|is|are|can|will|would)|how'?s
    |wh?at'?s|what\s+(?:is|are|does|do|did|would|will|can|about|if|happens|kind\s+of)
    |where'?s|where\s+(?:is|are|r|do)|when\s+(?:is|are|do|does|can|will|would)|who\s+(?:can|does|will|sees?|drives?|gives?)
    |why\s+(?:is|are|do|does|would)
    |is\s+(?:it|this|ketamine|spravato|insurance|parking|treatment|there\s+(?:an?|any|parking))|is\s+(?:the\s+consult\w*|an?\s+referral)
    |are\s+(?:you|u)|r\s+u|do\s+(?:you|u|i|y'?all)|does\s+(?:it|this|that|insurance|ketamine|spravato|the|my|medicare)
    |(?:can|could|should)\s+(?:i|you|u|it|we)|(?:will|would)\s+(?:i|it|you|u|my|insurance|that|they)
    |any\s+(?:side|risks?|parking|chance)|tell\s+me\s+(?:about|how|what|where)
    |cu[a\u00e1]nt[oa]s?|d[o\u00f3]nde|c[o\u00f3]mo\s+(?:funciona|es|se|puedo)|cu[a\u00e1]ndo\s+(?:abren|se|puedo|empie\w+)
    |(?:de\s+verdad|en\s+serio)\s+\w+|qu[e\u00e9]\s+(?:es|se|efectos|pasa|tan)|a\s+qu[e\u00e9]\s+hora
    |es\s+(?:gratis|segur[oa]|adictiv[oa]|confidencial|car[oa]|peligros[oa])|hay\s+(?:que|estacionamiento|efectos|riesgos?)
    |tienen?\s+(?:efectos|spravato|estacionamiento)|(?:lo|la)\s+cubre|cubre|aceptan|puedo\s+\w+r|necesito\s+(?:una?\s+)?referencia
"""
_OPENS = re.compile(
    rf"\W*(?:(?:and|but|so|also|btw|oh|ok|okay|well|y|pero|e)\b\W*)*(?:{_WORDS})\b", re.IGNORECASE | re.VERBOSE
)
_BEHIND = re.compile(
    rf"\s+(?:(?:and|but|so|also|btw|oh|then|plus|y|pero)\s+)*(?=(?:{_WORDS})\b)", re.IGNORECASE | re.VERBOSE
)
_WANTS_YES = re.compile(
    r"\W*(?:(?:and|but|so|also|ok)\W+)*(?:the|this|your)\s+consult\w*\s+.{2,40}\b(?:right|correct|yes)\W*$",
    re.IGNORECASE,
)
_MOST_BEFORE = 5  # words of an answer that a question follows without a mark
# "I wonder how much it is", "not sure what it is", "if I do I ...": one clause
_GOES_ON = re.compile(
    r"\b(?:i|you|u|he|she|we|they|it|who|what|which|how|that|if|and|or|know|sure|wonder\w*|ask\w*|see|understand|about|"
    r"on|of|to|with|is|are|not|exactly|remember|forg\w+|like|say|said|depends|matter|idea|tell me|let me"
    r"|show me|because|"
    r"since|as|than|dr|when|no se|s[e\u00e9]|saber|lo|me gustar[i\u00ed]a)\W*$",
    re.IGNORECASE,
)


def opens_question(text: str) -> bool:
    """Whether a clause begins as a question, with or without its mark."""
    return _OPENS.match(text) is not None or _WANTS_YES.match(text) is not None


def question_behind(text: str) -> re.Match[str] | None:
    """Where a question begins behind a few words that answer, without a mark between: "yes how long does it take"."""
    for found in _BEHIND.finditer(text):
        before = text[: found.start()]
        if not 0 < len(before.split()) <= _MOST_BEFORE:
            return None
        if not _GOES_ON.search(before) and not opens_question(text):
            return found
    return None
