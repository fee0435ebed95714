"""The tables of the staff console: who may enter, what they did, and what they noted about conversations."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store import columns as c
from bot.store.columns import metadata
from bot.store.types import BigId

ROLES = ("viewer", "reviewer", "admin")
REVIEW = ("new", "reviewed", "flagged")

staff_account = sa.Table(
    "staff_account",
    metadata,
    c.key(),
    sa.Column("login", sa.Text, nullable=False, unique=True),  # folded to lower case
    c.text("name"),  # as the person and the other staff see it
    c.text("role"),
    c.text("password_hash", nullable=True),  # argon2id; none: invited, not signed up
    c.text("totp_secret", nullable=True),
    c.count("totp_step"),  # the last time step whose code was used: each works once
    c.at("created_at"),
    c.at("disabled_at", nullable=True),
    c.one_of("role", ROLES),
)

# The one way to an account, and back into it: a link that works once.
staff_invitation = sa.Table(
    "staff_invitation",
    metadata,
    sa.Column("token_hash", sa.Text, primary_key=True),
    c.to("staff_account", "CASCADE"),
    c.at("created_at"),
    c.at("expires_at"),
    c.at("used_at", nullable=True),
    c.index("staff_account_id"),
)

staff_recovery_code = sa.Table(
    "staff_recovery_code",
    metadata,
    c.key(),
    c.to("staff_account", "CASCADE"),
    c.text("code_hash"),
    c.at("used_at", nullable=True),
    c.index("staff_account_id"),
)

staff_session = sa.Table(
    "staff_session",
    metadata,
    sa.Column("token_hash", sa.Text, primary_key=True),
    c.to("staff_account", "CASCADE"),
    c.at("started_at"),
    c.at("last_at"),
    c.at("confirmed_at"),  # when password and code were given last, for what needs them anew
    c.at("ended_at", nullable=True),
    c.index("staff_account_id"),
)

# Failed sign-ins, by account and by address, for slowing down whoever guesses.
sign_in_failure = sa.Table(
    "sign_in_failure",
    metadata,
    c.key(),
    c.text("source"),  # login:<name> or address:<ip>
    c.at("at"),
    c.index("source", "at"),
)

# Who did and saw what. Rows are only added; each carries the keyed hash of itself and of the one before it.
audit_event = sa.Table(
    "audit_event",
    metadata,
    c.key(),
    c.at("at"),
    c.text("actor"),  # staff:<id>, system, or unknown
    c.text("action"),
    c.text("subject", nullable=True),  # conversation, booking ... by its id
    c.json("detail", nullable=True),
    c.text("address", nullable=True),
    c.text("previous_hash"),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
    c.index("subject", "id"),
    c.index("actor", "id"),
    c.index("at"),
    sqlite_autoincrement=True,
)

# How many events there are and which is the last, in one row, so that none is taken out at the end unnoticed.
audit_end = sa.Table(
    "audit_end",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("count", sa.BigInteger, nullable=False),
    c.text("hash"),  # of the last event
    sa.Column("unkeyed_until", sa.BigInteger, nullable=False),  # the last event of a version that knew no key
    c.text("mac"),  # over all of this row
    sa.CheckConstraint("id = 1", name="one"),
)

# What the staff made of a conversation.
review = sa.Table(
    "review",
    metadata,
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("state", sa.Text, nullable=False, server_default="new"),
    sa.Column("assignee_id", BigId, sa.ForeignKey("staff_account.id", ondelete="SET NULL"), nullable=True),
    sa.Column("holder_id", BigId, sa.ForeignKey("staff_account.id", ondelete="SET NULL"), nullable=True),
    c.at("held_since", nullable=True),
    c.at("held_active_at", nullable=True),  # when the holder last looked at it, wrote in it, or typed
    c.at("updated_at"),
    c.one_of("state", REVIEW),
    c.index("state"),
    c.index("assignee_id"),
    c.index("holder_id"),
)

tag = sa.Table(
    "tag",
    metadata,
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    c.index("name"),
)

staff_note = sa.Table(
    "staff_note",
    metadata,
    c.key(),
    c.to("conversation", "CASCADE"),
    c.to("staff_account", "SET NULL", nullable=True),
    c.at("at"),
    c.text("text"),
    c.index("conversation_id"),
)

# What was done on the work lists: how far the calls of a treating clinician have come, a follow-up done or open again.
# Rows are only added, and go with what they are about.
work_step = sa.Table(
    "work_step",
    metadata,
    c.key(),
    c.to("conversation", "CASCADE"),
    c.to("treating_clinician", "CASCADE", nullable=True),  # one of these two
    c.to("follow_up", "CASCADE", nullable=True),
    c.to("staff_account", "SET NULL", nullable=True),  # none: the person did it, see people.py
    c.at("at"),
    c.text("state"),  # what it became
    c.text("note", nullable=True),
    c.index("conversation_id", "at"),
    c.index("treating_clinician_id", "id"),
    c.index("follow_up_id", "id"),
    c.index("staff_account_id"),
    sqlite_autoincrement=True,
)
