"""What a person in danger is told, and what it does to the conversation: nothing is lost, no door is closed.

Rules R4 to R7 and R12 of docs/safety.md. Pure: the message path and the model's own action both call it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.clinic.calendar import local
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.menus import SAFE_MENU
from bot.clinic.profile import Clinic
from bot.clinic.safety import Finding, Level
from bot.clinic.texts import Texts


@dataclass(frozen=True)
class CrisisReply:
    """One message for the person; the choices belong to the question at its end, if there is one."""

    text: str
    choices: tuple[str, ...]


def respond(
    draft: Draft | None, finding: Finding, channel: str, clinic: Clinic, texts: Texts, now: datetime
) -> CrisisReply:
    """The reply to a message at level risk or imminent.

    The draft keeps every answer; the question that was open waits until the person goes on. Without a draft (the
    database is down) the reply is the full one.
    """
    known = draft.resources_given if draft is not None else Level.none.name
    if draft is not None:
        _interrupt(draft, finding.level)
    spanish = " " + texts.say("spanish", channel) if finding.spanish else ""
    if finding.level >= Level.imminent:
        staff = texts.say("staff_alerted" if is_staffed(clinic, now) else "staff_away", channel)
        return CrisisReply(texts.say("imminent", channel, staff=staff) + spanish, ())
    told_before = known in (Level.risk.name, Level.imminent.name)
    reply = texts.say("risk_short" if told_before else "risk", channel) + spanish
    return CrisisReply(reply, tuple(label for _, label in SAFE_MENU))


def _interrupt(draft: Draft, level: Level) -> None:
    if draft.question is not None and draft.question != "safe":
        draft.interrupted = draft.question
    draft.question = None if level >= Level.imminent else "safe"
    if level >= Level.imminent:
        # nothing is asked in that turn; "continue" takes up the rest
        draft.stopped = draft.goal is not None
        draft.invitation = "resume" if draft.goal is not None else None
        draft.interrupted = None
    draft.crisis = max(draft.crisis, level.name, key=lambda name: Level[name])
    draft.resources_given = max(draft.resources_given, level.name, key=lambda name: Level[name])
    draft.greeted = True  # the reply says that it is an automated assistant
    draft.tries = 0


def is_staffed(clinic: Clinic, now: datetime) -> bool:
    """Whether somebody at the clinic reads what comes in at that moment."""
    there = local(now, clinic.zone)
    return any(r.opens <= there.time() < r.closes for r in clinic.resources.staffed.on(there.date()))


def resource_line(channel: str, texts: Texts) -> str:
    """The one compact line that goes with an answer when such thoughts are mentioned."""
    return texts.say("mention", channel)
