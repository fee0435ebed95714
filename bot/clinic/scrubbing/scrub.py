"""Replace what is certainly personal by what is nobody's, and doubt the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.clinic.contacts import read_contacts
from bot.clinic.contacts.emails import find_emails
from bot.clinic.contacts.text import HOLE, is_question, tidy, words
from bot.clinic.contacts.vocabulary import GRAMMAR, PLAIN
from bot.clinic.safety import Level, check_or_resources
from bot.clinic.scrubbing.doubts import Doubt, doubt_in
from bot.clinic.scrubbing.known_words import KnownWords

LONGEST = 300  # characters; what is longer tells a story, and teaches little
PERSON, CLINICIAN, PRACTICE = "Jane Doe", "Sam Jones", "Anytown Clinic"
EMAIL, SITE, PHONE, NUMBER = "someone@example.com", "www.example.com", "310-555-0100", "12345"
TOWN = "Los Angeles"
DATE, ADDRESS, REFERENCE = "June 1", "100 Main Street", "KC-0000-0"
_ABOUT_SOMEBODY = frozenset(
    {"name", "phone", "email", "clinician", "clinician_name", "clinician_role", "clinician_practice",
     "clinician_contact", "manage_phone", "reference", "age"}
)  # fmt: skip


@dataclass(frozen=True)
class Names:
    """What is known of a conversation's people, to be looked for in its messages."""

    people: tuple[str, ...] = ()
    clinicians: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()


@dataclass
class _Work:
    """A text in which each thing that was taken out is a hole of its own, with what will stand there."""

    text: str
    put: list[str] = field(default_factory=list)

    def take(self, start: int, end: int, instead: str) -> None:
        self.text = f"{self.text[:start]}{chr(_FIRST_HOLE + len(self.put))}{self.text[end:]}"
        self.put.append(instead)

    def replace(self, pattern: re.Pattern[str], instead: Callable[[re.Match[str]], str | None]) -> None:
        """Take out what the pattern finds, from the end; None: it stays."""
        for match in reversed(list(pattern.finditer(self.text))):
            value = instead(match)
            if value is not None:
                self.take(match.start(), match.end(), value)

    @property
    def hollow(self) -> str:
        return _HOLES.sub(f" {HOLE} ", self.text)

    @property
    def filled(self) -> str:
        return _HOLES.sub(lambda match: self.put[ord(match[0]) - _FIRST_HOLE], self.text)


_NO_MARKS = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")", "\\": "/"})  # Rasa marks entities with them
_FIRST_HOLE = 0xE100
_HOLES = re.compile("[\ue100-\ue8ff]")
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
_YEAR = r"(?:[\s,]+(?:of\s+|de\s+)?(?:'\d{2}|\d{4}|\d{2}\b))?"
_DATE = re.compile(
    rf"\b{_MONTHS}\.?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b{_YEAR}|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?{_MONTHS}\b\.?{_YEAR}"
    r"|(?<!\d)(?:\d{1,2}([/.\-])\d{1,2}\1(?:\d{4}|\d{2})|(?:19|20)\d{2}([/.\-])\d{1,2}\2\d{1,2})(?!\d)"
    r"|(?<![\d/])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![\d/])|\b'\d{2}\b",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"(?:https?:/*|www\.)\S+|\b[\w\-]+(?:\.[\w\-]+)*\.(?:com|org|net|edu|gov|io|us|info|biz|me|co)\b(?:/\S*)?",
    re.IGNORECASE,
)
_ROOM = r"\b(?:apt|apartment|unit|suite|ste)\b\.?\s*#?\s*"
_STREET = re.compile(
    r"\b\d{1,6}[a-z]?(?:\s*[/\-]\s*\d+)?\s+(?:[^\W\d_][\w.'\-]*\s+){1,3}?(?:street|st|avenue|ave|av|boulevard|blvd|road|rd|"
    r"lane|ln|terrace|highway|hwy|parkway|pkwy|drive|dr|court|ct|place|pl|square|sq)\b\.?"
    rf"(?:[\s,]*(?:{_ROOM}|#\s*)\w{{1,5}})?"
    rf"|\bp\.?\s?o\.?\s*box\s*#?\s*\d+|{_ROOM}(?:\d\w{{0,4}}|[a-z]\b)",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])")
# the towns among our everyday words; all others are unknown words
_TOWN = re.compile(
    r"\b(?:anaheim|brentwood|burbank|calabasas|compton|culver city|encino|glendale|inglewood|irvine|malibu|oakland|"
    r"pasadena|torrance|ventura|atlanta|bakersfield|brooklyn|chicago|denver|fresno|koreatown|london|manhattan|miami|"
    r"philadelphia|phoenix|portland|reno|reseda|sacramento|seattle|tucson|(?:las )?vegas|santa \w+)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\d{1,2}\s?[\-–—]\s?\d{1,2}")
