"""Answer what is asked about texts, calls and what was given; the rest of the message is then read without it."""

from __future__ import annotations

import re
from datetime import datetime

from actions import asides, departed, goals, minors, records, resuming, spanish, wrong_number
from actions.turn import Turn
from bot.clinic import reading as answers
from bot.clinic.interview.around import detail_to_erase
from bot.clinic.interview.flow import is_calling, named_clinician
from bot.clinic.interview.inquiries import inquiries
from bot.clinic.interview.loose import STARTS
from bot.clinic.interview.message import LIKELY, Part
from bot.clinic.interview.update import spoken
from bot.clinic.profile import Outcome
from bot.clinic.wishes import read_wish
from bot.store import follow_ups

_REQUESTS = re.compile(
    r"^\W*(?:(?:please|and|ok|hi|hello|so)\W+)*(?:can|could|would|will|pls)\s+(?:you|u|ya|someone)\b", re.IGNORECASE
)

# "Is that 10 am your time?" is answered with a yes; "your time or mine?" with which of the two.
_OURS = re.compile(
    r"\b(?:your\s+(?:local\s+)?time|(?:the\s+)?clinic.?s\s+time|pacific|pst|pdt|california|los\s+angeles|la\s+time"
    r"|west\s+coast)\b",
    re.IGNORECASE,
)
_OR_THEIRS = re.compile(r"\b(?:or|my|mine|eastern|central|mountain|denver|chicago|new\s+york)\b", re.IGNORECASE)
_NAMED = {
    "phone": ("number", "phone", "cell"),
    "email": ("mail",),
    "name": ("name",),
    "clinician_name": ("doctor", "dr ", "clinician", "therapist", "psychiatrist"),
    "health": ("health", "medical"),
    "reason": ("reason",),
    "consent": ("permission",),
}
_OF_PERSON = ("phone", "email", "name")
_TOPICS = {  # the topic that answers, and words by which it finds the right aspect
    "fee": ("faq/cost_and_insurance", "cancellation fee"),  # "would there be a charge?"
    "companion": ("faq/free_consultation", "come with me"),
    "how_held": ("faq/free_consultation", "by phone or video"),
    "data_kept": ("faq/confidentiality", "what is kept about me"),
}


def answer(turn: Turn) -> bool:
    """Answer all of it, and leave what is not asked in `turn.message`. Whether there was anything."""
    draft = turn.draft
    if draft.question in wrong_number.EARLY and wrong_number.answer_loose(turn):
        turn.message = turn.message.with_only("")
        return True
    if draft.question is not None and spanish.tell_once(turn):
        return True
    told = departed.note(turn) if draft.question is not None else False
    asked, rest = inquiries(turn.message, draft.question, draft.goal or draft.changed)
    if not asked:
        return told
    turn.message = rest
    draft.not_understood = 0
    for kind, words in dict(asked).items():
        _say(turn, kind, words)
    return True


def answer_loose(turn: Turn) -> bool:
    """The same while no question is open; what else the message asks is answered with it."""
    if not answer(turn):
        return False
    if any(part.intent in STARTS and part.confidence >= LIKELY for part in (*turn.message.parts, turn.message.whole)):
        goals.begin_consultation(turn)
    else:
        asides.answer(turn, turn.message.asides)
    return True


