"""Whether a value that was given is there: "is my number in there?", "you have Dr. Lee down, right?"."""

from __future__ import annotations

import re

from bot.clinic.reading.words import say

_THING = (
    r"(?:(?:last |first |full )?names?|surname|(?:phone |cell |office )?numbers?|phone|cell"
    r"|e ?mails?(?: address)?|address|doctors?|dr|"
    r"therapists?|psychiatrists?|clinicians?|practice|clinic|office|hospital|fax|reason|condition"
    r"|health (?:answer|question))"
)
_OWNED = rf"(?:(?:my|her|his|their)(?: \w+){{0,2}}? {_THING}|\bdr \w+|(?:doctor|therapist|psychiatrist)s? {_THING})"
_ANY = rf"(?:my|the|her|his|their|(?:doctor|therapist|psychiatrist)s?)(?: \w+){{0,2}}? {_THING}"
_THERE = (
    r"(?:in (?:there|it|that|the summary)|on (?:there|it|the (?:list|form))|down|listed|included|saved|stored"
    r"|noted|recorded"
    r"|right|correct\w*|spel\w+)"
)
_CHECKS = re.compile(
    rf"\b(?:is|are|was) {_OWNED}(?: \w+){{0,3}}? (?:{_THERE}|\d{{3}})\b|\b(?:is|are) {_OWNED}$"
    rf"|\b(?:did you (?:get|put|note|write|save|have|add|include)(?: down)?|do (?:you|u) (?:have|got)"
    rf"|have you got|does (?:it|that) (?:have|show|say|include)"
    rf"|(?:you|u) (?:have|got|put|wrote|noted|spelt|spelled)) (?:down |also )?{_OWNED}\b"
    rf"|\b{_OWNED} (?:\w+ ){{0,3}}?(?:is |are )?(?:in there|on there|down|listed|included|noted|right|correct)\b"
    rf"|\b(?:what|which|whats)(?: is| s)?(?: (?:my|her|his|their|the))?(?: \w+){{0,2}}? {_THING}(?: \w+)?"
    r" (?:do|did|have|that) (?:you|u) (?:have|got|put|note|write|take|save)\b"
    rf"|\b{_ANY} (?:should|must|has to|needs to|does|do|is supposed to)? ?"
    r"(?:(?:ends?|ending|starts?|begins?) (?:in|with|on)|(?:be|say|read) \d)"
    rf"|\b(?:you|u) (?:have|got|put|wrote|noted) {_ANY} (?:down )?as\b"
    rf"|\b(?:is|are) (?:it|that|she|he|they) {_THERE}\b(?! now\b)"
)
_AS = re.compile(
    r"\b(?:did you|do you|does it|you) (?:put|note|write|have|say|got|get)\b.{0,40}\bas (?:the|my) (?:reason"
    r"|condition)\b"
)
_THEIRS = re.compile(r"\b(?:her|his|their|(?:doctor|therapist|psychiatrist|clinician|dr \w+)s?)\b(?= )")
_FIELDS = (
    (re.compile(r"\b(?:practice|clinic|office(?! number)|hospital)\b"), ("clinician_practice",), True),
    (re.compile(r"\b(?:numbers?|phone|cell)\b"), ("phone",), False),
    (re.compile(r"\be ?mails?\b"), ("email",), False),
    (re.compile(r"\bfax\b"), ("clinician_fax",), True),
    (re.compile(r"\b(?:names?|surname)\b"), ("name",), False),
    (re.compile(r"\b(?:reason|condition)\b"), ("reason",), True),
    (re.compile(r"\bhealth\b"), ("health",), True),
    (re.compile(r"\b(?:doctors?|dr|therapists?|psychiatrists?|clinicians?)\b"), ("clinician_name",), True),
)


def checked_fields(text: str) -> tuple[str, ...] | None:
    """The fields of which a message asks whether they are there; None when it asks no such thing."""
    said = say(text)
    asks = (
        "?" in text
        or any(clause.asks for clause in said.clauses)
        or re.search(r"\b(?:right|correct|yes|yeah)\W*$", text) is not None
    )
    plain = " ".join(word for clause in said.clauses for word in clause.words)
    if not asks or not (_CHECKS.search(plain) or _AS.search(plain)):
        return None
    theirs = _THEIRS.search(plain) is not None
    found: list[str] = []
    for pattern, names, fixed in _FIELDS:
        if pattern.search(plain) and not (names == ("clinician_name",) and found):
            found += [name if fixed or not theirs else f"clinician_{name}" for name in names]
    return tuple(found) or None
