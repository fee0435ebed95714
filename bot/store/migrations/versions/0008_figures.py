"""How far each conversation has come, and an index by their beginning, for the figures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# What shows that a conversation had come to a step; which question was put was not written down before.
_SHOWN = (
    (1, "message", "direction = 'in'"),
    (3, "screening", "true"),
    (4, "screening", "outcome IN ('eligible', 'eligible_with_note')"),
    (6, "booking", "true"),
    (7, "booking", "reference IS NOT NULL"),
)
_ASKED = "direction = 'in' AND (intent LIKE 'faq/%' OR intent = 'ask_eligibility')"


def upgrade() -> None:
    op.add_column("conversation", sa.Column("progress", sa.Integer(), server_default="0", nullable=False))
    op.add_column("conversation", sa.Column("asked", sa.Boolean(), server_default=sa.false(), nullable=False))
    for place, table, what in _SHOWN:
        _set("progress", sa.literal(place), table, what)
    _set("asked", sa.true(), "message", _ASKED)
    op.create_index(op.f("ix_conversation_started_at"), "conversation", ["started_at"], unique=False)


def _set(column: str, value: sa.sql.ClauseElement, table: str, what: str) -> None:
    conversation = sa.table("conversation", sa.column("id"), sa.column(column))
    shown = sa.select(sa.column("conversation_id")).select_from(sa.table(table)).where(sa.text(what))
    op.execute(sa.update(conversation).where(conversation.c.id.in_(shown)).values({column: value}))


def downgrade() -> None:
    op.drop_index(op.f("ix_conversation_started_at"), table_name="conversation")
    with op.batch_alter_table("conversation", recreate="auto") as table:
        table.drop_column("asked")
        table.drop_column("progress")
