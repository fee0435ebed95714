"""Twilio fails, a courier dies, the database goes away: nothing is lost, and what leaves twice can be told."""

from __future__ import annotations

import signal
import socket
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.future import create_engine

from bot.courier import courier as courier_module
from bot.courier import senders
from bot.store import conversations, crises, deliveries, tables
from tests.courier.twilio_stand_in import HANGS_UP, Answer, TwilioStandIn
from tests.sms.out.world import (
    ON_CALL,
    PATIENCE_SECONDS,
    PHONE,
    PUBLIC,
    ROSA,
    START,
    T0,
    Desk,
    both,
    courier_process,
    eventually,
    serve,
)

OTHER = "+12135550177"


def keys(twilio: TwilioStandIn) -> list[str]:
    """The rows that texts were of, by their status addresses."""
    return [address.rpartition("?text=")[2] for address in twilio.callbacks]


@pytest.mark.parametrize(
    ("status", "code"), [(429, 20429), (500, 20500), (502, 0), (503, 20503), (401, 20003), (403, 20005)]
)
def test_what_is_refused_for_a_moment_leaves_later(desk: Desk, twilio: TwilioStandIn, status: int, code: int) -> None:
    """It waits with the reason, nothing behind it overtakes it, and it leaves once."""
    twilio.answers.append(Answer(status, code))
    desk.put("first")
    desk.put("second")
    desk.work()
    row = desk.row("first")
    assert (row.state, row.attempts, twilio.texts) == ("queued", 1, [])
    assert str(status) in row.error and "text first" not in row.error and PHONE not in row.error
    assert T0 < row.next_at <= T0 + timedelta(seconds=60)
    desk.clock.now = row.next_at - timedelta(milliseconds=1)
    desk.work()
    assert twilio.texts == []
    desk.clock.now = row.next_at
    desk.work()
    assert twilio.texts_to(PHONE) == ["text first", "text second"]
    assert [(row.state, row.error) for row in desk.outbox()] == [("sent", None)] * 2


def test_the_waits_grow_to_a_minute_and_are_not_all_alike(desk: Desk, twilio: TwilioStandIn) -> None:
    """Many texts that failed at the same moment do not come again at the same moment."""
    twilio.to = {f"+1310555{number:04}": 503 for number in range(10)}
    for number in twilio.to:
        desk.put(number, to=number)
    spans = []
    for _ in range(8):
        start = desk.clock.now
        desk.work()
        waits = [(row.next_at - start).total_seconds() for row in desk.outbox()]
        assert len(set(waits)) > 1
        spans.append((min(waits), max(waits)))
        desk.clock.now = max(row.next_at for row in desk.outbox())
    assert all(low > 0 and high <= 75 for low, high in spans)
    assert spans[0][1] < spans[-1][0]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(201, body=b"<html>in between</html>"),
        Answer(201, body=b""),
        Answer(200, body=b"[]"),
        Answer(201, body=b"null"),
        Answer(502, body=b"<html>Bad Gateway</html>"),
        Answer(503, body=b""),
        Answer(500, body=b"[1]"),
    ],
    ids=["201 page", "201 empty", "200 list", "201 null", "502 page", "503 empty", "500 list"],
)
def test_an_answer_that_is_not_twilios_stops_nobody(desk: Desk, twilio: TwilioStandIn, answer: Answer) -> None:
    """A proxy's page in place of JSON is a failed attempt like others, also with a good status."""
    twilio.to[PHONE] = answer
    desk.put("first")
    desk.put("other", to=OTHER)
    desk.work()
    assert twilio.texts_to(OTHER) == ["text other"]
    assert desk.row("first").state == "queued"
    twilio.to.clear()
    desk.clock.forward(minutes=2)
    desk.work()
    assert twilio.texts_to(PHONE)[-1] == "text first"
    assert desk.row("first").state == "sent"


