"""`python -m bot run`: the assistant as a server on 127.0.0.1, with a page that says how to talk to it."""

from __future__ import annotations

import html
import socket
import sys

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json
from sanic.response import html as page

from bot.channels.path import MessagePath
from bot.channels.rasa import Rasa
from bot.commands.errors import CommandError
from bot.commands.train import model_or_error
from bot.context import Assistant, assistant
from bot.store.errors import StoreError

HOST = "127.0.0.1"  # a proxy with TLS stands before it where others are to reach it
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def run() -> None:
    """Serve until stopped.

    Raises:
        CommandError: the port is in use, or there is no model.
        StoreUnavailable: the database cannot be used.
    """
    running = assistant()
    _claim_port(running.settings.port)
    running.store.migrate()
    _say("Loading the model ...")
    app = create_app(running, model_or_error(lambda: Rasa.load(running.settings.models)))
    _say(f"The assistant is at http://{HOST}:{running.settings.port}  (Ctrl-C stops it)")
    app.run(host=HOST, port=running.settings.port, access_log=False)


def create_app(running: Assistant, rasa: Rasa) -> Sanic:
    """The web application: `/` and `/health`; channels of their own come beside them."""
    app = Sanic("consultation-bot", configure_logging=False)
    app.ctx.path = MessagePath(running, rasa)

    @app.get("/")
    async def home(_request: Request) -> HTTPResponse:
        return page(_home(running), headers=_HEADERS)

    @app.get("/health")
    async def health(_request: Request) -> HTTPResponse:
        try:
            running.store.check()
        except StoreError as error:
            return json({"status": "database unavailable", "detail": str(error)}, status=503)
        return json({"status": "ok"})

    return app


def _home(running: Assistant) -> str:
    facts = running.clinic.clinic
    name, phone = html.escape(facts.name), html.escape(facts.phone)
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}: consultation assistant</title>
<style>body{{font:1.1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}}
code{{background:#8882;padding:.1em .4em;border-radius:.3em}}</style></head>
<body><main>
<h1>{name}</h1>
<p>The consultation assistant is running. It answers questions about ketamine treatment and books the free
consultation.</p>
<p>Talk to it in a terminal: <code>.venv/bin/python -m bot talk</code></p>
<p>The clinic's staff are at <a href="tel:+1-{phone}">{phone}</a>. In an emergency call
<a href="tel:{running.clinic.resources.emergency}">{running.clinic.resources.emergency}</a>. For a crisis call or text
<a href="tel:{running.clinic.resources.lifeline}">{running.clinic.resources.lifeline}</a>.</p>
</main></body></html>"""


def _claim_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(f"port {port} is in use; stop what runs there, or set BOT_PORT") from error


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
