"""Real processes, ended by kill -9 between what a turn did and the logging of its reply."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.settings import ROOT
from bot.store import tables
from tests.channels.client import new_id
from tests.channels.world import Clock, World

_STARTS_WITHIN = 150  # seconds, for processes that load their models at the same time on two cores
_SECRET = "a secret of this test, long enough to be one"
_SERVER = textwrap.dedent(
    """
    import os, signal, sys
    from bot.__main__ import main

    def die_before_logging(call):
        from bot.channels.log import Log
        log_out, calls = Log.answer, 0

        def dying(*given):
            nonlocal calls
            calls += 1
            if calls == call:
                os.kill(os.getpid(), signal.SIGKILL)
            return log_out(*given)

        Log.answer = dying

    if __name__ == "__main__":
        die_before_logging(int(sys.argv[1]))
        sys.exit(main(["run"]))
    """
)


@contextmanager
def servers(database: Path, calls: list[int]) -> Iterator[list[tuple[str, subprocess.Popen[bytes]]]]:
    """Servers on one database; each dies when its n-th reply is to be logged, counted from 1."""
    script = database.with_name("server.py")
    script.write_text(_SERVER)
    started = []
    for call in calls:
        port = free_port()
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "BOT_DATABASE_URL": f"sqlite:///{database}",
            "BOT_PORT": str(port),
            "BOT_SECRET": _SECRET,
            "BOT_NOW": "2026-11-23T10:20-08:00",
        }
        with database.with_name(f"{port}.log").open("wb") as log:
            command = [sys.executable, str(script), str(call)]
            process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
        started.append((f"http://127.0.0.1:{port}", process))
    try:
        yield started
    finally:
        for _, process in started:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def ready(http: aiohttp.ClientSession, base: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_STARTS_WITHIN * 4):
        assert process.poll() is None, log.read_text()[-2000:]
        try:
            async with http.get(base + "/health") as answer:
                if answer.status == 200:
                    return
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(0.25)
    pytest.fail(f"the server did not start: {log.read_text()[-2000:]}")


async def test_killed_processes_lose_and_double_nothing(world: World, clock: Clock) -> None:
    """One dies with the person's name in hand, the next with the booking just made; the third goes on truthfully."""
    site = await world.site("name", environment={"BOT_SECRET": _SECRET})
    person, name, agreed = site.person, new_id(), new_id()
    clock.forward(minutes=30)
    with servers(site.file, [1, 7]) as started:
        for base, process in started:
            await ready(site.http, base, process, site.file.with_name(f"{base.rpartition(':')[2]}.log"))
        (first, dying), (second, booking) = started
        person.base = first
        with pytest.raises(aiohttp.ClientError):
            await person.say("Rosa Delgado", id=name)
        assert dying.wait(30) == -signal.SIGKILL
        person.base = second
        assert "phone number" in (await person.say("Rosa Delgado", id=name)).said
        for text in ("323-555-0119", "skip", "no thanks", "Tuesday December 1 in the afternoon"):
            assert (await person.say(text)).status == 200
        await person.choose(2)
        with pytest.raises(aiohttp.ClientError):
            await person.say("yes, book it", id=agreed)
        assert booking.wait(30) == -signal.SIGKILL
    (made,) = site.booked()
    person.base = site.base
    told = await person.say("yes, book it", id=agreed)
    assert [m["card"]["reference"] for m in told.messages if "card" in m] == [made.reference]
    assert "December 1, 2026 at 1:30 PM" in told.said
    assert "Nothing has been booked" not in told.said and "went wrong" not in told.said
    assert (await person.say("yes, book it", id=agreed, after=person.seen)).messages == []
    texts = [m["text"] for m in await person.history() if m["from"] == "you"]
    assert texts.count("Rosa Delgado") == 1 and texts.count("yes, book it") == 1
    (owner,) = site.rows(tables.person)
    assert (owner.name, owner.phone) == ("Rosa Delgado", "+13235550119")
    assert len(site.booked()) == 1
