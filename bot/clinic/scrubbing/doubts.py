"""What keeps a scrubbed message from being shown: anything that might still be somebody's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.clinic.contacts.name_style import is_shouted
from bot.clinic.contacts.spoken import with_digits
from bot.clinic.contacts.text import Word, anyof, words
from bot.clinic.contacts.vocabulary import GIVEN, GRAMMAR, NAMES, is_surely_name
from bot.clinic.scrubbing.known_words import KnownWords


@dataclass(frozen=True)
class Doubt:
    """Why a message is left out, and the words that raise the doubt, for the staff alone.

    Codes: long, answer (to a question about somebody), contact, number, date, age, spelled, known (a name of the
    conversation that is also a word), name (that of somebody), word (unknown), capital (an unusual one), danger.
    """

    code: str
    words: str = ""


_CONTACT = re.compile(
    r"\S*@\S*|https?:|www\.|\w\.(?:com|org|net|edu|gov|io|co|us|me|info|biz|care|health)\b"
    r"|\b(?:gmail|hotmail|yahoo|outlook|icloud|aol|arroba|instagram|facebook|whatsapp|telegram|snapchat|tiktok)\b"
    r"|\b(?:dot|punto|point)\s+(?:com|org|net|edu|gov)\b",
    re.IGNORECASE,
)
_NUMBER_WORD = (
    "zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|double|triple|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|"
    r"cero|\d{1,3}"
)
_DICTATED = re.compile(rf"\b(?:{_NUMBER_WORD})(?:[\s,.\-]+(?:{_NUMBER_WORD})\b){{2,}}", re.IGNORECASE)
_YEAR = re.compile(rf"\b(?:nineteen|twenty)[\s\-]+(?:oh[\s\-]+)?(?:{_NUMBER_WORD})\b", re.IGNORECASE)
_THREE = re.compile(
    r"(?<!\$)(?<!\d)(?!(?:911|988|100|200|504)\b)\d{3}(?!\d)"
    r"(?!\s?(?:mg|mcg|ml|lbs?|pounds|dollars|%|days|minutes))"
)
_UNITS = "st|nd|rd|th|am|pm|a|p|mg|mcg|ml|mins?|h|hrs?|x|k|s|yo|ish|ks|d|wks?"
_MIXED = re.compile(rf"\d+(?!(?:{_UNITS})\b)[^\W\d_]+|[^\W\d_]+\d+[^\W_]*", re.IGNORECASE)
_OLD = r"(?:9\d|1[0-2]\d)"  # an age that only few people have
_AGE = re.compile(
    rf"\b{_OLD}\b\s*(?:years?|yrs?|yo|y/o|-)|\b(?:i'?m|i am|is|age|aged|turn(?:s|ed|ing)?)\s+{_OLD}\b", re.IGNORECASE
)
_ORDINAL = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\\w+teenth|twentieth|twenty|"
    "thirtieth|thirty"
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = re.compile(
    rf"\b(?:{_MONTH})\s+(?:the\s+)?(?:{_ORDINAL})\b|\b(?:{_ORDINAL})\s+(?:day\s+)?of\s+(?:{_MONTH})\b"
    r"|\bborn\b|\bbirth\s?da(?:y|te)\b|\bdob\b",
    re.IGNORECASE,
)
_SPELLED = re.compile(r"(?<![^\W_])[^\W\d_](?:[\s.\-_*]+[^\W\d_](?![^\W_])){2,}|\b[A-Z]\.(?!\w)", re.IGNORECASE)
_INITIAL = re.compile(r"(?<![\w.])[B-HJ-Z]\.(?!\w\.)")
_CUE = re.compile(
    "\\b" + anyof(
        "i'?m", "i am", "it'?s", "it is", "this is", "(?:my|her|his|their) name(?:'?s| is)?", "names?", "named",
        "called", "calls? me", "dra?", "doctor", "mr", "mrs", "ms", "miss", "hi", "hello", "hey", "dear", "thanks",
        "thank you", "regards", "sincerely", "cheers", "love", "best", "soy", "me llamo", "gracias", "hola",
    ) + r"[\s.,!:\-]+(?:just\s+)?$",
    re.IGNORECASE,
)  # fmt: skip
_END_OF_SENTENCE = re.compile(r"(?:^|[.!?\n]|\ue000)[\s\"'(\-]*$")


_PATTERNS = (
    ("contact", _CONTACT),
    ("age", _AGE),
    ("date", _DATE),
    ("number", _YEAR),
    ("number", _DICTATED),
    ("number", _THREE),
    ("number", _MIXED),
    ("spelled", _INITIAL),
)


def doubt_in(text: str, known: KnownWords, everyday_names: frozenset[str], *, vouched: bool) -> Doubt | None:
    """The first doubt about a text in which placeholders are holes; None: it may be shown.

    `everyday_names` are parts of the person's and the clinician's name that are everyday words as well. `vouched`: a
    person of the staff has written the words for this, so unknown ones may stand.
    """
    for code, pattern in _PATTERNS:
        found = pattern.search(text)
        if found is not None:
            return Doubt(code, found[0].strip())
    found = _SPELLED.search(text)
    if found is not None and len(found[0]) > 2:
        return Doubt("spelled", found[0].strip())
    if re.search(r"\d{4}", with_digits(text, 4)):
        return Doubt("number")
    return _doubtful_word(text, known, everyday_names, vouched)


def _doubtful_word(text: str, known: KnownWords, everyday_names: frozenset[str], vouched: bool) -> Doubt | None:
    row = [word for word in words(text) if word.letters]
    shouted = is_shouted(text) or (len(row) > 1 and all(word.capital for word in row))
    for place, word in enumerate(row):
        bare = word.low.removesuffix("'s")
        if bare in everyday_names:
            return Doubt("known", word.text)
        if is_surely_name(bare) or (bare in NAMES and _is_used_as_name(text, row, place, shouted)):
            return Doubt("name", word.text)
        if not vouched and not known.has(word.low):
            return Doubt("word", word.text)
        inside = _END_OF_SENTENCE.search(text[: word.start]) is None
        if not vouched and inside and word.capital and not shouted and not _may_be_capital(word, known):
            return Doubt("capital", word.text)
    return None


def _may_be_capital(word: Word, known: KnownWords) -> bool:
    bare = word.low.removesuffix("'s")
    return (
        bare in known.capital or bare in ("i", "i'm", "i've", "i'd", "i'll") or (word.text.isupper() and len(bare) < 4)
    )


def _is_used_as_name(text: str, row: list[Word], place: int, shouted: bool) -> bool:
    """Whether an everyday word that is a name as well may be one here: capital, beside another, introduced, signed."""
    word = row[place]
    beside = [row[i] for i in (place - 1, place + 1) if 0 <= i < len(row)]
    if shouted or len(row) == 1 or any(other.low.removesuffix("'s") in NAMES for other in beside):
        return True
    if _CUE.search(text[: word.start]):
        return True
    if not text[word.end :].strip(" .!-~\n") and re.search(r"[,.!?\-~\n]\s*$", text[: word.start]):
        return True  # the last word, after a comma or a full stop
    inside = _END_OF_SENTENCE.search(text[: word.start]) is None
    given = word.low in GIVEN and word.low not in GRAMMAR
    return word.capital and (inside or given)
