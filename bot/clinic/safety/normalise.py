"""Bring a message to the one form in which the rules are written.

The result is a string of tokens, each followed by one space and with one space in front: lower-case words
without accents, digits, and the marks "." (end of a sentence), "?" and "," (end of a clause). Short forms are
written out ("dont" -> "do not"), texting and misspellings are mended ("wanna k1ll mys3lf" -> "want to kill
myself"), words of emphasis are left out. What is mended and left out stands in data/safety/spelling.yml.
Time grows linearly with the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.clinic.safety.mending import Mender, Spelling

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＇": "'", "“": '"', "”": '"'})
_ELLIPSIS = re.compile(r"\.{2,}|…+")
_HYPHEN = re.compile(r"(?<=[^\W_])-(?=[^\W_])")
_TOKEN = re.compile(r"[^\W_]+(?:['$@!|*+€][^\W_]+|[$@*]+[^\W_]+)*|[$@][^\W_]+|\S|\n")
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[ .*_\-]{1,3}[^\W_](?![^\W_])){2,}\.?")
_ENDS = {"!": ".", ".": ".", "\n": ".", ";": ".", "?": "?"}
_PAUSES = frozenset(',:()[]"—–-/')


@dataclass(frozen=True)
class Wording:
    """What is replaced and left out once the words are mended; tables of data/safety/spelling.yml."""

    phrases: dict[str, str]
    fillers: frozenset[str]
    fillers_kept: dict[str, frozenset[str]]
    emoji: dict[str, str]
    lookalikes: dict[str, str]


class Normaliser:
    """Turns text into tokens by one set of tables; pure, and safe to share between threads."""

    def __init__(self, spelling: Spelling, wording: Wording) -> None:
        self._known = spelling.known
        self._wording = wording
        self._shapes = str.maketrans(wording.lookalikes)
        self._emoji = str.maketrans({sign: f" {word} " for sign, word in wording.emoji.items()})
        self._mend = Mender(spelling).mend
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(wording.phrases, key=lambda phrase: -len(phrase.split())):
            way = tuple(phrase.split())
            self._phrases.setdefault(way[0], []).append(way)

    def __call__(self, text: str) -> str:
        """The message as a string of tokens; see the module's description."""
        tokens: list[str] = []
        for raw in _TOKEN.findall(self._plain(text)):
            if raw in _ENDS:
                tokens.append(_ENDS[raw])
            elif raw in _PAUSES:
                tokens.append(",")
            elif raw[0].isalnum() or len(raw) > 1:
                tokens.extend(self._mend(raw).split())
        # Twice, as what one phrase becomes may be part of another
        tokens = self._without_fillers(self._with_phrases(self._with_phrases(tokens)))
        return f" {' '.join(tokens)} " if tokens else " "

    def _plain(self, text: str) -> str:
        text = unicodedata.normalize("NFKD", text.translate(_QUOTES).translate(self._emoji))
        # Cf: zero-width and other invisible signs; Mn: accents, and the marks of "zalgo" writing
        text = "".join(c for c in text if c.isascii() or unicodedata.category(c) not in ("Cf", "Mn"))
        text = text.casefold().translate(self._shapes)
        return _HYPHEN.sub(" ", _SPACED.sub(self._join_spaced, _ELLIPSIS.sub(" ", text)))

    def _join_spaced(self, match: re.Match[str]) -> str:
        """Write "s u i c i d e" as one word if that gives one which means something here."""
        letters = "".join(c for c in match.group() if c.isalnum())
        mended = self._mend(letters)
        return mended if mended != letters or letters in self._known else match.group()

    def _with_phrases(self, tokens: list[str]) -> list[str]:
        out: list[str] = []
        at = 0
        while at < len(tokens):
            for way in self._phrases.get(tokens[at], ()):
                if tuple(tokens[at : at + len(way)]) == way:
                    out.extend(self._wording.phrases[" ".join(way)].split())
                    at += len(way)
                    break
            else:
                out.append(tokens[at])
                at += 1
        return out

    def _without_fillers(self, tokens: list[str]) -> list[str]:
        kept = self._wording.fillers_kept
        out: list[str] = []
        following = ""
        for token in reversed(tokens):
            if token not in self._wording.fillers or following in kept.get(token, ()):
                out.append(token)
            following = token
        return out[::-1]
