"""Put what was read into the draft, and say back what changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from bot.clinic.contacts.phones import as_number
from bot.clinic.interview.draft import CLINICIAN_FIELDS, FIELDS, Draft
from bot.clinic.interview.facts import EXTENSIONS
from bot.clinic.interview.flow import OPTIONAL, needs_psychiatrist, questions_for
from bot.clinic.interview.reading import Reading
from bot.clinic.profile import Clinic

# Answers that stand for "I'd rather not say", by question.
_UNSAID = {"age": "unsaid", "reason": ["unsaid"], "health": "unsaid", "clinician": "unsure", "consent": "no"}
_ALIKE = 60.0  # likeness in percent from which a clinician's name is a better spelling of the known one
# Who says that the name was a slip means the same person, however unlike it is; "my new one" is another.
_SLIP = re.compile(
    r"\b(?:correction|typo|mis-?(?:spel\w+|typed)|mistake|spel(?:t|l\w*)|i meant|should (?:be|say|read)|mixed up"
    r"|wrong(?!\s+(?:doctor|dr|one|person|clinician|therapist|psychiatrist|provider)))\b",
    re.IGNORECASE,
)
_TAKES_PLACE = re.compile(
    r"\b(?:new|old|former|previous|ex|swap\w*|switch\w*|replac\w*|instead|now|left|retired|different|another|other"
    r"|no longer|any ?more|see(?:ing)?)\b",
    re.IGNORECASE,
)
_NOT_ASKED_AGAIN = ("clinician_role", "clinician_practice")
_OF_DETAILS = (*_NOT_ASKED_AGAIN, "clinician_contact")
_SAID_BACK = ("name", "phone", "phone_extension", "email", *CLINICIAN_FIELDS)
_QUESTION_OF = {name: question for question, names in FIELDS.items() for name in names}


@dataclass(frozen=True)
class Said:
    """Something to say: the id of a text and its values. `field` is one whose name the text needs."""

    text_id: str
    values: dict[str, Any] = field(default_factory=dict)


def spoken(name: str, value: Any) -> str:
    """A stored value as a person would write it."""
    if name in ("phone", "clinician_phone", "clinician_fax"):
        number = as_number(str(value))
        return number.national if number is not None else str(value)
    return ", ".join(value) if isinstance(value, list) else str(value)


_TOLD_IN_ORDER = ("name", "phone", "phone_extension", "email", *CLINICIAN_FIELDS)


def _in_order(name: str) -> int:
    """The person before their clinician, as in the summary."""
    return _TOLD_IN_ORDER.index(name) if name in _TOLD_IN_ORDER else len(_TOLD_IN_ORDER)


def take(draft: Draft, reading: Reading, text: str = "") -> list[Said]:
    """Store the facts of a reading in the draft; `text` is the message, where it may say why a name is changed.

    Returns what to say: a changed value always, a value for another than the open question as well, so that a
    misunderstanding is noticed at once.
    """
    question = draft.question
    said: list[Said] = []
    changed: list[str] = []
    noted: list[str] = []
    given_after_all = dropped = False
    slip = _SLIP.search(text) and not _TAKES_PLACE.search(text)
    if of_another_clinician(draft, reading.facts) and not slip:
        # What they are, where, and their number were somebody else's, and are asked again among such questions. Later
        # only the number is: staff can do without the rest, and whoever has come to the summary has answered enough.
        if question not in _OF_DETAILS:
            draft.skipped += [of for of in _NOT_ASKED_AGAIN if draft.has(of) and of not in draft.skipped]
            dropped = any(draft.facts.get(name) for name in _NOT_ASKED_AGAIN if name not in reading.facts)
        _erase_details(draft)
    for name, value in reading.facts.items():
        before = draft.facts.get(name)
        if name == "consent" and before == "no" and value == "yes":
            given_after_all = True
        of = _QUESTION_OF.get(name, name)
        if before == value:
            if reading.repeated and name in _SAID_BACK:
                noted.append(name)
            continue
        if value is None:  # taken back: it counts as left out
            draft.forget([of])
            draft.skipped.append(of)
            said.append(Said("skipped"))
            continue
        draft.facts[name] = value
        if name in EXTENSIONS and EXTENSIONS[name] not in reading.facts:
            draft.facts.pop(EXTENSIONS[name], None)  # another line
        if of in draft.skipped:
            draft.skipped.remove(of)
        if name == "consent" and (before is not None or question != "consent"):
            said.append(Said("permission_given" if value == "yes" else "permission_refused"))
        elif before is not None:
            changed.append(name)
        elif name in _SAID_BACK and (of != question or name == "phone_extension"):
            noted.append(name)
    if draft.facts.get("clinician_name"):
        draft.former_clinician = None
    draft.skipped += [of for of in reading.left_out if not draft.has(of)]
    if (
        any(name in reading.facts for name in CLINICIAN_FIELDS)
        and draft.facts.get("clinician") != "yes"
        and (reading.facts.get("clinician") != "no")
    ):
        draft.facts["clinician"] = "yes"
    if given_after_all:
        draft.facts.pop("psychiatrist", None)  # who was to take the clinician's place
    if draft.facts.get("consent") == "no" or draft.facts.get("clinician") == "no":
        erase_clinician(draft)
    noted = [name for name in noted if name in draft.facts]  # what was just erased is not noted
    if changed:
        said.append(Said("changed", {"what": changed}))
    if dropped and draft.facts.get("clinician_name"):
        said.append(Said("clinician_details_dropped"))
    if noted:
        said.append(Said("noted", {"what": sorted(noted, key=_in_order)}))
    if question is not None and reading.answered:
        answered(draft, question)
    return said


def answered(draft: Draft, question: str) -> None:
    """Note that the question has its answer."""
    draft.tries = 0
    if question in draft.order:
        draft.order.remove(question)
    draft.order.append(question)


def of_another_clinician(draft: Draft, facts: dict[str, Any]) -> bool:
    """Whether the name is somebody else's, and no better spelling of the known one."""
    new = str(facts.get("clinician_name") or "")
    known = str(draft.facts.get("clinician_name") or draft.former_clinician or "")
    if not new or not known or {*new.lower().split()} & {*known.lower().split()}:
        return False
    return fuzz.ratio(new.lower(), known.lower()) < _ALIKE


