"""The patient's own name, from the words people introduce themselves with and from the answer to the question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.bare_names import bare_name
from bot.clinic.contacts.mentions import RELATIVE
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.name_parts import Trust
from bot.clinic.contacts.names import Name
from bot.clinic.contacts.practice_names import is_town
from bot.clinic.contacts.roles import PERSON_WORDS
from bot.clinic.contacts.text import HOLE, anyof, listed

Spans = tuple[tuple[int, int], ...]
"""Words (first, after) of a message."""

_SURE = re.compile(
    "(?:" + "|".join((
        r"\bmy\s+(?:(?:full|legal|actual|real|complete|own)\s+)*name(?:'?s)?(?:\s+(?:is|was|would\s+be|here\s+is))?",
        r"\bpatient(?:'s)?(?:\s+name)?\s*[:=]",
        r"(?:^|[\n,;.]\s*)(?:my\s+)?(?:full\s+)?name\s*[:=\-]",
        "\\b" + anyof("i(?:'m| am) called", "mein name ist", "ich hei(?:ss|ß)e", "je m'appelle", "mi chiamo",
                      "meu nome [ée]", "me llamo", "mi nombre(?: completo)? es"),
    )) + r")\s*[:=\-,]?\s*(?:(?:is|it's|it\s+is|actually|just|dr|mr|mrs|ms)\b\.?\s*)*",
    re.IGNORECASE,
)  # fmt: skip
_WEAK = re.compile(
    "|".join((
        r"\b(?:i'm|i\s+am|im|this\s+is|my\s+names|soy|yo\s+soy)\s+(?:just\s+)?",
        r"\bmy\s+(?:info|details|information|contact(?:\s+info)?)\s*(?:is|are|:|-)\s*",
        r"^\W*" + anyof("hi", "hello", "hey", "hiya", "heya", "yo", "good (?:morning|afternoon|evening)")
        + r"(?:\s+there)?[\s,.!]+(?:it's|its|it\s+is)\s+",
        r"(?:^|[\n,;.!]\s*|\bthe\s+)(?:full\s+)?name(?:'s|\s+is|)\s+",
        r"\b(?:book|put|schedule|list|reserve|save)\s+(?:it|me|this|that)\s+(?:down\s+)?(?:under|as)\s+(?:the\s+name\s+(?:of\s+)?)?",
        r"\bunder\s+the\s+name\s+(?:of\s+)?",
    )),
    re.IGNORECASE,
)  # fmt: skip
_NICKNAME = re.compile(
    "\\b" + anyof("call me", "(?:everyone|everybody|people|friends|they) calls? me", "i go by", "known as")
    + r"\s+(?:just\s+)?",
    re.IGNORECASE,
)  # fmt: skip
_AFTER = re.compile(
    r"\s*,?\s*" + anyof(r"here\b(?! (?:is|are|to|for))", r"speaking\b", r"is my (?:(?:full|legal) )?name\b",
                        r"is the name\b(?! of)"),
    re.IGNORECASE,
)  # fmt: skip
_SIGNED = re.compile(
    "|".join((
        r"\b(?:regards|sincerely|cordially|respectfully|warmly|yours(?:\s+truly)?|faithfully)\b[,.!\s\-–—]*",
        r"\b(?:best|cheers|thanks|thank\s+you(?:\s+kindly)?|love|gracias)\s*[,.!]*\s*(?:\n\s*|[-–—]\s*)+",
        r"(?:\n|\s)[-–—~]+\s*",
    )),
    re.IGNORECASE,
)  # fmt: skip
_CLOSED = re.compile(
    r"(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)[.!?]\s+(?:((?:[\w']+\s+){0,4}[\w']+)\s*,\s*|(?=[^\W\d_]))", re.IGNORECASE
)
"""Before the last words of a letter: a full stop that is not that of "Dr.", and often a short phrase and a comma."""

_NO_CLOSING = listed("my his her their our the dr doctor is was it's its called named see i he she not a an")
_CARD_QUESTIONS = frozenset({None, "phone", "email", "who", "reason"})
_BEGINS = re.compile(r"(?:^|[,.:;!?\n])\s*(?=[^\W\d_])")
_OF_SOMEBODY = re.compile(
    rf"\b(?:{PERSON_WORDS}|{RELATIVE}|dr|contact\s+is|his|her|their|with|see|call|ask\s+for)\b[^.!\n]*$", re.IGNORECASE
)
"""Before a name that is another's: "my therapist: Beth Sandoval, 310-555-0121"."""
_OF_TOWNS = listed("san santa los las el new north south west east")
_SHORTEST_LETTER = 9
"""Words a message has before a name without "regards" at its end is taken for a signature."""

