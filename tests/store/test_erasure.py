"""An erased person is nowhere any more, nobody else is touched, and what must be kept is kept unreadably."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import sqlalchemy as sa
from conftest import KEYS
from personal_data import FIXED, KEPT, STAFF, erased, mark, plant, words
from store_world import FIRST, NOW, book, cells, claimed, conversation, hold, slot, taken

from bot.store import (
    Store,
    bookings,
    conversations,
    crises,
    drafts,
    erasure,
    follow_ups,
    inbox,
    open_store,
    opt_outs,
    overwriting,
    people,
    tables,
    traces,
)
from bot.store.engine import Tx
from bot.store.errors import UnknownConversation

PERSON, NEIGHBOUR = "Zq7Person", "Zq8Neighbour"
PHONE = "+13105550188"
LATER = NOW + timedelta(days=1)


def dump(store: Store) -> list[str]:
    """Every value of every table that is there, whoever made it, as text."""
    found = []
    with store.read() as tx:
        for name in sa.inspect(tx).get_table_names():
            for row in tx.execute(sa.text(f'SELECT * FROM "{name}"')):  # noqa: S608
                found.append(f"{name} {tuple(row)!r}")
    return found


def erase(store: Store, *ids: str, cancel: Any = ()) -> dict[str, int]:
    with store.begin() as tx:
        return erasure.erase(tx, ids, LATER, cancel, "staff:1")


def test_every_column_of_words_is_known() -> None:
    """What is named as kept or fixed is there; every other column of words has to be empty of a person afterwards."""
    assert set(KEPT) | set(FIXED) <= words()
    assert set(STAFF) <= set(tables.metadata.tables)


def test_nothing_of_the_person_is_left(store: Store) -> None:
    """A mark stood in every column that can hold words; afterwards there is none, and a neighbour's are all there."""
    with store.begin() as tx:
        who, _ = plant(tx, PERSON), plant(tx, NEIGHBOUR)
    before = dump(store)
    missing = [name for name in sorted(erased()) if not any(mark(PERSON, name) in line for line in before)]
    # there it is the number and the id of the conversation
    assert missing == ["opt_out.address", "web_session.conversation_id"]
    assert all(
        any(line.startswith(table) and PERSON in line for line in before) for table in ("web_session", "opt_out")
    )
    counts = erase(store, who)
    after = dump(store)
    assert [line for line in after if PERSON in line and not _keeps(line)] == []
    assert [line for line in before if NEIGHBOUR in line] == [line for line in after if NEIGHBOUR in line]
    assert counts["message"] == counts["conversation"] == counts["booking"] == counts["opt_out"] == 1


def _keeps(line: str) -> bool:
    """Whether it is a row that stays, whose only marks are in columns that are kept for a reason."""
    table = line.split()[0]
    kept = [name for name in KEPT if name.startswith(f"{table}.")]
    for name in kept:
        line = line.replace(mark(PERSON, name), "")
    return bool(kept) and PERSON not in line


def test_nothing_is_left_in_the_file(tmp_path: Path, empty_file: Path) -> None:
    """Neither free pages nor the write-ahead log of SQLite nor a full-text index hold a word of it."""
    file = tmp_path / "bot.db"
    file.write_bytes(empty_file.read_bytes())
    store = open_store(f"sqlite:///{file}", KEYS)
    with store.begin() as tx:
        tx.exec_driver_sql("CREATE VIRTUAL TABLE found USING fts5(text, content='message', content_rowid='id')")
        tx.exec_driver_sql(
            "CREATE TRIGGER found_delete AFTER DELETE ON message BEGIN "
            "INSERT INTO found(found, rowid, text) VALUES ('delete', old.id, old.text); END"
        )
        who = plant(tx, PERSON)
        plant(tx, NEIGHBOUR)
        tx.exec_driver_sql("INSERT INTO found(found) VALUES ('rebuild')")

    def content() -> bytes:
        return b"".join(path.read_bytes().lower() for path in tmp_path.iterdir())

    assert PERSON.lower().encode() in content()
    erase(store, who)
    assert overwriting.finish(store)
    kept = {mark(PERSON, name).lower().encode() for name in KEPT}
    left = content()
    for one in kept:
        left = left.replace(one, b"")
    assert PERSON.lower().encode() not in left
    assert NEIGHBOUR.lower().encode() in left
    store.close()


