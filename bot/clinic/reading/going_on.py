"""Who wants to go on with the booking after a pause, in whatever words: "ok. continue", "the form please"."""

from __future__ import annotations

import re

from bot.clinic.reading.command import command

_FORM = r"(?:form|booking|appointment|appt|questions?|consult\w*|cita|formulario|visit|screening|sign ?up|intake)"
_ONLY_NAMES = re.compile(
    rf"\W*(?:(?:hello|hi|hey|yes|yeah|yep|yup|sure|no|ok|okay|please|now|so|and|can we|do|the|my|that|with|about|for"
    rf"|back to|rest of)\W+)*{_FORM}(?:\W+(?:please|pls|now|then))*\W*",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    rf"\b(?:finish|continue|complete|go on|carry on|keep going|proceed|get back|resume|do"
    rf"|back)\b(?:\W+\w+){{0,5}}?\W+{_FORM}\b"
    rf"|\b(?:want|wanna|like|need|can|could|let'?s|lets|please|quiero|get|ready to)\b(?:\W+\w+){{0,4}}?\W+"
    rf"(?:make|book|schedule|set up|get|have|sign|start|do|hacer|una)\b(?:\W+\w+){{0,3}}?\W+{_FORM}\b"
    r"|\b(?:book|sign|schedule|put)\s+(?:me|us|it|him|her)(?:\s+(?:in|up|down))?\b"
    r"|\b(?:go on|continue|carry on|keep go\w+|move on|proceed)\s+(?:please|now|then|with (?:it|this|that))\b"
    r"|\bpick (?:(?:this|it|things|that) )?(?:back )?up\b(?:\W+\w+){0,2}?\W+(?:where|again|from|now|please)"
    r"|\b(?:where (?:we|i) (?:left off|stopped|were|was)"
    r"|(?:do|finish|answer) (?:the|what(?:'s| is)) (?:rest|left|remaining))\b"
    r"|\b(?:finish|get|wrap) (?:this|it|things) (?:done|up)\b"
    r"|\bfinish (?:signing up|up here|what (?:we|i) (?:started|began))\b"
    r"|\b(?:can|could|may|let'?s|lets|want to|wanna|ready to|like to|we|please|just|ok|okay|now)\W+"
    r"(?:go on|continue|carry on|keep go\w+|move on|proceed)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(rf"\b{_FORM}\b|\b(?:book|sign|schedule|put) (?:me|us|it|him|her)\b|\bbook\b", re.IGNORECASE)
_NOT_ON = re.compile(
    r"\b(?:can'?t|cannot|don'?t|dont|not|never|won'?t|why|no (?:point|reason|use)|how (?:do|can|could|am) i|if i)\b"
    r"(?:\W+\w+){0,5}?\W+(?:go on|continue|carry on|keep go\w+|proceed|finish|book|make|do)\b"
    r"|\b(?:cancel|resched\w+|move (?:it|my|the))\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[^.,;!?\n]+\??")


def wants_to_go_on(text: str) -> bool:
    """Whether a message, or a sentence of it, asks to go on with the booking: "ok. continue", "the form please"."""
    if _NOT_ON.search(text):
        return False
    if only_names_booking(text) or _GOES_ON.search(text):
        return True
    return any(command(part) == "resume" for part in _SENTENCES.findall(text))


def only_names_booking(text: str) -> bool:
    """Whether a message says nothing else: the yes of "yes, the booking" is to that, and not to a question."""
    return _ONLY_NAMES.fullmatch(text) is not None


def names_booking(text: str) -> bool:
    """Whether the form, the booking or a visit is named, or somebody is to be booked in."""
    return _NAMES.search(text) is not None
