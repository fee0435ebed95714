"""An example of a page on another origin that carries the chat: `python -m bot run --demo` serves it beside the bot."""

from __future__ import annotations

import logging
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from bot.context import Assistant
from bot.site.rendering import FOLDER, Pages

HOST = "127.0.0.1"  # an example for the own machine only
COLOUR = "#6b3fa0"

logger = logging.getLogger(__name__)


class ExampleSite:
    """A tiny server of one page with a strict Content-Security-Policy of its own."""

    def __init__(self, running: Assistant, assistant: str, port: int) -> None:
        """Claim the port, 0 for any free one; `assistant` is the bot's address as the browser of this machine has it.

        Raises:
            OSError, OverflowError: the port cannot be had.
        """
        self._server = _Server((HOST, port), _handler(_files(running, assistant), _policy(assistant)))
        self.origin = f"http://{HOST}:{self._server.server_address[1]}"

    def start(self) -> None:
        """Serve until closed, in a thread that ends with the process."""
        Thread(target=self._server.serve_forever, name="example-site", daemon=True).start()

    def close(self) -> None:
        """Stop a server that was started, and give the port back."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        logger.debug("A request for the example page was broken off.", exc_info=True)


def _files(running: Assistant, assistant: str) -> dict[str, tuple[bytes, str]]:
    lines = f'<script type="module" src="{assistant}/widget.js"></script>\n<consultation-chat></consultation-chat>'
    pages = Pages(running.clinic, running.texts)
    markup = pages.render("example", assistant=assistant, colour=COLOUR, lines=lines)
    return {
        "/": (markup.encode(), "text/html; charset=utf-8"),
        "/example.css": ((FOLDER / "static" / "example.css").read_bytes(), "text/css; charset=utf-8"),
    }


def _policy(assistant: str) -> str:
    return (
        f"default-src 'none'; script-src {assistant}; connect-src {assistant}; style-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _handler(files: dict[str, tuple[bytes, str]], policy: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(with_body=True)

        def do_HEAD(self) -> None:
            self._send(with_body=False)

        def _send(self, *, with_body: bool) -> None:
            found = files.get(self.path.partition("?")[0])
            content, kind = found or (b"", "text/plain")
            self.send_response(200 if found else 404)
            for name, value in (
                ("Content-Type", kind),
                ("Content-Length", str(len(content))),
                ("Content-Security-Policy", policy),
                ("X-Content-Type-Options", "nosniff"),
                ("Referrer-Policy", "no-referrer"),
                ("Cache-Control", "no-cache"),
            ):
                self.send_header(name, value)
            self.end_headers()
            if with_body:
                self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Nothing is logged of who looks at it."""

    return Handler
