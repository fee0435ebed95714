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
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＇": "'", "“": '"', "”": '"'})
_ELLIPSIS = re.compile(r"\.{2,}|…+")
_TOKEN = re.compile(r"[^\W_]+(?:['$@!|*+€][^\W_]+|[$@*]+[^\W_]+)*|[$@][^\W_]+|\S|\n")
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[ .*_\-]{1,3}[^\W_](?![^\W_])){2,}\.?")
_MARKS = {"!": ".", ".": ".", "\n": ".", ";": ".", "?": "?"}
_CLAUSE = frozenset(',:()[]"—–-/')
_HYPHEN = re.compile(r"(?<=[^\W_])-(?=[^\W_])")
_MEASURE = re.compile(r"\d+(?:am|pm|ish|mgs?|mls?|st|nd|rd|th|x|k|h|d|yo|hrs?|mins?|yrs?)")
_RUN = re.compile(r"(.)\1{2,}")
_DOUBLE = re.compile(r"(.)\1+")
_SUFFIXES = (("n't", " not"), ("'ll", " will"), ("'ve", " have"), ("'re", " are"), ("'m", " am"), ("'d", " would"))
_IS = frozenset(("he", "she", "it", "that", "there", "what", "who", "everyone", "everybody", "nobody", "everything"))
_SHORTEST_LIKENESS = 4
_SHORTEST_SLIP = 6  # in shorter words one wrong letter gives another word too often
_SHORTEST_TOGETHER = 7
_LONG = 9  # from this many letters two slips still leave a word recognisable


@dataclass(frozen=True)
class Spelling:
    """The tables of data/safety/spelling.yml. `known` holds every word that a rule uses."""

    words: dict[str, str]
    phrases: dict[str, str]
    fillers: frozenset[str]
    fillers_kept: dict[str, frozenset[str]]
    likeness: tuple[str, ...]
    not_alike: frozenset[str]
    telling: frozenset[str]
    joining: frozenset[str]
    emoji: dict[str, str]
    lookalikes: dict[str, str]
    leet: dict[str, str]
    known: frozenset[str] = field(default_factory=frozenset)


