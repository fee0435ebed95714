"""Rules for numbers in words: "twenty first", and where "one" counts nothing: "the next one", "can i get one"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Built, Rule, Token, over, values
from bot.clinic.wishes.lexicon import number_tags


def _ordinal_words(_: Frame, tokens: Sequence[Token]) -> Built:
    tens, ones = values(tokens, "NUM")[0], values(tokens, "ORD")[0]
    return over(tokens, "ORD", value=tens + ones) if ones < 10 else None


def _number_words(_: Frame, tokens: Sequence[Token]) -> Built:
    tens, ones = values(tokens, "NUM")
    return over(tokens, *number_tags(tens + ones), "NUMWORD", value=tens + ones) if ones < 10 else None


# "can i get one": a consultation, where nothing else makes an hour of it
_GETS = (
    "want|wants|wanted|need|like|love|get|got|have|take|book|schedule|use|grab|try|arrange|reserve|do|having|getting "
    "( me|us|him|her|for|up )?"
)
_AN_HOUR = "thirty|fifteen|forty|oclock|o|am|pm|a.m|p.m|instead|works|or|OR|to|DASH|until|sharp|ish"
_NO_PREPOSITION = "!at|AT|around|in|on|by|after|before|for|from|past|till|until|or|and|to|usual"
NUMBERS = [
    Rule(f"{_GETS} one !{_AN_HOUR}", lambda _, t: [*t[:-1], t[-1].tagged("F")]),
    Rule(f"sign|signed|put me|us? up|down for one !{_AN_HOUR}", lambda _, t: [*t[:-1], t[-1].tagged("F")]),
    Rule("one morning|afternoon|day|evening|weekday|of", lambda _, t: [t[0].tagged("F"), t[1]]),
    Rule(
        "next|this|that|which|any|each|last|first|other|another|every|no|earlier|later|earliest|same one",
        lambda _, t: [t[0], t[1].tagged("F")],
    ),
    # "the little one", "my eldest one": a person or a thing, and no hour
    Rule(
        f"the|my|our|your|their {_NO_PREPOSITION} X|F|WD|ORD one !thirty|fifteen|oclock|am|pm|a.m|p.m|o",
        lambda _, t: [*t[:2], t[2].tagged("F")],
    ),
    Rule("twenty|thirty DASH? ORDWORD", _ordinal_words),
    Rule(
        "twenty DASH one|two|three|four|five|six|seven|eight|nine",
        lambda frame, tokens: _number_words(frame, [tokens[0], tokens[2]]),
    ),
    Rule(
        "twenty one|two|three|four|five|six|seven|eight|nine past|to|minutes",
        lambda frame, tokens: [_number_words(frame, tokens[:2]), tokens[2]],
    ),
]
