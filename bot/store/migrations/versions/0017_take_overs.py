"""Since when a conversation is taken over, and when its holder last did something in it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import UtcDateTime

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("review", sa.Column("held_since", UtcDateTime(), nullable=True))
    op.add_column("review", sa.Column("held_active_at", UtcDateTime(), nullable=True))
    # the best that is known of what is taken over at this moment
    op.execute("UPDATE review SET held_since = updated_at, held_active_at = updated_at WHERE holder_id IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("review", recreate="never") as review:
        review.drop_column("held_active_at")
        review.drop_column("held_since")
