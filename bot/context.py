"""What every part of a running assistant shares: settings, the clinic's profile, texts, answers, the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from functools import lru_cache

from bot.clinic.answers import Answers
from bot.clinic.calendar import check_calendar, local
from bot.clinic.profile import Clinic, load_clinic
from bot.clinic.texts import Texts
from bot.secret import appointment_token, read_secret, store_keys, text_conversation
from bot.settings import Settings
from bot.store import hours
from bot.store.engine import Store, Tx, open_store


@dataclass(frozen=True)
class Assistant:
    """One clinic's assistant, without the model. `clinic` is as in clinic.yml, without what the staff have changed."""

    settings: Settings
    clinic: Clinic
    texts: Texts
    answers: Answers
    store: Store
    secret: bytes

    def now(self) -> datetime:
        """The clock: BOT_NOW if it is set, else the real time, in UTC."""
        return self.settings.now or datetime.now(timezone.utc)

    def clinic_at(self, tx: Tx, now: datetime) -> Clinic:
        """The clinic with the hours that count from `now` on: those of clinic.yml, and what the staff have changed."""
        return hours.in_force(tx, self.clinic, local(now, self.clinic.zone).date())

    def text_conversation(self, phone: str) -> str:
        """The id of the conversation by text with a number (E.164), from which nobody can tell the number."""
        return text_conversation(self.secret, phone)

    def appointment_token(self, booking: str) -> str:
        """The token in the address of a booking's page; `booking` is its public id."""
        return appointment_token(self.secret, booking)


@lru_cache(maxsize=1)
def assistant() -> Assistant:
    """The assistant of this process, made from the settings at the first call.

    Raises:
        SettingError, ProfileError, TextError: a setting, clinic.yml or a text cannot be used.
    """
    settings = Settings.read()
    clinic = load_clinic(settings.clinic_file)
    check_calendar(clinic, settings.now or datetime.now(timezone.utc))
    secret = read_secret(settings)
    return Assistant(
        settings,
        clinic,
        Texts.load(settings.texts, clinic),
        Answers.load(settings.texts),
        open_store(settings.database_url, store_keys(secret)),
        secret,
    )
