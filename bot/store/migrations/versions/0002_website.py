"""Who may continue a conversation on the website; appointments and authors in the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "web_session",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_web_session")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_web_session_conversation_id")),
    )
    op.create_index(op.f("ix_web_session_last_at"), "web_session", ["last_at"], unique=False)
    op.add_column("message", sa.Column("card", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("message", sa.Column("author", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("message", recreate="never") as message:
        message.drop_column("author")
        message.drop_column("card")
    op.drop_index(op.f("ix_web_session_last_at"), table_name="web_session")
    op.drop_table("web_session")
