"""Which conversations the staff's list has: those in which somebody has written, or in which there is something to do.

A row alone is none. It is made before the first text leaves to a number, and for a time that the staff hold. What is
texted to somebody who has booked elsewhere stands with their appointment, until they answer it.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from bot.store.tables import conversation


def is_listed() -> Any:
    """Whether somebody has written in it, or it has an appointment, a follow-up or danger; see triggers.py."""
    row = conversation.c
    return sa.or_(
        *(flag == sa.true() for flag in (row.written, row.booked, row.cancelled, row.followed_up, row.danger))
    )
