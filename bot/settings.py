"""Settings from BOT_* environment variables, each with a default that `make run` works with; see docs/settings.md."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SECRET_CHARACTERS = 32


class SettingError(ValueError):
    """A setting has a value that cannot be used; the message names the variable."""


@dataclass(frozen=True)
class TwilioSettings:
    """An account at Twilio, the number it sends from (E.164), and the base address of its REST API if not Twilio's."""

    account_sid: str
    auth_token: str = field(repr=False)
    sender: str
    api_url: str | None


@dataclass(frozen=True)
class Settings:
    """What the surroundings decide.

    `console_url` is where the staff reach their console. `web_origins` are other sites whose pages may carry the chat,
    `proxies` is how many of our own stand before the server, `secret` is what links to appointments are made with
    (None: the one in var/), `on_call` the numbers (E.164) that are alerted when somebody is in danger, `twilio` the
    account that texts are sent from (None: they are written to the courier's log), and `now` a fixed clock, for tests
    and demonstrations only.
    """

    database_url: str
    clinic_file: Path
    texts: Path
    models: Path
    learned: Path
    port: int
    console_port: int
    public_url: str
    console_url: str
    web_origins: tuple[str, ...]
    proxies: int
    redis_url: str | None
    secret: str | None
    on_call: tuple[str, ...]
    twilio: TwilioSettings | None
    now: datetime | None

    @property
    def encoder(self) -> Path:
        return self.models / "encoder"

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings.

        Raises:
            SettingError: a value is not of its kind.
        """
        given = os.environ if environment is None else environment
        port, console_port = _port(given, "BOT_PORT", "8080"), _port(given, "BOT_CONSOLE_PORT", "8090")
        proxies = given.get("BOT_PROXIES", "0")
        if not proxies.isdigit():
            raise SettingError(f"BOT_PROXIES must be a number of proxies, not {proxies!r}")
        return cls(
            database_url=given.get("BOT_DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'bot.db'}",
            clinic_file=Path(given.get("BOT_CLINIC_FILE") or ROOT / "clinic.yml"),
            texts=Path(given.get("BOT_TEXTS") or ROOT / "data" / "texts"),
            models=Path(given.get("BOT_MODELS") or ROOT / "models"),
            learned=Path(given.get("BOT_LEARNED") or ROOT / "data" / "learned"),
            port=port,
            console_port=console_port,
            public_url=(given.get("BOT_PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
            console_url=(given.get("BOT_CONSOLE_URL") or f"http://127.0.0.1:{console_port}").rstrip("/"),
            web_origins=tuple(map(_origin, given.get("BOT_WEB_ORIGINS", "").split())),
            proxies=int(proxies),
            redis_url=given.get("BOT_REDIS_URL") or None,
            secret=_secret(given.get("BOT_SECRET")),
            on_call=tuple(number("BOT_ON_CALL", one) for one in given.get("BOT_ON_CALL", "").split()),
            twilio=_twilio(given),
            now=_moment(given.get("BOT_NOW")),
        )


def _port(given: Mapping[str, str], name: str, default: str) -> int:
    text = given.get(name, default)
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingError(f"{name} must be a port number, not {text!r}")
    return int(text)


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/") or parts.query:
        raise SettingError(f"BOT_WEB_ORIGINS must list addresses like https://www.example.org, not {text!r}")
    return f"{parts.scheme}://{parts.netloc}".lower()


def number(name: str, text: str) -> str:
    """A phone number in E.164 form. Raises SettingError, with the name."""
    if not re.fullmatch(r"\+[1-9]\d{6,14}", text):
        raise SettingError(f"{name} must be a number like +13105550100, not {text!r}")
    return text


_TWILIO = ("BOT_TWILIO_ACCOUNT_SID", "BOT_TWILIO_AUTH_TOKEN", "BOT_TWILIO_FROM")


def _twilio(given: Mapping[str, str]) -> TwilioSettings | None:
    values = [given.get(name, "") for name in _TWILIO]
    missing = [name for name, value in zip(_TWILIO, values, strict=True) if not value]
    if len(missing) == len(_TWILIO):
        return None
    if missing:
        raise SettingError(f"{' and '.join(missing)} must be set, too, when others of {', '.join(_TWILIO)} are")
    account, token, sender = values
    return TwilioSettings(account, token, number(_TWILIO[2], sender), given.get("BOT_TWILIO_API_URL") or None)


def _secret(text: str | None) -> str | None:
    if text is not None and len(text) < SECRET_CHARACTERS:
        raise SettingError(f"BOT_SECRET must have at least {SECRET_CHARACTERS} characters")
    return text


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise SettingError(f"BOT_NOW must be an ISO time like 2026-11-23T10:05-08:00, not {text!r}") from error
    if moment.tzinfo is None:
        raise SettingError(f"BOT_NOW needs its offset from UTC, as in 2026-11-23T10:05-08:00: {text!r}")
    return moment
