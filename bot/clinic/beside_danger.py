"""What a message in danger says besides: a wish to come, plain answers, a question. Nothing of the danger is kept."""

from __future__ import annotations

import re
from typing import Any

from bot.clinic import reading
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.message import Message
from bot.clinic.interview.volunteered import volunteered
from bot.clinic.reading.words import say
from bot.clinic.safety import Finding, Level, check

# A consultation that is asked for beside the danger; not one that somebody has or wants to be rid of.
_WISH = re.compile(
    r"\b(?:want\w*|need\w*|like|wish\w*|hop\w+|try\w*|can|could|may|get|make|book|schedule|set up|how (?:do|can))\b"
    r"(?:\W+\w+){0,6}?\W+(?:consult\w*|appointment|appt|come (?:in|to (?:you|see)|and)|be seen)\b",
    re.IGNORECASE,
)
_NO_WISH = re.compile(
    r"\b(?:cancel\w*|resched\w*|move|miss\w*|can.?t|cannot|my (?:appointment|appt|consult\w*))\b", re.IGNORECASE
)


_PARTS = re.compile(r"[^.,;!?\n]+\??")
_CLAUSES = re.compile(r"\b(?:and|but)\b", re.IGNORECASE)
_LISTED_AGE = re.compile(r"(?:^|[,.;])\s*(?:1[89]|[2-9]\d)\s*(?:[,.;]|$)")
_COUNTED = re.compile(r"\b(?:pills?|tablets?|mg|took|taken|take|swallow\w*)\b", re.IGNORECASE)
_BARE = 3  # words of an age beside danger
_PLAIN = ("who", "age", "reason", "clinician")
_NO_REASONS = frozenset(("unsaid", "unsure", "other", "suicidal_thoughts"))
# What may be asked beside danger, by the topic that answers it once the person is safe.
_TOPICS = tuple(
    (topic, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for topic, words in (
        ("faq/esketamine_spravato", "spravato|esketamine|nasal spray"),
        ("faq/cost_and_insurance", r"cost\b|costs\b|price|insurance|how much is|afford|medicaid|medicare"),
        ("faq/side_effects", "side.?effects?"),
        ("faq/addiction", "addict|habit.forming"),
        ("faq/onset", "how (?:fast|quick|soon|long (?:until|till|before|does it take))"),
        (
            "faq/effectiveness",
            r"(?:does|will|would|do) (?:it|this|that|ketamine|infusions?|they)(?: \w+)? (?:work|help)",
        ),
        ("faq/what_is_ketamine_treatment", r"what(?:'s| is) (?:ketamine|this treatment|the treatment)"),
    )
)


def keep_besides(draft: Draft, finding: Finding, text: str) -> None:
    """Keep what a message in danger says besides: a wish to come, plain answers, a question. Nothing of the danger.

    To be called before `respond`, which halts what goes on.
    """
    keep_wish(draft, finding, text)
    keep_answers(draft, text)
    for part in _PARTS.findall(text):
        if say(part).asks and check(part).level is Level.none:
            draft.asked_meanwhile = next((name for name, words in _TOPICS if words.search(part)), draft.asked_meanwhile)


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


def keep_answers(draft: Draft, text: str) -> None:
    """Keep the plain answers that stand beside the danger, so that nobody is asked again; no name, no free text.

    Only sentences that show no danger are read. To be called before `respond`, which halts what goes on.
    """
    for part in _PARTS.findall(text):
        if "?" in part or check(part).level > Level.none:
            continue
        told = {name: value for name, value in volunteered(draft, Message(part), None).items() if name in _PLAIN}
        for clause in _CLAUSES.split(part):
            if check(clause).level is Level.none:
                told |= _answer_to(draft.question or "who", clause)
        if told.get("who") == "other":
            del told["who"]  # "my sister is here", "I'm scared for him": of whom they speak, not for whom they ask
        for name, value in told.items():
            draft.facts.setdefault(name, value)
    listed = any(draft.facts.get(name) for name in ("who", "reason")) and _LISTED_AGE.search(text)
    if listed and not _COUNTED.search(text):
        draft.facts.setdefault("age", "adult")  # "anxiety, me, 44"


def _answer_to(question: str, text: str) -> dict[str, Any]:
    """The answer to one of the plain questions, in words."""
    value: Any = None
    if question == "who":
        value = reading.read_who(text)
    elif question == "age" and len(text.split()) <= _BARE:  # "took 20 of them" is no age
        adult = reading.read_adult(text)
        value = None if adult is None else ("adult" if adult else "minor")
    elif question == "reason":
        value = [reason for reason in reading.read_reasons(text) or () if reason not in _NO_REASONS] or None
    elif question == "clinician":
        value = reading.read_clinician(text)
    return {} if value is None else {question: value}
