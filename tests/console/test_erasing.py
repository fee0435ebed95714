"""Erasing a person on the page and by the command: shown first, confirmed, recorded, and nothing comes back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from bot.channels.log import Log, Taken
from bot.channels.message import Inbound
from bot.clinic.safety import Finding, Level
from bot.commands import erase as command
from bot.commands.errors import CommandError
from bot.courier import Courier
from bot.store import audit, bookings, conversations, crises, erasure, outbox, people, sessions, tables
from bot.store.sessions import SessionEnded
from tests.console.desk import (
    NOW,
    PASSWORDS,
    PERSON_EMAIL,
    PERSON_NAME,
    PERSON_PHONE,
    PHONE,
    QUIET,
    ROSA,
    Desk,
    words_of,
)

RECORDED = (tables.audit_event, tables.audit_end, tables.staff_session)
CALM = Finding(Level.none, "", spanish=False)


def appointment(desk: Desk) -> str:
    """Rosa's appointment as the form names it."""
    (row,) = desk.rows(tables.booking, tables.booking.c.conversation_id == ROSA)
    return f"{row.id}:{row.sequence}"


def settle(desk: Desk) -> None:
    """Somebody has seen to the danger."""
    desk.do(lambda tx: crises.acknowledge(tx, desk.events(desk.texter)[0].id, "Bob", NOW, "called"))


def test_it_is_shown_before_it_is_done(desk: Desk) -> None:
    """The page names the conversation and its appointment, and changes nothing; the look is recorded."""
    state = desk.snapshot(*RECORDED)
    page = desk.window("alice").get(f"/c/{ROSA}/erase")
    told = words_of(page)
    assert "On the website, Rosa Delgado, 2 messages" in told
    assert "Appointment on Tue, Dec 1, 2026, 9:00 AM" in told and "nobody tells the person" in told
    assert desk.snapshot(*RECORDED) == state
    assert desk.audit("looked at what to erase", ROSA)


def test_everything_of_the_person_goes(desk: Desk) -> None:
    """No name, number, word or note of Rosa's is in the database; the audit row counts; the others are untouched."""
    window = desk.window("bob")
    window.post(f"/c/{ROSA}/note", {"text": "speaks softly"})
    window.post(f"/c/{ROSA}/tag", {"name": "gentle"})
    answer = desk.window("alice").post(f"/c/{ROSA}/erase", {"word": "Erase ", "appointment": appointment(desk)})
    assert answer.status_code == 200
    assert "messages: 2" in words_of(answer)
    everything = repr(desk.snapshot())
    for word in (PERSON_NAME, PERSON_PHONE, PERSON_EMAIL, "Adler", "softly", "gentle", "book a consultation"):
        assert word not in everything
    (row,) = desk.audit("erased")
    assert (row.actor, row.subject) == (desk.account("alice").actor, ROSA)
    assert row.detail["message"] == 2 and row.detail["person"] == row.detail["booking"] == 1
    assert desk.said(QUIET) and desk.said(desk.texter)
    assert desk.window("alice").get(f"/c/{ROSA}").status_code == 404
    for path in ("/", "/follow-ups", "/clinicians", "/calendar"):
        page = desk.window("alice").get(path)
        assert page.status_code == 200 and PERSON_NAME not in page.text


def test_without_the_word_nothing_goes(desk: Desk) -> None:
    """The page comes back with what was ticked."""
    state = desk.snapshot(*RECORDED)
    for word in ("", "delete", "erase it"):
        answer = desk.window("alice").post(f"/c/{ROSA}/erase", {"word": word, "appointment": appointment(desk)})
        assert answer.status_code == 422
        assert "Nothing was erased" in words_of(answer)
    assert desk.snapshot(*RECORDED) == state


