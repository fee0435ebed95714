"""How often an accepted text was tried, when it is tried again, and that it was given up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _set_states("state IN ('pending', 'done', 'failed')")
    op.add_column("inbound_text", sa.Column("attempts", sa.Integer(), server_default="0", nullable=False))
    op.add_column("inbound_text", sa.Column("next_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.execute("UPDATE inbound_text SET state = 'done', body = '' WHERE state = 'failed'")
    with op.batch_alter_table("inbound_text", recreate="never") as inbound_text:
        inbound_text.drop_column("next_at")
        inbound_text.drop_column("attempts")
    _set_states("state IN ('pending', 'done')")


def _set_states(allowed: str) -> None:
    autoincrement = {"sqlite_autoincrement": True}  # which Alembic's copy of the table would lose
    with op.batch_alter_table("inbound_text", recreate="auto", table_kwargs=autoincrement) as inbound_text:
        inbound_text.drop_constraint(op.f("ck_inbound_text_state"), type_="check")
        inbound_text.create_check_constraint(op.f("ck_inbound_text_state"), allowed)
