"""Answers to what people ask: fixed, sourced texts, chosen by plain cues. Nothing is ever generated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from bot.clinic.answers.cues import Cue, most_specific, words_of
from bot.clinic.answers.texts import AnswersFile, Aspect, SourcesFile, TextsError, read

__all__ = ["Answer", "Answers", "Channel", "TextsError"]

Channel = Literal["web", "sms"]
GENERAL = "general"
EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Answer:
    """What the bot says to a question, and where it has it from.

    topic, aspect: those that the text belongs to. "Is the consultation free?" asked under faq/cost_and_insurance
        is answered as faq/free_consultation.
    source: titles, in sources.yml, of the article's sections and of the caveats' origins, separated by "; ".
    claims: numbers, in sources.yml, of the article's claims that are told.
    covered: false when the answer is that the clinic's information does not say.
    offer: an invitation to book may follow when no other question is open.
    mention: the question is about suicidal thoughts, so the dialogue adds the line of resources.
    caveats: those at the end of the text, word by word.
    """

    topic: str
    aspect: str
    text: str
    source: str
    claims: tuple[int, ...]
    covered: bool
    offer: bool
    mention: bool
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Cued:
    """An aspect's cues within one topic, and the topic and aspect whose text answers it."""

    name: str
    first: bool
    cues: tuple[Cue, ...]
    target: tuple[str, str]


@dataclass(frozen=True)
class _Topic:
    general: tuple[str, str]
    own: tuple[_Cued, ...]