def test_it_takes_a_fresh_confirmation(desk: Desk) -> None:
    """Five minutes after password and code the admin is asked again: before the page, and with what the form says."""
    desk.forward(minutes=6)
    window = desk.window("alice")
    answer = window.get(f"/c/{QUIET}/erase")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/confirm?to=/c/{QUIET}/erase")
    form = {"word": "erase", "appointment": ["1:2", "3:4"], "conversation": ROSA}
    page = window.post(f"/c/{QUIET}/erase", form)
    assert page.status_code == 200 and "Please confirm" in words_of(page)
    carried = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    assert carried == [("word", "erase"), ("appointment", "1:2"), ("appointment", "3:4"), ("conversation", ROSA)]
    assert desk.said(QUIET) and desk.said(ROSA)


def test_what_was_ticked_is_erased_after_the_confirmation(desk: Desk) -> None:
    """And still nothing of it when an appointment has changed since it was shown."""
    desk.forward(minutes=6)
    window = desk.window("alice")
    form = {"word": "erase", "password": PASSWORDS["alice"], "code": desk.code("alice")}
    assert window.post(f"/c/{ROSA}/erase", {**form, "appointment": "1:99"}).status_code == 409
    assert desk.said(ROSA)
    assert window.post(f"/c/{ROSA}/erase", {"word": "erase", "appointment": appointment(desk)}).status_code == 200
    assert desk.said(ROSA) == []


def test_an_appointment_made_meanwhile_is_shown_first(desk: Desk) -> None:
    """What was not on the page is not cancelled: the page comes back with it."""
    answer = desk.window("alice").post(f"/c/{ROSA}/erase", {"word": "erase"})
    assert answer.status_code == 409
    assert "An appointment was made or changed meanwhile" in words_of(answer)
    assert appointment(desk) in answer.text
    assert desk.rows(tables.booking)[0].state == "booked"


def test_an_appointment_to_come_is_cancelled_and_its_time_is_free(desk: Desk) -> None:
    """The row stays without a person, cancelled, and the calendar gives the time to others."""
    desk.window("alice").post(f"/c/{ROSA}/erase", {"word": "erase", "appointment": appointment(desk)})
    (row,) = desk.rows(tables.booking)
    assert (row.state, row.conversation_id, row.person_id, row.notes) == ("cancelled", None, None, [])
    assert desk.rows(tables.claim) == []


def test_danger_stands_against_it(desk: Desk) -> None:
    """Nobody who may be in danger is erased unseen, neither on the page nor by the form."""
    page = desk.window("alice").get(f"/c/{desk.texter}/erase")
    assert "may be in danger" in words_of(page) and 'name="word"' not in page.text
    assert desk.window("alice").post(f"/c/{desk.texter}/erase", {"word": "erase"}).status_code == 409
    assert desk.said(desk.texter)


def test_conversations_with_the_same_number_go_together(desk: Desk) -> None:
    """Those of a number that somebody wrote from are ticked; one that is not ticked stays."""
    settle(desk)
    desk.do(lambda tx: people.save_person(tx, QUIET, "Kim Lee", PHONE, None, NOW))
    window = desk.window("alice")
    page = window.get(f"/c/{desk.texter}/erase").text
    assert re.findall(r'value="([^"]+)" checked', page) == [QUIET]
    window.post(f"/c/{desk.texter}/erase", {"word": "erase"})
    assert desk.said(QUIET) and not desk.said(desk.texter)


def test_what_is_ticked_goes_in_one_transaction(desk: Desk) -> None:
    """Both or none: each has its row in the audit log."""
    settle(desk)
    desk.do(lambda tx: people.save_person(tx, QUIET, "Kim Lee", PHONE, None, NOW))
    desk.window("alice").post(f"/c/{desk.texter}/erase", {"word": "erase", "conversation": QUIET})
    assert desk.said(QUIET) == desk.said(desk.texter) == []
    assert {row.subject for row in desk.audit("erased")} == {QUIET, desk.texter}
    assert PHONE not in repr(desk.snapshot())


