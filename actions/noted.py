"""What is noted already, said to whom it is for: a call that is to come, an appointment that was cancelled."""

from __future__ import annotations

from actions.turn import Turn
from bot.clinic.calendar import say_time
from bot.clinic.interview.update import spoken
from bot.store import bookings, follow_ups, people
from bot.store.follow_ups import FollowUp


def say_noted(turn: Turn, entry: FollowUp) -> None:
    """That they have the wish, with the number and the time; when they call, nobody here can see."""
    person = people.person_of(turn.tx, turn.conversation)
    called = spoken("phone", person.phone) if person is not None and person.phone else ""
    at = turn.text("at_number", called=called) if called else ""
    turn.say("call_noted", at=at, time_wish=wish_of(turn, entry))


def change_time(turn: Turn, entry: FollowUp, wish: str) -> None:
    """Another time for the call, in words of our own."""
    follow_ups.upsert_open(turn.tx, turn.conversation, entry.kind, turn.now, preferred_time=wish)
    turn.say("call_changed", wish=wish)


def wish_of(turn: Turn, entry: FollowUp) -> str:
    """When they would like to be called, as it stands within a sentence."""
    return turn.text("time_wish", wish=entry.preferred_time) if entry.preferred_time else ""


def says_cancelled(turn: Turn) -> bool:
    """Whether the last appointment of this conversation is cancelled, and would still be to come; then it is told."""
    last = None if turn.draft.guest else bookings.latest_of(turn.tx, turn.conversation)
    if last is None or last.state != "cancelled" or last.starts_at <= turn.now:
        return False
    turn.say("is_cancelled", slot=say_time(last.starts_at, turn.assistant.clinic))
    return True
