"""What a person in danger is told, and what it does to the conversation: nothing is lost, no door is closed.

Rules R4 to R8 and R12 of docs/safety.md. Pure: the message path and the model's own action both call it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from bot.clinic.calendar import local
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.menus import SAFE_MENUS
from bot.clinic.profile import Clinic
from bot.clinic.safety import Finding, Level
from bot.clinic.texts import Texts

# After so long the full text is given again: it is another escalation, and the first is far up in the chat.
ESCALATION = timedelta(hours=6)
AFTERWARDS = timedelta(days=7)
ASKED_AT_MOST = 2  # times in a row without an answer; asked again and again, nobody who is angry answers
_TO_A_LINE = r"(?:(?:please )?(?:call|text|dial|send|ring) )?(?:{words})(?: (?:to )?(?:{lines}))?(?: please| now)?"

_OF_ANOTHER = re.compile(
    r"\b(?:he|she|they|him|her|his|hers|them|their|my (?:son|daughter|brother|sister|mom|mother|dad|father|husband|"
    r"wife|partner|friend|boyfriend|girlfriend)|el|ella)\b|\b(?:he|she|they)(?:'|s\b|re\b)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\bmyself\b|\bme too\b|\bsuicidal\b|\bmy (?:own )?life\b"
    r"|\bi(?:'?m| am|'?ll| will| just| also| really| might| could| can| should|'?d)?(?: \w+)? ?"
    r"(?:want|wanna|wish|going|gonna|need|rather|better)?(?: to)?(?: be)? "
    r"(?:die|dead|dying|kill|end (?:it|this)|jump|overdose|swallow\w*|disappear|took|taken)\b"
    r"|\b(?:do|want) (?:it|to go) too\b|\bi (?:can'?t|cannot) (?:go on|do this|take (?:it|this)|live)\b"
    r"|\b(?:i|me) (?:with|after|like) (?:him|her|them)\b|\b(?:follow|join) (?:him|her|them)\b",
    re.IGNORECASE,
)
# Somebody else who wants to die or is about to; not one who "is coming over".
_OTHERS_DANGER = re.compile(
    r"\b(?:he|she|they|him|her|them|son|daughter|brother|sister|mom|mother|dad|father|husband|wife|partner|friend|"
    r"boyfriend|girlfriend)\b.{0,60}?\b(?:die|dying|dead|kill\w*|suicid\w*|end (?:it|his|her|their)|hurt\w*|cut\w*|"
    r"overdos\w*|pills?|gun|rope|bridge|roof|jump\w*|himself|herself|themself|themselves|live|alive|goodbye)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class CrisisReply:
    """One message for the person; the choices belong to the question at its end, if there is one."""

    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Setting:
    """Where a person in danger is answered: by which clinic, on which channel, when.

    `alerted` says whether an alert to the staff is stored, which is what the person is told; `booked` whether an
    appointment of theirs stands.
    """

    clinic: Clinic
    texts: Texts
    channel: str
    now: datetime
    alerted: bool
    booked: bool = False

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
    asks = finding.level < Level.imminent
    if draft is not None:
        if not told_before:
            draft.safety_asked = 0
        asks = asks and draft.safety_asked < ASKED_AT_MOST
        _interrupt(draft, finding, place.now, again=told_before, asks=asks)
    if finding.level < Level.imminent and not asks:
        return CrisisReply(place.say("risk_unasked_other" if finding.kind == "other" else "risk_unasked"), ())
    text_id = finding.level.name if finding.kind == "self" else f"{finding.level.name}_{finding.kind}"
    values = {"staff": place.staff()}
    if finding.level < Level.imminent:
        refused = draft is not None and (draft.outcome or {}).get("outcome") == "not_eligible_online"
        minor = draft is not None and draft.facts.get("age") == "minor"
        door = "door_kept" if refused or minor else "door_booked" if place.booked else "door_open"
        values["door"] = place.say(door)
    text = place.say(f"{text_id}_short" if told_before else text_id, **values)
    if finding.spanish:
        text += " " + place.say("spanish")
    return CrisisReply(text, tuple(label for _, label in SAFE_MENUS[finding.kind]) if asks else ())


def whose(draft: Draft, finding: Finding, text: str, now: datetime) -> Finding:
    """The finding, of the person whose danger the conversation is about, unless the message plainly means another.

    "What if he swallows them?" names nobody's wish to die, and after "my son says goodbye" it is about the son.
    """
    if finding.kind == "medical" or finding.level < Level.risk or _told(draft, now) < Level.risk:
        return finding
    if finding.kind == "self" and draft.danger == "other" and _OF_ANOTHER.search(text) and not _OWN.search(text):
        return replace(finding, kind="other")
    guessed = finding.rule_id.startswith("model")
    if finding.kind == "other" and draft.danger == "self" and guessed and not _OTHERS_DANGER.search(text):
        return replace(finding, kind="self")
    return finding


def was_told_lately(draft: Draft, now: datetime) -> bool:
    """Whether the person was in danger now, in these hours, and has read what helps."""
    return _told(draft, now) >= Level.imminent


def was_worried_lately(draft: Draft, now: datetime) -> bool:
    """Whether a message of these hours showed any danger, and the person has read what helps."""
    return _told(draft, now) >= Level.risk


def was_worried_days_ago(draft: Draft, now: datetime) -> bool:
    """Whether the same was so some days ago: who then goes on hears once more that the number stays."""
    return _told(draft, now, AFTERWARDS) >= Level.risk


def _told(draft: Draft, now: datetime, within: timedelta = ESCALATION) -> Level:
    """The level whose full text the person has read lately."""
    try:
        if draft.resources_at is None or now - datetime.fromisoformat(draft.resources_at) > within:
            return Level.none
        return Level[draft.resources_given]
    except (KeyError, TypeError, ValueError):
        return Level.none  # as another version has written it; the full text once more does no harm


def _interrupt(draft: Draft, finding: Finding, now: datetime, *, again: bool, asks: bool) -> None:
    level = finding.level
    if draft.question is not None and draft.question != "safe":
        draft.interrupted = draft.question
    draft.question = "safe" if asks else None
    if asks:
        draft.safety_asked += 1
    else:
        # nothing is asked in that turn; "continue" takes up the rest
        draft.stopped = draft.goal is not None
        draft.invitation = None  # "ok" to "call 911" is no wish to go on: that takes the word
        draft.interrupted = None
    draft.crisis = max(draft.crisis, level.name, key=lambda name: Level[name])
    draft.danger = finding.kind
    if not again:
        draft.resources_given, draft.resources_at = level.name, now.astimezone(timezone.utc).isoformat()
    draft.greeted = True  # the reply says that it is an automated assistant
    draft.tries = 0


def is_staffed(clinic: Clinic, now: datetime) -> bool:
    """Whether somebody at the clinic reads what comes in at that moment."""
    there = local(now, clinic.zone)
    return any(r.opens <= there.time() < r.closes for r in clinic.resources.staffed.on(there.date()))


def resource_line(channel: str, texts: Texts, *, spanish: bool = False, named: bool = True) -> str:
    """The one compact line that goes with an answer when such thoughts are mentioned, or only despair is told."""
    return texts.say("spanish" if spanish else "mention" if named else "mention_despair", channel)


def meant_for_a_line(text: str, clinic: Clinic) -> bool:
    """Whether a message is nothing but the number or the word of a crisis line: here nobody there would read it."""
    resources = clinic.resources
    lines = [resources.lifeline, resources.text_line, resources.emergency]
    words = [*lines, resources.text_line_word, resources.lifeline_spanish_word]
    pattern = _TO_A_LINE.format(words="|".join(map(re.escape, words)), lines="|".join(map(re.escape, lines)))
    return re.fullmatch(pattern, " ".join(text.split()).strip(" .!?,\"'"), re.IGNORECASE) is not None
