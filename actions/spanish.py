"""Somebody who writes in Spanish hears once what the assistant can do with it, and is then taken further."""

from __future__ import annotations

from dataclasses import replace

from actions import goals
from actions.turn import Turn
from bot.clinic.interview.spanish import books_in_spanish, finds_english_hard, is_spanish, without_that

_TOLD = "spanish"


def tell_once(turn: Turn) -> bool:
    """Say it, the first time, and take what speaks of it out of the message. Whether nothing else is left to read."""
    text = turn.message.text
    hard = finds_english_hard(text)
    if not (hard or is_spanish(text)):
        return False
    if not turn.draft.topics_told.get(_TOLD):
        tell(turn)
    if not hard:
        return False
    rest = without_that(text)
    turn.message = replace(turn.message, text=rest, intent="", confidence=0.0, understood=False, parts=())
    return not rest


def tell(turn: Turn) -> None:
    turn.draft.count_told(_TOLD)
    turn.say("in_spanish")


def answer_loose(turn: Turn) -> bool:
    """While no question is open; who asks for an appointment in Spanish gets the first question."""
    books = books_in_spanish(turn.message.text)
    alone = tell_once(turn)
    if books:
        turn.draft.invitation = None
        goals.begin_consultation(turn)
        return True
    return alone or (turn.draft.topics_told.get(_TOLD) == 1 and not turn.message.intent and goals.took_up(turn))
