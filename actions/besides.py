"""One consultation for somebody else and one for the writer: the call that was promised for the other one stays."""

from __future__ import annotations

import re
from collections.abc import Callable

from actions import records
from actions.turn import Turn
from bot.clinic.interview.update import Said, spoken
from bot.clinic.profile import Outcome
from bot.store import follow_ups

ANOTHER = "the person also asked for a consultation for somebody else, besides one of their own"
_PROMISED, _STORED = "promised", "stored"  # of the fact `also_other`
_INSTEAD = re.compile(
    r"\b(?:instead|not (?:for )?(?:him|her|them|my \w+)|forget|never ?mind|rather|only (?:for )?(?:me|myself)"
    r"|just (?:for )?(?:me|myself)|mistake|meant)\b",
    re.IGNORECASE,
)
_BESIDES = re.compile(r"\b(?:as well|too|also|both|another|one more|second|each)\b", re.IGNORECASE)


def is_promised(turn: Turn) -> bool:
    """Whether it was said that the staff call about a consultation for somebody else."""
    draft = turn.draft
    followed = (draft.outcome or {}).get("outcome") == Outcome.STAFF_FOLLOW_UP.value
    noted = follow_ups.open_of(turn.tx, turn.conversation, "screening") is not None
    return draft.facts.get("who") == "other" and (followed or noted)


def is_besides(text: str, *, plainly: bool) -> bool:
    """Whether one's own comes on top of the other one; `plainly` where "it's for me" may only put a slip right."""
    return not _INSTEAD.search(text) and (not plainly or _BESIDES.search(text) is not None)


def heard(turn: Turn, take: Callable[[], list[Said]]) -> list[Said]:
    """Take what was read; what is to be said of it, where the writer may now want one as well."""
    promised, patient = is_promised(turn), turn.draft.facts.get("patient")
    said = take()
    if not promised or turn.draft.facts.get("who") != "self" or not is_besides(turn.message.text, plainly=True):
        return said
    keep(turn, patient)
    return [one for one in said if one.values.get("what") != ["who"]]


def keep(turn: Turn, patient: str | None) -> None:
    """Remember the promise, until it is known whom to call; `patient` says whether the other one is a minor."""
    draft = turn.draft
    draft.facts["also_other"] = _PROMISED
    draft.facts["also_minor"] = patient == "minor"
    turn.say("both_wanted")
    store(turn)


def store(turn: Turn) -> None:
    """Leave it for the staff as soon as there is a number, and a name where one is given."""
    facts = turn.draft.facts
    named = facts.get("name") or "name" in turn.draft.skipped
    if facts.get("also_other") != _PROMISED or not facts.get("phone") or not named:
        return
    reasons = [ANOTHER]
    if facts.get("also_minor"):
        reasons.append("the patient is under 18")
    if facts.get("patient_phone"):
        reasons.append(f"the patient's own number is {spoken('phone', facts['patient_phone'])}")
    follow_ups.upsert_open(
        turn.tx,
        turn.conversation,
        kind="screening",
        person_id=records.save_person(turn),
        reasons=reasons,
        wants_slot_request=True,
        priority=records.is_priority(turn),
        now=turn.now,
    )
    facts["also_other"] = _STORED


def stays(turn: Turn) -> bool:
    """Whether the call is still to be made when the writer has booked their own."""
    return turn.draft.facts.get("also_other") is not None
