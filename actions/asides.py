"""What a message asks besides answering the open question; the same handlers serve outside the form."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from actions import goals, leaving, resuming
from actions.turn import Turn
from bot.clinic import reading
from bot.clinic.crisis import was_told_lately
from bot.clinic.interview.inquiries import asks_about_texts
from bot.clinic.interview.loose import starts
from bot.clinic.interview.message import Part

_MOST = 3  # questions answered in one turn; more would be a wall of text


_ENDS_ALL = re.compile(
    r"\b(?:stop|all|any\w*|ever|never|unsubscribe|opt\w*|remove|delete|wrong|off|list|again)\b", re.IGNORECASE
)
_NO_GUESSES = ("summary", "slots", "other")  # at "would you like to speak with our psychiatrist?" all speak of talking
ABOUT_APPOINTMENTS = frozenset({"reschedule_booking", "cancel_booking", "show_booking"})


def besides(turn: Turn, parts: Sequence[Part]) -> list[Part]:
    """Those that are about something else: "another day" before anything is booked is about the times on offer."""
    choosing = turn.draft.question in ("when", "slots", "summary")
    # "don't text me" answers "may we text you reminders?"; the end of all texts is said otherwise
    texting = turn.draft.question == "texts" and not _ENDS_ALL.search(turn.message.text)
    return [
        part
        for part in parts
        if wants_call(turn, part)
        and not (choosing and part.intent in ABOUT_APPOINTMENTS and not _asks_of_booking(turn, part))
        and not (texting and part.intent == "opt_out")
    ]


def _asks_of_booking(turn: Turn, part: Part) -> bool:
    """Whether who is moving an appointment asks when it is."""
    return part.intent == "show_booking" and part.is_question and goals.has_booking(turn)


def wants_call(turn: Turn, part: Part) -> bool:
    """False where the model only guesses at a call: for who asks for a visit, and where it would cost a choice made."""
    if part.intent != "talk_to_person" or any(reading.asks_for_call(said) for said in (part.text, turn.message.text)):
        return True
    return turn.draft.question not in _NO_GUESSES and not reading.wants_visit(turn.message.text)


def answer(turn: Turn, parts: Sequence[Part]) -> bool:
    """Answer everything that these parts of the message ask. False when they ask for nothing."""
    asked: dict[str, Part] = {}
    for part in (part for part in parts if wants_call(turn, part)):
        first = asked.get(part.intent)
        # "how much is it and does insurance cover it?" asks two things of one topic
        asked[part.intent] = replace(first, text=f"{first.text} {part.text}") if first is not None else part
    greeted = False
    if len(asked) > 1 or starts(turn.message):  # else "how can I help?" would come before the first question
        greeted = asked.pop("greet", None) is not None
    if turn.channel == "sms" and "opt_out" in asked:  # after that nothing can be asked any more
        asked = {name: part for name, part in asked.items() if name.startswith("faq/") or name == "opt_out"}
    for part in list(asked.values())[:_MOST]:
        if part.intent.startswith("faq/"):
            tell(turn, part.intent, part.text)
        else:
            HANDLERS[part.intent](turn)
    return bool(asked) or greeted


_LENGTH = re.compile(
    r"\b(?:how long|how much time|how many (?:minutes|hours|mins|hrs)|length|duration|lengthy)\b", re.IGNORECASE
)
_TREATMENT = re.compile(
    r"\b(?:sessions?|infusions?|treat\w*|ketamine|spravato|esketamine|tms|iv|drip|nasal|therapy|doses?|course|series|each"
    r"|relief|effects?|results?|works?|drive|ride)\b",
    re.IGNORECASE,
)
# Topics after which "it" is still the appointment.
_NOT_OF_TREATMENT = frozenset(
    {
        None,
        *(
            f"faq/{topic}"
            for topic in ("free_consultation", "location_and_contact", "confidentiality", "opening_hours")
        ),
    }
)


def _asks_its_length(turn: Turn, topic: str, text: str) -> bool:
    """Whether "how long will it take?" means the consultation, and no treatment that was spoken of."""
    draft = turn.draft
    at_hand = goals.has_booking(turn) or (draft.question in ("slots", "summary") and draft.goal is not None)
    if topic != "faq/number_and_length_of_sessions" or not _LENGTH.search(text) or not at_hand:
        return False
    return not _TREATMENT.search(turn.message.text) and draft.topic in _NOT_OF_TREATMENT


def tell(turn: Turn, topic: str, text: str) -> None:
    """Answer a question about the treatment or the clinic, as the article has it."""
    draft, answers = turn.draft, turn.assistant.answers
    if _asks_its_length(turn, topic, text):
        topic, text = "faq/free_consultation", "how long"
    before = draft.uncovered_told
    found = answers.answer(topic, text, turn.channel, asked_before=before)  # type: ignore[arg-type]
    if not found.covered:
        draft.uncovered_told += 1
    words = found.text.replace("{days}", turn.days())
    if found.mention:
        words = f"{words} {turn.text('mention')}"
    turn.say_words(_without_caveats(turn, words, found.caveats))
    draft.topic = topic
    draft.not_understood = 0
    draft.count_told(found.topic)
    if found.offer and draft.question is None and draft.goal is None and draft.facts.get("age") != "minor":
        draft.invitation = "book"


def _without_caveats(turn: Turn, words: str, caveats: Sequence[str]) -> str:
    """An answer without the caveats that another one of the same turn has just carried, word by word."""
    said = " ".join(one.get("text") or "" for one in turn.dispatcher.messages)
    for caveat in caveats:
        if caveat in said:
            words = words.replace(caveat, "").strip()
    return words


def condole(turn: Turn) -> bool:
    """Answer once that somebody has died, before anything else is said. Whether this message tells of it."""
    if not reading.tells_of_loss(turn.message.text):
        return False
    if not turn.draft.condoled:
        turn.draft.condoled = True
        turn.say("condolence")
    return True


def stays_near(turn: Turn) -> bool:
    """Whether somebody in danger now writes only small talk: no cheerful phrase then, but whom they can reach."""
    if turn.draft.question is not None or not was_told_lately(turn.draft, turn.now):
        return False
    from actions import after_danger  # which uses this module

    after_danger.near(turn)
    return True


def _greet(turn: Turn) -> None:
    draft = turn.draft
    if stays_near(turn):
        return
    if turn.greet_first():
        turn.say("hello")
    elif draft.stopped and draft.goal is not None:
        turn.say("hello_again")
        resuming.invite_back(turn)
    elif turn.draft.question is None:
        turn.say("hello_again")


def _thank(turn: Turn) -> None:
    if not stays_near(turn):
        turn.say("thanks")


def _opt_out(turn: Turn) -> None:
    """A question about the texts is none, whatever the model takes it for."""
    if asks_about_texts(turn.message.text):
        turn.say("texts.end")
    else:
        leaving.opt_out(turn)


HANDLERS: dict[str, Callable[[Turn], None]] = {
    "greet": _greet,
    "thank": _thank,
    "bot_challenge": lambda turn: turn.say("bot_challenge"),
    "ask_capabilities": lambda turn: turn.say("capabilities"),
    "talk_to_person": lambda turn: goals.ask_for_call(turn),
    "reschedule_booking": lambda turn: goals.change_booking(turn, "move"),
    "cancel_booking": lambda turn: goals.change_booking(turn, "cancel"),
    "show_booking": lambda turn: goals.show_booking(turn),
    "opt_out": lambda turn: _opt_out(turn),
}
