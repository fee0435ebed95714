"""Somebody in danger finds nothing on their phone but what helps; and texts go to no country where none go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clinic.interview.draft import Draft
from bot.store import conversations, crises, drafts, tables
from tests.courier.twilio_stand_in import TwilioStandIn
from tests.sms.out.world import PHONE, ROSA, START, Desk

REMINDER = START - timedelta(hours=24)


def endanger(desk: Desk, conversation: str = ROSA, *, asked: bool = True, level: str = "risk") -> None:
    """A message shows danger now; perhaps "are you safe right now?" is open since."""

    def change(tx: object) -> None:
        now = desk.clock.now
        crises.record(tx, conversation, "web", level, "rule", now)  # type: ignore[arg-type]
        stored = drafts.load(tx, conversation)  # type: ignore[arg-type]
        body = {**Draft().to_json(), "question": "safe" if asked else None}
        drafts.save(tx, conversation, body, stored.version, now)  # type: ignore[arg-type]

    desk.do(change)


def calm(desk: Desk, conversation: str = ROSA) -> None:
    """The question is answered."""

    def change(tx: object) -> None:
        stored = drafts.load(tx, conversation)  # type: ignore[arg-type]
        drafts.save(tx, conversation, Draft().to_json(), stored.version, desk.clock.now)  # type: ignore[arg-type]

    desk.do(change)


def reminders(twilio: TwilioStandIn) -> list[str]:
    return [text for text in twilio.texts_to(PHONE) if "a reminder of" in text]


def by_text(desk: Desk) -> str:
    """The conversation by text of the one who has booked."""
    conversation = desk.running.text_conversation(PHONE)
    return str(desk.do(lambda tx: conversations.ensure(tx, conversation, "sms", desk.clock.now, PHONE).id))


@pytest.mark.parametrize("where", ["on the website", "by text"])
def test_no_reminder_while_somebody_is_asked_whether_they_are_safe(
    desk: Desk, twilio: TwilioStandIn, where: str
) -> None:
    """In whichever conversation of that number; it leaves when the question is answered and an hour has passed."""
    desk.book()
    desk.clock.now = REMINDER - timedelta(minutes=5)
    conversation = ROSA if where == "on the website" else by_text(desk)
    endanger(desk, conversation)
    desk.advance(REMINDER + timedelta(hours=3))
    assert reminders(twilio) == []
    calm(desk, conversation)
    desk.advance(REMINDER + timedelta(hours=3, minutes=15))
    assert len(reminders(twilio)) == 1


def test_no_reminder_right_after_danger(desk: Desk, twilio: TwilioStandIn) -> None:
    """Who was told to call 911 is not reminded within the hour, whether the staff have seen it or not."""
    desk.book()
    desk.clock.now = REMINDER - timedelta(minutes=5)
    endanger(desk, asked=False, level="imminent")
    desk.do(lambda tx: crises.acknowledge(tx, 1, "staff", desk.clock.now))
    desk.advance(REMINDER + timedelta(minutes=50))
    assert reminders(twilio) == []
    desk.advance(REMINDER + timedelta(minutes=60))
    assert len(reminders(twilio)) == 1


def test_a_mention_holds_nothing_back(desk: Desk, twilio: TwilioStandIn) -> None:
    """The reason of a visit is no danger."""
    desk.book()
    desk.clock.now = REMINDER - timedelta(minutes=5)
    endanger(desk, asked=False, level="mention")
    desk.advance(REMINDER + timedelta(minutes=1))
    assert len(reminders(twilio)) == 1


def test_danger_of_somebody_else_holds_nothing_back(desk: Desk, twilio: TwilioStandIn) -> None:
    """Another conversation with another number."""
    desk.book()
    desk.clock.now = REMINDER - timedelta(minutes=5)
    endanger(desk, desk.begin("web:another"))
    desk.advance(REMINDER + timedelta(minutes=1))
    assert len(reminders(twilio)) == 1


def test_the_staff_phone_whom_no_reminder_reaches(desk: Desk, twilio: TwilioStandIn) -> None:
    """The question stays open until the appointment: nothing is sent, and the staff are asked to phone."""
    desk.book()
    desk.clock.now = REMINDER - timedelta(minutes=5)
    endanger(desk)
    desk.advance(START + timedelta(hours=1))
    assert reminders(twilio) == []
    assert {row.state for row in desk.outbox("reminder")} == {"withheld"}
    entries = desk.rows(tables.follow_up, tables.follow_up.c.state == "open")
    assert [entry.kind for entry in entries] == ["change"] and "please phone" in entries[0].reasons[0]
    assert entries[0].conversation_id == ROSA  # where the person has a name, and not only a number


def test_answers_and_what_the_staff_write_leave(desk: Desk, twilio: TwilioStandIn) -> None:
    """Only what is not urgent waits."""
    desk.begin()
    endanger(desk)
    own = by_text(desk)
    endanger(desk, own)
    desk.put("reply", "reply", conversation_id=own)
    desk.put("staff", "staff", conversation_id=own)
    desk.put("link", "link", conversation_id=own)
    desk.work()
    assert twilio.texts_to(PHONE) == ["text reply", "text staff"]
    assert desk.row("link").state == "queued"


# Countries
ABROAD = ("+442079460123", "+525512345678", "+18765550123", "+14165550123", "+77012345678", "+999123456")
HERE = ("+13235550119", "+17875550123", "+18005551234", "+15005550006")


def test_texts_go_to_the_countries_of_the_profile_only(desk: Desk, twilio: TwilioStandIn) -> None:
    """Others are withheld, and the staff see it; toll-free numbers and the territories are at home."""
    for number in (*ABROAD, *HERE):
        own = f"sms:{number}"
        desk.do(lambda tx, own=own, number=number: conversations.ensure(tx, own, "sms", desk.clock.now, number))
        for kind in ("reply", "confirmation", "link"):
            desk.put(f"{kind} {number}", kind, number, conversation_id=own)  # type: ignore[arg-type]
    desk.work()
    for number in ABROAD:
        assert twilio.texts_to(number) == [], number
        assert desk.row(f"reply {number}").error == "no texts to that country"
    assert all(len(twilio.texts_to(number)) == 3 for number in HERE)
    told = {row.conversation_id for row in desk.rows(tables.follow_up)}
    assert told == {f"sms:{number}" for number in ABROAD}


def test_help_in_danger_leaves_for_every_country(desk: Desk, twilio: TwilioStandIn) -> None:
    """The answer to danger, and what is said after it for a day; nothing else."""
    number, own = ABROAD[0], "sms:abroad"
    desk.do(lambda tx: conversations.ensure(tx, own, "sms", desk.clock.now, number))
    endanger(desk, own)
    desk.put("reply", "reply", number, conversation_id=own)
    desk.put("link", "link", number, conversation_id=own)
    desk.work()
    assert twilio.texts_to(number) == ["text reply"]
    desk.clock.forward(hours=25)
    desk.put("later", "reply", number, conversation_id=own)
    desk.work()
    assert twilio.texts_to(number) == ["text reply"]


def test_what_the_staff_write_goes_anywhere(desk: Desk, twilio: TwilioStandIn) -> None:
    """They know whom they write to."""
    desk.put("staff", "staff", ABROAD[1])
    desk.work()
    assert twilio.texts_to(ABROAD[1]) == ["text staff"]
