"""Where the treating clinician works: "Westside Behavioral Group", "Kaiser on Sunset", a practice of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.practice_names import (
    is_kind_only,
    is_named_by_kind,
    is_practice,
    is_town,
    naming,
    says_kind,
    stretch,
    written,
)
from bot.clinic.contacts.roles import PERSON_WORDS
from bot.clinic.contacts.text import HOLE, Word, anyof, is_question, listed
from bot.clinic.contacts.values import CLINICIAN_QUESTIONS

OWN_PRACTICE = "private practice"

_AT = anyof("out of", "over at", "for", "with", "at", "from")
_WORKS = anyof("works?", "working", "practices", "practicing", "based", "located", "sees (?:me|patients)", "office is",
               "clinic is", "is")  # fmt: skip
_IS_CALLED = anyof("is called", "is named", "is", ":", "=", "called", "named")
_PLACE = anyof("practice", "clinic", "office", "hospital", "medical group", "group")
_OF_WHOM = rf"(?:\s+of\s+(?:my|the|her|his|their)\s+{PERSON_WORDS})?"
_BY_PLACE = anyof("over at", "out of", "at", "from", "with", "of", "trabaja en",
                  "(?:moved|switched|transferred|went)(?: over)? to")  # fmt: skip
_CUE = re.compile(
    "|".join((
        rf"\b{_WORKS}\s+{_AT}\s+(?:the\s+)?",
        r"\b(?:it|they)(?:'?s|\s+is|\s+was|'re|\s+are)\s+(?:now\s+)?(?:called|named)\s+",
        r"\bgo(?:es|ing)?\s+(?:in\s+|over\s+)?to\s+(?:the\s+)?",
        rf"\b(?:{_PLACE}(?:'s)?(?:\s+name)?{_OF_WHOM}|place)\s*{_IS_CALLED}\s*(?:the\s+)?",
        rf"(?:\b{_WORKS}|'s)\s+in\s+(?:the\s+)?",
        rf"\b{_BY_PLACE}\s+(?:the\s+)?",
        r"[,;(\n–—|]\s*(?:the\s+)?|\s-\s+(?:the\s+)?",
    )),
    re.IGNORECASE,
)  # fmt: skip
_STRONG_CUE = re.compile(
    anyof("works?", "working", "practic", "based", "located", "sees", "called", "named", "trabaja", ":", "=",
          "office is", "clinic is", "group is", "hospital is"),
    re.IGNORECASE,
)  # fmt: skip
_IN = re.compile(r"\bin\s+(?:the\s+)?$", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|was)\s+(?:the\s+)?$", re.IGNORECASE)
_LEADS = re.compile(
    r"^(?:\W*" + anyof(
        "hi", "hello", "hey", "ok", "okay", "sure", "yes", "yeah", "yep", "well", "um", "uh", "so", "oh",
        "it'?s", "it is", "that'?s", "that would be", "called", "named", "name", "the name is", "goes by",
        "(?:she|he|they)(?:'?s|'?re| is| are)?", "her", "his", "their", "the practice(?: name)?", "the clinic",
        "practice", "clinic", "office", "is", "are", "works?", "working", "based", "located", "practices?",
        "out of", "for", "with", "from", "over at", "at", "in", "over", "under", "part of", "both",
        "i think", "i believe", "i guess", "maybe", "probably", "just", "currently",
    ) + r"\b[\s,:\-]*)+",
    re.IGNORECASE,
)  # fmt: skip
_OWN = re.compile(
    "|".join((
        "\\b" + anyof("private practice", "private office", "solo practice", "solo practitioner", "solo",
                      "independent(?:ly)?",
                      "own (?:private |little |small )?(?:office|practice|place|clinic)",
                      r"self[\s\-]employed",
                      "(?:on|by) (?:her|his|their) own", r"works? for (?:herself|himself|themsel\w+)",
                      "works? alone") + "\\b",
        r"\bjust\s+(?:him|her|them)(?:self|selves)?(?=\W*$)",
        r"^\W*(?:it'?s\s+)?private(?=\W*$)",
    )),
    re.IGNORECASE,
)  # fmt: skip
_COMMA = re.compile(r"\s*(?:,|-|\u2013|:|called|named|it'?s|and)\s*(?:(?:it'?s|called|named|the)\s+)*", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|not|isn'?t|don'?t|doesn'?t|never|without|forgot|remember)\b", re.IGNORECASE)
_NEAR = 60
"""Characters after the clinician's name in which "at ..." still says where they work."""

_POLITE = listed("thanks thank you thx please pls i think ok okay yes sorry")


@dataclass(frozen=True)
class _Asked:
    """What a practice is looked for in: the message, the question before it, where the clinician is named."""

    message: Message
    question: str | None
    clinician: tuple[int, int] | None

    @property
    def practice(self) -> bool:
        return self.question == "clinician_practice"

    @property
    def asks_back(self) -> bool:
        text = self.message.text
        return any(is_question(text[start:end]) for start, end in self.message.sentences)


