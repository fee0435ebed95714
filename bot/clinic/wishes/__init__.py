"""Appointment wishes in plain words: "next tuesday afternoon", "anything but mornings", "3ish on the 5th".

`read_wish` goes from a message to a `Wish`, in stages: tokens; a cascade of small grammars for clock times,
parts of the day, dates, periods and limits (`reading`); a judgement of what is a wish at all (`relevance`);
chunks with what is ruled out (`chunks`); clauses of days and times (`assemble`); and the kind (`wish`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from bot.clinic.wishes import assemble
from bot.clinic.wishes.calendar_words import shift
from bot.clinic.wishes.chunks import Chunk, chunk
from bot.clinic.wishes.constraints import Clause, DaySpan
from bot.clinic.wishes.dayparts import NOT_EARLY
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Token
from bot.clinic.wishes.hours import OpeningHours
from bot.clinic.wishes.options import Option, options
from bot.clinic.wishes.reading import read
from bot.clinic.wishes.times import Times
from bot.clinic.wishes.wish import Kind, Wish, among, is_wanted, merge, settle

# "I'd kill for 10 am" wants it, and speaks of no killing.
_IDIOM = re.compile(
    r"\bi(?:'d|d| would)\s+(?:kill|die|murder|give anything)\s+for\b"
    r"(?:\s+an?\b(?=\s+\d)|\s+an?\s+(?:slot|time|spot|opening)\b)?",
    re.IGNORECASE,
)

# Of "after two but not three" the three is an hour, as the two is.
_HOUR = r"(?:\d{1,2}(?::\d\d)?|noon|one|two|three|four|five|nine|ten|eleven|twelve)"
_HOUR_LEFT_OUT = re.compile(
    rf"((?:after|from|before|between|past|by|around|at)\s+{_HOUR}\s*(?:[ap]\.?m\.?|o'?clock)?\s*,?\s*"
    rf"(?:(?:and|or|to|till|until)\s+[\w:]+\s*,?\s*)?(?:but|just|only)?\s*(?:not|except|besides|other than)\s+)"
    rf"(?={_HOUR}\b(?!\s*(?:st|nd|rd|th|days?|weeks?|weekdays?|hours?|/|-)))",
    re.IGNORECASE,
)
_SAYINGS = re.compile(
    r",?\s*\b(?:do or die|come hell or high water|rain or shine|no matter what)\b|\bhigh(?=\s+noon\b)", re.IGNORECASE
)
_IN_WEEKS = re.compile(r"\b(?:week|wk)s?\b|\bfortnight\b", re.IGNORECASE)

__all__ = ["Kind", "OpeningHours", "Wish", "among", "merge", "read_wish", "settle"]


def read_wish(text: str, now: datetime, hours: OpeningHours, home: str | None = None) -> Wish:
    """What a message wishes for, seen at `now` (aware); never raises on any text.

    `home` is the zone that "my time" means where the message itself names no place.
    Of a long message the first 4,000 characters are read. A message without a wish gives kind none.
    """
    now = now.astimezone(hours.zone)
    frame = Frame(now, hours, home)
    text = _HOUR_LEFT_OUT.sub(r"\1at ", _SAYINGS.sub("", _IDIOM.sub("i want", text)))
    tokens = read(text, frame)
    chunks = chunk(tokens, frame.almanac)
    wanted = _corrected([c for c in chunks if not c.ruled_out])
    refused = [c for c in chunks if c.ruled_out]
    exclusions, _ = assemble.clauses(options(refused, frame), frame)
    choices = options(_on_that_day(wanted, refused), frame)
    clauses, problems = assemble.clauses(choices, frame, exclusions)
    asked = any("ASAP" in t.tags for t in tokens)
    vague = any("VAGUE" in t.tags for t in tokens)
    wish = Wish(Kind.none, said_at=now, hours=hours)
    if not clauses and not problems and not exclusions and not asked:
        if not vague:
            return wish
        problems = [assemble.Problem("too_vague")]
    if not clauses and not problems and not asked and _only_busy(refused, tokens):
        return wish
    if not clauses and not problems:
        clauses = [Clause()]
    problem = problems[0] if problems else None
    whole = Wish(
        Kind.window,
        _said(text, chunks, tokens),
        tuple(clauses),
        tuple(exclusions),
        problem.code if problem else None,
        problem.candidates if problem else (),
        now,
        hours,
        _bare_weekdays(choices),
    )
    return _wanted_after_all(settle(whole), whole)


def _wanted_after_all(settled: Wish, whole: Wish) -> Wish:
    """Of "no, wednesday then. dec 2" the no is to something else: a day cannot be named and ruled out, and no other."""
    kept = tuple(out for out in whole.exclusions if not is_wanted(out, whole.clauses))
    swallowed = settled.kind is Kind.closed and len(kept) < len(whole.exclusions)
    if swallowed and _IN_WEEKS.search(whole.text):
        return settle(replace(whole, clauses=tuple(_in_that_week(clause) for clause in whole.clauses)))
    return settle(replace(whole, exclusions=kept)) if swallowed else settled


def _in_that_week(clause: Clause) -> Clause:
    """Who says "in two weeks, not monday" on a Monday means the week."""
    mondays = [shift(d, -d.weekday()) for span in clause.days if (d := span.single)]
    return replace(clause, days=tuple(DaySpan(m, shift(m, 6)) for m in mondays)) if mondays else clause


def _bare_weekdays(choices: list[Option]) -> frozenset[int]:
    days = [choice.day for choice in choices if choice.day]
    bare = all(day.sort == "weekday" and not day.which for day in days)
    return frozenset(day.number for day in days) if bare else frozenset()


def _corrected(chunks: list[Chunk]) -> list[Chunk]:
    """After "no wait" or "so" a new day replaces the days before it, a new time the times."""
    for at in range(len(chunks) - 1, 0, -1):
        if chunks[at].before not in {"CORR", "SO"}:
            continue
        later = chunks[at:]
        narrowed = chunks[at].before == "SO" and any(d.sort in {"weekday", "rule"} for d in later[0].days)
        for piece in chunks[:at]:
            if any(c.days for c in later) and not (narrowed and all(d.sort == "period" for d in piece.days)):
                piece.days = []
            if any(not _says_the_same(t, piece) for c in later for t in c.times):
                piece.times = []
        later[0].before = "COMMA"
    return [c for c in chunks if not c.empty or c.free]


def _says_the_same(time: Times, told: Chunk) -> bool:
    """Of "I teach until one, so not too early" the hour says what is too early."""
    return time.spans == (NOT_EARLY,) and any(t.sort in {"after", "past"} for t in told.times)


def _on_that_day(wanted: list[Chunk], refused: list[Chunk]) -> list[Chunk]:
    """Of "I have a call on thursday at 9, 11 would work" the second hour is of the same day."""
    busy = [c for c in refused if c.busy]
    told = [c for c in busy if c.shape == "DT" and len(c.days) == 1 and c.days[0].sort not in {"rule", "period"}]
    if len(told) == len(refused) == 1 and not any(c.days for c in wanted):
        for piece in wanted:
            if piece.times and (piece.before == "SO" or all(t.sort == "exact" for t in piece.times)):
                piece.days = list(told[0].days)
    return wanted


def _only_busy(refused: list[Chunk], tokens: list[Token]) -> bool:
    """Reads "I work mondays" in the middle of a story says when somebody works, not when to come."""
    strange = sum(1 for t in tokens if t.tags & {"X", "HISTORY"})
    return all(c.busy for c in refused) and strange > 0 and not any(t.tags & {"WISH", "POS"} for t in tokens)


def _said(text: str, chunks: list[Chunk], tokens: list[Token]) -> str:
    """The stretch of the message that held the wish."""
    held = [t for c in chunks for t in c.tokens] + [t for t in tokens if t.tags & {"ASAP", "VAGUE"}]
    if not held:
        return ""
    return text[min(t.start for t in held) : max(t.end for t in held)]
