"""The extension behind a person's telephone number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("person", sa.Column("phone_extension", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person", recreate="never") as person:
        person.drop_column("phone_extension")
