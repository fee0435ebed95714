"""A permission to contact the clinician that changes while something else, or nothing, is being asked."""

from __future__ import annotations

import re

from actions import asides, goals, records
from actions.turn import Turn
from bot.clinic import reading as answers
from bot.clinic.calendar import say_time
from bot.clinic.interview.facts import given
from bot.clinic.interview.loose import keeps_appointment
from bot.clinic.interview.named import name_in
from bot.clinic.interview.permission import (
    grants_permission,
    limits_permission,
    suspends_permission,
    withdraws_permission,
    without_withdrawal,
)
from bot.store import bookings

_APPOINTMENT = re.compile(r"\b(?:app\w*t|appointments?|consult\w*|booking|visit|meeting|it)\b", re.IGNORECASE)
_OF_APPOINTMENTS = ("cancel_booking", "reschedule_booking", "show_booking")
_BESIDE_THE_QUESTIONS = ("move", "cancel")


def answer_loose(turn: Turn) -> bool:
    """While no question is open, also after the booking: "don't call" is then no word on the appointment."""
    return _withdraws(turn) or _limits(turn) or _grants(turn)


def answer_while_changing(turn: Turn) -> bool:
    """While an appointment is being moved or canceled: whether the message took back a permission, and nothing else.

    What it says besides is left in `turn.message`.
    """
    if turn.draft.goal not in _BESIDE_THE_QUESTIONS:
        return False
    text, known = turn.message.text, dict(turn.draft.facts)
    if not _is_taken_back(turn):
        return _limits(turn) or (_has_refused(turn) and _grants(turn))
    goals.withdraw_permission(turn)
    rest = without_withdrawal(text, known)
    if not rest:
        return True
    turn.message = turn.message.with_only(rest)
    return False


def say_what_stands(turn: Turn, question: str | None) -> bool:
    """When or how to call the clinician is not noted, and nobody is left to think so. Whether it was wished.

    What must happen before they are called is a condition, and none can be kept: then it is asked once more.
    """
    draft, text = turn.draft, turn.message.text
    if question == "consent":
        if draft.facts.get("consent") is None and answers.sets_condition(text):
            turn.say("condition_not_kept")
        return False
    limited = limits_permission(text, draft.facts)
    if limited and draft.facts.get("consent") == "yes":
        if suspends_permission(text, draft.facts):
            draft.forget(["consent"])
            turn.say("condition_not_kept")
        else:
            turn.say("limit_not_kept")
    return limited


def _withdraws(turn: Turn) -> bool:
    if not _is_taken_back(turn):
        return False
    message, known = turn.message, dict(turn.draft.facts)
    goals.withdraw_permission(turn)
    asides.answer(turn, [part for part in message.asides if not withdraws_permission(part.text, known)
                         and (part.intent not in _OF_APPOINTMENTS or _is_about_it(part.text))])  # fmt: skip
    _offer_psychiatrist(turn)
    return True


def _offer_psychiatrist(turn: Turn) -> None:
    """Where somebody has an appointment and no clinician who may be asked: the way that the questions would offer."""
    draft = turn.draft
    if not goals.has_booking(turn) or draft.goal is not None or draft.facts.get("psychiatrist") == "yes":
        return
    turn.say("psychiatrist_instead", (turn.text("choice.yes"), turn.text("choice.no")))
    draft.invitation = "psychiatrist"


def settle_psychiatrist(turn: Turn, *, wanted: bool) -> None:
    """What was answered to that: the screening of the appointment says it, and so do the staff's notes."""
    draft, clinic = turn.draft, turn.assistant.clinic
    draft.facts["psychiatrist"] = "yes" if wanted else "no"
    _screen_anew(turn)
    outcome = draft.outcome or {}
    reason = (
        "would like to speak with the staff psychiatrist instead" if wanted else "wants no staff psychiatrist either"
    )
    records.note_clinician_matter(turn, reason)
    mine = bookings.active_for(turn.tx, turn.conversation, turn.phone, turn.now)
    slot = say_time(mine[0].starts_at, clinic) if mine else ""
    told = " and ".join(outcome.get("reasons") or ())
    turn.say("psychiatrist_noted" if wanted else "psychiatrist_declined", slot=slot, reasons=told)


def _screen_anew(turn: Turn) -> None:
    """The appointment refers to the answers that hold now."""
    records.bring_up_to_date(turn)
    outcome = turn.draft.outcome or {}
    if outcome.get("id") is not None:
        bookings.refer(turn.tx, turn.conversation, screening_id=outcome["id"])


def _is_taken_back(turn: Turn) -> bool:
    facts = turn.draft.facts
    return facts.get("consent") == "yes" and withdraws_permission(turn.message.text, facts)


def _is_about_it(text: str) -> bool:
    return _APPOINTMENT.search(text) is not None and not keeps_appointment(text)


def _limits(turn: Turn) -> bool:
    """After the booking nothing is asked any more: with a condition nobody is called before staff have settled it."""
    facts, text = turn.draft.facts, turn.message.text
    if facts.get("consent") != "yes" or not limits_permission(text, facts):
        return False
    if suspends_permission(text, facts):
        goals.withdraw_permission(turn, "permission_suspended")
        _offer_psychiatrist(turn)
    else:
        turn.say("limit_not_kept")
    return True


def _has_refused(turn: Turn) -> bool:
    return turn.draft.facts.get("consent") == "no"


def _grants(turn: Turn) -> bool:
    """Given after all: with an appointment the staff ask for what is missing, else the questions go on."""
    draft, text = turn.draft, turn.message.text
    if not _has_refused(turn) or not grants_permission(text, draft.facts):
        return False
    if not goals.has_booking(turn):
        goals.begin_consultation(turn)
        return True
    draft.facts.update({"consent": "yes", **given("clinician_name", name_in(text, draft.facts))})
    records.note_consent(turn, {"consent": "yes"})
    if draft.facts.get("psychiatrist") == "no":
        draft.forget(["other"])  # it was asked only because the clinician might not be
        _screen_anew(turn)
    records.note_clinician_matter(turn, "permission to contact was given again: ask for name and number")
    turn.say("permission_given_booked")
    return True
