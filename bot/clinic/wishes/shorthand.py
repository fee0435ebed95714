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


_SAID_OF = (
    "too|no|not|out|full|fully|ok|okay|fine|good|great|perfect|bad|impossible|taken|gone|better|best|booked|free|a|my|"
    "really|so|already|possible|ideal|tricky|hard"
)


def _is_short(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "tomorrow's too soon"; in "tomorrow's appointment" nothing is said of the day."""
    name = tokens[0].word.removesuffix("'s")
    return [over(tokens[:1], word=name), over(tokens[:1], "F", word="is"), tokens[1]]


SHORTHAND = [
    Rule("between ( $ | STOP | COMMA )", lambda _, t: [over(t[:1], "F", word="btw"), *t[1:]]),  # "by the way", texted
    Rule(
        "between|of|among|for the 2|two ( $ | STOP | COMMA )",
        lambda _, t: [*t[:2], over(t[2:3], "F", word="both"), *t[3:]],
    ),
    # whose day ends with lunch may come before it, and not only outside the hours after it
    Rule("not|nothing|never after|past lunch|lunchtime", lambda _, t: [t[0], t[1], over(t[2:3], word="noon")]),
    Rule("fair game", lambda _, t: over(t, "F", word="fine")),
    Rule("up for grabs", lambda _, t: over(t, "F", word="fine")),
    Rule("at the very|absolute latest|earliest", lambda _, t: [*t[:2], t[3]]),
    Rule(f"tomorrow's|today's {_SAID_OF}", _is_short),
    Rule("HOUR|CLOCK tom ( $ | STOP | COMMA )", lambda _, t: [t[0], over(t[1:2], word="tomorrow"), *t[2:]]),
    Rule("tom morning|afternoon|am|pm|arvo", lambda _, t: [over(t[:1], word="tomorrow"), t[1]]),
    Rule(f". 2 {_VERBS}", _behind("to")),
    Rule("^ 2 be|come|bring|have|get|see|talk|speak|know|book|cancel|ask|make|confirm", _first),
    Rule(f". 4 {_WHOM} !time|ORD|DOM|WD|WDS|MONTH|week|one|next", _behind("for")),
    Rule("me|us|you|him|her|them|that 2 ( STOP | COMMA | $ )", _behind("too")),
]
