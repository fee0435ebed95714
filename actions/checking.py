"""Who asks at the summary whether a value is there hears what is: it is no yes, and no question about the clinic."""

from __future__ import annotations

from typing import Any

from actions import asides
from actions.turn import Turn
from bot.clinic.contacts import read_contacts
from bot.clinic.interview.clauses import clauses_of
from bot.clinic.interview.facts import as_facts
from bot.clinic.interview.message import SURE
from bot.clinic.reading.checking import checked_fields


def tells_what_is_there(turn: Turn) -> bool:
    """Whether the message asks so, and is answered; one that also tells a new value is read as what it tells."""
    draft, message = turn.draft, turn.message
    if draft.question != "summary" or draft.goal != "consultation":
        return False
    asked = checked_fields(message.text)
    told = ". ".join(clause.text for clause in clauses_of(message.text) if not clause.asks)
    new = as_facts(read_contacts(told, "summary")) if told else {}
    if asked is None or any(not _is_known(draft.facts.get(name), value) for name, value in new.items()):
        return False
    given = [name for name in asked if draft.facts.get(name)]
    missing = [name for name in asked if name not in given]
    if given:
        turn.say("so_far", facts=turn.named(given))
    if missing:
        turn.say("so_far_without", facts=turn.named(missing))
    others = [part for part in message.parts if part.is_question and part.intent.startswith("faq/")]
    asides.answer(turn, [part for part in others if part.confidence >= SURE and checked_fields(part.text) is None])
    draft.manner = "again"
    return True


def _is_known(known: Any, value: Any) -> bool:
    """Whether a value is the one that is stored, or a part of it: "Keough" of "Ann Keough"."""
    if not isinstance(known, str) or not isinstance(value, str):
        return bool(known == value)
    return {*value.lower().split()} <= {*known.lower().split()}
