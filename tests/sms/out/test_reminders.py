"""What is asked, noted and texted around an appointment, whoever changes it and wherever."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot.clinic.profile import Clinic
from bot.commands.talk import state
from bot.store import tables
from tests.channels.client import Client
from tests.channels.world import OPENING
from tests.courier.twilio_stand_in import TwilioStandIn
from tests.site.site_world import Site, confirm
from tests.sms.out.world import ANSWERS, CLINIC, PHONE, PUBLIC, START, Desk, Served, local, play

NEW = "+13105550177"
THURSDAY = local("2026-12-03T10:00")


def starting_at(stage: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("database", [stage], indirect=True)


def consents(desk: Desk) -> list[tuple[str, bool]]:
    return [(row.kind, row.granted) for row in desk.rows(tables.consent, tables.consent.c.kind == "texts")]


def reminders(desk: Desk) -> list[tuple[str, str]]:
    return [(row.recipient, row.state) for row in desk.outbox("reminder")]


def booked(desk: Desk) -> list[object]:
    return desk.rows(tables.booking, tables.booking.c.state == "booked")


async def say(desk: Desk, window: Client, text: str) -> str:
    desk.clock.forward(seconds=20)
    return (await window.say(text)).said


@starting_at("texts")
async def test_permission_is_asked_for_with_its_terms_and_noted(desk: Desk, window: Client) -> None:
    """The words that were shown are those that are stored, with their version and the time; not needed to book."""
    clinic: Clinic = desk.running.clinic
    asked = window.shown[-1]["text"]
    wording = clinic.consent["texts"].text.format(short_name=clinic.clinic.short_name).strip()
    assert wording in asked and "don't need this to book" in asked
    for part in ("KCLA", "frequency varies", "data rates may apply", "not\nencrypted", "STOP", "HELP"):
        assert part.replace("\n", " ") in asked
    await say(desk, window, "yes, you may")
    (row,) = desk.rows(tables.consent, tables.consent.c.kind == "texts")
    assert (row.granted, row.wording, row.wording_version) == (True, wording, clinic.consent["texts"].version)
    assert row.at == desk.clock.now


@starting_at("texts")
async def test_the_number_hears_once_that_texts_are_on(desk: Desk, window: Client, twilio: TwilioStandIn) -> None:
    """Brand, frequency, rates, HELP, STOP and where to turn in danger; not again when the answer is given again."""
    await say(desk, window, "yes, you may")
    desk.work()
    (text,) = twilio.texts
    assert (text["To"], text["From"]) == (PHONE, CLINIC)
    for part in ("KCLA:", "you're set", "frequency varies", "data rates may apply", "HELP", "STOP", "911", "988"):
        assert part in text["Body"]
    await say(desk, window, "go back please")
    await say(desk, window, "yes")
    await say(desk, window, "yes, text me, I said")
    desk.work()
    assert len(twilio.texts) == 1
    assert all(granted for _, granted in consents(desk))


@starting_at("texts")
@pytest.mark.parametrize("answer", ["no, thank you", "skip", "I'd rather not"])
async def test_without_a_yes_nothing_is_texted(
    answer: str, desk: Desk, site: Served, window: Client, twilio: TwilioStandIn
) -> None:
    """The consultation is booked, moved and cancelled all the same."""
    await say(desk, window, answer)
    await play(site, window, ANSWERS)
    assert len(booked(desk)) == 1
    await say(desk, window, "please move my appointment to Thursday December 3 at 10 am")
    await say(desk, window, "yes, move it")
    assert booked(desk)[0].sequence == 1
    await say(desk, window, "please cancel my appointment")
    await say(desk, window, "yes, cancel it")
    desk.advance(START + timedelta(days=3))
    assert booked(desk) == [] and desk.outbox() == [] and twilio.asked == []
    assert not any(granted for _, granted in consents(desk))


@starting_at("summary")
async def test_a_booking_is_confirmed_with_its_page_and_reminded_of(
    desk: Desk, window: Client, twilio: TwilioStandIn
) -> None:
    """One text with time, reference and page, and the two reminders, each in order."""
    desk.work()
    assert len(twilio.texts) == 1  # that texts are on
    await say(desk, window, "yes, book it")
    desk.work()
    (made,) = booked(desk)
    (text,) = twilio.texts_to(PHONE)[1:]
    page = f"{PUBLIC}/a/{desk.running.appointment_token(made.public_id)}"
    assert all(part in text for part in ("Tue, Dec 1", "1:30 PM", "Pacific", made.reference, page))
    assert desk.due() == [START - timedelta(hours=24), START - timedelta(hours=2)]
    assert {row.starts_at for row in desk.outbox("reminder")} == {START}


@starting_at("booked")
async def test_a_move_in_the_chat_is_texted(desk: Desk, window: Client, twilio: TwilioStandIn) -> None:
    """The new time, and reminders of it in place of the old."""
    desk.work()
    await say(desk, window, "please move my appointment to Thursday December 3 at 10 am")
    await say(desk, window, "yes, move it")
    desk.work()
    (text,) = twilio.texts_to(PHONE)[2:]
    assert "is now on Thu, Dec 3, 10:00 AM" in text and f"{PUBLIC}/a/" in text
    assert reminders(desk) == [(PHONE, "withheld")] * 2 + [(PHONE, "queued")] * 2
    assert desk.due() == [THURSDAY - timedelta(hours=24), THURSDAY - timedelta(hours=2)]


@starting_at("booked")
async def test_a_cancellation_in_the_chat_is_texted(desk: Desk, window: Client, twilio: TwilioStandIn) -> None:
    """Once, and no reminder is left."""
    desk.work()
    await say(desk, window, "please cancel my appointment")
    await say(desk, window, "yes, cancel it")
    desk.advance(START)
    (text,) = twilio.texts_to(PHONE)[2:]
    assert "is cancelled" in text and "310-270-0625" in text
    assert reminders(desk) == [(PHONE, "withheld")] * 2


@starting_at("booked")
async def test_the_page_texts_as_the_chat_does(
    desk: Desk, site: Served, window: Client, http: ClientSession, twilio: TwilioStandIn
) -> None:
    """Moved and then cancelled by the forms of /a/<token>, which the text itself has led to."""
    desk.work()
    (address,) = re.findall(rf"{re.escape(PUBLIC)}(/a/\S+)", twilio.texts_to(PHONE)[1])
    pages = Site(site.address, http)
    form = await confirm(pages, f"{address}/move?start=2026-12-03T18:00Z")
    for _ in range(2):  # a form that is sent twice
        assert (await pages.post(f"{address}/move", form)).status == 303
        desk.work()
    assert len(twilio.texts_to(PHONE)) == 3 and "is now on Thu, Dec 3, 10:00 AM" in twilio.texts_to(PHONE)[2]
    assert desk.due() == [THURSDAY - timedelta(hours=24), THURSDAY - timedelta(hours=2)]
    form = await confirm(pages, f"{address}/cancel")
    for _ in range(2):
        assert (await pages.post(f"{address}/cancel", form)).status == 303
    desk.advance(THURSDAY)
    assert len(twilio.texts_to(PHONE)) == 4 and "Dec 3" in twilio.texts_to(PHONE)[3]
    assert desk.due() == []


@starting_at("booked")
async def test_what_is_done_by_text_is_told_once(
    desk: Desk, site: Served, window: Client, twilio: TwilioStandIn
) -> None:
    """The reply to the text is the news; the reminders are those of the new time, and the website's chat knows."""
    desk.work()
    asked = await site.text("please move my appointment to Thursday December 3 at 10 am")
    assert len(asked) == 1 and "Dec" in asked[0]
    (moved,) = await site.text("1")
    assert "is moved to" in moved and "December 3" in moved
    assert desk.due() == [THURSDAY - timedelta(hours=24), THURSDAY - timedelta(hours=2)]
    await site.text("please cancel my appointment")
    (cancelled,) = await site.text("1")
    assert "is cancelled" in cancelled
    said = [message["text"] for message in await window.history()]
    assert any("December 3" in text for text in said) and "cancelled" in said[-1]
    before = len(twilio.texts)
    desk.advance(THURSDAY)
    assert len(twilio.texts) == before and booked(desk) == []


