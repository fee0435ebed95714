"""Begin what a person wants: a consultation, a call by staff, a look at or a change of their appointment."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from actions import besides, records, reminding, resuming, settling, times
from actions.days import say_of_day, tell_if_closed
from actions.noted import change_time, say_noted, says_cancelled
from actions.turn import Turn
from bot import notices
from bot.clinic import reading as answers
from bot.clinic.calendar import say_time
from bot.clinic.interview.flow import is_calling, screening_of
from bot.clinic.interview.loose import books_anew, of_reminders, speaks_of_appointment, wants_one_more
from bot.clinic.interview.reading import Reading, read
from bot.clinic.interview.update import Said, erase_clinician, spoken, take
from bot.clinic.profile import Outcome
from bot.clinic.wishes import Kind, read_wish
from bot.store import bookings, follow_ups, opt_outs, outbox, people
from bot.store.bookings import Booking
from bot.store.follow_ups import FollowUp


def begin_consultation(turn: Turn) -> None:
    """Start the questions that lead to a consultation, or say why there is nothing to start."""
    draft, running = turn.draft, turn.assistant
    existing = active(turn)
    if existing and len(existing) >= running.clinic.consultation.active_per_person:
        if names_other_time(turn) and not wants_one_more(turn.message.text):
            change_booking(turn, "move")  # "could it be the 14th?", said of the one that stands
            return
        booking = existing[0]
        if wants_one_more(turn.message.text):
            turn.say("one_each")
        turn.say("already_booked", slot=say_time(booking.starts_at, running.clinic), reference=booking.reference)
        draft.invitation = "change"
        return
    if refused_minor(turn) or tells_guest(turn):
        return
    if stands_already(turn):
        turn.say("follow_up_stands")
        settling.say_way(turn)
        return
    if draft.goal is None and draft.outcome is not None:
        draft.outcome = None  # a new start tells its outcome again
    fresh = draft.goal is None and not draft.facts
    draft.start("consultation")
    reading = read(draft, turn.message, running.clinic, turn.hours, turn.now)
    if fresh:
        turn.say("start")
    turn.say_all(besides.heard(turn, lambda: _take(turn, reading)))
    if (draft.outcome or {}).get("outcome") == Outcome.STAFF_FOLLOW_UP.value and call_to_come(turn) is None:
        settling.ask_again(turn)  # the call is not wanted: what it was for is open again
    if reading.wish is not None and draft.wish is None:
        tell_if_closed(turn, reading.wish)
        times.keep_wish(turn, reading.wish)
    draft.manner = "ask"


def _take(turn: Turn, reading: Reading) -> list[Said]:
    """Keep what was read, and with it what it permits."""
    said = take(turn.draft, reading)
    records.note_consent(turn, {name: value for name, value in reading.facts.items() if name == "consent"})
    return said


def remember(turn: Turn) -> None:
    """Keep what a person says of themself while asking something, so that it is not asked again."""
    draft = turn.draft
    reading = read(draft, turn.message, turn.assistant.clinic, turn.hours, turn.now)
    said = _take(turn, reading)
    turn.say_all([one for one in said if one.text_id.startswith("permission_")])
    if reading.wish is not None and draft.goal is None and draft.wish is None:
        times.keep_wish(turn, reading.wish)


def took_up(turn: Turn) -> bool:
    """Begin for somebody new who says for whom, what for or by whom treated: "depressed, 44, need help".

    False where nothing of that is said; what else is told ("my number is ...") is kept, and not asked again.
    """
    draft = turn.draft
    if draft.goal is not None or draft.outcome is not None or has_booking(turn) or draft.guest is not None:
        return False
    told = read(draft, turn.message, turn.assistant.clinic, turn.hours, turn.now).facts
    if any(told.get(name) for name in ("who", "reason", "clinician_name")):
        begin_consultation(turn)
        return True
    remember(turn)
    return False


def stands_already(turn: Turn) -> bool:
    """Whether the staff have been asked to call about it, and nothing in the message changes why."""
    draft = turn.draft
    followed = (draft.outcome or {}).get("outcome") == Outcome.STAFF_FOLLOW_UP.value
    if draft.goal is not None or not followed or call_to_come(turn) is None:
        return False
    said = read(draft, turn.message, turn.assistant.clinic, turn.hours, turn.now)
    return not said.facts and said.change is None


def refused_minor(turn: Turn) -> bool:
    """Whether the person is under age by what they said; the same answer again, unless they now say otherwise."""
    draft = turn.draft
    if draft.facts.get("age") != "minor":
        return False
    if answers.volunteered_adult(turn.message.text, turn.assistant.clinic.screening.min_age):
        draft.facts["age"], draft.outcome = "adult", None
        return False
    again = (draft.outcome or {}).get("outcome") == Outcome.NOT_ELIGIBLE_ONLINE.value
    screening = screening_of(draft, turn.assistant.clinic)
    if not again:
        draft.outcome = records.note_screening(turn, screening)
    turn.say("not_eligible_online_again" if again else "not_eligible_online", reasons=" and ".join(screening.reasons))
    return True


def tells_guest(turn: Turn) -> bool:
    """Whether somebody writes on the phone of a person whom we know: of that one they learn nothing, but a way on."""
    if turn.draft.guest is None:
        return False
    turn.say("guest" if turn.draft.count_told("guest") % 2 else "guest_again")
    return True


def ask_for_call(turn: Turn) -> None:
    """A person wants a person: take name, number and a good time, and leave it for the staff."""
    draft = turn.draft
    if refused_minor(turn) or tells_guest(turn):
        return
    wish, calling, entry = _when_to_call(turn), is_calling(draft, turn.assistant.clinic), call_to_come(turn)
    if entry is not None and not calling:  # nobody is asked twice for the same, and the staff see one entry
        change_time(turn, entry, wish) if wish else say_noted(turn, entry)
        return
    turn.say("bot_to_person")
    if wish:
        draft.facts["call_time"] = wish
    for booking in active(turn):  # who they are is known, also where the other channel has booked
        known = people.person_of(turn.tx, booking.conversation_id)
        if known is not None and known.name:
            draft.facts.setdefault("name", known.name)
    if calling:
        return  # a call is what is being arranged
    times.release(turn)
    reading = read(draft, turn.message, turn.assistant.clinic, turn.hours, turn.now)
    turn.say_all(_take(turn, replace(reading, answered=False)))
    draft.after = draft.goal if draft.goal == "consultation" else None
    draft.start("callback")
    draft.manner = "ask"


def _when_to_call(turn: Turn) -> str:
    """The time that was asked for together with the call: "have somebody phone me, mornings"."""
    wish = read_wish(turn.message.statement, turn.now, turn.hours)
    return (wish.describe() or "") if wish.kind is Kind.window else ""


def change_booking(turn: Turn, goal: Literal["move", "cancel"]) -> None:
    """Move or cancel the appointment of this conversation, after a clear yes."""
    draft, running = turn.draft, turn.assistant
    found = active(turn)
    if not found and goal == "move" and books_anew(turn.message.text):
        begin_consultation(turn)  # "can I rebook for the 8th?", after it was cancelled
        return
    if not found:
        _no_booking(turn)
        return
    times.release(turn)
    draft.start(goal)
    draft.booking_id = found[0].id
    draft.old_time = say_time(found[0].starts_at, running.clinic)
    draft.old_start = found[0].starts_at.isoformat()
    draft.manner = "ask"
    if goal == "move":
        reading = read(draft, turn.message, running.clinic, turn.hours, turn.now)
        if reading.wish is not None:
            times.keep_wish(turn, reading.wish)


def show_booking(turn: Turn) -> None:
    """Say when the appointment of this conversation is."""
    found = active(turn)
    for booking in found:
        turn.say("booking", slot=say_time(booking.starts_at, turn.assistant.clinic), reference=booking.reference)
    if not found:
        _no_booking(turn)


def _answers_for_day(turn: Turn) -> bool:
    """Where nothing is booked, "do you have this thursday?" asks for a time and not for an appointment."""
    wish = read_wish(turn.message.text, turn.now, turn.hours)
    if wish.kind not in (Kind.window, Kind.closed) or speaks_of_appointment(turn.message.text):
        return False
    say_of_day(turn, wish)
    if turn.draft.goal is None:
        begin_consultation(turn)
    if turn.draft.goal == "consultation" and turn.draft.wish is None:
        times.keep_wish(turn, wish)
    return True


def _no_booking(turn: Turn) -> None:
    """None is known here. It may have been made by text or in another chat: then its link is for its number."""
    if tells_guest(turn) or _answers_for_day(turn) or says_cancelled(turn):
        return
    turn.say("no_booking")
    if not resuming.invite_back(turn) and turn.phone is None and turn.draft.goal is None:
        turn.draft.invitation = "link"
        turn.say("invite_link", (turn.text("choice.yes"), turn.text("choice.no")))


def ask_for_link(turn: Turn) -> None:
    """Text the page of an appointment to the number that it was booked with, which may have to be asked for."""
    draft = turn.draft
    draft.start("link")
    draft.forget(["phone"])  # the number of that appointment, which may be another one
    draft.manner = "ask"


def send_link(turn: Turn) -> None:
    """Whoever types a number learns nothing from the answer; only its owner gets the text."""
    phone = turn.draft.facts["phone"]
    notices.text_link(turn.tx, turn.assistant, phone, turn.now)
    turn.say("link_sent", called=spoken("phone", phone))


def opt_out(turn: Turn, text_id: str | None = None) -> None:
    """No more texts. By text it holds for the number, whatever they are about; the staff know that it takes a call now.

    On the website anybody can type a number, so there it holds for what was permitted in this conversation.
    """
    if of_reminders(turn.message.text):
        reminding.end(turn, active(turn))
        return
    conversation, now = turn.conversation, turn.now
    address = turn.phone or conversation
    opt_outs.record(turn.tx, address, now, out=True, source=opt_outs.WORDING, conversation_id=conversation)
    booked = active(turn)
    if turn.phone is not None:
        outbox.withdraw(turn.tx, "opted out", recipient=turn.phone)
    else:
        people.record_consent(
            turn.tx, conversation, kind="texts", granted=False, wording_version="opt-out", wording="", now=now
        )
        for booking in booked:
            outbox.withdraw(turn.tx, "opted out", booking_id=booking.id)
        records.withdraw_news_of_texts(turn)
        turn.draft.facts["texts"] = "no"
    if booked or _is_known(turn):
        reason = notices.WANTS_NONE + (", and an appointment is booked; please phone" if booked else "")
        urgent = records.is_priority(turn)
        follow_ups.upsert_open(turn.tx, conversation, "change", now, reasons=[reason], priority=urgent)
    if turn.channel == "sms":  # this is the one text that may still be sent: it greets nobody and asks nothing
        turn.draft.greeted = True
        times.release(turn)
        turn.draft.pause()
    turn.say(text_id or ("opted_out_booked" if booked else "opted_out"))


def _is_known(turn: Turn) -> bool:
    """Whether anything was given that the staff could act on; a stranger who wants no texts is none of their work."""
    if turn.phone is None or turn.draft.guest is not None or turn.draft.facts.keys() - {"phone", "texts"}:
        return True
    return records.is_priority(turn) or follow_ups.open_of(turn.tx, turn.conversation, "change") is not None


def names_other_time(turn: Turn) -> bool:
    """Whether somebody with an appointment names another time."""
    wish = read_wish(turn.message.statement, turn.now, turn.hours)
    return has_booking(turn) and (wish.kind is Kind.window or bool(wish.candidates))


def has_booking(turn: Turn) -> bool:
    """Whether the conversation has an appointment to come."""
    return bool(active(turn))


def call_to_come(turn: Turn) -> FollowUp | None:
    """The call that the staff have been asked for in this conversation, if it is still open."""
    if turn.draft.guest is not None:
        return None
    found = (follow_ups.open_of(turn.tx, turn.conversation, kind) for kind in ("callback", "screening"))
    return next((entry for entry in found if entry is not None), None)


def withdraw_permission(turn: Turn, text_id: str = "permission_withdrawn") -> None:
    """Nobody contacts the clinician any more; staff decide with the person how it goes on."""
    turn.draft.facts["consent"] = "no"
    erase_clinician(turn.draft)
    records.note_consent(turn, {"consent": "no"})
    slots = [say_time(booking.starts_at, turn.assistant.clinic) for booking in active(turn)]
    turn.say(text_id if slots else "permission_refused", slot="".join(slots[:1]))


def active(turn: Turn) -> list[Booking]:
    """None where somebody else has the phone just now: it is not theirs."""
    return [] if turn.draft.guest else bookings.active_for(turn.tx, turn.conversation, turn.phone, turn.now)
