"""The channel as Rasa itself loads it, by its name in credentials.yml; and what of Rasa's own is not to be had."""

from __future__ import annotations

import warnings

import pytest

from bot.settings import ROOT
from bot.store import tables
from tests.channels.client import Client
from tests.channels.world import Site, World
from tests.serving import served

with warnings.catch_warnings():  # libraries that it imports warn; that is theirs
    warnings.simplefilter("ignore")
    from rasa.core.run import configure_app, create_http_input_channels


@pytest.mark.parametrize("enable_api", [False, True])
async def test_a_server_of_rasa_serves_the_channel(world: World, enable_api: bool) -> None:
    """`rasa run` with our credentials.yml: the same conversation, by the agent that Rasa has loaded."""
    site = await world.site()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        app = configure_app(create_http_input_channels(None, str(ROOT / "credentials.yml")), enable_api=enable_api)
    app.ctx.agent = world.rasa._agent
    base = await world.stack.enter_async_context(served(app))
    person = Client(site.http, base)
    assert (await person.begin()).status == 201
    first = await person.say("hi, I'd like to book the free consultation")
    assert "automated assistant" in first.said
    assert (await person.choose(1)).status == 200
    assert "18" in person.shown[-1]["text"]
    assert (await site.client().poll()).status == 401
    assert len(site.rows(tables.conversation)) == 1
    assert await site.client(person.token).history() == person.shown


@pytest.mark.parametrize(
    "address",
    [
        "/webhooks/rest/webhook",
        "/webhooks/rest/",
        "/webhooks/callback/webhook",
        "/webhooks/socketio",
        "/socket.io/?EIO=3",
        "/webhooks/twilio/webhook",
        "/model/parse",
        "/model",
        "/status",
        "/version",
        "/domain",
        "/conversations/{}/tracker",
        "/conversations/{}/messages",
        "/conversations/{}/execute",
        "/docs",
    ],
)
async def test_no_other_door_leads_to_a_conversation(site: Site, address: str) -> None:
    """Rasa's stock channels and its HTTP API know no token, so they are not served."""
    person = await site.begun()
    await person.say("hello")
    path = address.format(site.conversation())
    for method in ("GET", "POST"):
        body = {"sender": site.conversation(), "message": "/restart", "text": "hi"}
        async with site.http.request(method, site.base + path, json=body) as answer:
            assert answer.status == 404
            assert "hello" not in await answer.text()
