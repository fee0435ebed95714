"""Failures that a command reports in one line, since the person at the terminal can mend them."""

from bot.clinic.answers import TextsError
from bot.clinic.profile import ProfileError
from bot.clinic.safety import SafetyDataError
from bot.clinic.texts import TextError
from bot.nlu.danger import DangerModelMissing
from bot.nlu.danger.examples import ExamplesError
from bot.nlu.encoder.runtime import EncoderMissing
from bot.settings import SettingError
from bot.store.errors import StoreError


class CommandError(Exception):
    """A command cannot be carried out; the message says why, and what to do."""


PLAIN = (
    CommandError,
    SettingError,
    ProfileError,
    TextError,
    TextsError,
    SafetyDataError,
    ExamplesError,
    StoreError,
    EncoderMissing,
    DangerModelMissing,
)
