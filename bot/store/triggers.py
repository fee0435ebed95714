"""What the database keeps up by itself: the summary in each conversation's row, and the search on SQLite.

So nothing can be logged, changed or deleted past them. They belong to no revision: `schema` takes them away before a
migration, because SQLite cannot rebuild a table that a trigger of another one names, and makes them anew after it. So
a migration that changes what is summed up or searched must bring that up to date as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from sqlite3 import sqlite_version
from typing import Any

import sqlalchemy as sa
from sqlalchemy.future import Connection

from bot.store.errors import StoreUnavailable

SEARCHED = {"message": ("text",), "person": ("name", "phone", "email")}  # columns by table
TOKENIZER = "trigram"  # parts of words in any script, from three characters on
_AGGREGATE = {"sqlite": "group_concat", "postgresql": "string_agg"}


@dataclass(frozen=True)
class _Trigger:
    """`row` is NEW or OLD; `when` says for which rows the statement runs."""

    name: str
    table: str
    event: str
    row: str
    statement: str
    when: str = ""


_UNDERSTOOD = "({row}.intent IS NOT NULL OR {row}.confidence IS NOT NULL)"
_ADD = """
    lowest = CASE WHEN NEW.confidence < COALESCE(lowest, 2) THEN NEW.confidence ELSE lowest END,
    intents = CASE WHEN replace(intents, ' ' || NEW.intent || ' ', '') = intents AND length(intents) < 2000
        THEN intents || NEW.intent || ' ' ELSE intents END
"""
_NEWS = "(NEW.confidence < COALESCE(lowest, 2) OR replace(intents, ' ' || NEW.intent || ' ', '') = intents)"
_MESSAGES = """
    lowest = (SELECT min(confidence) FROM message WHERE conversation_id = conversation.id),
    intents = COALESCE((SELECT ' ' || {aggregate}(intent, ' ') || ' ' FROM (
        SELECT DISTINCT intent FROM message WHERE conversation_id = conversation.id AND intent IS NOT NULL
    ) AS met), ' ')
"""
# Most messages find it set already, and change nothing.
_BY_SOMEBODY = "({row}.direction = 'in' OR {row}.author IS NOT NULL)"
_WRITTEN = "written = true"
_UNWRITTEN = "written = false"
_EMPTY = """NOT EXISTS (SELECT 1 FROM message
    WHERE conversation_id = OLD.conversation_id AND (direction = 'in' OR author IS NOT NULL))"""
_DANGER = """
    danger = EXISTS (SELECT 1 FROM crisis_event WHERE conversation_id = conversation.id),
    unseen = EXISTS (SELECT 1 FROM crisis_event WHERE conversation_id = conversation.id
        AND acknowledged_at IS NULL AND level <> 'mention')
"""
_BOOKINGS = """
    booked = EXISTS (SELECT 1 FROM booking WHERE conversation_id = conversation.id
        AND state IN ('booked', 'completed', 'no_show')),
    cancelled = EXISTS (SELECT 1 FROM booking WHERE conversation_id = conversation.id AND state = 'cancelled')
"""
# Holds end in transactions of others, who must not have to wait for this conversation's row: that would be a deadlock.
_SETTLED = "{row}.state NOT IN ('held', 'expired')"
_FOLLOW_UPS = """
    followed_up = EXISTS (SELECT 1 FROM follow_up WHERE conversation_id = conversation.id)
"""
_REVIEW = """
    review = COALESCE((SELECT state FROM review WHERE conversation_id = conversation.id), 'new'),
    assignee_id = (SELECT assignee_id FROM review WHERE conversation_id = conversation.id)
