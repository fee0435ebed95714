"""The index of words and the summaries: made by the migration, kept through migrations, missed with a clear line."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic import command
from store_world import NOW

from bot.store import Store, StoreUnavailable, conversations, overview, schema, triggers
from bot.store.overview import Filters
from bot.store.tables import message


def found(store: Store, **filters: object) -> list[str]:
    with store.begin() as tx:
        return [row.id for row in overview.conversations(tx, Filters(**filters), NOW).rows]  # type: ignore[arg-type]


def fill_old(tx: sa.engine.Connection) -> None:
    """Rows as the revision before wrote them."""
    at = NOW.replace(tzinfo=None) if tx.dialect.name == "sqlite" else NOW
    rows = {
        "conversation": {"id": "web:a", "channel": "web", "started_at": at, "last_at": at},
        "message": {
            "conversation_id": "web:a",
            "direction": "in",
            "at": at,
            "text": "a lighthouse",
            "intent": "book",
            "confidence": 0.2,
        },
        "follow_up": {
            "conversation_id": "web:a",
            "kind": "callback",
            "reasons": "[]",
            "created_at": at,
            "updated_at": at,
        },
        "crisis_event": {
            "conversation_id": "web:a",
            "channel": "web",
            "level": "risk",
            "rule_id": "rule-1",
            "at": at,
        },
        "review": {"conversation_id": "web:a", "state": "flagged", "updated_at": at},
        "person": {"conversation_id": "web:a", "name": "Ana Torres", "phone": "+12135550100", "created_at": at},
    }
    for table, row in rows.items():
        columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
        tx.execute(sa.text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)  # noqa: S608


def test_rows_of_before_are_summed_up_and_searched(bare_store: Store) -> None:
    """A filled database of the revision before is found through every filter and word after the migration."""
    if bare_store.is_sqlite:
        bare_store._make_file()
    with bare_store._connected(writes=True, migrates=True) as tx, tx.begin():
        command.upgrade(schema.config(tx), "0005")
        fill_old(tx)
    bare_store.migrate()
    for filters in (
        {"words": "lighthouse"},
        {"words": "torres"},
        {"intent": "book"},
        {"low": True},
        {"outcome": "follow_up"},
        {"crisis": True, "unseen": True},
        {"review": "flagged"},
    ):
        assert found(bare_store, **filters) == ["web:a"]
    assert found(bare_store, review="new") == found(bare_store, outcome="open") == []


def test_triggers_are_there_after_every_migration(bare_store: Store) -> None:
    """Down to the revision before and up again, what is logged afterwards is searchable and summed up."""
    bare_store.migrate()
    with bare_store.begin() as tx:
        schema.downgrade(tx, "0011")
        conversations_before = sa.inspect(tx).get_columns("conversation")
    assert "intents" not in {column["name"] for column in conversations_before}
    bare_store.migrate()
    with bare_store.begin() as tx:
        conversations.ensure(tx, "web:a", "web", NOW)
        logged = conversations.log_in(tx, "web:a", "a lighthouse", NOW)
        assert isinstance(logged, int)
        conversations.note_understanding(tx, logged, intent="book", confidence=0.2)
    assert found(bare_store, words="lighthouse", intent="book", low=True) == ["web:a"]


def test_the_index_of_words_agrees_with_the_messages(store: Store) -> None:
    """After additions, changes and deletions SQLite's own check finds no word too many and none missing."""
    if not store.is_sqlite:
        pytest.skip("PostgreSQL's is an index like others")
    with store.begin() as tx:
        conversations.ensure(tx, "web:a", "web", NOW)
        logged = [conversations.log_in(tx, "web:a", f"message {number}", NOW) for number in range(20)]
        tx.execute(sa.update(message).where(message.c.id.in_(logged[:5])).values(text="changed"))
        tx.execute(sa.delete(message).where(message.c.id.in_(logged[10:])))
        tx.exec_driver_sql("INSERT INTO message_words(message_words, rank) VALUES ('integrity-check', 1)")
        tx.exec_driver_sql("DROP TRIGGER message_words_deleted")
        tx.execute(sa.delete(message).where(message.c.id == logged[0]))
        with pytest.raises(Exception, match="malformed"):
            tx.exec_driver_sql("INSERT INTO message_words(message_words, rank) VALUES ('integrity-check', 1)")


def test_a_sqlite_without_full_text_search_is_named(bare_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The migration says what is missing in one line, and leaves nothing behind."""
    if not bare_store.is_sqlite:
        pytest.skip("PostgreSQL always has it")
    monkeypatch.setattr(triggers, "TOKENIZER", "trigram_of_tomorrow")
    with pytest.raises(StoreUnavailable, match=r"no full-text search \(FTS5 with the trigram tokenizer"):
        bare_store.migrate()
    with bare_store.read() as tx:
        assert sa.inspect(tx).get_table_names() == []
    monkeypatch.undo()
    bare_store.migrate()
    bare_store.check()
