"""The tables of the staff's calendar: when somebody consults or nobody does, and what their own programs may read."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store import columns as c
from bot.store.columns import metadata
from bot.store.types import BigId

# Time that nobody can book, whatever clinic.yml says; days off are blocks from midnight to midnight.
calendar_block = sa.Table(
    "calendar_block",
    metadata,
    c.key(),
    c.text("consultant_id", nullable=True),  # none: all of them
    c.at("starts_at"),
    c.at("ends_at"),
    c.text("label"),  # for the staff only
    sa.Column("created_by", BigId, sa.ForeignKey("staff_account.id", ondelete="SET NULL"), nullable=True),
    c.at("created_at"),
    sa.CheckConstraint("starts_at < ends_at", name="order"),
    c.index("ends_at"),
    c.index("created_by"),
)

# Weekly hours from a day on, in the form of clinic.yml, which they go before. Of two from one day the later row counts.
weekly_hours = sa.Table(
    "weekly_hours",
    metadata,
    c.key(),
    c.text("consultant_id"),
    sa.Column("first_day", sa.Date, nullable=False),
    c.json("hours"),
    sa.Column("created_by", BigId, sa.ForeignKey("staff_account.id", ondelete="SET NULL"), nullable=True),
    c.at("created_at"),
    c.index("created_by"),
)

# Other hours on a single date, none of them if it is closed. Of two for somebody the later row counts.
special_hours = sa.Table(
    "special_hours",
    metadata,
    c.key(),
    c.text("consultant_id", nullable=True),  # none: all of them
    sa.Column("day", sa.Date, nullable=False),
    c.json("hours"),
    c.text("label"),  # for the staff only
    sa.Column("created_by", BigId, sa.ForeignKey("staff_account.id", ondelete="SET NULL"), nullable=True),
    c.at("created_at"),
    c.index("day"),
    c.index("created_by"),
)

# The secret address at which somebody's calendar program reads; one each.
calendar_feed = sa.Table(
    "calendar_feed",
    metadata,
    c.key(),
    sa.Column(
        "staff_account_id", BigId, sa.ForeignKey("staff_account.id", ondelete="CASCADE"), nullable=False, unique=True
    ),
    sa.Column("token_hash", sa.Text, nullable=False, unique=True),
    c.at("created_at"),
    c.at("last_read_at", nullable=True),  # noted once an hour at most
)