def test_a_number_that_was_only_typed_is_not_ticked(desk: Desk) -> None:
    """Two on the website gave the same number: whether they are one person the admin must know."""
    desk.do(lambda tx: people.save_person(tx, QUIET, "Kim Lee", PERSON_PHONE, None, NOW))
    page = desk.window("alice").get(f"/c/{ROSA}/erase")
    assert f'value="{QUIET}">' in page.text
    assert "anybody can type any" in words_of(page)


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"conversation": "web:nobody"}, 409),
        ({"conversation": QUIET}, 409),
        ({"appointment": "x"}, 400),
        ({"appointment": "1:2:3"}, 400),
        ({"appointment": "-1:٣"}, 400),
        ({"appointment": f"{10**30}:1"}, 400),
    ],
)
def test_a_form_that_was_made_up_erases_nothing(desk: Desk, form: dict[str, str], status: int) -> None:
    """Conversations of others and odd numbers are refused."""
    assert desk.window("alice").post(f"/c/{ROSA}/erase", {"word": "erase", **form}).status_code == status
    assert desk.said(ROSA) and desk.said(QUIET)


def test_twice_is_once(desk: Desk) -> None:
    """Sending the form again finds nothing."""
    window = desk.window("alice")
    assert window.post(f"/c/{QUIET}/erase", {"word": "erase"}).status_code == 200
    assert window.post(f"/c/{QUIET}/erase", {"word": "erase"}).status_code == 404
    assert len(desk.audit("erased")) == 1


# ---- what is under way at that moment


class Calm:
    """Looks for danger and finds none: the models are not what is tested here."""

    def look(self, text: str) -> Finding:
        return CALM

    def record(self, *_: object) -> None:
        """Nothing to record."""


def take_in(desk: Desk, conversation: str, token: str, text: str) -> Taken:
    inbound = Inbound(conversation, "web", text, NOW, client_id=text, token=token)
    return Log(desk.running, Calm()).take_in(inbound, CALM)  # type: ignore[arg-type]


def chat(desk: Desk) -> tuple[str, str]:
    """Somebody writes on the website: the conversation and its secret."""
    token = desk.do(lambda tx: sessions.begin(tx, NOW))
    with desk.running.store.read() as tx:
        conversation = sessions.find(tx, token, NOW)
    assert conversation is not None
    take_in(desk, conversation, token, "first words")
    return conversation, token


def test_the_browser_begins_anew(desk: Desk) -> None:
    """The secret of an erased conversation opens nothing, and a message that was on its way with it is not kept."""
    conversation, token = chat(desk)
    desk.window("alice").post(f"/c/{conversation}/erase", {"word": "erase"})
    with desk.running.store.read() as tx:
        assert sessions.find(tx, token, NOW) is None
    with pytest.raises(SessionEnded):
        take_in(desk, conversation, token, "second words")
    assert not desk.rows(tables.conversation, tables.conversation.c.id == conversation)
    assert "second words" not in repr(desk.snapshot())


def test_messages_at_that_very_moment_bring_nothing_back(either_desk: Desk) -> None:
    """However a message and the erasure fall together, nothing of the conversation is there when both are over."""
    desk = either_desk
    for turn in range(8):
        conversation, token = chat(desk)
        start = Barrier(2)

        def write(conversation: str = conversation, token: str = token, start: Barrier = start) -> None:
            start.wait(timeout=20)
            for number in range(3):
                try:
                    take_in(desk, conversation, token, f"words {number}")
                except SessionEnded:
                    return

        with ThreadPoolExecutor(1) as pool:
            writing = pool.submit(write)
            start.wait(timeout=20)
            desk.do(lambda tx, one=conversation: erasure.erase(tx, [one], NOW, [], "system"))  # type: ignore[misc]
            writing.result(timeout=20)
        assert not desk.rows(tables.conversation, tables.conversation.c.id == conversation), turn
        assert not desk.rows(tables.message, tables.message.c.conversation_id == conversation)


class Spy:
    """Sends nothing, notes what would leave, and does something at the first text."""

    def __init__(self, at_first: Callable[[], object]) -> None:
        self.sent: list[str] = []
        self._at_first = at_first

    def send(self, recipient: str, body: str, key: str) -> str | None:
        self.sent.append(body)
        if len(self.sent) == 1:
            self._at_first()
        return key


