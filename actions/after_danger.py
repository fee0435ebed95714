"""What somebody writes in the hours after danger, while no question is open: each kind has an answer that fits."""

from __future__ import annotations

import re

from actions import asides, goals, resuming
from actions.turn import Turn
from bot.clinic import reading as answers
from bot.clinic.beside_danger import keep_answers
from bot.clinic.crisis import was_told_lately
from bot.clinic.interview.agreement import CALM, keeps_company, read_safety, relieves
from bot.clinic.interview.clauses import clauses_of, is_bare
from bot.clinic.interview.inquiries import inquiries
from bot.clinic.interview.loose import books_for_oneself, says_book, starts, tells_of_feelings

_PLAINLY = 0.8  # how sure a question of somebody who was in danger must be about the treatment to be answered so
_TOPICS = ("ask_capabilities", "out_of_scope")
# Said after "please call 911", a mere "ok" is no news that one is safe.
_SAYS_SAFE = re.compile(
    r"\b(?:safe|a salvo|segur[oa]|estoy bien|(?:i'?m|im|i am|s?he'?s|s?he is|they'?re|they are|theyre)"
    r"(?: \w+)? (?:ok|okay|good|fine|alright|all right|better|calm))\b|\b(?:fine|okay|ok|better) now\b",
    re.IGNORECASE,
)
_TO_MINORS = ("what_now", "what_now_again", "fear", "fear_again")
_WORDINGS = 3  # of the reminder whom one can reach, each with the numbers


def answer(turn: Turn) -> bool:
    """Answer a message that comes after danger; False where it is to be answered as ever."""
    draft, message = turn.draft, turn.message
    if draft.question is not None or not was_told_lately(draft, turn.now):
        return False
    if (says_book(message.text) or starts(message)) and not _asks(turn) and not goals.has_booking(turn):
        go_on(turn)
        return True
    told = answers.after_danger(message.text)
    if relieves(draft, message.text) and not _asks(turn):
        turn.say("relief")
        return True
    if told == "helped":
        _keep_beside_help(turn)
    if draft.danger == "medical":
        return _after_medical(turn)
    if told in ("what_if", "what_now"):
        say_fitting(turn, "if_worse" if told == "what_if" else _in_turn(turn, told))
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
        say_fitting(turn, "not_alone")
    elif told == "fear":
        say_fitting(turn, _in_turn(turn, told))
    elif asides.condole(turn):
        near(turn)
    elif message.intent == "thank" and message.means("thank"):
        say_fitting(turn, "near_thanks")
    elif message.intent.startswith("faq/") or message.intent in _TOPICS or tells_of_feelings(message.text):
        near(turn)
    else:
        return False
    return True


def hears_news(turn: Turn) -> bool:
    """Whether a message beside a question of the interview only tells who stays, or that the means are gone."""
    draft, text = turn.draft, turn.message.text
    if draft.question is None or draft.danger != "self" or not was_told_lately(draft, turn.now):
        return False
    relieved = relieves(draft, text)
    if not relieved and not keeps_company(text):
        return False
    turn.say("relief_short" if relieved else "company_stays")
    draft.manner = "again"
    return True


def _asks(turn: Turn) -> bool:
    """Whether a message surely asks about the treatment or the clinic: a guess at a topic would be cold."""
    if books_for_oneself(turn.message.text):
        return False
    sure = any(part.intent.startswith("faq/") and part.confidence >= _PLAINLY for part in turn.message.questions)
    return sure or bool(inquiries(turn.message, None)[0])


def _keep_beside_help(turn: Turn) -> None:
    """Keep the answer to what was asked before that comes along with the news of help; a bare yes or no is none."""
    told = [part.text for part in clauses_of(turn.message.text) if not is_bare(part.text)]
    keep_answers(turn.draft, ". ".join(part for part in told if not answers.has_called(part)), turn.clinic)


def _in_turn(turn: Turn, told: str) -> str:
    """The text for somebody who is afraid or asks what to do, in other words where it was the last one."""
    return told if turn.draft.count_told(told) % 2 else f"{told}_again"


def _after_medical(turn: Turn) -> bool:
    """After a medical emergency: nothing that could pass for a judgement, and nothing that invites to stay here."""
    text = turn.message.text
    helped = "medical_help" in turn.draft.topics_told
    if helped and _asks(turn) and not answers.plays_down(text):
        return False
    if answers.has_called(text) or (helped and not answers.plays_down(text)):
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
    """Say a text about the writer, or its form about somebody else, or for one who is not of age."""
    draft = turn.draft
    minor = draft.facts.get("age") == "minor" and text_id in _TO_MINORS
    turn.say(f"{text_id}_other" if draft.danger == "other" else f"{text_id}_minor" if minor else text_id)


def go_on(turn: Turn) -> None:
    """Go on as the person wants: with what is open, or with the booking that they name; else ask what it shall be."""
    draft = turn.draft
    text = turn.message.text
    named = answers.names_booking(text) or starts(turn.message) or draft.invitation == "book"
    if draft.danger == "medical":
        draft.danger = "self"
    if relieves(draft, text):
        turn.say("relief_short")
    elif read_safety(text) in CALM and _SAYS_SAFE.search(text):
        say_fitting(turn, "safe_yes")
    else:
        turn.say("number_stays")
    if draft.goal is not None:
        resuming.resume(turn, silently=True)  # what has been said leads on to the question
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
    if resuming.invite_back(turn):
        return
    if goals.has_booking(turn) or draft.facts.get("age") == "minor" or draft.outcome is not None:
        turn.say("anything_else")
    else:
        turn.say("invite_on", choices)
        draft.invitation = "book"