def test_what_could_not_be_overwritten_at_once_is_overwritten_later(tmp_path: Path, empty_file: Path) -> None:
    """Somebody who reads is in the way of emptying the log; it stays noted, and is done when nobody is."""
    file = tmp_path / "bot.db"
    file.write_bytes(empty_file.read_bytes())
    store = open_store(f"sqlite:///{file}", KEYS)
    with store.begin() as tx:
        who = plant(tx, PERSON)
    reading = sqlite3.connect(file)
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM message").fetchone()
    erase(store, who)
    assert not overwriting.finish(store)
    assert PERSON.encode() in (tmp_path / "bot.db-wal").read_bytes()
    reading.close()
    assert overwriting.finish(store)
    assert mark(PERSON, "message.text").encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()


# ---- appointments


def test_a_past_appointment_stays_without_its_person(store: Store) -> None:
    """The calendar still says that somebody was booked; neither the reference nor the link opens anything."""
    with store.begin() as tx:
        booked = book(tx, slot(), phone=PHONE)
        bookings.set_token(tx, booked.id, "secret")
        reference = booked.reference
    with store.begin() as tx:
        erasure.erase(tx, [booked.conversation_id], FIRST + timedelta(hours=2), [], "staff:1")
    with store.begin() as tx:
        after = bookings.get(tx, booked.id)
        assert (after.slot, after.state) == (booked.slot, "booked")
        assert (after.conversation_id, after.person_id, after.notes) == ("", None, ())
        assert bookings.by_reference(tx, reference) is None and bookings.by_token(tx, "secret") is None
        assert after.public_id != booked.public_id
        assert bookings.settle(tx, booked.id, "completed", LATER + timedelta(days=9), "staff:1").state == "completed"
    assert not [line for line in dump(store) if reference in line]


def test_an_appointment_to_come_is_cancelled_only_when_it_was_named(store: Store) -> None:
    """Unnamed, or named as it was before it was moved, nothing is changed; named, its time is free for others."""
    with store.begin() as tx:
        booked = book(tx, slot(), phone=PHONE)
    with store.begin() as tx:
        moved = bookings.move(tx, booked.id, slot(2), cells(slot(2)), NOW)
    before = dump(store)
    for named in ([], [(booked.id, booked.sequence)], [(booked.id + 1, moved.sequence)]):
        with pytest.raises(erasure.NotErased, match="appointment"):
            erase(store, booked.conversation_id, cancel=named)
    assert dump(store) == before
    erase(store, booked.conversation_id, cancel=[(booked.id, moved.sequence)])
    assert taken(store, LATER) == set() and claimed(store) == set()
    with store.begin() as tx:
        assert bookings.get(tx, booked.id).state == "cancelled"
        assert book(tx, slot(2)).state == "booked"


def test_a_time_that_was_only_held_is_free_again(store: Store) -> None:
    """A hold goes with its conversation, and leaves neither a row nor a claim."""
    with store.begin() as tx:
        who = conversation(tx)
        held = hold(tx, who, slot(), LATER)
    erase(store, who)
    assert claimed(store) == set()
    with store.begin() as tx, pytest.raises(bookings.UnknownBooking):
        bookings.get(tx, held.id)


# ---- what stands against it


def test_danger_that_nobody_has_seen_stands_against_it(store: Store) -> None:
    """First somebody acknowledges it; then it can be erased."""
    with store.begin() as tx:
        who = conversation(tx)
        event = crises.record(tx, who, "web", "risk", "rule-1", NOW)
    before = dump(store)
    with pytest.raises(erasure.NotErased, match="danger"):
        erase(store, who)
    assert dump(store) == before
    with store.begin() as tx:
        crises.acknowledge(tx, event, "Ann", NOW, "called back")
    erase(store, who)
    assert not [line for line in dump(store) if who in line or "called back" in line]


def test_a_text_that_nobody_has_read_stands_against_it(store: Store) -> None:
    """It may show danger; a day later, when nobody could answer it, it stands in the way no more."""
    with store.begin() as tx:
        who = conversations.ensure(tx, "sms:1", "sms", NOW, PHONE).id
        inbox.accept(tx, "SM1", who, "good bye", LATER - timedelta(minutes=1))
    with pytest.raises(erasure.NotErased, match="waiting"):
        erase(store, who)
    with store.begin() as tx:
        erasure.erase(tx, [who], LATER + timedelta(days=2), [], "staff:1")
    assert not [line for line in dump(store) if "good bye" in line]


def test_what_is_not_there_is_not_erased(store: Store) -> None:
    """One unknown conversation among those named, and none of them is touched."""
    with store.begin() as tx:
        who = conversation(tx)
    with pytest.raises(UnknownConversation):
        erase(store, who, "web:nobody")
    with store.read() as tx:
        assert conversations.find(tx, who) is not None


# ---- who wants no texts


