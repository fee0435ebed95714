"""A message cut into its clauses, each with what joins it to the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.clinic import reading as answers
from bot.clinic.reading.lexicon import split_phrases
from bot.clinic.reading.openers import opens_question, question_behind
from bot.clinic.reading.words import reads_as_question, say

_LONGEST = 600  # characters; who writes more tells a story, and answers in it by no clause
_MOST = 12
# "Dr." and a lone capital end nothing, and no dot inside an address or a number is followed by a space.
_JOINT = re.compile(
    r"(?<!\b(?i:dr))(?<!\b(?i:mr))(?<!\b(?i:ms))(?<!\b(?i:mrs))(?<!\b(?i:st))(?<!\b[A-Z])"
    r"(?P<stop>[.;!?\n\u2026]+)(?:\s+|$)"
    r"|\s*,\s+(?:(?P<comma_and>(?i:and|but|also|plus))\s+)?|\s+[-\u2013\u2014]+\s+|\s*[()]\s*"
    r"|\s+(?P<and>(?i:and|but|also|plus|n|&))\s+"
)
# Said around an answer to stress it: "1, as I told you already". The longest first.
_STRESSING = split_phrases(
    """
    for the love of god, for god/gods sake, for fuck/fucks sake, ffs, omg, god, jesus christ, jesus, christ, ugh, argh,
    like/as i said, like/as i told you, i already? said, i told you already?, i? already told you, already, again,
    obviously, of course, damn it, dammit, please, pls, plz, thanks, thank you, thx, haha, lol, whatever, fine,
    i think/guess/believe/suppose, sorry, sry, jeez, geez, man, dude, seriously, if you must know, if i must,
    to be honest, tbh, just
    """
)
_STRESS = "|".join(phrase.replace(" ", r"\s+") for phrase in sorted(_STRESSING, key=len, reverse=True))
_BEFORE = re.compile(rf"^\W*(?:(?:{_STRESS})\b[\s,.!]*)+(?=\S)", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:[\s,]+(?:{_STRESS})\b[\s,.!]*)+$", re.IGNORECASE)


_NUMBER_FIRST = re.compile(
    r"^\W*\d{1,2}(?=\s+(?:my|can|could|what|whats|what's|how|do|does|will|who|where)\b)", re.IGNORECASE
)
"""A choice, and then something else without a mark: "2 how much is it"."""


# Where the answer may end and the correction begin, or the other way round; "Dr." ends nothing.
_PARTING = re.compile(
    r"(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)[.;!?\n]+\s+|,\s+(?:(?:and|but|oh|also)\s+)?|\s+(?:and|but|oh)\s+|\s[-\u2013\u2014]+\s|\s+\(",
    re.IGNORECASE,
)
_MOST_JOINTS = 8
_LONGEST_IN_TWO = 400  # characters; more is no answer with a correction beside it


@dataclass(frozen=True)
class Clause:
    """One clause; `joint` is what stands between it and the one before: "", ".", ",", "and" or "but"."""

    text: str
    joint: str
    asks: bool

    @property
    def plain(self) -> str:
        """What it says, without the words that only stress it."""
        return unstressed(self.text)


def unstressed(text: str) -> str:
    """A text without "for god's sake", "like I said" and the like around it; as it is where nothing else is said."""
    bare = _BEHIND.sub("", _BEFORE.sub("", text)).strip()
    return bare or text.strip()


def clauses_of(text: str, *, at_and: bool = True) -> list[Clause]:
    """The clauses of a message, cut at marks and, with `at_and`, at "and"; of a long story none."""
    if len(text) > _LONGEST:
        return []
    found: list[Clause] = []
    start, joint = 0, ""
    if (number := _NUMBER_FIRST.match(text)) is not None:
        _add(found, number[0], "", "")
        start, joint = number.end(), "."
    for m in _JOINT.finditer(text, start):
        if m["and"] and not at_and and m["and"].lower() != "but":
            continue
        _add(found, text[start : m.start()], joint, m["stop"] or "")
        start, joint = m.end(), _kind(m)
    _add(found, text[start:], joint, "")
    return found[:_MOST]


def _add(found: list[Clause], piece: str, joint: str, mark: str) -> None:
    if (behind := question_behind(piece)) is not None:  # "yes how long does it take"
        _add(found, piece[: behind.start()], joint, "")
        piece, joint = piece[behind.end() :], "and"
    if piece.strip(" .,;!?-\"'"):
        asks = opens_question(piece) or "?" in mark or reads_as_question(say(piece).words)
        found.append(Clause(piece.strip(), joint if found else "", asks))


def _kind(m: re.Match[str]) -> str:
    word = (m["comma_and"] or m["and"] or "").lower()
    if word:
        return "but" if word == "but" else "and"
    return "." if m["stop"] else ","


def in_two(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part a message into an answer and something else."""
    if len(text) > _LONGEST_IN_TWO:
        return
    for joint in islice(_PARTING.finditer(text), _MOST_JOINTS):
        before, after = text[: joint.start()], text[joint.end() :]
        leads = is_bare(before) and joint[0].strip() == ","
        if before.strip() and after.strip():
            if not leads:  # of "no, her name is Rosa" the "no" may answer nothing
                yield before, after
            yield after, before


def is_bare(text: str) -> bool:
    """Whether words are a yes or no that may only lead into what follows."""
    return len(text.split()) <= 2 and answers.yes_no(text) is not None
