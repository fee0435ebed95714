"""The rules of data/safety, read, checked and compiled once.

Files: spelling.yml and vocabulary.yml (words), softeners.yml (figures of speech, and what lowers a match),
combinations.yml (clues that only count together), and every other .yml there: a list of rules. A rule has

    id           its name in the log and in alerts; letters and hyphens
    level        mention, risk or imminent
    reason       what a match says about the person, for staff
    kinds        what it counts as in combinations (ideation, active, means ...)
    softened_by  the softeners that may lower it
    spanish      true if only a Spanish message matches it
    templates    how people say it, in the language of templates.py
    unless       templates that, in the same sentence, show that something else is meant
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, Extra, Field, ValidationError

from bot.clinic.safety.normalise import Normaliser, Spelling
from bot.clinic.safety.templates import Language, Template, TemplateError

DATA = Path(__file__).resolve().parents[3] / "data" / "safety"
_SHARED = ("spelling", "vocabulary", "softeners", "combinations")


class Level(IntEnum):
    """How much danger a message shows; notes of every level are in docs/safety.md. `str()` gives the name."""

    none = 0
    mention = 1
    risk = 2
    imminent = 3

    def __str__(self) -> str:
        return self.name


class SafetyDataError(ValueError):
    """A file of data/safety cannot be used; the message names the file, the entry and what is wrong."""


@dataclass(frozen=True)
class Rule:
    """One way in which danger shows. A rule of level none is a clue: it counts only in combinations."""

    id: str
    level: Level
    kinds: frozenset[str]
    softened_by: tuple[str, ...]
    spanish: bool


@dataclass(frozen=True)
class Hit:
    """A rule found in a normalised message, from `start` to `end` (character offsets there)."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True)
class Softener:
    """Lowers a match to `level` when `pattern` stands before it or in its sentence, and `unless` does not."""

    id: str
    level: Level
    before: bool
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True)
class Combination:
    """Kinds that mean `rule` when found together, in one sentence or in the whole message."""

    rule: Rule
    kinds: tuple[str, ...]
    in_sentence: bool
    unless: re.Pattern[str] | None


@dataclass(frozen=True)
class _Sign:
    """A template of a rule."""

    rule: Rule
    template: Template
    unless: re.Pattern[str] | None


@dataclass(frozen=True)
class RuleBook:
    """All that the check needs. `index` leads from a word to the templates that cannot match without it."""

    normalise: Normaliser
    idioms: Mapping[str, tuple[Template, ...]]
    index: Mapping[str, tuple[_Sign, ...]]
    softeners: Mapping[str, Softener]
    combinations: tuple[Combination, ...]

    def without_idioms(self, message: str) -> str:
        """The normalised message with "_" for each figure of speech, which no template can read across."""
        for idiom in _found(self.idioms, message):
            if all(other.search(message) for other in idiom.others):
                message = idiom.first.sub("_ ", message)
        return message

    def hits(self, message: Message) -> Iterator[Hit]:
        """Every place where a rule matches; the message is normalised and without idioms."""
        for sign in _found(self.index, message.text):
            for match in sign.template.first.finditer(message.text):
                start, end = match.span()
                if sign.template.others or sign.unless:
                    left, right = message.sentence(start, end)
                    sentence = message.text[left:right]
                    if sign.unless and sign.unless.search(sentence):
                        continue
                    others = [other.search(sentence) for other in sign.template.others]
                    if not all(others):
                        continue
                    start = min(start, *(left + other.start() for other in others if other), start)
                yield Hit(sign.rule, start, end)


