"""Whether the number that somebody gave turned out to be another's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    wrong = sa.Column("phone_is_wrong", sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false())
    op.add_column("person", wrong)


def downgrade() -> None:
    with op.batch_alter_table("person", recreate="never") as person:
        person.drop_column("phone_is_wrong")
