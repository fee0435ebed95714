"""Times that are said by the one in hand: "half an hour earlier", "the day after", "earlier that week"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

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
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_BY_IT = re.compile(
    rf"\b(?:on\s+)?(?:the\s+)?(?:following\s+(?P<after>{'|'.join(_WEEKDAYS)})"
    rf"|(?P<other>{'|'.join(_WEEKDAYS)})\s+(?P<way>after|before)(?:\s+(?:that|it))?"
    r"(?!\s*(?:\w+\s+)?\d|\s+(?:next|noon|lunch|work|school)))\b",
    re.IGNORECASE,
)
_DAY_BY_IT = re.compile(r"\b(?:on\s+)?the\s+(?:next|following)\s+day\b", re.IGNORECASE)
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
_THAT_DAY = re.compile(r"\b(?:on\s+)?(?:that|the\s+same)\s+day\b", re.IGNORECASE)
_SAME_TIME = re.compile(r"\b(?:at\s+)?(?:the\s+)?same\s+(?:time|hour)\b", re.IGNORECASE)


def said_outright(text: str, start: datetime) -> str:
    """A wish in words that need no other time to be understood; `start` is that other time, in the clinic's zone.

    What does not speak of it is left as it is.
    """
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
        return f"{moved:%Y-%m-%d} at {moved:%H:%M}" if unit[0] in "mh" else f"{moved:%Y-%m-%d}"
    if m := _NEXT_TO_IT.search(text):
        earlier = (m["way"] or m["next"]).lower() in ("before", "previous")
        return f"{start + timedelta(days=-1 if earlier else 1):%Y-%m-%d}"
    text = _WEEKDAY_BY_IT.sub(lambda m: f"on {_weekday(m, start):%Y-%m-%d}", text)
    text = _DAY_BY_IT.sub(f"on {start + timedelta(days=1):%Y-%m-%d}", text)
    text = _WEEK_BY_IT.sub(lambda m: f"in the week of {_week(m, start):%Y-%m-%d}", text)
    text = _THAT_WEEK.sub(f"in the week of {start - timedelta(days=start.weekday()):%Y-%m-%d}", text)
    text = _THAT_DAY.sub(f"on {start:%Y-%m-%d}", text)
    return _SAME_TIME.sub(f"at {start:%H:%M}", text)


def _weekday(found: re.Match[str], start: datetime) -> datetime:
    """The next day of that name after the time in hand, or the last one before it."""
    wanted = _WEEKDAYS.index((found["after"] or found["other"]).lower())
    if (found["way"] or "").lower() == "before":
        return start - timedelta(days=(start.weekday() - wanted - 1) % 7 + 1)
    return start + timedelta(days=(wanted - start.weekday() - 1) % 7 + 1)


def _week(found: re.Match[str], start: datetime) -> datetime:
    """The Monday of the week after the one in hand, or before it."""
    monday = start - timedelta(days=start.weekday())
    return monday + timedelta(days=-7 if (found["way"] or "").lower() == "before" else 7)
