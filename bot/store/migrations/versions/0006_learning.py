"""Learning: corrections of what was understood, and comparisons of models with and without them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import BigId, UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("id", BigId, nullable=False),
        sa.Column("message_id", BigId, nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("old_intent", sa.Text(), nullable=True),
        sa.Column("new_intent", sa.Text(), nullable=True),
        sa.Column("staff_account_id", BigId, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'exported', 'adopted', 'dismissed')", name=op.f("ck_correction_state")),
        sa.CheckConstraint("state = 'dismissed' OR new_intent IS NOT NULL", name=op.f("ck_correction_intent")),
        sa.CheckConstraint("state NOT IN ('exported', 'adopted') OR file IS NOT NULL", name=op.f("ck_correction_file")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_correction_conversation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_correction_message_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_account_id"], ["staff_account.id"], name=op.f("fk_correction_staff_account_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("message_id", name=op.f("uq_correction_message_id")),
    )
    for columns in (["conversation_id"], ["state", "id"], ["file"], ["staff_account_id"]):
        op.create_index(op.f(f"ix_correction_{'_'.join(columns)}"), "correction", columns, unique=False)
    op.create_table(
        "comparison",
        sa.Column("id", BigId, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="queued", nullable=False),
        sa.Column("staff_account_id", BigId, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("alive_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_comparison_state")),
        sa.ForeignKeyConstraint(
            ["staff_account_id"], ["staff_account.id"], name=op.f("fk_comparison_staff_account_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison")),
    )
    for column in ("digest", "state", "staff_account_id"):
        op.create_index(op.f(f"ix_comparison_{column}"), "comparison", [column], unique=False)


def downgrade() -> None:
    op.drop_table("comparison")
    op.drop_table("correction")
