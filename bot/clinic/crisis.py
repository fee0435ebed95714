"""What a person in danger is told, and what it does to the conversation: nothing is lost, no door is closed.

Rules R4 to R8 and R12 of docs/safety.md. Pure: the message path and the model's own action both call it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from bot.clinic.calendar import local
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.menus import SAFE_MENUS
from bot.clinic.profile import Clinic
from bot.clinic.safety import Finding, Level
from bot.clinic.texts import Texts

# After so long the full text is given again: it is another escalation, and the first is far up in the chat.
ESCALATION = timedelta(hours=6)
_TO_A_LINE = r"(?:(?:please )?(?:call|text|dial|send|ring) )?(?:{words})(?: (?:to )?(?:{lines}))?(?: please| now)?"

# A consultation that is asked for beside the danger; not one that somebody has or wants to be rid of.
_WISH = re.compile(
    r"\b(?:want\w*|need\w*|like|wish\w*|hop\w+|try\w*|can|could|may|get|make|book|schedule|set up|how (?:do|can))\b"
    r"(?:\W+\w+){0,6}?\W+(?:consult\w*|appointment|appt|come (?:in|to (?:you|see)|and)|be seen)\b",
    re.IGNORECASE,
)
_NO_WISH = re.compile(
    r"\b(?:cancel\w*|resched\w*|move|miss\w*|can.?t|cannot|my (?:appointment|appt|consult\w*))\b", re.IGNORECASE
)


@dataclass(frozen=True)
class CrisisReply:
    """One message for the person; the choices belong to the question at its end, if there is one."""

    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Setting:
    """Where a person in danger is answered: by which clinic, on which channel, when.

    `alerted` says whether an alert to the staff is stored, which is what the person is told.
    """

    clinic: Clinic
    texts: Texts
    channel: str
    now: datetime
    alerted: bool

    def say(self, text_id: str, **values: str) -> str:
        return self.texts.say(text_id, self.channel, **values)

    def staff(self) -> str:
        """What is true of the staff at this moment."""
        if not self.alerted:
            return self.say("staff_unreached")
        return self.say("staff_alerted" if is_staffed(self.clinic, self.now) else "staff_away")


def respond(draft: Draft | None, finding: Finding, place: Setting) -> CrisisReply:
    """The reply to a message at level risk or imminent.

    The draft keeps every answer; the question that was open waits until the person goes on. Without a draft (the
    database is down) the reply is the full one.
    """
    told_before = draft is not None and finding.level <= _told(draft, place.now) and finding.kind != "medical"
    if draft is not None:
        _interrupt(draft, finding, place.now, again=told_before)
    text_id = finding.level.name if finding.kind == "self" else f"{finding.level.name}_{finding.kind}"
    values = {"staff": place.staff()}
    if finding.level < Level.imminent:
        refused = draft is not None and (draft.outcome or {}).get("outcome") == "not_eligible_online"
        minor = draft is not None and draft.facts.get("age") == "minor"
        values["door"] = place.say("door_kept" if refused or minor else "door_open")
    text = place.say(f"{text_id}_short" if told_before else text_id, **values)
    if finding.spanish:
        text += " " + place.say("spanish")
    asks = finding.level < Level.imminent
    return CrisisReply(text, tuple(label for _, label in SAFE_MENUS[finding.kind]) if asks else ())


def keep_wish(draft: Draft, finding: Finding, text: str) -> None:
    """Keep that a message in danger also asks for a consultation, and for whom: it goes on when they are safe.

    To be called before `respond`, which halts what goes on.
    """
    begun = draft.goal is not None or draft.outcome is not None or draft.facts.get("age") == "minor"
    if begun or finding.kind == "medical" or _WISH.search(text) is None or _NO_WISH.search(text):
        return
    draft.start("consultation")
    if finding.kind == "other":
        draft.facts.setdefault("who", "other")


def was_told_lately(draft: Draft, now: datetime) -> bool:
    """Whether the person was in danger now, in these hours, and has read what helps."""
    return _told(draft, now) >= Level.imminent


def _told(draft: Draft, now: datetime) -> Level:
    """The level whose full text the person has read lately."""
    if draft.resources_at is None or now - datetime.fromisoformat(draft.resources_at) > ESCALATION:
        return Level.none
    return Level[draft.resources_given]


def _interrupt(draft: Draft, finding: Finding, now: datetime, *, again: bool) -> None:
    level = finding.level
    if draft.question is not None and draft.question != "safe":
        draft.interrupted = draft.question
    draft.question = None if level >= Level.imminent else "safe"
    if level >= Level.imminent:
        # nothing is asked in that turn; "continue" takes up the rest
        draft.stopped = draft.goal is not None
        draft.invitation = None  # "ok" to "call 911" is no wish to go on: that takes the word
        draft.interrupted = None
    draft.crisis = max(draft.crisis, level.name, key=lambda name: Level[name])
    draft.danger = "self" if finding.kind == "medical" else finding.kind
    if not again:
        draft.resources_given, draft.resources_at = level.name, now.astimezone(timezone.utc).isoformat()
    draft.greeted = True  # the reply says that it is an automated assistant
    draft.tries = 0


def is_staffed(clinic: Clinic, now: datetime) -> bool:
    """Whether somebody at the clinic reads what comes in at that moment."""
    there = local(now, clinic.zone)
    return any(r.opens <= there.time() < r.closes for r in clinic.resources.staffed.on(there.date()))


def resource_line(channel: str, texts: Texts, *, spanish: bool = False) -> str:
    """The one compact line that goes with an answer when such thoughts are mentioned."""
    return texts.say("spanish" if spanish else "mention", channel)


def meant_for_a_line(text: str, clinic: Clinic) -> bool:
    """Whether a message is nothing but the number or the word of a crisis line: here nobody there would read it."""
    resources = clinic.resources
    lines = [resources.lifeline, resources.text_line, resources.emergency]
    words = [*lines, resources.text_line_word, resources.lifeline_spanish_word]
    pattern = _TO_A_LINE.format(words="|".join(map(re.escape, words)), lines="|".join(map(re.escape, lines)))
    return re.fullmatch(pattern, " ".join(text.split()).strip(" .!?,\"'"), re.IGNORECASE) is not None
