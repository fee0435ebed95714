"""Pages from templates: the words come from data/texts by id, and every one of them is escaped."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import phonenumbers
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.clinic.profile import Clinic
from bot.clinic.texts import Texts

FOLDER = Path(__file__).parent
_KEPT = re.compile(r"\d{1,2}:\d\d [AP]M|[A-Z][a-z]+ \d{1,2}(?=,)")


class Pages:
    """The templates of the site, for one clinic and its texts."""

    def __init__(self, clinic: Clinic, texts: Texts) -> None:
        self._texts = texts
        self._numbers = _Numbers(clinic)
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(say=self.say, clinic=clinic.clinic, resources=clinic.resources)
        self._environment.globals.update(tel=self._numbers.address)
        self._environment.filters.update(dial=self._numbers.linked, keep=unbroken)

    def say(self, text_id: str, **values: Any) -> str:
        """A text by its id, filled in.

        Raises:
            TextError: there is none, or a value for it is missing.
        """
        return self._texts.say(text_id, "web", **values)

    def render(self, template: str, **values: Any) -> str:
        """The page of a template, "home" for templates/home.html."""
        return self._environment.get_template(f"{template}.html").render(**values)


def unbroken(text: str) -> Markup:
    """The text, escaped, whose clock times and dates stay on one line."""
    return Markup(_KEPT.sub(r'<span class="keep">\g<0></span>', str(escape(text))))  # noqa: S704  escaped just here


class _Numbers:
    """The clinic's telephone number and those for emergencies, to be called with a tap."""

    def __init__(self, clinic: Clinic) -> None:
        self._country = clinic.clinic.country
        numbers = (clinic.clinic.phone, clinic.resources.emergency, clinic.resources.lifeline)
        listed = "|".join(re.escape(str(escape(number))) for number in sorted(numbers, key=len, reverse=True))
        self._known = re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])")

    def address(self, number: str) -> str:
        """The number as a URI; what is no ordinary number, such as 911, stays as it is."""
        try:
            parsed = phonenumbers.parse(number, self._country)
        except phonenumbers.NumberParseException:
            return f"tel:{number}"
        if not phonenumbers.is_possible_number(parsed):
            return f"tel:{number}"
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.RFC3966)

    def linked(self, text: str) -> Markup:
        """The text, escaped, with each of these numbers as a link."""
        return Markup(self._known.sub(self._link, str(escape(text))))  # noqa: S704  escaped just here

    def _link(self, found: re.Match[str]) -> str:
        number = found.group()
        return f'<a href="{escape(self.address(number))}">{number}</a>'
