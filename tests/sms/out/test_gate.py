"""What may not leave any more does not, however it came into the outbox; what must leave does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any, cast

import pytest
import sqlalchemy as sa

from bot import notices
from bot.channels.message import Inbound
from bot.channels.path import MessagePath
from bot.clinic.texting import may_send, zones_of
from bot.store import bookings, choices, crises, opt_outs, outbox, people, tables
from bot.store.bookings import Booking
from tests.courier.twilio_stand_in import TwilioStandIn
from tests.sms.out.world import ON_CALL, PHONE, ROSA, START, T0, Desk, both, local

HAWAII, NEW_YORK, GUAM = "+18085550123", "+12125550123", "+16714720123"
LATER = START + timedelta(days=1)


def opt_out(desk: Desk, phone: str = PHONE) -> None:
    desk.do(lambda tx: opt_outs.record(tx, phone, desk.clock.now, out=True, source=opt_outs.KEYWORD, word="STOP"))


def take(desk: Desk) -> None:
    """A courier takes what is due, and dies."""
    desk.do(lambda tx: outbox.take(tx, desk.clock.now, 10))


def remind(desk: Desk, booking: Booking | None, key: str = "by hand", to: str = PHONE, **more: Any) -> None:
    """A reminder that nobody planned."""
    about = {} if booking is None else {"booking_id": booking.id, "starts_at": booking.starts_at}
    desk.put(key, "reminder", to, f"text {key}", **{**about, **more})


def reason(desk: Desk, key: str = "by hand") -> tuple[str, str | None]:
    row = desk.row(key)
    return row.state, row.error


# ---- who wants no texts


@both
def test_an_opt_out_holds_back_what_was_written_before(desk: Desk, twilio: TwilioStandIn) -> None:
    """Every kind but alerts, and the one confirmation that it was heard."""
    kinds: tuple[outbox.Kind, ...] = ("reply", "confirmation", "reminder", "link", "staff")
    for kind in kinds:
        desk.put(kind, kind)
    desk.put("alert", "alert")
    desk.put("opt_out", "opt_out")
    opt_out(desk)
    desk.work()
    assert twilio.texts_to(PHONE) == ["text alert", "text opt_out"]
    assert {reason(desk, kind) for kind in kinds} == {("withheld", "opted out")}
    assert all(desk.row(kind).attempts == 0 for kind in kinds)


def test_alerts_leave_whatever_the_number_wants(desk: Desk, twilio: TwilioStandIn) -> None:
    """Somebody on call who has texted STOP is alerted all the same, in the night as well."""
    opt_out(desk, ON_CALL)
    desk.clock.now = local("2026-11-24T03:00")
    desk.begin()
    desk.do(lambda tx: crises.record(tx, ROSA, "web", "risk", "rule", desk.clock.now))
    desk.work()
    assert len(twilio.texts_to(ON_CALL)) == 1


def test_an_alert_of_yesterday_leaves_all_the_same(desk: Desk, twilio: TwilioStandIn) -> None:
    """However late it is."""
    desk.put("alert", "alert", ON_CALL, expires_at=T0 + timedelta(minutes=1))
    desk.clock.forward(days=1)
    desk.work()
    assert twilio.texts_to(ON_CALL) == ["text alert"]


def test_who_wants_texts_again_gets_what_is_written_from_then_on(desk: Desk, twilio: TwilioStandIn) -> None:
    """What was withheld meanwhile is not sent afterwards."""
    opt_out(desk)
    desk.put("before")
    desk.work()
    desk.do(lambda tx: opt_outs.record(tx, PHONE, desk.clock.now, out=False, source=opt_outs.KEYWORD, word="START"))
    desk.put("after")
    desk.work()
    assert twilio.texts_to(PHONE) == ["text after"]


@pytest.fixture
def say(desk: Desk) -> Callable[[str], Any]:
    """Text the assistant, without a model: keywords need none."""
    path = MessagePath(desk.running, cast(Any, None))
    conversation = desk.running.text_conversation(PHONE)

    async def said(text: str) -> None:
        now = desk.clock.now
        await path.receive(Inbound(conversation, "sms", text, now, client_id=text, phone=PHONE, deliver=True))

    return said


@pytest.mark.parametrize("words", ["opt out", "ALTO", "Stop all"])
async def test_an_opt_out_is_confirmed_once(
    words: str, desk: Desk, twilio: TwilioStandIn, say: Callable[[str], Any]
) -> None:
    """The one confirmation leaves, with nothing that waited before it; the same words again get none."""
    desk.put("waits")
    await say(words)
    desk.work()
    (text,) = twilio.texts_to(PHONE)
    assert "no more texts" in text and desk.outbox("opt_out")[0].state == "sent"
    desk.clock.forward(minutes=1)
    await say(f"{words}!")
    desk.work()
    assert twilio.texts_to(PHONE) == [text]


async def test_an_opt_out_is_not_confirmed_after_five_minutes(
    desk: Desk, twilio: TwilioStandIn, say: Callable[[str], Any]
) -> None:
    """When Twilio was down for that long, silence is what was asked for."""
    await say("opt out")
    twilio.answers.append(503)
    desk.clock.forward(minutes=4, seconds=30)
    desk.work()
    assert twilio.texts_to(PHONE) == []
    desk.clock.forward(minutes=1)
    desk.work()
    assert twilio.texts_to(PHONE) == []
    (row,) = desk.outbox("opt_out")
    assert (row.state, row.error) == ("withheld", "too late")


async def test_a_keyword_of_the_carriers_is_confirmed_by_nobody(
    desk: Desk, twilio: TwilioStandIn, say: Callable[[str], Any]
) -> None:
    """Twilio has answered STOP; whatever waits is withheld, the appointment stays, and the staff know."""
    desk.book()
    await say("STOP")
    desk.advance(START)
    assert twilio.asked == []
    assert set(desk.states()) == {"withheld"}
    assert desk.booking().state == "booked"


# ---- appointments


@both
def test_a_reminder_of_a_cancelled_appointment_does_not_leave(desk: Desk, twilio: TwilioStandIn) -> None:
    """Neither one that was planned nor one that a courier had in hand when it died, nor one that is written after."""
    booking = desk.book()
    desk.work()
    desk.clock.now = START - timedelta(hours=24)
    take(desk)
    desk.clock.forward(minutes=1)
    desk.cancel(booking)
    remind(desk, booking)
    before = len(twilio.texts)
    desk.advance(LATER)
    assert twilio.texts_to(PHONE)[before:] == [row.body for row in desk.outbox("confirmation")[-1:]]
    assert desk.states("reminder") == ["withheld"] * 3
    assert reason(desk) == ("withheld", "the appointment is cancelled")


@both
def test_a_move_puts_new_reminders_in_the_place_of_the_old(desk: Desk, twilio: TwilioStandIn) -> None:
    """Also when the old one is in a courier's hands; the texts that leave name the new time only."""
    booking, new = desk.book(), local("2026-12-03T10:00")
    desk.work()
    desk.clock.now = START - timedelta(hours=24)
    take(desk)
    desk.move(booking, new)
    before = len(twilio.texts)
    desk.advance(new + timedelta(hours=1))
    sent = twilio.texts_to(PHONE)[before:]
    assert len(sent) == 3 and all("Dec 3" in text and "Dec 1" not in text for text in sent)
    reminders = desk.outbox("reminder")
    assert [row.state for row in reminders] == ["withheld", "withheld", "sent", "sent"]
    assert [row.sent_at for row in reminders[2:]] == [new - timedelta(hours=24), new - timedelta(hours=2)]


