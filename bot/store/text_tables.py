"""The tables of text messages: what came in, what is to leave, what became of it, and who wants none."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store import columns as c
from bot.store.columns import metadata

# alert: to staff on call; reply: to what the person wrote; opt_out: the one confirmation of "no more texts";
# confirmation, reminder: of an appointment; link: to its page; staff: written by a person of the staff.
OUTBOX_KINDS = ("alert", "reply", "opt_out", "confirmation", "reminder", "link", "staff")
# failed: the provider will never take it; withheld: it must not leave any more, and why stands in `error`.
OUTBOX_STATES = ("queued", "sending", "sent", "failed", "withheld")
INBOUND_STATES = ("pending", "done", "failed")  # failed: given up, the person and the staff were told

# What is to leave the house, written in the transaction that causes it and sent by the courier.
outbox = sa.Table(
    "outbox",
    metadata,
    c.key(),
    sa.Column("dedupe_key", sa.Text, nullable=False, unique=True),  # whatever is caused twice leaves once
    c.text("kind"),
    c.to("conversation", "CASCADE", nullable=True),
    c.to("message", "SET NULL", nullable=True),  # the first logged message that it carries
    c.to("booking", "CASCADE", nullable=True),  # the appointment it speaks of
    c.at("starts_at", nullable=True),  # and the start it names: a text about another time than the row's is withheld
    c.text("recipient"),  # E.164
    c.text("body"),
    c.count("segments", 1),  # as the carrier counts them
    sa.Column("state", sa.Text, nullable=False, server_default="queued"),
    c.count("attempts"),
    c.at("due_at"),  # not before; texts to one number leave in this order
    c.at("next_at"),  # the next attempt; while it is being sent: until then nobody else takes it
    c.at("expires_at", nullable=True),  # not after
    c.at("created_at"),
    c.at("sent_at", nullable=True),
    c.at("undelivered_at", nullable=True),  # since when it is known not to arrive; none: it did, or nobody knows
    c.text("provider_id", nullable=True),  # Twilio's sid
    c.text("error", nullable=True),  # the class and code of the last failure, never a body
    c.one_of("kind", OUTBOX_KINDS),
    c.one_of("state", OUTBOX_STATES),
    c.index("state", "next_at"),
    c.index("recipient", "state"),
    c.index("conversation_id"),
    c.index("message_id"),
    c.index("booking_id"),
    # what is asked of the few that did not arrive, among all that ever left
    sa.Index(
        "ix_outbox_undelivered",
        *("kind", "conversation_id", "undelivered_at"),
        sqlite_where=sa.text("undelivered_at IS NOT NULL"),
        postgresql_where=sa.text("undelivered_at IS NOT NULL"),
    ),
)

# What the carrier reported of a text that left. Two provider ids of one text: it left twice.
delivery = sa.Table(
    "delivery",
    metadata,
    c.key(),
    c.to("outbox", "CASCADE"),
    c.text("provider_id"),
    c.text("status"),
    c.text("error_code", nullable=True),
    c.at("at"),
    sa.UniqueConstraint("provider_id", "status"),
    c.index("outbox_id"),
)

# Texts that were accepted from Twilio, worked off in order for each conversation. `body` is emptied when it is in
# the log, which one that failed may not be.
inbound_text = sa.Table(
    "inbound_text",
    metadata,
    c.key(),
    sa.Column("provider_id", sa.Text, nullable=False, unique=True),  # MessageSid: the same when it comes again
    c.to("conversation", "CASCADE"),
    c.text("body"),
    c.count("media"),  # pictures and the like that came with it
    c.text("keyword", nullable=True),  # stop, start or help, where Twilio itself has answered it
    c.at("at"),
    sa.Column("state", sa.Text, nullable=False, server_default="pending"),
    c.text("claimed_by", nullable=True),
    c.at("claimed_until", nullable=True),
    c.count("attempts"),  # turns that were begun with it
    c.at("next_at", nullable=True),  # by the real clock, as the claim: not to be tried before
    c.one_of("state", INBOUND_STATES),
    c.index("state", "id"),
    c.index("conversation_id", "state"),
    sqlite_autoincrement=True,
)

# Who wants no texts, and who wants them again. Nothing is changed here: the latest of an address counts.
opt_out = sa.Table(
    "opt_out",
    metadata,
    c.key(),
    c.text("address"),  # E.164; or the conversation, where no number is known
    sa.Column("out", sa.Boolean(create_constraint=False), nullable=False),
    c.text("source"),  # keyword, wording, carrier or staff:<id>
    c.text("word", nullable=True),  # the keyword, as in STOP
    c.to("conversation", "SET NULL", nullable=True),
    c.at("at"),
    c.index("address", "id"),
    sqlite_autoincrement=True,
)