def _say(turn: Turn, kind: str, words: str) -> None:
    facts = turn.draft.facts
    if kind in _TOPICS:
        topic, cue = _TOPICS[kind]
        asides.tell(turn, topic, f"{words} {cue}" if kind == "fee" else cue)
    elif kind == "contact_first":
        clinician = named_clinician(facts)
        none = "contact_first_nobody" if facts.get("consent") == "no" or goals.has_booking(turn) else "call_clinician"
        turn.say("contact_first" if clinician else none, clinician=clinician or "")
    elif kind == "erase":
        _erase(turn, words)
    elif kind == "voicemail":
        _pass_on(turn, "wrote how messages may be left: read it before you phone")
        turn.say("voicemail")
    elif kind == "zone":
        ours = _OURS.search(words) and not _OR_THEIRS.search(words) and _is_in_hand(turn, words)
        turn.say("zone_ours" if ours else "zone")
    elif kind == "spanish":
        spanish.tell(turn)
        if answers.asks_for_call(words) and not is_calling(turn.draft, turn.assistant.clinic):
            goals.ask_for_call(turn)  # "can somebody call me in Spanish?"
    elif kind == "is_booked":
        _say_whether_booked(turn)
    elif kind == "why_not_online":
        _say_why_not_online(turn)
    elif kind == "call_me":
        calling = is_calling(turn.draft, turn.assistant.clinic) or goals.call_to_come(turn) is not None
        turn.say("staff_will_call" if calling else "staff_may_call")
    elif kind == "how_held":
        asides.tell(turn, "faq/free_consultation", words)
    elif kind == "age_limit":
        if not minors.notes_patient(turn, words):
            turn.say("age_limit")
    elif kind == "reminder":
        texted = {"yes": "reminders_on", "no": "reminders_off"}.get(facts.get("texts", ""), "reminders_open")
        turn.say(texted, called=spoken("phone", facts["phone"]) if facts.get("phone") else "")
    elif kind == "given":
        named = [name for name, said in _NAMED.items() if any(word in words.lower() for word in said)]
        given = [name for name in named or _OF_PERSON if facts.get(name)]
        turn.say("so_far" if given else "so_far_nothing", facts=turn.named(given) if given else "")
    else:
        turn.say(kind)


def _is_in_hand(turn: Turn, words: str) -> bool:
    """Whether the hour of a question, if it names one, is one that was said: no yes to "is that 5 PM your time?"."""
    draft, wish = turn.draft, read_wish(words, turn.now, turn.hours)
    if not any(clause.times for clause in wish.clauses):
        return True
    starts = [draft.hold["start"]] if draft.hold else [offered["start"] for offered in draft.offers]
    return any(wish.means(datetime.fromisoformat(start)) for start in starts)


def _erase(turn: Turn, words: str) -> None:
    """The staff erase what is kept; a question how that is done is no request."""
    if Part(words, "", 1.0).is_question and not _REQUESTS.match(words):
        turn.say("erase_how")
        return
    detail = detail_to_erase(words)
    if detail is not None:
        named = turn.text(f"field.{detail}")
        _pass_on(turn, f"wants one detail erased, and no more: {named}")
        turn.say("erase_one", what=named)
        return
    _pass_on(turn, "wants what is kept about them to be erased")
    turn.say("erase_booked" if goals.has_booking(turn) else "erase")


def _pass_on(turn: Turn, reason: str) -> None:
    priority = records.is_priority(turn)
    follow_ups.upsert_open(turn.tx, turn.conversation, "change", turn.now, reasons=[reason], priority=priority)


def _say_whether_booked(turn: Turn) -> None:
    booked = goals.has_booking(turn)
    if not booked and _why_not_online(turn):
        turn.say("no_appointment_call")
    elif not booked and turn.draft.goal == "consultation":
        turn.say("not_booked_yet")
        resuming.invite_back(turn)
    else:
        goals.show_booking(turn)


def _say_why_not_online(turn: Turn) -> None:
    """The reasons of the outcome once more; before there is one, nothing stands against it."""
    reasons = _why_not_online(turn)
    if reasons:
        turn.say("why_not_online", reasons=" and ".join(reasons))
    else:
        turn.say("booked_here")


def _why_not_online(turn: Turn) -> list[str]:
    told = turn.draft.outcome or {}
    settled = (Outcome.STAFF_FOLLOW_UP.value, Outcome.NOT_ELIGIBLE_ONLINE.value)
    return list(told["reasons"]) if told.get("outcome") in settled else []
