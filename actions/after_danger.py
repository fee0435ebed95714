"""What somebody writes in the hours after danger, while no question is open: each kind has an answer that fits."""

from __future__ import annotations

import re

from actions import asides, goals
from actions.turn import Turn
from bot.clinic import reading as answers
from bot.clinic.crisis import was_told_lately
from bot.clinic.interview.agreement import CALM, read_safety
from bot.clinic.interview.loose import says_book, starts, tells_of_feelings

_PLAINLY = 0.8  # how sure a question of somebody who was in danger must be about the treatment to be answered so
_TOPICS = ("ask_capabilities", "out_of_scope")
# Said after "please call 911", a mere "ok" is no news that one is safe.
_SAYS_SAFE = re.compile(
    r"\b(?:safe|a salvo|segur[oa]|estoy bien|(?:i'?m|im|i am|s?he'?s|s?he is|they'?re|they are|theyre)"
    r"(?: \w+)? (?:ok|okay|good|fine|alright|all right|better|calm))\b|\b(?:fine|okay|ok|better) now\b",
    re.IGNORECASE,
)
_WORDINGS = 3  # of the reminder whom one can reach, each with the numbers


def answer(turn: Turn) -> bool:
    """Answer a message that comes after danger; False where it is to be answered as ever."""
    draft, message = turn.draft, turn.message
    if draft.question is not None or not was_told_lately(draft, turn.now):
        return False
    if (says_book(message.text) or starts(message)) and not _asks(turn) and not goals.has_booking(turn):
        go_on(turn)
        return True
    if draft.danger == "medical":
        return _after_medical(turn)
    told = answers.after_danger(message.text)
    if told == "what_if":
        say_fitting(turn, "if_worse")
        return True
    if _asks(turn):
        return False
    level = read_safety(message.text)
    if told == "helped" or level == "helped":
        say_fitting(turn, "help_near")
    elif level in CALM and _SAYS_SAFE.search(message.text):
        say_fitting(turn, "safe_yes")
        offer(turn)
    elif told == "guilt":
        turn.say("guilt")
    elif told == "company":
        turn.say("not_alone")
    elif asides.condole(turn):
        near(turn)
    elif message.intent == "thank" and message.means("thank"):
        say_fitting(turn, "near_thanks")
    elif message.intent.startswith("faq/") or message.intent in _TOPICS or tells_of_feelings(message.text):
        near(turn)
    else:
        return False
    return True


def _asks(turn: Turn) -> bool:
    """Whether a message surely asks about the treatment or the clinic: a guess at a topic would be cold."""
    return any(part.intent.startswith("faq/") and part.confidence >= _PLAINLY for part in turn.message.questions)


def _after_medical(turn: Turn) -> bool:
    """After a medical emergency: nothing that could pass for a judgement, and nothing that invites to stay here."""
    text = turn.message.text
    helped = "medical_help" in turn.draft.topics_told
    if helped and _asks(turn) and not answers.plays_down(text):
        return False
    if answers.help_is_near(text) or (helped and not answers.plays_down(text)):
        turn.draft.count_told("medical_help")
        turn.say("help_near_medical")
    elif answers.is_over(text) and not answers.plays_down(text):
        turn.say("medical_over")
        offer(turn)
        turn.draft.danger = "self"
    else:
        turn.say("medical_again" if turn.draft.count_told("medical") % 2 else "medical_again_more")
    return True


def near(turn: Turn) -> None:
    """Say whom they can reach, in other words than the last time."""
    number = (turn.draft.count_told("near") - 1) % _WORDINGS
    say_fitting(turn, "still_here" if number == 0 else f"still_here_{number + 1}")


def say_fitting(turn: Turn, text_id: str) -> None:
    """Say a text about the writer, or its form about somebody else."""
    turn.say(f"{text_id}_other" if turn.draft.danger == "other" else text_id)


def go_on(turn: Turn) -> None:
    """Go on as the person wants: with what is open, or with the booking that they name; else ask what it shall be."""
    draft = turn.draft
    text = turn.message.text
    named = answers.names_booking(text) or starts(turn.message) or draft.invitation == "book"
    if draft.danger == "medical":
        draft.danger = "self"
    if read_safety(text) in CALM and _SAYS_SAFE.search(text):
        say_fitting(turn, "safe_yes")
    else:
        turn.say("number_stays")
    if draft.goal is not None:
        goals.resume(turn)
    elif goals.has_booking(turn):
        turn.say("anything_else")
    elif draft.facts.get("age") == "minor":
        goals.refused_minor(turn)
    elif named:
        draft.invitation = None
        goals.begin_consultation(turn)
    else:
        offer(turn)


def offer(turn: Turn) -> None:
    """A way on for who is safe, where nothing is open: silence would be a dead end."""
    draft = turn.draft
    choices = (turn.text("choice.yes"), turn.text("choice.no"))
    if draft.goal is not None:
        turn.say("invite_resume", choices)
        draft.invitation = "resume"
    elif goals.has_booking(turn) or draft.facts.get("age") == "minor" or draft.outcome is not None:
        turn.say("anything_else")
    else:
        turn.say("invite_on", choices)
        draft.invitation = "book"
