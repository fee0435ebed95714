"""Every text of the assistant by its id, in the form of the channel; the words live in data/texts/ and clinic.yml."""

from __future__ import annotations

import string
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.clinic.profile import Clinic
from bot.clinic.yaml_files import loads

_FILES = ("questions.yml", "replies.yml", "crisis.yml", "texting.yml", "site.yml", "widget.yml")
Forms = dict[str, str]


class TextError(ValueError):
    """A text is missing or cannot be used; the message names the file and the id."""


class Texts:
    """The texts of one clinic: `say("booked", "sms", slot=...)`."""

    def __init__(self, forms: Mapping[str, Forms], fixed: Mapping[str, str]) -> None:
        self._forms = dict(forms)
        self._fixed = dict(fixed)  # values that fit every text, such as the clinic's phone number

    @classmethod
    def load(cls, folder: Path, clinic: Clinic) -> Texts:
        """Read all texts.

        Raises:
            TextError: a file is missing or a text has no `web` form.
        """
        forms: dict[str, Forms] = {}
        for name in _FILES:
            try:
                content = loads((folder / name).read_text(encoding="utf-8"))
            except (OSError, yaml.YAMLError) as error:
                raise TextError(f"{folder / name}: {error}") from error
            for key, value in content.items():
                _collect(forms, key, value, name)
        for question, parts in clinic.screening.questions.items():
            for part, text in parts.items():
                if part == "sms":
                    forms.setdefault(f"{question}.ask", {})["sms"] = text
                else:
                    forms.setdefault(f"{question}.{part}", {})["web"] = text
        return cls(forms, _fixed(clinic))

    def has(self, text_id: str) -> bool:
        return text_id in self._forms

    def say(self, text_id: str, channel: str, **values: Any) -> str:
        """The text in the channel's form, filled in.

        Raises:
            TextError: there is no such text, or a value for it is missing.
        """
        forms = self._forms.get(text_id)
        if forms is None:
            raise TextError(f"no text {text_id!r}")
        template = forms.get(channel) or forms["web"]
        try:
            return string.Formatter().vformat(template, (), {**self._fixed, **values})
        except KeyError as error:
            raise TextError(f"text {text_id!r} needs a value for {error}") from error


def _collect(forms: dict[str, Forms], key: str, value: Any, name: str) -> None:
    if isinstance(value, dict) and "web" in value:
        forms[key] = {channel: str(text) for channel, text in value.items()}
    elif isinstance(value, dict) and value:
        for part, inner in value.items():
            _collect(forms, f"{key}.{part}", inner, name)
    else:
        raise TextError(f"{name}: {key}: a text needs at least its web form")


def _fixed(clinic: Clinic) -> dict[str, str]:
    facts, resources = clinic.clinic, clinic.resources
    return {
        "clinic": facts.name,
        "short_name": facts.short_name,
        "city": facts.city,
        "phone": facts.phone,
        "zone": facts.time_zone_label,
        "window": str(clinic.consultation.window_days),
        "minutes": str(clinic.consultation.minutes),
        **{key: str(value) for key, value in resources.dict().items() if isinstance(value, str) and key != "version"},
    }
