"""What is said about a call by the staff: when it is wished, that it is not wanted any more, what became of it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.clinic import reading as answers
from bot.clinic.interview.message import LIKELY, Message
from bot.clinic.wishes import Kind, OpeningHours, Wish, merge, read_wish

_SOON = re.compile(
    r"\b(?:asap|a\.s\.a\.p|as soon as (?:possible|you can|they can|someone can)|right (?:now|away)|now|immediately|"
    r"at once|straight away|soonest|the sooner the better)\b\W*",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"^.*?\b(?:change|switch|move|make|set|put)\w*\b(?:\W+\w+){0,4}?\W+(?:to|for|into)\s+", re.IGNORECASE
)
_CALL = r"(?:call(?:s|ed|ing)?|call[ -]?backs?|phone(?: call)?|ring)\b"
_OTHERS = re.compile(rf"\b{_CALL}\s+(?:her|him|them|my|the|his|their|dr)\b", re.IGNORECASE)
_WITHDRAWS = re.compile(
    rf"\b(?:cancel|call off|forget|drop|withdraw|scratch|undo|scrap)\b(?:\W+\w+){{0,4}}?\W+(?:{_CALL}|request\b)"
    rf"|\b(?:no|don.?t|do not|needn.?t|not|without|never ?mind)\b(?:\W+\w+){{0,4}}?\W+{_CALL}",
    re.IGNORECASE,
)
_APPOINTMENT = re.compile(r"\b(?:appointment|appt|consultation|consult|booking)\b", re.IGNORECASE)
_CANCELS_IT = re.compile(
    r"^(?:\W*\w+){0,5}?\W*\bcancel\W+(?:that|it|this|all|everything|(?:the|my) request)\b(?!.*\b(?:fee|charge|cost)\b)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:make|change|switch|move|instead|rather|actually|better|prefer|could it be|not before|"
    r"i (?:said|meant?)|fix)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:(?:so|and|but|or|ok|okay|wait|hi|hey|well|then)\W+)*"
    r"(?:must|do|does|did|is|are|am|was|will (?!you|u\b)|would (?!you|u\b)|should|shall|who|"
    r"what|when|where|why|how|which|has|have)\b",
    re.IGNORECASE,
)
_REQUESTS = re.compile(
    r"^\W*(?:(?:so|and|but|or|ok|okay|wait|hi|hey|well|then|please)\W+)*"
    r"(?:(?:can|could|may) (?:you|u|they|we|i|it|someone|somebody|your \w+)|(?:would|will) (?:you|u))\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?;\n])\s*(?!\w\.?m\b)")
_PIECES = re.compile(r"[,;!?\n]+|\.(?!\d)|\b(?:and|but)\b")
# "until 4 or so" ends about then; "on Monday, not Thursday" is Monday, where the last word is what it is not
_ABOUT = re.compile(r"\s+(?:or so|ish|or thereabouts)\b|\blike\s+(?=\d)", re.IGNORECASE)
_ANY_TIME = re.compile(r"\bany ?time\b|\bwhenever\b", re.IGNORECASE)
_IN_GENERAL = re.compile(r"\b(?:morning|afternoon|evening|night)s\b", re.IGNORECASE)
_RING_ME = re.compile(r"\b(?:ring|phone|telephone|buzz)\s+me\b", re.IGNORECASE)
_HALF_HOURS = 48 * 21  # three weeks of them, in which a wish leaves some time
_NO_I_SAID = re.compile(
    r"^\W*(?:no|nope|nah|wait|sorry|oops)\b\W*(?:(?:i|we) (?:said|meant?|asked)\b\W*)?(?:for\W+)?", re.IGNORECASE
)
_DAY = r"(?:(?:on|the|in|at|this|next|that)\s+)*(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|satur|sat|sun)(?:day)?s?"
_NOT_THAT_DAY = re.compile(rf"[\s,;]+(?:and |but )?not\s+(?:for\s+)?{_DAY}\W*$", re.IGNORECASE)
_NUMBERS = re.compile(r"\+?(?:\d[\s().-]*){7,}|\S+@\S+")
_SPEAKS_OF_TIME = re.compile(
    r"\b(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?|(?:mon|tue|wed|thu|fri|sat|sun)|mornings?|afternoons?|evenings?|noon|"
    r"lunch\w*|any ?time|whenever|asap|today|tonight|tomorrow|tmrw|weekdays?|weekends?|before|after|until|till|"
    r"\d{1,2}(?::\d\d)?\s*[ap]\.?m)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 25  # of a message that is nothing but another time for the call
_BEING_CALLED = re.compile(
    rf"\b(?:you|u|they|staff|some(?:one|body)|s?he|clinic)\s+(?:\w+\s+){{0,2}}?{_CALL}", re.IGNORECASE
)
_WAITS = re.compile(
    r"\b(?:nobody|no ?one|noone|none of (?:you|them))\b(?:\W+\w+){0,3}?\W+"
    r"(?:call|phon|rang|rung|ring|contact|reach|got)\w*"
    r"|\b(?:did|have|has|does|do)\b(?:\W+\w+){0,4}?\W+(?:get|got|gotten|receive\w*|see|seen|read|pass\w*|know)\b"
    r"(?:\W+\w+){0,3}?\W+(?:message|msg|request|note|text|word|this|that|it|about me|number)\b"
    r"|\bstill (?:waiting|no call|nothing|havent|haven.t)\b"
    r"|\b(?:haven.?t|have not|didn.?t) (?:heard|hear|gotten a call)\b"
    r"|\b(?:did|has|have) (?:any(?:one|body)|you|they|the clinic|staff) (?:try|tried|called?|phoned?|rung)\b",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(
    r"\b(?:booked|scheduled|confirmed|set up|an appointment)\b.*\?"
    r"|^\W*(?:so |and |but )?(?:when|what time|how soon)(?: exactly)?\W*$"
    r"|^\W*(?:so |and )?(?:is|am|are|was|did) \w+ (?:\w+ )?(?:booked|scheduled|in|confirmed)\b",
    re.IGNORECASE,
)
_TEXTS = re.compile(r"\b(?:text|messag|sms)\w*", re.IGNORECASE)


def call_wish(text: str, now: datetime, hours: OpeningHours, earlier: str = "") -> str:
    """When somebody wants to be called, in words of our own; nothing where none are understood.

    What is only ruled out, or only a time of day, comes on top of an `earlier` wish, given in such words.
    """
    text = _RING_ME.sub("call me", _NOT_THAT_DAY.sub("", _NO_I_SAID.sub("", _ABOUT.sub("", text))))
    soon = _SOON.search(text) is not None
    rest = _SOON.sub(" ", text) if soon else text
    pieces = [piece for piece in _PIECES.split(rest) if piece.strip()]
    tried = [rest, _FRAME.sub("", rest), *(pieces[::-1] if len(pieces) > 1 else ())]
    for said in tried:
        wish = read_wish(said, now, hours)
        if wish.kind in (Kind.window, Kind.closed) and (words := _with_earlier(wish, earlier, now, hours)):
            return f"as soon as possible, or {words}" if soon else words
    either = read_wish(rest, now, hours)
    if either.candidates and (words := either.describe()):
        return words  # "Monday" on a Monday: staff hear both days
    return "as soon as possible" if soon else ""


def _with_earlier(wish: Wish, earlier: str, now: datetime, hours: OpeningHours) -> str:
    """The words of a wish, which an exclusion alone is not: then they are those of the earlier one, narrowed."""
    only_excludes = bool(wish.exclusions) and all(clause.unlimited for clause in wish.clauses)
    of_that_day = all(c.times and not c.days for c in wish.clauses) and not _IN_GENERAL.search(wish.text)
    if not earlier or not (only_excludes or of_that_day) or _ANY_TIME.search(wish.text):
        return wish.describe()
    narrowed = merge(read_wish(earlier, now, hours), wish)
    ahead = (now + timedelta(minutes=30 * n) for n in range(1, _HALF_HOURS))
    return (narrowed if any(narrowed.means(start) for start in ahead) else wish).describe()


def call_time_beside(text: str, name: str | None, now: datetime, hours: OpeningHours) -> str:
    """When staff may call, told together with a name or a number: "310-555-0100, mornings are best"."""
    told = []
    for piece in _PIECES.split(_NUMBERS.sub(". ", text)):
        named = name and {*name.lower().split()} & {*re.findall(r"\w+", piece.lower())}
        if _SPEAKS_OF_TIME.search(piece) and not named and not _ASKS.match(piece):
            told.append(piece.strip())
    return call_wish(", ".join(told), now, hours) if told else ""


def told_of_time(text: str) -> str:
    """What a message tells, without what it asks; nothing of a long one, or where a visit is asked for."""
    if len(text.split()) > _MOST_WORDS or answers.wants_visit(text):
        return ""
    return " ".join(said for said in _SENTENCES.split(text) if said.strip() and not _only_asks(said))


def _only_asks(said: str) -> bool:
    """Whether a sentence is a question; "could they ring at three instead?" is a request."""
    if _ASKS.match(said):
        return True
    return said.endswith("?") and not (_REQUESTS.match(said) or _CHANGES.search(said))


def speaks_of_call(text: str) -> bool:
    """Whether a call is named, which tells it from an appointment."""
    return re.search(rf"\b{_CALL}", text, re.IGNORECASE) is not None


def withdraws_call(message: Message) -> bool:
    """Whether the call that was asked for is not wanted any more."""
    text = message.text
    if _TEXTS.search(text) or (_OTHERS.search(text) and "the call" not in text.lower()):
        return False  # "no calls and no texts" is the end of all messages
    if (_WITHDRAWS.search(text) and "?" not in text) or answers.refuses_call(text):
        return True
    if _CANCELS_IT.match(text) and not _APPOINTMENT.search(text):
        return True
    return message.means("cancel_booking", LIKELY) and not _APPOINTMENT.search(text) and not message.is_question


def speaks_of_being_called(text: str) -> bool:
    """Whether a question is about the call that is to come: "so they ring tomorrow, yes?"."""
    return "?" in text and _BEING_CALLED.search(text) is not None


def waits_for_call(text: str) -> bool:
    """Whether somebody wonders what became of it: "nobody has called yet", "did they get my message?"."""
    return _WAITS.search(text) is not None


def asks_whether_booked(message: Message) -> bool:
    """Whether somebody wants to know what has been settled: "so is she booked now?"."""
    return message.means("show_booking", LIKELY) or _ASKS_WHETHER.search(message.text) is not None
