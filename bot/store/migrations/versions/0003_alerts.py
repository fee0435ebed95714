"""Alerts of people in danger, and the outbox they leave by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import BigId, UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("crisis_event", recreate="auto") as event:
        event.add_column(sa.Column("kind", sa.Text(), server_default="self", nullable=False))
        event.add_column(sa.Column("alerts", sa.Integer(), server_default="0", nullable=False))
        event.add_column(sa.Column("alert_due_at", UtcDateTime(), nullable=True))
        event.create_check_constraint(op.f("ck_crisis_event_kind"), "kind IN ('self', 'other', 'medical')")
    op.create_index(op.f("ix_crisis_event_alert_due_at"), "crisis_event", ["alert_due_at"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", BigId, nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="queued", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('alert')", name=op.f("ck_outbox_kind")),
        sa.CheckConstraint("state IN ('queued', 'sending', 'sent', 'failed')", name=op.f("ck_outbox_state")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_outbox_conversation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
    )
    op.create_index(op.f("ix_outbox_conversation_id"), "outbox", ["conversation_id"], unique=False)
    op.create_index(op.f("ix_outbox_state_due_at"), "outbox", ["state", "due_at"], unique=False)


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_index(op.f("ix_crisis_event_alert_due_at"), table_name="crisis_event")
    with op.batch_alter_table("crisis_event", recreate="auto") as event:
        event.drop_constraint(op.f("ck_crisis_event_kind"), type_="check")
        event.drop_column("alert_due_at")
        event.drop_column("alerts")
        event.drop_column("kind")
