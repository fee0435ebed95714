"""Rules for times in words: "half past two", "ten thirty", "2 o'clock", "noon", and bare numbers that are hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.clinic.wishes.dayparts import AFTERNOON, EVENING, MORNING
from bot.clinic.wishes.days import Days, day
from bot.clinic.wishes.duties import BARE_ENDS
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over, values
from bot.clinic.wishes.times import part
from bot.clinic.wishes.tokens import Clock, number_token

# What makes the number before it count something else than the hour.
COUNTED = (
    "X|UNIT|HISTORY|JUNK|NUM|QTY|PLUS|one|ones|of|more|other|time|times|thing|things|patient|patients|session|sessions|"
    "appointment|appointments|consult|visit|visits|out|over|person|too|both|different|hour|hours|minutes"
)
# after "at" a word not known may well be an adjective, and "both" speaks of the days
NOT_THINGS = "!" + COUNTED.replace("X|", "PLURAL|", 1).replace("|both", "")
NOT_COUNTED = f"!{COUNTED} !( or|to|and|DASH|OR|AND NUM {COUNTED} )"


def clock(tokens: Sequence[Token], said: Clock) -> Token:
    """A CLOCK token."""
    return over(tokens, "CLOCK", value=said)


def _numbers(tokens: Sequence[Token]) -> list[int]:
    return [int(n) for n in values(tokens, "NUM")]


def _past(minutes: int) -> Build:
    def build(_: Frame, tokens: Sequence[Token]) -> Built:
        hour = _numbers(tokens)[-1]
        return clock(tokens, Clock(hour, minutes))

    return build


def _to(minutes: int) -> Build:
    def build(_: Frame, tokens: Sequence[Token]) -> Built:
        hour = _numbers(tokens)[-1]
        return clock(tokens, Clock(hour - 1 or 12, 60 - minutes))

    return build


def _counted_minutes(_: Frame, tokens: Sequence[Token]) -> Built:
    minutes, hour = _numbers(tokens)
    if minutes not in {5, 10, 15, 20, 25, 30, 35, 40}:
        return None
    if any(t.word in {"past", "after"} for t in tokens):
        return clock(tokens, Clock(hour, minutes))
    return clock(tokens, Clock(hour - 1 or 12, 60 - minutes))


def _few_minutes_to(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Ten to three": in figures a range ("10 to 3"), in words minutes."""
    minutes, hour = _numbers(tokens)
    if minutes not in {5, 10, 20, 25} or (minutes == 10 and "NUMWORD" not in tokens[0].tags):
        return None
    return clock(tokens, Clock(hour - 1 or 12, 60 - minutes))


def _hour_and_minutes(_: Frame, tokens: Sequence[Token]) -> Built:
    numbers = _numbers(tokens)
    hour, minutes = numbers[0], sum(numbers[1:])
    written = tokens[-1].word
    if minutes not in range(10, 60) or (written.isdecimal() and (len(written) != 2 or minutes % 5)):
        return None
    return clock(tokens, Clock(hour, minutes))


def _with_half(_: Frame, tokens: Sequence[Token]) -> Built:
    half = "am" if any(t.word in {"am", "a.m", "a.m."} for t in tokens) else "pm"
    said: Clock = tokens[0].value if "CLOCK" in tokens[0].tags else Clock(_numbers(tokens)[0])
    return clock(tokens, replace(said, half=said.half or half))


def _same(_: Frame, tokens: Sequence[Token]) -> Built:
    token = next(t for t in tokens if t.tags & {"CLOCK", "NUM"})
    return clock(tokens, token.value if "CLOCK" in token.tags else Clock(token.value))


def _military(_: Frame, tokens: Sequence[Token]) -> Built:
    token = next(t for t in tokens if "NUM" in t.tags)
    hour, minute = divmod(token.value, 100)
    if "YEAR" in token.tags and not any(t.word in {"at", "@", "around"} or "HOURUNIT" in t.tags for t in tokens):
        return None
    if not (len(token.word) >= 3 and token.word.isdecimal()) or hour > 23 or minute > 59:
        return None
    said = clock([token], Clock(hour, minute))
    return [said if t is token else t for t in tokens if "HOURUNIT" not in t.tags]


def _fixed(hour: int, half: str) -> Build:
    return lambda _, tokens: clock(tokens, Clock(hour, 0, half))


