"""Column types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

Json = Any
"""What `json` writes: None, a bool, a number, a text, or lists and dicts of those."""

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts up INTEGER keys only


class UtcDateTime(TypeDecorator):  # type: ignore[type-arg]  # generic in the stubs, not at run time
    """A moment: aware in, aware and in UTC out, ordered by time on both databases.

    SQLite has no type for it and SQLAlchemy's would drop the zone without a word, so that
    09:00-08:00 sorts before 12:00Z. Here the text is always in UTC and of one length. PostgreSQL
    keeps TIMESTAMP WITH TIME ZONE.

    Raises:
        ValueError: (as the cause of a StatementError) a naive time was given.
    """

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = dialect.type_descriptor(
            sa.DateTime(timezone=dialect.name == "postgresql")  # type: ignore[arg-type]  # takes an instance
        )
        return kind

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a time without a zone cannot be stored")
        utc = value.astimezone(timezone.utc)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.astimezone(timezone.utc) if value.tzinfo else value.replace(tzinfo=timezone.utc)
