"""The patient's own number, given by who writes for them: it is said back, and kept where the staff see it."""

from __future__ import annotations

from actions.turn import Turn
from bot.clinic.interview.flow import is_calling
from bot.clinic.interview.their_number import number_of_patient
from bot.clinic.interview.update import spoken


def note(turn: Turn) -> bool:
    """Keep it, and leave what else the message says in `turn.message`. Whether there was such a number.

    It is the number to call where that is asked for; else the staff have it beside the one of the writer.
    """
    draft = turn.draft
    if draft.facts.get("who") != "other" or draft.question in (None, "phone", "safe"):
        return False
    if not is_calling(draft, turn.assistant.clinic):
        return False
    found = number_of_patient(turn.message.text)
    if found is None:
        return False
    draft.facts["phone" if found.is_to_be_used else "patient_phone"] = found.number
    text_id = "number_to_call" if found.is_to_be_used else "number_of_patient"
    turn.say(text_id, called=spoken("phone", found.number))
    turn.message = turn.message.with_only(found.rest)
    return True
