"""What a message in danger says besides: a wish to come, plain answers, a question. Nothing of the danger is kept."""

from __future__ import annotations

import re
from typing import Any

from bot.clinic import reading
from bot.clinic.interview.agreement import beside_safety, names_thoughts
from bot.clinic.interview.answering import CONTACT_QUESTIONS, answer
from bot.clinic.interview.clauses import clauses_of
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.flow import SCREENING, waiting_question
from bot.clinic.interview.message import Message
from bot.clinic.interview.volunteered import volunteered
from bot.clinic.profile import Clinic
from bot.clinic.reading.words import say
from bot.clinic.safety import Finding, Level, check

# A consultation that is asked for beside the danger; not one that somebody has or wants to be rid of.
_WISH = re.compile(
    r"\b(?:want\w*|need\w*|like|wish\w*|hop\w+|try\w*|can|could|may|get|make|book|schedule|set up|how (?:do|can))\b"
    r"(?:\W+\w+){0,6}?\W+(?:consult\w*|appointment|appts?|come (?:in|to (?:you|see)|and)|be seen)\b"
    r"|\b(?:got|have|are there|is there)\W+(?:any\W+|an\W+)?(?:free\W+|open\W+)?(?:appts?|appointments?|openings?)\b",
    re.IGNORECASE,
)
_FOR_ONESELF = re.compile(r"\bfor (?:me|myself|my ?self)\b", re.IGNORECASE)
_NO_WISH = re.compile(
    r"\b(?:cancel\w*|resched\w*|move|miss\w*|can.?t|cannot|my (?:appointment|appt|consult\w*))\b", re.IGNORECASE
)


_PARTS = re.compile(r"[^.,;!?\n]+\??")
_NUMBER = re.compile(r"\W*\d\W*")  # it picks from the menu of the question for safety, or counts pills
_LISTED_AGE = re.compile(r"(?:^|[,.;])\s*(?:1[89]|[2-9]\d)\s*(?:[,.;]|$)")
_COUNTED = re.compile(r"\b(?:pills?|tablets?|mg|took|taken|take|swallow\w*)\b", re.IGNORECASE)
_BARE = 3  # words of an age beside danger
_PLAIN = ("who", "age", "reason", "clinician")
_NO_REASONS = frozenset(("unsaid", "unsure", "other", "suicidal_thoughts"))
_WHOLE = frozenset(("consent", "texts", "when", "slots", "summary", "safe"))
_MY_CLINICIAN = re.compile(
    r"\bmy (?:\w+ )?(?:doctor|dr|psychiatrist|therapist|psychologist|counselor|clinician)(?:'s name)? is\b",
    re.IGNORECASE,
)
_SOMEBODY_ELSES = re.compile(
    r"\bmy (?!name|number|phone|cell|mobile|e-?mail|mail|address|own)\w+ (?:is|has)\b", re.IGNORECASE
)
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


def keep_besides(draft: Draft, finding: Finding, text: str, clinic: Clinic) -> None:
    """Keep what a message in danger says besides: a wish to come, plain answers, a question. Nothing of the danger.

    To be called before `respond`, which halts what goes on.
    """
    keep_wish(draft, finding, text)
    keep_answers(draft, text, clinic)
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
    if finding.kind == "other" and not _FOR_ONESELF.search(text):
        draft.facts.setdefault("who", "other")


def keep_answers(draft: Draft, text: str, clinic: Clinic) -> None:
    """Keep the plain answers that stand beside the danger or the news of help, so that nobody is asked again.

    Only what shows no danger is read, and of permissions nothing: they need the words that they are given to. To be
    called before `respond`, which halts what goes on.
    """
    open_question = waiting_question(draft, clinic) or "who"
    if draft.question == "safe":
        text = beside_safety(text)  # its "no" is no answer to the question that was pushed aside
    told: dict[str, Any] = {}
    if open_question == "reason" and names_thoughts(text):
        told["reason"] = list(reading.read_reasons(text))
    for part in clauses_of(text):
        if part.asks or _NUMBER.fullmatch(part.text) or check(part.text).level > Level.none:
            continue
        beside = {n: value for n, value in volunteered(draft, Message(part.text), None).items() if n in _PLAIN}
        for name, value in {**beside, **_answer_to(open_question, part.text, clinic)}.items():
            told.setdefault(name, value)
    if told.get("who") == "other":
        del told["who"]  # "my sister is here", "I'm scared for him": of whom they speak, not for whom they ask
    for name, value in told.items():
        draft.facts.setdefault(name, value)
    listed = any(draft.facts.get(name) for name in ("who", "reason")) and _LISTED_AGE.search(text)
    if listed and not _COUNTED.search(text):
        draft.facts.setdefault("age", "adult")  # "anxiety, me, 44"


def _answer_to(question: str, text: str, clinic: Clinic) -> dict[str, Any]:
    """The answer to the open question, or a clinician who is named as such, in words that say nothing else."""
    if question in _WHOLE or (question == "age" and len(text.split()) > _BARE):  # "took 20 of them" is no age
        return {}
    if question in CONTACT_QUESTIONS and (reading.read_safe(text) == "unsafe" or _SOMEBODY_ELSES.search(text)):
        return {}  # "Please Help" is no practice
    if question in SCREENING and _MY_CLINICIAN.search(text):
        question = "clinician"
    told = answer(question, None, Message(text), clinic)[0]
    if question == "reason":
        named = [reason for reason in told.get("reason", ()) if reason not in _NO_REASONS]
        return {"reason": named} if named else {}
    return told
