"""What a message says last, where it takes back what it has said before: "yes. no wait, no", "make it 11... no, 10".

One way for every question: the message is parted at the words that take back, and where both sides answer the open
question, only what is behind them counts. Words such as "actually" or "sorry" alone take nothing back, so a message in
which one side answers nothing is left as it is. (Names, numbers and addresses, of which a part may be said anew, are
put together in bot/clinic/contacts/second_thoughts.py.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.contacts.second_thoughts import in_full
from bot.clinic.interview import timing
from bot.clinic.interview.agreement import agreed
from bot.clinic.interview.answering import CONTACT_QUESTIONS, answer
from bot.clinic.interview.correcting import YES_NO, answered_and_corrected
from bot.clinic.interview.draft import FIELDS, Draft
from bot.clinic.interview.flow import OPTIONAL
from bot.clinic.interview.message import Message
from bot.clinic.profile import Clinic
from bot.clinic.wishes import Kind, OpeningHours, Wish, among, read_wish

_LONGEST = 300  # characters; who writes more tells a story
_MOST_CUES = 5
_GAP = r"[\s,.;:!?\u2026\u2013\u2014*()-]*"
_OH = r"(?:no+|nope|nah|oh|ah|uh|um+|hm+|ugh|well|but|ok|okay|yeah|like|dang|damn|crap|lol)"
_BACK = (
    r"(?:wait|hold on|hang on|sorry(?! (?:for|about|to|that|if|but|i.?m late)\b)|sry|scratch that|strike that"
    r"|forget (?:that|it|what i said)|never ?mind|nvm|nm|correction|my (?:bad|mistake)|w?h?oops|i mean(?:t)?|or rather"
    r"|make that|actually|on second thoughts?|on reflection|(?:i.?ve |i )?changed my mind|let me rephrase"
    r"|espera|perd[o\u00f3]n|digo|mejor dicho)"
)
_CUE = re.compile(rf"(?:\b{_OH}\b{_GAP})*\b{_BACK}\b(?:{_GAP}\b(?:{_BACK}|oh|um+|uh|hm+|that|it)\b)*", re.IGNORECASE)
# A "no" between two values: "ptsd, no, ocd", "10:30? no 10". Of "depression, no anxiety" nothing is taken back.
_NO_BETWEEN = re.compile(
    rf"(?:[.?!\u2026\u2013\u2014]|,|\s-)\s*(?:(?:hm+|oh|ah|um+|uh|ugh)\b{_GAP})*\b(?:no+|nope|nah)\b(?:\s*[,.\u2026\u2013\u2014-]|\s(?=its?\b|make\b))"
    r"|\?\s*(?:no+|nope|nah)\b",
    re.IGNORECASE,
)
# Of times more is clear: "10:30... nah 10"; but "tuesday, no mornings", "the 9th, no later than 3" rule something out.
_NO_TO_A_TIME = re.compile(
    rf"(?:[.?!,\u2026\u2013\u2014]|\s-)\s*(?:(?:hm+|oh|ah|um+|uh|ugh)\b{_GAP})*\b(?:no+|nope|nah)\b[\s,.\u2026\u2013\u2014-]*"
    r"(?!.*\b(?:\w+days|\w+noons|mornings|evenings|nights|weekends|earlier|later|sooner|before|after|either|neither|nor)\b)",
    re.IGNORECASE,
)
_DENIES = re.compile(r"^\W*(?:oh |um+ |hm+ )?(?:no+|nope|nah)\b", re.IGNORECASE)
# What comes in addition takes nothing back: "depression... wait, also anxiety".
_ADDS = re.compile(
    r"^\W*(?:also|and|plus|or|both|too|as well)\b|\b(?:too|as well|both|also|y tambi[e\u00e9]n)\W*$", re.IGNORECASE
)
_AND = re.compile(r"\b(?:and|also|plus|&)\W*$", re.IGNORECASE)
_LEAD = re.compile(
    rf"^{_GAP}(?:\b(?:no+|nope|nah|oh|um+|uh|hm+|its|it.?s|it is)\b(?!\s*(?:,?\s*$)){_GAP})+(?=\S)", re.IGNORECASE
)
_STAYS = re.compile(
    rf"{_GAP}(?:(?:{_OH}|{_BACK}|please|pls|just|then|thanks|thx|lets?|let.?s)\b{_GAP})*"
    r"(?:(?:keep|leave|leaving|keeping|stick with) (?:it|that|this|the time|what i have|mine)"
    r"(?: (?:as|like|how|the way|where) (?:it is|is|it was|that|it stands)| (?:there|alone|then|please|pls))*"
    r"|(?:it.?s|its|that.?s|thats) (?:fine|good|ok|okay|right) (?:as|like|the way) (?:it is|is|it was|that)"
    r"|(?:don.?t|do not|no need to) change (?:it|anything|that)|as (?:it )?(?:is|was))?"
    rf"{_GAP}(?:(?:please|pls|thanks|thx|lol)\b{_GAP})*",
    re.IGNORECASE,
)
_TAKES_ALL_BACK = re.compile(
    rf"\b(?:no+{_GAP}(?:oh )?wait|wait{_GAP}no+|scratch that|strike that|forget that)\b(?P<rest>.*)$", re.IGNORECASE
)
_FIGURE = re.compile(r"\W*\d{1,2}\W*")
_FEW = 5  # words: in more there may be anything
_PUT_TOGETHER = CONTACT_QUESTIONS - {"clinician_role", "clinician_practice"}
_OF_TIME = ("when", "slots", "summary")


def last_said(draft: Draft, message: Message, clinic: Clinic, hours: OpeningHours, now: datetime) -> Message:
    """The message without what it takes back itself; as it is where it takes nothing back."""
    question, text = draft.question, message.text
    if question is None or question == "safe" or len(text) > _LONGEST:
        return message
    if answered_and_corrected(draft, message, clinic):
        return message  # "Oak House. sorry, her name is Ann Lee" takes no practice back
    of_time = question in _OF_TIME
    rest = _last_time(draft, message, hours, now) if of_time else _last_answer(draft, text, clinic)
    return message if rest is None or rest == text else _only(message, rest)


def last_corrected(corrected: dict[str, Any], text: str, clinic: Clinic) -> dict[str, Any]:
    """What is put right, with the value that is said last: "my name is Ann Lee, no wait, Ann Lind"."""
    if len(corrected) != 1 or len(text) > _LONGEST:
        return corrected
    ((name, old),) = corrected.items()
    question = next((one for one, names in FIELDS.items() if name in names), name)
    for _before, after in _parted(text, _NO_BETWEEN):
        said = _plain(after)
        new = answer(question, None, Message(said), clinic)[0].get(name)
        if new is None or new == old or _ADDS.search(after) or len(said.split()) > _FEW:
            continue
        return {name: in_full(old, new) if name in ("name", "clinician_name") else new}
    return corrected


def withdrawn(draft: Draft, text: str, clinic: Clinic, hours: OpeningHours, now: datetime) -> bool:
    """Whether what is said is taken back, and nothing new said: the question that is open is then put again.

    At the summary that is a new time in favour of the one that stands: "11? no, keep 10".
    """
    if draft.question not in _OF_TIME:
        return _is_undone(draft, text, clinic)
    if draft.question != "summary" or draft.goal == "cancel" or len(text) > _LONGEST:
        return False
    for before, after in _parted(text, _NO_TO_A_TIME):
        if not _speaks_of_time(before, hours, now):
            continue
        wish = read_wish(_plain(after), now, hours)
        if wish.kind is Kind.none:
            return _STAYS.fullmatch(after) is not None or agreed("summary", draft, Message(_plain(after))) is True
        return _is_held(draft, wish, hours)
    return False


def _is_undone(draft: Draft, text: str, clinic: Clinic) -> bool:
    """Whether an answer is taken back at once: "psychiatrist. no wait"; or what stands behind answers otherwise."""
    question, cue = draft.question, _TAKES_ALL_BACK.search(text)
    if question in (None, "safe") or cue is None or len(text) > _LONGEST or "?" in cue["rest"]:
        return False
    names = FIELDS.get(question, (question,))
    rest = cue["rest"].strip(" .,;!-\u2026")
    if not _told(draft, text[: cue.start()], names, clinic) or (rest and question not in YES_NO):
        return False
    return not rest or not (_told(draft, rest, names, clinic) or len(rest.split()) > _FEW)


def _last_time(draft: Draft, message: Message, hours: OpeningHours, now: datetime) -> str | None:
    """What is said of the time at last, where it says all that the words before it said."""
    for before, after in _parted(message.text, _NO_TO_A_TIME):
        picks = timing.pick(draft, before, hours, now) is not None
        plain = _plain(after)
        if _ADDS.search(after) or _AND.search(before):
            continue
        if timing.pick(draft, plain, hours, now) is not None:
            if picks or _speaks_of_time(before, hours, now):
                return plain
            continue
        if draft.question == "summary" and agreed("summary", draft, Message(before)) and _DENIES.match(after):
            return after
        new, old = (read_wish(said, now, hours) for said in (plain, _plain(before)))
        if new.kind is Kind.none or new.exclusions or old.exclusions:
            continue
        if not picks and not _speaks_of_time(_plain(before), hours, now):
            continue
        if _days(new) >= _days(old) and _hours(new) >= _hours(old):
            # at a summary a bare "2" is a button
            return (
                f"make it {plain}" if draft.question == "summary" and _FIGURE.fullmatch(plain) else plain
            )  # else the day or the hour that is not said anew stays: "friday at 10, no wait thursday"
    return None


def _last_answer(draft: Draft, text: str, clinic: Clinic) -> str | None:
    """What answers the open question at last, otherwise than the words before it did."""
    question = draft.question or ""
    names = FIELDS.get(question, (question,))
    whole = _told(draft, text, names, clinic)
    for before, after in _parted(text, None if question in YES_NO else _NO_BETWEEN):
        if _ADDS.search(after) or _AND.search(before):
            continue
        if question in YES_NO and not before.strip() and _DENIES.match(text):
            before = "no"  # "no wait, yes"
        said = after if question in YES_NO else _plain(after)
        old, new = (_told(draft, part, names, clinic) for part in (before, said))
        if old and question in OPTIONAL and (answers.command(said) == "skip" or answers.declines(said)):
            return said
        if not old or not new or old == new or new == whole:
            continue
        if question in _PUT_TOGETHER and whole and whole != old:
            continue  # put together of both: "Nora Sanz, sorry, Norah"
        return said
    return None


def _told(draft: Draft, text: str, names: tuple[str, ...], clinic: Clinic) -> dict[str, Any]:
    if not text.strip():
        return {}
    facts = answer(draft.question, None, Message(text), clinic)[0]
    return {name: facts[name] for name in names if name in facts}


def _parted(text: str, bare_no: re.Pattern[str] | None) -> Iterator[tuple[str, str]]:
    """The message before and behind words that take back, the last of them first; `bare_no` is a "no" that does."""
    cues = [*_CUE.finditer(text), *(bare_no.finditer(text) if bare_no else ())]
    for cue in sorted(cues, key=lambda m: m.end(), reverse=True)[:_MOST_CUES]:
        yield text[: cue.start()], text[cue.end() :]


def _plain(after: str) -> str:
    """What is behind the words that take back, without an "oh no" or "it's" before it."""
    bare = after.lstrip(" ,.;:!?\u2026\u2013\u2014*()-")
    return _LEAD.sub("", bare).strip() or bare.strip()


def _only(message: Message, rest: str) -> Message:
    """The message with only what it says last; its questions stay questions."""
    left = message.with_only(rest)
    intent = left.intent or (message.intent if answers.yes_no(rest) is None else "")
    return replace(left, intent=intent, confidence=left.confidence or message.confidence, understood=bool(intent))


def _speaks_of_time(text: str, hours: OpeningHours, now: datetime) -> bool:
    return read_wish(text, now, hours).kind is not Kind.none or _HOUR_ASKED.fullmatch(text.strip()) is not None


_HOUR_ASKED = re.compile(
    r"(?:\W*\b(?:hm+|um+|maybe|or|at|what about|how about|ok)\b)*\W*\d{1,2}(?:[:.]\d\d)?\W*", re.IGNORECASE
)


def _is_held(draft: Draft, wish: Wish, hours: OpeningHours) -> bool:
    if draft.hold is None:
        return False
    start = datetime.fromisoformat(draft.hold["start"])
    return among(wish, [start.astimezone(hours.zone).date()]).means(start)


def _days(wish: Wish) -> bool:
    return any(clause.days for clause in wish.clauses)


def _hours(wish: Wish) -> bool:
    return any(clause.times for clause in wish.clauses)
