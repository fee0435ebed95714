"""A Sanic application as a real server in the event loop of the tests."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

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
