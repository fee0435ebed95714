"""Spanish, as a first stage: its phrases of time become the English ones the other rules know."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.clinic.wishes.grammar import Token, rewrite
from bot.clinic.wishes.lexicon import number_tags
from bot.clinic.wishes.spanish_phrases import PHRASES, SINCE
from bot.clinic.wishes.spanish_words import (
    COURTESY,
    DIMINUTIVES,
    FREE,
    MARKERS,
    NAMES,
    NUMBERS,
    ONES,
    SINGLE,
    WEAK_MARKERS,
    table,
)
from bot.clinic.wishes.tokens import word_token

NAMED = table(NAMES)
SINGLY = table(SINGLE)
NUMBERED = {word: n for n, word in enumerate(NUMBERS.split(), 1)} | dict.fromkeys(ONES, 1)


def is_spanish(tokens: Sequence[Token]) -> bool:
    """Whether a message holds Spanish words of time or of asking for one."""
    said = [t.word for t in tokens]
    found = [w for w in said if w in MARKERS or w in NAMED]
    numbered = any(a.word in {"el", "las"} and b.tags & {"NUM", "ORD"} for a, b in pairwise(tokens))
    return numbered or len(found) > 1 or any(w not in WEAK_MARKERS for w in found) or {"a", "las"} <= set(said)


def translate(tokens: list[Token]) -> list[Token]:
    """The tokens with Spanish phrases put into the English of the other rules."""
    named = [_named(t) for t in tokens]
    if not {t.word for t in tokens} & FREE:
        named = rewrite(named, SINCE)
    return [_single(t) for t in rewrite(named, PHRASES)]


def _named(token: Token) -> Token:
    word = DIMINUTIVES.get(token.word, token.word)
    if word != token.word:
        token = word_token(word, token.start, token.end)
    if word in NUMBERED and not token.tags & {"DIGITS"}:
        n = NUMBERED[word]
        return Token(word, token.start, token.end, number_tags(n) | {"ES", "NUMWORD"}, n)
    if word in NAMED:
        return word_token(NAMED[word], token.start, token.end)
    return token


def _single(token: Token) -> Token:
    if "ES" in token.tags and token.word in {"un", "una", "uno"}:
        return Token("a", token.start, token.end, frozenset({"F"}))
    if not token.tags & {"X", "F"} or token.value is not None:
        return token
    if token.word in SINGLY:
        return word_token(SINGLY[token.word], token.start, token.end)
    return token.tagged("F") if token.word in COURTESY else token
