"""Where the treating clinician works: "Westside Behavioral Group", "Kaiser on Sunset", a practice of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.roles import PERSON_WORDS
from bot.clinic.contacts.text import HOLE, Word, is_question, listed
from bot.clinic.contacts.values import CLINICIAN_QUESTIONS

OWN_PRACTICE = "private practice"
MOST_WORDS = 9

_WORDS = vocabulary.load("practice_words")
_KINDS, _HEADS, _KNOWN, _NEVER = (_WORDS[name] for name in ("kinds", "heads", "known", "never"))
_PLACES, _JOINTS, _STOPS = (_WORDS[name] for name in ("places", "joints", "stops"))
_SMALL, _CAPITALS = _WORDS["small"], _WORDS["capitals"]

_LEADS = re.compile(
    r"^(?:\W*(?:hi|hello|hey|ok|okay|sure|yes|yeah|yep|well|um|uh|so|oh|it'?s|it\s+is|its|that'?s|called|named|name|the\s+name\s+is|that\s+would\s+be"
    r"|(?:she|he|they)(?:'s|'re|\s+is|\s+are)?|her|his|their|the\s+practice(?:\s+name)?|the\s+clinic|practice|clinic|office|is|are|works?|working|based|located|practices?"
    r"|out\s+of|for|with|from|over\s+at|i\s+think|i\s+believe|i\s+guess|maybe|probably|just|currently|at|in|over|under|part\s+of|goes\s+by|both)\b[\s,:\-]*)+",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:works?|working|practices|practicing|based|located|sees\s+(?:me|patients)|office\s+is|clinic\s+is|is)\s+(?:out\s+of|over\s+at|for|with|at|from)\s+(?:the\s+)?"
    r"|\b(?:(?:practice|clinic|office|hospital|medical\s+group|group)(?:'s)?(?:\s+name)?|place)\s*(?:is\s+called|is\s+named|is|:|=|called|named)\s*(?:the\s+)?"
    r"|\b(?:over\s+at|out\s+of|at|from|with|of|trabaja\s+en|(?:moved|switched|transferred|went)\s+(?:over\s+)?to)\s+(?:the\s+)?|[,;(\n–—|]\s*(?:the\s+)?|\s-\s+(?:the\s+)?",
    re.IGNORECASE,
)
_STRONG_CUE = re.compile(
    r"works?|working|practic|based|located|sees|called|named|trabaja|:|=|office is|clinic is|group is|hospital is",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:private\s+practice|solo\s+practice|(?:her|his|their|the|own)\s+own\s+(?:private\s+|little\s+|small\s+)?(?:office|practice|place|clinic)"
    r"|own\s+(?:private\s+)?(?:office|practice)|independent(?:ly)?|solo\s+practitioner|self[\s\-]employed"
    r"|(?:on|by)\s+(?:her|his|their)\s+own|works?\s+for\s+(?:herself|himself|themsel\w+)|works?\s+alone|just\s+(?:him|her|them)(?:self|selves)?(?=\W*$)|solo|private\s+office|^\W*(?:it'?s\s+)?private(?=\W*$))\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no|not|isn'?t|don'?t|doesn'?t|never|without|forgot|remember)\b", re.IGNORECASE)


def practice_in(message: Message, question: str | None, clinician: tuple[int, int] | None) -> str | None:
    """Return the practice a message names, or None.

    `clinician` is where the message names the clinician (start, end): a place after it ("..., at Kaiser") is
    theirs. Asked for the practice, a bare name will do. This clinic itself is never the answer.
    """
    asked = question == "clinician_practice"
    if question not in CLINICIAN_QUESTIONS and clinician is None:
        return None
    for start, end in message.sentences:
        sentence = message.text[start:end]
        if (
            is_question(sentence)
            and not sentence.rstrip().endswith(" right?")
            and (not asked or len(sentence.split()) > 5 or _asks_plainly(sentence))
        ):
            continue
        if (
            _OWN.search(sentence)
            and (asked or clinician is not None or question == "clinician_name")
            and not _NONE.search(sentence)
        ):
            return OWN_PRACTICE
        found = _after_cues(message, start, end, question, clinician)
        if found is None and asked:
            found = _bare(message, start, end)
        if found is not None:
            return found
    return None


def _asks_plainly(sentence: str) -> bool:
    return is_question(sentence.rstrip(" ?"))


def _after_cues(
    message: Message, start: int, end: int, question: str | None, clinician: tuple[int, int] | None
) -> str | None:
    best: tuple[int, str] | None = None
    for m in _CUE.finditer(message.text, start, end):
        words = _stretch(message, m.end(), end)
        strong = _STRONG_CUE.search(m[0]) is not None
        behind = clinician is not None and m.start() >= clinician[1] and m.start() - clinician[1] < 60
        if not words or (
            clinician is not None and words[0].start < clinician[1] and words[-1].end > clinician[0]
        ):
            continue
        # A comma alone promises nothing: there the words themselves must say that they are a practice.
        spoken = any(letter.isalpha() for letter in m[0])
        placed = spoken and (strong or behind)
        if not _is_practice(words, placed=placed, message=message):
            continue
        # "Do you do TMS as they did at the VA?" tells nothing of the clinician; "she is at the VA" does.
        if not (strong or behind) and (
            clinician is None and (question != "clinician_practice" or _asks(message))
        ):
            continue
        rank = 2 * strong + _has_kind(words)
        if best is None or rank > best[0]:
            best = (rank, written(words))
    return best[1] if best is not None else None


def _asks(message: Message) -> bool:
    return any(is_question(message.text[start:end]) for start, end in message.sentences)


def _stretch(message: Message, start: int, end: int) -> list[Word]:
    """Take the words that may be a practice's name, up to a mark, a hole or a word that goes on."""
    taken: list[Word] = []
    for word in message.row[message.index_at(start) :]:
        if word.start >= end or len(taken) >= MOST_WORDS:
            break
        if word.text in {"&", "'", "+"} or (
            word.text == "." and taken and taken[-1].low in {"st", "dr", "mt", "ste"}
        ):
            taken.append(word)
            continue
        number = word.text.isdigit() and len(word.text) <= 4
        if word.text[0] == HOLE or not (word.letters or number):
            break
        joins = word.low == "and" and taken and _goes_on(message, word, end)
        if word.low in _STOPS and not joins:
            break
        if taken and word.low not in _JOINTS and (_starts_sentence(word) or _falls_off(taken, word)):
            break
        taken.append(word)
    while taken and taken[0].low in {"on", "at", "in", "of", "for", "by"}:
        taken.pop(0)
    while taken and _trails(taken[-1]):
        taken.pop()
    return taken