async def test_a_booking_by_text_says_nothing_twice(desk: Desk, site: Served, twilio: TwilioStandIn) -> None:
    """Each text has one answer, and the reminders are all that follows the booking."""
    conversation = desk.running.text_conversation(PHONE)
    (last,) = await site.text(OPENING)
    asked = []
    while (question := state(desk.running, conversation)["question"]) != "summary":
        asked.append(question)
        said = await site.text(ANSWERS[question])
        assert len(said) == 1 and said[0] != last, (question, said)
        last = said[0]
    assert "texts" in asked and "phone" not in asked and len(asked) == len(set(asked))
    assert booked(desk) == [] and "1 Yes, book it" in last
    (done,) = await site.text("1")
    (made,) = booked(desk)
    assert made.reference in done and made.channel == "sms"
    assert desk.outbox("confirmation") == []
    before = len(twilio.texts)
    desk.advance(START + timedelta(days=1))
    assert len(twilio.texts) == before + 2 and desk.states("reminder") == ["sent"] * 2


@starting_at("booked")
async def test_a_number_that_is_put_right_is_the_one_that_is_reminded(
    desk: Desk, window: Client, twilio: TwilioStandIn
) -> None:
    """After the booking: the old number gets nothing more, the new one the reminders."""
    desk.work()
    assert "310-555-0177" in await say(desk, window, "I made a mistake, my phone number is 310-555-0177")
    before = len(twilio.texts_to(PHONE))
    desk.advance(START)
    assert len(twilio.texts_to(PHONE)) == before
    assert sum("a reminder" in text for text in twilio.texts_to(NEW)) == 2


