"""The answer to the open question in one clause of a message that as a whole does not answer it.

"2. monday the 7th, early?", "none. I only sleep badly", "no e-mail. is the 9th free?": people answer, and go on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.contacts import read_contacts
from bot.clinic.contacts.patient_names import names_relative
from bot.clinic.interview.beside import leaves_out_email, skips_the_rest
from bot.clinic.interview.clauses import Clause, clauses_of, is_bare, unstressed
from bot.clinic.interview.correcting import YES_NO, plain_answer
from bot.clinic.interview.draft import FIELDS, Draft
from bot.clinic.interview.facts import as_facts
from bot.clinic.interview.flow import OPTIONAL
from bot.clinic.interview.held_after_all import has_none, held_after_all
from bot.clinic.profile import Clinic

Facts = dict[str, Any]

# A permission, a go-ahead and "are you safe?" are read as a whole only; times have readers of their own.
_WHOLE = frozenset({None, "consent", "summary", "slots", "when", "safe"})
# What may be left out by a plain no: the value itself has no yes and no.
_VALUES = frozenset(OPTIONAL) - YES_NO
_MAY_DECLINE = frozenset({*OPTIONAL, "clinician_name", "clinician_contact", "reason", "age"})
# Too little for a permission when it only leads into something else: "ok. Tuesday at 3"
_NODS = frozenset({"ok", "okay", "k", "kk", "alright", "fine", "good", "great", "cool"})
_BACK_FIRST = re.compile(
    r"^\W*(?:(?:no|nope|wait|oops|sorry|actually|make (?:it|that)|i mean)\b[\s,.]*)+(?=\S)", re.IGNORECASE
)
_BACK = ("no", "nope", "wait", "no wait", "wait no", "oops", "sorry", "actually", "scratch that", "i mean", "oh no")


@dataclass(frozen=True)
class Partly:
    """What a clause answers, or whether it leaves the open question out."""

    facts: Facts = field(default_factory=dict)
    declined: bool = False


def answered_in_part(draft: Draft, text: str, clinic: Clinic) -> Partly | None:
    """The answer in the first clause that plainly is one; what is said after a "no, wait" counts instead.

    Of a yes-or-no question nothing is taken where two clauses contradict each other.
    """
    if draft.question in _WHOLE or (draft.question == "name" and names_relative(text)):
        return None
    if draft.question == "other" and (held_after_all(text) or has_none(text)):
        return None  # of "no, I see Dr. Lee" the "no" is none to the psychiatrist
    found: list[tuple[int, Facts]] = []
    pieces = clauses_of(text)
    declines = False
    for at, piece in enumerate(pieces):
        if piece.asks or _leads_into(draft, pieces, at):
            continue
        if facts := _answer_of(draft, piece, clinic):
            found.append((at, facts))
        declines = declines or _leaves_out(draft, piece)
    if declines and draft.question == "age" and any(answers.command(piece.text) == "why" for piece in pieces):
        return None  # who asks what for wants to hear it first
    if found and not (declines and draft.question in YES_NO and is_bare(pieces[found[0][0]].text)):
        return _settled(draft, pieces, found)
    return Partly(declined=True) if declines else None


def _answer_of(draft: Draft, piece: Clause, clinic: Clinic) -> Facts:
    for told in dict.fromkeys((piece.text, piece.plain)):
        if draft.question == "texts" and told.strip(" .!").lower() in _NODS:
            continue
        if facts := plain_answer(draft, told, clinic):
            return facts
    return {}


def _settled(draft: Draft, pieces: list[Clause], found: list[tuple[int, Facts]]) -> Partly | None:
    names = FIELDS.get(draft.question or "", (draft.question or "",))
    first, last = found[0], found[-1]
    if all(facts.get(names[0]) == first[1].get(names[0]) for _, facts in found):
        return Partly(first[1])
    if any(_takes_back(piece.text) for piece in pieces[first[0] + 1 : last[0] + 1]):
        return Partly(last[1])
    return Partly(first[1]) if draft.question not in YES_NO else None


def picked_in_part(text: str, pick: Callable[[str], int | None], speaks_of_time: Callable[[str], bool]) -> int | None:
    """The one thing on offer that a clause picks; after a "no, wait" the one picked last.

    None where another clause speaks of a time, or begins with "but": then that is what is wanted.
    """
    found: list[int] = []
    back = False
    for piece in clauses_of(text):
        told = _BACK_FIRST.sub("", piece.text)
        back = back or (bool(found) and _takes_back(piece.text))
        number = None if piece.asks else pick(told)
        if number is not None:
            found.append(number)
        elif piece.joint == "but" or speaks_of_time(piece.text):
            return None
    return found[-1] if found and (back or len(set(found)) == 1) else None


def _takes_back(text: str) -> bool:
    said = " ".join(text.lower().replace(",", " ").split()).strip(" .!-")
    return any(said == back or said.startswith(f"{back} ") for back in _BACK)


def _leads_into(draft: Draft, pieces: list[Clause], at: int) -> bool:
    """Whether a yes or no at a comma only leads into a correction: "no, her name is Rosa"."""
    if draft.question not in YES_NO or at + 1 >= len(pieces) or pieces[at + 1].joint != ",":
        return False
    if not is_bare(pieces[at].text):
        return False
    rest = pieces[at + 1].text
    new = as_facts(read_contacts(rest, None))
    mends = any(draft.facts.get(name) not in (None, value) for name, value in new.items())
    return mends or answers.correction_target(rest) is not None


def _leaves_out(draft: Draft, piece: Clause) -> bool:
    question = draft.question
    if question not in _MAY_DECLINE:
        return False
    if question == "email" and leaves_out_email(piece.text):
        return True
    for told in dict.fromkeys((piece.text, unstressed(piece.text))):
        if answers.declines(told) or answers.command(told) == "skip" or skips_the_rest(told):
            return True
        if question in _VALUES and answers.clear_no(told):
            return True
    return False