def _trails(word: Word) -> bool:
    joint = word.low in _JOINTS and not word.text.isupper()
    return joint or not (word.text[-1].isalnum() or word.text == ".")


def _goes_on(message: Message, word: Word, end: int) -> bool:
    """Whether "and" joins two words of a practice: "Mind and Body Clinic", not "... and her number is"."""
    i = message.index_at(word.end)
    following = message.row[i] if i < len(message.row) else None
    if following is None or following.start >= end or not following.letters:
        return False
    return (
        following.capital and not vocabulary.is_grammar(following.low) and not message.shouted
    ) or following.low in _KINDS


def _starts_sentence(word: Word) -> bool:
    return vocabulary.is_grammar(word.low) and word.low not in _KINDS and not word.capital


def _falls_off(taken: Sequence[Word], word: Word) -> bool:
    """Whether an everyday word in small letters follows a capital: "The VA approved me"."""
    named = [one for one in taken if one.low not in _JOINTS and one.low != "the"]
    capital = bool(named) and named[-1].capital
    return capital and not word.capital and word.letters and _is_everyday(word.low) and word.low not in _KINDS


def _has_kind(words: Sequence[Word]) -> bool:
    lows = [word.low for word in words]
    return any(low in _HEADS or low in _KNOWN for low in lows)


