"""What a person wrote, cut into plain words and clauses.

Every reader of this package works on the same picture of a message: lower case, no accents, no apostrophes
("don't" and "dont" are one word), emoji that answer turned into words, clauses cut at punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


def word_set(words: str) -> frozenset[str]:
    """The words of a table that is written as one string."""
    return frozenset(words.split())


LIMIT = 1_000
"""Characters of a message that are read; the answer to one question is never longer."""

_EMOJI_WORDS = {
    "yes": "👍✅✔☑💯",
    "ok": "👌🆗",
    "no": "👎❌✖🚫🙅",
    "idk": "🤷",
    "sadface": "😭😢💔😞☹🥺😔😣😖😩😿",
    "please": "🙏",
    "?": "❓❔",
}
_EMOJI = str.maketrans({emoji: f" {word} " for word, emojis in _EMOJI_WORDS.items() for emoji in emojis})
_QUOTES = str.maketrans(dict.fromkeys("‘’‛`´ʼ′", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("–—‒―", " - "))

# Short forms whose dots, slashes or spaces would otherwise be read as the end of a clause.
_SHORT_FORMS = (
    (re.compile(r"\b(dr|mr|mrs|ms|st|vs|drs)\."), r"\1"),
    (re.compile(r"\b([ap])\.\s?m\b\.?"), r"\1m"),
    (re.compile(r"\bno\.\s?(?=[0-9])"), "number "),
    (re.compile(r"\bo'?\s?clock\b"), "oclock"),
    (re.compile(r"\bn/a\b"), "na"),
    (re.compile(r"\b10-4\b"), "ten four"),
    (re.compile(r"\by/o\b"), "yo"),
    (re.compile(r"\be-?\s?mail"), "email"),
    (re.compile(r"(?<=[a-z])'(?=[a-z])"), ""),
    (re.compile(r"(?<=s)'(?=\s|$)"), ""),
    (re.compile(r"(?<=[^\W\d_])-(?=\w)|(?<=[0-9])-(?=[^\W\d_])"), " "),
    (re.compile(r":'?-?\("), " sadface "),
    (re.compile(r"[:;]'?-?[)dp](?![a-z])"), " "),
    (re.compile(r"&"), " and "),
    (re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should) not\b"), r"\1nt"),
    (re.compile(r"\b(?:can\s?not|cnt)\b"), "cant"),
    (re.compile(r"\bwill not\b"), "wont"),
    (re.compile(r"\b(do|does|did|is|have|ca|wo)n t\b"), r"\1nt"),
    (re.compile(r"\bdnt\b"), "dont"),
)
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_WORD = re.compile(r"[a-z]+")
# Words which a stretched spelling must give back their double letter: "goooood" is not "god".
_DOUBLES = {
    "god": "good", "wel": "well", "wil": "will", "al": "all", "cal": "call", "son": "soon", "fel": "feel",
    "ned": "need", "hel": "hell", "col": "cool", "stil": "still", "of": "off", "se": "see", "wek": "week",
}  # fmt: skip
_TOKEN = re.compile(r"[0-9]+(?:[-/:.,'][0-9]+)+|[0-9]+|[^\W\d_]+|[.,;:!?()\n%#$+/-]")
_BREAKS = frozenset(".,;:!?()\n/-")

_ASKING = word_set("what whats why how hows who whos whose which wheres whens wdym que cual quien donde")
_ASKING_ADVERBS = frozenset(("when", "where", "cuando"))
_AUXILIARIES = word_set(
    "do does did is are am was were can could will would should shall may might have has "
    "isnt arent cant couldnt wont wouldnt shouldnt dont doesnt didnt puedo puede"
)
_SUBJECTS = word_set(
    """
    i you u ya it that this they we he she there my your the a an someone somebody anyone anybody
"""
    "people ketamine spravato tms treatment infusions insurance therapy"
)
# "do it", "do that", "have it" and "do the 2 pm" are requests or statements, not questions.
_PERSONS = word_set("i you u ya we they he she")
_JOINERS = word_set("""
    and but so or also then actually wait sorry please because cuz bc ok okay yes no well um uh hi hello hey
    y pero
""")


@dataclass(frozen=True)
class Clause:
    """A run of words between two marks of punctuation; `asks` when it is, or reads like, a question."""

    words: tuple[str, ...]
    asks: bool
    mark: str = ""


@dataclass(frozen=True)
class Said:
    """One message: its clauses in order."""

    clauses: tuple[Clause, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words in order, punctuation left out."""
        return tuple(word for clause in self.clauses for word in clause.words)

    @property
    def asks(self) -> bool:
        """Whether any part of the message is a question."""
        return any(clause.asks for clause in self.clauses)

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(self.words)


def normalise(text: str) -> str:
    """The message in lower case without accents, apostrophes and stretched letters; at most `LIMIT` characters."""
    text = unicodedata.normalize("NFKC", text[:LIMIT])[:LIMIT].translate(_EMOJI).casefold().translate(_QUOTES)
    text = "".join(
        c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c) and c not in "\u200b\u200d\ufe0f"
    )
    for pattern, replacement in _SHORT_FORMS:
        text = pattern.sub(replacement, text)
    return _WORD.sub(_shrink, text)[: 2 * LIMIT]


@lru_cache(maxsize=128)  # many rules read the same message, or the same part of it, in one turn
def say(text: str) -> Said:
    """Cut a message into words and clauses. Never raises; an empty message has no clauses."""
    clauses: list[Clause] = []
    run: list[str] = []
    for piece in [*_TOKEN.findall(normalise(text)), "\n"]:
        if piece not in _BREAKS:
            run.append(piece)
            continue
        if run:
            clauses.append(Clause(tuple(run), piece == "?" or reads_as_question(run), piece))
        elif piece == "?" and clauses and clauses[-1].mark != "\n":
            clauses[-1] = Clause(clauses[-1].words, True, "?")
        run = []
    return Said(tuple(clauses))


def reads_as_question(words: list[str] | tuple[str, ...]) -> bool:
    """Whether a clause is built as a question: at its start, or after "and", "but", "ok", ... in the middle."""
    starts = [0] + [i + 1 for i, word in enumerate(words) if word in _JOINERS]
    return any(_question_starts(words[i : i + 2]) for i in starts)


def _question_starts(pair: list[str] | tuple[str, ...]) -> bool:
    if not pair:
        return False
    first, second = pair[0], pair[1] if len(pair) > 1 else ""
    if first in _ASKING:
        return (first, second) != ("why", "not")  # "sure, why not" agrees
    if first in _ASKING_ADVERBS:
        return second in _AUXILIARIES
    if first in ("does", "are"):
        return bool(second) and second not in ("not", "it")
    if first in ("do", "dont", "have", "did"):
        return second in _PERSONS
    return first in _AUXILIARIES and second in _SUBJECTS


def _shrink(match: re.Match[str]) -> str:
    word = _STRETCHED.sub(r"\1", match.group())
    return _DOUBLES.get(word, word) if word != match.group() else word
