"""Times that are said by the one in hand: "half an hour earlier", "the day after", "earlier that week"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "half": 0.5, "half a": 0.5, "half an": 0.5}
_BY = re.compile(
    r"\b(?P<count>\d{1,2}|half an?|half|an?|one|two|three)\s*(?P<unit>min(?:ute)?s?|hours?|hrs?|days?|weeks?)\s+"
    r"(?P<way>earlier|sooner|before|later|after)\b",
    re.IGNORECASE,
)
_NEXT_TO_IT = re.compile(
    r"\b(?:the\s+)?(?:day|one)\s+(?P<way>before|after)(?:\s+(?:that|it|those|these))?\W*$|"
    r"\bthe\s+(?P<next>next|following|previous)\s+day\W*$",
    re.IGNORECASE,
)
_WEEK_NEXT_TO_IT = re.compile(
    r"\b(?:the\s+)?(?:week\s+(?P<way>before|after)(?:\s+(?:that|those|these))?|(?P<next>following)\s+week)\W*$",
    re.IGNORECASE,
)
_THAT_WEEK = re.compile(r"\b(?:in\s+)?(?:that|the\s+same)\s+week\b", re.IGNORECASE)
_THAT_DAY = re.compile(r"\b(?:on\s+)?(?:that|the\s+same)\s+day\b", re.IGNORECASE)
_SAME_TIME = re.compile(r"\b(?:at\s+)?(?:the\s+)?same\s+(?:time|hour)\b", re.IGNORECASE)


def said_outright(text: str, start: datetime) -> str:
    """A wish in words that need no other time to be understood; `start` is that other time, in the clinic's zone.

    What does not speak of it is left as it is.
    """
    if m := _BY.search(text):
        count = _NUMBERS.get(m["count"].lower()) or float(m["count"])
        unit = m["unit"].lower()
        hours = {"m": 1 / 60, "h": 1, "d": 24, "w": 168}[unit[0]]
        sign = -1 if m["way"].lower() in ("earlier", "sooner", "before") else 1
        # by the clock on the wall, also across the night when clocks are changed
        moved = start.replace(tzinfo=None) + timedelta(hours=sign * count * hours)
        return f"{moved:%Y-%m-%d} at {moved:%H:%M}" if unit[0] in "mh" else f"{moved:%Y-%m-%d}"
    if m := _NEXT_TO_IT.search(text):
        earlier = (m["way"] or m["next"]).lower() in ("before", "previous")
        return f"{start + timedelta(days=-1 if earlier else 1):%Y-%m-%d}"
    if m := _WEEK_NEXT_TO_IT.search(text):
        monday = start - timedelta(days=start.weekday())
        week = monday + timedelta(days=-7 if (m["way"] or m["next"]).lower() == "before" else 7)
        return f"{text[: m.start()]} in the week of {week:%Y-%m-%d}"
    text = _THAT_WEEK.sub(f"in the week of {start - timedelta(days=start.weekday()):%Y-%m-%d}", text)
    text = _THAT_DAY.sub(f"on {start:%Y-%m-%d}", text)
    return _SAME_TIME.sub(f"at {start:%H:%M}", text)
