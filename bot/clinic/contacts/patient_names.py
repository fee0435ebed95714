"""The patient's own name, from the words people introduce themselves with and from the answer to the question."""

from __future__ import annotations

import re

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.bare_names import bare_name
from bot.clinic.contacts.mentions import RELATIVE
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.name_parts import Trust
from bot.clinic.contacts.names import Name
from bot.clinic.contacts.text import HOLE

Spans = tuple[tuple[int, int], ...]

_SURE = re.compile(
    r"\b(?:my\s+(?:full\s+|legal\s+|actual\s+|real\s+|complete\s+|own\s+)*name(?:'?s)?(?:\s+(?:is|was|would\s+be|here\s+is))?"
    r"|patient(?:'s)?(?:\s+name)?\s*[:=]|(?:^|[\n,;.]\s*)(?:my\s+)?(?:full\s+)?name\s*[:=\-]"
    r"|i(?:'m|\s+am)\s+called|mein\s+name\s+ist|ich\s+hei(?:ss|ß)e|je\s+m'appelle|mi\s+chiamo|meu\s+nome\s+[ée]"
    r"|me\s+llamo|mi\s+nombre(?:\s+completo)?\s+es)\s*[:=\-,]?\s*(?:(?:is|it's|it\s+is|actually|just|dr|mr|mrs|ms)\b\.?\s*)*",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:i'm|i\s+am|im|this\s+is|my\s+names|soy|yo\s+soy)\s+(?:just\s+)?"
    r"|\bmy\s+(?:info|details|information|contact(?:\s+info)?)\s*(?:is|are|:|-)\s*"
    r"|^\W*(?:hi|hello|hey|hiya|heya|yo|good\s+(?:morning|afternoon|evening))(?:\s+there)?[\s,.!]+(?:it's|its|it\s+is)\s+"
    r"|(?:^|[\n,;.!]\s*|\bthe\s+)(?:full\s+)?name(?:'s|\s+is|)\s+"
    r"|\b(?:book|put|schedule|list|reserve|save)\s+(?:it|me|this|that)\s+(?:down\s+)?(?:under|as)\s+"
    r"(?:the\s+name\s+(?:of\s+)?)?|\bunder\s+the\s+name\s+(?:of\s+)?",
    re.IGNORECASE,
)
_NICKNAME = re.compile(
    r"\b(?:call\s+me|(?:everyone|everybody|people|friends|they)\s+calls?\s+me|i\s+go\s+by|known\s+as)\s+(?:just\s+)?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*,?\s*(?:here\b(?!\s+(?:is|are|to|for))|speaking\b|is\s+my\s+(?:full\s+|legal\s+)?name\b|is\s+the\s+name\b(?!\s+of))",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:(?:kind(?:est)?\s+|best\s+|warm\s+|with\s+)*regards|sincerely|cordially|respectfully|apologetically|warmly|yours(?:\s+truly)?"
    r"|with\s+(?:thanks|appreciation|gratitude)|faithfully)\b[,.!\s\-–—]*"
    r"|\b(?:best|cheers|thanks|thank\s+you(?:\s+kindly)?|love|gracias)\s*[,.!]*\s*(?:\n\s*|[-–—]\s*)+|(?:\n|\s)[-–—~]+\s*"
    r"|\bthank\s+you\s+kindly\s*,\s*",
    re.IGNORECASE,
)
_THANKED = re.compile(
    r"\b(?:(?:many\s+)?thanks|thank\s+you)(?:\s+(?:so\s+much|again|for\s+[^.,;\n]{1,40}|in\s+advance))?\s*[,.]\s*|\b(?:gratefully|with\s+respect)\s*,\s*",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\b(?:not|isn'?t|wasn'?t|think|thought|says?|said|if|like|when|because)\s+$", re.IGNORECASE
)


_ABOUT_ANOTHER = re.compile(rf"\b(?:he|she)(?:'s|\s+is)\s+my\s+(?:\w+\s+)?{RELATIVE}\b", re.IGNORECASE)


