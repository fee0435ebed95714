"""What a message changes of the answers that were given, while no question is open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.contacts import read_contacts
from bot.clinic.contacts.renaming import gives_new_name
from bot.clinic.interview.answering import CONTACT_QUESTIONS, answer
from bot.clinic.interview.draft import CLINICIAN_FIELDS, Draft
from bot.clinic.interview.facts import as_contacts
from bot.clinic.interview.message import LIKELY, Message
from bot.clinic.interview.reading import read
from bot.clinic.profile import Clinic
from bot.clinic.wishes import OpeningHours

PERSON_FIELDS = ("name", "phone", "phone_extension", "email")
FIELDS_MENDED = ("name", "phone", "email")
"""Questions whose new value can be asked for without a question of the interview."""
_OTHERS = ("reason", "health", "consent")
# Without such a word a name or a number that is mentioned changes nothing: "Dr. Lee told me about you".
_CHANGES = re.compile(
    r"\b(?:my|change[ds]?|changing|new|now|instead|not|add|wrong|switch\w*|correct\w*|update|actually|sorry|oops|"
    r"should|misspel\w+|typo|mistake|put|have|really|longer|leav\w+|left|retir\w+|moved)\b",
    re.IGNORECASE,
)
# "can you call me on my cell instead? 310-555-0100" is worded as a question
_REQUESTS = re.compile(
    r"\W*(?:(?:and|ok|oh|hi|hey|also|actually|wait|please)\W+)*(?:can|could|would|will)\s+(?:you|u|ya|they|someone|somebody|i)\s+"
    r"(?:please\s+)?(?:call|use|change|put|switch|update|reach|phone|ring|text|take|add|correct)\b",
    re.IGNORECASE,
)
_OTHER_CLINICIAN = re.compile(
    r"\b(?:change[ds]?|changing|new|now|instead|not|add|wrong|switch\w*|correct\w*|update|actually|sorry|oops|should|"
    r"misspel\w+|typo|do have|have a|got a|different|another|no longer|leav\w+|left|leave|retir\w+|moved|spel\w+)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)[.,;!?\n]+\s+|\s+(?:and|but|so)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Mended:
    """The new values; where there are none, the question that the message says is answered wrongly."""

    facts: dict[str, Any]
    target: str = ""


def mended(
    draft: Draft, message: Message, asked: str | None, clinic: Clinic, hours: OpeningHours, now: datetime
) -> Mended | None:
    """What a message puts right; None when it puts nothing right. `asked`: whose new value was asked for last."""
    told = replace(message, text=message.statement)
    if not told.text.strip() or message.is_story:
        return None
    found = read(draft, told, clinic, hours, now)
    facts = {
        name: value
        for name, value in found.facts.items()
        if name in (*PERSON_FIELDS, *CLINICIAN_FIELDS, *_OTHERS) and value not in (None, draft.facts.get(name))
    }
    target = answers.correction_target(told.text)
    corrects = target is not None or gives_new_name(told.text, as_contacts(draft.facts))
    facts = _believed(told, facts, corrects=corrects)
    if "clinician_name" not in facts and (name := _other_clinician(draft, told.text)):
        facts["clinician_name"] = name
    if not facts and asked is not None:
        facts = _asked_for(draft, told, asked, clinic)
    if facts:
        return Mended(facts)
    wrong = target is not None and draft.has(target) and target not in ("when", "who", "age", "consent")
    return Mended({}, target or "") if wrong and not message.is_question else None


def _believed(told: Message, facts: dict[str, Any], *, corrects: bool) -> dict[str, Any]:
    """The values that are meant as new ones, and not merely mentioned."""
    if told.is_question and not corrects and not _REQUESTS.match(told.text):
        return {}
    corrects = corrects or told.means("correct_answer", LIKELY)
    believed = {name: value for name, value in facts.items() if name in _OTHERS}
    if corrects or _CHANGES.search(told.text):
        believed |= {name: value for name, value in facts.items() if name in PERSON_FIELDS}
    if corrects or _OTHER_CLINICIAN.search(told.text):
        believed |= {name: value for name, value in facts.items() if name in CLINICIAN_FIELDS}
    return believed


def _other_clinician(draft: Draft, text: str) -> str | None:
    """The clinician who takes the place of another, in a message that names both: "Dr. Bo is leaving, it's Dr. Ann"."""
    known = draft.facts.get("clinician_name")
    if not known or not _OTHER_CLINICIAN.search(text) or "?" in text:
        return None
    for clause in reversed(_CLAUSES.split(text)):
        for question in (None, "clinician_name") if re.search(r"\bdr\b", clause, re.IGNORECASE) else (None,):
            name = read_contacts(clause, question).clinician_name
            if name and not {*name.lower().split()} & {*known.lower().split()}:
                return name
    return None


def _asked_for(draft: Draft, told: Message, asked: str, clinic: Clinic) -> dict[str, Any]:
    """The bare value that follows: "no, it's Ann Holt"."""
    if (
        asked not in CONTACT_QUESTIONS
        or told.is_question
        or answers.clear_no(told.text)
        or answers.clear_yes(told.text)
    ):
        return {}
    pieces = [told.text, *reversed([piece for piece in re.split(r"[.!\n]+\s+", told.text) if piece.strip(" .!")])]
    for piece in pieces:
        found = answer(asked, None, Message(piece), clinic)[0]
        value, known = found.get(asked), str(draft.facts.get(asked) or "")
        if asked == "name" and value and len(value.split()) == 1 and len(known.split()) > 1:
            value = " ".join([*known.split()[:-1], value])  # of a name that is wrong it is most often the last
        if value and value != known:
            return found if asked == "clinician_name" else {asked: value}
    return {}
