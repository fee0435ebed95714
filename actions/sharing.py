"""A phone or chat that two people share: what one has given is neither told to the other nor taken for theirs."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from actions import goals, times
from actions.turn import Turn
from bot.clinic import reading as answers
from bot.clinic.interview.loose import wants_one_more
from bot.clinic.reading import newcomer
from bot.store import people

_BRIEF = 4  # words of who only says their name
_GONE_AFTER = timedelta(hours=24)  # without a word of theirs; then the phone's owner need not say who they are


def answer_loose(turn: Turn) -> bool:
    """While no question is open. Whether the message is answered; who has the phone back is then read as ever."""
    if turn.draft.guest is not None:
        return _goes_on(turn)
    return changes_hands(turn) or _only_says_who(turn)


def _only_says_who(turn: Turn) -> bool:
    """Whether who booked says nothing but their name: "it's me, Ann"."""
    text = turn.message.text
    named = goals.has_booking(turn) and len(text.split()) <= _BRIEF and newcomer.is_named(text, _names(turn))
    if not named or turn.message.asides or turn.message.is_question or turn.draft.asked == "mend.name":
        return False
    turn.say("hello_again")
    return True


def changes_hands(turn: Turn) -> bool:
    """Whether the writer turns out to be another person than the one before, and that is answered.

    With an appointment or a call to come nothing is told of it, and the newcomer is shown a way of their own: here one
    person is known for each number. Where nothing is arranged, the questions begin anew for who wants it for themself.
    """
    draft, text = turn.draft, turn.message.text
    if draft.guest is not None or not (draft.facts.keys() - {"phone"} or draft.outcome or goals.has_booking(turn)):
        return False
    age, booked = _age(turn), goals.has_booking(turn)
    another = newcomer.another_writes(text, _names(turn))
    if not another and not (booked and _is_too_young_for_it(turn)):
        return False
    own = newcomer.wants_own(text) or (age is True and newcomer.wants_some(text))
    if booked or (_is_known(turn) and (own or age is False)):
        _receive(turn, age)
        return True
    if not own or draft.goal not in (None, "consultation") or _is_known(turn):
        return False
    times.release(turn)
    draft.clear_person()
    _introduce(turn, age)
    draft.start("consultation")
    draft.manner = "ask"
    turn.say("new_person")
    return True


def _receive(turn: Turn, age: bool | None) -> None:
    draft, now = turn.draft, turn.now
    times.release(turn)
    draft.pause()  # a change of the appointment is dropped, and a stopped interview can be gone on with
    draft.begin_guest(newcomer.kin_of(turn.message.text), _written(now))
    _introduce(turn, age)
    if not goals.refused_minor(turn):
        goals.tells_guest(turn)


def _introduce(turn: Turn, age: bool | None) -> None:
    facts = turn.draft.facts
    facts["who"] = "self"
    if turn.phone is not None:
        facts["phone"] = turn.phone
    if age is not None:
        facts["age"] = "adult" if age else "minor"


def _goes_on(turn: Turn) -> bool:
    """One more message while the phone is in other hands."""
    draft, text = turn.draft, turn.message.text
    guest = draft.guest or {}
    is_back = newcomer.is_back(text, _names(turn), guest.get("kin"))
    if is_back or turn.now - datetime.fromisoformat(guest["at"]) > _GONE_AFTER:
        draft.end_guest()
        if not is_back or turn.message.asides or turn.message.is_question:
            return False
        turn.say("hello_again")
        return True
    guest["at"] = _written(turn.now)
    age = _age(turn)
    if age is False and draft.facts.get("age") != "minor":
        draft.facts["age"] = "minor"
        return goals.refused_minor(turn)
    return False


def _age(turn: Turn) -> bool | None:
    minimum = turn.assistant.clinic.screening.min_age
    told = answers.volunteered_adult(turn.message.text, minimum)
    return answers.patient_age(turn.message.text, minimum) if told is None else told


def _is_too_young_for_it(turn: Turn) -> bool:
    """As in "can i get one too? im 15", which is not said by the adult who booked."""
    own = answers.volunteered_adult(turn.message.text, turn.assistant.clinic.screening.min_age)
    return turn.draft.facts.get("age") == "adult" and own is False and wants_one_more(turn.message.text)


def _is_known(turn: Turn) -> bool:
    """Whether the staff know the one before by name, as for a call."""
    return goals.call_to_come(turn) is not None or people.person_of(turn.tx, turn.conversation) is not None


def _names(turn: Turn) -> list[str]:
    """Those of the one before."""
    kept = turn.draft.guest["kept"]["facts"] if turn.draft.guest is not None else turn.draft.facts
    own = people.person_of(turn.tx, turn.conversation)
    owners = people.owners_of(turn.tx, turn.phone) if turn.phone is not None else []
    return [name for name in (kept.get("name"), own and own.name, *(one.name for one in owners)) if name]


def _written(now: datetime) -> str:
    return now.astimezone(timezone.utc).isoformat()