def test_a_text_that_waits_does_not_leave_any_more(either_desk: Desk) -> None:
    """The courier had taken it already when the person was erased: it looks again, and nothing is sent or left."""
    desk = either_desk
    settle(desk)
    other = "+13105550142"

    def put(tx: audit.Tx) -> None:
        conversations.ensure(tx, "sms:other", "sms", NOW, other)
        outbox.put(tx, "a", "reply", other, "for somebody else", NOW, "sms:other")
        outbox.put(tx, "b", "reply", PHONE, "for the erased", NOW, desk.texter)

    desk.do(put)
    spy = Spy(lambda: desk.do(lambda tx: erasure.erase(tx, [desk.texter], NOW, [], "system")))
    Courier(desk.running, spy).work_once()
    assert spy.sent == ["for somebody else"]
    assert [row.state for row in desk.rows(tables.outbox)] == ["sent"]


def test_a_text_that_is_just_leaving_leaves_no_row(desk: Desk) -> None:
    """What is in the carrier's hand cannot be stopped, but nothing is written of it afterwards."""
    settle(desk)
    desk.do(lambda tx: outbox.put(tx, "b", "reply", PHONE, "for the erased", NOW, desk.texter))
    spy = Spy(lambda: desk.do(lambda tx: erasure.erase(tx, [desk.texter], NOW, [], "system")))
    Courier(desk.running, spy).work_once()
    assert desk.rows(tables.outbox) == []
    assert not Courier(desk.running, spy).work_once()


# ---- the command


def _run(desk: Desk, monkeypatch: pytest.MonkeyPatch, *ids: str, by: str | None = None, cancel: bool = False) -> str:
    monkeypatch.setattr(command, "assistant", lambda: desk.running)
    out = io.StringIO()
    command.run(ids, by, cancel, out)
    return out.getvalue()


def test_the_command_shows_and_erases(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --by it only shows; with it the operator's name is in the audit log."""
    told = _run(desk, monkeypatch, ROSA)
    assert ROSA in told and "to come: Tuesday, December 1" in told and "Nothing was erased" in told
    with pytest.raises(CommandError, match="--cancel-appointments"):
        _run(desk, monkeypatch, ROSA, by="Olga")
    assert desk.said(ROSA)
    told = _run(desk, monkeypatch, ROSA, QUIET, by="Olga", cancel=True)
    assert "cancelled: Tuesday" in told and "4 message" in told
    assert desk.said(ROSA) == desk.said(QUIET) == []
    rows = desk.audit("erased")
    assert {(row.actor, row.subject, row.detail["by"]) for row in rows} == {
        ("system", ROSA, "Olga"),
        ("system", QUIET, "Olga"),
    }


@pytest.mark.parametrize("by", [None, "Olga"])
def test_the_command_says_what_is_not_there(desk: Desk, monkeypatch: pytest.MonkeyPatch, by: str | None) -> None:
    """One line for whoever mistyped it, and nothing is erased."""
    with pytest.raises(CommandError, match="no"):
        _run(desk, monkeypatch, "web:nobody", by=by)


def test_the_command_erases_nobody_in_danger(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says where to see to it first."""
    with pytest.raises(CommandError, match="bot alerts"):
        _run(desk, monkeypatch, desk.texter, by="Olga")
    assert desk.said(desk.texter)


def test_an_erased_appointment_can_still_be_settled(desk: Desk) -> None:
    """Whoever came is noted afterwards, without a name."""
    desk.set_clock(NOW + timedelta(days=9))
    desk.do(lambda tx: erasure.erase(tx, [ROSA], desk.now, [], "system"))
    (row,) = desk.rows(tables.booking)
    desk.do(lambda tx: bookings.settle(tx, row.id, "completed", desk.now, "staff:2"))
    assert desk.rows(tables.booking)[0].state == "completed"
