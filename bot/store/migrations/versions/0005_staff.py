"""The staff console: accounts and sessions, the audit log, and what the staff make of conversations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import BigId, UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _create_accounts()
    _create_audit()
    _create_reviews()


def _create_accounts() -> None:
    op.create_table(
        "staff_account",
        sa.Column("id", BigId, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("totp_secret", sa.Text(), nullable=True),
        sa.Column("totp_step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("disabled_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("role IN ('viewer', 'reviewer', 'admin')", name=op.f("ck_staff_account_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_account")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_account_login")),
    )
    op.create_table(
        "staff_invitation",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("staff_account_id", BigId, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_account_id"],
            ["staff_account.id"],
            name=op.f("fk_staff_invitation_staff_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_invitation")),
    )
    op.create_index(
        op.f("ix_staff_invitation_staff_account_id"), "staff_invitation", ["staff_account_id"], unique=False
    )
    op.create_table(
        "staff_recovery_code",
        sa.Column("id", BigId, nullable=False),
        sa.Column("staff_account_id", BigId, nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_account_id"],
            ["staff_account.id"],
            name=op.f("fk_staff_recovery_code_staff_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_recovery_code")),
    )
    op.create_index(
        op.f("ix_staff_recovery_code_staff_account_id"), "staff_recovery_code", ["staff_account_id"], unique=False
    )
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("staff_account_id", BigId, nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_account_id"],
            ["staff_account.id"],
            name=op.f("fk_staff_session_staff_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_session")),
    )
    op.create_index(op.f("ix_staff_session_staff_account_id"), "staff_session", ["staff_account_id"], unique=False)
    op.create_table(
        "sign_in_failure",
        sa.Column("id", BigId, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    op.create_index(op.f("ix_sign_in_failure_source_at"), "sign_in_failure", ["source", "at"], unique=False)


def _create_audit() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", BigId, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_event_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_event_actor_id"), "audit_event", ["actor", "id"], unique=False)
    op.create_index(op.f("ix_audit_event_at"), "audit_event", ["at"], unique=False)
    op.create_index(op.f("ix_audit_event_subject_id"), "audit_event", ["subject", "id"], unique=False)


def _create_reviews() -> None:
    op.create_table(
        "review",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="new", nullable=False),
        sa.Column("assignee_id", BigId, nullable=True),
        sa.Column("holder_id", BigId, nullable=True),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("state IN ('new', 'reviewed', 'flagged')", name=op.f("ck_review_state")),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["staff_account.id"], name=op.f("fk_review_assignee_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_review_conversation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["staff_account.id"], name=op.f("fk_review_holder_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_assignee_id"), "review", ["assignee_id"], unique=False)
    op.create_index(op.f("ix_review_holder_id"), "review", ["holder_id"], unique=False)
    op.create_index(op.f("ix_review_state"), "review", ["state"], unique=False)
    op.create_table(
        "tag",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_tag_conversation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "name", name=op.f("pk_tag")),
    )
    op.create_index(op.f("ix_tag_name"), "tag", ["name"], unique=False)
    op.create_table(
        "staff_note",
        sa.Column("id", BigId, nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("staff_account_id", BigId, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_staff_note_conversation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_account_id"], ["staff_account.id"], name=op.f("fk_staff_note_staff_account_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_note")),
    )
    op.create_index(op.f("ix_staff_note_conversation_id"), "staff_note", ["conversation_id"], unique=False)


def downgrade() -> None:
    op.drop_table("tag")
    op.drop_table("staff_session")
    op.drop_table("staff_recovery_code")
    op.drop_table("staff_note")
    op.drop_table("staff_invitation")
    op.drop_table("review")
    op.drop_table("staff_account")
    op.drop_table("sign_in_failure")
    op.drop_table("audit_event")
