"""What did not arrive stands with the text itself; PostgreSQL finds rare intents without reading all conversations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import UtcDateTime

revision = "0018"
down_revision = "0017"

_REPORTS = "SELECT {what} FROM delivery WHERE outbox_id = outbox.id AND status IN ({statuses})"
_LOST = _REPORTS.format(what="max(at)", statuses="'undelivered', 'failed', 'canceled'")
_ARRIVED = _REPORTS.format(what="1", statuses="'delivered', 'read'")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("undelivered_at", UtcDateTime(), nullable=True))
    op.execute(
        f"UPDATE outbox SET undelivered_at = COALESCE(({_LOST}), next_at) "  # noqa: S608  ours alone
        f"WHERE (state = 'failed' OR ({_LOST}) IS NOT NULL) AND NOT EXISTS ({_ARRIVED})"
    )
    op.create_index(
        "ix_outbox_undelivered",
        "outbox",
        ["kind", "conversation_id", "undelivered_at"],
        sqlite_where=sa.text("undelivered_at IS NOT NULL"),
        postgresql_where=sa.text("undelivered_at IS NOT NULL"),
    )
    op.drop_index(op.f("ix_delivery_status"), "delivery")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_conversation_intents ON conversation USING gin (string_to_array(intents, ' '))")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_conversation_intents", "conversation")
    op.create_index(op.f("ix_delivery_status"), "delivery", ["status"])
    op.drop_index("ix_outbox_undelivered", "outbox")
    with op.batch_alter_table("outbox", recreate="never") as outbox:
        outbox.drop_column("undelivered_at")