def _is_practice(words: Sequence[Word], placed: bool, message: Message) -> bool:
    """Whether words are the name of a practice; `placed`: something said that they work there."""
    named = [word for word in words if word.letters and word.low not in _JOINTS]
    lows = [word.low for word in named]
    kind = any(low in _HEADS for low in lows)
    if not named or (lows[0] in {"dr", "doctor"} and not kind):
        return False
    if any(low in _NEVER for low in lows) or lows[0] in {"my", "your", "a", "an"}:
        return False
    if words[0].low in {"a", "an", "my", "your", "this", "that", "some", "any", "no"} or any(
        low.endswith("'s") and low in {"doctor's", "dr's"} for low in lows
    ):
        return False
    if any(low in {"suite", "floor", "room", "unit", "apt"} for low in lows):
        return False
    careless = not any(word.capital for word in named)
    if not careless and not named[0].capital and _is_everyday(named[0].low):
        return False  # "left Kaiser", "call Cedars"
    if re.fullmatch(rf"(?:{PERSON_WORDS})s?", " ".join(lows), re.IGNORECASE):
        return False
    own = [word for word in named if word.low not in _KINDS]
    known = any(low in _KNOWN for low in lows)
    titled = all(word.capital for word in named) and not message.shouted
    everyday = [word for word in own if _is_everyday(word.low)]
    if any(
        vocabulary.is_grammar(word.low) and not word.capital and word.low not in vocabulary.NAMES
        for word in own
    ):
        return False
    if known:
        return len(everyday) <= 1
    if kind:
        return (bool(own) and (not everyday or titled or len(own) > len(everyday))) or (
            titled and len(named) >= 3
        )
    if not placed or not own or all(_is_city(low) for low in lows):
        return False
    if any(vocabulary.is_grammar(word.low) and word.low not in _NUMBERS for word in own):
        return False
    if len(named) >= 2:
        return titled or (len(own) == len(named) and not everyday and any(_is_name(word.low) for word in own))
    word = own[0]
    return (
        len(word.low) > 2
        and not everyday
        and vocabulary.is_pronounceable(word.low)
        and not (vocabulary.is_misspelt_everyday(word.low) and not word.capital)
    )


def _is_name(low: str) -> bool:
    return low in vocabulary.NAMES or low in _PLACES


_NUMBERS = listed("one two three first second third seven twelve")


def _is_everyday(low: str) -> bool:
    plain = vocabulary.is_plain(low) or vocabulary.is_grammar(low)
    return plain and low not in _KNOWN and low not in _PLACES


def _bare(message: Message, start: int, end: int) -> str | None:
    """Read the answer to the question for the practice: nothing but its name, perhaps with a lead."""
    lead = _LEADS.match(message.text[start:end])
    words = _stretch(message, start + (lead.end() if lead else 0), end)
    if not words or _NONE.search(message.text[start : words[0].start]):
        return None
    named = [word for word in words if word.letters and word.low not in _JOINTS]
    if not named or (vocabulary.is_grammar(named[0].low) and named[0].low not in vocabulary.SURNAMES):
        return None
    rest = message.text[words[-1].end : end].strip()
    following = rest.partition(" ")[0].lower()
    whole = (
        not rest
        or rest[0] in f"{HOLE}(-–—;:,.!?"
        or following in {"their", "phone", "number", "fax", "and", "her", "his"}
    )
    if not whole or all(_is_city(word.low) for word in named):
        return None
    rest_words = [w for w in message.row if w.letters and not start <= w.start < end]
    beside = [
        w
        for w in (*rest_words, *message.row[message.index_at(words[-1].end) :])
        if w.letters and w.low not in _POLITE
    ]
    if not _has_kind(words) and (beside or message.text[end - 1 : end] == "?"):
        return None
    generic = all(word.low in _KINDS for word in named)
    if generic and not (len(named) >= 3 and all(word.capital for word in named)):
        return None
    lone_everyday = len(named) == 1 and vocabulary.is_plain(named[0].low) and not _has_kind(words)
    if lone_everyday and named[0].low not in _KNOWN | {"westside", "eastside"}:
        return None
    return written(words) if _is_practice(words, placed=True, message=message) else None


_POLITE = listed("thanks thank you thx please pls i think ok okay yes sorry")


def _is_city(low: str) -> bool:
    return low in _PLACES and low not in _KNOWN | {"westside", "eastside"}


def written(words: Sequence[Word]) -> str:
    """Join the words of a practice's name, capitalised where the person wrote all small or all in capitals."""
    careless = all(word.text.islower() or not word.letters for word in words) or (
        all(not word.letters or word.text.isupper() for word in words) and len(words) > 1
    )
    parts = [_cased(word, i) if careless else word.text for i, word in enumerate(words)]
    return re.sub(r"\s+([.'])", r"\1", " ".join(parts))


def _cased(word: Word, i: int) -> str:
    if word.low in _CAPITALS:
        return word.text.upper()
    if word.low in _SMALL and i > 0:
        return word.text.lower()
    return re.sub(
        r"[^\W\d_]+",
        lambda m: m[0].capitalize() if m.start() == 0 or word.text[m.start() - 1] == "-" else m[0].lower(),
        word.text,
    )
