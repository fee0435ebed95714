"""Answers and details put right while no question is open, most often after the booking: staff read the new ones."""

from __future__ import annotations

from typing import Any

from actions import asides, goals, records
from actions.summary import has_clinician
from actions.turn import Turn
from bot import notices
from bot.clinic.interview.draft import CLINICIAN_FIELDS
from bot.clinic.interview.mending import FIELDS_MENDED, PERSON_FIELDS, mended
from bot.clinic.interview.reading import Reading
from bot.clinic.interview.update import take
from bot.clinic.profile import Outcome
from bot.store import bookings, follow_ups

Facts = dict[str, Any]
_WAITING = "mend."  # what the new value of was asked for, kept as the question put last


def answer_loose(turn: Turn) -> bool:
    """Put right what a message changes of what was given. False when it changes nothing, or nothing was given yet."""
    draft = turn.draft
    if draft.goal is not None or draft.stopped or not (goals.has_booking(turn) or goals.call_to_come(turn)):
        return False
    waits = draft.asked.removeprefix(_WAITING) if draft.asked and draft.asked.startswith(_WAITING) else ""
    asked, _, role = waits.partition(":")  # the role that somebody has who was not named yet
    draft.asked = None if asked else draft.asked
    found = mended(draft, turn.message, asked or None, turn.assistant.clinic, turn.hours, turn.now)
    if found is None:
        return False
    if not found.facts:
        _ask_for_value(turn, found.target)
    else:
        _change(
            turn, {"clinician_role": role, **found.facts} if role and "clinician_name" in found.facts else found.facts
        )
        draft.asked = f"{_WAITING}name" if "name" in found.facts else None
    asides.answer(turn, [part for part in turn.message.questions if part.intent.startswith("faq/")])
    return True


def _ask_for_value(turn: Turn, target: str) -> None:
    """It is said what is wrong, and not what is right."""
    if target in FIELDS_MENDED:
        turn.say("mend_how")
        turn.draft.asked = f"{_WAITING}{target}"
    else:
        turn.say("mend_staff")


def _change(turn: Turn, facts: Facts) -> None:
    draft, before = turn.draft, dict(turn.draft.facts)
    permitted = "yes" in (draft.facts.get("consent"), facts.get("consent"))
    of_clinician = any(name in CLINICIAN_FIELDS for name in facts)
    if of_clinician and not permitted:
        facts = {name: value for name, value in facts.items() if name in PERSON_FIELDS}
    turn.say_all(take(draft, Reading(facts)))
    if any(draft.facts.get(name) != before.get(name) for name in PERSON_FIELDS):
        _save_person(turn, before)
    if "consent" in facts:
        records.note_consent(turn, {"consent": facts["consent"]})
    if of_clinician:
        _save_clinician(turn, permitted=permitted)
    _screen_anew(turn)


def _save_person(turn: Turn, before: Facts) -> None:
    records.save_person(turn)
    if turn.draft.facts.get("phone") != before.get("phone"):
        records.announce_texts(turn)
        for booking in bookings.active_of(turn.tx, turn.conversation, turn.now):
            notices.set_reminders(turn.tx, turn.assistant, booking, turn.now)


def _save_clinician(turn: Turn, *, permitted: bool) -> None:
    """The staff's row where it may be kept and somebody can be reached; else they hear what to ask."""
    if permitted and has_clinician(turn.draft):
        row = records.save_clinician(turn, records.save_person(turn))
        bookings.refer(turn.tx, turn.conversation, clinician_id=row)
        turn.say("mended_clinician")
        return
    if permitted:
        records.forget_clinician(turn)
        reason = f"the clinician is now {turn.draft.facts.get('clinician_name')}; please ask how to reach them"
    else:
        reason = "has a clinician after all; please ask for the permission to contact them"
    _tell_staff(turn, "clinician", reason)
    turn.say("mended_clinician_unreached" if permitted else "mended_clinician_unpermitted")


def _screen_anew(turn: Turn) -> None:
    """Staff read the answers that hold now; what they mean for the appointment is their matter."""
    told = turn.draft.outcome
    records.bring_up_to_date(turn)
    now = turn.draft.outcome
    if told is None or now is None or now is told:
        return
    bookings.refer(turn.tx, turn.conversation, screening_id=now["id"])
    if now["outcome"] not in (told["outcome"], Outcome.ELIGIBLE.value):
        _tell_staff(turn, "change", "an answer was changed after the booking: " + " and ".join(now["reasons"]))
        turn.say("mended_staff_look")


def _tell_staff(turn: Turn, kind: follow_ups.Kind, reason: str) -> None:
    follow_ups.upsert_open(
        turn.tx, turn.conversation, kind, turn.now, reasons=[reason], priority=records.is_priority(turn)
    )
