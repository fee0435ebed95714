"""What the staff's list asks about a conversation, in its own row; kept up by triggers.py from other rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from bot.store import columns as c
from bot.store.types import BigId


def summary() -> list[Any]:
    """The columns, and the index from which alone the list is read, whatever is filtered by."""
    kept: list[sa.Column[Any]] = [
        sa.Column("intents", sa.Text, nullable=False, server_default=" "),  # each once, a space on both sides
        sa.Column("lowest", sa.Float, nullable=True),  # confidence of what was understood worst
        c.flag("written"),  # by the person or one of the staff; what was texted unasked is none
        c.flag("booked"),  # an appointment that is to come or was
        c.flag("cancelled"),  # one that was cancelled
        c.flag("followed_up"),  # the staff have or had to do something
        c.flag("danger"),  # it ever showed any
        c.flag("unseen"),  # it showed grave danger, and nobody of the staff has acknowledged that
        sa.Column("review", sa.Text, nullable=False, server_default="new"),
        sa.Column("assignee_id", BigId, nullable=True),
    ]
    listed = ["last_at", "id", "channel", *(column.name for column in kept)]
    return [*kept, sa.Index("ix_conversation_list", *listed)]