def test_there_and_back_again_reminds_once(desk: Desk, twilio: TwilioStandIn) -> None:
    """Moved away and back to the same time: the reminders of the first time are not sent beside the last ones."""
    booking = desk.book()
    desk.move(desk.move(booking, local("2026-12-03T10:00")), START)
    desk.advance(LATER)
    assert desk.states("reminder").count("sent") == 2
    assert sum("reminder" in text for text in twilio.texts_to(PHONE)) == 2
    assert len(twilio.texts) == 3  # and one confirmation, of how it stands


def test_news_that_are_over_do_not_leave(desk: Desk, twilio: TwilioStandIn) -> None:
    """Booked, moved and cancelled before the courier came: only the last of it is told."""
    booking = desk.book()
    desk.cancel(desk.move(booking, local("2026-12-03T10:00")))
    desk.work()
    (text,) = twilio.texts_to(PHONE)
    assert "is cancelled" in text and "Dec 3" in text


def test_a_confirmation_that_a_dead_courier_held_is_not_sent_after_the_cancellation(
    desk: Desk, twilio: TwilioStandIn
) -> None:
    """It would tell somebody who has just cancelled that their consultation is on."""
    booking = desk.book()
    take(desk)
    desk.clock.forward(minutes=1)
    desk.cancel(booking)
    desk.clock.forward(minutes=5)
    desk.work()
    (text,) = twilio.texts_to(PHONE)
    assert "is cancelled" in text


