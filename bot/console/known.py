"""What a person has given so far, in plain words: the draft of a conversation, and the answers to a screening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.clinic.interview.draft import FIELDS, Draft
from bot.clinic.profile import Clinic
from bot.store.transcripts import Message

# By the fact's name in the draft, in the order in which they are asked.
_LABELS = {
    "who": "For whom",
    "age": "Of age",
    "reason": "What brings them in",
    "clinician": "Has a clinician who knows the condition",
    "consent": "We may contact the clinician",
    "clinician_name": "Clinician",
    "clinician_role": "Clinician's role",
    "clinician_practice": "Clinician's practice",
    "clinician_phone": "Clinician's phone",
    "clinician_extension": "Extension",
    "clinician_email": "Clinician's e-mail",
    "clinician_fax": "Clinician's fax",
    "clinician_npi": "Clinician's NPI",
    "psychiatrist": "The staff psychiatrist instead",
    "health": "Health question",
    "name": "Name",
    "phone": "Phone",
    "phone_extension": "Phone extension",
    "email": "E-mail",
    "texts": "We may text reminders",
    "call_time": "When to call",
}
_HIDDEN = ("phone", "email", "clinician_phone", "clinician_email", "clinician_fax")
_PLAIN = {"unsaid": "would rather not say", "unsure": "not sure", "yes": "yes", "no": "no"}
_OPEN = {  # what is being asked that is no fact
    "when": "a day and a time",
    "slots": "which of the times on offer",
    "summary": "whether to book, move or cancel it",
    "safe": "whether they are safe",
}
_QUESTION = {name: question for question, names in FIELDS.items() for name in names}


@dataclass(frozen=True)
class Fact:
    """One thing that was given. `hidden`: a number or an address, shown on a click; `message`: which one answered."""

    label: str
    words: str
    hidden: bool = False
    message: int | None = None


@dataclass(frozen=True)
class Known:
    """What is known: `skipped` and `asked` are questions, those left out and the one that is open."""

    facts: tuple[Fact, ...] = ()
    skipped: tuple[str, ...] = ()
    asked: str | None = None


def known(body: Mapping[str, Any], messages: Iterable[Message], clinic: Clinic) -> Known:
    """What stands in a draft; the message of a fact is the last one that came while its question was open."""
    draft = Draft.from_json(dict(body))
    asked = {one.question: one.id for one in messages if one.direction == "in" and one.question}
    facts = (
        Fact(label, _say(name, draft.facts[name], clinic), name in _HIDDEN, asked.get(_QUESTION.get(name, name)))
        for name, label in _LABELS.items()
        if draft.facts.get(name) is not None
    )
    return Known(tuple(facts), tuple(map(_topic, draft.skipped)), _topic(draft.question) if draft.question else None)


def answers(stored: Mapping[str, Any], clinic: Clinic) -> list[Fact]:
    """The answers behind a result of the screening."""
    ordered = sorted(stored, key=lambda name: list(_LABELS).index(name) if name in _LABELS else len(_LABELS))
    return [Fact(_LABELS.get(name, name.replace("_", " ")), _say(name, stored[name], clinic)) for name in ordered]


def _say(name: str, value: Any, clinic: Clinic) -> str:
    """The answer as the person could have chosen it; of several all."""
    if isinstance(value, list):
        return ", ".join(_say(name, one, clinic) for one in value)
    given = str(value)
    label = clinic.screening.answers.get(name, {}).get(given)
    if given in ("unsaid", "unsure") or name in ("consent", "psychiatrist", "clinician") or label is None:
        return _PLAIN.get(given, given)
    return label[:1].lower() + label[1:] if name != "reason" else label


def _topic(question: str) -> str:
    name = FIELDS.get(question, (question,))[0]
    if question == "clinician_contact":
        return "a way to reach the clinician"
    return _OPEN.get(question) or _LABELS.get(name, question).lower()
