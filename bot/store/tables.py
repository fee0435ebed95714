"""The tables. Each change here needs a migration in `migrations/versions`; a test compares the two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from bot.clinic.profile import Outcome
from bot.store.types import BigId, UtcDateTime

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

CRISIS_LEVELS = ("none", "mention", "risk", "imminent")
BOOKING_STATES = ("held", "booked", "cancelled", "expired", "completed", "no_show")
AUTHORIZATION = ("not_requested", "sent", "signed")
CONSENT_KINDS = ("contact_clinician", "texts")
FOLLOW_UP_KINDS = ("screening", "callback", "booking_trouble", "change", "clinician")


def _id() -> sa.Column[Any]:
    return sa.Column("id", BigId, primary_key=True)


def _at(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcDateTime, nullable=nullable)


def _text(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false())


def _json(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=nullable)


def _to(target: str, ondelete: str | None = None, nullable: bool = False) -> sa.Column[Any]:
    """A reference. Without `ondelete` the database refuses to delete what is still referred to."""
    kind = sa.Text() if target == "conversation" else BigId
    key = sa.ForeignKey(f"{target}.id", ondelete=ondelete)
    return sa.Column(f"{target}_id", kind, key, nullable=nullable)


def _one_of(column: str, values: Iterable[str]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def _index(*columns: str) -> sa.Index:
    return sa.Index(None, *columns)  # type: ignore[arg-type]  # None: by the naming convention


conversation = sa.Table(
    "conversation",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # made by the server: web:<random>, sms:<keyed hash>
    _text("channel"),
    _at("started_at"),
    _at("last_at"),
    _flag("paused"),  # a person of the staff has taken over
    _flag("opted_out"),
    _index("last_at"),
)

message = sa.Table(
    "message",
    metadata,
    _id(),
    _to("conversation", "CASCADE"),
    _text("direction"),
    _at("at"),
    _text("client_id", nullable=True),  # given by the sender's side, the same for a repeat
    _text("text"),
    _json("choices", nullable=True),  # offered with a reply, to show them again after a reload
    _text("intent", nullable=True),
    sa.Column("confidence", sa.Float, nullable=True),
    _json("alternatives", nullable=True),
    _text("question", nullable=True),
    sa.Column("crisis", sa.Text, nullable=False, server_default="none"),
    sa.Column("reply_to", BigId, sa.ForeignKey("message.id", ondelete="SET NULL"), nullable=True),
    sa.Column("position", sa.Integer, nullable=False, server_default="0"),  # among the replies to one message
    _json("card", nullable=True),  # an appointment, shown with the reply
    _text("author", nullable=True),  # staff:<id>; none: the person, or the assistant
    sa.UniqueConstraint("conversation_id", "client_id"),
    _one_of("direction", ("in", "out")),
    _one_of("crisis", CRISIS_LEVELS),
    _index("conversation_id", "id"),
    _index("at"),
    _index("reply_to"),
    sqlite_autoincrement=True,  # who asks for what came after an id must never meet that id again
)

# Who may read and continue a conversation on the website. It begins before the conversation does, whose row comes
# with the first message, and ends before it.
web_session = sa.Table(
    "web_session",
    metadata,
    sa.Column("token_hash", sa.Text, primary_key=True),
    _text("conversation_id"),
    _at("started_at"),
    _at("last_at"),
    _at("ended_at", nullable=True),
    sa.UniqueConstraint("conversation_id"),
    _index("last_at"),
)

draft = sa.Table(
    "draft",
    metadata,
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    _json("body"),
    _at("updated_at"),
)

screening = sa.Table(
    "screening",
    metadata,
    _id(),
    _to("conversation"),
    _at("at"),
    _text("outcome"),
    _json("notes"),  # for the staff
    _json("rule_ids"),
    _json("reasons"),  # the texts the person was told
    _json("answers"),  # ids only
    _text("rules_version"),
    _flag("priority"),
    _one_of("outcome", [outcome.value for outcome in Outcome]),
    _index("conversation_id"),
)

person = sa.Table(
    "person",
    metadata,
    _id(),
    _to("conversation"),
    _text("name", nullable=True),
    _text("phone"),  # E.164
    _text("email", nullable=True),
    _at("created_at"),
    sa.UniqueConstraint("conversation_id"),
    _index("phone"),
)

treating_clinician = sa.Table(
    "treating_clinician",
    metadata,
    _id(),
    _to("conversation"),
    _to("person", "SET NULL", nullable=True),
    _text("name"),
    _text("role", nullable=True),
    _text("practice", nullable=True),
    _text("phone", nullable=True),  # E.164
    _text("phone_extension", nullable=True),
    _text("email", nullable=True),
    _text("fax", nullable=True),  # E.164
    _text("npi", nullable=True),
    sa.Column("authorization_status", sa.Text, nullable=False, server_default="not_requested"),
    sa.Column("status", sa.Text, nullable=False, server_default="to_call"),
    _at("created_at"),
    sa.UniqueConstraint("conversation_id"),
    _one_of("authorization_status", AUTHORIZATION),
    _index("person_id"),
    _index("status"),
)

consent = sa.Table(
    "consent",
    metadata,
    _id(),
    _to("conversation"),
    _text("kind"),
    sa.Column("granted", sa.Boolean(create_constraint=False), nullable=False),
    _text("wording_version"),
    _text("wording"),
    _at("at"),
    _one_of("kind", CONSENT_KINDS),
    _index("conversation_id", "kind", "id"),
    sqlite_autoincrement=True,
)

booking = sa.Table(
    "booking",
    metadata,
    _id(),
    sa.Column("public_id", sa.Text, nullable=False, unique=True),  # in calendar files
    sa.Column("reference", sa.Text, nullable=True, unique=True),  # for people; since it was booked
    _text("consultant_id"),
    _to("conversation"),
    _text("channel"),
    _to("person", "SET NULL", nullable=True),
    _to("screening", "SET NULL", nullable=True),
    _to("treating_clinician", "SET NULL", nullable=True),
    _at("starts_at"),
    _at("ends_at"),
    _text("state"),
    _at("hold_expires_at", nullable=True),
    sa.Column("idempotency_key", sa.Text, nullable=True, unique=True),
    sa.Column("manage_token_hash", sa.Text, nullable=True, unique=True),
    sa.Column("sequence", sa.Integer, nullable=False, server_default="0"),  # of the calendar file
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    _json("notes"),  # what the screening noted for the staff
    _flag("priority"),
    _at("created_at"),
    _at("updated_at"),
    _one_of("state", BOOKING_STATES),
    sa.CheckConstraint("ends_at > starts_at", name="order"),
    sa.CheckConstraint("(state = 'held') = (hold_expires_at IS NOT NULL)", name="hold"),
    sa.CheckConstraint("state IN ('held', 'expired') OR reference IS NOT NULL", name="reference"),
    _index("conversation_id", "state"),
    _index("person_id"),
    _index("state", "starts_at"),
    _index("treating_clinician_id"),
    _index("screening_id"),
)

# One row for each quarter of an hour that a hold or a booking takes of somebody's time: the primary
# key is the single guard against double booking. Why not something else: claims.py.
claim = sa.Table(
    "claim",
    metadata,
    sa.Column("resource_id", sa.Text, primary_key=True),
    sa.Column("cell", sa.BigInteger, primary_key=True, autoincrement=False),
    _to("booking", "CASCADE"),
    _at("expires_at", nullable=True),  # none: booked
    _index("booking_id"),
    _index("expires_at"),
)

booking_event = sa.Table(
    "booking_event",
    metadata,
    _id(),
    _to("booking", "CASCADE"),
    _at("at"),
    _text("actor"),  # person, system or staff:<id>
    _text("action"),
    _json("before", nullable=True),
    _json("after", nullable=True),
    _index("booking_id"),
    sqlite_autoincrement=True,
)

follow_up = sa.Table(
    "follow_up",
    metadata,
    _id(),
    _to("conversation"),
    _to("person", "SET NULL", nullable=True),
    _text("kind"),
    _json("reasons"),
    _text("preferred_time", nullable=True),
    _flag("wants_slot_request"),
    _flag("priority"),
    sa.Column("state", sa.Text, nullable=False, server_default="open"),
    _at("created_at"),
    _at("updated_at"),
    _one_of("kind", FOLLOW_UP_KINDS),
    _one_of("state", ("open", "done")),
    _index("person_id"),
    _index("state", "created_at"),
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
    _id(),
    _to("conversation"),
    _text("channel"),
    _text("level"),
    _text("rule_id"),
    _at("at"),
    _at("acknowledged_at", nullable=True),
    _text("acknowledged_by", nullable=True),
    _text("note", nullable=True),
    _one_of("level", CRISIS_LEVELS[1:]),
    _index("conversation_id"),
    _index("acknowledged_at", "at"),
)