_OF_ANOTHER = re.compile(r"\b(?:not|isn'?t|wasn'?t|think|thought|says?|said|if|like|when|because)\s+$", re.IGNORECASE)
_ABOUT_ANOTHER = re.compile(rf"\b(?:he|she)(?:'s|\s+is)\s+my\s+(?:\w+\s+)?{RELATIVE}\b", re.IGNORECASE)
_IS_RELATIVE = re.compile(
    rf"\s*(?:(?:is|'s|was)\s+(?:my|our)\s+(?:\w+\s+)?{RELATIVE}\b|\(\s*(?:my|our)\s+{RELATIVE}\s*\)"
    rf"|,\s*(?:my|our)\s+{RELATIVE}\W*$)",
    re.IGNORECASE,
)
"""After a name that is not the writer's: "Noreen is my wife"."""
_NAME_LIKE = re.compile(r"\b(?!(?:he|she|it|this|that|who|which|they|here)\b)[^\W\d_][\w\-]+", re.IGNORECASE)
_MAY_FOLLOW = listed("and from here calling with but in i my writing texting")


def introduced_name(message: Message, question: str | None, claimed: Spans) -> Name | None:
    """Return the name a person gives as their own ("my name is ...", "Dana here", "Regards, ..."), or None.

    `claimed` are the words that name the clinician.
    """
    found = (name for name in _introductions(message, question) if not within(name, claimed))
    return next(found, None)


def _introductions(message: Message, question: str | None) -> Iterator[Name]:
    for trust, pattern in ((Trust.SURE, _SURE), (Trust.WEAK, _WEAK)):
        for m in pattern.finditer(message.text):
            name = _introduced(message, m, trust, question)
            if name is not None:
                yield _said_in_full(message, name)
    yield from _before_here(message, question)
    yield from _signatures(message)
    if question != "name":
        yield from _nicknames(message, question)


def names_relative(text: str) -> bool:
    """Whether a message says of somebody by name that they are a relative: "Noreen is my wife"."""
    return any(_IS_RELATIVE.match(text, word.end()) for word in _NAME_LIKE.finditer(text))


def answered_name(message: Message, question: str | None, claimed: Spans) -> Name | None:
    """Return the patient's name where it answers the question for it, or stands on a card; else None."""
    if question == "name" and not _ABOUT_ANOTHER.search(message.text):
        name = bare_name(message, clinician=False)
        if name is not None and _IS_RELATIVE.match(message.text, message.row[name.after - 1].end):
            return None
        if name is not None and not within(name, claimed):
            return name
    # "Elizabeth, but call me Beth": the name that was asked for comes before the nickname.
    found = (name for name in _nicknames(message, question) if not within(name, claimed))
    return next(found, None) or _on_a_card(message, question, claimed) or _before_number(message, question, claimed)


def within(name: Name, claimed: Spans) -> bool:
    """Whether some of a name's words are claimed already."""
    return any(first < name.after and name.first < after for first, after in claimed)


def _introduced(message: Message, m: re.Match[str], trust: Trust, question: str | None) -> Name | None:
    if trust is Trust.WEAK and question == "name":
        trust = Trust.ASKED
    name = message.name_at(m.end(), trust)
    if name is None or name.possessive or (name.titled and question != "name"):
        return None
    if trust is Trust.SURE or name.certain:
        return name
    following = message.row[name.after] if name.after < len(message.row) else None
    if following is not None and following.letters and following.low not in _MAY_FOLLOW:
        return None  # "I'm Fed up", "this is Grace period"
    first = message.row[message.index_at(m.end())]
    slip = not first.capital and vocabulary.is_misspelt_everyday(first.low)
    return None if slip and m[0].lower().startswith(("i'm", "im", "i am", "this is")) else name


