"""The courier works off what is kept no longer: a few at a time, not all the time, and texts go first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Event

import pytest
import sqlalchemy as sa

from bot.clinic.profile import ProfileError, load_clinic
from bot.context import Assistant
from bot.courier import Courier
from bot.courier.retention import BATCH, EVERY_SECONDS, Retention
from bot.settings import ROOT
from bot.store import conversations, outbox, overwriting, tables
from bot.store.errors import StoreUnavailable

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=timezone.utc)
PHONE = "+13105550188"


@pytest.fixture
def later(running: Assistant) -> Assistant:
    """The assistant 31 days after people asked something in 25 conversations."""
    with running.store.begin() as tx:
        for number in range(2 * BATCH + 5):
            who = conversations.ensure(tx, f"web:{number}", "web", NOW).id
            conversations.log_in(tx, who, "how much is it?", NOW)
    return replace(running, settings=replace(running.settings, now=NOW + timedelta(days=31)))


def left(running: Assistant) -> int:
    with running.store.read() as tx:
        return len(conversations.ids(tx))


def test_a_few_at_a_time_and_then_a_pause(later: Assistant) -> None:
    """Batch after batch until nothing is left; then nobody looks for five minutes."""
    seconds = [0.0]
    retention = Retention(later, lambda: seconds[0])
    assert [retention.work() for _ in range(4)] == [BATCH, BATCH, 5, 0]
    assert left(later) == 0
    with later.store.begin() as tx:
        conversations.ensure(tx, "web:another", "web", NOW)
    seconds[0] = EVERY_SECONDS - 1
    assert retention.work() == 0 and left(later) == 1
    seconds[0] = EVERY_SECONDS
    assert retention.work() == 1 and left(later) == 0


def test_the_courier_does_it_beside_the_texts(later: Assistant) -> None:
    """In its own loop, and what is to be sent has gone before."""
    with later.store.begin() as tx:
        conversations.ensure(tx, "sms:1", "sms", later.now(), PHONE)
        outbox.put(tx, "a", "reply", PHONE, "hello", later.now(), "sms:1")
    stop, seen = Event(), []

    class Sender:
        def send(self, recipient: str, body: str, key: str) -> str | None:
            seen.append(left(later))
            return key

    Courier(later, Sender()).work(stop, lambda _: stop.set())
    assert seen == [2 * BATCH + 6]
    assert left(later) == 1


def test_a_database_that_fails_is_tried_again_later(later: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """The courier goes on with its texts, and with this after the pause."""
    seconds = [0.0]
    retention = Retention(later, lambda: seconds[0])

    def fail(*_: object) -> int:
        raise StoreUnavailable("it is down")

    with monkeypatch.context() as patch:
        patch.setattr("bot.store.retention.purge", fail)
        assert retention.work() == 0
    assert retention.work() == 0 and left(later) == 2 * BATCH + 5
    seconds[0] = EVERY_SECONDS
    assert retention.work() == BATCH


def test_what_an_erasure_left_to_overwrite_is_done(later: Assistant) -> None:
    """Also when nothing is over: an erasure on a page may have found the database busy."""
    with later.store.begin() as tx:
        overwriting.note(tx)
    young = replace(later, settings=replace(later.settings, now=NOW + timedelta(days=1)))
    Retention(young).work()
    with later.store.read() as tx:
        assert tx.execute(sa.text("PRAGMA user_version")).scalar_one() == 0
        assert tx.execute(sa.select(sa.func.count()).select_from(tables.message)).scalar_one() == 2 * BATCH + 5


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ("{unfinished: 3, transcripts: 180}", "unfinished"),
        ("{unfinished: 30, transcripts: 29}", "transcripts"),
        ("{unfinished: 30}", "transcripts"),
        ("{unfinished: 30, transcripts: 180, drafts: 3}", "drafts"),
        ("{unfinished: 30, transcripts: 99999999}", "transcripts"),
    ],
)
def test_periods_that_make_no_sense_stop_the_start(tmp_path: Path, days: str, wrong: str) -> None:
    """A chat that can still be taken up is not erased, and what is finished is not kept for less than what is not."""
    text = (ROOT / "clinic.yml").read_text(encoding="utf-8")
    head, _, _ = text.partition("retention_days:")
    file = tmp_path / "clinic.yml"
    file.write_text(f"{head}retention_days: {days}\n", encoding="utf-8")
    with pytest.raises(ProfileError, match=wrong):
        load_clinic(file)
