"""The only action that may say "booked", "moved" or "cancelled": it writes the row and speaks from it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import besides, goals, minors, records, times
from actions.turn import Turn, open_turn, reflect
from bot import notices
from bot.clinic.appointment import Kind, appointment_card
from bot.clinic.calendar import cells_of, say_time
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.flow import can_reach, is_calling, named_clinician, next_question
from bot.clinic.interview.update import spoken
from bot.store import bookings, follow_ups
from bot.store.bookings import Booking

FORM = "consultation_form"


class SubmitConsultation(Action):
    """Runs when the form is complete; does what the goal of the draft is, if the person has agreed to it."""

    def name(self) -> str:
        return "action_submit_consultation"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        with open_turn(dispatcher, tracker) as turn:
            again = submit(turn, agreed=tracker.get_slot("summary") == "agreed")
            events = reflect(turn.draft)
        return [*events, FollowupAction(FORM)] if again else events


def submit(turn: Turn, *, agreed: bool) -> bool:
    """Finish the draft's goal. True when a question is open again, because the time is gone."""
    draft, clinic = turn.draft, turn.assistant.clinic
    if draft.goal is None or draft.stopped:
        return False
    if is_calling(draft, clinic):
        if next_question(draft, clinic) is None:
            _follow_up(turn)
        return False
    if draft.goal == "link":
        if next_question(draft, clinic) is None:
            goals.send_link(turn)
            _done(turn)
        return False
    if not agreed or (times.slot_of(draft) is None and draft.goal != "cancel"):
        return False
    finish = {"consultation": _book, "move": _move, "cancel": _cancel}[draft.goal]
    try:
        finish(turn)
    except bookings.SlotBlocked:
        return _lost(turn, "slot_taken")  # what is held has not run out
    except (bookings.SlotTaken, bookings.HoldExpired):
        return _lost(turn, "slot_taken" if draft.goal == "move" else "hold_expired")
    except bookings.TooLate:
        if draft.goal == "consultation" and (slot := times.slot_of(draft)) is not None:
            times.offer_near_passed(turn, slot)
            return _ask_again(turn)
        turn.say("too_late")
        _done(turn)
    return draft.question is not None


def _lost(turn: Turn, text_id: str) -> bool:
    times.taken(turn, text_id)
    return _ask_again(turn)


def _ask_again(turn: Turn) -> bool:
    turn.draft.question = "slots" if turn.draft.offers else "when"
    turn.draft.manner = "ask"
    return True


def _done(turn: Turn) -> None:
    draft = turn.draft
    draft.goal, draft.question, draft.manner, draft.tries = None, None, "ask", 0
    draft.drop_time()
    draft.topic = None  # from here on "how long will it take?" is about what was settled
    draft.booking_id, draft.old_time, draft.old_start = None, None, None
    if draft.after is not None:
        draft.goal, draft.after, draft.stopped = draft.after, None, True
        draft.invitation = "resume"


def _follow_up(turn: Turn) -> None:
    """Staff call: never an appointment, and never called one."""
    draft = turn.draft
    screening = draft.goal == "consultation"
    outcome = draft.outcome or {}
    follow_ups.upsert_open(
        turn.tx,
        turn.conversation,
        kind="screening" if screening else "callback",
        person_id=records.save_person(turn),
        reasons=[*(outcome.get("reasons", ()) if screening else _reasons_to_call(draft)), *_number_of_patient(draft)],
        preferred_time=draft.facts.get("call_time"),
        wants_slot_request=screening,
        priority=records.is_priority(turn),
        now=turn.now,
    )
    wish = draft.facts.get("call_time")
    unsaid = turn.text("time_unsaid") if "when" in draft.skipped else ""
    turn.say(
        "follow_up_saved" if screening else "callback_saved",
        called=spoken("phone", draft.facts["phone"]),
        time_wish=turn.text("time_wish", wish=wish) if wish else unsaid,
    )
    draft.forget(["when"])
    _done(turn)
    if draft.invitation == "resume":
        turn.say("invite_resume", (turn.text("choice.yes"), turn.text("choice.no")))


def _reasons_to_call(draft: Draft) -> list[str]:
    reasons = [minors.PATIENT] if draft.facts.get("patient") == "minor" else []
    return [*reasons, "writes in Spanish"] if draft.topics_told.get("spanish") else reasons


def _number_of_patient(draft: Draft) -> list[str]:
    """That of the one whom somebody else writes for, where it is not the number to call."""
    number = draft.facts.get("patient_phone")
    return [f"the patient's own number is {spoken('phone', number)}"] if number else []


