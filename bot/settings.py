"""Settings from BOT_* environment variables, each with a default that `make run` works with; see docs/settings.md."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class SettingError(ValueError):
    """A setting has a value that cannot be used; the message names the variable."""


@dataclass(frozen=True)
class Settings:
    """What the surroundings decide. `now` is a fixed clock, for tests and demonstrations only."""

    database_url: str
    clinic_file: Path
    texts: Path
    models: Path
    port: int
    public_url: str
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
        port = given.get("BOT_PORT", "8080")
        if not port.isdigit() or not 0 < int(port) < 65536:
            raise SettingError(f"BOT_PORT must be a port number, not {port!r}")
        return cls(
            database_url=given.get("BOT_DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'bot.db'}",
            clinic_file=Path(given.get("BOT_CLINIC_FILE") or ROOT / "clinic.yml"),
            texts=Path(given.get("BOT_TEXTS") or ROOT / "data" / "texts"),
            models=Path(given.get("BOT_MODELS") or ROOT / "models"),
            port=int(port),
            public_url=(given.get("BOT_PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
            now=_moment(given.get("BOT_NOW")),
        )


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