class Message:
    """A normalised message and its sentences."""

    _END = re.compile(r"(?<= )[.?] ")

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [0, *(match.end() - 1 for match in self._END.finditer(text)), len(text)]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence of a match lies; its text begins with a space, as templates need it."""
        left = bisect_right(self._ends, start) - 1
        right = bisect_left(self._ends, end)
        return self._ends[left], self._ends[min(right, len(self._ends) - 1)]


_T = TypeVar("_T")


def _found(index: Mapping[str, tuple[_T, ...]], message: str) -> list[_T]:
    """What the message's words point at, each once, in a fixed order."""
    found: dict[_T, None] = {}
    for word in dict.fromkeys(message.split()):
        for entry in index.get(word, ()):
            found[entry] = None
    return list(found)


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """The rules of data/safety; read and compiled at the first call. Raises SafetyDataError."""
    return load(DATA)


def load(folder: Path) -> RuleBook:
    """Read every file of `folder`. Raises SafetyDataError, which names the file and the entry."""
    files = {path.stem: _parse(path) for path in sorted(folder.glob("*.yml"))}
    missing = [name for name in _SHARED if name not in files]
    if missing:
        raise SafetyDataError(f"{folder}: {', '.join(f'{name}.yml' for name in missing)} missing")
    return _Loader(files).book()


