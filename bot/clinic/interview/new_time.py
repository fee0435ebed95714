"""A new time at the summary that a message words so that the whole of it does not read as one."""

from __future__ import annotations

import re
from datetime import datetime

from bot.clinic.interview.clauses import clauses_of
from bot.clinic.wishes import Kind, OpeningHours, Wish, among, read_wish

_NO_THEN_HOUR = re.compile(
    r"^\W*no\s+(?=(?:at\s+)?\d{1,2}(?:[:.]?\d\d)?\s*(?:[ap]\.?m\b\.?)?\W*(?:(?:please|pls|thanks|thx)\W*)?$)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:make|chang\w+|move|push|switch|put|set)\s+(?:it|that|the\s+time|me)\b|\binstead\b", re.IGNORECASE
)


def after_no(said: str, held: datetime, hours: OpeningHours, now: datetime) -> str:
    """A message with a comma behind a "no" to the time that is held: "no 10:30" names the hour that is meant.

    It rules that hour out only where it is the one that is held.
    """
    meant = _NO_THEN_HOUR.sub("no, ", said)
    if meant == said:
        return said
    return said if among(read_wish(meant, now, hours), [held.date()]).means(held) else meant


def among_clauses(said: str, hours: OpeningHours, now: datetime) -> Wish | None:
    """The time in a clause that is worded as a change of it, beside others: "make it 1030, and my name is Ann Lee"."""
    wishes = (read_wish(one.text, now, hours) for one in clauses_of(said) if not one.asks and _CHANGES.search(one.text))
    return next((wish for wish in wishes if wish.kind is Kind.window), None)
