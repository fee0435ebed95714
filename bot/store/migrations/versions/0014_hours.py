"""The hours that the staff change: weekly ones from a day on, and those of single dates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import BigId, UtcDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "weekly_hours",
        sa.Column("id", BigId, nullable=False),
        sa.Column("consultant_id", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("created_by", BigId, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["staff_account.id"], name=op.f("fk_weekly_hours_created_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_hours")),
    )
    op.create_index(op.f("ix_weekly_hours_created_by"), "weekly_hours", ["created_by"])
    op.create_table(
        "special_hours",
        sa.Column("id", BigId, nullable=False),
        sa.Column("consultant_id", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_by", BigId, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["staff_account.id"], name=op.f("fk_special_hours_created_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_hours")),
    )
    op.create_index(op.f("ix_special_hours_day"), "special_hours", ["day"])
    op.create_index(op.f("ix_special_hours_created_by"), "special_hours", ["created_by"])


def downgrade() -> None:
    op.drop_table("special_hours")
    op.drop_table("weekly_hours")
