"""Run by Alembic for every command: on the open connection it was given, or on BOT_DATABASE_URL."""

from __future__ import annotations

import os
from typing import Any

from alembic import context
from sqlalchemy.future import Connection

from bot.store import tables
from bot.store.engine import open_store
from bot.store.schema import is_ours


def run(connection: Connection) -> None:
    progress = context.config.attributes.get("progress")

    def applied(ctx: Any, step: Any, heads: Any, run_args: Any) -> None:  # noqa: ARG001  called by name
        if progress:
            verb = "upgraded to" if step.is_upgrade else "downgraded from"
            progress(f"database {verb} {step.up_revision_id}: {step.up_revision.doc}")

    context.configure(
        connection=connection,
        target_metadata=tables.metadata,
        transactional_ddl=True,  # with our own BEGIN, SQLite's changes of tables roll back as well
        on_version_apply=applied,
        compare_server_default=True,
        include_name=is_ours,
        render_as_batch=True,  # SQLite alters a table by copying it
    )
    context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:  # the alembic command of a developer
    with open_store(os.environ["BOT_DATABASE_URL"]).begin() as transaction:
        run(transaction)