@pytest.mark.parametrize("kind", ["reminder", "confirmation"])
def test_without_permission_nothing_leaves(desk: Desk, twilio: TwilioStandIn, kind: outbox.Kind) -> None:
    """A row that somebody has written by hand, for an appointment whose person was never asked or said no."""
    booking = desk.book(texts=False)
    about: dict[str, Any] = {"booking_id": booking.id, "starts_at": booking.starts_at}
    desk.put("never asked", kind, **about)
    desk.work()
    desk.permit(False)
    desk.put("said no", kind, **about)
    desk.work()
    assert twilio.texts == []
    assert {reason(desk, key) for key in ("never asked", "said no")} == {("withheld", "no permission")}


def test_a_reminder_of_nothing_does_not_leave(desk: Desk, twilio: TwilioStandIn) -> None:
    """Without an appointment there is neither permission nor anything to remind of."""
    remind(desk, None)
    desk.work()
    assert twilio.texts == []


def test_permission_that_was_taken_back_counts_from_then_on(desk: Desk, twilio: TwilioStandIn) -> None:
    """What was planned with it does not leave, until it is given again."""
    desk.book()
    desk.permit(False)
    desk.advance(START - timedelta(hours=23))
    assert twilio.texts == []
    assert {row.error for row in desk.outbox() if row.state == "withheld"} == {"no permission"}
    desk.permit(True)
    desk.advance(LATER)
    assert [row.state for row in desk.outbox("reminder")] == ["withheld", "sent"]


def test_permission_is_for_one_number(desk: Desk, twilio: TwilioStandIn) -> None:
    """A reminder that was written for the number before does not go to whoever has that number."""
    booking = desk.book()
    desk.work()
    desk.do(lambda tx: people.save_person(tx, ROSA, "Rosa Delgado", NEW_YORK, None, desk.clock.now))
    remind(desk, booking)
    desk.work()
    assert reason(desk) == ("withheld", "no permission") and len(twilio.texts) == 1


@pytest.mark.parametrize("outcome", ["completed", "no_show"])
def test_what_is_over_is_not_reminded_of(desk: Desk, twilio: TwilioStandIn, outcome: Any) -> None:
    """The staff have noted whether the person came."""
    booking = desk.book()
    desk.work()
    desk.clock.now = START + timedelta(minutes=31)
    desk.do(lambda tx: bookings.settle(tx, booking.id, outcome, desk.clock.now, "staff:ann"))
    remind(desk, booking)
    desk.work()
    assert reason(desk) == ("withheld", f"the appointment is {outcome}")
    assert len(twilio.texts) == 1 and desk.states("reminder") == ["withheld"] * 3


def test_a_held_time_is_not_reminded_of(desk: Desk, twilio: TwilioStandIn) -> None:
    """Nobody has booked it."""
    booking = desk.book()
    desk.do(lambda tx: bookings.change(tx, booking, "test", "system", T0, state="expired"))
    remind(desk, booking)
    desk.work()
    assert reason(desk) == ("withheld", "the appointment is expired")


def test_an_appointment_that_is_gone_takes_its_texts_along(desk: Desk) -> None:
    """Erased with all that belongs to it: nothing is left to send."""
    booking = desk.book()
    desk.do(lambda tx: tx.execute(sa.delete(tables.booking).where(tables.booking.c.id == booking.id)))
    desk.work()
    assert desk.outbox("reminder", "confirmation") == []


