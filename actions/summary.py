"""What the summary shows before anybody says yes: who comes, how to reach them, and their clinician."""

from __future__ import annotations

from typing import Any

from actions.turn import Turn
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.flow import can_reach, named_clinician
from bot.clinic.interview.update import spoken


def summary_facts(turn: Turn) -> str:
    """What was given, a line each, for the summary; in a text, which lies open on a phone, the name only."""
    facts = turn.draft.facts
    if turn.channel == "sms":
        return turn.text("line.name", value=facts["name"]) if facts.get("name") else ""
    told = {name: spoken(name, facts[name]) for name in ("name", "phone", "email") if facts.get(name)}
    if facts.get("phone_extension") and "phone" in told:
        told["phone"] += f" ext. {facts['phone_extension']}"
    if has_clinician(turn.draft) and (can_reach(facts) or facts.get("psychiatrist") != "yes"):
        told["clinician"] = _clinician_line(facts)
    elif facts.get("psychiatrist") == "yes":
        told["clinician"] = turn.text("line.psychiatrist")
    return "\n".join(turn.text(f"line.{name}", value=value) for name, value in told.items())


def has_clinician(draft: Draft) -> bool:
    """Whether there is a clinician whom staff may contact; how, they may have to find out."""
    return named_clinician(draft.facts) is not None


def _clinician_line(facts: dict[str, Any]) -> str:
    parts = [facts.get(f"clinician_{part}") for part in ("name", "role", "practice")]
    if facts.get("clinician_phone"):
        extension = facts.get("clinician_extension")
        phone = spoken("clinician_phone", facts["clinician_phone"])
        parts.append(f"{phone} ext. {extension}" if extension else phone)
    parts.append(facts.get("clinician_email"))
    if facts.get("clinician_fax"):
        parts.append(f"fax {spoken('clinician_fax', facts['clinician_fax'])}")
    return ", ".join(part for part in parts if part)
