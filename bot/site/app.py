"""The web application: the clinic's page, the widget's files, the appointment page, and the chat's channel."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from pathlib import Path

import yaml
from rasa.core.channels.channel import InputChannel, register
from rasa.shared.exceptions import RasaException
from rasa.shared.utils.common import class_from_module_path
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.path import MessagePath
from bot.channels.rasa import Rasa
from bot.channels.web import WebInput
from bot.channels.web.messages import MAX_BYTES
from bot.clinic.calendar import local
from bot.clinic.interview.hours import say_opening
from bot.context import Assistant
from bot.settings import ROOT, SettingError
from bot.site import responses
from bot.site.appointment import AppointmentPages
from bot.site.errors import add_errors
from bot.site.rendering import FOLDER, Pages
from bot.store.errors import StoreError
from bot.widget import widget_files

_numbers = count(1)
_READ = ("GET", "HEAD")
_KINDS = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
_FILES = ("site.css", "hills.svg", "hills-dark.svg", "icon.svg")


def create_app(
    running: Assistant,
    rasa: Rasa,
    origins: Sequence[str] = (),
    credentials: Path = ROOT / "credentials.yml",
) -> Sanic:
    """The application, ready to run.

    `origins` are other sites whose pages may carry the chat, besides those of BOT_WEB_ORIGINS; `credentials` names
    the channels.

    Raises:
        SettingError: a channel of the credentials cannot be made.
    """
    # Sanic wants names that are unique in the process, and tests make several applications
    app = Sanic(f"consultation-bot-{next(_numbers)}", configure_logging=False)
    app.ctx.path = MessagePath(running, rasa)
    pages = Pages(running.clinic, running.texts)
    add_errors(app, pages)
    _add_home(app, running, pages)
    _add_health(app, running)
    _add_files(app, _own_files(), {})
    _add_files(app, _widget_files(running), responses.SHARED)
    AppointmentPages(running, pages).add_to(app)
    _add_channels(app, running, credentials, origins)
    return app


def _add_home(app: Sanic, running: Assistant, pages: Pages) -> None:
    @lru_cache(maxsize=8)
    def markup(opening: str) -> str:
        return pages.render("home", opening=opening)  # the same for everybody, until the hours change

    def current() -> str:
        now = running.now()
        today = local(now, running.clinic.zone).date()
        try:
            with running.store.read() as tx:
                return markup(say_opening(running.clinic_at(tx, now), today))
        except StoreError:  # the page, with the ways to people, is there all the same
            return markup(say_opening(running.clinic, today))

    async def home(_request: Request) -> HTTPResponse:
        return responses.page(await asyncio.to_thread(current))

    app.add_route(home, "/", methods=_READ, name="home")


def _add_health(app: Sanic, running: Assistant) -> None:
    async def health(_request: Request) -> HTTPResponse:
        try:
            await asyncio.to_thread(running.store.check)
        except StoreError as error:
            return json({"status": "database unavailable", "detail": str(error)}, status=503)
        return json({"status": "ok"})

    app.add_route(health, "/health", methods=_READ, name="health")


def _own_files() -> dict[str, tuple[bytes, str]]:
    files = [FOLDER / "static" / name for name in _FILES]
    return {f"/{file.name}": (file.read_bytes(), _KINDS[file.suffix]) for file in files}


def _widget_files(running: Assistant) -> dict[str, tuple[bytes, str]]:
    files = widget_files(running.texts, running.clinic)
    return {path: (content, responses.JAVASCRIPT) for path, content in files.items()}


def _add_files(app: Sanic, files: Mapping[str, tuple[bytes, str]], headers: Mapping[str, str]) -> None:
    for path, (content, kind) in files.items():
        app.add_route(_file(content, kind, headers), path, methods=_READ, name=f"file-{path.strip('/')}")


def _file(content: bytes, kind: str, headers: Mapping[str, str]) -> Callable[[Request], Awaitable[HTTPResponse]]:
    async def send(request: Request) -> HTTPResponse:
        return responses.file(request, content, kind, headers)

    return send


def _add_channels(app: Sanic, running: Assistant, credentials: Path, origins: Sequence[str]) -> None:
    """The channels of credentials.yml below /webhooks/, the website's for pages of these other sites as well."""
    app.config.PROXIES_COUNT = running.settings.proxies
    app.config.REQUEST_MAX_SIZE = 4 * MAX_BYTES  # the channel itself says so in words from MAX_BYTES on
    channels = _channels(credentials)
    app.ctx.origins = frozenset((*running.settings.web_origins, *origins))
    for channel in channels:
        if isinstance(channel, WebInput):
            channel.origins = app.ctx.origins
    register(channels, app, "/webhooks/")


def _channels(credentials: Path) -> list[InputChannel]:
    """By the paths of their classes. Rasa's own reader would switch on stock channels, and loads a plotting library."""
    try:
        named = yaml.safe_load(credentials.read_text(encoding="utf-8")) or {}
        return [class_from_module_path(path).from_credentials(settings) for path, settings in named.items()]
    except (OSError, yaml.YAMLError, ImportError, RasaException, ValueError) as error:
        raise SettingError(f"{credentials}: {error}") from error
