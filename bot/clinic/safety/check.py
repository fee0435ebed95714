"""Decide how much danger a message shows, from the rules of data/safety."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.clinic.safety.loading import rule_book
from bot.clinic.safety.patterns import Combination, Hit, Level, Message, Reach, Rule, RuleBook

# A message is read in pieces of this many characters; each begins so far back into the one before
# that a sentence on the border is seen whole by one of them.
WINDOW = 4_000
OVERLAP = 400
Kind = Literal["self", "other", "threatened", "medical"]
_SPANISH_ENOUGH = 2  # so many Spanish words make a message Spanish: one may be a name


@dataclass(frozen=True)
class Finding:
    """What the check found: the level, the rule that gave it ("" for none), and if the message is Spanish.

    `kind` says who is in danger: the writer by their own hand ("self") or by somebody else's ("threatened"), another
    person ("other"), or somebody's body ("medical"). `named` is whether thoughts of death or harm are in the words, and
    not only despair that may hide them.
    """

    level: Level
    rule_id: str
    spanish: bool
    kind: Kind = "self"
    named: bool = True


def check(text: str) -> Finding:
    """The danger that a message shows; pure, in time linear in its length. Never raises for any string.

    Where several rules match, the one of the highest level counts.
    """
    book = rule_book()
    best = Finding(Level.none, "", spanish=False)
    for window in _windows(text):
        finding = _check_window(window, book)
        if finding.level > best.level:
            best = finding
        if best.level is Level.imminent:
            break
    return best


def without_idioms(text: str) -> str | None:
    """A message without its figures of speech and what dates from long ago, for whoever else judges it.

    None if it has neither, or is very long.
    """
    if len(text) > WINDOW:
        return None
    book = rule_book()
    whole = book.normalise(text)
    rest = book.without_past(book.without_idioms(whole))
    return None if rest == whole else " ".join(rest.replace("_", "").split())


def is_spanish(text: str) -> bool:
    """Whether a message is written in Spanish, at least in part."""
    book = rule_book()
    return _spanish(Message(book.normalise(text[:WINDOW])), book)


def _windows(text: str) -> Iterator[str]:
    start = 0
    while True:
        yield text[start : start + WINDOW]
        if start + WINDOW >= len(text):
            return
        start += WINDOW - OVERLAP


def _check_window(text: str, book: RuleBook) -> Finding:
    message = Message(book.without_idioms(book.normalise(text)))
    full: list[Hit] = []
    best: tuple[Level, Rule] | None = None
    weighed = [(_level(hit, message, book), hit) for hit in book.hits(message)]
    for level, hit in weighed:
        if level == hit.rule.level:
            full.append(hit)
        if level == Level.none or _is_anothers(level, hit, weighed, message):
            continue
        if best is None or _weight(level, hit.rule) > _weight(*best):
            best = level, hit.rule
    for combination in book.combinations:
        if (best is None or combination.rule.level > best[0]) and _together(combination, full, message):
            best = combination.rule.level, combination.rule
    if best is None:
        return Finding(Level.none, "", spanish=False)
    return Finding(
        best[0], best[1].id, best[1].spanish or _spanish(message, book), _kind(best[1]), "despair" not in best[1].kinds
    )


def _kind(rule: Rule) -> Kind:
    if "medical" in rule.kinds:
        return "medical"
    if "threatened" in rule.kinds:
        return "threatened"
    return "other" if any(kind.startswith("third") for kind in rule.kinds) else "self"


def _is_anothers(level: Level, hit: Hit, weighed: list[tuple[Level, Hit]], message: Message) -> bool:
    """Whether an act is told of another person, who stands before it: "my roommate took the whole bottle"."""
    if _kind(hit.rule) != "self":
        return False
    return any(
        _kind(other.rule) == "other"
        and grave >= level
        and other.start < hit.start < other.end
        and " i " not in message.text[other.start : hit.start + 1]
        for grave, other in weighed
    )


def _weight(level: Level, rule: Rule) -> tuple[Level, int]:
    """What comes first: the higher level; of two alike a threat, since whoever threatens is no one to stay with, and
    last what is only about the body.
    """
    return level, {"threatened": 2, "medical": 0}.get(_kind(rule), 1)


def _level(hit: Hit, message: Message, book: RuleBook) -> Level:
    """The rule's level, or less where the words around the match take it back or put it in the past."""
    level = hit.rule.level
    for name in hit.rule.softened_by:
        softener = book.softeners[name]
        if softener.level >= level:
            continue
        around = message.text_around(hit.start, hit.end, softener.reach)
        found = softener.pattern.search(around)
        if found and softener.reach is Reach.BEFORE:
            around = around[: found.start()]
        if found and not (softener.unless and softener.unless.search(around)):
            level = softener.level
    return level


def _together(combination: Combination, hits: list[Hit], message: Message) -> bool:
    """Whether all kinds are found, each by a rule of its own, where the combination wants them."""
    groups: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        place = message.around(hit.start, hit.end) if combination.in_sentence else (0, len(message.text))
        groups.setdefault(place, []).append(hit)
    for (left, right), group in groups.items():
        kinds = [{hit.rule.id for hit in group if kind in hit.rule.kinds} for kind in combination.kinds]
        if all(kinds) and len(set().union(*kinds)) >= len(kinds):
            return not (combination.unless and combination.unless.search(message.text[left:right]))
    return False


def _spanish(message: Message, book: RuleBook) -> bool:
    return sum(word in book.spanish_words for word in message.text.split()) >= _SPANISH_ENOUGH
