"""The network between a browser and the site, which can fail: a TCP relay at an address that stays the same."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

_PIECE = 65536


class Network:
    """Relays connections to the site. `down` is a server that is gone, `deaf` one whose answers get lost."""

    def __init__(self) -> None:
        self.base = ""
        self._target = ("", 0)
        self._port = 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._relays: set[asyncio.Task[None]] = set()
        self._answers = asyncio.Event()
        self._answers.set()
        self._deaf = False

    async def start(self) -> None:
        """Listen, on the port of before if there was one."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]
        self.base = f"http://127.0.0.1:{self._port}"

    def lead_to(self, base: str) -> None:
        """Where the site itself listens."""
        parts = urlsplit(base)
        self._target = (str(parts.hostname), int(parts.port or 0))

    async def down(self) -> None:
        """Break all connections and take no new ones."""
        assert self._server is not None
        self._server.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()
        await self._server.wait_closed()

    async def up(self) -> None:
        """Take connections again."""
        self._deaf = False
        self.release()
        await self.start()

    def hold(self) -> None:
        """Let requests through, and keep the answers until `release`."""
        self._answers.clear()

    def release(self) -> None:
        self._answers.set()

    def lose_answers(self) -> None:
        """Let requests through, and break the connection instead of answering."""
        self._deaf = True

    async def close(self) -> None:
        """Stop for good."""
        await self.down()
        for relay in self._relays:
            relay.cancel()
        await asyncio.gather(*self._relays, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection(*self._target)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, back}
        for relay in (self._send(reader, back), self._answer(there, writer)):
            task = asyncio.create_task(relay)
            self._relays.add(task)
            task.add_done_callback(self._relays.discard)

    async def _send(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await source.read(_PIECE):
                sink.write(piece)
                await sink.drain()
        sink.close()

    async def _answer(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await source.read(_PIECE):
                if self._deaf:
                    sink.transport.abort()
                    break
                await self._answers.wait()
                sink.write(piece)
                await sink.drain()
        sink.close()
