"""Figures that stand for words in texts: "do i have 2 be there", "thx 4 ur help", "me 2" name no hour."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over, words

_VERBS = (
    "be|come|bring|have|get|see|go|do|talk|speak|know|pay|sign|book|move|change|reschedule|cancel|ask|drive|fill|call|"
    "tell|take|start|wait|stay|fast|show|visit|try|help|join|meet|make|park|prepare|wear|eat|drink|check|confirm|say|"
    "keep|need|find|use|send|put|set|give|leave|think|feel|work"
)
_WHOM = (
    "me|my|mine|us|our|ur|you|your|him|her|his|them|their|this|that|it|the|a|an|now|real|sure|all|everything|anything|"
    "anxiety|depression|ptsd|someone|somebody|what|which|who"
)
# Words before a figure that is an hour all the same: "at 2 do you have ...", "make it 4 this friday".
_BEFORE_HOURS = words(
    "at @ around by about after before until till from between past to it or and do say try maybe like than"
)
_DATES = frozenset({"WD", "WDS", "MONTH", "AT", "ISHMARK", "OR", "AND", "DASH"})


def _is_hour(before: Token) -> bool:
    return before.word in _BEFORE_HOURS or bool(before.tags & _DATES)


def _behind(word: str) -> Build:
    def build(_: Frame, tokens: Sequence[Token]) -> Built:
        if _is_hour(tokens[0]) or "DIGITS" not in tokens[1].tags:
            return None
        return [tokens[0], over(tokens[1:2], "F", word=word), *tokens[2:]]

    return build


def _first(_: Frame, tokens: Sequence[Token]) -> Built:
    return [over(tokens[:1], "F", word="to"), *tokens[1:]] if "DIGITS" in tokens[0].tags else None


SHORTHAND = [
    Rule(f". 2 {_VERBS}", _behind("to")),
    Rule("^ 2 be|come|bring|have|get|see|talk|speak|know|book|cancel|ask|make|confirm", _first),
    Rule(f". 4 {_WHOM} !time|ORD|DOM|WD|WDS|MONTH|week|one|next", _behind("for")),
    Rule("me|us|you|him|her|them|that 2 ( STOP | COMMA | $ )", _behind("too")),
]