def introduced_name(message: Message, question: str | None, claimed: Spans) -> Name | None:
    """Return the name a person gives as their own ("my name is ...", "Dana here", "Regards, ..."), or None.

    `claimed` are the words (first, after) that name the clinician.
    """
    for trust, pattern in ((Trust.SURE, _SURE), (Trust.WEAK, _WEAK)):
        for m in pattern.finditer(message.text):
            name = _introduced(message, m, trust, question)
            if name is not None and not within(name, claimed):
                return _said_in_full(message, name)
    for m in _AFTER.finditer(message.text):
        name = message.name_before(m.start(), Trust.WEAK)
        if name is None and question == "name":
            name = message.name_before(m.start(), Trust.ASKED)
            name = name if name is not None and message.row[name.first].capital else None
        before = message.text[: message.row[name.first].start] if name is not None else ""
        if name is not None and not within(name, claimed) and not _OF_ANOTHER.search(before):
            return name
    signed = _signed(message, claimed)
    return signed or (_nickname(message, question, claimed) if question != "name" else None)


def _said_in_full(message: Message, name: Name) -> Name:
    """Return the longer name where it follows: "the name's Birdwell, Thomas Birdwell"."""
    after = message.row[name.after : name.after + 1]
    if name.parts > 1 or not after or after[0].text not in {",", "."}:
        return name
    longer = message.name_at(after[0].end, Trust.ASKED)
    return longer if longer is not None and name.text in longer.text.split() else name


def answered_name(message: Message, question: str | None, claimed: Spans) -> Name | None:
    """Return the patient's name where it answers the question for it, or stands on a card; else None."""
    if question == "name" and not _ABOUT_ANOTHER.search(message.text):
        name = bare_name(message, clinician=False)
        if name is not None and not within(name, claimed):
            return name
    # "Elizabeth, but call me Beth": the name that was asked for comes before the nickname.
    return _nickname(message, question, claimed) or _on_a_card(message, question, claimed)


def _nickname(message: Message, question: str | None, claimed: Spans) -> Name | None:
    for m in _NICKNAME.finditer(message.text):
        name = _introduced(message, m, Trust.WEAK, question)
        if name is not None and not within(name, claimed):
            return name
    return None


def within(name: Name, claimed: Spans) -> bool:
    """Whether some of a name's words are claimed already."""
    return any(first < name.after and name.first < after for first, after in claimed)


def _introduced(message: Message, m: re.Match[str], trust: Trust, question: str | None) -> Name | None:
    if trust is Trust.WEAK and question == "name":
        trust = Trust.ASKED
    name = message.name_at(m.end(), trust)
    if name is None or name.possessive or (name.titled and question != "name"):
        return None
    following = message.row[name.after] if name.after < len(message.row) else None
    if trust is not Trust.SURE and following is not None and following.letters and not name.certain:
        # "I'm Will, ..." and "I'm Ngozi and ..." are names, "I'm Fed up" and "this is Grace period" are not.
        if following.low not in {
            "and",
            "from",
            "here",
            "calling",
            "with",
            "but",
            "in",
            "i",
            "my",
            "writing",
            "texting",
        }:
            return None
    if (
        trust is Trust.ASKED
        and not name.certain
        and m[0].lower().startswith(("i'm", "im", "i am", "this is"))
    ):
        first = message.row[message.index_at(m.end())]
        if not first.capital and vocabulary.is_misspelt_everyday(first.low):
            return None
    return name


def _signed(message: Message, claimed: Spans) -> Name | None:
    """Read a name under a message: "Thanks,\\nBeth Sandoval", "Regards, Percival"."""
    # A word of thanks before a name signs a letter; in a line of chat it may thank somebody of that name.
    letter = len(message.row) >= 15
    for m in (*_SIGNED.finditer(message.text), *(_THANKED.finditer(message.text) if letter else ())):
        name = message.name_at(m.end(), Trust.WEAK)
        if name is None or name.titled or within(name, claimed) or not (name.certain or name.parts > 1):
            continue
        rest = message.row[name.after :]
        if not any(word.letters for word in rest) or rest[0].text == "\n":
            return name
    return None


def _on_a_card(message: Message, question: str | None, claimed: Spans) -> Name | None:
    """Read "Beth Sandoval, 310-555-0121": a whole, known name beside a number or an address, and nothing else."""
    letters = [word for word in message.row if word.letters]
    holes = sum(word.text[0] == HOLE for word in message.row)
    if question not in {None, "phone", "email", "who", "reason"} or not holes or not letters:
        return None
    name = message.name_at(letters[0].start, Trust.WEAK)
    whole = name is not None and name.certain and name.parts >= 2 and not name.titled
    if name is None or not whole or within(name, claimed) or len(letters) > name.parts:
        return None
    return name
