"""Which question comes next: one at a time, only those that are needed, none twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.clinic.interview.draft import FIELDS, Draft
from bot.clinic.profile import Clinic, Outcome
from bot.clinic.screening import Screening, screen

SCREENING = ("who", "age", "reason", "clinician")
CLINICIAN = ("clinician_name", "clinician_role", "clinician_practice", "clinician_contact")
PERSON = ("name", "phone", "email", "texts")
TIME = ("when", "slots", "summary")
CALLBACK = ("name", "phone", "when")
# Every question that may be open, in the order of DESIGN: the `question` of `talk --jsonl`.
QUESTIONS = (*SCREENING, "consent", *CLINICIAN, "other", "health", *PERSON, *TIME, "safe")
OPTIONAL = ("clinician_role", "clinician_practice", "health", "email", "texts")


def screening_of(draft: Draft, clinic: Clinic) -> Screening:
    """The screening of what was answered so far."""
    facts = draft.facts
    if facts.get("psychiatrist") in ("no", "unsaid") and named_clinician(facts):
        facts = {**facts, "psychiatrist": "unreached"}  # their own is permitted; a missing number is no refusal
    return screen(clinic.screening, facts)


def named_clinician(facts: Mapping[str, Any]) -> str | None:
    """What the clinician whom staff may contact is called, or at least where; None: nobody may be, or is known."""
    named: str | None = facts.get("clinician_name") or facts.get("clinician_practice")
    return named if facts.get("consent") == "yes" else None


def can_reach(facts: Mapping[str, Any]) -> bool:
    """Whether there is a number or an address of the clinician."""
    return any(facts.get(name) for name in FIELDS["clinician_contact"])


def needs_psychiatrist(draft: Draft) -> bool:
    """No clinician, no permission, or no way to reach the clinician: the clinic's staff psychiatrist comes in."""
    facts = draft.facts
    return (
        facts.get("clinician") in ("no", "unsure")
        or facts.get("consent") == "no"
        or (not {"clinician_name", "clinician_contact"}.isdisjoint(draft.skipped) and not _can_be_found(draft))
    )


def _can_be_found(draft: Draft) -> bool:
    """Whether staff can ask for the clinician at a number or an address, by name or at least by the practice."""
    named = named_clinician(draft.facts) is not None or "clinician_practice" not in draft.skipped
    return can_reach(draft.facts) and named


def _clinician_questions(draft: Draft) -> list[str]:
    if draft.facts.get("clinician") == "yes" and not needs_psychiatrist(draft):
        return ["consent", *CLINICIAN]
    return ["consent"] if draft.facts.get("clinician") == "yes" and not draft.has("consent") else []


def questions_for(draft: Draft, clinic: Clinic) -> list[str]:
    """The questions of the draft's goal, in order, as far as they are known now; answered ones included."""
    if draft.goal == "callback":
        return list(CALLBACK)
    if draft.goal == "link":
        return ["phone"]
    if draft.goal == "cancel":
        return ["summary"]
    if draft.goal == "move":
        return list(TIME)
    if draft.goal is None:
        return []
    screening = screening_of(draft, clinic)
    if screening.outcome == Outcome.NOT_ELIGIBLE_ONLINE:
        return []
    if screening.outcome == Outcome.STAFF_FOLLOW_UP:
        return list(CALLBACK)
    questions = [*SCREENING]
    if draft.has("clinician"):
        questions += _clinician_questions(draft)
        if needs_psychiatrist(draft):
            questions.append("other")
    if clinic.screening.health_question:
        questions.append("health")
    return [*questions, *PERSON, *TIME]


def _is_open(question: str, draft: Draft, *, calling: bool) -> bool:
    if question == "when":
        return not draft.has("when") if calling else draft.wish is None and draft.hold is None
    if question == "slots":
        return draft.hold is None
    if question == "summary":
        return True  # only the action that writes the booking may close it
    return not draft.has(question)


def next_question(draft: Draft, clinic: Clinic) -> str | None:
    """The question to ask now; None when everything needed was given, or nothing is being asked."""
    if draft.stopped:
        return None
    if draft.interrupted is not None or draft.question == "safe":
        return "safe"
    questions = questions_for(draft, clinic)
    calling = "slots" not in questions
    return next((q for q in questions if _is_open(q, draft, calling=calling)), None)


def waiting_question(draft: Draft, clinic: Clinic) -> str | None:
    """The question that is open, or that waits while danger goes first; None where nothing was begun."""
    if draft.question not in (None, "safe"):
        return draft.question
    if draft.interrupted is not None:
        return draft.interrupted
    return next_question(replace(draft, question=None, stopped=False), clinic)


def is_calling(draft: Draft, clinic: Clinic) -> bool:
    """Whether the time that is asked for is one for a call by staff, not for a consultation."""
    if draft.goal == "callback":
        return True
    return draft.goal == "consultation" and screening_of(draft, clinic).is_final


def text_key(draft: Draft, question: str, clinic: Clinic) -> str:
    """The id under which the texts of an open question stand."""
    if question == "other":
        return "psychiatrist_unreached" if draft.facts.get("consent") == "yes" else "psychiatrist"
    if question == "when" and is_calling(draft, clinic):
        return "when_call"
    if question == "name" and draft.goal == "consultation" and draft.facts.get("who") == "other":
        return "name_other"
    if question == "phone" and draft.goal == "link":
        return "phone_link"
    if question == "summary" and draft.goal in ("move", "cancel"):
        return f"summary_{draft.goal}"
    if question == "safe" and draft.danger == "other":
        return "safe_other"
    return question
