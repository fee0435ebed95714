"""Who names only another day for a time that is chosen, or by that of the appointment, means the same hour of it."""

from __future__ import annotations

import re
from datetime import datetime

from actions.turn import Turn
from bot.clinic.calendar import Slot, local
from bot.clinic.interview.timing import shifts_appointment
from bot.clinic.wishes import Wish

_WANTS_TO_SEE = re.compile(
    r"\b(?:what(?!\s+about)|which|times|any(?!\s+(?:chance|way))\w*|something|else|other|another|different|open(?:ings?)?|available"
    r"|list|show|options?|slots?|have you|you have|later|earlier|sooner)\b",
    re.IGNORECASE,
)


def at_same_hour(turn: Turn, wish: Wish, fitting: list[Slot]) -> list[Slot]:
    """The one of the times that suit which is at the hour that stands; all of them where none is, or none is meant."""
    start = _standing(turn)
    days = {span.single for clause in wish.clauses for span in clause.days}
    if start is None or len(days) != 1 or None in days or any(clause.times for clause in wish.clauses):
        return fitting
    if wish.exclusions or _WANTS_TO_SEE.search(turn.message.text):
        return fitting
    zone = turn.clinic.zone
    hour = local(datetime.fromisoformat(start), zone).time()
    return [slot for slot in fitting if local(slot.starts_at, zone).time() == hour][:1] or fitting


def _standing(turn: Turn) -> str | None:
    """When the time that the person has chosen begins, or else the appointment that they shift by it."""
    draft = turn.draft
    if draft.hold is not None:
        start: str = draft.hold["start"]
        return start
    if draft.offers or not shifts_appointment(draft, turn.message.text, turn.hours, turn.now):
        return None
    return draft.old_start
