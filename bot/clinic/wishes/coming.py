"""Rules for phrasal verbs of coming and calling: in "come in the day after" the "in" is no preposition of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Rule, Token, words


def _particles(_: Frame, tokens: Sequence[Token]) -> list[Token]:
    """The words of place among the tokens belong to the verb, and are lost to the rules of days and times."""
    return [replace(t, word=f"({t.word})", tags=frozenset({"F"})) if t.word in _PLACES else t for t in tokens]


def _before_last(frame: Frame, tokens: Sequence[Token]) -> list[Token]:
    """The same, where the last token is only looked at ("pop over around 3")."""
    return [*_particles(frame, tokens[:-1]), tokens[-1]]


_PLACES = words("in by over up down through back")
_COME = (
    "come|comes|coming|drop|dropping|stop|stopping|swing|swinging|pop|popping|walk|walking|call|calling|head|drive|get"
)
_BRING = "fit|squeeze|slot|get|see|have|bring|take|book|work|pencil|put"
_WHOM = "me|us|him|her|them|it|someone|mom|dad"
# What follows a particle; before a number or "a week" the same word is the preposition ("come in 3 days").
_THEN = (
    "tomorrow|today|tonight|WD|WDS|on|at|AT|for|after|before|from|between|until|around|this|next|early|late|sometime"
)
_THE = "the day|WD|ORD|week|minute|second|moment"

PARTICLES = [
    Rule(f"{_COME} on|back|right? in|by|over|up|down|through {_THEN}", _before_last),
    Rule(f"{_COME} in|by|over|up|down {_THE}", _before_last),
    Rule(f"{_BRING} {_WHOM} back|right? in {_THEN}", _before_last),
    Rule(f"{_BRING} {_WHOM} in {_THE}", _before_last),
    Rule(f"check|call|circle|text|write back {_THEN}", _before_last),
    # who asks to come back in a week comes then; who is back in a week comes from then on
    Rule("to|can|could|may|shall|should|would|will|ill i|we|he|she|they? come back", _particles),
    Rule("^|STOP|COMMA come back", _particles),
    Rule(f"move|bump|push|bring|moved|bumped {_WHOM}|this|that|things up to|until", _particles),
]