def _said_in_full(message: Message, name: Name) -> Name:
    """Return the longer name where it follows: "the name's Birdwell, Thomas Birdwell"."""
    after = message.row[name.after : name.after + 1]
    if name.parts > 1 or not after or after[0].text not in {",", "."}:
        return name
    longer = message.name_at(after[0].end, Trust.ASKED)
    return longer if longer is not None and name.text in longer.text.split() else name


def _before_here(message: Message, question: str | None) -> Iterator[Name]:
    """Yield the names before "here", "speaking" and "is my name"."""
    for m in _AFTER.finditer(message.text):
        name = message.name_before(m.start(), Trust.WEAK)
        if name is None and question == "name":
            asked = message.name_before(m.start(), Trust.ASKED)
            name = asked if asked is not None and message.row[asked.first].capital else None
        if name is not None and not _OF_ANOTHER.search(message.text, 0, message.row[name.first].start):
            yield name


def _nicknames(message: Message, question: str | None) -> Iterator[Name]:
    for m in _NICKNAME.finditer(message.text):
        name = _introduced(message, m, Trust.WEAK, question)
        if name is not None:
            yield name


def _signatures(message: Message) -> Iterator[Name]:
    """Yield the names under a message: "Thanks,\\nBeth Sandoval", "Regards, Percival", "Kindly, Ambrose Lund"."""
    for m in _SIGNED.finditer(message.text):
        name = message.name_at(m.end(), Trust.WEAK)
        if name is not None and not name.titled and (name.certain or name.parts > 1) and _ends_message(message, name):
            yield name
    for m in _CLOSED.finditer(message.text):
        before = sum(word.letters for word in message.row[: message.index_at(m.start())])
        closing = (m[1] or "").lower().split()
        name = message.name_at(m.end(), Trust.WEAK) if before >= _SHORTEST_LETTER else None
        if name is None or name.titled or not (name.certain or m[1]) or not (name.parts > 1 or m[1]):
            continue
        if _ends_message(message, name) and not _NO_CLOSING.intersection(closing):
            yield name


def _ends_message(message: Message, name: Name) -> bool:
    rest = message.row[name.after :]
    return not any(word.letters for word in rest) or rest[0].text in {"\n", "("}


def _on_a_card(message: Message, question: str | None, claimed: Spans) -> Name | None:
    """Read "Beth Sandoval, 310-555-0121": a whole, known name beside a number or an address, and nothing else."""
    letters = [word for word in message.row if word.letters]
    holes = any(word.text[0] == HOLE for word in message.row)
    if question not in _CARD_QUESTIONS or not holes or not letters:
        return None
    name = message.name_at(letters[0].start, Trust.WEAK)
    if name is None or not name.certain or name.parts < 2 or name.titled:
        return None
    return None if within(name, claimed) or len(letters) > name.parts else name


def _before_number(message: Message, question: str | None, claimed: Spans) -> Name | None:
    """Read "Please book me: Beth Sandoval, 310-555-0121": a known name right before a number, or last behind one."""
    if question not in _CARD_QUESTIONS:
        return None
    for m in _BEGINS.finditer(message.text):
        name = message.name_at(m.end(), Trust.WEAK)
        if name is None or name.parts < 2 or not name.certain or name.titled or within(name, claimed):
            continue
        if is_town(message.row[name.first : name.after]) or message.row[name.first].low in _OF_TOWNS:
            continue
        behind = message.text[message.row[name.after - 1].end :].lstrip(" ,:;-\n(")
        ends = not behind.strip(" .!") and message.text[: m.start()].endswith(HOLE)
        if (behind.startswith(HOLE) or ends) and not _OF_SOMEBODY.search(message.text[max(0, m.end() - 60) : m.end()]):
            return name
    return None
