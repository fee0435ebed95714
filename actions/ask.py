"""Ask the open question: the form calls the action of its requested slot."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.summary import summary_facts
from actions.times import refresh_offers, slot_of, spoken_slot
from actions.turn import Turn, open_turn
from bot.clinic.interview.draft import REFUSED
from bot.clinic.interview.flow import QUESTIONS, text_key
from bot.clinic.interview.menus import SAFE_MENUS, SUMMARY_MENUS, labels_of

STUCK_AFTER = 2  # unusable answers in a row, after which other ways are named with every further one
_OPTIONAL_TO_SKIP = frozenset({"age", "reason", "clinician", "clinician_name", "clinician_role",
                               "clinician_practice", "clinician_contact", "health", "email", "texts"})  # fmt: skip


def ask(turn: Turn) -> None:
    """Put the open question, in the manner that fits what happened before."""
    question = turn.draft.question
    if question is None:
        return
    turn.asked = True
    stuck = turn.draft.tries > STUCK_AFTER
    if stuck:
        turn.say("stuck" if question in _OPTIONAL_TO_SKIP else "stuck_required")
    if question == "summary":
        _sum_up_anew(turn)
    if turn.draft.manner == "silent":
        return  # the reply has asked already
    if question == "slots":
        refresh_offers(turn)
        question = turn.draft.question = "slots" if turn.draft.offers else "when"
    key = text_key(turn.draft, question, turn.assistant.clinic)
    text_id = f"{key}.{turn.draft.manner}"
    if turn.draft.asked_too_often(text_id) and not stuck:
        if question == "slots":  # what comes before it already says what else can be done
            text_id = f"{key}.hint"
            turn.draft.count_asked(text_id)
        else:
            turn.say("or_staff")
    if question == "summary" and turn.draft.goal == "consultation" and turn.draft.manner == "ask":
        turn.say("summary", facts=summary_facts(turn), **_values(turn, question))
    turn.say(text_id, _choices(turn, question), **_values(turn, question))


def _sum_up_anew(turn: Turn) -> None:
    """Whatever else is said, nobody is asked to agree to a time or a detail that no summary has shown."""
    if turn.draft.summed_up == REFUSED and turn.draft.manner == "silent":
        return  # it has just been asked what should be changed
    facts = summary_facts(turn) if turn.draft.goal == "consultation" else ""
    now = "\n".join((turn.draft.goal or "", facts, _values(turn, "summary")["slot"]))
    if now != turn.draft.summed_up:
        turn.draft.summed_up, turn.draft.manner = now, "ask"


def _choices(turn: Turn, question: str) -> list[str]:
    if question == "slots":
        return [offer["label"] for offer in turn.draft.offers]
    if question == "summary":
        return [label for _, label in SUMMARY_MENUS.get(turn.draft.goal or "", ())]
    if question == "safe":
        return [label for _, label in SAFE_MENUS.get(turn.draft.danger, SAFE_MENUS["self"])]
    return [label for _, label in labels_of(question, turn.assistant.clinic)]


def _values(turn: Turn, question: str) -> dict[str, Any]:
    clinic, draft = turn.assistant.clinic, turn.draft
    name = draft.facts.get("clinician_name")
    # a text lies open on the screen of a phone: no names in it
    clinician = name if name and turn.channel == "web" else "your clinician"
    values: dict[str, Any] = {"clinician": clinician}
    if question == "consent":
        values["consent"] = clinic.consent["contact_clinician"].text.format(clinician=clinician).strip()
    if question == "texts":
        values["texts"] = turn.permission_to_text()
    if question == "when":
        values["opening"] = turn.opening()
    if question == "summary":
        chosen = slot_of(draft)
        values["slot"] = spoken_slot(turn, chosen) if chosen else ""
        values["old"] = draft.old_time or ""
    return values


class _AskQuestion(Action):
    """Asks the open question; which one that is, the draft says."""

    question = ""

    def name(self) -> str:
        return f"action_ask_consultation_form_{self.question}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        with open_turn(dispatcher, tracker) as turn:
            ask(turn)
        return []


# Rasa finds an action by its name, so each question needs a class of its own.
for _question in QUESTIONS:
    _name = "Ask" + "".join(word.capitalize() for word in _question.split("_"))
    globals()[_name] = type(_name, (_AskQuestion,), {"question": _question, "__module__": __name__})
