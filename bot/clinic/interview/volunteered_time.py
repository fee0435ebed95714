"""A wish for a time that is told before its turn, beside the answer to another question."""

from __future__ import annotations

import re
from datetime import datetime

from bot.clinic.contacts.values import CLINICIAN_QUESTIONS
from bot.clinic.interview.calls import speaks_of_call
from bot.clinic.interview.clauses import Clause, clauses_of, unstressed
from bot.clinic.interview.flow import SCREENING
from bot.clinic.interview.permission import names_clinician
from bot.clinic.wishes import Kind, OpeningHours, Wish, read_wish

_KINDS = frozenset({Kind.window, Kind.past, Kind.closed, Kind.ambiguous})
_COMES = re.compile(
    r"\b(?:can|could|may|might|would|like|want|wish|prefer\w*|rather|works|(?:will|would|could|might) work|suits?|free|"
    r"available|availability|best|"
    r"better|good|come|be there|make it|book|schedule|put me|squeeze|fit me|any ?time|"
    r"possible|please|pls|plz|how about|"
    r"what about|call|phone|ring|reach)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:she|he|they|since|ago|last|born|birthday|was|were|been|until|till|started|every|his|her|their)\b",
    re.IGNORECASE,
)
# In answers about oneself, "over 18", "the second one" or "since May" are no times to come.
_DATED = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri)(?:day)?s?\b|\b(?:weds|tomorrow|tmrw|tmw|(?:this|next) (?:week|wk))\b|"
    r"\b(?:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? ?\d|\d(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|"
    r"jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_ALONE = 9  # words at most of a clause that names a day and gives no other hint of a wish
_ABOUT_ONESELF = frozenset({*SCREENING, "health", "other"})
_NUMBER = re.compile(r"\W*\d{1,2}\W*")


def told_beside(
    question: str | None, text: str, hours: OpeningHours, now: datetime, *, calling: bool
) -> tuple[Wish | None, str]:
    """The wish in the clauses of a message that speak of a time to come, and these clauses.

    While the clinician's details are asked for none is read: names and offices' hours are no wishes. The time of a
    call is none for an appointment, unless a call is what is arranged (`calling`).
    """
    if question in CLINICIAN_QUESTIONS - {"clinician"}:
        return None, ""
    run: list[str] = []
    for clause in clauses_of(text, at_and=False):
        if not calling and speaks_of_call(clause.text):
            continue
        if question in _ABOUT_ONESELF and not run and not _DATED.search(clause.text):
            continue
        if _speaks_of_coming(clause, hours, now, goes_on=bool(run)):
            run.append(unstressed(clause.text).strip(" .!?"))
        elif run:
            break
    if not run:
        return None, ""
    said = " ".join(run)
    wish = read_wish(said, now, hours)
    if wish.kind not in _KINDS or (wish.kind is Kind.ambiguous and not wish.candidates):
        return None, ""
    return wish, said


def _speaks_of_coming(clause: Clause, hours: OpeningHours, now: datetime, *, goes_on: bool) -> bool:
    text = clause.text
    if _NUMBER.fullmatch(text) or _OTHERS.search(text) or names_clinician(text):
        return False
    wish = read_wish(text, now, hours)
    placed = any(one.days or one.times for one in wish.clauses) and not wish.exclusions
    if wish.kind not in _KINDS or not (placed or wish.candidates):
        return False
    dated = bool(wish.candidates) or any(one.days for one in wish.clauses)
    hinted = _COMES.search(text) is not None
    return goes_on or hinted or (dated and len(text.split()) <= _ALONE)
