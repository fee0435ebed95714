"""Text messages: what came in, what leaves and what became of it, and who wants none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import BigId, UtcDateTime

revision = "0004"
down_revision = "0003"

_KINDS = "kind IN ('alert', 'reply', 'opt_out', 'confirmation', 'reminder', 'link', 'staff')"
_STATES = "state IN ('queued', 'sending', 'sent', 'failed', 'withheld')"


def upgrade() -> None:
    with op.batch_alter_table("conversation", recreate="never") as conversation:
        conversation.add_column(sa.Column("phone", sa.Text(), nullable=True))
        conversation.drop_column("opted_out")  # nothing ever set it
    op.create_index(op.f("ix_conversation_phone"), "conversation", ["phone"], unique=False)
    op.add_column("booking", sa.Column("confirmed_at", UtcDateTime(), nullable=True))
    _extend_outbox()
    _create_delivery()
    _create_inbound_text()
    op.create_table(
        "opt_out",
        sa.Column("id", BigId, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("out", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=True),
        sa.Column("conversation_id", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_opt_out_conversation_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opt_out")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_opt_out_address_id"), "opt_out", ["address", "id"], unique=False)


def _extend_outbox() -> None:
    op.drop_index(op.f("ix_outbox_state_due_at"), table_name="outbox")
    with op.batch_alter_table("outbox", recreate="auto") as outbox:
        outbox.add_column(sa.Column("message_id", BigId, nullable=True))
        outbox.add_column(sa.Column("booking_id", BigId, nullable=True))
        outbox.add_column(sa.Column("starts_at", UtcDateTime(), nullable=True))
        outbox.add_column(sa.Column("segments", sa.Integer(), server_default="1", nullable=False))
        outbox.add_column(sa.Column("next_at", UtcDateTime(), nullable=True))
        outbox.add_column(sa.Column("expires_at", UtcDateTime(), nullable=True))
        outbox.create_foreign_key(op.f("fk_outbox_message_id"), "message", ["message_id"], ["id"], ondelete="SET NULL")
        outbox.create_foreign_key(op.f("fk_outbox_booking_id"), "booking", ["booking_id"], ["id"], ondelete="CASCADE")
        outbox.drop_constraint(op.f("ck_outbox_kind"), type_="check")
        outbox.drop_constraint(op.f("ck_outbox_state"), type_="check")
        outbox.create_check_constraint(op.f("ck_outbox_kind"), _KINDS)
        outbox.create_check_constraint(op.f("ck_outbox_state"), _STATES)
    op.execute("UPDATE outbox SET next_at = due_at")
    with op.batch_alter_table("outbox", recreate="auto") as outbox:
        outbox.alter_column("next_at", existing_type=UtcDateTime(), nullable=False)
    op.create_index(op.f("ix_outbox_state_next_at"), "outbox", ["state", "next_at"], unique=False)
    op.create_index(op.f("ix_outbox_recipient_state"), "outbox", ["recipient", "state"], unique=False)
    op.create_index(op.f("ix_outbox_message_id"), "outbox", ["message_id"], unique=False)
    op.create_index(op.f("ix_outbox_booking_id"), "outbox", ["booking_id"], unique=False)


def _create_delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", BigId, nullable=False),
        sa.Column("outbox_id", BigId, nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_delivery_outbox_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("provider_id", "status", name=op.f("uq_delivery_provider_id_status")),
    )
    op.create_index(op.f("ix_delivery_outbox_id"), "delivery", ["outbox_id"], unique=False)


def _create_inbound_text() -> None:
    op.create_table(
        "inbound_text",
        sa.Column("id", BigId, nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("media", sa.Integer(), server_default="0", nullable=False),
        sa.Column("keyword", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.CheckConstraint("state IN ('pending', 'done')", name=op.f("ck_inbound_text_state")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_inbound_text_conversation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_text")),
        sa.UniqueConstraint("provider_id", name=op.f("uq_inbound_text_provider_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_inbound_text_state_id"), "inbound_text", ["state", "id"], unique=False)
    op.create_index(
        op.f("ix_inbound_text_conversation_id_state"), "inbound_text", ["conversation_id", "state"], unique=False
    )


def downgrade() -> None:
    op.drop_table("opt_out")
    op.drop_table("inbound_text")
    op.drop_table("delivery")
    for name in ("state_next_at", "recipient_state", "message_id", "booking_id"):
        op.drop_index(op.f(f"ix_outbox_{name}"), table_name="outbox")
    op.execute("DELETE FROM outbox WHERE kind <> 'alert' OR state = 'withheld'")
    with op.batch_alter_table("outbox", recreate="auto") as outbox:
        outbox.drop_constraint(op.f("ck_outbox_kind"), type_="check")
        outbox.drop_constraint(op.f("ck_outbox_state"), type_="check")
        outbox.create_check_constraint(op.f("ck_outbox_kind"), "kind IN ('alert')")
        outbox.create_check_constraint(op.f("ck_outbox_state"), "state IN ('queued', 'sending', 'sent', 'failed')")
        outbox.drop_constraint(op.f("fk_outbox_message_id"), type_="foreignkey")
        outbox.drop_constraint(op.f("fk_outbox_booking_id"), type_="foreignkey")
        for name in ("message_id", "booking_id", "starts_at", "segments", "next_at", "expires_at"):
            outbox.drop_column(name)
    op.create_index(op.f("ix_outbox_state_due_at"), "outbox", ["state", "due_at"], unique=False)
    with op.batch_alter_table("booking", recreate="never") as booking:
        booking.drop_column("confirmed_at")
    op.drop_index(op.f("ix_conversation_phone"), table_name="conversation")
    with op.batch_alter_table("conversation", recreate="never") as conversation:
        conversation.add_column(sa.Column("opted_out", sa.Boolean(), server_default=sa.false(), nullable=False))
        conversation.drop_column("phone")
