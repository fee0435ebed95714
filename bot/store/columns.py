"""The kinds of columns that the tables are made of, named alike in each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

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


def key() -> sa.Column[Any]:
    return sa.Column("id", BigId, primary_key=True)


def at(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcDateTime, nullable=nullable)


def text(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=nullable)


def count(name: str, start: int = 0) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False, server_default=str(start))


def flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false())


def json(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=nullable)


def to(target: str, ondelete: str | None = None, nullable: bool = False) -> sa.Column[Any]:
    """A reference. Without `ondelete` the database refuses to delete what is still referred to."""
    kind = sa.Text() if target == "conversation" else BigId
    reference = sa.ForeignKey(f"{target}.id", ondelete=ondelete)
    return sa.Column(f"{target}_id", kind, reference, nullable=nullable)


def one_of(column: str, values: Iterable[str]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def index(*columns: str) -> sa.Index:
    return sa.Index(None, *columns)  # type: ignore[arg-type]  # None: by the naming convention


def gin(table: sa.Table, name: str, expression: str) -> None:
    """An index of all that stands in a value, which PostgreSQL alone has."""
    made = sa.DDL(f"CREATE INDEX {name} ON {table.name} USING gin ({expression})")
    sa.event.listen(table, "after_create", made.execute_if(dialect="postgresql"))
