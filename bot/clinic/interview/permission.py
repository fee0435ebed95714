"""Whether staff may contact the clinician, said while something else is asked: taken back, limited, given after all."""

from __future__ import annotations

import re

from bot.clinic import reading as answers

_REFUSING = r"(?:do(?:es)?\s*n.?t|do\s+not|don.?t|stop|never|no\s+longer|can.?t|cannot|not|rather\s+not|without)\b"
_REACHING = r"(?:call|phone|contact|reach|write|e-?mail|involve)(?:ing|ed)?\b"
_TALKING = (
    r"(?:call|phone|ring|contact|reach(?:\s+out\s+to)?|write(?:\s+to)?|e-?mail|involve|(?:talk|speak)\s+(?:to|with))"
)
_CLINICIAN = (
    r"(?:doctors?|clinicians?|therapists?|psychiatrists?|psychologists?|counsell?ors?|dr\b|nurse|gp\b|pcp\b|physician)"
)
_THEM = rf"(?:her|him|them|(?:(?:my|the|his|her)\s+)?(?:\w+\s+)?{_CLINICIAN})\b"
_ANYBODY = r"(?:you(?:\s+(?:guys|all|people))?|u|y.?all|anyone|anybody|(?:your\s+|the\s+)?staff|your\s+(?:people|team))"
_WITHDRAWS = re.compile(rf"{_REFUSING}(?:\W+\w+){{0,5}}?\W+{_REACHING}(?:\W+\w+){{0,3}}?\W+{_CLINICIAN}", re.IGNORECASE)
_REMOVES = re.compile(rf"\b(?:remove|delete|take\s+out|forget)\b(?:\W+\w+){{0,3}}?\W+{_CLINICIAN}", re.IGNORECASE)
_LEAVE_OUT = re.compile(rf"\bleave\b(?:\W+\w+){{0,3}}?\W+(?:{_CLINICIAN}|her|him|them)\W+out\b", re.IGNORECASE)
_NOT_THEM = re.compile(
    r"(?:^\W*|\b(?:please|thought|actually|wait|after all|may|you|but|and)\W+)(?:do\s*n.?t|don.?t|do\s+not|not|stop)\s+"
    rf"{_TALKING}(?:ing)?\s+(?:her|him|them)\b",
    re.IGNORECASE,
)
_NOT_BY_YOU = re.compile(
    rf"\b(?:(?:do\s*n.?t|do\s+not|don.?t|no\s+longer|never)\s+want\s+{_ANYBODY}\s+(?:to\s+)?"
    rf"|{_ANYBODY}\s+(?:can.?t|cannot|can\s+not|may\s+not|must.?n.?t|should.?n.?t|must\s+not|should\s+not|are\s+not\s+to)\s+"
    rf"|rather\s+{_ANYBODY}\s+(?:did.?n.?t|did\s+not)\s+|(?:nobody|no\s+one)\s+(?:should|is\s+to|may|can)\s+)"
    rf"{_TALKING}(?:ing)?\s+{_THEM}",
    re.IGNORECASE,
)
_NOT_REACHED = re.compile(
    rf"\b(?:do\s*n.?t|do\s+not|don.?t|no\s+longer|never|not)\s+(?:(?:want|wish|like)\s+)?(?:for\s+)?{_THEM}(?:\s+\w+)?\s+"
    r"(?:to\s+be\s+|being\s+|getting\s+|to\s+get\s+)?(?:contacted|called|phoned|involved|e-?mailed|reached)\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"\b(?:withdraw|revoke|take\s+back|cancel)\w*\s+(?:my|the)\s+(?:consent|permission)\b", re.IGNORECASE
)
_REFUSALS = (_WITHDRAWS, _REMOVES, _LEAVE_OUT, _NOT_THEM, _NOT_BY_YOU, _NOT_REACHED, _TAKES_BACK)
# When or how staff are to call is no refusal: "don't call her before Friday", "not at home".
_LIMITED = re.compile(
    r"\b(?:(?:before|after(?!\s+all\b)|until|till?|unless|except|without|during|while|when|if)\s+\w"
    r"|(?:on|this|next)\s+(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun|week|holi)\w*"
    r"|in\s+the\s+(?:morning|afternoon|evening)s?|at\s+(?:night|home|work|lunch|noon|\d)|by\s+(?:phone|fax|e-?mail|mail)"
    r"|today|tonight|tomorrow|too\s+(?:early|late|often)|more\s+than)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.;!?\n])\s+")
_TITLES = re.compile(r"\b(dra?|mrs?|ms)\.", re.IGNORECASE)
_OF_IT = re.compile(rf"\b{_TALKING}(?:ing)?\s+{_THEM}|\b(?:permission|consent)\b", re.IGNORECASE)
_ABOUT_CLINICIAN = re.compile(rf"\b(?:{_CLINICIAN}s?|her|his|their|office|practice|fax|provider)\b|'s\b", re.IGNORECASE)


def names_clinician(text: str) -> bool:
    """Whether a message speaks of the clinician at all."""
    return bool(_ABOUT_CLINICIAN.search(text))


def withdraws_permission(text: str) -> bool:
    """Whether the person no longer wants staff to contact the clinician: "please don't call my doctor"."""
    return any(not _LIMITED.search(said) for said in _refusing(text))


def limits_permission(text: str) -> bool:
    """Whether it is only said when or how not: "please don't call her before Friday"."""
    return not withdraws_permission(text) and bool(_refusing(text))


def grants_permission(text: str) -> bool:
    """Whether the person gives it by themself, and without a condition: "you can call my doctor after all"."""
    if withdraws_permission(text):
        return False
    return any(_OF_IT.search(said) and answers.read_consent(said) is True for said in _sentences(text))


def _refusing(text: str) -> list[str]:
    """The sentences in which a contact is refused; "will you not call her?" only asks."""
    told = (said for said in _sentences(text) if "?" not in said)
    return [said for said in told if any(pattern.search(said) for pattern in _REFUSALS)]


def _sentences(text: str) -> list[str]:
    return [said for said in _SENTENCES.split(_TITLES.sub(r"\1", text)) if said.strip()]
