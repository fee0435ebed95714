"""Finds what a text of the bot states as fact, and what of it no source has: numbers, names, drugs, conditions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.clinic.answers.texts import Source

WORDS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "watched_words.yml").read_text(encoding="utf-8"))
WATCHED = tuple(sorted({*WORDS["drugs"], *WORDS["conditions"], *WORDS["effects"], *WORDS["other"]}))
OPENERS = frozenset(WORDS["openers"])
_DRUG_ENDING = r"\w+(?:oxetine|azepam|azolam|ipram|opram|ketamine|barbital|codone|triptyline|piprazole|afaxine|traline)"

# Numbers in words, too; "one" and "first" count only before something that can be counted
_COUNTED = r"(?:hour|day|week|month|year|minute|session|infusion|treatment|dose|percent|patient|visit)s?"
_NUMBER = re.compile(
    r"\$?\d[\d.,:/%-]*\d%?|\$?\d%?"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half|twice|third|fourth|fifth|sixth|percent)\b"
    rf"|\b(?:one|first|second|a single) {_COUNTED}\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\{\w*\}")
_FILLED_IN = "\u2026"  # stands for what is filled in, which may be a sentence of its own
_CAPITALISED = re.compile(r"[A-Z][\w'’-]*")
_SENTENCE_START = re.compile(r"(?:^\s*|[.!?:\n\u2026]\s*|[\"“(]|- )$")


@dataclass(frozen=True)
class Facts:
    """What may be stated: figures with their words, names, and watched terms, all as sources.yml has them."""

    figures: frozenset[str]
    names: frozenset[str]
    terms: frozenset[str]

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Facts:
        every = tuple(sources)
        return cls(
            frozenset(figure for source in every for figure in source.figures),
            frozenset(word for source in every for name in source.names for word in name.split()),
            frozenset(term.lower() for source in every for term in source.terms),
        )

    def __or__(self, other: Facts) -> Facts:
        return Facts(self.figures | other.figures, self.names | other.names, self.terms | other.terms)


def untraced(text: str, facts: Facts, ordinary: Collection[str] = OPENERS) -> list[str]:
    """What `text` states that `facts` do not have; `ordinary` words are no names when they begin a sentence."""
    plain = _PLACEHOLDER.sub(_FILLED_IN, text).replace("’", "'")
    rest = plain
    for figure in sorted(facts.figures, key=len, reverse=True):
        rest = re.sub(rf"(?<![\w%]){re.escape(figure)}(?!\w|%)", "it", rest, flags=re.IGNORECASE)
    return [
        *(f"number: {number}" for number in _NUMBER.findall(rest)),
        *(f"name: {name}" for name in _names(rest) if not _is_known(name, facts, ordinary)),
        *(f"term: {term}" for term in _terms(plain, facts)),
    ]


def _names(text: str) -> Iterator[str]:
    for found in _CAPITALISED.finditer(text):
        word = re.sub(r"'(?:s|m|d|ll|re|ve|t)?$|-$", "", found.group())
        if word == "I":
            continue
        starts = bool(_SENTENCE_START.search(text[: found.start()]))
        yield f"{word} (begins a sentence)" if starts else word


def _is_known(name: str, facts: Facts, ordinary: Collection[str]) -> bool:
    word, begins, _ = name.partition(" (")
    if word in facts.names or {part for part in word.split("-") if part[:1].isupper()} <= facts.names:
        return True
    low = word.lower()
    if not (begins or word.isupper()):  # "NEW" is "new", said louder
        return False
    return low in ordinary or low in facts.terms or low.removesuffix("s") in facts.terms


def _terms(text: str, facts: Facts) -> Iterator[str]:
    low = text.lower()
    for term in WATCHED:
        if not re.search(rf"\b{re.escape(term)}s?\b", low):
            continue
        # "slowed breathing" among the facts allows "breathing" only where the whole of it is said.
        rest = low
        for known in sorted((known for known in facts.terms if term in known), key=len, reverse=True):
            rest = re.sub(rf"\b{re.escape(known)}s?\b", " ", rest)
        if re.search(rf"\b{re.escape(term)}s?\b", rest):
            yield term
    for found in re.findall(rf"\b{_DRUG_ENDING}\b", low):
        if found not in facts.terms and found not in WATCHED:
            yield found


# Keys whose values are not said to anybody.
NOT_SAID = {"cues", "groups", "as", "source", "claims", "caveats", "spellings", "id", "version", "intent"}


@dataclass(frozen=True)
class Text:
    """One text of the bot, with the file and the keys it stands under."""

    where: str
    said: str


def texts_in(where: str, value: Any) -> Iterator[Text]:
    """Every text within a piece of YAML, but for what stands under the keys of NOT_SAID."""
    if isinstance(value, str):
        yield Text(where, value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if str(key) not in NOT_SAID:
                yield from texts_in(f"{where}.{key}", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts_in(f"{where}.{number}", inner)


def texts_of_files(folder: Path, leaving_out: Collection[str]) -> Iterator[Text]:
    """Every text in the YAML files of `folder`."""
    for path in sorted(folder.glob("*.yml")):
        if path.name not in leaving_out:
            yield from texts_in(path.name, yaml.safe_load(path.read_text(encoding="utf-8")))