@starting_at("summary")
async def test_a_number_that_is_put_right_before_the_booking_hears_that_texts_are_on(
    desk: Desk, window: Client, twilio: TwilioStandIn
) -> None:
    """Every number's first text says whose it is and how to end it; the one given by mistake gets nothing more."""
    await say(desk, window, "sorry, my number is 310-555-0177")
    await say(desk, window, "yes, book it")
    assert len(booked(desk)) == 1
    desk.advance(START)
    assert len(twilio.texts_to(PHONE)) <= 1
    sent = twilio.texts_to(NEW)
    assert "you're set" in sent[0] and "HELP" in sent[0], sent
    assert sum("a reminder" in text for text in sent) == 2


@starting_at("summary")
@pytest.mark.parametrize("words", ["actually, please don't send me any text messages", "no texts please"])
async def test_permission_can_be_taken_back_before_the_booking(
    words: str, desk: Desk, site: Served, window: Client, twilio: TwilioStandIn
) -> None:
    """The consultation is booked, and nothing about it is texted."""
    desk.work()
    await say(desk, window, words)
    await say(desk, window, "yes, book it")
    await play(site, window, {**ANSWERS, "texts": "no"})
    assert not consents(desk)[-1][1], consents(desk)
    desk.advance(START)
    assert len(twilio.texts) == 1


@starting_at("texts")
async def test_a_yes_on_the_website_for_a_number_that_texted_stop_is_not_promised(
    desk: Desk, site: Served, window: Client, twilio: TwilioStandIn
) -> None:
    """An opt-out can only be lifted from the phone: nothing is sent, and the person is told how."""
    assert await site.text("STOP") == []
    said = await say(desk, window, "yes, you may")
    desk.work()
    assert twilio.texts == []
    assert "310-270-0625" in said and "ended our texts" in said, said


@starting_at("booked")
async def test_who_wants_texts_again_is_reminded_again(
    desk: Desk, site: Served, window: Client, twilio: TwilioStandIn
) -> None:
    """STOP and then START while an appointment is to come: "you get texts from us again" is true of the reminders."""
    desk.work()
    assert await site.text("STOP") == []
    (back,) = await site.text("START")
    assert "again" in back
    desk.advance(START)
    assert sum("a reminder" in text for text in twilio.texts_to(PHONE)) == 2


@starting_at("booked")
async def test_a_move_after_stop_and_start_is_reminded_of(
    desk: Desk, site: Served, window: Client, twilio: TwilioStandIn
) -> None:
    """What is booked or moved from then on is as if nothing had been."""
    desk.work()
    await site.text("STOP")
    await site.text("START")
    await say(desk, window, "please move my appointment to Thursday December 3 at 10 am")
    await say(desk, window, "yes, move it")
    desk.advance(THURSDAY)
    assert sum("a reminder" in text for text in twilio.texts_to(PHONE)) == 2


@starting_at("booked")
async def test_a_stranger_cannot_end_the_texts_of_a_number_by_typing_it(
    desk: Desk, site: Served, window: Client, http: ClientSession, twilio: TwilioStandIn
) -> None:
    """Another chat, in which somebody types Rosa's number and wants no texts, leaves Rosa's reminders alone."""
    desk.work()
    stranger = Client(http, site.address)
    await stranger.begin()
    await say(desk, stranger, f"hi, I would like a call, my name is Mallory and my number is {ANSWERS['phone']}")
    await say(desk, stranger, "and stop texting me, I want no more messages from you")
    desk.advance(START)
    assert sum("a reminder" in text for text in twilio.texts_to(PHONE)) == 2
