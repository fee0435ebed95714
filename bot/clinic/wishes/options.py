"""Which day goes with which time: what a list of chunks says, shared out over its alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.clinic.wishes.chunks import Chunk
from bot.clinic.wishes.constraints import intersect_days, intersect_times
from bot.clinic.wishes.days import Days, join, place
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.times import Times

LISTED = frozenset({"OR", "AND", "COMMA", ""})


@dataclass
class Option:
    """One alternative: a day (None = any) and times that are all wanted at once, in each of `times`."""

    day: Days | None = None
    times: list[list[Times]] = field(default_factory=list)
    days_first: bool = True
    before: str = ""
    free: bool = False
    period: Days | None = None  # the week or month that the day was said to be in


def options(chunks: Sequence[Chunk], frame: Frame) -> list[Option]:
    """The alternatives that these chunks of one polarity say, days and times shared out."""
    found: list[Option] = []
    for last, piece in zip([None, *chunks], chunks, strict=False):
        parts = _split(piece, frame)
        if last and last.said_no and piece.no_behind and piece.said_no:
            parts[0].before = "NO"  # "tomorrow is out, tuesday too": each has a no of its own
        found += parts
    found = _merge_dates(found, frame)
    _share_periods(found, frame)
    found = _join_times(found)
    _share_times(found)
    return _narrowed(found, frame)


def _narrowed(found: list[Option], frame: Frame) -> list[Option]:
    """Reads "Next week works. Early in the week is best": the later, narrower stretch is what is wanted."""

    def narrows(option: Option, later: Option) -> bool:
        if not option.day or not later.day or option.times or later.before == "OR":
            return False
        spans = place(later.day, frame.almanac).spans
        if not spans or spans == option.day.spans:
            return False
        days = [span.single for span in spans]
        listed = all(d and any(d in wide for wide in option.day.spans) for d in days)
        return listed or intersect_days(option.day.spans, spans) == spans

    def repeats(option: Option, later: Option) -> bool:
        """Reads "my tuesday group ends at 10:45, can we say 11 on the 15th": the day named again says the hour."""
        if not (option.day and later.day and option.times and later.times and later.before in {"COMMA", "STOP", "SO"}):
            return False
        exact = all(t.sort == "exact" for listed in later.times for t in listed)
        bound = all(t.sort in {"after", "past", "before", "by"} for listed in option.times for t in listed)
        spans = place(option.day, frame.almanac).spans
        return exact and bound and bool(spans) and spans == place(later.day, frame.almanac).spans

    wide = {"period", "rule"}
    found = [o for o, later in zip(found, [*found[1:], None], strict=False) if not (later and repeats(o, later))]
    kept = [
        option
        for at, option in enumerate(found)
        if not (option.day and option.day.sort in wide and any(narrows(option, later) for later in found[at + 1 :]))
    ]
    return _within_limits(kept, frame)


def _within_limits(found: list[Option], frame: Frame) -> list[Option]:
    """Reads "Week of the 12th, I get back the 14th": a limit on its own cuts the other days said."""
    limits = [o for o in found if o.day and o.day.is_limit and not o.times and o.before != "OR"]
    others = [o for o in found if o.day and not o.day.is_limit]
    for limit in limits:
        cut = {
            id(o): intersect_days(place(o.day, frame.almanac).spans, place(limit.day, frame.almanac).spans)
            for o in others
            if o.day and limit.day
        }
        if not others or not all(cut.values()):
            continue
        for option in others:
            if option.day:
                option.day = replace(
                    option.day, sort="date" if option.day.sort == "date" else "period", spans=cut[id(option)]
                )
        found = [o for o in found if o is not limit]
    return found


def _split(piece: Chunk, frame: Frame) -> list[Option]:
    """A chunk is one option, or several where its days stand side by side ("monday tuesday")."""
    days: list[Days] = []
    for day in piece.days:
        joined = join(days[-1], day, frame.almanac) if days else None
        if joined is not None:
            days[-1] = joined
        else:
            days.append(day)
    times = [piece.times] if piece.times else []
    found = [Option(day, list(times), piece.days_first, "AND") for day in days] or [Option(None, times, False)]
    # every "no" begins a list of its own: "no fridays, no mornings"
    found[0].before = "NO" if piece.ruled_out and piece.said_no and not piece.no_behind else piece.before
    found[0].free = piece.free and piece.empty
    period = next((d for d in piece.days if _is_short(d)), None)
    for option in found:
        option.period = period
    return found


def _is_short(day: Days) -> bool:
    span = day.spans[0] if day.sort == "period" else None
    return bool(span and span.first and span.last and not day.problem)


def _share_periods(found: list[Option], frame: Frame) -> None:
    """Reads "Monday or tuesday next week", "next week monday or tuesday", "next monday or tuesday"."""
    for i, option in enumerate(found):
        day = option.day
        if day is None or day.sort != "weekday":
            continue
        before = found[i - 1].day if i else None
        listed = option.before in {"OR", "AND", "COMMA"}
        if before and listed and not day.which and before.which in {"next", "this"} and before.sort == "weekday":
            option.day = replace(day, which=before.which)
    for left, right in pairwise(found):
        _into_period(right, left, frame)
    for right, left in zip(found[::-1], found[-2::-1], strict=False):
        _into_period(left, right, frame, forward=False)


def _into_period(option: Option, other: Option, frame: Frame, forward: bool = True) -> None:
    """Put a bare weekday of a list into the week that its neighbour was said to be in."""
    day, period = option.day, other.period
    joint = option.before if forward else other.before
    if day is None or period is None or option.period or day.sort != "weekday" or day.which or joint not in LISTED:
        return
    inside = join(day, period, frame.almanac)
    if inside is not None and not inside.problem:
        option.day, option.period = inside, period


def _merge_dates(found: list[Option], frame: Frame) -> list[Option]:
    """Reads "Friday, dec 9" is one day; "friday or dec 9" is two."""
    merged: list[Option] = []
    for option in found:
        last = merged[-1] if merged else None
        if (
            last
            and last.day
            and option.day
            and option.before in {"COMMA", "", "STOP", "BUT", "AND"}
            and not (last.times and option.times)
        ):
            sorts = {last.day.sort, option.day.sort}
            joined = join(last.day, option.day, frame.almanac) if len(sorts) == 2 or last.day.relative else None
            if option.before == "AND" or (option.before in {"STOP", "BUT"} and "period" not in sorts):
                joined = None
            if option.before != "NO" and (cut := _between_limits(last.day, option.day, frame)):
                joined = cut
            if joined and not (joined.problem and "period" in sorts):
                last.day, last.period = joined, last.period or option.period
                last.times += option.times
                continue
        merged.append(option)
    return merged


def _between_limits(left: Days, right: Days, frame: Frame) -> Days | None:
    """Reads "after the 1st and before the 9th": two limits that face each other leave what lies between."""
    if not (left.is_limit and right.is_limit):
        return None
    spans = [place(d, frame.almanac).spans for d in (left, right)]
    if any(len(s) != 1 for s in spans) or (spans[0][0].first is None) == (spans[1][0].first is None):
        return None
    both = intersect_days(*spans)
    return Days("period", both) if both else None


def _join_times(found: list[Option]) -> list[Option]:
    """Times without a day go with the day before them, or with the one after ("2 or 3 on friday")."""
    joined: list[Option] = []
    for option in found:
        last = joined[-1] if joined else None
        if last is None or option.day is not None or option.free or last.free:
            if (
                last
                and last.day is None
                and last.times
                and option.day
                and not option.days_first
                and option.before in LISTED
                and option.times
            ):
                option.times = _either(last.times, option.times, option.before)
                option.before = last.before
                joined[-1] = option
            else:
                joined.append(option)
            continue
        if option.before == "NO":
            joined.append(option)
        elif last.times:
            last.times = _either(last.times, option.times, option.before)
        elif last.day is None or option.before in {"OR", "NO"}:
            joined.append(option)
        else:
            last.times = option.times
    return joined


def _either(left: list[list[Times]], right: list[list[Times]], before: str) -> list[list[Times]]:
    """Two times in a row: a refinement ("afternoon, after 3") or two choices ("at 2 or at 4")."""
    last, new = left[-1], right[0]
    sides = {last[-1].sort, new[0].sort}
    apart = (
        last[-1].is_part and new[0].sort == "exact" and any(c.half for c in new[0].clocks) and before in {"", "COMMA"}
    )
    if apart and not _overlaps(last, new):
        return [*left[:-1], last + new]  # "monday afternoon, 10 a.m.": not two choices but a contradiction
    bounds = bool(sides & {"after", "past"}) and bool(sides & {"before", "by"})
    narrower = sides <= {"after", "past"} or sides <= {"before", "by"}
    bounds = bounds or (narrower and before in {"", "COMMA", "STOP"})  # "after my 1 o'clock class, it ends at 2:20"
    if before == "OR" or (not bounds and last[-1].sort == new[0].sort == "exact"):
        return left + right
    if bounds or (before != "AND" and _overlaps(last, new)):
        return [*left[:-1], last + new, *right[1:]]
    if before in {"BUT", ""}:
        return [*left[:-1], last + new, *right[1:]]
    return left + right


def _overlaps(left: list[Times], right: list[Times]) -> bool:
    spans_left = [s for t in left if t.is_part for s in t.spans]
    spans_right = [s for t in right if t.is_part for s in t.spans]
    if spans_left and spans_right:
        return bool(intersect_times(spans_left, spans_right))
    clocks = [c for t in (*left, *right) for c in t.clocks]
    spans = spans_left or spans_right
    # "afternoons suit me, I'm up by ten" (in the morning, of course) is no choice of two
    begun = [c.candidates()[0] for t in (*left, *right) if t.sort in {"after", "past"} for c in t.clocks if c.half]
    if any(minute <= high for minute in begun for _, high in spans):
        return True
    return any(low <= c <= high + 1 for clock in clocks for c in clock.candidates() for low, high in spans)


def _share_times(found: list[Option]) -> None:
    """A time at the end of a list is for all of it ("tuesday or friday after 2"), one in front too."""
    for i in range(len(found) - 1, 0, -1):
        right, left = found[i], found[i - 1]
        if any(right.day == earlier.day for earlier in found[:i]):
            continue  # "monday or thursday, thursday only mornings": said of that day alone
        if right.day and right.times and right.days_first and left.day and not left.times and right.before in LISTED:
            left.times = list(right.times)
    for left, right in pairwise(found):
        listed = right.before in LISTED
        if (
            left.times
            and not left.days_first
            and right.day
            and not right.times
            and (listed or (left.day is None and right.before == "STOP"))
        ):
            right.times = list(left.times)
            # a time that stands in front of a list is for all of it ("after 2, tuesdays or thursdays")
            right.days_first = False
    for i in range(len(found) - 1):
        # a time alone in front ("afternoons. tuesday or friday") has been shared out and is no choice by itself
        if (
            found[i].day is None
            and found[i].times
            and not found[i].free
            and found[i + 1].day
            and found[i + 1].before != "OR"
            and found[i + 1].times == found[i].times
        ):
            found[i].free, found[i].times = False, []
            found[i].before = "DROP"
    found[:] = [o for o in found if o.before != "DROP"]
