"""The end of the audit log, kept and keyed; what was recorded before is sealed as it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.keys import audit_mac

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    end = op.create_table(
        "audit_end",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("unkeyed_until", sa.BigInteger(), nullable=False),
        sa.Column("mac", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_end_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_end")),
    )
    connection = op.get_bind()
    events, last = connection.execute(sa.text("SELECT count(*), max(id) FROM audit_event")).one()
    if events:
        found = connection.execute(
            sa.text("SELECT hash FROM audit_event WHERE id = :last"), {"last": last}
        ).scalar_one()
        mac = audit_mac(connection, f"end:{events}:{last}:{found}".encode())
        values = {"id": 1, "count": events, "hash": found, "unkeyed_until": last, "mac": mac}
        connection.execute(sa.insert(end).values(**values))


def downgrade() -> None:
    op.drop_table("audit_end")