@pytest.mark.parametrize("out", [True, False])
def test_what_a_number_wants_outlives_the_person(store: Store, out: bool) -> None:
    """After the erasure the number is found nowhere, and still nothing may be sent to it; START works as before."""
    with store.begin() as tx:
        who = conversations.ensure(tx, "sms:1", "sms", NOW, PHONE).id
        opt_outs.record(tx, PHONE, NOW, out=True, source="keyword", word="STOP", conversation_id=who)
        if not out:
            opt_outs.record(tx, PHONE, NOW, out=False, source="keyword", word="START", conversation_id=who)
    erase(store, who)
    assert not [line for line in dump(store) if PHONE in line]
    with store.begin() as tx:
        assert opt_outs.is_out(tx, PHONE) is out
        assert not opt_outs.is_out(tx, "+13105550189")
        assert opt_outs.record(tx, PHONE, LATER, out=not out, source="keyword") is True
        assert opt_outs.is_out(tx, PHONE) is not out


# ---- what hangs together


def test_the_conversations_of_a_number_are_found(store: Store) -> None:
    """By text and on the website; what was only typed counts as sure when somebody wrote from that number."""
    with store.begin() as tx:
        texter = conversations.ensure(tx, "sms:1", "sms", NOW, PHONE).id
        typed, other = conversation(tx), conversation(tx)
        people.save_person(tx, typed, "Rosa", PHONE, None, NOW)
        people.save_person(tx, other, "Sam", "+13105550100", None, NOW)
        assert [(one.id, one.verified) for one in traces.of(tx, typed)] == [(typed, False), (texter, True)]
        conversations.log_in(tx, texter, "hello", NOW)
        assert [(one.id, one.verified) for one in traces.of(tx, typed)] == [(typed, True), (texter, True)]
        assert [(one.id, one.verified) for one in traces.of(tx, texter)] == [(texter, True), (typed, True)]
        assert [one.id for one in traces.of(tx, other)] == [other]
        assert traces.of(tx, "web:nobody") == []


# ---- at the same moment


def _while_erasing(store: Store, who: str, work: Callable[[Tx], Any]) -> Any:
    """Begin something while somebody erases, and let both finish; gives what came of it, or its exception."""
    inside, begun = Event(), Event()

    def other() -> Any:
        inside.wait(timeout=20)
        begun.set()
        try:
            with store.begin() as tx:
                return work(tx)
        except Exception as error:
            return error

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(other)
        with store.begin() as tx:
            erasure.erase(tx, [who], LATER, [], "staff:1")
            inside.set()
            begun.wait(timeout=20)
            future_is_waiting = not future.done()
        result = future.result(timeout=20)
    assert future_is_waiting
    return result


def test_what_is_written_meanwhile_finds_nothing(store: Store) -> None:
    """A reply, a draft, a note or an event that comes a moment later brings nothing of the conversation back."""
    works: list[Callable[[Tx, str], Any]] = [
        lambda tx, who: conversations.log_out(tx, who, ["hello"], LATER),
        lambda tx, who: drafts.save(tx, who, {"said": "hello"}, 0, LATER),
        lambda tx, who: follow_ups.upsert_open(tx, who, "callback", LATER),
        lambda tx, who: crises.record(tx, who, "web", "risk", "rule-1", LATER),
    ]
    for work in works:
        with store.begin() as tx:
            who = conversation(tx)
        result = _while_erasing(store, who, lambda tx, work=work, who=who: work(tx, who))  # type: ignore[misc]
        assert isinstance(result, UnknownConversation)
        assert not [line for line in dump(store) if who in line]


def test_a_text_that_comes_meanwhile_begins_anew_and_is_not_lost(store: Store) -> None:
    """The webhook of a new text waits for the erasure; then there is a new conversation with this text and no other."""
    with store.begin() as tx:
        who = conversations.ensure(tx, "sms:1", "sms", NOW, PHONE).id
        conversations.log_in(tx, who, "old words", NOW)

    def accept(tx: Tx) -> bool:
        conversations.ensure(tx, who, "sms", LATER, PHONE)
        return inbox.accept(tx, "SM2", who, "new words", LATER)

    assert _while_erasing(store, who, accept) is True
    assert [line for line in dump(store) if "new words" in line]
    assert not [line for line in dump(store) if "old words" in line]


def test_what_was_understood_of_an_erased_message_is_dropped(store: Store) -> None:
    """A turn that ends after the erasure of its message says so, and writes nothing."""
    with store.begin() as tx:
        who = conversation(tx)
        message = conversations.log_in(tx, who, "hello", NOW)
    erase(store, who)
    assert isinstance(message, int)
    with pytest.raises(UnknownConversation), store.begin() as tx:
        conversations.note_understanding(tx, message, intent="greet", confidence=1.0)
