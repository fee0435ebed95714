"""Who is in danger is told where help is in the answer to that very request, whatever else is wrong with it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.rasa import Rasa
from bot.store import conversations, drafts, sessions, tables, transcripts
from bot.store.engine import Store
from bot.store.errors import StoreUnavailable
from tests.channels.client import Answer, new_id
from tests.channels.faults import fail_at
from tests.channels.world import Site, World

DANGER = "I want to kill myself tonight"
SPANISH = "quiero matarme"
FILLER = "I have had a long week and my garden is dry. "
DOWN = StoreUnavailable("a fault on purpose")


def helped(answer: Answer, status: int) -> None:
    """Assert that the sentence shown to the person names the emergency number and the crisis line."""
    assert answer.status == status, f"{answer.status} {answer.text[:500]}"
    assert "988" in answer.said and "911" in answer.said, answer.said


def message(text: str = DANGER) -> dict[str, Any]:
    return {"id": new_id(), "text": text, "after": 0}


async def test_in_an_ordinary_message(site: Site) -> None:
    """Nothing is wrong: the resources, and an event for the staff."""
    person = await site.begun()
    helped(await person.say(DANGER), 200)
    (event,) = site.rows(tables.crisis_event)
    assert event.level == "imminent"


@pytest.mark.parametrize("text", [DANGER, SPANISH])
async def test_without_a_token(site: Site, text: str) -> None:
    """A chat that has expired over night, or was ended in another window, still answers this one."""
    helped(await site.client("A" * 43).post(message(text)), 401)
    helped(await site.client().post(message(text)), 401)


async def test_after_the_chat_was_ended(site: Site) -> None:
    """The token is dead, the person is not alone."""
    person = await site.begun()
    await person.say("hello")
    await person.end()
    helped(await person.post(message()), 401)


async def test_over_the_limit(world: World) -> None:
    """Somebody who writes in short bursts is told although it was too much."""
    site = await world.site(limits={"messages_per_minute": 1})
    person = await site.begun()
    await person.say("hello")
    helped(await person.post(message()), 429)


async def test_from_a_foreign_page(site: Site) -> None:
    """A page that may not use the chat gets a refusal with the crisis line in it."""
    person = await site.begun()
    helped(await person.post(message(), headers={"Origin": "https://evil.example"}), 403)


async def test_in_too_long_a_request(site: Site) -> None:
    """70 KB are refused, and their last sentence is read all the same."""
    person = await site.begun()
    helped(await person.post(message(FILLER * 1600 + DANGER)), 413)


async def test_in_a_request_that_is_not_read_at_all(site: Site) -> None:
    """Of five megabytes nobody reads the end, so that refusal names the crisis line in any case."""
    person = await site.begun()
    head = person.head("POST", "/messages", {"Content-Length": str(5 * 2**20)})
    helped(await person.raw(head + b'{"text": "' + DANGER.encode()), 413)


async def test_in_a_long_text_that_still_fits(site: Site) -> None:
    """60 KB are taken in, and looked through to the last sentence."""
    person = await site.begun()
    helped(await person.say(FILLER * 1330 + DANGER), 200)


@pytest.mark.parametrize(
    "body",
    [
        DANGER,
        f'{{"id": "12345678", "text": "{DANGER}',
        f'{{"id": "12345678", "text": "{DANGER}"',
        f"{{'id': '12345678', 'text': '{DANGER}'}}",
        f'["{DANGER}"]',
        f'"{DANGER}"',
    ],
    ids=["plain", "cut off", "unclosed", "single quotes", "array", "string"],
)
async def test_in_a_body_that_is_no_message(site: Site, body: str) -> None:
    """What cannot be read as JSON, or is another kind of JSON, is read as words."""
    person = await site.begun()
    helped(await person.post(None, data=body.encode()), 400)


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "short"},
        {"id": None},
        {"after": -1},
        {"after": "7"},
        {"choice": {"message": 1, "number": 1}},
        {"text": [DANGER]},
        {"text": {"text": DANGER}},
    ],
    ids=str,
)
async def test_in_a_message_with_a_wrong_field(site: Site, fields: dict[str, Any]) -> None:
    """A faulty client is no reason to leave somebody without help."""
    person = await site.begun()
    helped(await person.post({**message(), **fields}), 422)


async def test_when_the_whole_database_is_gone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the token can be looked up."""
    site = await world.site("age")

    def down(_: Store) -> Any:
        raise DOWN

    monkeypatch.setattr(Store, "begin", down)
    monkeypatch.setattr(Store, "read", down)
    helped(await site.person.post(message()), 503)


async def test_when_the_model_fails(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reply is made without it."""

    async def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("no model")

    person = await site.begun()
    monkeypatch.setattr(Rasa, "handle", broken)
    helped(await person.say(DANGER), 200)


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (conversations, "ensure"),
        (conversations, "log_in"),
        (drafts, "load"),
        (drafts, "save"),
        (conversations, "log_out"),
        (sessions, "touch"),
        (transcripts, "messages"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_when_the_database_fails_for_a_moment(
    world: World, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str
) -> None:
    """A lock that lasts a second too long in the middle of that turn: the answer has the resources all the same."""
    site = await world.site("age")
    fail_at(monkeypatch, owner, name, DOWN)
    answer = await site.person.say(DANGER)
    assert "988" in answer.text and "911" in answer.text, answer.text


async def test_when_the_texts_of_the_client_say_nothing(site: Site) -> None:
    """An ordinary refusal stays ordinary: the crisis line is for those who need it."""
    person = await site.begun()
    answer = await person.post({"id": "short", "text": "what does it cost?"})
    assert answer.status == 422 and "988" not in answer.said
    assert json.loads(answer.text)["error"] == "invalid"
