"""Rules for what a person's own day begins or ends with: "up by nine", "my shift ends 3", "I teach until noon".

None of it names the hour to come at. It bounds the visit: who is up by nine, or works until three, comes from then on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Built, Rule, Token, over, values, words
from bot.clinic.wishes.times import Times
from bot.clinic.wishes.tokens import Clock

_C = "CLOCK ZONE?"
_AT = "at|AT|around|about|by|like|from|ISHMARK"
_SMALL_HOURS = 6  # who is up before this hour tells of a bad night, or of a life that bounds no visit


def _as_hour(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "until 13 hours" as much of the world says it; "after 8 hours" may well be a length."""
    number = next(t for t in tokens if "NUM" in t.tags)
    if not 13 <= number.value <= 23:
        return None
    return [*tokens[:-2], over(tokens[-2:], "CLOCK", value=Clock(number.value))]


def _from(tokens: Sequence[Token], said: Clock, sort: str, *tags: str) -> Token:
    zone = next((z or None for z in values(tokens, "ZONE")), None)
    return over(tokens, "TIME", sort.upper(), *tags, value=Times(sort, (said,), zone=zone))


def _up(_: Frame, tokens: Sequence[Token]) -> Token:
    """Reads "I'm up by nine" as from nine on, "I'm not up at nine" as later than that."""
    said: Clock = values(tokens, "CLOCK")[0]
    said = replace(said, half=said.half or ("am" if said.hour < 12 else ""))
    if said.exists and min(said.candidates()) < _SMALL_HOURS * 60:
        return over(tokens, "X", "HISTORY")
    return _from(tokens, said, "past" if any("NOT" in t.tags for t in tokens) else "after", "WEAK")


def _up_then(frame: Frame, tokens: Sequence[Token]) -> Built:
    """The same, where what stands behind the hour is only looked at."""
    behind = [t for t in tokens[-1:] if not t.tags & {"CLOCK", "ZONE"}]
    return [_up(frame, tokens[: len(tokens) - len(behind)]), *behind]


def _not_before_up(frame: Frame, tokens: Sequence[Token]) -> Built:
    at = next(i for i, t in enumerate(tokens) if t.word in {"before", "until"})
    return _up(frame, tokens[at:])


def _from_waking(frame: Frame, tokens: Sequence[Token]) -> Token:
    return _up(frame, [t for t in tokens if "NOT" not in t.tags])


def _over(_: Frame, tokens: Sequence[Token]) -> Built:
    return _from(tokens, values(tokens, "CLOCK")[0], "after")


def _school_run(_: Frame, tokens: Sequence[Token]) -> Built:
    said: Clock = values(tokens, "CLOCK")[0]
    dropped = any(t.word in {"drop", "dropoff", "run"} for t in tokens) and said.hour in range(6, 11)
    return _from(tokens, replace(said, half=said.half or ("am" if dropped else "")), "after")


