"""How much may be written, by one person, from one address, and by all together."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
import redis

from bot.channels.web import WebInput
from bot.channels.web.limits import Limits, RateLimiter
from bot.channels.web.refusal import Refused
from bot.store import tables
from tests.channels.client import Answer
from tests.channels.world import Site, World

REDIS = "redis://127.0.0.1:6379/0"


def busy(answer: Answer, status: int, code: str, longest: int = 3600) -> None:
    """Assert a refusal that says when to come back, in words that a person understands."""
    assert (answer.status, answer.body.get("error")) == (status, code), answer.text
    assert 1 <= int(answer.headers["Retry-After"]) <= longest
    assert answer.headers["Cache-Control"] == "no-store"
    assert "988" in answer.said and "911" in answer.said


async def test_one_person_may_write_so_often_and_no_more(world: World) -> None:
    """The message over the limit is not taken, its retry is later; others go on, and reading goes on."""
    site = await world.site(limits={"messages_per_minute": 3})
    person, other = await site.begun(), await site.begun()
    for _ in range(3):
        assert (await person.say("hello")).status == 200
    busy(await person.say("I have a question"), 429, "rate", 60)
    assert "I have a question" not in site.sent()
    assert (await other.say("hello")).status == 200
    assert (await person.poll()).status == 200


async def test_one_address_may_write_so_often(world: World) -> None:
    """A new conversation for each message does not get around it."""
    site = await world.site(limits={"messages_per_minute_and_address": 3})
    for _ in range(3):
        assert (await (await site.begun()).say("hello")).status == 200
    busy(await (await site.begun()).say("hello"), 429, "rate", 60)


async def test_one_person_may_read_so_often(world: World) -> None:
    """All windows of a conversation count together; writing does not count as reading."""
    site = await world.site(limits={"reads_per_minute": 4})
    person = await site.begun()
    window = site.client(person.token)
    for client in (person, window, person, window):
        assert (await client.poll()).status == 200
    busy(await window.poll(), 429, "rate", 60)
    assert (await person.say("hello")).status == 200


async def test_one_address_may_begin_so_many_conversations(world: World) -> None:
    """The next one is refused, and its session is not stored."""
    site = await world.site(limits={"new_conversations_per_hour_and_address": 3})
    for _ in range(3):
        await site.begun()
    busy(await site.client().begin(), 429, "rate")
    assert len(site.rows(tables.web_session)) == 3


async def test_so_many_conversations_may_be_open(world: World) -> None:
    """One more has to wait; who is in one goes on; an ended one makes room, and so does one that fell silent."""
    site = await world.site(limits={"open_conversations": 2})
    first, second = await site.begun(), await site.begun()
    await first.say("hello")
    busy(await site.client().begin(), 503, "full", 600)
    assert (await first.say("are you open on Fridays?")).status == 200
    assert (await second.end()).status == 204
    await site.begun()
    busy(await site.client().begin(), 503, "full", 600)


async def test_the_limit_holds_when_many_begin_at_once(world: World) -> None:
    """Twenty requests at the same moment get no more places than there are."""
    site = await world.site(limits={"open_conversations": 5})
    answers = await asyncio.gather(*[site.client().begin() for _ in range(20)])
    assert sorted(answer.status for answer in answers) == [201] * 5 + [503] * 15


@pytest.mark.parametrize(
    "header",
    [
        {"X-Forwarded-For": "203.0.113.{}"},
        {"X-Real-IP": "203.0.113.{}"},
        {"Forwarded": "for=203.0.113.{}"},
        {"X-Forwarded-For": "203.0.113.{}, 127.0.0.1"},
        {"CF-Connecting-IP": "203.0.113.{}"},
    ],
    ids=lambda header: "/".join(header) if isinstance(header, dict) else header,
)
async def test_what_a_client_says_of_its_address_is_not_believed(world: World, header: dict[str, str]) -> None:
    """Without a proxy of ours an invented address gets nobody around a limit."""
    site = await world.site(limits={"new_conversations_per_hour_and_address": 2})
    statuses = []
    for number in range(4):
        named = {name: value.format(number) for name, value in header.items()}
        statuses.append((await site.client().begin(headers=named)).status)
    assert statuses == [201, 201, 429, 429]


async def test_behind_a_proxy_each_address_counts_by_itself(world: World) -> None:
    """With BOT_PROXIES=1 the last address that the proxy added is who asks; what stands before it is not believed."""
    site = await world.site(limits={"new_conversations_per_hour_and_address": 2}, environment={"BOT_PROXIES": "1"})

    async def begin(forwarded: str) -> int:
        return (await site.client().begin(headers={"X-Forwarded-For": forwarded})).status

    assert [await begin("203.0.113.1") for _ in range(3)] == [201, 201, 429]
    assert [await begin("203.0.113.2") for _ in range(3)] == [201, 201, 429]
    assert await begin("198.51.100.7, 203.0.113.1") == 429


async def test_no_address_is_stored(world: World) -> None:
    """Nothing in the database tells from where somebody wrote."""
    site = await world.site(environment={"BOT_PROXIES": "1"})
    person = await site.begun()
    await person.say("hello", headers={"X-Forwarded-For": "203.0.113.77"})
    content = b"".join(file.read_bytes() for file in site.file.parent.glob("bot.db*"))
    assert b"203.0.113.77" not in content and b"127.0.0.1" not in content


async def test_a_redis_that_is_down_refuses_nobody(world: World) -> None:
    """Somebody may need help: without the counter everybody may write."""
    site = await world.site(
        limits={"messages_per_minute": 1}, environment={"BOT_REDIS_URL": f"redis://127.0.0.1:{closed_port()}/0"}
    )
    person = await site.begun()
    for _ in range(3):
        assert (await person.say("hello", timeout=30)).status == 200
    assert (await person.poll(timeout=30)).status == 200


async def test_a_redis_that_hangs_holds_up_nobody() -> None:
    """A counter that takes the connection and never answers must not keep a cry for help waiting."""
    with silent_server() as port:
        limiter = RateLimiter(Limits(), f"redis://127.0.0.1:{port}/0")
        counting = asyncio.ensure_future(asyncio.to_thread(limiter.message, "web:somebody", "127.0.0.1"))
        done, _ = await asyncio.wait({counting}, timeout=5)
    await asyncio.wait({counting})  # the server is gone by now
    assert done, "the message waits for Redis for ever"


@pytest.fixture
def redis_url() -> str:
    """The local Redis; its tests are skipped without one, but never on CI."""
    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=1).ping()
    except redis.RedisError as error:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(f"no Redis at {REDIS}: {error}", pytrace=False)
        pytest.skip(f"no Redis at {REDIS}")
    return REDIS


def test_two_processes_count_together(redis_url: str) -> None:
    """With Redis a second process knows what the first one has counted."""
    limits = Limits(messages_per_minute=3, reads_per_minute=2)
    first, second = RateLimiter(limits, redis_url), RateLimiter(limits, redis_url)
    who, address = f"web:test-{uuid4()}", f"test-{uuid4()}"
    try:
        first.message(who, address)
        second.message(who, address)
        first.message(who, address)
        with pytest.raises(Refused) as refused:
            second.message(who, address)
        assert refused.value.code == "rate" and 1 <= (refused.value.retry_after or 0) <= 60
        second.read(who)
        first.read(who)
        with pytest.raises(Refused):
            first.read(who)
    finally:
        client = redis.Redis.from_url(redis_url)
        for part in (who, address):
            for key in client.scan_iter(f"*{part}*"):
                client.delete(key)
        client.close()


@pytest.mark.parametrize(
    "credentials",
    [
        {"messages_per_minute": 0},
        {"messages_per_minute": -1},
        {"messages_per_minute": "20"},
        {"messages_per_minute": True},
        {"reads_per_minute": 1.5},
        {"open_conversations": None},
        {"messages_per_hour": 5},
    ],
    ids=str,
)
async def test_a_limit_that_is_none_stops_the_start(site: Site, credentials: dict[str, object]) -> None:
    """A slip in credentials.yml is told with the name of the limit, and not found out under load."""
    with pytest.raises(ValueError, match=next(iter(credentials))):
        WebInput.from_credentials(credentials)


async def test_without_any_limit_in_the_file_there_are_limits(site: Site) -> None:
    """An empty entry in credentials.yml means the usual ones."""
    assert WebInput.from_credentials(None)._limits == Limits()


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def silent_server() -> Iterator[int]:
    """A server that takes connections and says nothing; at the end it closes them all."""
    taken: list[socket.socket] = []
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)

        def take() -> None:
            while not over.is_set():
                try:
                    taken.append(listening.accept()[0])
                except TimeoutError:
                    continue
                except OSError:
                    return

        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            over.set()
            thread.join()
            for connection in taken:
                connection.close()