"""


def install(tx: Connection) -> None:
    """Make all of them."""
    for trigger in _triggers(tx.dialect.name):
        for statement in _create(trigger, tx.dialect.name):
            tx.exec_driver_sql(statement)


def remove(tx: Connection) -> None:
    """Take away those that are there."""
    for trigger in _triggers(tx.dialect.name):
        if tx.dialect.name == "postgresql":
            tx.exec_driver_sql(f"DROP FUNCTION IF EXISTS {trigger.name}() CASCADE")
        else:
            tx.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger.name}")


def fit(tx: Connection) -> bool:
    """Whether the tables are those that they are for."""
    inspector = sa.inspect(tx)
    return inspector.has_table("conversation") and "intents" in {
        c["name"] for c in inspector.get_columns("conversation")
    }


def make_words(tx: Any) -> None:
    """Make SQLite's empty index of words.

    Raises:
        StoreUnavailable: this SQLite was built without it.
    """
    for table, columns in SEARCHED.items():
        listed = ", ".join(columns)
        options = f"content='{table}', content_rowid='id', tokenize='{TOKENIZER}'"
        try:
            tx.exec_driver_sql(f"CREATE VIRTUAL TABLE {table}_words USING fts5({listed}, {options})")
        except Exception as error:
            if "no such" not in str(error):  # of the module, or of the tokenizer
                raise
            raise StoreUnavailable(
                f"the database cannot be used: SQLite {sqlite_version} of this Python has no full-text "
                "search (FTS5 with the trigram tokenizer, 3.34 or later); take another Python, or PostgreSQL"
            ) from None


def _triggers(dialect: str) -> list[_Trigger]:
    new, old = _UNDERSTOOD.format(row="NEW"), _UNDERSTOOD.format(row="OLD")
    changed = "UPDATE OF intent, confidence"
    summaries = [
        _summary("message", "INSERT", "added", _ADD, new),
        _summary("message", "INSERT", "written", _WRITTEN, _BY_SOMEBODY.format(row="NEW")),
        _summary("message", "DELETE", "unwritten", _UNWRITTEN, _BY_SOMEBODY.format(row="OLD")),
        _summary("message", changed, "understood", _ADD, f"NOT {old}"),
        _summary("message", changed, "corrected", _MESSAGES, old),
        _summary("message", "DELETE", "deleted", _MESSAGES, old),
        *_whenever("crisis_event", "acknowledged_at, level", _DANGER),
        *_whenever("booking", "state", _BOOKINGS, _SETTLED),
        *_whenever("follow_up", "state", _FOLLOW_UPS)[::2],  # a state changes nothing
        *_whenever("review", "state, assignee_id", _REVIEW),
    ]
    words = [trigger for table, columns in SEARCHED.items() for trigger in _words(table, columns)]
    return summaries + (words if dialect == "sqlite" else [])


def _whenever(table: str, columns: str, values: str, when: str = "") -> list[_Trigger]:
    new, old = when.format(row="NEW"), when.format(row="OLD")
    return [
        _summary(table, "INSERT", "added", values, new),
        _summary(table, f"UPDATE OF {columns}", "changed", values, when and f"{old} OR {new}"),
        _summary(table, "DELETE", "deleted", values, old),
    ]


def _summary(table: str, event: str, name: str, values: str, when: str = "") -> _Trigger:
    row = "OLD" if event == "DELETE" else "NEW"
    news = {_ADD: f" AND {_NEWS}", _WRITTEN: " AND NOT written", _UNWRITTEN: f" AND {_EMPTY}"}.get(values, "")
    statement = f"UPDATE conversation SET {values} WHERE id = {row}.conversation_id{news}"  # noqa: S608
    return _Trigger(f"summary_{table}_{name}", table, event, row, statement, when)


def _words(table: str, columns: tuple[str, ...]) -> list[_Trigger]:
    listed = ", ".join(columns)
    index = f"{table}_words"
    new, old = (", ".join(f"{row}.{name}" for name in ("id", *columns)) for row in ("NEW", "OLD"))
    put = f"INSERT INTO {index}(rowid, {listed}) VALUES ({new})"  # noqa: S608
    drop = f"INSERT INTO {index}({index}, rowid, {listed}) VALUES ('delete', {old})"  # noqa: S608
    return [
        _Trigger(f"{index}_added", table, "INSERT", "NEW", put),
        _Trigger(f"{index}_changed", table, f"UPDATE OF id, {listed}", "NEW", f"{drop}; {put}"),
        _Trigger(f"{index}_deleted", table, "DELETE", "OLD", drop),
    ]


def _create(trigger: _Trigger, dialect: str) -> list[str]:
    head = f"CREATE TRIGGER {trigger.name} AFTER {trigger.event} ON {trigger.table} FOR EACH ROW"
    when = f"WHEN ({trigger.when})" if trigger.when else ""
    statement = _worded(trigger.statement, dialect)
    if dialect == "sqlite":
        return [f"{head} {when} BEGIN {statement}; END"]
    body = f"BEGIN {statement}; RETURN NULL; END"
    return [
        f"CREATE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"{head} {when} EXECUTE FUNCTION {trigger.name}()",
    ]


def _worded(sql: str, dialect: str) -> str:
    return sql.replace("{aggregate}", _AGGREGATE[dialect])
