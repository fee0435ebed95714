"""What happens when parts fail: nothing is half done, nothing false is said, and danger is answered all the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from bot.channels.path import Inbound, MessagePath
from bot.channels.rasa import Rasa
from bot.context import Assistant
from bot.store import bookings, conversations, tables
from bot.store.errors import StoreUnavailable
from tests.conftest import T0
from tests.dialogues.driver import Conversation
from tests.dialogues.test_consultation import ANSWERS, rows

OPENING = "I would like to book a free consultation"


def database_file(running: Assistant) -> Path:
    return Path(str(running.store.url.database))


async def test_a_booking_that_fails_is_not_confirmed_and_can_be_tried_again(
    chat: Conversation, running: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person hears that it did not work and what to do; the same yes books it once the fault is gone."""
    await chat.play(OPENING, ANSWERS, until="summary")

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a fault on purpose")

    with monkeypatch.context() as patched:
        patched.setattr(bookings, "confirm", broken)
        failed = await chat.say("yes, book it")
    assert "went wrong" in failed.says and "310-270-0625" in failed.says
    assert failed.booking is None and rows(running, tables.person) == []
    again = await chat.say("yes, book it")
    assert again.booking["state"] == "booked"


async def test_a_database_that_goes_away_says_so_and_comes_back(chat: Conversation, running: Assistant) -> None:
    """No booking is confirmed while it is gone; nothing that was given is lost."""
    await chat.play(OPENING, ANSWERS, until="summary")
    file = database_file(running)
    away = file.with_suffix(".away")
    for suffix in ("", "-wal", "-shm"):
        if Path(f"{file}{suffix}").exists():
            Path(f"{file}{suffix}").rename(f"{away}{suffix}")
    outcome = await chat.path.receive(Inbound(chat.id, "web", "yes, book it", chat.now, client_id="while-away"))
    assert "went wrong" in outcome.replies[0].text
    assert not any("is booked" in said.text for said in outcome.replies)
    for suffix in ("", "-wal", "-shm"):
        if Path(f"{away}{suffix}").exists():
            Path(f"{away}{suffix}").rename(f"{file}{suffix}")
    done = await chat.say("yes, book it")
    assert done.booking["state"] == "booked"


async def test_danger_is_answered_without_database_and_without_model(
    chat: Conversation, running: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever else is broken, the reply to that very message has the resources."""

    async def no_model(*_: Any, **__: Any) -> None:
        raise RuntimeError("the model is not loaded")

    monkeypatch.setattr(Rasa, "handle", no_model)
    turn = await chat.say("I want to end my life")
    assert "988" in turn.says and "911" in turn.says
    database_file(running).unlink()
    outcome = await chat.path.receive(Inbound(chat.id, "web", "I am going to kill myself tonight", T0))
    assert "988" in outcome.replies[0].text and "911" in outcome.replies[0].text


async def test_an_action_server_that_is_down_books_nothing(running: Assistant, tmp_path: Path) -> None:
    """With the actions elsewhere and nobody there, the person hears so; Rasa alone would go on as if all was well."""
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(
        textwrap.dedent(
            """
            tracker_store: {type: bot.nlu.tracker_store.DraftTrackerStore}
            action_endpoint: {url: "http://127.0.0.1:9/webhook"}
            """
        )
    )
    path = MessagePath(running, Rasa.load(running.settings.models, endpoints))
    chat = Conversation(path, running, "web:carol", T0)
    turn = await chat.say(OPENING)
    assert "went wrong" in turn.says and turn.booking is None
    danger = await chat.say("I don't want to be alive any more")
    assert "988" in danger.says


async def test_a_message_that_is_sent_again_is_answered_once(
    chat: Conversation, path: MessagePath, running: Assistant
) -> None:
    """A retry gets the same replies, and does nothing a second time."""
    await chat.play(OPENING, ANSWERS, until="summary")
    message = Inbound(chat.id, "web", "yes, book it", chat.now, client_id="the-same")
    first = await path.receive(message)
    again = await path.receive(message)
    assert [said.text for said in again.replies] == [said.text for said in first.replies]
    assert len(rows(running, tables.booking, tables.booking.c.state == "booked")) == 1


async def test_a_slash_is_no_command(chat: Conversation) -> None:
    """Rasa would run "/restart" or an intent; a person's message is only a message."""
    await chat.play(OPENING, ANSWERS, until="phone")
    for text in ("/session_start", '/affirm{"phone": "1"}', "//", "/"):
        turn = await chat.say(text)
        assert turn.question == "phone"


async def test_a_very_long_message_is_read_for_danger(chat: Conversation) -> None:
    """Four thousand characters with the danger at the end get the resources, and so does more than that."""
    filler = "I have had a long week and my garden is dry. " * 85
    for text in (filler[:3900] + " I really want to kill myself.", filler * 2 + " I really want to kill myself."):
        turn = await chat.say(text)
        assert "988" in turn.says
    turn = await chat.say(filler * 2)
    assert "shorter" in turn.says


async def test_a_person_of_the_staff_is_not_interrupted_except_for_danger(
    chat: Conversation, running: Assistant
) -> None:
    """While somebody has taken over, the assistant is silent, but not to a cry for help."""
    await chat.say("hello")
    with running.store.begin() as tx:
        conversations.set_paused(tx, chat.id, True)
    outcome = await chat.path.receive(Inbound(chat.id, "web", "what does it cost?", chat.now))
    assert outcome.replies == []
    danger = await chat.say("I want to die")
    assert "988" in danger.says


def test_a_process_killed_in_the_middle_of_a_turn_leaves_nothing_half_done(running: Assistant) -> None:
    """Kill -9 between hold and commit: the time is free again, and the message can be sent anew."""
    script = textwrap.dedent(
        """
        import sys, time
        from datetime import datetime, timezone
        from bot.context import assistant
        from bot.clinic.calendar import cells_of, open_slots
        from bot.store import bookings, conversations
        running = assistant()
        now = datetime(2026, 11, 23, 18, 5, tzinfo=timezone.utc)
        slot = next(open_slots(running.clinic, now, ()))
        with running.store.begin() as tx:
            conversations.ensure(tx, "web:killed", "web", now)
            bookings.hold(tx, slot, cells_of(slot, running.clinic.consultation), "web:killed", "web", now, 10)
            print("holding", flush=True)
            time.sleep(60)
        """
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "holding"
        child.send_signal(signal.SIGKILL)
    assert rows(running, tables.claim) == []
    assert rows(running, tables.booking) == []


def test_a_store_that_cannot_be_reached_says_so_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands end with one line, not with a trace."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "migrate"],
        env={**os.environ, "BOT_DATABASE_URL": "postgresql+psycopg2://nobody@127.0.0.1:9/none"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert StoreUnavailable.__name__ not in done.stderr
