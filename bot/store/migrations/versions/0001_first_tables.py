"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import BigId, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("paused", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("opted_out", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    op.create_index(op.f("ix_conversation_last_at"), "conversation", ["last_at"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", BigId, nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("wording_version", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('contact_clinician', 'texts')", name=op.f("ck_consent_kind")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_consent_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_consent_conversation_id_kind_id"), "consent", ["conversation_id", "kind", "id"], unique=False
    )
    op.create_table(
        "crisis_event",
        sa.Column("id", BigId, nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("rule_id", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("acknowledged_at", UtcDateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("level IN ('mention', 'risk', 'imminent')", name=op.f("ck_crisis_event_level")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_crisis_event_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crisis_event")),
    )
    op.create_index(op.f("ix_crisis_event_acknowledged_at_at"), "crisis_event", ["acknowledged_at", "at"], unique=False)
    op.create_index(op.f("ix_crisis_event_conversation_id"), "crisis_event", ["conversation_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_draft_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "message",
        sa.Column("id", BigId, nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=True),
        sa.Column("intent", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("alternatives", sa.JSON(), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("crisis", sa.Text(), server_default="none", nullable=False),
        sa.Column("reply_to", BigId, nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("crisis IN ('none', 'mention', 'risk', 'imminent')", name=op.f("ck_message_crisis")),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_message_direction")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_message_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["reply_to"], ["message.id"], name=op.f("fk_message_reply_to"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("conversation_id", "client_id", name=op.f("uq_message_conversation_id_client_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_message_at"), "message", ["at"], unique=False)
    op.create_index(op.f("ix_message_conversation_id_id"), "message", ["conversation_id", "id"], unique=False)
    op.create_index(op.f("ix_message_reply_to"), "message", ["reply_to"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", BigId, nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_person_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_person_conversation_id")),
    )
    op.create_index(op.f("ix_person_phone"), "person", ["phone"], unique=False)
    op.create_table(
        "screening",
        sa.Column("id", BigId, nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("rule_ids", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("rules_version", sa.Text(), nullable=False),
        sa.Column("priority", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('not_eligible_online', 'staff_follow_up', 'eligible_with_note', 'eligible')",
            name=op.f("ck_screening_outcome"),
        ),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_screening_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening")),
    )
    op.create_index(op.f("ix_screening_conversation_id"), "screening", ["conversation_id"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("id", BigId, nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("person_id", BigId, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("preferred_time", sa.Text(), nullable=True),
        sa.Column("wants_slot_request", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("priority", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('screening', 'callback', 'booking_trouble', 'change', 'clinician')",
            name=op.f("ck_follow_up_kind"),
        ),
        sa.CheckConstraint("state IN ('open', 'done')", name=op.f("ck_follow_up_state")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_follow_up_conversation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follow_up_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_person_id"), "follow_up", ["person_id"], unique=False)
    op.create_index(op.f("ix_follow_up_state_created_at"), "follow_up", ["state", "created_at"], unique=False)
    op.create_index(
        "uq_follow_up_open",
        "follow_up",
        ["conversation_id", "kind"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "treating_clinician",
        sa.Column("id", BigId, nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("person_id", BigId, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("practice", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_extension", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("fax", sa.Text(), nullable=True),
        sa.Column("npi", sa.Text(), nullable=True),
        sa.Column("authorization_status", sa.Text(), server_default="not_requested", nullable=False),
        sa.Column("status", sa.Text(), server_default="to_call", nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "authorization_status IN ('not_requested', 'sent', 'signed')",
            name=op.f("ck_treating_clinician_authorization_status"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_treating_clinician_conversation_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_treating_clinician_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treating_clinician")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_treating_clinician_conversation_id")),
    )
    op.create_index(op.f("ix_treating_clinician_person_id"), "treating_clinician", ["person_id"], unique=False)
    op.create_index(op.f("ix_treating_clinician_status"), "treating_clinician", ["status"], unique=False)
    op.create_table(
        "booking",
        sa.Column("id", BigId, nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("consultant_id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("person_id", BigId, nullable=True),
        sa.Column("screening_id", BigId, nullable=True),
        sa.Column("treating_clinician_id", BigId, nullable=True),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("hold_expires_at", UtcDateTime(), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("manage_token_hash", sa.Text(), nullable=True),
        sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("priority", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("(state = 'held') = (hold_expires_at IS NOT NULL)", name=op.f("ck_booking_hold")),
        sa.CheckConstraint(
            "state IN ('held', 'booked', 'cancelled', 'expired', 'completed', 'no_show')",
            name=op.f("ck_booking_state"),
        ),
        sa.CheckConstraint("state IN ('held', 'expired') OR reference IS NOT NULL", name=op.f("ck_booking_reference")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_booking_order")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_booking_conversation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_booking_person_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["screening_id"], ["screening.id"], name=op.f("fk_booking_screening_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["treating_clinician_id"],
            ["treating_clinician.id"],
            name=op.f("fk_booking_treating_clinician_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_booking_idempotency_key")),
        sa.UniqueConstraint("manage_token_hash", name=op.f("uq_booking_manage_token_hash")),
        sa.UniqueConstraint("public_id", name=op.f("uq_booking_public_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_booking_reference")),
    )
    op.create_index(op.f("ix_booking_conversation_id_state"), "booking", ["conversation_id", "state"], unique=False)
    op.create_index(op.f("ix_booking_person_id"), "booking", ["person_id"], unique=False)
    op.create_index(op.f("ix_booking_screening_id"), "booking", ["screening_id"], unique=False)
    op.create_index(op.f("ix_booking_state_starts_at"), "booking", ["state", "starts_at"], unique=False)
    op.create_index(op.f("ix_booking_treating_clinician_id"), "booking", ["treating_clinician_id"], unique=False)
    op.create_table(
        "booking_event",
        sa.Column("id", BigId, nullable=False),
        sa.Column("booking_id", BigId, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_booking_event_booking_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_booking_event_booking_id"), "booking_event", ["booking_id"], unique=False)
    op.create_table(
        "claim",
        sa.Column("resource_id", sa.Text(), nullable=False),
        sa.Column("cell", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booking_id", BigId, nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_claim_booking_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("resource_id", "cell", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_booking_id"), "claim", ["booking_id"], unique=False)
    op.create_index(op.f("ix_claim_expires_at"), "claim", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_claim_expires_at"), table_name="claim")
    op.drop_index(op.f("ix_claim_booking_id"), table_name="claim")
    op.drop_table("claim")
    op.drop_index(op.f("ix_booking_event_booking_id"), table_name="booking_event")
    op.drop_table("booking_event")
    op.drop_index(op.f("ix_booking_treating_clinician_id"), table_name="booking")
    op.drop_index(op.f("ix_booking_state_starts_at"), table_name="booking")
    op.drop_index(op.f("ix_booking_screening_id"), table_name="booking")
    op.drop_index(op.f("ix_booking_person_id"), table_name="booking")
    op.drop_index(op.f("ix_booking_conversation_id_state"), table_name="booking")
    op.drop_table("booking")
    op.drop_index(op.f("ix_treating_clinician_status"), table_name="treating_clinician")
    op.drop_index(op.f("ix_treating_clinician_person_id"), table_name="treating_clinician")
    op.drop_table("treating_clinician")
    op.drop_index(
        "uq_follow_up_open",
        table_name="follow_up",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index(op.f("ix_follow_up_state_created_at"), table_name="follow_up")
    op.drop_index(op.f("ix_follow_up_person_id"), table_name="follow_up")
    op.drop_table("follow_up")
    op.drop_index(op.f("ix_screening_conversation_id"), table_name="screening")
    op.drop_table("screening")
    op.drop_index(op.f("ix_person_phone"), table_name="person")
    op.drop_table("person")
    op.drop_index(op.f("ix_message_reply_to"), table_name="message")
    op.drop_index(op.f("ix_message_conversation_id_id"), table_name="message")
    op.drop_index(op.f("ix_message_at"), table_name="message")
    op.drop_table("message")
    op.drop_table("draft")
    op.drop_index(op.f("ix_crisis_event_conversation_id"), table_name="crisis_event")
    op.drop_index(op.f("ix_crisis_event_acknowledged_at_at"), table_name="crisis_event")
    op.drop_table("crisis_event")
    op.drop_index(op.f("ix_consent_conversation_id_kind_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_index(op.f("ix_conversation_last_at"), table_name="conversation")
    op.drop_table("conversation")
