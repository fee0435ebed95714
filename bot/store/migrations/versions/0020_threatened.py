"""A crisis may be that somebody threatens the writer."""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"

_KINDS = "kind IN ('self', 'other', 'threatened', 'medical')"
_KINDS_BEFORE = "kind IN ('self', 'other', 'medical')"


def upgrade() -> None:
    _allow(_KINDS)


def downgrade() -> None:
    op.execute("UPDATE crisis_event SET kind = 'self' WHERE kind = 'threatened'")
    _allow(_KINDS_BEFORE)


def _allow(kinds: str) -> None:
    with op.batch_alter_table("crisis_event", recreate="auto") as event:
        event.drop_constraint(op.f("ck_crisis_event_kind"), type_="check")
        event.create_check_constraint(op.f("ck_crisis_event_kind"), kinds)
