"""What was done on the work lists, step by step, and in which conversations somebody has written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import BigId, UtcDateTime

revision = "0016"
down_revision = "0015"

BEFORE = ["last_at", "id", "channel", "intents", "lowest", "booked", "cancelled", "followed_up", "danger", "unseen"]
BEFORE += ["review", "assignee_id"]
MESSAGE = ["at", "direction", "crisis", "intent", "confidence"]
LISTED = [*BEFORE[:5], "written", *BEFORE[5:]]


def upgrade() -> None:
    op.create_table(
        "work_step",
        sa.Column("id", BigId, nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("treating_clinician_id", BigId, nullable=True),
        sa.Column("follow_up_id", BigId, nullable=True),
        sa.Column("staff_account_id", BigId, nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_work_step_{table}_id"), ondelete=ondelete
            )
            for table, ondelete in (
                ("conversation", "CASCADE"),
                ("treating_clinician", "CASCADE"),
                ("follow_up", "CASCADE"),
                ("staff_account", "SET NULL"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_step")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_work_step_conversation_id_at"), "work_step", ["conversation_id", "at"])
    op.create_index(op.f("ix_work_step_treating_clinician_id_id"), "work_step", ["treating_clinician_id", "id"])
    op.create_index(op.f("ix_work_step_follow_up_id_id"), "work_step", ["follow_up_id", "id"])
    op.create_index(op.f("ix_work_step_staff_account_id"), "work_step", ["staff_account_id"])
    op.create_index(op.f("ix_follow_up_state_updated_at"), "follow_up", ["state", "updated_at"])
    flag = sa.Column("written", sa.Boolean(create_constraint=False), server_default=sa.false(), nullable=False)
    op.add_column("conversation", flag)
    op.drop_index("ix_conversation_list", "conversation")
    op.execute(
        "UPDATE conversation SET written = true "
        "WHERE EXISTS (SELECT 1 FROM message WHERE conversation_id = conversation.id "
        "AND (direction = 'in' OR author IS NOT NULL))"
    )
    op.create_index("ix_conversation_list", "conversation", LISTED)
    op.create_index("ix_message_topics", "message", [*MESSAGE, "conversation_id"])
    op.drop_index("ix_message_at_direction_crisis_intent_confidence", "message")


def downgrade() -> None:
    op.create_index(op.f("ix_message_at_direction_crisis_intent_confidence"), "message", MESSAGE)
    op.drop_index("ix_message_topics", "message")
    op.drop_index("ix_conversation_list", "conversation")
    with op.batch_alter_table("conversation") as batch:
        batch.drop_column("written")
    op.create_index("ix_conversation_list", "conversation", BEFORE)
    op.drop_index("ix_follow_up_state_updated_at", "follow_up")
    op.drop_table("work_step")
