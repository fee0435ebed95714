"""`python -m bot run`: the assistant as a server on 127.0.0.1, with the clinic's page that carries it."""

from __future__ import annotations

import socket
import sys

from bot.channels.rasa import Rasa
from bot.commands.children import Child
from bot.commands.errors import CommandError
from bot.commands.train import model_or_error
from bot.context import Assistant, assistant
from bot.nlu.danger import Detector
from bot.site.app import create_app
from bot.site.example import ExampleSite

HOST = "127.0.0.1"  # a proxy with TLS stands before it where others are to reach it


def run(demo: bool = False, courier: bool = True, console: bool = True) -> None:
    """Serve until stopped, with a courier and the staff's console beside it unless they run elsewhere.

    With `demo` an example of another site that carries the chat is served on the next port.

    Raises:
        CommandError: the port is in use, or there is no model.
        SafetyDataError, DangerModelMissing: danger could not be noticed.
        StoreUnavailable: the database cannot be used.
    """
    running = assistant()
    port = running.settings.port
    _claim_port(port)
    running.store.migrate()
    _say("Loading the model ...")
    Detector(running.settings.models).load()
    rasa = model_or_error(lambda: Rasa.load(running.settings.models))
    example = _example(running, f"http://{HOST}:{port}") if demo else None
    app = create_app(running, rasa, [example.origin] if example else [])
    _say(f"The assistant is at http://{HOST}:{port}  (Ctrl-C stops it)")
    if example is not None:
        example.start()
        _say(f"Another site that carries it is at {example.origin}")
    if demo:
        _say("To fill the console with made-up conversations: .venv/bin/python -m bot demo")
    children = [Child(name) for name, wanted in (("courier", courier), ("console", console)) if wanted]
    for child in children:
        child.start()
    try:
        app.run(host=HOST, port=port, access_log=False)
    finally:
        for child in children:
            child.stop()


def _example(running: Assistant, address: str) -> ExampleSite | None:
    """The example, if its port can be had: the assistant works without it."""
    port = running.settings.port + 1
    try:
        return ExampleSite(running, address, port)
    except (OSError, OverflowError):
        _say(f"Port {port} is in use, so the example of another site is left out.")
        return None


def _claim_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(f"port {port} is in use; stop what runs there, or set BOT_PORT") from error


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
