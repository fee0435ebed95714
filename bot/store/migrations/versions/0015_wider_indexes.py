"""Indexes that hold all that is asked of them: what people wrote about in some weeks, and parts of a number."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"

_MESSAGE = ["at", "direction", "crisis", "intent", "confidence"]


def upgrade() -> None:
    op.create_index(op.f("ix_message_at_direction_crisis_intent_confidence"), "message", _MESSAGE, unique=False)
    op.drop_index(op.f("ix_message_at"), table_name="message")
    op.create_index(op.f("ix_conversation_phone_id"), "conversation", ["phone", "id"], unique=False)
    op.drop_index(op.f("ix_conversation_phone"), table_name="conversation")


def downgrade() -> None:
    op.create_index(op.f("ix_conversation_phone"), "conversation", ["phone"], unique=False)
    op.drop_index(op.f("ix_conversation_phone_id"), table_name="conversation")
    op.create_index(op.f("ix_message_at"), "message", ["at"], unique=False)
    op.drop_index(op.f("ix_message_at_direction_crisis_intent_confidence"), table_name="message")
