"""The tables. Each change here needs a migration in `migrations/versions`; a test compares the two."""

from __future__ import annotations

import sqlalchemy as sa

from bot.clinic.profile import Outcome
from bot.store import columns as c
from bot.store.calendar_tables import calendar_block as calendar_block
from bot.store.calendar_tables import calendar_feed as calendar_feed
from bot.store.calendar_tables import special_hours as special_hours
from bot.store.calendar_tables import weekly_hours as weekly_hours
from bot.store.learn_tables import comparison as comparison
from bot.store.learn_tables import correction as correction
from bot.store.staff_tables import audit_end as audit_end
from bot.store.staff_tables import audit_event as audit_event
from bot.store.staff_tables import review as review
from bot.store.staff_tables import sign_in_failure as sign_in_failure
from bot.store.staff_tables import staff_account as staff_account
from bot.store.staff_tables import staff_invitation as staff_invitation
from bot.store.staff_tables import staff_note as staff_note
from bot.store.staff_tables import staff_recovery_code as staff_recovery_code
from bot.store.staff_tables import staff_session as staff_session
from bot.store.staff_tables import tag as tag
from bot.store.staff_tables import work_step as work_step
from bot.store.summary import summary
from bot.store.text_tables import delivery as delivery
from bot.store.text_tables import inbound_text as inbound_text
from bot.store.text_tables import opt_out as opt_out
from bot.store.text_tables import outbox as outbox
from bot.store.types import BigId

metadata = c.metadata
CRISIS_LEVELS = ("none", "mention", "risk", "imminent")
CRISIS_KINDS = ("self", "other", "threatened", "medical")
BOOKING_STATES = ("held", "booked", "cancelled", "expired", "completed", "no_show")
AUTHORIZATION = ("not_requested", "sent", "signed")
CONSENT_KINDS = ("contact_clinician", "texts")
FOLLOW_UP_KINDS = ("screening", "callback", "booking_trouble", "change", "clinician")

conversation = sa.Table(
    "conversation",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # made by the server: web:<random>, sms:<keyed hash>
    c.text("channel"),
    c.at("started_at"),
    c.at("last_at"),
    c.flag("paused"),  # a person of the staff has taken over
    c.text("phone", nullable=True),  # E.164; whose texts it is made of
    c.count("progress"),  # the furthest step that it has come to, see funnel.py
    c.flag("asked"),  # the person has, about the treatment or the clinic
    c.flag("demo"),  # made by `python -m bot demo`: nothing of it ever leaves
    c.index("started_at"),
    c.index("paused"),
    c.index("phone", "id"),
    *summary(),
)

# for an intent that few conversations have: SQLite reads the index of the list through in that time
c.gin(conversation, "ix_conversation_intents", "string_to_array(intents, ' ')")

message = sa.Table(
    "message",
    metadata,
    c.key(),
    c.to("conversation", "CASCADE"),
    c.text("direction"),
    c.at("at"),
    c.text("client_id", nullable=True),  # given by the sender's side, the same for a repeat
    c.text("text"),
    c.json("choices", nullable=True),  # offered with a reply, to show them again after a reload
    c.text("intent", nullable=True),
    sa.Column("confidence", sa.Float, nullable=True),
    c.json("alternatives", nullable=True),
    c.text("question", nullable=True),
    sa.Column("crisis", sa.Text, nullable=False, server_default="none"),
    sa.Column("reply_to", BigId, sa.ForeignKey("message.id", ondelete="SET NULL"), nullable=True),
    sa.Column("position", sa.Integer, nullable=False, server_default="0"),  # among the replies to one message
    c.json("card", nullable=True),  # an appointment, shown with the reply
    c.text("author", nullable=True),  # staff:<id>; none: the person, or the assistant
    sa.UniqueConstraint("conversation_id", "client_id"),
    c.one_of("direction", ("in", "out")),
    c.one_of("crisis", CRISIS_LEVELS),
    c.index("conversation_id", "id"),
    # all that is asked of what people wrote about in some weeks; by the convention its name would be too long
    sa.Index("ix_message_topics", "at", "direction", "crisis", "intent", "confidence", "conversation_id"),
    c.index("reply_to"),
    sqlite_autoincrement=True,  # who asks for what came after an id must never meet that id again
)

c.gin(message, "ix_message_words", "to_tsvector('simple', regexp_replace(lower(text), '[^[:alnum:]]+', ' ', 'g'))")

# Who may read and continue a conversation on the website. It begins before the conversation does, whose row comes
# with the first message, and ends before it.
web_session = sa.Table(
    "web_session",
    metadata,
    sa.Column("token_hash", sa.Text, primary_key=True),
    c.text("conversation_id"),
    c.at("started_at"),
    c.at("last_at"),
    c.at("ended_at", nullable=True),
    sa.UniqueConstraint("conversation_id"),
    c.index("last_at"),
)

draft = sa.Table(
    "draft",
    metadata,
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    c.json("body"),
    c.at("updated_at"),
)

screening = sa.Table(
    "screening",
    metadata,
    c.key(),
    c.to("conversation"),
    c.at("at"),
    c.text("outcome"),
    c.json("notes"),  # for the staff
    c.json("rule_ids"),
    c.json("reasons"),  # the texts the person was told
    c.json("answers"),  # ids only
    c.text("rules_version"),
    c.flag("priority"),
    c.one_of("outcome", [outcome.value for outcome in Outcome]),
    c.index("conversation_id"),
)

person = sa.Table(
    "person",
    metadata,
    c.key(),
    c.to("conversation"),
    c.text("name", nullable=True),
    c.text("phone"),  # E.164
    c.text("phone_extension", nullable=True),
    c.text("email", nullable=True),
    c.flag("phone_is_wrong"),  # whoever has it says that it is not this person's
    c.at("created_at"),
    sa.UniqueConstraint("conversation_id"),
    c.index("phone"),
)

