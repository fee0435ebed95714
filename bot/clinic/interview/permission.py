"""Whether staff may contact the clinician, said while something else is asked: taken back, limited, given after all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.contacts import read_contacts
from bot.clinic.interview.clauses import Clause, clauses_of
from bot.clinic.interview.draft import FIELDS
from bot.clinic.interview.facts import as_facts
from bot.clinic.interview.named import with_role
from bot.clinic.reading.lexicon import split_phrases
from bot.clinic.reading.vocabulary import RELATIONS

_REFUSING = (
    r"(?:do(?:es)?\s*n.?t|do\s+not|don.?t|dnt|stop|never|no\s+longer|no\s+more|can.?t|cannot|not|rather\s+not|"
    r"without)\b"
)
_REACHING = (
    r"(?:call(?:ing|ed|s)?|phon(?:e|ing|ed)|ring(?:ing)?|contact(?:ing|ed)?|reach(?:ing|ed)?|writ(?:e|ing)|text(?:ing)?|"
    r"e-?mail(?:ing|ed)?|involv(?:e|ing|ed)|bother(?:ing)?|consult(?:ing)?|(?:talk|speak)(?:ing)?\s+(?:to|with))\b"
)
_TALKING = (
    r"(?:call|phon(?:e|ing)|ring|contact|reach(?:\s+out\s+to)?|writ(?:e|ing)(?:\s+to)?|e-?mail|involv(?:e|ing)|text|ask|"
    r"bother|consult|get\s+in\s+touch\s+with|(?:talk|speak)(?:ing)?\s+(?:to|with|2))"
)
_CLINICIAN = (
    r"(?:doctors?|docs?|clinicians?|therapists?|psychiatrists?|psychologists?|counsell?ors?|dr\b|nurse|gp\b|pcp\b|"
    r"physician|ob(?:[ -]?gyn)?\b|p(?:a|ed)iatrician|gyn\w*|neurologist|internist|psychotherapist|shrink|psych\b|"
    r"provider|social\s+worker|np\b|specialist)"
)
_THEM = rf"(?:her|him|them|(?:(?:my|the|his|her)\s+)?(?:\w+\s+)?{_CLINICIAN})\b"
_ANYBODY = (
    r"(?:you(?:\s+(?:guys|all|people))?|u|ya|y.?all|anyone|anybody|(?:your\s+|the\s+)?staff|your\s+(?:people|team))"
)
_WITHDRAWS = re.compile(
    rf"{_REFUSING}(?:\W+\w+){{0,5}}?\W+(?<!\bi\s){_REACHING}(?:\W+\w+){{0,3}}?\W+{_CLINICIAN}", re.IGNORECASE
)
_REMOVES = re.compile(
    rf"\b(?:remove|delete|take\s+out|forget)\b(?:\W+\w+){{0,3}}?\W+{_CLINICIAN}"
    rf"|\b(?:take|leave|keep)\s+(?:\w+\s+)?{_CLINICIAN}\s+(?:\w+\s+)?(?:off|out)\b",
    re.IGNORECASE,
)
_LEAVE_OUT = re.compile(rf"\b(?:leave|keep)\b(?:\W+\w+){{0,3}}?\W+(?:{_CLINICIAN}|her|him|them)\W+out\b", re.IGNORECASE)
_NOT_THEM = re.compile(
    r"(?:^\W*|\b(?:please|pls|plz|thought|actually|wait|after all|may|you|but|and|just|only|so|hey|oh|"
    r"staff|them|to)\W+)"
    rf"(?:do\s*n.?t|don.?t|dnt|do\s+not|not|stop|no\s+longer)\s+(?:to\s+)?{_TALKING}(?:ing)?\s+(?:her|him|them)\b",
    re.IGNORECASE,
)
_NOT_BY_YOU = re.compile(
    rf"\b(?:(?:do\s*n.?t|do\s+not|don.?t|no\s+longer|never)\s+want\s+{_ANYBODY}\s+(?:to\s+)?"
    rf"|{_ANYBODY}\s+(?:can.?t|cannot|can\s+not|may\s+not|must.?n.?t|should.?n.?t|must\s+not|should\s+not|are\s+not\s+to)\s+"
    rf"|(?:rather|prefer)\s+(?:(?:that|if)\s+)?{_ANYBODY}\s+(?:did.?n.?t|did\s+not|do\s*n.?t|don.?t|do\s+not|not|never)\s+"
    rf"|(?:nobody|no\s+one)\s+(?:should|is\s+to|may|can)\s+)"
    rf"{_TALKING}(?:ing)?\s+{_THEM}",
    re.IGNORECASE,
)
_NOT_REACHED = re.compile(
    rf"\b(?:do\s*n.?t|do\s+not|don.?t|no\s+longer|never|not)\s+(?:(?:want|wish|like)\s+)?(?:for\s+)?{_THEM}(?:\s+\w+)?\s+"
    r"(?:to\s+be\s+|being\s+|getting\s+|to\s+get\s+)?(?:contacted|called|phoned|involved|e-?mailed|reached)\b",
    re.IGNORECASE,
)
_LEAVE = r"(?:consent|permission|ok|okay|yes|approval|agreement|authori[sz]ation|go[ -]?ahead)"
_TAKES_BACK = re.compile(
    rf"\b(?:withdraw\w*|revok\w*|t(?:ake|aking|ook)\s+back|cancel\w*|rescind\w*|retract\w*|undo|pull\w*)\s+"
    rf"(?:(?:my|the|that|this)\s+{_LEAVE}|consent|permission)\b"
    rf"|\btak(?:e|ing)\s+(?:my|the|that)\s+{_LEAVE}\s+back\b"
    rf"|\b(?:consent|permission)\s+(?:is\s+|has\s+been\s+)?(?:now\s+)?(?:cancel\w*|withdrawn|revoked|over|off|gone|taken\s+back)\b"
    r"|\bno\s+(?:more|longer)\s+(?:my\s+|have\s+my\s+)?(?:consent|permission)\b",
    re.IGNORECASE,
)
_TAKES_BACK_NO = re.compile(
    r"\b(?:(?:withdraw|revoke|take\s+back|cancel|scratch|forget|undo)\w*\s+(?:my|the|that)\s+(?:\"|')?(?:no|refusal)\b"
    r"|tak(?:e|ing)\s+(?:my|the|that)\s+no\s+back)",
    re.IGNORECASE,
)
# One's own calls are another matter: "I can't call her".
_BY_ONESELF = re.compile(
    r"\bI\s+(?:\w+\s+)?(?:don.?t|do\s+not|can.?t|cannot|won.?t|will\s+not|didn.?t|never|haven.?t)\s+(?:even\s+)?"
    rf"(?:(?:want|wanna|like|need|have|wish|dare)\s+to\s+)?{_REACHING}",
    re.IGNORECASE,
)
# "Dr. Osei, but I'm not comfortable with you contacting him"
_UNEASY = re.compile(
    r"\b(?:(?:not|\w*n.?t\s+(?:feel|be)|never|not\s+feel)\s+(?:(?:really|very|so|all\s+that|quite|entirely|too)\s+)*"
    r"(?:comfortable|ok(?:ay)?|fine|happy|cool|good|at\s+ease|easy|keen|thrilled)|uncomfortable|uneasy|against)\s+"
    rf"(?:(?:with|about|on|having|letting|if)\s+)*{_ANYBODY}\s+(?:to\s+)?"
    rf"(?:{_TALKING}(?:ing)?|calling|reaching\s+out\s+to|contacting)\s+{_THEM}",
    re.IGNORECASE,
)
_REFUSALS = (_UNEASY, _WITHDRAWS, _REMOVES, _LEAVE_OUT, _NOT_THEM, _NOT_BY_YOU, _NOT_REACHED, _TAKES_BACK)
# When or how staff are to call is no refusal: "don't call her before Friday", "not at home".
_TIME = (
    r"(?:the\s+|my\s+|next\s+|this\s+|about\s+|around\s+)*(?:\d|mon|tue|wed|thu|fri|sat|sun|week|holi|noon|lunch|christmas|"
    r"thanksgiving|morning|afternoon|evening|night|january|february|march|april|may\b|june|july|august|september|october|"
    r"november|december|tomorrow|work|then\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b)"
)
_LIMITED = re.compile(
    r"\b(?:(?:before|after(?!\s+all\b)|until|till?|unless|except|without|during|while|when|if)\s+\w"
    r"|(?:on|this|next)\s+(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun|week|holi)\w*"
    r"|in\s+the\s+(?:morning|afternoon|evening)s?|at\s+(?:night|home|work|lunch|noon|\d)|by\s+(?:phone|fax|e-?mail|mail)"
    r"|today|tonight|tomorrow|too\s+(?:early|late|often)|more\s+than)",
    re.IGNORECASE,
)
# What must have happened first, as against a time of day: then nobody may be called yet.
_CONDITIONAL = re.compile(
    rf"\b(?:before|after(?!\s+all\b)|until|till?|unless|except|without|if|once|when)\s+(?!{_TIME})\w", re.IGNORECASE
)
_SENTENCES = re.compile(r"(?<=[.;!?\n])\s+")
_TITLES = re.compile(r"\b(dra?|mrs?|ms)\.", re.IGNORECASE)
_OF_IT = re.compile(
    rf"\b{_TALKING}(?:ing)?\s+{_THEM}|\b(?:permission|consent)\b|\bbe\s+(?:contacted|called|phoned|reached|rung|asked|"
    rf"consulted|spoken\s+to|talked\s+to)\b|\b(?:fine|ok|okay|free|happy)\s+(?:(?:for\s+)?you\s+)?to\s+{_TALKING}"
    r"|\b(?:s?he|they|doctor)\s+(?:can|may)\s+(?:talk|speak)\s+(?:to|with|2)\s+(?:you|u|your|yall)\b",
    re.IGNORECASE,
)
_ABOUT_CLINICIAN = re.compile(
    rf"\b(?:{_CLINICIAN}s?|hers?|his|theirs?|office|practice|hospital|fax|provider|(?<!your )clinic)\b|'s\b",
    re.IGNORECASE,
)

_LEAVE_GIVEN = re.compile(
    r"\W*(?:(?:and|yes|yeah|yep|ok|okay|sure|so|of course|please|also)\W+)*"
    r"(?:(?:you|u|ya|yall|your staff|staff|they)\W+(?:can|may|could)\W+(?:also\W+)?|feel free to\W+|by all means\W+"
    r"|(?:you|u)(?:.?re| are|r)? (?:more than |very |always )?welcome to\W+"
    r"|(?:it.?s|i.?m) (?:ok|okay|fine) (?:to|with you)\W+)"
    rf"{_TALKING}(?:ing)?\W+{_THEM}(?:\W+(?:(?:at|on)\W+(?:\+?\d[\d\s().+-]*|\S+@\S+)|about (?:it|this|me|my case)"
    r"|any ?time|of course|no problem|too|if (?:needed|necessary|you (?:need|like|want|wish)(?: to)?)))*\W*",
    re.IGNORECASE,
)
_LIMITS_LEAVE = re.compile(
    r"\W*(?:and\W+|just\W+)?(?:but|only|if|unless|except|as long|so long|provided|after|before|until|till|when|once"
    r"|not|though|first|please (?:do ?n.?t|only|just|ask|tell)|ask me|tell me|let me)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_LEAVE = re.compile(
    rf"{_REFUSING}(?:\W+\w+){{0,4}}?\W+{_REACHING}|\brather (?:you|not)\b|\b(?:permission|consent)\b|\bfirst\b"
    r"|\b(?:ask|tell|check with|let) me\b|\bwithout\b|\bcondition\b",
    re.IGNORECASE,
)
_ME_FIRST = re.compile(r"\b(?:rather you|(?:tell|ask|check with|call|text) me (?:first|before))\b", re.IGNORECASE)
_KIN = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, split_phrases(RELATIONS)), key=len, reverse=True))})\b", re.IGNORECASE
)

_YES = re.compile(r"\b(?:yes|yeah|yep|yup|sure|ok|okay|of course|fine|you (?:can|may))\b", re.IGNORECASE)

_NOBODY: Mapping[str, Any] = {}


def names_clinician(text: str) -> bool:
    """Whether a message speaks of the clinician at all."""
    return bool(_ABOUT_CLINICIAN.search(text))


def withdraws_permission(text: str, known: Mapping[str, Any] = _NOBODY) -> bool:
    """Whether the person no longer wants staff to contact the clinician: "please don't call my doctor".

    `known` are the facts of the draft: who is called by name may be the clinician.
    """
    return any(not _LIMITED.search(said) for said in _refusing(text, known))


def limits_permission(text: str, known: Mapping[str, Any] = _NOBODY) -> bool:
    """Whether it is only said when or how not: "please don't call her before Friday"."""
    return not withdraws_permission(text, known) and bool(_refusing(text, known))


def suspends_permission(text: str, known: Mapping[str, Any] = _NOBODY) -> bool:
    """Whether the permission hangs on something that must happen first: "don't call her until I've told her"."""
    return limits_permission(text, known) and any(_CONDITIONAL.search(said) for said in _refusing(text, known))


def grants_permission(text: str, known: Mapping[str, Any] = _NOBODY) -> bool:
    """Whether the person gives it by themself, and without a condition: "you can call my doctor after all"."""
    if withdraws_permission(text, known) or limits_permission(text, known):
        return False
    told = list(_sentences(with_role(text, known)))
    if _TAKES_BACK_NO.search(text):
        told = [_TAKES_BACK_NO.sub("", said) for said in told]
    if _grants_in_passing(told):
        return True
    if (
        _ME_FIRST.search(text)
        or _of_kin(told)
        or any(answers.sets_condition(said) for said in told if _OF_IT.search(said))
    ):
        return False
    return any(_OF_IT.search(said) and answers.read_consent(said) is True for said in told)


def speaks_of_contacting(text: str) -> bool:
    """Whether a clause says that the clinician may be contacted, or may not."""
    return _OF_IT.search(text) is not None


def _grants_in_passing(told: Sequence[str]) -> bool:
    """Whether one clause of several gives leave, and none beside it limits it or speaks of it as well.

    "i see a therapist named Ann Lee, and yeah you can contact her, any day except Tuesday works": the exception is to
    the day. Whom the clause calls "her" must be the clinician, and not a relative who was spoken of last.
    """
    pieces = [piece for said in told for piece in clauses_of(said)]
    leaves = [at for at, one in enumerate(pieces) if _LEAVE_GIVEN.fullmatch(one.text) and not one.asks]
    if len(leaves) != 1:
        return False
    at = leaves[0]
    follows = pieces[at + 1] if at + 1 < len(pieces) else None
    if follows is not None and (
        follows.joint == "but"
        or _LIMITS_LEAVE.match(follows.text)
        or (follows.joint == "and" and _KIN.search(follows.text))
    ):
        return False
    if any(_SPEAKS_OF_LEAVE.search(one.text) for one in (*pieces[:at], *pieces[at + 1 :])):
        return False
    last = _spoken_of(pieces, at)
    return bool(re.search(rf"\b{_CLINICIAN}", last, re.IGNORECASE)) and not _KIN.search(last)


def _of_kin(told: Sequence[str]) -> bool:
    """Whether the one whom staff may speak to was a relative: "my sister went there, you can ask her"."""
    pieces = [piece for said in told for piece in clauses_of(said)]
    leaves = [at for at, one in enumerate(pieces) if _LEAVE_GIVEN.match(one.text)]
    return any(_KIN.search(_spoken_of(pieces, at)) for at in leaves)


def _spoken_of(pieces: Sequence[Clause], at: int) -> str:
    """The last clause up to this one that names somebody."""
    return next((one.text for one in reversed(pieces[: at + 1]) if _names_somebody(one.text)), "")


def _names_somebody(text: str) -> bool:
    return bool(re.search(rf"\b{_CLINICIAN}", text, re.IGNORECASE) or _KIN.search(text))


def speaks_for(text: str) -> bool:
    """Whether an answer has a yes or a condition in it, however it goes on: then it does not leave the question out."""
    return answers.sets_condition(text) or bool(_YES.search(text))


def office(text: str) -> dict[str, Any]:
    """How to reach the clinician, said along with the permission: "yes, his office is 310-..."."""
    told = as_facts(read_contacts(text, "clinician_contact"))
    return {
        name: value for name, value in told.items() if name in (*FIELDS["clinician_contact"], "clinician_extension")
    }


def without_withdrawal(text: str, known: Mapping[str, Any]) -> str:
    """The sentences of a message that take no permission back."""
    return " ".join(said for said in _sentences(text) if not withdraws_permission(said, known))


def _refusing(text: str, known: Mapping[str, Any]) -> list[str]:
    """The sentences in which a contact is refused; "will you not call her?" only asks."""
    told = (_BY_ONESELF.sub("", said) for said in _sentences(with_role(text, known)) if "?" not in said)
    return [
        said for said in told if any(pattern.search(said) for pattern in _REFUSALS) and not _TAKES_BACK_NO.search(said)
    ]


def _sentences(text: str) -> list[str]:
    return [said for said in _SENTENCES.split(_TITLES.sub(r"\1", text)) if said.strip()]
