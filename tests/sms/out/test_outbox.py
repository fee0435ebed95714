"""The outbox on both databases: written once, sent in order, and by one worker at a time however many there are."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from bot.courier import NotSent, courier
from bot.store import outbox, tables
from tests.courier.twilio_stand_in import TwilioStandIn
from tests.sms.out.world import (
    CLINIC,
    PATIENCE_SECONDS,
    PHONE,
    T0,
    Desk,
    both,
    courier_process,
    eventually,
)

OTHER = "+12135550177"
NUMBERS = [f"+1310555{number:04}" for number in range(200, 220)]
EACH, FEW = 10, 2


def write_mixed(desk: Desk, each: int = EACH) -> None:
    """Write so many texts to each of twenty numbers, mixed."""
    order = [number for number in NUMBERS for _ in range(each)]
    random.Random(7).shuffle(order)
    with desk.running.store.begin() as tx:
        for place, number in enumerate(order):
            outbox.put(tx, f"k{place}", "reply", number, f"{place}", desk.clock.now + timedelta(milliseconds=place % 3))
    desk.clock.forward(seconds=1)


def check_all_sent_once_in_order(desk: Desk) -> None:
    written = desk.outbox()
    assert {row.state for row in written} == {"sent"}
    assert sorted(text["Body"] for text in desk.twilio.texts) == sorted(row.body for row in written)
    for number in NUMBERS:
        ordered = sorted((row for row in written if row.recipient == number), key=lambda row: (row.due_at, row.id))
        assert desk.twilio.texts_to(number) == [row.body for row in ordered]
    assert {row.attempts for row in written} == {1}
    assert sorted(row.provider_id for row in written) == sorted(desk.twilio.sids)


@both
def test_what_is_caused_twice_is_written_once(desk: Desk) -> None:
    """The first one stands, whatever the second would say, also after it was sent or withheld."""

    def twice() -> list[bool]:
        with desk.running.store.begin() as tx:
            return [outbox.put(tx, "key", "reply", PHONE, body, desk.clock.now) for body in ("first", "second")]

    assert twice() == [True, False]
    desk.work()
    assert twice() == [False, False]
    assert desk.twilio.texts_to(PHONE) == ["first"]
    desk.put("other")
    desk.do(lambda tx: outbox.withdraw(tx, "no more", recipient=PHONE))
    desk.put("other")
    desk.work()
    assert desk.twilio.texts_to(PHONE) == ["first"]


@both
def test_many_at_once_write_one(desk: Desk) -> None:
    """Eight transactions with one key at the same moment: one row, one text, no error."""
    start = threading.Barrier(8)

    def write(number: int) -> bool:
        start.wait()
        return bool(desk.do(lambda tx: outbox.put(tx, "same", "reply", PHONE, f"by {number}", T0)))

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(write, range(8))) == [False] * 7 + [True]
    assert len(desk.outbox()) == 1


@both
def test_a_text_that_fails_is_waited_for_by_its_number_only(desk: Desk, twilio: TwilioStandIn) -> None:
    """The next text to that number does not overtake it; those to other numbers leave meanwhile."""
    for key, to in (("a1", PHONE), ("b1", OTHER), ("a2", PHONE), ("b2", OTHER), ("a3", PHONE)):
        desk.put(key, to=to)
    twilio.to[PHONE] = 503
    desk.work()
    assert twilio.texts_to(PHONE) == [] and twilio.texts_to(OTHER) == ["text b1", "text b2"]
    assert [(row.state, row.attempts) for row in desk.outbox() if row.recipient == PHONE] == [
        ("queued", 1),
        ("queued", 0),
        ("queued", 0),
    ]
    twilio.to.clear()
    desk.clock.forward(minutes=2)
    desk.work()
    assert twilio.texts_to(PHONE) == ["text a1", "text a2", "text a3"]


@both
def test_one_that_is_put_off_is_not_waited_for(desk: Desk) -> None:
    """What may only leave in the morning does not hold up what may leave now."""
    desk.put("early")
    desk.put("next")
    until = desk.clock.now + timedelta(hours=10)
    with desk.running.store.begin() as tx:
        (taken,) = outbox.take(tx, desk.clock.now, 5)
        outbox.put_off(tx, taken, until)
    desk.work()
    assert desk.twilio.texts_to(PHONE) == ["text next"]
    row = desk.row("early")
    assert (row.state, row.attempts, row.due_at) == ("queued", 0, until)
    desk.clock.now = until
    desk.work()
    assert desk.twilio.texts_to(PHONE) == ["text next", "text early"]


@both
def test_what_is_to_come_holds_up_nothing(desk: Desk) -> None:
    """A reminder of next week is older than the reply of today, and waits alone."""
    desk.put("next week", due_at=T0 + timedelta(days=7))
    desk.put("today")
    desk.work()
    assert desk.twilio.texts_to(PHONE) == ["text today"]
    assert not desk.courier().work_once()


@both
def test_what_was_due_first_leaves_first(desk: Desk) -> None:
    """Whatever was written first."""
    desk.put("late", due_at=T0 + timedelta(minutes=2))
    desk.put("early", due_at=T0 + timedelta(minutes=1))
    desk.clock.forward(minutes=3)
    desk.put("now")
    desk.work()
    assert desk.twilio.texts_to(PHONE) == ["text early", "text late", "text now"]


@both
def test_what_another_took_meanwhile_is_not_sent_by_the_slow_one(desk: Desk) -> None:
    """A courier that took a batch and fell asleep over its first text leaves the others to who took them since."""
    for number in NUMBERS[:4]:
        desk.put(number, to=number)

    class Slow:
        """Sends its first text, while three minutes pass and another courier works."""

        def __init__(self) -> None:
            self.sent: list[str] = []

        def send(self, recipient: str, body: str, key: str) -> str | None:
            self.sent.append(recipient)
            if len(self.sent) == 1:
                desk.clock.forward(minutes=3)
                desk.work()
            return "slow"

    slow = Slow()
    assert desk.courier(slow).work_once()
    assert slow.sent == NUMBERS[:1]
    # the one it slept over has left twice, which is all that cannot be helped
    assert sorted(text["To"] for text in desk.twilio.texts) == NUMBERS[:4]
    assert desk.states() == ["sent"] * 4
    assert all(row.provider_id != "slow" for row in desk.outbox())


@both
@pytest.mark.parametrize("outcome", ["sent", "refused", "later"])
def test_the_slow_one_has_no_say_any_more(desk: Desk, outcome: str) -> None:
    """Whatever comes of its own attempt, the row stays as the one who took it later left it, and nobody is alarmed."""
    desk.put("one", conversation_id=desk.begin())

    class Slow:
        def send(self, recipient: str, body: str, key: str) -> str | None:
            desk.clock.forward(minutes=3)
            desk.work()
            if outcome == "sent":
                return "slow"
            raise NotSent("too slow", final=outcome != "later")

    desk.courier(Slow()).work_once()
    row = desk.row("one")
    assert (row.state, row.provider_id, row.attempts, row.error) == ("sent", desk.twilio.sids[0], 2, None)
    desk.clock.forward(hours=1)
    desk.work()
    assert len(desk.twilio.texts) == 1
    assert desk.rows(tables.follow_up) == []


@both
def test_a_text_that_was_kept_is_not_taken_while_it_is_sent(desk: Desk) -> None:
    """Each text of a batch has its own two minutes, from when it is its turn."""
    for number in NUMBERS[:3]:
        desk.put(number, to=number)
    seen: list[str] = []

    class Slow:
        def send(self, recipient: str, body: str, key: str) -> str | None:
            desk.clock.forward(seconds=110)
            desk.work()  # another courier, which finds those whose two minutes are over
            seen.append(recipient)
            return "slow"

    desk.courier(Slow()).work_once()
    everybody = seen + [text["To"] for text in desk.twilio.texts]
    assert sorted(everybody) == NUMBERS[:3]


@both
def test_withdrawing_leaves_alerts_and_others_alone(desk: Desk) -> None:
    """What waits for one number is held back, but no alert, nothing of another number, nothing that has left."""
    desk.put("left")
    desk.work()
    desk.put("waits")
    desk.put("alert", "alert")
    desk.put("other", to=OTHER)
    assert desk.do(lambda tx: outbox.withdraw(tx, "opted out", recipient=PHONE)) == 1
    assert [(row.dedupe_key, row.state) for row in desk.outbox()] == [
        ("left", "sent"),
        ("waits", "withheld"),
        ("alert", "queued"),
        ("other", "queued"),
    ]
    assert desk.row("waits").error == "opted out"


def workers(desk: Desk, count: int, meanwhile: Callable[[], object] = lambda: None) -> None:
    """So many couriers in threads of their own, until nothing waits."""
    stop = Event()

    def work() -> None:
        desk.courier().work(stop, lambda _: stop.wait(0.005))

    with ThreadPoolExecutor(count) as pool:
        running = [pool.submit(work) for _ in range(count)]
        try:
            eventually(lambda: (meanwhile(), not {"queued", "sending"} & set(desk.states()))[1], desk.states)
        finally:
            stop.set()
        for one in running:
            one.result(PATIENCE_SECONDS)


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
@pytest.mark.postgres
def test_many_couriers_send_everything_once_and_in_order(desk: Desk, tmp_path: Path) -> None:
    """Two processes and four threads on 200 texts to 20 numbers."""
    write_mixed(desk)
    log = tmp_path / "courier.log"
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(courier_process(desk, desk.clock.now, log))
        workers(desk, 4)
    check_all_sent_once_in_order(desk)


def test_two_processes_on_one_file_send_everything_once_and_in_order(desk: Desk, tmp_path: Path) -> None:
    """SQLite has one writer at a time, and both get their turn."""
    write_mixed(desk, FEW)
    log = tmp_path / "courier.log"
    with courier_process(desk, desk.clock.now, log), courier_process(desk, desk.clock.now, log):
        eventually(lambda: len(desk.twilio.texts) >= len(NUMBERS) * FEW, lambda: log.read_text()[-2000:])
        eventually(lambda: set(desk.states()) == {"sent"})
    check_all_sent_once_in_order(desk)


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
@pytest.mark.postgres
def test_couriers_at_once_keep_the_order_when_the_provider_fails(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of the requests are refused for a moment; still nothing is doubled, lost or overtaken."""
    monkeypatch.setattr(courier, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(courier, "LONGEST_WAIT", 0.2)
    chance = random.Random(11)
    write_mixed(desk)
    desk.twilio.answers[:] = [503 if chance.random() < 0.3 else 201 for _ in range(260)]
    workers(desk, 4, lambda: desk.clock.forward(seconds=0.02))
    written = desk.outbox()
    assert {row.state for row in written} == {"sent"}
    for number in NUMBERS:
        ordered = sorted((row for row in written if row.recipient == number), key=lambda row: (row.due_at, row.id))
        assert desk.twilio.texts_to(number) == [row.body for row in ordered]


@both
def test_two_batches_at_the_same_moment_have_nothing_in_common(desk: Desk) -> None:
    """Whoever takes second, while the first transaction is open or just after it, takes others."""
    for number in NUMBERS:
        desk.put(number, to=number)
        desk.put(f"{number} again", to=number)
    start = threading.Barrier(4)

    def take(_: int) -> list[int]:
        start.wait()
        return [one.id for one in desk.do(lambda tx: outbox.take(tx, T0, 5))]

    with ThreadPoolExecutor(4) as pool:
        batches = list(pool.map(take, range(4)))
    ids = [one for batch in batches for one in batch]
    assert len(ids) == len(set(ids)) and set(ids) <= {row.id for row in desk.outbox() if "again" not in row.dedupe_key}


@both
def test_the_numbers_of_a_row_are_what_it_takes(desk: Desk) -> None:
    """Segments as the carrier counts them, the key of the status address, and the sender's own number."""
    desk.put("long", body="x" * 161)
    desk.put("short", body="x" * 160)
    desk.put("snowman", body="\u2603" * 71)
    desk.work()
    assert [row.segments for row in desk.outbox()] == [2, 1, 2]
    keys = [row.id for row in desk.outbox()]
    assert [address.rpartition("=")[2] for address in desk.twilio.callbacks] == [str(key) for key in keys]
    assert {text["From"] for text in desk.twilio.texts} == {CLINIC}
