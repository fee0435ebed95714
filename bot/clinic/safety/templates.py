"""The small language in which the rules of data/safety are written, and its translation to regular expressions.

A template is read word by word against a normalised message:

    word        that word                    <name>      any entry of that list in vocabulary.yml
    (a b|c)     one of these                 x?          x or nothing (a word, a list or a group)
    ~3          up to three other words      !x  =x      what follows is not x, is x
    ,           a comma
    ^ $         start, end of a clause       <number>    a number in digits; also <big-number> (two or three), <year>
    a & b       both in one sentence, in any order (outermost only)

Nothing in it repeats without a bound, so matching takes time linear in the length of the message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_LEX = re.compile(r"\s*(<[a-z0-9-]+>|~\d|[()|?!=^$,]|[a-z0-9*']+)")
_ANY_WORD = r"(?!(?:not|never|no) )[^ .,?_]+ "  # a gap must not swallow a negation
_NUMBERS = {"number": r"\d+ ", "big-number": r"\d{2,3} ", "year": r"(?:19|20)\d\d "}
_LONGEST_GAP = 6


class TemplateError(ValueError):
    """A template or list cannot be read; the message shows the text and what is wrong in it."""


@dataclass(frozen=True)
class Node:
    """A piece of a template: its regular expression, and words of which every match has at least one.

    `words` is None where no such set exists (numbers, gaps, what may be left out).
    """

    regex: str
    words: frozenset[str] | None


@dataclass(frozen=True)
class Template:
    """A compiled template: `first` is its rarest part; `others` must stand in the same sentence.

    A message that matches has at least one of `words`.
    """

    first: re.Pattern[str]
    others: tuple[re.Pattern[str], ...]
    words: frozenset[str]


def _choice(ways: list[Node]) -> Node:
    words: frozenset[str] | None = frozenset()
    for way in ways:
        words = None if words is None or way.words is None else words | way.words
    # The longer way first, so that "end my life" is tried before "end"
    ordered = sorted({way.regex for way in ways}, key=lambda regex: (-len(regex), regex))
    return Node(f"(?:{'|'.join(ordered)})", words)


class Language:
    """Reads templates, with the lists they may name.

    `vocabulary` maps a name to its entries, which are templates themselves and may name other lists; `common`
    are words that nearly every message has, so that looking for them first would save nothing.
    Raises TemplateError for an unknown or circular name.
    """

    def __init__(self, vocabulary: Mapping[str, list[str]], common: frozenset[str] = frozenset()) -> None:
        self._entries = vocabulary
        self._common = common
        self._lists: dict[str, Node] = {}
        self._open: list[str] = []
        self.words: set[str] = set()
        for name in vocabulary:
            self._list(name)

    def read(self, template: str) -> Node:
        """The template as one node. Raises TemplateError with the template in its message."""
        lexemes = _lexemes(template)
        try:
            node = self._ways(lexemes)
        except TemplateError as error:
            raise TemplateError(f"{template!r}: {error}") from None
        if lexemes:
            raise TemplateError(f"{template!r}: {lexemes[-1]!r} has no opening bracket")
        return node

    def compile(self, template: str) -> Template:
        """The template ready to search with. Raises TemplateError if it cannot be read or could match nothing."""
        nodes = sorted((self.read(part) for part in template.split("&")), key=lambda node: self._cost(node.words))
        words = nodes[0].words
        if not words:
            raise TemplateError(f"{template!r}: needs a word or list that cannot be left out")
        first, *others = (re.compile(rf"(?<= ){node.regex}") for node in nodes)
        return Template(first, tuple(others), words)

    def compile_any(self, templates: list[str], *, at_end: bool = False) -> re.Pattern[str] | None:
        """One pattern for all the templates, or None for none; `at_end`: only where the text ends behind it."""
        if not templates:
            return None
        ways = "|".join(self.read(template).regex for template in templates)
        end = r"\Z" if at_end else ""
        return re.compile(rf"(?<= )(?:{ways}){end}")

    def _cost(self, words: frozenset[str] | None) -> float:
        """How often looking for these words will be in vain."""
        return 1000 * len(words & self._common) + len(words) if words else float("inf")

    def _list(self, name: str) -> Node:
        if name in _NUMBERS:
            return Node(_NUMBERS[name], None)
        if name not in self._entries:
            raise TemplateError(f"<{name}> is not in the vocabulary")
        if name in self._open:
            raise TemplateError(f"<{name}> contains itself: {' > '.join([*self._open, name])}")
        if name not in self._lists:
            self._open.append(name)
            self._lists[name] = _choice([self.read(entry) for entry in self._entries[name]])
            self._open.pop()
        return self._lists[name]

    def _ways(self, lexemes: list[str]) -> Node:
        ways = [self._parts(lexemes)]
        while lexemes and lexemes[-1] == "|":
            lexemes.pop()
            ways.append(self._parts(lexemes))
        return ways[0] if len(ways) == 1 else _choice(ways)

    def _parts(self, lexemes: list[str]) -> Node:
        parts: list[Node] = []
        while lexemes and lexemes[-1] not in ("|", ")"):
            parts.append(self._part(lexemes))
        if not parts:
            raise TemplateError("an empty choice")
        rarest = min((part.words for part in parts), key=self._cost)
        return Node("".join(part.regex for part in parts), rarest)

    def _part(self, lexemes: list[str]) -> Node:
        lexeme = lexemes.pop()
        if lexeme == "^":
            return Node(r"(?:(?<=\A )|(?<=[.,?] ))", None)
        if lexeme == "$":
            return Node(r"(?=[.,?]|\Z)", None)
        if lexeme[0] == "~":
            if not 0 < int(lexeme[1]) <= _LONGEST_GAP:
                raise TemplateError(f"a gap has 1 to {_LONGEST_GAP} words, not {lexeme[1]}")
            return Node(f"(?:{_ANY_WORD}){{0,{lexeme[1]}}}?", None)
        if lexeme in "!=":
            return Node(f"(?{lexeme}{self._atom(lexemes).regex})", None)
        if lexeme == ",":
            return Node(", ", None)
        lexemes.append(lexeme)
        node = self._atom(lexemes)
        if lexemes and lexemes[-1] == "?":
            lexemes.pop()
            return Node(f"(?:{node.regex})?", None)
        return node

    def _atom(self, lexemes: list[str]) -> Node:
        lexeme = lexemes.pop() if lexemes else ""
        if lexeme == "(":
            node = self._ways(lexemes)
            if not lexemes:
                raise TemplateError("a bracket is not closed")
            lexemes.pop()
            return node
        if lexeme.startswith("<"):
            return self._list(lexeme[1:-1])
        if lexeme and lexeme[0].isalnum():
            self.words.add(lexeme)
            return Node(f"{lexeme} ", frozenset((lexeme,)))
        raise TemplateError(f"{lexeme!r} stands where a word is expected")


def _lexemes(template: str) -> list[str]:
    """The template's signs, last one first, so that reading is a pop from the end."""
    found: list[str] = []
    at = 0
    text = template.strip()
    while at < len(text):
        match = _LEX.match(text, at)
        if match is None:
            raise TemplateError(f"{template!r}: {text[at:].strip()[:12]!r} cannot be read")
        found.append(match.group(1))
        at = match.end()
    if not found:
        raise TemplateError("an empty template")
    return found[::-1]