def _parse(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SafetyDataError(f"{path.name}: {error}") from error


# ---- the shape of the files


class _Entry(BaseModel):
    class Config:
        extra = Extra.forbid


class _RuleEntry(_Entry):
    id: str = Field(regex=r"^[a-z]+(-[a-z]+)*$")
    level: Literal["mention", "risk", "imminent"]
    reason: str = Field(min_length=1)
    kinds: list[str] = Field(min_items=1)
    softened_by: list[str]
    spanish: bool = False
    templates: list[str] = Field(min_items=1)
    unless: list[str] = []


class _SoftenerEntry(_Entry):
    id: str
    level: Literal["none", "mention", "risk"]
    where: Literal["before", "sentence"]
    templates: list[str] = Field(min_items=1)
    unless: list[str] = []


class _Softeners(_Entry):
    idioms: list[str]
    softeners: list[_SoftenerEntry]


class _Clue(_Entry):
    id: str
    kinds: list[str] = Field(min_items=1)
    templates: list[str] = Field(min_items=1)


class _CombinationEntry(_Entry):
    id: str
    level: Literal["risk", "imminent"]
    all: list[str] = Field(min_items=2)
    within: Literal["sentence", "message"]
    unless: list[str] = []
    reason: str = Field(min_length=1)


class _Combinations(_Entry):
    clues: list[_Clue]
    combinations: list[_CombinationEntry]


class _LikenessEntry(_Entry):
    words: list[str]
    not_: list[str] = Field(alias="not")


class _TogetherEntry(_Entry):
    telling: list[str]
    joining: list[str]


class _SpellingFile(_Entry):
    words: dict[str, str]
    phrases: dict[str, str]
    fillers: list[str]
    fillers_kept: dict[str, list[str]]
    likeness: _LikenessEntry
    together: _TogetherEntry
    emoji: dict[str, str]
    lookalikes: dict[str, str]
    leet: dict[str, str]


class _VocabularyFile(BaseModel):
    __root__: dict[str, str]


class _RuleFile(BaseModel):
    __root__: list[_RuleEntry]


_Model = TypeVar("_Model", bound=BaseModel)


def _read(model: type[_Model], name: str, content: Any) -> _Model:
    try:
        return model.parse_obj(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = " > ".join(str(part) for part in first["loc"] if part != "__root__")
        raise SafetyDataError(f"{name}.yml: {place}: {first['msg']}") from error


@contextmanager
def _naming(file: str, entry: str) -> Iterator[None]:
    """Say of a template that cannot be read where it stands."""
    try:
        yield
    except TemplateError as error:
        raise SafetyDataError(f"{file}.yml: {entry}: {error}") from error


class _Loader:
    """Turns the parsed files into a RuleBook; one use."""

    def __init__(self, files: dict[str, Any]) -> None:
        self._files = files
        lists = _read(_VocabularyFile, "vocabulary", files["vocabulary"]).__root__
        entries = {name: [entry.strip() for entry in text.split(",")] for name, text in lists.items()}
        try:
            self._language = Language(entries)
        except TemplateError as error:
            raise SafetyDataError(f"vocabulary.yml: {error}") from error
        self._index: dict[str, list[_Sign]] = {}
        self._ids: set[str] = set()

    def book(self) -> RuleBook:
        softening = _read(_Softeners, "softeners", self._files["softeners"])
        combining = _read(_Combinations, "combinations", self._files["combinations"])
        softeners = {entry.id: self._softener(entry) for entry in softening.softeners}
        for name in sorted(set(self._files) - set(_SHARED)):
            for entry in _read(_RuleFile, name, self._files[name]).__root__:
                self._add_rule(name, entry, softeners)
        for clue in combining.clues:
            rule = Rule(clue.id, Level.none, frozenset(clue.kinds), (), spanish=False)
            self._add_templates("combinations", rule, clue.templates, [])
        combinations = tuple(self._combination(entry) for entry in combining.combinations)
        idioms = self._idioms(softening.idioms)
        index = {word: tuple(templates) for word, templates in self._index.items()}
        return RuleBook(self._normaliser(), idioms, index, softeners, combinations)

    def _add_rule(self, name: str, entry: _RuleEntry, softeners: Mapping[str, Softener]) -> None:
        if entry.id in self._ids:
            raise SafetyDataError(f"{name}.yml: {entry.id}: there is another rule of this id")
        self._ids.add(entry.id)
        unknown = [softener for softener in entry.softened_by if softener not in softeners]
        if unknown:
            raise SafetyDataError(f"{name}.yml: {entry.id}: no softener {', '.join(unknown)}")
        kinds, level = frozenset(entry.kinds), Level[entry.level]
        rule = Rule(entry.id, level, kinds, tuple(entry.softened_by), entry.spanish)
        self._add_templates(name, rule, entry.templates, entry.unless)

    def _add_templates(self, name: str, rule: Rule, templates: list[str], unless: list[str]) -> None:
        with _naming(name, rule.id):
            guard = self._language.compile_any(unless)
            for text in templates:
                template = self._language.compile(text)
                for word in template.words:
                    self._index.setdefault(word, []).append(_Sign(rule, template, guard))

    def _idioms(self, texts: list[str]) -> dict[str, tuple[Template, ...]]:
        index: dict[str, list[Template]] = {}
        with _naming("softeners", "idioms"):
            for template in map(self._language.compile, texts):
                for word in template.words:
                    index.setdefault(word, []).append(template)
        return {word: tuple(templates) for word, templates in index.items()}

    def _softener(self, entry: _SoftenerEntry) -> Softener:
        before = entry.where == "before"
        with _naming("softeners", entry.id):
            pattern = self._language.compile_any(entry.templates, at_end=before)
            unless = self._language.compile_any(entry.unless, at_end=before)
        assert pattern is not None  # noqa: S101  the model above asks for at least one template
        return Softener(entry.id, Level[entry.level], before, pattern, unless)

    def _combination(self, entry: _CombinationEntry) -> Combination:
        rule = Rule(entry.id, Level[entry.level], frozenset(), (), spanish=False)
        with _naming("combinations", entry.id):
            unless = self._language.compile_any(entry.unless)
        return Combination(rule, tuple(entry.all), entry.within == "sentence", unless)

    def _normaliser(self) -> Normaliser:
        tables = _read(_SpellingFile, "spelling", self._files["spelling"])
        spelling = Spelling(
            words=tables.words,
            phrases=tables.phrases,
            fillers=frozenset(tables.fillers),
            fillers_kept={word: frozenset(after) for word, after in tables.fillers_kept.items()},
            likeness=tuple(tables.likeness.words),
            not_alike=frozenset(tables.likeness.not_),
            telling=frozenset(tables.together.telling),
            joining=frozenset(tables.together.joining),
            emoji=tables.emoji,
            lookalikes=tables.lookalikes,
            leet=tables.leet,
        )
        return Normaliser(replace(spelling, known=frozenset(self._language.words)))
