"""Somebody under age: told after a booking or a call, asked for by a parent, or pleading."""

from __future__ import annotations

from dataclasses import replace

from actions import asides, besides, goals, records, times
from actions.turn import Turn
from bot.clinic import reading as answers
from bot.clinic.calendar import say_time
from bot.clinic.interview.clauses import clauses_of
from bot.clinic.interview.flow import screening_of
from bot.clinic.interview.loose import bare_cancel
from bot.clinic.interview.reading import read
from bot.clinic.interview.update import Said, take
from bot.clinic.profile import Outcome
from bot.clinic.reading.parents import offers_as_parent, turns_to_oneself
from bot.store import bookings, follow_ups

_SAID_LATER = "the person said after booking that they are under 18; online booking is for adults"
_SAID = "the person said that they are under 18; a parent or guardian should be called"
PATIENT = "the patient is under 18"


def tells_later(turn: Turn) -> bool:
    """Whether the person says that they are under age after an appointment or a call was noted; the staff settle it."""
    draft = turn.draft
    entry = goals.call_to_come(turn)
    booked = goals.has_booking(turn)
    if draft.facts.get("age") == "minor" or not (booked or entry) or _of_age(turn) is not False:
        return False
    draft.facts["age"] = "minor"
    if booked:
        _hand_over(turn)
        return True
    if entry is not None:
        follow_ups.upsert_open(turn.tx, turn.conversation, entry.kind, turn.now, reasons=[_SAID])
    return goals.refused_minor(turn)


def leaves(turn: Turn) -> bool:
    """Whether what is being arranged is not for who has just turned out to be under age: a call, another time."""
    draft = turn.draft
    if draft.facts.get("age") != "minor" or draft.facts.get("who") == "other" or draft.goal not in ("callback", "move"):
        return False
    changing = draft.goal == "move"
    times.release(turn)
    draft.drop_time()
    draft.goal, draft.after, draft.question = None, None, None
    if changing:
        _hand_over(turn)
    else:
        goals.refused_minor(turn)
    return True


def _of_age(turn: Turn) -> bool | None:
    return answers.volunteered_adult(turn.message.text, turn.assistant.clinic.screening.min_age)


def _hand_over(turn: Turn) -> None:
    """The appointment is left to the staff: only a person's own yes cancels one here."""
    draft = turn.draft
    draft.outcome = records.note_screening(turn, screening_of(draft, turn.assistant.clinic))
    follow_ups.upsert_open(turn.tx, turn.conversation, "change", turn.now, reasons=[_SAID_LATER], priority=True)
    _say_booked(turn, "minor_booked")


def _say_booked(turn: Turn, text_id: str) -> None:
    mine = bookings.active_for(turn.tx, turn.conversation, turn.phone, turn.now)
    for booking in mine[:1]:
        turn.say(text_id, slot=say_time(booking.starts_at, turn.assistant.clinic))


def may_cancel(turn: Turn) -> bool:
    """Whether somebody wants the appointment cancelled, which is open to a minor too."""
    message = turn.message
    return goals.has_booking(turn) and (message.intent == "cancel_booking" or bare_cancel(message.text))


def pleads_with_appointment(turn: Turn) -> bool:
    """Whether a minor with an appointment is told again that it can't stand, unless they now say to be of age."""
    if not goals.has_booking(turn) or _of_age(turn) is True:
        return False
    _say_booked(turn, "minor_booked_again")
    return True


def tells_of_patient(turn: Turn) -> bool:
    """Whether it is told, unasked, that the one to be treated is a child: the staff hear of it, or a call begins."""
    draft, text = turn.draft, turn.message.text
    if draft.goal is not None or answers.patient_age(text) is not False:
        return False
    entry = goals.call_to_come(turn)
    if entry is None:
        new = draft.outcome is None and not goals.has_booking(turn)
        if not new or "other" not in (draft.facts.get("who"), answers.volunteered_who(text), answers.read_who(text)):
            return False
        draft.facts["who"] = "other"
        goals.begin_consultation(turn)
        return True
    if draft.facts.get("who") == "self":
        return False
    _note_patient(turn)
    turn.say("patient_minor")
    return True


def hears_parent(turn: Turn) -> bool:
    """Whether a parent offers to come along or to sign while a call about a child is arranged: that changes nothing."""
    draft = turn.draft
    if draft.facts.get("patient") != "minor" or not offers_as_parent(turn.message.text):
        return False
    turn.say("parent_signs")
    draft.manner = "again"
    return True


def begins_for_writer(turn: Turn) -> bool:
    """Whether who wrote for another asks for themself now; what was told of the other is not theirs."""
    draft, text = turn.draft, turn.message.text
    if draft.facts.get("who") != "other" or draft.goal != "consultation" or not turns_to_oneself(text):
        return False
    both = besides.is_promised(turn) and besides.is_besides(text, plainly=False)
    draft.forget(["reason"])
    patient = draft.facts.pop("patient", None)
    draft.facts["who"], draft.question, draft.outcome = "self", "who", None
    if both:
        besides.keep(turn, patient)
    else:
        turn.say_all([Said("changed", {"what": ["who"]})])
    reading = read(draft, turn.message, turn.assistant.clinic, turn.hours, turn.now)
    own = answers.read_reasons(". ".join(clause.text for clause in clauses_of(text) if not clause.asks))
    reasons = {"reason": list(own)} if own and own != ("unsure",) else {}
    turn.say_all(take(draft, replace(reading, facts={**reasons, **reading.facts, "who": "self"}), text))
    asides.answer(turn, [part for part in reading.asides if part.intent.startswith("faq/") and "?" in part.text])
    draft.manner = "ask"
    return True


def notes_patient(turn: Turn, words: str) -> bool:
    """The same within a question, while a call is being arranged. Whether the outcome that follows tells of it."""
    draft = turn.draft
    of_another = draft.facts.get("who") == "other" or draft.goal == "callback"
    if answers.patient_age(words) is not False or not of_another or draft.facts.get("patient") == "minor":
        return False
    if goals.call_to_come(turn) is not None and draft.goal is None:
        _note_patient(turn)
        return False
    draft.facts["patient"] = "minor"
    return draft.goal == "consultation"


def _note_patient(turn: Turn) -> None:
    draft, entry = turn.draft, goals.call_to_come(turn)
    draft.facts["patient"] = "minor"
    if entry is not None:
        follow_ups.upsert_open(turn.tx, turn.conversation, entry.kind, turn.now, reasons=[PATIENT])
    screening = screening_of(draft, turn.assistant.clinic)
    if screening.outcome is Outcome.STAFF_FOLLOW_UP and draft.outcome is not None:
        draft.outcome = records.note_screening(turn, screening)
