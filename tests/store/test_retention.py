"""What is over is erased, what somebody still has to do something about never is, and nothing is done by halves."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from store_world import FIRST, NOW, book, conversation, hold, slot

from bot.store import (
    Store,
    audit,
    bookings,
    conversations,
    crises,
    follow_ups,
    inbox,
    outbox,
    people,
    retention,
    reviews,
    sessions,
    staff,
    steps,
    tables,
    transcripts,
)
from bot.store.engine import Tx

DAY = timedelta(days=1)
PERIODS = retention.Periods(30 * DAY, 180 * DAY)
PHONE = "+13105550188"


def chat(tx: Tx, at: datetime = NOW) -> str:
    """Somebody asked something and went."""
    who = conversation(tx)
    conversations.log_in(tx, who, "how much is it?", at)
    return who


def purge(store: Store, now: datetime, limit: int = 50) -> int:
    with store.begin() as tx:
        return retention.purge(tx, PERIODS, now, limit)


def left(store: Store) -> set[str]:
    with store.read() as tx:
        return set(conversations.ids(tx))


# ---- what is over


def asked(tx: Tx) -> None:
    chat(tx)


def held(tx: Tx) -> None:
    hold(tx, chat(tx), slot())


def acknowledged(tx: Tx) -> None:
    event = crises.record(tx, chat(tx), "web", "risk", "rule-1", NOW)
    crises.acknowledge(tx, event, "Ann", NOW + DAY)


def mentioned(tx: Tx) -> None:
    crises.record(tx, chat(tx), "web", "mention", "rule-1", NOW)


def called(tx: Tx) -> None:
    entry = follow_ups.upsert_open(tx, chat(tx), "callback", NOW)
    follow_ups.close(tx, entry.id, NOW + DAY)


def answered(tx: Tx) -> None:
    who = chat(tx)
    inbox.accept(tx, "SM1", who, "hello", NOW)
    inbox.done(tx, 1)


def came(tx: Tx) -> None:
    book(tx, slot(), chat(tx))


def cancelled(tx: Tx) -> None:
    bookings.cancel(tx, book(tx, slot(), chat(tx)).id, NOW)


def noted(tx: Tx) -> None:
    with_note = chat(tx)
    account = staff.add(tx, "ann", "Ann", "reviewer", NOW)
    reviews.add_note(tx, with_note, account.id, "called twice", NOW + DAY)


def phoned(tx: Tx) -> None:
    who = chat(tx)
    clinician = people.save_clinician(tx, who, person_id=None, name="Dr. Adler", now=NOW)
    steps.add(tx, who, "called", NOW + DAY, clinician=clinician, note="left a message")


@pytest.mark.parametrize(
    ("of", "last", "days"),
    [
        (asked, NOW, 30),
        (held, NOW, 30),
        (mentioned, NOW, 30),
        (answered, NOW, 30),
        (acknowledged, NOW + DAY, 30),
        (called, NOW + DAY, 30),
        (noted, NOW + DAY, 30),
        (phoned, NOW + DAY, 30),
        (came, FIRST + timedelta(minutes=30), 180),
        (cancelled, FIRST + timedelta(minutes=30), 180),
    ],
)
def test_it_goes_when_its_time_is_over(store: Store, of: Callable[[Tx], None], last: datetime, days: int) -> None:
    """Not a minute before: counted from the last that the person or the staff did, or from the appointment."""
    with store.begin() as tx:
        of(tx)
    assert purge(store, last + days * DAY - timedelta(minutes=1)) == 0
    assert len(left(store)) == 1
    assert purge(store, last + days * DAY + timedelta(minutes=1)) == 1
    assert left(store) == set()
    with store.read() as tx:
        assert tx.execute(sa.select(sa.func.count()).select_from(tables.message)).scalar_one() == 0


# ---- what never is


def in_danger(tx: Tx) -> None:
    crises.record(tx, chat(tx), "web", "risk", "rule-1", NOW)


def to_be_called(tx: Tx) -> None:
    follow_ups.upsert_open(tx, chat(tx), "callback", NOW)


def not_read(tx: Tx) -> None:
    inbox.accept(tx, "SM1", chat(tx), "hello", NOW)


def not_sent(tx: Tx) -> None:
    outbox.put(tx, "a", "reply", PHONE, "hello", NOW, chat(tx))


@pytest.mark.parametrize("of", [in_danger, to_be_called, not_read, not_sent])
def test_what_waits_for_somebody_is_kept_for_ever(store: Store, of: Callable[[Tx], None]) -> None:
    """Danger that nobody has acknowledged, an open follow-up, a text that came or is to leave."""
    with store.begin() as tx:
        of(tx)
    assert purge(store, NOW + 5000 * DAY) == 0
    assert len(left(store)) == 1


def test_an_appointment_to_come_is_kept_however_long_ago_it_was_made(store: Store) -> None:
    """Booked a year ahead, and nobody has written since: it goes half a year after it, without the calendar's row."""
    far = slot(48 * 365)
    with store.begin() as tx:
        booked = book(tx, far, chat(tx))
    assert purge(store, far.starts_at - DAY) == 0
    assert purge(store, far.starts_at + 181 * DAY) == 1
    with store.read() as tx:
        assert bookings.get(tx, booked.id).slot == far
        assert bookings.get(tx, booked.id).conversation_id == ""


