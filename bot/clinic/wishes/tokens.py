"""From a person's text to tokens: numbers, clock times, dates in figures, words in their usual spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.clinic.wishes.grammar import Token, words
from bot.clinic.wishes.lexicon import look_up, number_tags

LONGEST = 4000
"""Characters of a message that are looked at; a wish further down is not found."""


@dataclass(frozen=True)
class Clock:
    """A time of day as said; `half` is "am", "pm" or "" (not said)."""

    hour: int
    minute: int = 0
    half: str = ""

    @property
    def exists(self) -> bool:
        """Whether there is such a time at all ("25:00" and "14 am" are not)."""
        if self.minute > 59 or self.hour > 24 or (self.hour == 24 and self.minute):
            return False
        return self.half != "am" or self.hour <= 12

    def candidates(self) -> tuple[int, ...]:
        """The minutes of the day it can mean, earliest first."""
        if self.hour > 12 or self.hour == 0:
            return ((self.hour % 24) * 60 + self.minute,)
        early = (self.hour % 12) * 60 + self.minute
        return {"am": (early,), "pm": (early + 720,)}.get(self.half, (early, early + 720))


def tokenise(text: str) -> list[Token]:
    """The tokens of the first `LONGEST` characters of a text; never raises."""
    text = text[:LONGEST]
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace() and text[at] != "\n":
            at += 1
            continue
        shape = next(((m, read) for regex, read in _SHAPES if (m := regex.match(text, at))), None)
        if shape is None:
            at += 1
            continue
        match, read = shape
        for token in read(match):
            if not (token.word == "." and tokens and _is_abbreviated(tokens[-1], token, text)):
                tokens.append(token)
        at = match.end()
    return tokens


def plain(word: str) -> str:
    """Lower case, no accents, straight apostrophes."""
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("’", "'").replace("`", "'")


def word_token(word: str, start: int = 0, end: int = 0) -> Token:
    """A token of one word, as the lexicon knows it."""
    name, tags, value = look_up(word)
    return Token(name, start, end, tags, value)


def number_token(number: int, start: int, end: int) -> Token:
    """A plain number in figures."""
    return Token(str(number), start, end, number_tags(number) | {"DIGITS"}, number)


_Reader = Callable[["re.Match[str]"], list[Token]]


def _is_abbreviated(before: Token, stop: Token, text: str) -> bool:
    if before.end != stop.start or plain(text[before.start : before.end]) not in _ABBREVIATED:
        return False
    # "not tues. wed?" is two sentences: what follows is another day
    behind = _NEXT_WORD.match(text, stop.end)
    return not ("WD" in before.tags and behind is not None and look_up(plain(behind.group(1)))[1] & {"WD", "WDS"})


def _token(match: re.Match[str], tag: str, value: object = None, word: str = "") -> list[Token]:
    return [Token(word or plain(match.group()), match.start(), match.end(), frozenset({tag}), value)]


def _junk(match: re.Match[str]) -> list[Token]:
    return _token(match, "JUNK")


def _dose(match: re.Match[str]) -> list[Token]:
    return [Token("dose", match.start(), match.end(), frozenset({"JUNK", "DOSE"}))]


def _half(match: re.Match[str]) -> str:
    said = match.groupdict().get("half")
    return said.lower() + "m" if said else ""


def _clock(match: re.Match[str]) -> list[Token]:
    found = match.groupdict()
    clock = Clock(int(found["h"]), int(found.get("m") or 0), _half(match))
    return _token(match, "CLOCK", clock)


def _iso(match: re.Match[str]) -> list[Token]:
    return _token(match, "YMD", (int(match["y"]), int(match["m"]), int(match["d"])))


def _slash(match: re.Match[str]) -> list[Token]:
    year = match["c"]
    return _token(match, "SLASH", (int(match["a"]), int(match["b"]), int(year) if year else None))


def _ordinal(match: re.Match[str]) -> list[Token]:
    return _token(match, "ORD", int(match["n"]))


def _number(match: re.Match[str]) -> list[Token]:
    digits = match.group()
    if len(digits) > 4:
        return _junk(match)
    return [replace(number_token(int(digits), match.start(), match.end()), word=digits)]


def _mixed(match: re.Match[str]) -> list[Token]:
    # "2weeks", "dec4", "10til2" are two words each; "50mg", "phq9", "b12" are nothing of ours
    pieces = list(re.finditer(r"\d+|[^\W\d_]+", match.group()))
    names = [plain(p.group()) for p in pieces if not p.group().isdecimal()]
    splits = all(n in _GLUE or look_up(n)[1] & {"UNIT", "MONTH", "WD"} for n in names)
    if not splits or any(len(p.group()) > 4 for p in pieces if p.group().isdecimal()):
        return _junk(match)
    tokens = []
    for piece in pieces:
        start, end = match.start() + piece.start(), match.start() + piece.end()
        if piece.group().isdecimal():
            tokens.append(number_token(int(piece.group()), start, end))
        else:
            tokens.append(word_token(plain(piece.group()), start, end))
    return tokens


def _word(match: re.Match[str]) -> list[Token]:
    word, start, end = plain(match.group()), match.start(), match.end()
    name, _, clitic = word.partition("'")
    if clitic in _CLITICS and _of_time(name):  # "tuesday'd be ace", "the afternoon's best"
        cut = start + len(name)
        return [word_token(name, start, cut), word_token(_CLITICS[clitic], cut, end)]
    if clitic == "s" and look_up(name)[0] in _PARTS - words("today tomorrow"):
        return [word_token(name, start, end)]
    stem = word.removesuffix("ish")
    if stem != word and (found := look_up(stem))[1] & {"NUM", "F", "WD"} and found[0] != "of":
        return [word_token(stem, start, end - 3), word_token("ish", end - 3, end)]
    return [word_token(word, start, end)]


def _of_time(word: str) -> bool:
    """Whether a word is a day, a month or a part of the day."""
    usual, tags, _ = look_up(word)
    return bool(tags & {"WD", "WDS", "MONTH"}) or usual in _PARTS


def _letters(match: re.Match[str]) -> list[Token]:
    tokens: list[Token] = []
    listed = len(re.findall(r"[-–]", match.group())) > 1  # "m-w-f" is three days, "m-f" five
    for piece in re.finditer(r"th|tu|mo|we|fr|[mtwf]|[-–/]", match.group().lower()):
        start, end = match.start() + piece.start(), match.start() + piece.end()
        if piece.group() in _LETTERS:
            tokens.append(word_token(_LETTERS[piece.group()], start, end))
        else:
            tag = "COMMA" if listed else _MARKS[piece.group()]
            tokens.append(Token(piece.group(), start, end, frozenset({tag})))
    return tokens


def _mark(match: re.Match[str]) -> list[Token]:
    raw = match.group()
    return _token(match, "COMMA" if raw.startswith("..") else _MARKS[raw[0]], word=raw[0])


# am and pm may stand apart ("2 pm", "2 p.m."), a lone letter must touch its number ("2p"): "3 a day" is no time
_HALF = r"\s?(?P<half>[ap])(?:m|\.\s?m\.?)(?=ish|[^\w]|$)"
_LETTER = r"(?P<half>[ap])(?=ish|[^\w.]|$)"
_HH_MM = r"(?P<h>\d{1,2})\s?[:;.]\s?(?P<m>\d{2})(?::\d{2})?(?!\d)"
_HHMM = r"(?P<h>0?\d|1\d|2[0-3])(?P<m>[0-5]\d)"
_HH = r"(?P<h>1\d|2[0-4]|0?\d)"

_TABLE: list[tuple[str, str, _Reader]] = [
    ("address", r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]+\.\w[\w.]*", _junk),
    (
        "phone",
        r"(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]?\d{4}(?!\d)|\d{3}[ .-]\d{4}(?!\d)",
        _junk,
    ),
    (
        "dose",
        r"\d+(?:[.,]\d+)?\s?(?:mgs?|mcgs?|ug|ml|cc|milligrams?|micrograms?|pills?|tab(?:let)?s?|cap(?:sule)?s?|puffs?|drops?(?![\s-]+off))\b",
        _dose,
    ),
    ("iso", r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)(?:t(?=\d\d:))?", _iso),
    ("amount", r"\$\s?\d[\d.,]*|\d[\d.,]*\s?[%$]|\d{1,3}(?:,\d{3})+(?!\d)|#\s?\d+", _junk),
    ("slash", r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<c>\d{4}|\d{2}))?(?![\d/]|\s?[ap]\.?m)", _slash),
    ("dashes", r"(?P<a>\d{1,2})[-.](?P<b>\d{1,2})[-.](?P<c>\d{4}|\d{2})(?![\d-])", _slash),
    ("ratio", r"\d+/\d[\d/]*(?!\d|\s?[ap]\.?m)|\d+-\d+-[\d-]+|\d+[.]\d{3,}|\d{3,}[.]\d+", _junk),
    ("clock", _HH_MM + _HALF, _clock),
    ("clock_letter", _HH_MM + _LETTER, _clock),
    ("clock_bare", _HH_MM, _clock),
    ("decimal", r"\d+[.]\d+", _junk),
    ("clock_h", r"(?P<h>\d{1,2})h(?P<m>[0-5]\d)?(?![^\W_])", _clock),
    ("clock_4", _HHMM + _HALF, _clock),
    ("clock_4_letter", _HHMM + _LETTER, _clock),
    ("hour", _HH + _HALF, _clock),
    ("hour_letter", _HH + _LETTER, _clock),
    ("ordinal", r"(?P<n>[0-3]?\d)(?:\s?(?:st|nd|rd|th)|ro|er|do|[º°])(?!\w)", _ordinal),
    ("spelt", r"(?=[a-z-]*[^mtwhf\W-])[a-z](?:-[a-z]){3,}\b", _junk),
    ("letters", r"(?:mo?|tu|th|t|we|w|f)(?:\s?[/–-]\s?(?:mo?|tu|th|t|we|w|fr?))+\b(?!/)", _letters),
    ("capitals", r"(?-i:(?:M|Tu|Th|T|W)(?:[, ]{0,2}(?:Tu|Th|T|W|F))+)\b|mwf\b|tth\b", _letters),
    (
        "joined",
        r"2(?:moro?w?|morrow|moz|mrw|day|dy|night|nite)\b|w/c\b|b/w\b|b4\b|gr8\b|l8r\b|w/e\b|w/o\b|w/(?=\s)",
        _word,
    ),
    ("dotted", r"a\.s\.a\.p\.?|[ap]\.m\b\.?|x-mas\b|'til\b", _word),
    ("mixed", r"\d+[^\W\d_]\w*|[^\W\d_]+\d\w*", _mixed),
    ("number", r"\d+", _number),
    ("word", r"[^\W\d_]+(?:['’`][^\W\d_]+)*", _word),
    ("mark", r"\.{2,}|[-–—…~/&+@,.;:!?\n()|•*]", _mark),
]
_SHAPES = [(re.compile(regex, re.IGNORECASE), read) for _, regex, read in _TABLE]
_MARKS = {
    ",": "COMMA", "(": "COMMA", ")": "COMMA", "…": "COMMA", ":": "COLON", ".": "STOP", ";": "STOP", "!": "STOP",
    "?": "STOP", "\n": "STOP", "•": "STOP", "|": "COMMA", "*": "COMMA", "-": "DASH", "–": "DASH", "—": "DASH",
    "/": "OR", "&": "AND", "+": "PLUS", "@": "AT", "~": "ISHMARK",
}  # fmt: skip
_ABBREVIATED = words(
    "mon tue tues wed weds thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec "
    "dr mr mrs ms st "
    "approx appt prof"
)
_CLITICS = {"d": "would", "ll": "will", "re": "are"}
_PARTS = words("morning mornings afternoon afternoons evening evenings noon lunch today tomorrow weekdays weekends")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_GLUE = words("ish to til till or and n am pm")
_LETTERS = {
    "m": "monday",
    "mo": "monday",
    "we": "wednesday",
    "fr": "friday",
    "t": "tuesday",
    "tu": "tuesday",
    "w": "wednesday",
    "th": "thursday",
    "f": "friday",
}
