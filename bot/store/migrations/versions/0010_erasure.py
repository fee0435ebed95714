"""Erasing people: an appointment may outlive the conversation that it was made in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_KEY = "fk_booking_conversation_id"


def upgrade() -> None:
    _refer(nullable=True, ondelete="SET NULL")


def downgrade() -> None:
    op.execute("DELETE FROM booking WHERE conversation_id IS NULL")
    _refer(nullable=False, ondelete=None)


def _refer(*, nullable: bool, ondelete: str | None) -> None:
    with op.batch_alter_table("booking", recreate="auto") as booking:
        booking.drop_constraint(op.f(_KEY), type_="foreignkey")
        booking.alter_column("conversation_id", existing_type=sa.Text(), nullable=nullable)
        booking.create_foreign_key(op.f(_KEY), "conversation", ["conversation_id"], ["id"], ondelete=ondelete)