class Normaliser:
    """Turns text into tokens by one set of tables; pure, and safe to share between threads."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self._leet = str.maketrans(spelling.leet)
        self._shapes = str.maketrans(spelling.lookalikes)
        self._emoji = str.maketrans({sign: f" {word} " for sign, word in spelling.emoji.items()})
        self._squeezed = {_squeeze(word): word for word in sorted(spelling.known) if len(word) > 2}
        self._pieces = spelling.telling | spelling.joining
        firsts: dict[str, list[tuple[str, ...]]] = {}
        for phrase in spelling.phrases:
            firsts.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
        self._phrases = {
            first: sorted(ways, key=lambda way: -len(way)) for first, ways in firsts.items()
        }
        self._mend = lru_cache(maxsize=20_000)(self._mend_word)

    def __call__(self, text: str) -> str:
        """The message as a string of tokens; see the module's description."""
        tokens: list[str] = []
        for raw in _TOKEN.findall(self._plain(text)):
            mark = _MARKS.get(raw)
            if mark:
                tokens.append(mark)
            elif raw in _CLAUSE:
                tokens.append(",")
            elif raw[0].isalnum() or len(raw) > 1:
                tokens.extend(self._mend(raw).split())
        # Twice, as what one phrase becomes may be part of another
        tokens = self._without_fillers(self._with_phrases(self._with_phrases(tokens)))
        return f" {' '.join(tokens)} " if tokens else " "

    def _plain(self, text: str) -> str:
        text = unicodedata.normalize("NFKD", text.translate(self._emoji))
        # Cf: zero-width and other invisible signs; Mn: accents, and the marks of "zalgo" writing
        text = "".join(c for c in text if c.isascii() or unicodedata.category(c) not in ("Cf", "Mn"))
        text = text.casefold().translate(_QUOTES).translate(self._shapes)
        text = _ELLIPSIS.sub(" ", text)
        return _HYPHEN.sub(" ", _SPACED.sub(self._join_spaced, text))

    def _join_spaced(self, match: re.Match[str]) -> str:
        """Write "s u i c i d e" as one word if that gives one which means something here."""
        letters = re.sub(r"[^\w]|_", "", match.group())
        mended = self._mend(letters)
        known = mended != letters or letters in self._spelling.known
        return mended if known else match.group()

    def _mend_word(self, word: str) -> str:
        tables = self._spelling
        if word in tables.words:
            return tables.words[word]
        if word in tables.known or word.isdigit():
            return word
        if "'" in word:
            return self._long_form(word)
        if "*" in word:
            return self._starred(word)
        if not word.isalpha():
            return self._unleet(word)
        return self._likeliest(word)

    def _long_form(self, word: str) -> str:
        for suffix, written in _SUFFIXES:
            if word.endswith(suffix):
                return self._mend(word[: -len(suffix)]) + written
        stem, _, ending = word.rpartition("'")
        if ending == "s" and stem in _IS:
            return f"{stem} is"
        joined = word.replace("'", "")
        return self._mend(joined)

    def _starred(self, word: str) -> str:
        shape = re.compile(word.replace("*", "[a-z]") + r"\Z")
        found = [known for known in self._starrable if shape.match(known)]
        return found[0] if found else word.replace("*", " ")

    @property
    def _starrable(self) -> list[str]:
        return sorted(self._spelling.telling) + list(self._spelling.likeness)

    def _unleet(self, word: str) -> str:
        """Digits and signs for letters, if that gives a word which means something here: "su1c1de", "k!ll"."""
        if _MEASURE.fullmatch(word):
            return _split_digits(word)
        plain = word.translate(self._leet)
        for way in (plain, plain.replace("i", "l"), word.replace("1", "l").translate(self._leet)):
            if way.isalpha():
                mended = self._mend(way)
                if mended != way or way in self._spelling.known:
                    return mended
        return _split_digits(word)

    def _likeliest(self, word: str) -> str:
        if _RUN.search(word):
            return self._without_runs(word)
        for at in range(len(word) - 1):
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if len(word) >= _SHORTEST_LIKENESS and (swapped in self._spelling.known or swapped in self._spelling.words):
                return self._mend(swapped)
        if word[0] == word[1:2] and word[1:] in self._spelling.known:
            return self._mend(word[1:])
        if len(word) >= _SHORTEST_LIKENESS:
            found = self._alike(word)
            if found:
                return found
        if len(word) >= _SHORTEST_TOGETHER:
            apart = self._apart(word)
            if apart:
                return " ".join(self._mend(piece) for piece in apart)
        return word

    def _without_runs(self, word: str) -> str:
        """"diiiie" -> "die": letters held down, by the word that is the same without doubles."""
        twice = _RUN.sub(r"\1\1", word)
        once = _RUN.sub(r"\1", word)
        for way in (twice, once, _squeeze(word)):
            if way in self._spelling.known or way in self._spelling.words:
                return self._mend(way)
        known = self._squeezed.get(_squeeze(word))
        return known if known else self._likeliest(once)

    def _alike(self, word: str) -> str:
        if word in self._spelling.not_alike:
            return ""
        best, slips = "", 3
        for known in self._spelling.likeness:
            if known[0] != word[0]:
                continue
            allowed = _slips_allowed(known)
            distance = OSA.distance(word, known, score_cutoff=allowed or 1)
            if not allowed and sorted(word) != sorted(known):
                continue
            if distance <= (allowed or 1) and distance < slips:
                best, slips = known, distance
        return self._spelling.words.get(best, best)

    def _apart(self, word: str) -> list[str]:
        """Words that were written together ("killmyself"), longest pieces first; empty if it is not so."""
        ways: list[list[str] | None] = [[]] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 9), end):
                before = ways[start]
                if before is not None and word[start:end] in self._pieces:
                    ways[end] = [*before, word[start:end]]
                    break
        found = ways[-1] or []
        return found if self._spelling.telling.intersection(found) else []

    def _with_phrases(self, tokens: list[str]) -> list[str]:
        out: list[str] = []
        at = 0
        while at < len(tokens):
            for way in self._phrases.get(tokens[at], ()):
                if tuple(tokens[at : at + len(way)]) == way:
                    out.extend(self._spelling.phrases[" ".join(way)].split())
                    at += len(way)
                    break
            else:
                out.append(tokens[at])
                at += 1
        return out

    def _without_fillers(self, tokens: list[str]) -> list[str]:
        kept = self._spelling.fillers_kept
        following = [*tokens[1:], ""]
        return [
            token
            for token, after in zip(tokens, following, strict=True)
            if token not in self._spelling.fillers or after in kept.get(token, ())
        ]


def _slips_allowed(known: str) -> int:
    """How many letters may be wrong in a word; 0: only two neighbours swapped."""
    if len(known) >= _LONG or known.startswith("suicid"):
        return 2
    return 1 if len(known) >= _SHORTEST_SLIP else 0


def _split_digits(word: str) -> str:
    return " ".join(re.findall(r"[a-z]+|\d+", word))


def _squeeze(word: str) -> str:
    return _DOUBLE.sub(r"\1", word)