def practice_in(message: Message, question: str | None, clinician: tuple[int, int] | None) -> str | None:
    """Return the practice a message names, or None.

    `clinician` is where the message names the clinician (start, end): a place after it ("..., at Kaiser") is
    theirs. Asked for the practice, a bare name will do. This clinic itself is never the answer.
    """
    if question not in CLINICIAN_QUESTIONS and clinician is None:
        return None
    asked = _Asked(message, question, clinician)
    for start, end in message.sentences:
        sentence = message.text[start:end]
        if _is_real_question(sentence, asked.practice):
            continue
        of_their_own = asked.practice or clinician is not None or question == "clinician_name"
        if of_their_own and (own := _OWN.search(sentence)) and not _NONE.search(sentence):
            return _named_behind(asked, start + own.end(), end) or OWN_PRACTICE
        found = _after_cues(asked, start, end) or (_bare(message, start, end) if asked.practice else None)
        if found is not None:
            return found
    return None


def _named_behind(asked: _Asked, start: int, end: int) -> str | None:
    """The name behind "a private practice, ...", where there is one that says what it is."""
    behind = _COMMA.match(asked.message.text, start, end)
    words = stretch(asked.message, behind.end(), end) if behind is not None else []
    return written(words) if says_kind(words) and is_practice(words, True, asked.message.shouted) else None


def without_lead(text: str) -> str:
    """A text without what only leads to a practice's name: "hes at Oak House" is Oak House."""
    lead = _LEADS.match(text)
    return text[lead.end() :] if lead is not None and lead.end() < len(text) else text


def _is_real_question(sentence: str, asked: bool) -> bool:
    """Whether a sentence asks something, not "Kaiser?" in answer to the question for the practice."""
    if not is_question(sentence) or sentence.rstrip().endswith(" right?"):
        return False
    return not asked or len(sentence.split()) > 5 or is_question(sentence.rstrip(" ?"))


def _after_cues(asked: _Asked, start: int, end: int) -> str | None:
    ranked = list(_promised(asked, start, end))
    return max(ranked, key=lambda one: one[0])[1] if ranked else None


def _promised(asked: _Asked, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the names that cues promise, with how strongly."""
    message, clinician = asked.message, asked.clinician
    for m in _CUE.finditer(message.text, start, end):
        words = stretch(message, m.end(), end)
        if not words or (clinician and words[0].start < clinician[1] and words[-1].end > clinician[0]):
            continue
        # "she is in Oak Clinic" tells where, "she works in pediatrics" does not
        inside = _IN.search(m[0]) is not None
        strong = _STRONG_CUE.search(m[0]) is not None and not inside
        behind = clinician is not None and 0 <= m.start() - clinician[1] < _NEAR
        # A comma alone promises nothing, nor does "the clinic is far": there the words must say what they are.
        spoken = any(letter.isalpha() for letter in m[0]) and (words[0].capital or not _IS.search(m[0]))
        if not is_practice(words, placed=spoken and (strong or behind) and not inside, shouted=message.shouted):
            continue
        # "Do you do TMS as they did at the VA?" tells nothing of the clinician; "she is at the VA" does.
        # "Nobody, I just go to the VA" answers the question for a name; "I study at UCLA" does not.
        instead = asked.question == "clinician_name" and m[0].lower().startswith("go") and says_kind(words)
        answers = (asked.practice or instead) and not asked.asks_back
        if strong or behind or clinician is not None or answers:
            yield 2 * strong + says_kind(words), written(words)


def _bare(message: Message, start: int, end: int) -> str | None:
    """Read the answer to the question for the practice: nothing but its name, perhaps with a lead."""
    lead = _LEADS.match(message.text[start:end])
    words = stretch(message, start + (lead.end() if lead else 0), end)
    named = naming(words)
    if not named or _NONE.search(message.text, start, words[0].start):
        return None
    first = named[0].low
    if vocabulary.is_grammar(first) and first not in vocabulary.SURNAMES and not is_named_by_kind(words):
        return None
    if not _ends_there(message.text[words[-1].end : end].strip()) or is_town(named) or is_kind_only(named):
        return None
    if not says_kind(words):
        lone_everyday = len(named) == 1 and vocabulary.is_plain(first) and not is_practice(named, True, False)
        if lone_everyday or message.text[end - 1] == "?" or _says_more(message, words, start):
            return None
    fits = is_practice(words, placed=True, shouted=message.shouted) or is_named_by_kind(words)
    return written(words) if fits else None


def _ends_there(rest: str) -> bool:
    following = rest.partition(" ")[0].lower()
    return (
        not rest
        or rest[0] in f"{HOLE}(-–—;:,.!?"
        or following in {"their", "phone", "number", "fax", "and", "her", "his"}
    )


def _says_more(message: Message, words: Sequence[Word], start: int) -> bool:
    """Whether there is more in the message than a lead, the words and courtesies, so that they may be any words.

    `start` is where their sentence begins: what stands there before them is their lead.
    """
    others = (word for word in message.row if word.letters and not start <= word.start < words[-1].end)
    return any(word.low not in _POLITE for word in others)
