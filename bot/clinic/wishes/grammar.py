"""A small cascaded grammar: rules look for a pattern of tokens and put one richer token in its place.

A pattern is written as the words and tags of neighbouring tokens, separated by spaces:

    after|past TIME        a lower-case atom is a word, an upper-case atom is a tag; `|` is "either"
    the? ORD of? MONTH     `?`, `*` and `+` behind an atom or a closing parenthesis repeat it
    ( a couple of? | few ) parentheses group, a `|` standing alone separates whole sequences
    NUM !UNIT              `!` in front: the next token must not be this (nothing is consumed)
    ^ NUM $                first and last token of the message

The rules of a stage run in order over the whole message. It is the way of FASTUS (Hobbs et al. 1997):
each stage reads what the one before has built, so that "after" need not know how a time is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

_UNSAFE = re.compile(r"[\s|]")
_ENDS = {"^": r"\A", "$": r"\Z"}
_END = r"(?= |\Z)"  # without it a failing look-ahead would make the regex stop inside a token


@dataclass(frozen=True)
class Token:
    """One word or one understood phrase; `start` and `end` are its place in the person's text."""

    word: str
    start: int
    end: int
    tags: frozenset[str] = frozenset()
    value: Any = None

    def tagged(self, *tags: str, value: Any = None) -> Token:
        """The same word in a new role: with these tags only."""
        return replace(self, tags=frozenset(tags), value=self.value if value is None else value)

    def encoded(self) -> str:
        """As the patterns see it: " word|TAG|TAG|"."""
        return _encoded(self.word, self.tags)


@lru_cache(maxsize=8192)
def _encoded(word: str, tags: frozenset[str]) -> str:
    return f" {_UNSAFE.sub('_', word)}|{'|'.join(sorted(tags))}|"


Built = Token | Sequence[Token] | None
Build = Callable[..., Built]


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def over(tokens: Sequence[Token], *tags: str, value: Any = None, word: str = "") -> Token:
    """One token in the place of these; its word is theirs unless another is given."""
    word = word or " ".join(t.word for t in tokens)
    return Token(word, tokens[0].start, tokens[-1].end, frozenset(tags), value)


def values(tokens: Iterable[Token], tag: str) -> list[Any]:
    """What the tokens with this tag mean, in order."""
    return [t.value for t in tokens if tag in t.tags]


@dataclass(frozen=True)
class Rule:
    """`build(context, tokens)` gives the replacement, or None to leave the match as it is."""

    pattern: str
    build: Build = field(repr=False)
    again: bool = False

    @property
    def regex(self) -> re.Pattern[str]:
        return compile_pattern(self.pattern)[0]

    def may_match(self, encoded: str) -> bool:
        """A cheap look at whether every word the pattern insists on occurs at all."""
        for parts in compile_pattern(self.pattern)[1]:  # asked of every rule for every message: no generators
            for part in parts:
                if part in encoded:
                    break
            else:
                return False
        return True


@cache
def compile_pattern(pattern: str) -> tuple[re.Pattern[str], tuple[tuple[str, ...], ...]]:
    """The regular expression over encoded tokens, and the strings any match must contain."""
    regex, needs, depth = "", [], 0
    for piece in pattern.split():
        if piece in {"(", "!("}:
            regex, depth = regex + ("(?:" if piece == "(" else "(?!"), depth + 1
        elif piece.startswith(")"):
            regex, depth = regex + ")" + piece[1:], depth - 1
        elif piece == "|":
            regex += "|"
        elif piece in _ENDS:
            regex += _ENDS[piece]
        else:
            body = piece.strip("!?*+") or piece
            repeat = piece[-1] if piece[-1] in "?*+" and len(piece) > 1 else ""
            atoms = body.split("|")
            atom = "(?:" + "|".join(_atom(a) for a in atoms) + ")"
            regex += f"(?!{atom})" if piece.startswith("!") else atom + repeat
            if not depth and repeat in {"", "+"} and not piece.startswith("!") and not {".", "^", "$"} & set(atoms):
                needs.append(tuple(f"|{a}|" if a.isupper() else f" {a}|" for a in atoms))
    return re.compile(regex), tuple(needs)


def _atom(name: str) -> str:
    if name in _ENDS:
        return _ENDS[name]
    if name == ".":
        return " [^ ]+" + _END
    if name.isupper():
        return rf" [^ ]*\|{re.escape(name)}\|[^ ]*" + _END
    return rf" {re.escape(name)}\|[^ ]*" + _END


def rewrite(tokens: list[Token], rules: Sequence[Rule], context: Any = None) -> list[Token]:
    """Run the rules over the tokens, in order; a rule with `again` runs until it finds nothing new."""
    encoded = _encode(tokens)
    for rule in rules:
        for _ in range(8 if rule.again else 1):
            if not rule.may_match(encoded):
                break
            changed = _apply(rule, tokens, encoded, context)
            if changed is None:
                break
            tokens = changed
            encoded = _encode(tokens)
    return tokens


def _encode(tokens: Sequence[Token]) -> str:
    return "".join(t.encoded() for t in tokens)


def _apply(rule: Rule, tokens: list[Token], encoded: str, context: Any) -> list[Token] | None:
    starts: list[int] = []
    at = 0
    for token in tokens:
        starts.append(at)
        at += len(token.encoded())
    index = {place: i for i, place in enumerate([*starts, at])}
    done: list[Token] = []
    kept, position, changed = 0, 0, False
    while match := rule.regex.search(encoded, position):
        first, last = index[match.start()], index[match.end()]
        built = rule.build(context, tokens[first:last]) if last > first else None
        if built is None:
            position = starts[first] + 1
            continue
        done += tokens[kept:first]
        done += [built] if isinstance(built, Token) else list(built)
        kept, position, changed = last, match.end(), True
    return [*done, *tokens[kept:]] if changed else None