_RUN = re.compile(r"[+(]?\d(?:[\s().,/·_*~+:#\-–—|=]{0,3}\d)*\)?")


def scrub(
    text: str, names: Names, known: KnownWords, prefix: str, question: str | None = None, *, vouched: bool = False
) -> str | Doubt:
    """The text with what is personal replaced, in one line; or the doubt for which it is left out.

    `names` are known of the conversation, `prefix` begins the references of appointments, `question` was open when the
    text came. `vouched`: the staff wrote it, see doubts.
    """
    whole = tidy(_with_plain_digits(unicodedata.normalize("NFKC", text)))
    if len(text) > LONGEST:
        return Doubt("long")
    if check_or_resources(text).level > Level.none:
        return Doubt("danger")
    if question in _ABOUT_SOMEBODY and not is_question(whole):
        return Doubt("answer")
    names = _with_named(names, whole, question)
    work = _Work(" ".join(whole.split()))
    _take_values(work, prefix)
    everyday = _take_names(work, names)
    doubt = doubt_in(work.hollow, known, everyday, vouched=vouched)
    if doubt is not None:
        return doubt
    line = " ".join(work.filled.translate(_NO_MARKS).split()).lstrip("-#*>/ ")
    return line if re.search(r"[^\W_]", line) else Doubt("word", line)


def _with_plain_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in text)


def _with_named(names: Names, text: str, question: str | None) -> Names:
    """And who names themself or somebody else in this very text."""
    found = read_contacts(text, question if question in _ABOUT_SOMEBODY else None)

    def more(known: tuple[str, ...], new: str | None) -> tuple[str, ...]:
        return (*known, new) if new else known

    return Names(
        more(names.people, found.name),
        more(names.clinicians, found.clinician_name),
        more(names.practices, found.clinician_practice),
    )


def _take_values(work: _Work, prefix: str) -> None:
    reference = re.compile(
        rf"(?<![^\W_]){re.escape(prefix)}[\s\-–—_.#]*[0-9A-Z]{{4}}[\s\-–—_.]*[0-9A-Z](?![^\W_])", re.IGNORECASE
    )
    work.replace(reference, lambda match: REFERENCE if any(c.isdigit() for c in match[0]) or "-" in match[0] else None)
    for email in reversed(find_emails(work.text, expected=True)):
        work.take(email.start, email.end, EMAIL)
    work.replace(_SITE, lambda _: SITE)
    work.replace(_STREET, lambda _: ADDRESS)
    work.replace(_TOWN, lambda _: TOWN)
    work.replace(_DATE, lambda _: DATE)
    moments = list(_MOMENT.finditer(work.text))
    if len(moments) <= 2:  # more of them in a row are something else
        work.replace(_MOMENT, lambda match: match[0])
    work.replace(_RUN, _number)


def _number(match: re.Match[str]) -> str | None:
    digits = sum(c.isdigit() for c in match[0])
    if digits < 4 or _RANGE.fullmatch(match[0]):
        return None
    return PHONE if digits >= 10 else NUMBER


def _take_names(work: _Work, names: Names) -> frozenset[str]:
    """Take out names, whole ones and parts of them; returns those parts that are everyday words and stayed."""
    everyday: set[str] = set()
    for given, instead in ((names.practices, PRACTICE), (names.clinicians, CLINICIAN), (names.people, PERSON)):
        for name in given:
            parts = _letters(name)
            while (place := _find(work.text, parts)) is not None:
                work.take(*place, instead)
            for part in dict.fromkeys(parts):
                if instead == PRACTICE and (part in PLAIN or part in GRAMMAR):
                    continue  # "center", "the": only the whole name says where
                if part in PLAIN or part in GRAMMAR or len(part) < 3:
                    everyday.add(part)
                    continue
                while (place := _find(work.text, [part])) is not None:
                    work.take(*place, instead.split()[-1] if instead == CLINICIAN else instead.split()[0])
    return frozenset(everyday - {"dr", "md", "phd", "np", "pa"})


def _letters(name: str) -> list[str]:
    return [word.low for word in words(tidy(name)) if word.letters]


def _find(text: str, parts: Iterable[str]) -> tuple[int, int] | None:
    """Where these words stand one after the other, with an "'s" at the end or without."""
    wanted = list(parts)
    row = [word for word in words(_HOLES.sub(HOLE, text)) if word.letters]
    for start in range(len(row) - len(wanted) + 1 if wanted else 0):
        taken = row[start : start + len(wanted)]
        lows = [word.low for word in taken]
        if lows == wanted:
            return taken[0].start, taken[-1].end
        if [*lows[:-1], lows[-1].removesuffix("'s")] == wanted:
            return taken[0].start, taken[-1].end - 2
    return None
