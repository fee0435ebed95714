"""Questions about the permission to contact the clinician, and about the psychiatrist who is offered instead."""

from __future__ import annotations

import re

_IF_NO = re.compile(
    r"\b(?:if|when|suppose)\s+(?:i|we)\s+(?:\w+\s+){0,2}?(?:say\s+no|don.?t|do\s+not|refuse|decline|won.?t|rather\s+not|said\s+no|"
    r"object|say\s+nope|disagree)\b"
    r"|\bif\s+(?:the\s+answer\s+is\s+|it.?s\s+(?:a\s+)?)no\b|\bcan\s+i\s+(?:still|also)\b.*\b(?:without|if)\b"
    r"|\b(?:without|if)\b.*\bcan\s+i\s+still\b|^\W*(?:and\s+|so\s+|but\s+)?(?:what\s+)?if\s+(?:i\s+say\s+)?no(?:t)?\W*$",
    re.IGNORECASE,
)
_CLINICIAN = r"(?:doctor|therapist|psychiatrist|psychologist|clinician|counsell?or|shrink|nurse|gp|pcp|doc|provider)"
_WHOM = rf"(?:her|him|them|dr\.?\s+\w+|(?:my|the)\s+{_CLINICIAN})"
_SAID = re.compile(
    rf"\b(?:tell|say|said|told|share|ask|reveal|disclose|mention|discuss|talk|inform|give|send|show|pass\s+on)\b(?:\W+\w+){{0,4}}?\W+{_WHOM}\b"
    rf"|\bwill\s+(?:s?he|they|{_WHOM})\s+(?:know|see|read|hear|find\s+out|learn|be\s+told|get\s+to)\b"
    rf"|\bdoes\s+(?:s?he|my\s+{_CLINICIAN})\s+(?:see|read|hear|find\s+out|learn|get\s+told)\b"
    r"|\bwhat\b.*\b(?:tell|say|talk\s+about|discuss|ask\s+about|be\s+said|share)\b.*\babout\s+me\b"
    r"|\bwhat\b.*\b(?:you|they|staff|u)\b.*\b(?:tell|say\s+to|ask|talk\s+about)\b",
    re.IGNORECASE,
)

# The answer is put off, and not the whole interview.
_LATER = re.compile(
    r"\b(?:decide|choose|answer|make\s+up\s+my\s+mind|let\s+(?:you|u)\s+know|tell\s+(?:you|u)|get\s+back\s+to\s+(?:you|u)|say"
    r"|think\s+(?:about|on|over)|settle|figure)\b(?:\W+(?:about|on|that|this|it|one|over|out|the|my|answer|yes|or|no|until|to|you|u"
    r"|for|a|an|bit|part|permission|consent)\b)*\W+(?:later|another\s+time|some\s+other\s+time|after(?:wards?)?|tomorrow|next\s+week"
    r"|when\s+i\W?m\s+there|at\s+the\s+(?:visit|appointment|consult\w*)|in\s+person|first)\b"
    r"|\b(?:ask|get)\s+(?:me\s+)?(?:(?:about|that|this|it|again|my|permission)\s+)*(?:later|another\s+time|tomorrow)\b"
    r"|\b(?:leave|keep)\s+(?:that|this|it)(?:\s+one)?\s+(?:open|for\s+later|undecided)\b"
    r"|\b(?:do|have)\s+i\s+(?:have\s+to|need\s+to|must)\s+(?:decide|answer|say|choose)(?:\s+(?:that|this|it))?\s+(?:right\s+)?"
    r"(?:now|today|already)\b",
    re.IGNORECASE,
)
# Dislike beside a question is no refusal yet: "I don't like that. What would you even ask her?"
_DISLIKES = re.compile(
    r"\W*(?:(?:hm+|ugh|eek|um+|uh|oh|well|honestly|tbh|sorry|wait|ok|okay|but|so|and|i\W?m|im|i|am|really|kinda|just|yikes|eh|meh)"
    r"\W+)*(?:(?:do\s?n.?t|do\s+not|not|dont)\s+(?:(?:really|exactly|so|too|very|a|big|that|all|super)\s+)*(?:like|love|keen|fan"
    r"|thrilled|sure|happy|crazy|wild|into|comfortable|cool|ok|okay|fine|easy|at\s+ease|trust|feel\s+(?:good|comfortable|great))"
    r"|hate|dislike|(?:that|this|it)\W?s?\s+(?:is\s+|sounds?\s+|feels?\s+|seems?\s+)?(?:\w+\s+){0,2}?(?:weird|creepy|odd|strange|scary"
    r"|invasive|uncomfortable|much|awkward|icky)|(?:that\s+|it\s+|this\s+)?makes?\s+me\s+\w+|nervous|uneasy|worried|hesitant|wary)"
    r"(?:\W+(?:that|this|it|the|idea|sound|of|on|about|with|at|all|one|much|bit|a|tbh|honestly|really|part|sharing|calling|her|him"
    r"|them|my|doctor|you|u)\b)*\W*",
    re.IGNORECASE,
)


def dislikes(text: str) -> bool:
    """Whether no more is said than that somebody does not like the thought."""
    return _DISLIKES.fullmatch(text) is not None


def puts_off(clause: str) -> bool:
    """Whether it is to be decided some other time; the rest of the interview is not."""
    return _LATER.search(clause) is not None


_CHARGES = re.compile(
    rf"\b(?:s?he|they|{_WHOM})\s+(?:(?:also|even|still|then)\s+)?(?:charge|bill|cost|want\s+money|get\s+paid|ask\s+for\s+money)|"
    rf"\b(?:pay|paying|owe)\s+(?:\w+\s+)?{_WHOM}\b",
    re.IGNORECASE,
)


# "who's that?", "is she from your clinic?", "do I have to see him first?" at the offer
_WHO_IS_IT = re.compile(
    r"^\W*(?:(?:and|but|sorry|wait|ok|okay|so|um+|lol)\W+)*(?:who|what)(?:\W?s|\s+is|\s+are)?\s+"
    r"(?:that|this|it|s?he|they|(?:the|your|an?)\s+(?:\w+\s+)?psychiatrist)\b\W*(?:again|then|person|exactly|even|anyway)?\W*$"
    r"|\b(?:is|are|does|do|s?he|they)\s+(?:s?he|they|that|the\s+(?:\w+\s+)?psychiatrist)?\s*(?:is\s+|are\s+)?(?:\w+\s+)?"
    r"(?:from|with|at|of|works?\s+(?:for|at|with|in)|employed\s+by|part\s+of)\s+(?:your|the|this)\s+clinic\b"
    r"|\b(?:have|need|required|got|must)\s+(?:i\s+)?(?:to\s+)?(?:talk|speak|meet|see)\s+(?:(?:to|with)\s+)?"
    r"(?:them|him|her|that\s+one|the\s+(?:\w+\s+)?psychiatrist|your\s+(?:\w+\s+)?psychiatrist)\b",
    re.IGNORECASE,
)


def asks_of_psychiatrist(clause: str) -> bool:
    """Whether a question at the offer of the staff psychiatrist is about who that is, or whether it must be."""
    return _WHO_IS_IT.search(clause) is not None


def consent_question(clause: str) -> str | None:
    """What a question at "may our staff contact your clinician?" is about, as the id of the text that answers it."""
    if puts_off(clause):
        return "consent_later"
    if _IF_NO.search(clause):
        return "consent_if_no"
    if _CHARGES.search(clause):
        return "consent_fee"
    return "consent_said" if _SAID.search(clause) else None