def _book(turn: Turn) -> None:
    draft, rules = turn.draft, turn.assistant.clinic.consultation
    slot = times.slot_of(draft)
    assert slot is not None  # noqa: S101  `submit` has looked
    person = records.save_person(turn)
    records.announce_texts(turn)  # the number may have been put right since they were permitted
    clinician = records.save_clinician(turn, person)
    records.bring_up_to_date(turn)
    outcome = draft.outcome or {}
    try:
        # the same one, renewed; or, if it had run out and nobody took it, a new one
        held = times.hold(turn, slot)
        booking = bookings.confirm(
            turn.tx,
            held.id,
            person_id=person,
            screening_id=outcome.get("id"),
            treating_clinician_id=clinician,
            notes=list(outcome.get("notes", ())),
            priority=records.is_priority(turn),
            idempotency_key=f"{turn.conversation}:{held.id}",
            now=turn.now,
            active_per_person=rules.active_per_person,
            own_phone=turn.phone,
        )
    except bookings.AlreadyBooked as other:
        _already(turn, other.booking, other.own, person)
        return
    if (asked := follow_ups.open_of(turn.tx, turn.conversation, "screening")) is not None and not besides.stays(turn):
        follow_ups.close(turn.tx, asked.id, turn.now, note="a consultation was booked since")
    note = ""
    if clinician is not None and can_reach(draft.facts):
        note = turn.text("booked_clinician", clinician=named_clinician(draft.facts))
    elif draft.facts.get("psychiatrist") == "yes":
        note = turn.text("booked_psychiatrist")
    _done(turn)
    bookings.set_token(turn.tx, booking.id, turn.assistant.appointment_token(booking.public_id))
    _tell_elsewhere(turn, booking, "booked")
    turn.say("booked", slot=_time(turn, booking), reference=booking.reference, note=note)
    _card(turn, booking, "booked")


def _already(turn: Turn, booking: Booking, own: bool, person: int) -> None:
    """One consultation at a time; whose it is, is only told in the conversation that made it."""
    times.release(turn)
    if own:
        turn.say("already_booked", slot=_time(turn, booking), reference=booking.reference)
    else:
        follow_ups.upsert_open(
            turn.tx,
            turn.conversation,
            kind="booking_trouble",
            person_id=person,
            reasons=["another consultation is booked with this phone number"],
            preferred_time=None,
            wants_slot_request=True,
            priority=records.is_priority(turn),
            now=turn.now,
        )
        turn.say("already_booked_elsewhere")
    _done(turn)


def _move(turn: Turn) -> None:
    draft = turn.draft
    slot = times.slot_of(draft)
    assert slot is not None  # noqa: S101  `submit` has looked
    assert draft.booking_id is not None  # noqa: S101  the goal is only set with one
    cells = cells_of(slot, turn.assistant.clinic.consultation)
    booking = bookings.move(
        turn.tx,
        draft.booking_id,
        slot,
        cells,
        turn.now,
        actor="person",
        holder=turn.conversation,
        clinic=turn.assistant.clinic,
    )
    _done(turn)
    draft.changed = "move"
    _tell_elsewhere(turn, booking, "moved")
    turn.say("moved", slot=_time(turn, booking), reference=booking.reference)
    _card(turn, booking, "moved")


def _cancel(turn: Turn) -> None:
    draft = turn.draft
    assert draft.booking_id is not None  # noqa: S101  the goal is only set with one
    booking = bookings.cancel(turn.tx, draft.booking_id, turn.now, actor="person")
    _done(turn)
    draft.changed, draft.cancelled_start = "cancel", booking.starts_at.isoformat()
    _tell_elsewhere(turn, booking, "cancelled")
    minor = draft.facts.get("age") == "minor"
    turn.say("cancelled_minor" if minor else "cancelled", slot=_time(turn, booking))
    _card(turn, booking, "cancelled")


def _tell_elsewhere(turn: Turn, booking: Booking, kind: Kind) -> None:
    """Texts and reminders, and any other conversation that is about it."""
    notices.appointment_changed(turn.tx, turn.assistant, booking, kind, turn.now, told=turn.phone)
    notices.settle_elsewhere(turn.tx, turn.assistant, booking, kind, turn.now, acting=turn.conversation)


def _time(turn: Turn, booking: Booking) -> str:
    return say_time(booking.starts_at, turn.assistant.clinic)


def _card(turn: Turn, booking: Booking, kind: Kind) -> None:
    """The appointment itself, beside what is said of it; how it is shown is the channel's matter."""
    turn.dispatcher.utter_message(json_message={"card": appointment_card(turn.assistant.clinic, kind, booking)})
