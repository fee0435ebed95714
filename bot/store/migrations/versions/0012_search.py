"""The inbox at scale: what the list asks about stands in each conversation's row, and every word is indexed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store import triggers
from bot.store.types import BigId

revision = "0012"
down_revision = "0011"

WORDS = "to_tsvector('simple', regexp_replace(lower(text), '[^[:alnum:]]+', ' ', 'g'))"
SUMMARY = """
    UPDATE conversation SET
    lowest = (SELECT min(confidence) FROM message WHERE conversation_id = conversation.id),
    intents = COALESCE((SELECT ' ' || {aggregate}(intent, ' ') || ' ' FROM (
        SELECT DISTINCT intent FROM message WHERE conversation_id = conversation.id AND intent IS NOT NULL
    ) AS met), ' '),
    danger = EXISTS (SELECT 1 FROM crisis_event WHERE conversation_id = conversation.id),
    unseen = EXISTS (SELECT 1 FROM crisis_event WHERE conversation_id = conversation.id
        AND acknowledged_at IS NULL AND level <> 'mention'),
    booked = EXISTS (SELECT 1 FROM booking WHERE conversation_id = conversation.id
        AND state IN ('booked', 'completed', 'no_show')),
    cancelled = EXISTS (SELECT 1 FROM booking WHERE conversation_id = conversation.id AND state = 'cancelled'),
    followed_up = EXISTS (SELECT 1 FROM follow_up WHERE conversation_id = conversation.id),
    review = COALESCE((SELECT state FROM review WHERE conversation_id = conversation.id), 'new'),
    assignee_id = (SELECT assignee_id FROM review WHERE conversation_id = conversation.id)
"""
FLAGS = ("booked", "cancelled", "followed_up", "danger", "unseen")
LISTED = ["last_at", "id", "channel", "intents", "lowest", *FLAGS, "review", "assignee_id"]


def upgrade() -> None:
    op.add_column("conversation", sa.Column("intents", sa.Text(), server_default=" ", nullable=False))
    op.add_column("conversation", sa.Column("lowest", sa.Float(), nullable=True))
    for name in FLAGS:
        kind = sa.Boolean(create_constraint=False)
        op.add_column("conversation", sa.Column(name, kind, server_default=sa.false(), nullable=False))
    op.add_column("conversation", sa.Column("review", sa.Text(), server_default="new", nullable=False))
    op.add_column("conversation", sa.Column("assignee_id", BigId, nullable=True))
    op.drop_index("ix_conversation_last_at", "conversation")
    op.create_index(op.f("ix_conversation_paused"), "conversation", ["paused"])
    op.create_index("ix_conversation_list", "conversation", LISTED)
    op.create_index(op.f("ix_delivery_status"), "delivery", ["status"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(SUMMARY.format(aggregate="group_concat" if sqlite else "string_agg"))
    if sqlite:
        triggers.make_words(op.get_bind())
        for table in triggers.SEARCHED:
            op.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('rebuild')")  # noqa: S608  ours alone
    else:
        op.execute(f"CREATE INDEX ix_message_words ON message USING gin ({WORDS})")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in triggers.SEARCHED:
            op.execute(f"DROP TABLE {table}_words")
    else:
        op.drop_index("ix_message_words", "message")
    op.drop_index("ix_delivery_status", "delivery")
    op.drop_index("ix_conversation_list", "conversation")
    op.drop_index("ix_conversation_paused", "conversation")
    op.create_index("ix_conversation_last_at", "conversation", ["last_at"])
    with op.batch_alter_table("conversation") as batch:
        for name in ("intents", "lowest", *FLAGS, "review", "assignee_id"):
            batch.drop_column(name)
