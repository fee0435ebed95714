"""Read, check and compile the files of data/safety.

spelling.yml and vocabulary.yml hold words, softeners.yml figures of speech and what lowers a match,
combinations.yml clues that only count together. Every other .yml is a list of rules:

    id           its name in the log and in alerts; letters and hyphens
    level        mention, risk or imminent
    reason       what a match says about the person, for staff
    kinds        what it counts as in combinations (ideation, active, means ...)
    softened_by  the softeners that may lower it
    spanish      true if only a Spanish message matches it
    templates    how people say it, in the language of templates.py
    unless       templates that, in the same clause, show that something else is meant
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, Extra, Field, StrictStr, ValidationError

from bot.clinic.safety.mending import Spelling
from bot.clinic.safety.normalise import Normaliser, Wording
from bot.clinic.safety.patterns import Combination, Level, Reach, Rule, RuleBook, Sign, Softener
from bot.clinic.safety.templates import Language, Template, TemplateError

DATA = Path(__file__).resolve().parents[3] / "data" / "safety"
_SHARED = ("spelling", "vocabulary", "softeners", "combinations")


class SafetyDataError(ValueError):
    """A file of data/safety cannot be used; the message names the file, the entry and what is wrong."""


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """The rules of data/safety; read and compiled at the first call. Raises SafetyDataError."""
    return load(DATA)


def load(folder: Path) -> RuleBook:
    """Read every .yml file of `folder`. Raises SafetyDataError."""
    files = {path.stem: _parse(path) for path in sorted(folder.glob("*.yml"))}
    missing = [f"{name}.yml" for name in _SHARED if name not in files]
    if missing:
        raise SafetyDataError(f"{folder.name}: {', '.join(missing)} missing")
    return _Loader(files).book()


class _OnceLoader(yaml.SafeLoader):
    """YAML, but a key given twice is an error: the second would silently win."""


def _mapping_without_doubles(loader: _OnceLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    doubles = sorted({str(key) for key in keys if keys.count(key) > 1}) if len(set(keys)) < len(keys) else []
    if doubles:
        raise yaml.constructor.ConstructorError(None, None, f"twice: {', '.join(doubles)}", node.start_mark)
    return loader.construct_mapping(node, deep=True)


_OnceLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_doubles)


def _parse(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _OnceLoader)  # noqa: S506  it is a SafeLoader
    except (OSError, yaml.YAMLError) as error:
        raise SafetyDataError(f"{path.name}: {error}") from error


# ---- the shape of the files


class _Entry(BaseModel):
    class Config:
        extra = Extra.forbid


class _RuleEntry(_Entry):
    id: StrictStr = Field(regex=r"^[a-z]+(-[a-z]+)*$")
    level: Literal["mention", "risk", "imminent"]
    reason: StrictStr = Field(min_length=1)
    kinds: list[StrictStr] = Field(min_items=1)
    softened_by: list[StrictStr]
    spanish: bool = False
    templates: list[StrictStr] = Field(min_items=1)
    unless: list[StrictStr] = []


class _SoftenerEntry(_Entry):
    id: StrictStr
    level: Literal["none", "mention", "risk"]
    where: Literal["before", "clause", "part", "sentence"]
    past: bool = False
    templates: list[StrictStr] = Field(min_items=1)
    unless: list[StrictStr] = []


class _SoftenersFile(_Entry):
    idioms: list[StrictStr]
    softeners: list[_SoftenerEntry]


class _ClueEntry(_Entry):
    id: StrictStr
    kinds: list[StrictStr] = Field(min_items=1)
    templates: list[StrictStr] = Field(min_items=1)


class _CombinationEntry(_Entry):
    id: StrictStr
    level: Literal["risk", "imminent"]
    all: list[StrictStr] = Field(min_items=2)
    within: Literal["sentence", "message"]
    unless: list[StrictStr] = []
    reason: StrictStr = Field(min_length=1)


class _CombinationsFile(_Entry):
    clues: list[_ClueEntry]
    combinations: list[_CombinationEntry]


class _LikenessEntry(_Entry):
    words: list[StrictStr]
    not_: list[StrictStr] = Field(alias="not")


class _TogetherEntry(_Entry):
    telling: list[StrictStr]
    joining: list[StrictStr]


class _SpellingFile(_Entry):
    words: dict[StrictStr, StrictStr]
    phrases: dict[StrictStr, StrictStr]
    fillers: list[StrictStr]
    fillers_kept: dict[StrictStr, list[StrictStr]]
    likeness: _LikenessEntry
    together: _TogetherEntry
    emoji: dict[StrictStr, StrictStr]
    lookalikes: dict[StrictStr, StrictStr]
    leet: dict[StrictStr, StrictStr]
    common: StrictStr
    spanish: StrictStr


class _VocabularyFile(BaseModel):
    __root__: dict[StrictStr, StrictStr]


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


# ---- from files to rules


class _Loader:
    """Turns the parsed files into a RuleBook; one use."""

    def __init__(self, files: dict[str, Any]) -> None:
        self._files = files
        self._spelling = _read(_SpellingFile, "spelling", files["spelling"])
        lists = _read(_VocabularyFile, "vocabulary", files["vocabulary"]).__root__
        with _naming("vocabulary", "lists"):
            entries = {name: text.split(",") for name, text in lists.items()}
            self._language = Language(entries, frozenset(self._spelling.common.split()))
        self._index: dict[str, list[Sign]] = {}
        self._ids: set[str] = set()

    def book(self) -> RuleBook:
        softening = _read(_SoftenersFile, "softeners", self._files["softeners"])
        combining = _read(_CombinationsFile, "combinations", self._files["combinations"])
        softeners = {entry.id: self._softener(entry) for entry in softening.softeners}
        kinds: set[str] = set()
        for name in sorted(set(self._files) - set(_SHARED)):
            for entry in _read(_RuleFile, name, self._files[name]).__root__:
                self._add_rule(name, entry, softeners)
                kinds.update(entry.kinds)
        for clue in combining.clues:
            self._register("combinations", clue.id)
            rule = Rule(clue.id, Level.none, frozenset(clue.kinds), (), spanish=False)
            self._add_signs("combinations", rule, clue.templates, [])
            kinds.update(clue.kinds)
        combinations = tuple(self._combination(entry, kinds) for entry in combining.combinations)
        idioms = self._idioms(softening.idioms)
        index = {word: tuple(signs) for word, signs in self._index.items()}
        spanish = frozenset(self._spelling.spanish.split())
        return RuleBook(self._normaliser(), idioms, index, softeners, combinations, spanish)

    def _register(self, file: str, name: str) -> None:
        if name in self._ids:
            raise SafetyDataError(f"{file}.yml: {name}: this id is taken")
        self._ids.add(name)

    def _add_rule(self, file: str, entry: _RuleEntry, softeners: Mapping[str, Softener]) -> None:
        self._register(file, entry.id)
        unknown = [softener for softener in entry.softened_by if softener not in softeners]
        if unknown:
            raise SafetyDataError(f"{file}.yml: {entry.id}: no softener {', '.join(unknown)}")
        kinds, level = frozenset(entry.kinds), Level[entry.level]
        rule = Rule(entry.id, level, kinds, tuple(entry.softened_by), entry.spanish)
        self._add_signs(file, rule, entry.templates, entry.unless)

    def _add_signs(self, file: str, rule: Rule, templates: list[str], unless: list[str]) -> None:
        with _naming(file, rule.id):
            guard = self._language.compile_any(unless)
            for template in map(self._language.compile, templates):
                for word in template.words:
                    self._index.setdefault(word, []).append(Sign(rule, template, guard))

    def _idioms(self, texts: list[str]) -> dict[str, tuple[Template, ...]]:
        index: dict[str, list[Template]] = {}
        with _naming("softeners", "idioms"):
            for template in map(self._language.compile, texts):
                for word in template.words:
                    index.setdefault(word, []).append(template)
        return {word: tuple(templates) for word, templates in index.items()}

    def _softener(self, entry: _SoftenerEntry) -> Softener:
        reach = Reach(entry.where)
        with _naming("softeners", entry.id):
            pattern = self._language.compile_any(entry.templates, at_end=reach is Reach.BEFORE)
            unless = self._language.compile_any(entry.unless, at_end=reach is Reach.BEFORE)
        assert pattern is not None  # noqa: S101  the model above asks for at least one template
        return Softener(entry.id, Level[entry.level], reach, pattern, unless, entry.past)

    def _combination(self, entry: _CombinationEntry, kinds: set[str]) -> Combination:
        self._register("combinations", entry.id)
        unknown = [kind for kind in entry.all if kind not in kinds]
        if unknown:
            raise SafetyDataError(f"combinations.yml: {entry.id}: no rule or clue of kind {', '.join(unknown)}")
        with _naming("combinations", entry.id):
            unless = self._language.compile_any(entry.unless)
        rule = Rule(entry.id, Level[entry.level], frozenset(entry.all), (), spanish=False)
        return Combination(rule, tuple(entry.all), entry.within == "sentence", unless)

    def _normaliser(self) -> Normaliser:
        tables = self._spelling
        spelling = Spelling(
            words=tables.words,
            likeness=tuple(tables.likeness.words),
            not_alike=frozenset(tables.likeness.not_),
            telling=frozenset(tables.together.telling),
            joining=frozenset(tables.together.joining),
            leet=tables.leet,
            known=frozenset(self._language.words),
        )
        wording = Wording(
            phrases=tables.phrases,
            fillers=frozenset(tables.fillers),
            fillers_kept={word: frozenset(after) for word, after in tables.fillers_kept.items()},
            emoji=tables.emoji,
            lookalikes=tables.lookalikes,
        )
        return Normaliser(spelling, wording)