class Answers:
    """All answers, ready to be picked from. The same question always gets the same answer."""

    def __init__(self, texts: AnswersFile, sources: SourcesFile) -> None:
        """Raises TextsError naming the key when the two do not fit together; `load` reads them from files."""
        self._texts = texts
        self._sources = sources
        for (topic, name), aspect in _every_aspect(texts):
            self._check(f"{topic}.{name}", aspect)
        self._everywhere = self._cued(EVERYWHERE, texts.everywhere)
        self._topics = {
            name: _Topic(self._target(name, GENERAL), self._cued(name, aspects))
            for name, aspects in texts.topics.items()
        }
        self._known = frozenset(
            word
            for cued in chain(self._everywhere, *(topic.own for topic in self._topics.values()))
            for cue in cued.cues
            for word in cue.words
            if not word.endswith("*")
        )

    @classmethod
    def load(cls, folder: Path) -> Answers:
        """Read answers.yml and sources.yml of `folder`.

        Raises:
            TextsError: one of them cannot be read, or they do not fit together; it names file and key.
        """
        texts = read(folder / "answers.yml", AnswersFile)
        sources = read(folder / "sources.yml", SourcesFile)
        try:
            return cls(texts, sources)
        except TextsError as error:
            raise TextsError(f"{folder / 'answers.yml'}: {error}") from error

    def topics(self) -> tuple[str, ...]:
        """The intents that can be answered, as "faq/...", in the order of the file."""
        return tuple(f"faq/{name}" for name in self._topics)

    def answer(self, topic: str, message: str, channel: Channel, asked_before: int = 0) -> Answer:
        """The answer to `message`, which was understood as `topic` ("faq/...").

        `asked_before` is how many questions of this conversation were not covered so far: the wording of the
        next such answer changes with it. Raises KeyError for a topic that is not among `topics()`.
        """
        part = self._topics[topic.removeprefix("faq/")]
        return self._say(*self._pick(part, message), channel, asked_before)

    def all(self, channel: Channel) -> Iterator[Answer]:
        """Every answer there is, the uncovered ones in each wording: for tests and for staff to read."""
        for (topic, name), aspect in _every_aspect(self._texts):
            for before in range(len(self._texts.not_covered) if aspect.about else 1):
                if not aspect.pointer:
                    yield self._say(topic, name, channel, before)

    def _pick(self, part: _Topic, message: str) -> tuple[str, str]:
        words = words_of(message, self._texts.spellings)
        for cued in (part.own, self._everywhere):
            found = self._found(cued, words)
            leading = tuple(item for item in found if item.first) or found
            targets = {item.target for item in leading}
            if len(targets) == 1:
                return targets.pop()
            if targets:
                return part.general  # several things are asked at once: the general answer wrongs none of them
        return part.general

    def _found(self, cued: tuple[_Cued, ...], words: tuple[str, ...]) -> tuple[_Cued, ...]:
        matches: dict[str, list[frozenset[int]]] = {}
        for item in cued:
            places = [place for cue in item.cues if (place := cue.found_in(words, self._known))]
            if places:
                matches[item.name] = places
        kept = most_specific(matches)
        return tuple(item for item in cued if item.name in kept)

    def _say(self, topic: str, name: str, channel: Channel, asked_before: int) -> Answer:
        aspect = self._aspect(topic, name)
        if aspect.about:
            frames = self._texts.not_covered
            text = frames[asked_before % len(frames)].on(channel).format(about=aspect.about)
        else:
            text = aspect.text.on(channel)
        caveats = tuple(self._texts.caveat_texts[caveat].on(channel) for caveat in aspect.caveats)
        titles = (source.title for key in aspect.source if (source := self._sources.source(key)))
        return Answer(
            topic="faq/" + (topic if topic != EVERYWHERE else "what_is_ketamine_treatment"),
            aspect=name,
            text=" ".join((text, *caveats)),
            source="; ".join(titles),
            claims=aspect.claims,
            covered=aspect.covered,
            offer=aspect.offer,
            mention=aspect.mention,
            caveats=caveats,
        )

    def _aspect(self, topic: str, name: str) -> Aspect:
        return self._texts.everywhere[name] if topic == EVERYWHERE else self._texts.topics[topic][name]

    def _target(self, topic: str, name: str) -> tuple[str, str]:
        try:
            aspect = self._aspect(topic, name)
        except KeyError:
            raise TextsError(f"{topic}.{name}: there is no such aspect") from None
        if not aspect.pointer:
            return topic, name
        pointed, _, at = aspect.pointer.partition(".")
        try:
            if self._aspect(pointed, at).pointer:
                raise TextsError(f"{topic}.{name}.as: {aspect.pointer} points elsewhere itself")
        except KeyError:
            raise TextsError(f"{topic}.{name}.as: there is no aspect {aspect.pointer}") from None
        return pointed, at

    def _cued(self, topic: str, aspects: Mapping[str, Aspect]) -> tuple[_Cued, ...]:
        return tuple(
            _Cued(name, aspect.first, self._cues(f"{topic}.{name}", aspect), self._target(topic, name))
            for name, aspect in aspects.items()
        )

    def _cues(self, key: str, aspect: Aspect) -> tuple[Cue, ...]:
        unknown = set(aspect.groups) - set(self._texts.groups)
        if unknown:
            raise TextsError(f"{key}.groups: there is no group {', '.join(sorted(unknown))}")
        grouped = chain.from_iterable(self._texts.groups[group] for group in aspect.groups)
        try:
            return tuple(Cue.parse(text, self._texts.spellings) for text in chain(aspect.cues, grouped))
        except ValueError as error:
            raise TextsError(f"{key}.cues: {error}") from error

    def _check(self, key: str, aspect: Aspect) -> None:
        """An answer with a marketing claim of the article never goes out without its caveat."""
        for caveat in aspect.caveats:
            if caveat not in self._texts.caveat_texts:
                raise TextsError(f"{key}.caveats: caveat_texts has no {caveat}")
        for source in aspect.source:
            if self._sources.source(source) is None:
                raise TextsError(f"{key}.source: sources.yml has no {source}")
        for number in aspect.claims:
            claim = self._sources.claims.get(number)
            if claim is None:
                raise TextsError(f"{key}.claims: sources.yml has no claim {number}")
            if claim.caveats and not set(claim.caveats) & set(aspect.caveats):
                raise TextsError(f"{key}.claims: claim {number} needs a caveat: {' or '.join(claim.caveats)}")


def _every_aspect(texts: AnswersFile) -> Iterator[tuple[tuple[str, str], Aspect]]:
    for topic, aspects in ((EVERYWHERE, texts.everywhere), *texts.topics.items()):
        for name, aspect in aspects.items():
            yield (topic, name), aspect