def _qualified(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "(not before) eleven in the morning": the part says which eleven, and limits nothing."""
    half = {MORNING: "am", AFTERNOON: "pm", EVENING: "pm"}.get(tokens[1].value.spans[0])
    said = tokens[0].value if "CLOCK" in tokens[0].tags else Clock(tokens[0].value)
    if half is None or not tokens[1].word.startswith(("in ", "at ", "of ")) or said.hour > 12:
        return None
    return clock(tokens, replace(said, half=said.half or half))


def _day_and_half(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "dec 8 am": behind a month the number is of the day, and the half is a part of it."""
    month, said = tokens[0], tokens[1].value
    if not said.half or said.minute:
        return None
    half = part(MORNING if said.half == "am" else AFTERNOON)
    number = number_token(said.hour, tokens[1].start, tokens[1].end)
    return [month, number, over(tokens[1:], "TIME", "PART", value=half)]


def _hours(_: Frame, tokens: Sequence[Token]) -> Built:
    """Every hour-like number among the tokens is an hour."""
    return [clock([t], Clock(t.value)) if "NUM" in t.tags and 0 <= t.value <= 24 else t for t in tokens]


def _window(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "in the 1 to 3 window"."""
    return _hours(frame, tokens[next(i for i, t in enumerate(tokens) if "NUM" in t.tags) : -1])


IN_WORDS = [
    Rule("MONTH CLOCK", _day_and_half),  # "dec 8 am"
    Rule("12 noon", _fixed(12, "pm")),
    Rule("twelve noon", _fixed(12, "pm")),
    Rule("noon", _fixed(12, "pm")),
    Rule("12|twelve? midnight", _fixed(12, "am")),
    Rule("half past|after|gone HOUR", _past(30)),
    Rule("a? quarter past|after HOUR", _past(15)),
    Rule("a? quarter to|until|of|before HOUR", _to(15)),
    Rule(f"half HOUR !{COUNTED}", _past(30)),
    Rule("NUM minutes past|after|to|until|of|before HOUR", _counted_minutes),
    Rule("NUM past HOUR", _counted_minutes),
    Rule("NUMWORD after HOUR", _counted_minutes),
    Rule("NUM to HOUR", _few_minutes_to),
    Rule("HOUR DASH? twenty|thirty|forty|fifty DASH? five NUMWORD?", _hour_and_minutes),
    Rule("NUMWORD DASH? fifteen|twenty|thirty|forty|fifty|ten", _hour_and_minutes),
    Rule("DIGITS thirty|fifteen", _hour_and_minutes),
    Rule("HOUR|CLOCK DASH? ( oclock | o oclock ) sharp?", _same),
    Rule("HOUR|CLOCK am|pm|a.m|p.m|a.m.|p.m.", _with_half),
    Rule("CLOCK HOURUNIT|h", _same),
    Rule("NUM HOURUNIT", _military),
    Rule("at|AT|around|from|after|before|until|by DIGITS", _military),
    Rule(f"like|say|maybe|perhaps|possibly|ISHMARK DIGITS !{COUNTED}", _military),
]

_AT = "at|AT|ISHMARK|around|by|after|before|until|from|between|past|than|gone|about|@|like|say|maybe|perhaps|possibly"
BARE = [
    Rule("HOUR|CLOCK PART", _qualified),
    Rule("DIGITS on? DAY", _military),
    Rule("DAY at|AT|COMMA? DIGITS", _military),
    Rule(f"PART COMMA? DIGITS !{COUNTED}", _military),
    Rule(
        # two such numbers side by side are a time whatever word follows: "after 8 30 drop off"
        f"at|AT|around|ISHMARK|after|before|until|by|from the|my? HOUR 00|15|30|45 {NOT_THINGS}",
        lambda _, tokens: [*tokens[:-2], *_joined(tokens[-2:])],
    ),
    Rule(f"not|just exactly|precisely|right HOUR {NOT_COUNTED}", _hours),
    Rule(f"{BARE_ENDS} HOUR {NOT_COUNTED}", _hours),
    Rule("HOUR 00|15|30|45 on? DAY", lambda _, tokens: [*_joined(tokens[:2]), *tokens[2:]]),
    Rule(f"DAY HOUR 00|15|30|45 !{COUNTED}", lambda _, tokens: [tokens[0], *_joined(tokens[1:])]),
    Rule("^ HOUR 00|15|30|45 $", lambda _, tokens: _joined(tokens)),
    Rule(f"at|AT|ISHMARK NUM {NOT_THINGS}", _hours),
    Rule(f"{_AT} the? NUM {NOT_COUNTED}", _hours),
    Rule(f"how_around|what_around HOUR {NOT_COUNTED}", _hours),
    Rule(f"earliest|latest F? F? F? F? F? HOUR !{COUNTED}", _hours),
    Rule(
        "move|change|make|switch|shift|push|put it|that|this|mine|appointment|consultation to|at|for "
        f"HOUR {NOT_COUNTED}",
        _hours,
    ),
    Rule(f"make it|that HOUR {NOT_COUNTED}", _hours),
    Rule(
        "CLOCK COMMA|STOP? oh|hm|hmm|ah|no|nope|nah* COMMA|STOP? wait|sorry|actually|oops|no|nah|nope "
        f"COMMA|STOP|no|nope|nah|F* HOUR {NOT_COUNTED}",
        _hours,
    ),
    # the one that stands: "no, keep 10", "stick with 2"
    Rule(f"keep|keeping|stick|sticking|stay|staying|back with|to? the? HOUR {NOT_COUNTED}", _hours),
    Rule("^|STOP|COMMA F? HOUR stays|stands|was ( $ | STOP | COMMA | right|fine|good|ok )", _hours),
    # "the time should be 3, not 3:30"
    Rule(f"should|must be|say|read HOUR {NOT_COUNTED}", _hours),
    Rule(f"can|could|would|shall|may we|i|you|u do|make|manage|have|come HOUR {NOT_COUNTED}", _hours),
    Rule(f"supposed|meant to be HOUR {NOT_COUNTED}", _hours),
    Rule("HOUR|CLOCK COMMA? not at|AT? HOUR|CLOCK", _hours),
    Rule("HOUR instead !of", _hours),
    Rule(f"either|do|make|manage HOUR or|OR HOUR {NOT_COUNTED}", _hours),
    Rule("HOUR DASH? ish", _hours),
    Rule("DAY COMMA|DASH|COLON? HOUR !DAYUNIT|WEEKUNIT|MONTHUNIT|X|HISTORY|of", _hours),
    Rule("HOUR on|for? DAY", _hours),
    Rule("HOUR to|DASH|until HOUR COMMA? on? DAY", _hours),
    Rule(
        "^|STOP|COMMA HOUR to|DASH|until HOUR "
        "( COMMA | STOP | $ | is|are|would|works|suits|please|on|any|only|if|or|OR|so|because !X )",
        _hours,
    ),
    Rule("^|STOP|COMMA|or|OR F? HOUR on? that|the same? DAYUNIT", _hours),
    Rule(
        "somewhere|sometime|anywhere? in|within|during the HOUR to|DASH|until HOUR window|range|slot|block|bracket|gap",
        _window,
    ),
    Rule("DAY STOP HOUR ( STOP | $ )", _hours),
    Rule("DAY STOP HOUR or|OR|and|AND|COMMA HOUR ( STOP | $ )", _hours),
    Rule(
        "^|STOP|COMMA F? HOUR is|are|would|s be? "
        "( too early|late|soon | out|taken|impossible|gone|full | no good|go|way | a|an? nonstarter|stretch|struggle )",
        _hours,
    ),
    Rule("is|are|from HOUR to|DASH|until HOUR ( COMMA | STOP | $ )", _hours),
    Rule("is|would|could HOUR free|open|available|possible|ok|okay|good|taken|still", _hours),
    Rule(f"prior to HOUR {NOT_COUNTED}", _hours),
    Rule("HOUR ZONE", _hours),
    Rule("HOUR instead of HOUR|CLOCK", _hours),
    Rule("STOP|COMMA HOUR instead|same !of", _hours),
    Rule("PART COMMA? HOUR " + NOT_COUNTED, _hours),
    Rule("HOUR PART", _hours),
    Rule(
        "HOUR ( or|and later|after|before|earlier|onwards|so | onwards|onward | at? the? earliest|latest )",
        _hours,
    ),
    Rule(f"CLOCK COMMA HOUR {NOT_COUNTED}", _hours, again=True),
    Rule(f"up to HOUR {NOT_COUNTED}", _hours),
    Rule(f"TIME|CLOCK STOP? or|and|OR|AND|to|until|through|DASH HOUR {NOT_COUNTED}", _hours, again=True),
    Rule("HOUR or|OR|and|AND|to|until|through|DASH|COMMA CLOCK", _hours, again=True),
]


def _joined(tokens: Sequence[Token]) -> list[Token]:
    return [clock(tokens, Clock(tokens[0].value, int(tokens[1].word)))]


def _number_alone(frame: Frame, tokens: Sequence[Token]) -> Built:
    token = next(t for t in tokens if "DIGITS" in t.tags)
    if "DOM" in token.tags:  # more than an hour: a day of the month
        return [day([t], Days("month_day", number=t.value)) if t is token else t for t in tokens]
    return _military(frame, tokens)


# A message that is nothing but a number and courtesy answers "when would suit you?"
ANSWER = [
    Rule(f"^ F|COMMA* HOUR !{COUNTED} F|COMMA|STOP* $", _hours),
    Rule("^ F|COMMA* HOUR or|and|OR|AND|COMMA|DASH|to|until HOUR F|COMMA|STOP* $", _hours),
    Rule("^ F|COMMA* HOUR or|OR|COMMA HOUR COMMA? or|OR|COMMA HOUR F|COMMA|STOP* $", _hours),
    Rule(f"^ F|COMMA* DIGITS !{COUNTED} F|COMMA|STOP* $", _number_alone),
    Rule("^|STOP|COMMA HOUR works|suits|sounds|please !X", _hours),
    Rule(
        "^|STOP|COMMA F? HOUR is|would|will|s be? good|fine|ok|okay|great|perfect|best|better|ideal|possible !X", _hours
    ),
    Rule("except|besides|not|without|between between|from? HOUR to|DASH|until|and HOUR !X|UNIT|HISTORY|of", _hours),
]
