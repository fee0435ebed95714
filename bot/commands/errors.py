"""Failures that a command reports in one line, since the person at the terminal can mend them."""

from __future__ import annotations

from bot.clinic.answers import TextsError
from bot.clinic.profile import ProfileError
from bot.clinic.safety import SafetyDataError
from bot.clinic.texts import TextError
from bot.settings import SettingError
from bot.store.errors import StoreError


class CommandError(Exception):
    """A command cannot be carried out; the message says why, and what to do."""


# By name: they stand beside the models' libraries, which the console and the courier do not load.
_OF_MODELS = ("ExamplesError", "EncoderMissing", "DangerModelMissing")
_PLAIN = (
    CommandError,
    SettingError,
    ProfileError,
    TextError,
    TextsError,
    SafetyDataError,
    StoreError,
)


def is_plain(error: Exception) -> bool:
    """Whether its message is all that the person needs."""
    return isinstance(error, _PLAIN) or type(error).__name__ in _OF_MODELS
