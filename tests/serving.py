"""Applications as real servers: Sanic in the event loop of the tests, those of WSGI in a thread beside it."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from threading import Thread
from typing import Any

import waitress
from sanic import Sanic

# At its start Sanic rewrites its own protocol for the application; without this a second one in a process fails.
Sanic.test_mode = True


@asynccontextmanager
async def served(app: Sanic, port: int = 0) -> AsyncIterator[str]:
    """The application on this machine, on any free port unless one is given; gives its address."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))  # Sanic takes port 0 for 8000
        server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.after_start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            await server.before_stop()
            for connection in list(server.connections):
                connection.abort()
            await server.close()
            await server.after_stop()


@contextmanager
def served_by_waitress(app: Any, threads: int = 1) -> Iterator[int]:
    """An application of WSGI on this machine, as the console is served; gives its port."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=threads, ident=None)

    def run() -> None:
        with suppress(OSError):  # closing takes the sockets from under a wait that goes on
            server.run()

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        server.close()
        thread.join(timeout=10)