def test_a_time_out_is_tried_again(desk: Desk, twilio: TwilioStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that does not come in time is none, and the text leaves later."""
    late = Event()
    twilio.answers.append(Answer(503, after=late))
    desk.put("first")
    with monkeypatch.context() as patch:
        patch.setattr(senders, "TIMEOUT_SECONDS", 0.1)
        desk.work()
    late.set()
    row = desk.row("first")
    assert (row.state, row.attempts) == ("queued", 1) and "Timeout" in row.error
    desk.clock.forward(minutes=2)
    desk.work()
    assert twilio.texts_to(PHONE) == ["text first"] and desk.states() == ["sent"]


def test_nobody_at_the_other_end_is_waited_for(desk: Desk, twilio: TwilioStandIn) -> None:
    """Twilio cannot be reached at all: the text waits and leaves once it can be."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
        account = desk.running.settings.twilio
        assert account is not None
        away = replace(desk.running, settings=replace(desk.running.settings, twilio=replace(account, api_url=nowhere)))
        desk.put("first")
        Desk(away, desk.clock, twilio).work()
    assert "Connection" in desk.row("first").error
    desk.clock.forward(minutes=2)
    desk.work()
    assert twilio.texts_to(PHONE) == ["text first"]


async def test_what_left_twice_is_told_by_the_reports(
    desk: Desk, twilio: TwilioStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twilio took it and hung up: it leaves again, both report for one row, and the row shows two."""
    twilio.answers.append(HANGS_UP)
    desk.put("first")
    desk.put("second")
    desk.work()
    assert desk.row("first").state == "queued"
    desk.clock.forward(minutes=2)
    desk.work()
    first, second = desk.row("first"), desk.row("second")
    assert twilio.texts_to(PHONE) == ["text first", "text first", "text second"]
    assert twilio.callbacks[:2] == [f"{PUBLIC}/webhooks/sms/status?text={first.id}"] * 2
    assert first.provider_id == twilio.sids[1]
    async with serve(desk, None, tmp_path, monkeypatch) as site:
        for place, status in ((0, "sent"), (2, "sent"), (1, "sent"), (0, "delivered"), (1, "delivered"), (0, "sent")):
            assert await twilio.report(place, status, site.address) == 204
    with desk.running.store.read() as tx:
        assert deliveries.times_sent(tx, first.id) == 2
        assert deliveries.times_sent(tx, second.id) == 1
        assert deliveries.status_of(tx, first.id) == "delivered"
    assert len(desk.rows(tables.delivery)) == 5


async def test_a_report_of_nobody_is_none(
    desk: Desk, twilio: TwilioStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signed with another token, or for another row than the address says, it is refused and nothing is kept."""
    desk.put("first")
    desk.work()
    forger = TwilioStandIn(token="a guess")
    try:
        forger.texts, forger.sids = twilio.texts, twilio.sids
        async with serve(desk, None, tmp_path, monkeypatch) as site:
            assert await forger.report(0, "delivered", site.address) == 403
            assert await twilio.report(0, "undelivered", site.address, code=30003) == 204
            twilio.texts.append({**twilio.texts[0], "StatusCallback": f"{PUBLIC}/webhooks/sms/status?text=4711"})
            twilio.sids.append("SM4711")
            assert await twilio.report(1, "delivered", site.address) == 204
    finally:
        forger.close()
    assert [(row.status, row.error_code) for row in desk.rows(tables.delivery)] == [("undelivered", "30003")]


@both
def test_a_number_that_the_carrier_blocks_has_opted_out(desk: Desk, twilio: TwilioStandIn) -> None:
    """Error 21610: what waits for it is withheld, the appointment stays, alerts and others go on."""
    desk.book()
    desk.put("reply")
    desk.put("alert", "alert", ON_CALL)
    desk.put("other", to=OTHER)
    twilio.to[PHONE] = Answer(400, 21610)
    desk.work()
    assert desk.opted_out() == [(PHONE, True, "carrier")]
    assert twilio.texts_to(PHONE) == [] and len(twilio.texts) == 2
    mine = [row for row in desk.outbox() if row.recipient == PHONE]
    assert [row.state for row in mine] == ["failed", *["withheld"] * (len(mine) - 1)]
    assert "21610" in mine[0].error and {row.error for row in mine[1:]} == {"opted out"}
    assert desk.booking().state == "booked"
    asked = len(twilio.asked)
    desk.put("late reply")
    desk.advance(START)
    assert len(twilio.asked) == asked and desk.row("late reply").state == "withheld"


def test_the_staff_hear_of_an_opt_out_that_only_the_carrier_saw(desk: Desk, twilio: TwilioStandIn) -> None:
    """As of one that came as a text: an appointment is booked, and its owner cannot be texted any more."""
    desk.book()
    twilio.to[PHONE] = Answer(400, 21610)
    desk.work()
    tasks = [reason for row in desk.rows(tables.follow_up) for reason in row.reasons]
    assert any("phone" in task for task in tasks), tasks


async def test_a_report_of_21610_counts_as_well(
    desk: Desk, twilio: TwilioStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twilio may take a text and report only later that its owner wants none."""
    desk.book()
    desk.work()
    async with serve(desk, None, tmp_path, monkeypatch) as site:
        assert await twilio.report(0, "failed", site.address, code=21610) == 204
        assert await twilio.report(0, "failed", site.address, code=21610) == 204
    assert desk.opted_out() == [(PHONE, True, "carrier")]
    assert {row.state for row in desk.outbox("reminder")} == {"withheld"}
    assert desk.booking().state == "booked"


def test_a_number_on_call_that_is_blocked_is_tried_with_every_alert(desk: Desk, twilio: TwilioStandIn) -> None:
    """An alert that fails for good is written anew in the next round, whatever the number wants."""
    desk.begin()
    desk.do(lambda tx: crises.record(tx, ROSA, "web", "risk", "rule", T0))
    twilio.answers.append(Answer(400, 21610))
    desk.work()
    assert desk.states("alert") == ["failed"]
    desk.clock.forward(minutes=11)
    desk.work()
    assert desk.states("alert") == ["failed", "sent"] and len(twilio.texts_to(ON_CALL)) == 1


@pytest.mark.parametrize("code", [21211, 21614, 21408, 30006])
def test_what_is_refused_for_good_holds_up_nothing(desk: Desk, twilio: TwilioStandIn, code: int) -> None:
    """A number that is none: the text has failed, and the next one to it is tried."""
    twilio.answers.append(Answer(400, code))
    desk.put("first")
    desk.put("second")
    desk.work()
    assert desk.states() == ["failed", "sent"]
    assert str(code) in desk.row("first").error and desk.opted_out() == []
    assert twilio.texts_to(PHONE) == ["text second"]


async def test_the_staff_phone_where_a_text_did_not_arrive(
    desk: Desk, twilio: TwilioStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused for good, or taken and reported as undelivered: one task of a conversation; none for an alert."""
    refused, undelivered, fine = (desk.begin(f"web:{name}") for name in ("refused", "undelivered", "fine"))
    twilio.answers += [Answer(400, 21211), Answer(400, 21211)]
    desk.put("alert", "alert", ON_CALL, conversation_id=fine)
    desk.put("refused", conversation_id=refused)
    desk.work()
    desk.put("undelivered", conversation_id=undelivered)
    desk.put("fine", conversation_id=fine)
    desk.work()
    async with serve(desk, None, tmp_path, monkeypatch) as site:
        for place, status in ((0, "sent"), (0, "undelivered"), (0, "undelivered"), (1, "delivered")):
            assert await twilio.report(place, status, site.address) == 204
    tasks = {row.conversation_id: row.reasons for row in desk.rows(tables.follow_up)}
    assert set(tasks) == {refused, undelivered} and all("phone" in reasons[0] for reasons in tasks.values())


async def test_a_text_about_an_appointment_that_did_not_arrive_is_a_task_of_who_booked(
    desk: Desk, twilio: TwilioStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The staff find the person who booked on the website, not a conversation by text without a name."""
    desk.book()
    desk.work()
    async with serve(desk, None, tmp_path, monkeypatch) as site:
        assert await twilio.report(0, "undelivered", site.address, code=30003) == 204
    assert [row.conversation_id for row in desk.rows(tables.follow_up)] == [ROSA]


def test_after_an_hour_a_text_is_left_to_the_staff_and_an_alert_is_not(desk: Desk, twilio: TwilioStandIn) -> None:
    """Twilio is down for a long time: the text has failed, the alert still waits, and leaves when it is up again."""
    twilio.to = {PHONE: 500, ON_CALL: 500}
    desk.put("text")
    desk.put("behind it")
    desk.put("alert", "alert", ON_CALL)
    for _ in range(courier_module.MOST_ATTEMPTS + 5):
        desk.work()
        desk.clock.forward(seconds=80)
    text, alert = desk.row("text"), desk.row("alert")
    assert (text.state, text.attempts) == ("failed", courier_module.MOST_ATTEMPTS)
    assert alert.state == "queued" and alert.attempts > courier_module.MOST_ATTEMPTS
    assert desk.row("behind it").state == "queued"
    twilio.to = {}
    desk.clock.forward(minutes=2)
    desk.work()
    assert twilio.texts_to(ON_CALL) == ["text alert"] and twilio.texts_to(PHONE) == ["text behind it"]


class Slow:
    """Takes all of its time for a text and then fails, but for one number."""

    def __init__(self, desk: Desk, good: str) -> None:
        self.desk, self.good = desk, good
        self.sent_at: datetime | None = None

    def send(self, recipient: str, body: str, key: str) -> str | None:
        if recipient == self.good:
            self.sent_at = self.desk.clock.now
            return "SM1"
        self.desk.clock.forward(seconds=senders.TIMEOUT_SECONDS)
        raise senders.NotSent("ReadTimeout", final=False)

    def within(self, minutes: float) -> bool:
        """Whether the text to that number leaves in so much time from now."""
        end = self.desk.clock.now + timedelta(minutes=minutes)
        courier = self.desk.courier(self)
        while self.sent_at is None and self.desk.clock.now < end:
            if not courier.work_once():
                self.desk.clock.forward(seconds=1)
        return self.sent_at is not None and self.sent_at <= end


def put_slow(desk: Desk) -> None:
    for number in range(20):
        desk.put(f"slow {number}", to=f"+1310555{number:04}")
    desk.clock.forward(seconds=1)


def test_an_alert_does_not_wait_for_texts_that_time_out(desk: Desk) -> None:
    """Twenty texts that take all of the provider's time, again and again, keep nobody from a person in danger."""
    put_slow(desk)
    desk.begin()
    desk.do(lambda tx: crises.record(tx, ROSA, "web", "imminent", "rule", desk.clock.now))
    assert Slow(desk, ON_CALL).within(minutes=5)


def test_texts_that_time_out_let_others_have_a_turn(desk: Desk) -> None:
    """Those that were tried before do not come first every time."""
    put_slow(desk)
    desk.put("good", to=OTHER)
    assert Slow(desk, OTHER).within(minutes=30)


def test_a_courier_killed_between_sending_and_marking_is_replaced(
    desk: Desk, twilio: TwilioStandIn, tmp_path: Path
) -> None:
    """Kill -9 while Twilio answers: the next process sends it again, not before two minutes are over."""
    held = Event()
    twilio.answers.append(Answer(after=held))
    desk.put("first")
    desk.put("second")
    log = tmp_path / "courier.log"
    with courier_process(desk, T0, log) as courier:
        assert twilio.arrived.wait(PATIENCE_SECONDS), log.read_text()
        courier.kill()
        assert courier.wait(PATIENCE_SECONDS) == -signal.SIGKILL
    held.set()
    assert (desk.row("first").state, desk.row("second").state) == ("sending", "queued")
    desk.clock.forward(seconds=119)
    desk.work()
    assert twilio.texts_to(PHONE) == ["text first"]
    with courier_process(desk, T0 + timedelta(seconds=121), log):
        eventually(lambda: set(desk.states()) == {"sent"}, log.read_text)
    assert twilio.texts_to(PHONE) == ["text first", "text first", "text second"]
    assert keys(twilio)[0] == keys(twilio)[1] == str(desk.row("first").id)
    assert desk.row("first").attempts == 2


def test_a_courier_that_is_asked_to_end_finishes_what_it_is_sending(
    desk: Desk, twilio: TwilioStandIn, tmp_path: Path
) -> None:
    """After SIGTERM the text in hand is marked, and the process ends well."""
    held = Event()
    twilio.answers.append(Answer(after=held))
    desk.put("first")
    log = tmp_path / "courier.log"
    with courier_process(desk, T0, log) as courier:
        assert twilio.arrived.wait(PATIENCE_SECONDS), log.read_text()
        courier.terminate()
        held.set()
        assert courier.wait(PATIENCE_SECONDS) == 0, log.read_text()
    assert desk.states() == ["sent"] and len(twilio.texts) == 1


def test_the_real_courier_sends_what_waits(desk: Desk, twilio: TwilioStandIn, tmp_path: Path) -> None:
    """`python -m bot courier`: the alert that is due and what is due now, not what is to come; its log stays empty."""
    desk.book()
    desk.do(lambda tx: conversations.ensure(tx, "web:other", "web", T0))
    desk.do(lambda tx: crises.record(tx, "web:other", "web", "risk", "rule", T0))
    desk.put("reply", body="it is about Rosa Delgado")
    log = tmp_path / "courier.log"
    with courier_process(desk, T0, log, "--child") as courier:
        eventually(lambda: desk.states("confirmation", "alert", "reply") == ["sent"] * 3, log.read_text)
        assert courier.poll() is None and courier.stdin is not None
        courier.stdin.close()  # as when the server that started it is gone
        assert courier.wait(PATIENCE_SECONDS) == 0
    assert desk.states("reminder") == ["queued"] * 2
    assert [len(twilio.texts_to(number)) for number in (PHONE, ON_CALL)] == [2, 1]
    assert log.read_text() == ""


def refuse_connections(url: str, refused: bool) -> None:
    """Let nobody into a database any more, and throw out who is in it; or let them in again."""
    parts = make_url(url)
    engine = create_engine(parts.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"ALTER DATABASE {parts.database} WITH ALLOW_CONNECTIONS {not refused}"))
        if refused:
            out = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
            connection.execute(out, {"name": parts.database})
    engine.dispose()


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
@pytest.mark.postgres
@pytest.mark.parametrize("comes_back", [True, False], ids=["at once", "later"])
def test_a_database_that_goes_away_while_a_text_is_sent(
    desk: Desk, twilio: TwilioStandIn, comes_back: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """The courier waits for it: a lost connection costs nothing; a text that could not be marked leaves again."""
    held, stop, url = Event(), Event(), desk.running.store.url.render_as_string(hide_password=False)
    twilio.answers.append(Answer(after=held))
    desk.put("first")
    desk.put("second")
    desk.put("other", to=OTHER)
    worker = Thread(target=lambda: desk.courier().work(stop, lambda _: stop.wait(0.02)))
    worker.start()
    try:
        assert twilio.arrived.wait(PATIENCE_SECONDS)
        refuse_connections(url, True)
        if comes_back:
            refuse_connections(url, False)
        held.set()
        if not comes_back:
            eventually(lambda: "The outbox cannot be read" in caplog.text)
            refuse_connections(url, False)
            desk.clock.forward(minutes=3)
        eventually(lambda: set(desk.states()) == {"sent"}, desk.states)
    finally:
        refuse_connections(url, False)
        stop.set()
        worker.join(PATIENCE_SECONDS)
    assert twilio.texts_to(OTHER) == ["text other"]
    assert twilio.texts_to(PHONE) == ["text first"] * (1 if comes_back else 2) + ["text second"]
    assert len(set(keys(twilio))) == 3
