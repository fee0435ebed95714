"""Somebody writes that they are not the one whom we mean: nothing of anybody's appointment is told or texted there."""

from __future__ import annotations

from actions import goals
from actions.turn import Turn
from bot import notices
from bot.clinic.interview.inquiries import asks_about_texts
from bot.clinic.interview.message import LIKELY
from bot.clinic.reading.newcomer import borrows
from bot.clinic.reading.wrong_number import ends_texts, never_signed_up, says_wrong_number
from bot.store import people

EARLY = ("who", "age")
"""Questions at which a "wrong number" is not yet one that the person has given."""


def answer_loose(turn: Turn) -> bool:
    """While no question is open, or one of the first. Whether the message says so.

    Only who writes from a number knows whose it is; on the website it is nothing but a mistake to be sorry for.
    """
    if turn.phone is None:
        if turn.draft.goal is not None or not says_wrong_number(turn.message.text):
            return False
        turn.say("wrong_person")
        return True
    text, owners = turn.message.text, people.owners_of(turn.tx, turn.phone)
    if borrows(text):
        return False  # the number is right, whoever writes from it
    others = [one for one in owners if one.conversation_id != turn.conversation]
    if not says_wrong_number(text, [one.name for one in owners if one.name]) and not (others and never_signed_up(text)):
        return False
    turn.draft.invitation = None
    stopped = notices.wrong_number(turn.tx, turn.phone, turn.now)
    wants_none = ends_texts(text) or (turn.message.means("opt_out", LIKELY) and not asks_about_texts(text))
    if wants_none:
        goals.opt_out(turn)
    else:
        turn.draft.pause()
        turn.say("wrong_number" if stopped else "wrong_person")
    return True
