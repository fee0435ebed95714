"""Whether somebody tells of a death: "my husband died in October", "since we lost our baby"."""

from __future__ import annotations

import re

_ONE = (
    r"(?:husband|wife|spouse|partner|fianc\w+|boyfriend|girlfriend|mother|mom|mum|mama|father|dad|papa|parents?|sons?|"
    r"daughters?|baby|babies|child|children|kids?|twins?|brothers?|sisters?|grand\w+|best friend|friend|aunt|uncle|"
    r"cousin|dog|cat)"
)
_DIED = (
    r"(?:killed (?:him|her|them)sel\w+|(?:took|ended|has taken) (?:his|her|their) (?:own )?life|died|"
    r"has died|is dead|hanged (?:him|her)sel\w+|shot (?:him|her)sel\w+|passed away|passed on|has passed|was killed|"
    r"passed(?! (?:out|by|the|it|me|a|an|his|her|my|over)\b))"
)
_LOSS = re.compile(
    rf"\b(?:my|our)\s+(?:\w+\s+){{0,2}}?{_ONE}(?:\s+in\s+law)?\s+(?:\w+\s+){{0,2}}?{_DIED}\b"
    rf"|\b(?:lost|buried|losing|burying)\s+(?:my|our)\s+(?:\w+\s+){{0,2}}?{_ONE}\b(?!['\u2019])"
    rf"|\b(?:death|funeral|passing|suicide)\s+of\s+(?:my|our)\s+(?:\w+\s+){{0,2}}?{_ONE}\b"
    rf"|\b(?:my|our)\s+(?:\w+\s+)?{_ONE}['\u2019]s\s+(?:death|funeral|passing|suicide)\b"
    rf"|\b(?:my|our)\s+(?:\w+\s+)?{_ONE}s?\s+(?:suicide|funeral)\b"
    r"|\b(?:since|after|when|because)\s+(?:he|she)\s+(?:died|passed)\b"
    r"|\bmiscarri(?:age|ed)\b|\bstill\s?(?:born|birth)\b|\blost\s+(?:the|a|that|this)\s+(?:pregnancy|baby|babies|twins)\b"
    r"|\b(?:pregnan\w+|baby|expecting)\b[^.!?]{0,40}\b(?:but|and|then|until)\s+(?:i|we)\s+lost\s+(?:it|him|her|them)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[^.!?,;]+[.!?,;]?")
_NAMED = re.compile(rf"\bmy\s+[A-Z][a-z]+\s+{_DIED}\b")


def tells_of_loss(text: str) -> bool:
    """Whether a message says that somebody close to the writer, an animal too, has died; not "my phone died"."""
    told = [part for part in _SENTENCES.findall(text) if not part.endswith("?")]
    return any(_LOSS.search(part) or _NAMED.search(part) for part in told)
