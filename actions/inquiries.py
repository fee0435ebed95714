"""Answer what is asked about texts, calls and what was given; the rest of the message is then read without it."""

from __future__ import annotations

from actions import asides, goals, minors
from actions.turn import Turn
from bot.clinic.interview.flow import is_calling
from bot.clinic.interview.inquiries import inquiries
from bot.clinic.interview.loose import STARTS
from bot.clinic.interview.message import LIKELY
from bot.clinic.interview.update import spoken

_NAMED = {"phone": ("number", "phone", "cell"), "email": ("mail",), "name": ("name",)}


def answer(turn: Turn) -> bool:
    """Answer all of it, and leave what is not asked in `turn.message`. Whether there was anything."""
    draft = turn.draft
    asked, rest = inquiries(turn.message, draft.question, draft.goal or draft.changed)
    if not asked:
        return False
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
    if kind == "fee":
        asides.tell(turn, "faq/cost_and_insurance", f"{words} cancellation fee")  # "would there be a charge?"
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
        given = [name for name in named or _NAMED if facts.get(name)]
        turn.say("so_far" if given else "so_far_nothing", facts=turn.named(given) if given else "")
    else:
        turn.say(kind)
