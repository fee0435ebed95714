"""Somebody who writes in Spanish hears once what the assistant can do with it, and is then taken further."""

from __future__ import annotations

from dataclasses import replace

from actions import asides, goals
from actions.turn import Turn
from bot.clinic.interview.flow import is_calling
from bot.clinic.interview.message import gives_number
from bot.clinic.interview.spanish import asks_for_call, books_in_spanish, finds_english_hard, is_spanish, without_that

_TOLD = "spanish"


def tell_once(turn: Turn) -> bool:
    """Say it, the first time, and take what speaks of it out of the message. Whether nothing else is left to read."""
    text = turn.message.text
    hard, calls = finds_english_hard(text), _wants_call(turn)
    if not (hard or calls or is_spanish(text)):
        return False
    if hard or not turn.draft.topics_told.get(_TOLD):
        tell(turn)
    if calls:
        goals.ask_for_call(turn)
        _leave(turn, "")
        return True
    if not hard:
        return False
    _leave(turn, without_that(text))
    return not turn.message.text


def tell(turn: Turn) -> None:
    turn.draft.count_told(_TOLD)
    turn.say("in_spanish")


def answer_loose(turn: Turn) -> bool:
    """While no question is open; who asks for an appointment in Spanish gets the first question."""
    books = books_in_spanish(turn.message.text) and not _wants_call(turn)
    alone = tell_once(turn)
    if books:
        turn.draft.invitation = None
        asides.answer(turn, [part for part in turn.message.questions if part.intent.startswith("faq/")])
        goals.begin_consultation(turn)
        return True
    return alone or (turn.draft.topics_told.get(_TOLD) == 1 and not turn.message.intent and goals.took_up(turn))


def _wants_call(turn: Turn) -> bool:
    """Whether a call or a person is asked for, where no call is being arranged: then it is the answer."""
    wanted = None if gives_number(turn.message.text) else asks_for_call(turn.message.text)
    if wanted == "person" and turn.draft.question == "other":
        return False  # the psychiatrist, whom they are offered
    return wanted is not None and not is_calling(turn.draft, turn.assistant.clinic)


def _leave(turn: Turn, rest: str) -> None:
    turn.message = replace(turn.message, text=rest, intent="", confidence=0.0, understood=False, parts=())