def test_what_comes_too_late_helps_nobody(desk: Desk, twilio: TwilioStandIn) -> None:
    """Two days without a courier: no reminder of yesterday, no news of the day before, and what is in time leaves."""
    desk.book()
    desk.clock.now = START - timedelta(hours=2) + timedelta(seconds=1)
    desk.work()
    assert [(row.state, row.error) for row in desk.outbox()] == [
        ("withheld", "too late"),
        ("withheld", "too late"),
        ("sent", None),
    ]
    assert len(twilio.texts) == 1


def test_the_last_reminder_leaves_until_half_an_hour_before(desk: Desk, twilio: TwilioStandIn) -> None:
    """And not a moment later."""
    desk.book()
    desk.clock.now = START - timedelta(minutes=30, seconds=1)
    desk.work()
    assert desk.states("reminder") == ["withheld", "sent"]
    other = desk.book(local("2026-12-01T15:00"), conversation="web:other", phone=NEW_YORK)
    desk.clock.now = other.starts_at - timedelta(minutes=30)
    desk.work()
    assert twilio.texts_to(NEW_YORK)[1:] == [] and desk.states("reminder")[2:] == ["withheld"]


def test_a_confirmation_does_not_leave_after_the_appointment(desk: Desk, twilio: TwilioStandIn) -> None:
    """Booked three hours before, and Twilio was down until it was over: "your consultation is on" is no news then."""
    desk.clock.now = START - timedelta(hours=3)
    desk.book()
    desk.clock.now = START + timedelta(hours=1)
    desk.work()
    assert twilio.texts == []


def test_a_reply_of_four_hours_ago_would_only_puzzle(desk: Desk, twilio: TwilioStandIn) -> None:
    """Replies expire as `bot.channels.log` writes them; a little earlier they leave."""
    for key, hours in (("old", 4), ("fresh", 5)):
        desk.put(key, expires_at=T0 + timedelta(hours=hours))
    desk.clock.forward(hours=4)
    desk.work()
    assert twilio.texts_to(PHONE) == ["text fresh"] and reason(desk, "old") == ("withheld", "too late")


async def test_the_reply_to_a_text_is_withheld_after_four_hours(
    desk: Desk, twilio: TwilioStandIn, say: Callable[[str], Any]
) -> None:
    """As the path writes it."""
    await say("help")
    desk.clock.forward(hours=4)
    desk.work()
    assert twilio.texts == [] and [row.error for row in desk.outbox()] == ["too late"]


# ---- quiet hours


@both
def test_a_reminder_of_the_night_waits_for_the_morning(desk: Desk, twilio: TwilioStandIn) -> None:
    """By the recipient's clock; what comes after it to the same number does not wait."""
    booking = desk.book()
    desk.work()
    desk.clock.now = local("2026-11-24T22:00")
    remind(desk, booking)
    desk.put("reply")
    desk.work()
    assert twilio.texts_to(PHONE)[1:] == ["text reply"]
    row = desk.row("by hand")
    assert (row.state, row.due_at, row.attempts) == ("queued", local("2026-11-25T08:00"), 0)
    desk.clock.now = local("2026-11-25T08:00")
    desk.work()
    assert twilio.texts_to(PHONE)[2:] == ["text by hand"]


@pytest.mark.parametrize(
    ("phone", "now", "until"),
    [
        (HAWAII, "2026-11-24T09:59", "2026-11-24T10:00"),
        (HAWAII, "2026-11-24T22:59", None),
        (HAWAII, "2026-11-24T23:00", "2026-11-25T10:00"),
        (NEW_YORK, "2026-11-24T04:59", "2026-11-24T05:00"),
        (NEW_YORK, "2026-11-24T05:00", None),
        (NEW_YORK, "2026-11-24T18:00", "2026-11-25T05:00"),
    ],
)
def test_the_clock_of_the_number_counts(
    desk: Desk, twilio: TwilioStandIn, phone: str, now: str, until: str | None
) -> None:
    """Not the clinic's."""
    booking = desk.book(phone=phone)
    desk.work()
    desk.clock.now = local(now)
    remind(desk, booking, to=phone)
    desk.work()
    row = desk.row("by hand")
    assert row.state == ("sent" if until is None else "queued")
    assert row.due_at == (local(now) if until is None else local(until))


