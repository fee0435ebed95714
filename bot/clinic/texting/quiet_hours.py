"""When a text that the person did not ask for just now may be sent: 8 a.m. to 9 p.m. where they are.

47 CFR 64.1200(c)(1) says so of solicitations, by the recipient's local time; reminders keep to it as well. A reply to a
person's own message is not bound by it, and a crisis reply is never held back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from phonenumbers.timezone import time_zones_for_number

_MINUTE = timedelta(minutes=1)
# The clocks of all zones come back after a day; the other days are for one on which they change.
_SEARCHED = timedelta(days=3)
_MANY = 8
"""More zones are a whole calling code's, +1 or +7: they do not say where the number is."""


@dataclass(frozen=True)
class QuietHours:
    """The hours between which texts may go out, on the recipient's wall clock; it is quiet from `closes` to `opens`.

    Raises:
        ValueError: the times are not in order, have a zone, or are not whole minutes.
        TypeError: they are no times; an hour without quotes is a number in YAML.
    """

    opens: time = time(8)
    closes: time = time(21)

    def __post_init__(self) -> None:
        for name in ("opens", "closes"):
            # The profile's reader hands over what stands in clinic.yml, and turns it into times only after this.
            clock = getattr(self, name)
            if not isinstance(clock, time):
                clock = time.fromisoformat(clock)
                object.__setattr__(self, name, clock)
            if clock.tzinfo is not None or clock.second or clock.microsecond:
                raise ValueError(f"{clock} is not a wall time of hours and minutes")
        if self.opens >= self.closes:
            raise ValueError(f"the hours end at {self.closes}, before they begin at {self.opens}")


def zones_of(phone_e164: str, fallback: ZoneInfo) -> tuple[ZoneInfo, ...]:
    """The time zones in which the owner of a number may be, by its area code: at least one.

    `fallback`, the clinic's own zone, stands for a number that does not say: one that cannot be read, is not assigned,
    or is toll-free. People take their numbers along when they move, so this is the best guess and no more.
    """
    try:
        names = time_zones_for_number(phonenumbers.parse(phone_e164))
        zones = tuple(ZoneInfo(name) for name in names) if len(names) <= _MANY else ()
    except (phonenumbers.NumberParseException, ZoneInfoNotFoundError):  # "Etc/Unknown" is no zone either
        zones = ()
    return zones or (fallback,)


def may_send(now: datetime, window: QuietHours, zones: Sequence[ZoneInfo]) -> bool:
    """Whether it is within the hours in every zone.

    Raises:
        ValueError: `now` has no zone, or there are no zones to go by.
    """
    if not zones:
        raise ValueError("no zone to go by")
    # not calendar.local: the calendar needs the profile, which needs these hours
    if now.utcoffset() is None:
        raise ValueError("a time without a zone")
    return all(window.opens <= now.astimezone(zone).time() < window.closes for zone in zones)


def next_moment(now: datetime, window: QuietHours, zones: Sequence[ZoneInfo]) -> datetime:
    """The first moment, in UTC, at which a text may be sent: `now`, or else the first whole minute after it.

    The clocks are read minute by minute rather than computed, so that an hour which is skipped or comes twice needs no
    rule of its own.

    Raises:
        ValueError: as `may_send`, or the zones lie so far apart that their hours never meet.
    """
    if may_send(now, window, zones):
        return now.astimezone(timezone.utc)
    moment = now.astimezone(timezone.utc).replace(second=0, microsecond=0)
    last = moment + _SEARCHED
    while moment < last:
        moment += _MINUTE
        if may_send(moment, window, zones):
            return moment
    raise ValueError(f"no moment is within {window.opens} to {window.closes} in all of {', '.join(map(str, zones))}")