treating_clinician = sa.Table(
    "treating_clinician",
    metadata,
    c.key(),
    c.to("conversation"),
    c.to("person", "SET NULL", nullable=True),
    c.text("name"),
    c.text("role", nullable=True),
    c.text("practice", nullable=True),
    c.text("phone", nullable=True),  # E.164
    c.text("phone_extension", nullable=True),
    c.text("email", nullable=True),
    c.text("fax", nullable=True),  # E.164
    c.text("npi", nullable=True),
    sa.Column("authorization_status", sa.Text, nullable=False, server_default="not_requested"),
    sa.Column("status", sa.Text, nullable=False, server_default="to_call"),
    c.at("created_at"),
    sa.UniqueConstraint("conversation_id"),
    c.one_of("authorization_status", AUTHORIZATION),
    c.index("person_id"),
    c.index("status"),
)

consent = sa.Table(
    "consent",
    metadata,
    c.key(),
    c.to("conversation"),
    c.text("kind"),
    sa.Column("granted", sa.Boolean(create_constraint=False), nullable=False),
    c.text("wording_version"),
    c.text("wording"),
    c.at("at"),
    c.one_of("kind", CONSENT_KINDS),
    c.index("conversation_id", "kind", "id"),
    sqlite_autoincrement=True,
)

booking = sa.Table(
    "booking",
    metadata,
    c.key(),
    sa.Column("public_id", sa.Text, nullable=False, unique=True),  # in calendar files
    sa.Column("reference", sa.Text, nullable=True, unique=True),  # for people; since it was booked
    c.text("consultant_id"),
    c.to("conversation", "SET NULL", nullable=True),  # none: the person was erased, see erasure.py
    c.text("channel"),
    c.to("person", "SET NULL", nullable=True),
    c.to("screening", "SET NULL", nullable=True),
    c.to("treating_clinician", "SET NULL", nullable=True),
    c.at("starts_at"),
    c.at("ends_at"),
    c.text("state"),
    c.at("hold_expires_at", nullable=True),
    c.at("confirmed_at", nullable=True),  # the person has answered a reminder that they will come
    sa.Column("idempotency_key", sa.Text, nullable=True, unique=True),
    sa.Column("manage_token_hash", sa.Text, nullable=True, unique=True),
    sa.Column("sequence", sa.Integer, nullable=False, server_default="0"),  # of the calendar file
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    c.json("notes"),  # what the screening noted for the staff
    c.flag("priority"),
    c.at("created_at"),
    c.at("updated_at"),
    c.one_of("state", BOOKING_STATES),
    sa.CheckConstraint("ends_at > starts_at", name="order"),
    sa.CheckConstraint("(state = 'held') = (hold_expires_at IS NOT NULL)", name="hold"),
    sa.CheckConstraint("state IN ('held', 'expired') OR reference IS NOT NULL", name="reference"),
    c.index("conversation_id", "state"),
    c.index("person_id"),
    c.index("state", "starts_at"),
    c.index("treating_clinician_id"),
    c.index("screening_id"),
)

# One row for each quarter of an hour that a hold or a booking takes of somebody's time: the primary
# key is the single guard against double booking. Why not something else: claims.py.
claim = sa.Table(
    "claim",
    metadata,
    sa.Column("resource_id", sa.Text, primary_key=True),
    sa.Column("cell", sa.BigInteger, primary_key=True, autoincrement=False),
    c.to("booking", "CASCADE"),
    c.at("expires_at", nullable=True),  # none: booked
    c.index("booking_id"),
    c.index("expires_at"),
)

booking_event = sa.Table(
    "booking_event",
    metadata,
    c.key(),
    c.to("booking", "CASCADE"),
    c.at("at"),
    c.text("actor"),  # person, system or staff:<id>
    c.text("action"),
    c.json("before", nullable=True),
    c.json("after", nullable=True),
    c.index("booking_id"),
    sqlite_autoincrement=True,
)

follow_up = sa.Table(
    "follow_up",
    metadata,
    c.key(),
    c.to("conversation"),
    c.to("person", "SET NULL", nullable=True),
    c.text("kind"),
    c.json("reasons"),
    c.text("preferred_time", nullable=True),
    c.flag("wants_slot_request"),
    c.flag("priority"),
    sa.Column("state", sa.Text, nullable=False, server_default="open"),
    c.at("created_at"),
    c.at("updated_at"),
    c.one_of("kind", FOLLOW_UP_KINDS),
    c.one_of("state", ("open", "done")),
    c.index("person_id"),
    c.index("state", "created_at"),
    c.index("state", "updated_at"),
    sa.Index(
        "uq_follow_up_open",
        "conversation_id",
        "kind",
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    ),
)

crisis_event = sa.Table(
    "crisis_event",
    metadata,
    c.key(),
    c.to("conversation"),
    c.text("channel"),
    c.text("level"),
    c.text("rule_id"),
    sa.Column("kind", sa.Text, nullable=False, server_default="self"),  # whose danger, or a medical emergency
    c.at("at"),
    c.count("alerts"),  # so many have gone out
    c.at("alert_due_at", nullable=True),  # none: seen by staff, or another event of the conversation alerts for it
    c.at("acknowledged_at", nullable=True),
    c.text("acknowledged_by", nullable=True),
    c.text("note", nullable=True),
    c.one_of("level", CRISIS_LEVELS[1:]),
    c.one_of("kind", CRISIS_KINDS),
    c.index("conversation_id"),
    c.index("alert_due_at"),
    c.index("acknowledged_at", "at"),
)