def _told_exactly(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "after work, I get off at four": the hour says when that is."""
    return [*(t if t.tags & {"COMMA", "STOP"} else over([t], "F", word="(then)") for t in tokens[:-1]), tokens[-1]]


_STAYS = words(
    "staying visiting remaining being keeping hoping looking waiting planning thinking asking coming living free"
)


def _busy_until(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "(because) I'm mowing lawns until 2": whatever is done until then says "busy", which turns the limit."""
    at = next(i for i, t in enumerate(tokens) if t.word == "until")
    clocks = values(tokens[at:], "CLOCK")
    if clocks and clocks[0].half == "am" and clocks[0].hour % 12 < _SMALL_HOURS:
        return None  # what keeps somebody up at night
    return [over(tokens[:at], "NOT", word="busy"), *tokens[at:]]


def _doing_until(frame: Frame, tokens: Sequence[Token]) -> Built:
    does = next(t for t in tokens if "X" in t.tags)
    known = does.word in _STAYS or not does.word.endswith("ing")
    return None if known else _busy_until(frame, tokens)


_WHAT = "F|X|PLURAL|NUMWORD? F|X|PLURAL? F|X|PLURAL? F|X|PLURAL?"
_WHEN = "until around|about|like|at? NUM|CLOCK|noon|lunch|half !UNIT|PLURAL|times"
_WORK = (
    "teach|babysit|clean|cook|study|coach|tutor|mind|watch|walk|drive|deliver|serve|volunteer|train|nanny|lecture|"
    "rehearse|nurse|bake|mow|garden|paint|labor|labour|wait|lead|care"
)

HOURS_OF_24 = [
    Rule(
        "at|AT|from|after|before|until|by|WD|today|tomorrow around|about|like? NUM HOURUNIT "
        "!X|HISTORY|NUM|of|ago|before|after|from|later|old|per|a|straight|without",
        _as_hour,
    ),
]

UNTIL = [
    Rule(f"i|we|gotta|must|he|she F? F? {_WORK} {_WHAT} {_WHEN}", _busy_until),
    Rule(f"have|has|got F? work|school|class|classes|meetings|patients|clients|students {_WHEN}", _busy_until),
    Rule(f"have|has|need|got to F? {_WORK}|work {_WHAT} {_WHEN}", _busy_until),
    Rule(f"im|i'm|am|are|is|we're|be F? X {_WHAT} {_WHEN}", _doing_until),
    Rule(f"on duty|call|shift|shifts {_WHEN}", _busy_until),
]

_PLACE = "work|job|office|shop|store|workplace|firm|factory|plant|restaurant|salon|company"
_DUTY = "work|job|shift|shifts|school|class|classes|lecture|lectures|lesson|practice|duty|training|workday|college|uni"
_NOT_A_CLOSE = "!( COMMA|STOP|so|SO|and|AND* F|X|NOT? F|X|NOT? F|X? F|X? before|by ) !to|until|DASH|or|OR|and|AND"
# numbers that are hours where no "at" says so: "my work closes 3"
BARE_ENDS = f"( {_DUTY} | my|our {_PLACE} ) F? ends|end|finishes|finish|closes|close|shuts|stops F|out|up?"

_ABOUT = f"up|(up)|awake ( and|AND around|dressed|running|moving|ready|out )? only|usually? {_AT} {_C}"
_UP = f"im|i'm|am|be|are|always|usually|normally|only|get|gets NOT? F? {_ABOUT}"

DUTIES = [
    # who lies awake until then is kept from sleep, and not from coming
    Rule(f"im|i'm|am|stay|are up|awake until {_C}", lambda _, t: over(t, "X", "HISTORY")),
    Rule(f"NOT F|X? F|X? before|until i|we|he|she? {_UP}", _not_before_up),
    Rule(f"NOT F? wake|rise|get|up|awake up|(up)? before|until {_C}", _from_waking),
    Rule(f"NOT? {_UP}", _up),
    Rule(f"^ {_ABOUT}", _up),
    Rule(f"STOP|COMMA|because|but {_ABOUT}", lambda frame, t: [t[0], _up(frame, t[1:])]),
    Rule(f"i|we F? wake|rise|get up|(up)? {_AT}? {_C} ( $ | STOP | COMMA | so )", _up_then),
    Rule(
        f"( my|our|the? {_DUTY} F? ends|end|finishes|finish|stops|wraps "
        f"| my|our|the? {_DUTY} is|s|gets|lets done|over|out|finished|through "
        f"| my|our F|X? {_PLACE} closes|close|shuts "
        "| work|job closes|close|shuts ) "
        f"up|out|down? for? F? F? {_AT}? {_C} {_NOT_A_CLOSE}",
        _over,
    ),
    Rule(
        f"get|gets|got|getting|im|i'm|am off|out|done|finished|through of|from|with? "
        f"work|school|class|duty|shift? {_C} {_NOT_A_CLOSE}",
        _over,
    ),
    Rule(f"after my|our|the? {_C} ( school|kid|kids? drop|pick off|up | dropoff|pickup | school run )", _school_run),
]
AFTER_WORK = [Rule("after_work ( F|X|NOT|COMMA|STOP )* AFTER", _told_exactly)]