def test_a_reminder_that_the_night_makes_useless_is_withheld(desk: Desk, twilio: TwilioStandIn) -> None:
    """It would be allowed only after it expires."""
    booking = desk.book()
    desk.work()
    desk.clock.now = local("2026-11-24T22:00")
    remind(desk, booking, expires_at=local("2026-11-25T07:00"))
    desk.work()
    assert reason(desk) == ("withheld", "quiet hours") and len(twilio.texts) == 1


def test_what_was_just_asked_for_leaves_at_night(desk: Desk, twilio: TwilioStandIn) -> None:
    """Replies, news of an appointment and its link are no surprise."""
    desk.clock.now = local("2026-11-24T02:00")
    booking = desk.book()
    desk.put("reply")
    desk.do(lambda tx: notices.text_link(tx, desk.running, PHONE, desk.clock.now))
    desk.cancel(booking)
    desk.work()
    assert desk.states("reply", "link") == ["sent"] * 2
    assert desk.states("confirmation") == ["withheld", "sent"]
    assert len(twilio.texts_to(PHONE)) == 3


@pytest.mark.parametrize("phone", [PHONE, HAWAII, NEW_YORK, GUAM])
def test_no_reminder_of_a_whole_month_leaves_at_night(desk: Desk, phone: str) -> None:
    """Appointments at every hour of the clinic, one after the other, with a courier that is always there."""
    starts = [local(f"2026-12-{day:02}T{hour:02}:30") for day, hour in ((1, 9), (2, 12), (3, 14), (4, 16), (7, 9))]
    for number, start in enumerate(starts):
        booking = desk.book(start, phone=phone, conversation=f"web:{number}")
        desk.advance(start + timedelta(minutes=30))
        desk.do(lambda tx, one=booking: bookings.settle(tx, one.id, "completed", desk.clock.now, "staff:ann"))
    sent = [row for row in desk.outbox("reminder") if row.state == "sent"]
    assert len(sent) >= len(starts)
    window = desk.running.clinic.texting.quiet_hours
    assert all(may_send(row.sent_at, window, zones_of(phone, desk.running.clinic.zone)) for row in sent)
    assert not [row for row in desk.outbox() if row.state in ("failed", "sending")]


# ---- links


def test_a_link_needs_no_permission_but_the_appointment(desk: Desk, twilio: TwilioStandIn) -> None:
    """Who has asked gets it once an hour; who has opted out gets none."""
    desk.book(texts=False)

    def ask() -> None:
        desk.do(lambda tx: notices.text_link(tx, desk.running, PHONE, desk.clock.now))
        desk.work()

    ask()
    ask()
    (text,) = twilio.texts_to(PHONE)
    assert desk.running.appointment_token(desk.booking().public_id) in text
    desk.clock.forward(hours=1)
    ask()
    assert len(twilio.texts) == 2
    opt_out(desk)
    desk.clock.forward(hours=1)
    ask()
    assert len(twilio.texts) == 2


def test_what_leaves_unasked_stands_in_the_conversation_by_text(desk: Desk) -> None:
    """With its numbers, so that "1" can be understood; what was withheld does not."""
    booking = desk.book()
    desk.advance(START - timedelta(hours=3))
    confirmation, reminder = desk.log()
    assert confirmation.choices == () and "is on Tue, Dec 1" in confirmation.text
    named = booking.starts_at.isoformat()
    assert reminder.choices[0] == {"title": "confirm", "confirms": booking.id, "starts_at": named}
    assert len(reminder.choices) == 3
    assert [row.message_id for row in desk.outbox()] == [confirmation.id, reminder.id, None]
    desk.cancel(booking)
    desk.advance(datetime(2027, 1, 1, tzinfo=timezone.utc))
    assert len(desk.log()) == 3 and "is cancelled" in desk.log()[-1].text
    with desk.running.store.read() as tx:
        assert choices.last_offer(tx, desk.running.text_conversation(PHONE)) is None
