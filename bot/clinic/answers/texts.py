"""The shape of answers.yml and sources.yml in data/texts/, read with errors that name file and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, Extra, Field, ValidationError, root_validator, validator

from bot.clinic.yaml_files import loads


class TextsError(ValueError):
    """A file of texts cannot be used; the message names the file, the key and what is wrong with it."""


class _Part(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True
        allow_population_by_field_name = True


class Line(_Part):
    """One text for both channels; `sms` is plain GSM-7."""

    web: str = Field(min_length=1)
    sms: str = Field(min_length=1)

    def on(self, channel: str) -> str:
        return self.web if channel == "web" else self.sms


class Aspect(_Part):
    """One question within a topic: how it is recognised, and its text, or what is not covered, or a pointer.

    `web` and `sms` are the text; `about` completes "The information I have doesn't cover ..."; `as` names the
    aspect of another topic ("topic.aspect") that answers it.
    """

    cues: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    first: bool = False
    web: str | None = None
    sms: str | None = None
    about: str | None = None
    pointer: str | None = Field(default=None, alias="as")
    source: tuple[str, ...] = ()
    claims: tuple[int, ...] = ()
    caveats: tuple[str, ...] = ()
    covered: bool = True
    offer: bool = True
    mention: bool = False

    @property
    def text(self) -> Line:
        """The text of an aspect that has one of its own. Raises ValueError for one that has none."""
        if self.web is None or self.sms is None:
            raise ValueError("this aspect has no text of its own")
        return Line(web=self.web, sms=self.sms)

    @validator("source", pre=True)
    def _one_or_more(cls, value: Any) -> Any:  # noqa: N805  pydantic 1 calls it on the class
        return (value,) if isinstance(value, str) else value

    @root_validator(skip_on_failure=True)
    def _says_one_thing(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805
        text = values["web"] is not None or values["sms"] is not None
        if text + (values["about"] is not None) + (values["pointer"] is not None) != 1:
            raise ValueError("needs either web and sms, or about, or as")
        if text and not (values["web"] and values["sms"]):
            raise ValueError("needs both web and sms")
        if text and values["covered"] and not values["source"]:
            raise ValueError("a covered answer needs a source")
        if values["about"]:
            values.update(covered=False, source=("not_covered", *values["source"]))
        return values


class AnswersFile(_Part):
    """All of answers.yml."""

    spellings: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    caveat_texts: dict[str, Line]
    not_covered: tuple[Line, ...]
    everywhere: dict[str, Aspect]
    topics: dict[str, dict[str, Aspect]]

    @validator("not_covered")
    def _say_about_what(cls, value: tuple[Line, ...]) -> tuple[Line, ...]:  # noqa: N805
        if not value:
            raise ValueError("needs at least one wording")
        if not all("{about}" in text for line in value for text in (line.web, line.sms)):
            raise ValueError("every wording needs {about}")
        return value


class Source(_Part):
    """Where facts come from, and which ones may be taken from there (the fact test reads them)."""

    title: str
    citation: str | None = None
    figures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


class Claim(_Part):
    """A claim of the clinic's article.

    plain: may be told as it is. attributed: told as the clinic's words. marketing: told as the clinic's words
    and only together with one of `caveats`. `telltale` are words that give the claim away in any text.
    """

    section: str
    kind: str = Field(regex="^(plain|attributed|marketing)$")
    fact: str
    caveats: tuple[str, ...] = ()
    telltale: tuple[str, ...] = ()

    @root_validator(skip_on_failure=True)
    def _marketing_has_a_caveat(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805
        if values["kind"] == "marketing" and not values["caveats"]:
            raise ValueError("a marketing claim needs a caveat")
        return values


class SourcesFile(_Part):
    """All of sources.yml."""

    sections: dict[str, Source]
    others: dict[str, Source]
    claims: dict[int, Claim]

    def source(self, name: str) -> Source | None:
        return self.sections.get(name) or self.others.get(name)


_File = TypeVar("_File", bound=BaseModel)


def read(path: Path, shape: type[_File]) -> _File:
    """Read one YAML file into its shape.

    Raises:
        TextsError: the file is missing, is not YAML, or a key is missing, unknown or wrong.
    """
    try:
        return shape.parse_obj(loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise TextsError(f"{path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise TextsError(f"{path}: not YAML: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise TextsError(f"{path}: {wrong}") from error