def test_only_those_that_are_over_go(store: Store) -> None:
    """The others are whole, and the audit log has one row with counts."""
    with store.begin() as tx:
        old, new = chat(tx), chat(tx, NOW + 20 * DAY)
    assert purge(store, NOW + 31 * DAY) == 1
    assert left(store) == {new}
    with store.read() as tx:
        assert len(transcripts.messages(tx, new)) == 1
        (row,) = audit.latest(tx, 9)
        assert (row.actor, row.action, row.detail) == ("system", "kept no longer", {"conversation": 1, "message": 1})
        assert old not in repr(row)


# ---- by halves, and at once


def test_what_is_cut_off_is_done_again_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A courier that dies after it has erased and before it has committed has erased nothing."""
    with store.begin() as tx:
        for _ in range(3):
            chat(tx)

    def die(*_: object, **__: object) -> int:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(retention.audit, "record", die)
        with pytest.raises(SystemExit):
            purge(store, NOW + 31 * DAY)
    assert len(left(store)) == 3
    assert purge(store, NOW + 31 * DAY) == 3


def test_two_couriers_do_not_hurt_each_other(store: Store) -> None:
    """Together they erase each once, and neither fails."""
    with store.begin() as tx:
        for _ in range(24):
            chat(tx)
    start = Barrier(2)

    def work(_: int) -> int:
        start.wait(timeout=20)
        return sum(purge(store, NOW + 31 * DAY, 4) for _ in range(8))

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == 24
    assert left(store) == set()
    with store.read() as tx:
        assert audit.verify(tx) is None
        assert sum(row.detail["conversation"] for row in audit.latest(tx, 99)) == 24


def test_who_writes_after_the_look_keeps_the_conversation(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look and the lock somebody comes back, or has to be called: it is looked at again, and stays."""
    with store.begin() as tx:
        back, to_call, over = chat(tx), chat(tx), chat(tx)
    late = NOW + 31 * DAY
    with store.begin() as tx:
        conversations.log_in(tx, back, "I am back", late)
        follow_ups.upsert_open(tx, to_call, "callback", late)
    monkeypatch.setattr(retention, "_lock_due", lambda *_: [back, to_call, over])
    assert purge(store, late) == 1
    assert left(store) == {back, to_call}


# ---- sessions


def test_sessions_go_when_they_open_nothing_any_more(store: Store) -> None:
    """Those of the website after thirty days, those of the staff thirty days after they ended."""
    with store.begin() as tx:
        account = staff.add(tx, "ann", "Ann", "reviewer", NOW)
        staff.invite(tx, account.id, NOW)
        staff.end_session(tx, staff.begin_session(tx, account.id, NOW), NOW)
        sessions.begin(tx, NOW)
        sessions.begin(tx, NOW + 10 * DAY)
        staff.begin_session(tx, account.id, NOW + 10 * DAY)
    with store.begin() as tx:
        assert retention.purge_sessions(tx, NOW + 29 * DAY) == 0
        assert retention.purge_sessions(tx, NOW + 32 * DAY) == 3
        for table in (tables.web_session, tables.staff_session):
            assert tx.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() == 1