def erase_clinician(draft: Draft) -> None:
    """Without permission nothing about the clinician is kept."""
    draft.facts.pop("clinician_name", None)
    draft.former_clinician = None
    _erase_details(draft)


def _erase_details(draft: Draft) -> None:
    for name in CLINICIAN_FIELDS:
        if name != "clinician_name":
            draft.facts.pop(name, None)


def decline(draft: Draft) -> list[Said] | None:
    """Leave the open question out, if that is possible. None: it is not, and it must be asked again."""
    question = draft.question
    if question is None:
        return None
    if question in OPTIONAL and question not in _UNSAID:
        draft.skipped.append(question)
    elif question in _UNSAID:
        draft.facts[question] = _UNSAID[question]
    elif question == "other":
        draft.facts["psychiatrist"] = "unsaid"
    elif question == "clinician_name" or question == "clinician_contact":
        draft.skipped.append(question)
    else:
        return None
    answered(draft, question)
    if draft.facts.get("consent") == "no":
        erase_clinician(draft)
    if needs_psychiatrist(draft) and not draft.has("other"):
        return []  # the question for the psychiatrist says that it is no problem
    return [Said("skipped")]


def go_back(draft: Draft, clinic: Clinic) -> bool:
    """Open the question before again. False: there is none before it.

    Only what the present goal asks for is opened: answers to an earlier one would be lost, and not asked again.
    """
    if draft.goal in ("consultation", "move") and draft.question in ("summary", "slots") and draft.wish is not None:
        draft.drop_time()
        return True
    asked = questions_for(draft, clinic)
    for question in reversed(draft.order):
        if question in asked and question != draft.question and draft.has(question):
            draft.forget([question])
            return True
    return False
