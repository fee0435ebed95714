"""The tables of learning: what the staff say that messages wanted, and what training with that would change."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store import columns as c
from bot.store.columns import metadata
from bot.store.types import BigId

# open: to be exported; exported: stands in a file that nobody has adopted; adopted: in the training data;
# dismissed: there is nothing to learn from it.
CORRECTION_STATES = ("open", "exported", "adopted", "dismissed")
COMPARISON_STATES = ("queued", "running", "done", "failed")

correction = sa.Table(
    "correction",
    metadata,
    c.key(),
    sa.Column("message_id", BigId, sa.ForeignKey("message.id", ondelete="CASCADE"), nullable=False, unique=True),
    c.to("conversation", "CASCADE"),
    c.text("old_intent", nullable=True),  # what the model said
    c.text("new_intent", nullable=True),  # as in docs/intents.md; none: dismissed
    c.to("staff_account", "SET NULL", nullable=True),
    c.at("at"),
    sa.Column("state", sa.Text, nullable=False, server_default="open"),
    c.text("wording", nullable=True),  # what is exported instead of the person's words, by the staff
    c.text("file", nullable=True),  # the name of the export
    c.one_of("state", CORRECTION_STATES),
    sa.CheckConstraint("state = 'dismissed' OR new_intent IS NOT NULL", name="intent"),
    sa.CheckConstraint("state NOT IN ('exported', 'adopted') OR file IS NOT NULL", name="file"),
    c.index("conversation_id"),
    c.index("state", "id"),
    c.index("file"),
    c.index("staff_account_id"),
)

# What training with an export changes on messages that were held out.
comparison = sa.Table(
    "comparison",
    metadata,
    c.key(),
    c.text("file"),
    c.text("digest"),  # SHA-256 of the content that was compared
    sa.Column("state", sa.Text, nullable=False, server_default="queued"),
    c.to("staff_account", "SET NULL", nullable=True),
    c.at("at"),
    c.at("alive_at"),  # by the real clock: a process that is gone says nothing any more
    c.at("ended_at", nullable=True),
    c.text("error", nullable=True),
    c.json("result", nullable=True),
    c.one_of("state", COMPARISON_STATES),
    c.index("digest"),
    c.index("state"),
    c.index("staff_account_id"),
)
