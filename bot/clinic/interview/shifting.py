"""Times that are said by the one in hand: "half an hour earlier", "the day after", "earlier that week"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.clinic.reading.slots import DAYS

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5,
    "half": 0.5, "half a": 0.5, "half an": 0.5,
}  # fmt: skip
_SPAN = (
    r"(?P<count>\d{1,2}|half an?|half|a couple of|an?|one|two|three|four|five)\s*"
    r"(?P<unit>min(?:ute)?s?|hours?|hrs?|days?|weeks?)\b"
)
_BY = re.compile(rf"\b{_SPAN}\s+(?P<way>earlier|sooner|before|later|after)\b", re.IGNORECASE)
# "push it back by half an hour" is later, "bring it forward an hour" earlier; the summary shows what was understood
_PUSHED = re.compile(
    rf"\b(?:push|move|put|shift|set|bring|delay|postpone|slide|bump)\w*\b[^.?!\d]*?\b"
    rf"(?:(?P<way>back|forwards?|up|out|ahead|earlier|later)\s+)?(?:by\s+|for\s+)?{_SPAN}"
    rf"(?:\s+(?P<after>back|forwards?|up|out|ahead))?",
    re.IGNORECASE,
)
_EARLIER = frozenset({"earlier", "sooner", "before", "forward", "forwards", "up", "ahead"})
_WEEKDAY = "|".join(sorted(DAYS, key=len, reverse=True))
_WEEKDAY_BY_IT = re.compile(
    rf"(?P<no>\A\W*(?:no|nope|nah)\s+)?\b(?:on\s+)?(?:the\s+)?(?:following\s+(?P<after>{_WEEKDAY})"
    rf"|(?P<other>{_WEEKDAY})\s+(?P<way>after|before)(?:\s+(?:that|it))?"
    r"(?!\s*(?:\w+\s+)?\d|\s+(?:next|noon|lunch|work|school)))\b",
    re.IGNORECASE,
)
# "the tuesday after, around 2", where "tuesday after 2" only sets a limit
_DAY_THEN_HOUR = re.compile(
    rf"\b(the\s+(?:{_WEEKDAY})\s+(?:after|before)),?(?=\s+(?:around|about|at|like)\s+\d)", re.IGNORECASE
)
_DAY_BY_IT = re.compile(
    r"\b(?:on\s+)?(?:the\s+next|(?:the\s+)?following|(?<=same time )next|(?<=same time, )next)\s+day\b", re.IGNORECASE
)
# Not "the day after tomorrow" or "the day before Christmas", which say themselves by what they are.
_DAY_AFTER_IT = re.compile(
    r"\b(?:on\s+)?the\s+day\s+(?P<way>before|after)(?:\s+(?:that|it)\b|(?=\s*[,;.?!]|\s+(?:at|around|about|same|the\s+same|but|and|in\s+the|instead|please|pls|plz|if|or|works?|would|is|suits?"
    r"|then|for\s+(?:me|my|the)|with|though|maybe|rather|keep\w*|if|say|when|because|since|free|available|thanks?)\b))",
    re.IGNORECASE,
)
_WEEK_BY_IT = re.compile(
    r"\b(?:in\s+)?the\s+(?:following\s+week|week\s+(?P<way>after|before)(?:\s+(?:that|it))?"
    r"(?!\s+(?:next|last|the|my|this|\d|thanksgiving|christmas|xmas|new|dec\w*|jan\w*)))\b",
    re.IGNORECASE,
)
_NEXT_TO_IT = re.compile(
    r"\b(?:the\s+)?(?:day|one)\s+(?P<way>before|after)(?:\s+(?:that|it|those|these))?\W*$|"
    r"\bthe\s+(?P<next>next|following|previous)\s+day\W*$",
    re.IGNORECASE,
)
_THAT_WEEK = re.compile(r"\b(?:in\s+)?(?:that|the\s+same)\s+week\b", re.IGNORECASE)
_PART_OF_THE_WEEK = re.compile(
    r"\b(?P<way>later|earlier|sooner)\s+(?:on\s+)?(?:in\s+)?(?:(?:the|that)\s+(?:same\s+)?|same\s+)week\b(?!\s+of)",
    re.IGNORECASE,
)
_THAT_DAY = re.compile(r"\b(?:on\s+)?(?:that(?:\s+same)?|the\s+same|same)\s+day\b", re.IGNORECASE)
_LATER_THAT_DAY = re.compile(
    r"\b(?P<way>later|earlier|sooner)\s+(?:(?:times?|slots?|hours?|ones?|openings?|starts?|app(?:oin)?t(?:ment)?s?|spots?)\s+)?"
    r"(?:(?:available|free|open|left|possible)\s+)?(?:on\s+)?(?:in\s+)?(?:that(?:\s+same)?|the\s+same|same|the)\s+day\b"
    r"|\b(?:on\s+)?(?:that|the\s+same|same)\s+day,?\s+(?:but\s+)?(?:just\s+)?(?:an?\s+(?:bit|little)\s+|a\s+little\s+bit\s+|some\w*\s+|at\s+a\s+"
    r"|any\w*\s+)?(?P<then>later|earlier|sooner)(?:\s+(?:on|times?|slots?|hours?))?\b",
    re.IGNORECASE,
)
# Another day that is named: "that day" is then the one, and not the day of the time in hand.
_NAMES_A_DAY = re.compile(
    rf"\b(?:{_WEEKDAY}|tomorrow|tmrw|today|thanksgiving|christmas|\d{{1,2}}(?:st|nd|rd|th)"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2})\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}|\d{1,2}/\d{1,2}|the\s+\d{1,2}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_DELAY = (
    r"postpon\w*|push\w*|delay\w*|wait|hold|put(?:ting)?\b.{0,20}?\boff|mov(?:e|ing)\b.{0,20}?\bback|"
    r"resched\w*|shift\w*"
)
# "postpone it until the friday": the first of that name after the time in hand, and no limit
_DELAYED_TO = re.compile(
    rf"(?P<by>\b(?:{_DELAY})\b[^.?!]*?)\b(?:until|till?|to)\s+(?:the\s+)?(?P<day>{_WEEKDAY})\b"
    r"(?!\s*(?:the\s+)?\d|\s+(?:the|next|week|after|before|or|dec|jan|nov))",
    re.IGNORECASE,
)
_DELAYED_UNTIL = re.compile(
    rf"(?P<by>\b(?:{_DELAY})\b[^.?!]*?)\b(?:until|till?)\b(?!\s+(?:after|past|then))", re.IGNORECASE
)
# Who is shown another time than they meant says which it was; "I said 1" may be the number of a choice.
_MEANT = re.compile(
    r"^\W*(?:(?:no+|nope|wait|hey|hm+|sorry|actually|and|but|wrong(?: (?:time|hour))?"
    r"|(?:that|it|this)(?:.?s| is) (?:not right|wrong|the wrong (?:time|hour|one)|not (?:what|the (?:time|one)) i \w+"
    r"(?: for)?))\W+)*"
    r"(?:(?:it|that|the time) was(?: (?:supposed|meant) to be)?|(?:it|that)(?:.?s| is)(?: (?:supposed|meant) to be)?"
    r"|meant|make (?:it|that)|i (?:said|asked for|wanted|picked|chose|meant|told you|thought (?:it was|i said|we said))"
    r"|(?=[\d:]+\W+not\b))(?: at)?\s*\b(?P<hour>1[0-2]|[3-9]|1?\d:\d\d)(?:\W+not (?:at )?[\d:]+)?\W*$",
    re.IGNORECASE,
)
_SAME_TIME = re.compile(
    r"\b(?:(?:at|but|and|keep\w*)\s+)?(?:(?:the|my)\s+)?same\s+(?:time|hour)(?:\s+of\s+(?:the\s+)?day)?"
    r"(?:\s+as\s+(?:before|now|it\s+(?:is|was)(?:\s+now)?|the\s+(?:old|first|last)(?:\s+one)?))?\b"
    r"(?:,?\s+but\b(?:\s+(?:make|move|do|put|have)\s+(?:it|that))?(?:\s+(?:on|for|to))?(?=\s+(?:the|a|that|this|next|mon|tue|wed|thu|fri)))?",
    re.IGNORECASE,
)
_HAVE_IT = re.compile(
    r"\b((?:can|could|may|might|let)\s+(?:i|we|me|us)\s+(?:\w+\s+)?(?:have|do|take|get))\s+(?:the|my)\s+"
    r"(?:appointment|appt|consult\w*|visit|booking)\b(?=\s+(?:on|at|in)\b)",
    re.IGNORECASE,
)
# The hour that is said beside a shift by days: "push it back a day, at 3", "a week later, in the morning".
_HOUR = re.compile(
    r"\b(?:at|around|about|after|before|from)\s+\d{1,2}(?::\d\d)?(?:\s*[ap]\.?m\b)?|\b\d{1,2}(?::\d\d|\s*[ap]\.?m\b)"
    r"(?:\s*[ap]\.?m\b)?|\b(?:in\s+the\s+)?(?:morning|afternoon|evening)\b|\b(?:at\s+)?noon\b",
    re.IGNORECASE,
)


def said_outright(text: str, start: datetime, same: datetime | None = None) -> str:
    """A wish in words that need no other time to be understood; `start` is that other time, in the clinic's zone.

    What does not speak of it is left as it is. `same` is the time whose hour "the same time" means where that is
    another: the one that the appointment has, while times are on offer to which it may be moved.
    """
    hour = same or start
    if m := _MEANT.match(text):
        return f"make it {m['hour']}"
    if m := _BY.search(text) or _PUSHED.search(text):
        way = (m["way"] or m.groupdict().get("after") or "").lower()
        if not way and not re.search(r"\b(?:push|delay|postpone|bump)", text, re.IGNORECASE):
            return text  # "move it by an hour" does not say which way
        count = _NUMBERS.get(m["count"].lower()) or float(m["count"])
        unit = m["unit"].lower()
        hours = {"m": 1 / 60, "h": 1, "d": 24, "w": 168}[unit[0]]
        sign = -1 if way in _EARLIER else 1
        # by the clock on the wall, also across the night when clocks are changed
        moved = start.replace(tzinfo=None) + timedelta(hours=sign * count * hours)
        return f"{moved:%Y-%m-%d} at {moved:%H:%M}" if unit[0] in "mh" else f"{moved:%Y-%m-%d}{_hour_beside(m, hour)}"
    if m := _NEXT_TO_IT.search(text):
        earlier = (m["way"] or m["next"]).lower() in ("before", "previous")
        return f"{start + timedelta(days=-1 if earlier else 1):%Y-%m-%d}"
    text = _DAY_AFTER_IT.sub(lambda m: f"on {start + timedelta(days=-1 if _is_back(m) else 1):%Y-%m-%d}", text)
    text = _DELAYED_TO.sub(lambda m: f"{m['by']}to {_after(m['day'], start):%Y-%m-%d}", text)
    text = _DELAYED_UNTIL.sub(lambda m: f"{m['by']}to", text)
    text = _DAY_THEN_HOUR.sub(r"\1 that,", text)
    text = _WEEKDAY_BY_IT.sub(lambda m: _by_it(m, start), text)
    text = _DAY_BY_IT.sub(f"on {start + timedelta(days=1):%Y-%m-%d}", text)
    text = _WEEK_BY_IT.sub(lambda m: f"in the week of {_week(m, start):%Y-%m-%d}", text)
    text = _PART_OF_THE_WEEK.sub(lambda m: _part_of_week(m, start), text)
    text = _THAT_WEEK.sub(f"in the week of {start - timedelta(days=start.weekday()):%Y-%m-%d}", text)
    text = _LATER_THAT_DAY.sub(lambda m: m[0] if _is_pointed_at(m, start) else _on_its_day(m, start), text)
    text = _THAT_DAY.sub(lambda m: "" if _is_pointed_at(m, start) else f"on {start:%Y-%m-%d}", text)
    text = _HAVE_IT.sub(r"\1 it", text)  # who "has the appointment on the 3rd" tells of it, who can have it so asks
    named = _HOUR.search(_SAME_TIME.sub("", text))  # "the same time as now, 10 am": once is enough
    return _SAME_TIME.sub("" if named else f"at {hour:%H:%M}", text)


def says_same_time(text: str) -> bool:
    """Whether an hour is meant that is not named: "Tuesday, same time"."""
    return _SAME_TIME.search(text) is not None


def says_later_that_day(text: str) -> bool:
    """Whether a later or an earlier time of the same day is asked for, and none named: "a later slot that day"."""
    return _LATER_THAT_DAY.search(text) is not None


def _hour_beside(found: re.Match[str], hour: datetime) -> str:
    """The hour that is said beside a shift by days or weeks, as in: " at 15:00"."""
    rest = f"{found.string[: found.start()]} {found.string[found.end() :]}"
    told = _HOUR.search(rest)
    if told is not None:
        return f" {told[0]}"
    return f" at {hour:%H:%M}" if _SAME_TIME.search(rest) else ""


def _is_back(found: re.Match[str]) -> bool:
    return found["way"].lower() == "before"


def _after(name: str, start: datetime) -> datetime:
    """The next day of that name after the time in hand."""
    return start + timedelta(days=(DAYS[name.lower()] - start.weekday() - 1) % 7 + 1)


def _by_it(found: re.Match[str], start: datetime) -> str:
    """The next day of that name after the time in hand, or the last one before it.

    Where the message names another day before it ("not thanksgiving but the friday after"), it is by that one.
    """
    named = _NAMES_A_DAY.search(found.string[: found.start()])
    if found["after"] is None and named is not None and DAYS.get(named[0].lower()) != start.weekday():
        return found[0]
    no = "no, " if found["no"] else ""  # it is to what was offered
    if _DATE.search(found.string[found.end() :]):
        return f"{no}{found['after'] or found['other']}"  # the date that follows says which
    day = _after(found["after"] or found["other"], start)
    if (found["way"] or "").lower() == "before":
        day = start - timedelta(days=(start.weekday() - DAYS[found["other"].lower()] - 1) % 7 + 1)
    return f"{no}on {day:%Y-%m-%d}"


def _is_pointed_at(found: re.Match[str], start: datetime) -> bool:
    """Whether "that day" is one that the message has named itself: "the friday one. anything earlier that day?"."""
    same = "same" in found[0].lower()  # "I have a class friday, could I come at 1 the same day": of the appointment
    named = _NAMES_A_DAY.search(found.string[: found.start()])
    return named is not None and not same and DAYS.get(named[0].lower()) != start.weekday()


def _on_its_day(found: re.Match[str], start: datetime) -> str:
    """Later or earlier than the time in hand, unless a time follows that says more."""
    if re.search(r"\d|noon", found.string[found.end() :]):
        return f"on {start:%Y-%m-%d}"
    later = (found["way"] or found["then"]).lower() == "later"
    return f"on {start:%Y-%m-%d} {'after' if later else 'before'} {start:%H:%M}"


def _part_of_week(found: re.Match[str], start: datetime) -> str:
    """The days of its week after the time in hand, or before it; as it is said where there are none."""
    monday, friday = start - timedelta(days=start.weekday()), start + timedelta(days=4 - start.weekday())
    first, last = (start + timedelta(days=1), friday)
    if found["way"].lower() != "later":
        first, last = monday, start - timedelta(days=1)
    return f"between {first:%Y-%m-%d} and {last:%Y-%m-%d}" if first <= last else found[0]


def _week(found: re.Match[str], start: datetime) -> datetime:
    """The Monday of the week after the one in hand, or before it."""
    monday = start - timedelta(days=start.weekday())
    return monday + timedelta(days=-7 if (found["way"] or "").lower() == "before" else 7)
