"""What a person says of themself without being asked, and what they take back."""

from __future__ import annotations

import re
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.contacts import read_contacts
from bot.clinic.contacts.roles import role_in
from bot.clinic.interview.beside import texts_told
from bot.clinic.interview.clauses import clauses_of
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.facts import as_facts, given
from bot.clinic.interview.message import Message
from bot.clinic.interview.named import full_name, name_in
from bot.clinic.interview.permission import grants_permission, withdraws_permission
from bot.clinic.interview.spanish import told_in_booking
from bot.clinic.reading.reminding import reminders_wanted

# What these leave open, a condition that is named later may settle.
_OPEN_REASONS = frozenset({"unsaid", "unsure", "other", "chronic_pain"})
# A clause of its own beside "for me".
_ADULT = re.compile(
    r"\W*(?:(?:i'?m|i am|yes|and|an?|also|well) )*"
    r"(?:adult|grown[ -]?up|over (?:18|eighteen)|(?:18|eighteen) ?(?:\+|plus)|"
    r"(?:18|eighteen) (?:and|or) (?:over|older|up)|above (?:18|eighteen)|of (?:legal )?age)\W*",
    re.IGNORECASE,
)
# At the question for a name, "Joy" and "Sad" may be one.
_NAMES_IT = re.compile(
    r"\b(?:it.?s|it is|it was|say|put|choose|pick|take|then|mostly|mainly|i have|i.?ve|call it|more like|closest)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 12  # of a message that only names what brings somebody in
_BRIEF = 12  # words at most in which a reason is added
_ADDS = re.compile(
    r"\b(?:also|too|as\s+well|both|btw|by\s+the\s+way|plus|forgot|besides|in\s+addition|another)\b", re.IGNORECASE
)
_OF_REASONS = re.compile(
    r"\b(?:it['\u2019]?s|it\s+(?:is|was)|i\s+(?:\w+\s+)?(?:have|had|got|said|forgot|should)|i['\u2019]?ve|reasons?|add|mention|diagnos\w*|for)\b",
    re.IGNORECASE,
)
_AS_WELL = re.compile(r"\b(?:also|too|as\s+well|both|in\s+addition|besides)\b", re.IGNORECASE)


def volunteered(draft: Draft, message: Message, question: str | None) -> dict[str, Any]:
    """Answers to questions that are not being asked. What was answered before stays, unless it was left unsaid."""
    text, known = message.text, draft.facts
    found: dict[str, Any] = {}
    if question != "who" and known.get("who") in (None, "other"):
        found["who"] = answers.volunteered_who(text)
    if question != "age" and known.get("age") in (None, "unsaid"):
        adult = answers.volunteered_adult(text)
        found["age"] = None if adult is None else ("adult" if adult else "minor")
        if adult is None and question == "who" and any(_ADULT.fullmatch(one.plain) for one in clauses_of(text)):
            found["age"] = "adult"
    if question != "age" and known.get("age") == "adult" and answers.volunteered_adult(text) is False:
        found["age"] = "minor"  # "I lied, I'm 16" undoes a yes
    if question != "reason" and _OPEN_REASONS.issuperset(known.get("reason") or ()):
        named = [reason for reason in answers.volunteered_reasons(text) if reason not in (known.get("reason") or ())]
        kept = [reason for reason in known.get("reason") or () if reason == "chronic_pain"]
        found["reason"] = [*named, *kept] if named else None
        if not named and known.get("reason") and (question != "name" or _NAMES_IT.search(text)):
            told = [reason for reason in answers.read_reasons(text) if reason not in _OPEN_REASONS]
            found["reason"] = told if told and len(text.split()) <= _MOST_WORDS else None  # "anxiety then"
        if question in (None, "who", "age") and not known.get("reason") and not named:  # later on, "Sad" may be a name
            of_oneself = "self" in (found.get("who"), known.get("who"))
            found["reason"] = list(answers.listed_reasons(text, of_oneself=of_oneself)) or None
        if "other" in (found.get("who"), known.get("who")) and not found["reason"]:
            theirs = answers.reasons_of_another(text) or answers.listed_reasons(text, of_another=True)
            found["reason"] = list(theirs) or None
    if "other" in (found.get("who"), known.get("who")) or draft.goal == "callback":
        of_age = answers.patient_age(text)
        if of_age is False or (of_age and known.get("patient")):
            found["patient"] = "adult" if of_age else "minor"
    if question not in ("name", None) and (whole := full_name(text, known.get("name"))):
        found["name"] = whole
    if question not in ("reason", None) and known.get("reason") and (more := _added_reasons(known, text)):
        found["reason"] = more
    if question != "clinician" and "clinician" not in known:
        found["clinician"] = answers.volunteered_clinician(text)
        if found["clinician"] == "yes" and not known.get("clinician_role"):
            found["clinician_role"] = role_in(text, None)
    if question == "consent" and not known.get("clinician_name") and answers.volunteered_clinician(text) == "no":
        found["clinician"] = "no"  # nobody is left who could be asked
    if question == "other" and known.get("clinician") == "yes" and answers.yes_no(text.split(maxsplit=1)[0]) is False:
        found["psychiatrist"] = "no"  # "no, I have one", who is not to be contacted
    if question != "other" and known.get("psychiatrist") != "yes" and answers.wants_psychiatrist(text):
        found["psychiatrist"] = "yes"
        has_one = known.get("clinician") == "yes" or (question == "clinician" and answers.read_clinician(text) == "yes")
        if has_one and not _AS_WELL.search(text):
            found["consent"] = "no"  # in place of their own clinician, who is then left in peace
    if question not in (None, "texts", "safe") and known.get("texts") is None:
        # a permission needs the words that it is given to, which are shown with the question
        found["texts"] = "no" if texts_told(text) == "no" else None
    if question != "texts" and known.get("texts") == "no" and "texts" in draft.order and reminders_wanted(text) == "on":
        found["texts"] = "yes"  # the words of the permission were shown when it was refused
    if question in (None, "who"):
        found |= {
            name: value for name, value in told_in_booking(text).items() if not (found.get(name) or known.get(name))
        }
    if question != "consent" and "consent" not in found:
        found.update(permission(known, text))
    return {name: value for name, value in found.items() if value is not None and value != known.get(name)}


def permission(known: dict[str, Any], text: str) -> dict[str, Any]:
    """Whether staff may contact the clinician: taken back, refused or given before it is asked, given after all."""
    if known.get("who") == "other":
        return {}  # of another person's clinician nothing was asked: "don't call her at work" is about the patient
    if withdraws_permission(text, known):
        return {"consent": "no"}
    if known.get("consent") == "yes" or not grants_permission(text, known):
        return {}
    if known.get("clinician_name"):
        return {"consent": "yes"}
    told = as_facts(read_contacts(text, "clinician_name")).get("clinician_name")
    if known.get("consent") == "no":  # the name was erased with the permission
        return {"consent": "yes", **given("clinician_name", name_in(text, known))}
    return {"consent": "yes"} if told else {}


def _added_reasons(known: dict[str, Any], text: str) -> list[str] | None:
    """The reasons with one that is told later on: "oh and I have anxiety too"."""
    if "?" in text or len(text.split()) > _BRIEF or not _ADDS.search(text) or not _OF_REASONS.search(text):
        return None
    named = [*answers.read_reasons(text)]
    new = [reason for reason in named if reason not in known["reason"] and reason not in ("other", "unsure", "unsaid")]
    stand = (reason for reason in known["reason"] if reason not in ("other", "unsure", "unsaid"))
    return [*stand, *new] if new else None
