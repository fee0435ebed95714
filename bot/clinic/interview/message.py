"""A message as the dialogue sees it: its text, and what the model thinks it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.clinic.interview.permission import limits_permission, withdraws_permission
from bot.clinic.reading.openers import opens_question

# Intents whose message is about something other than the open question; a rule of data/rules answers each.
ASIDES = frozenset(
    {
        "greet",
        "thank",
        "bot_challenge",
        "ask_capabilities",
        "talk_to_person",
        "reschedule_booking",
        "cancel_booking",
        "show_booking",
        "opt_out",
    }
)
STORY = 45  # words of a message from which somebody tells a story
SURE = 0.6  # from here on an intent is believed even when the message is not worded as a question
LIKELY = 0.3
CERTAIN = 0.85  # from here on the model is believed what a message means as an answer
NO_ANSWER = "else"
_REJECTED = "nlu_fallback"
_OF_TREATMENT = re.compile(
    r"\b(?:ketamine|treatments?|infusions?|spravato|tms|clinic|drugs?|consult\w*)\b", re.IGNORECASE
)
ABOUT_THE_DIALOGUE = ("stop_flow", "go_back", "repeat", "ask_why", "goodbye", "opt_out", "thank", "greet")
"""Intents of who speaks of the conversation itself, and answers nothing."""
_TOO_SHORT = 2  # words of what is no question to be answered: "really?", "you sure?"
_QUESTION_START = re.compile(
    r"^(?:(?:and|but|so|ok|okay|wait|hang on|hold on|before that|first|also|um+|well|hey|hi|quick question)\b"
    r"[\s,:.-]*)*"
    r"(?:what|whats|what's|wat|wats|wht|hw|whn|r|cn|cud|wud|when|where|who|whos|why|how|hows|which|is|are|am|"
    r"do(?! not\b)|does|did|can|could|will|would|should|may|have|has|any|tell me|explain|remind me|i want to know|"
    r"i'd like to know|i wonder|wondering|curious)\b",
    re.IGNORECASE,
)


# "I'm pregnant, is that ok", "im on lithium can i still come"
_ASKS_AT_END = re.compile(
    r"(?:^|[\s,])(?:is (?:it|that|this) (?:ok|okay|alright|fine|a problem|a issue|an issue|safe|allowed|bad)|"
    r"can i (?:still|even) \w+(?: in)?|does (?:it|that|this) matter|would (?:it|that) be (?:ok|okay|a problem))\W*$",
    re.IGNORECASE,
)
_OF_CONDITIONS = frozenset({"faq/treatment_resistant_depression", "faq/conditions_treated"})
_OF_PEOPLE = re.compile(
    r"\W*(?:(?:and|but|also|because|since|well|so)\W+)*"
    r"(?:i(?:.?m|.?ve)?|my|our|we(?:.?ve|.?re)?|s?he(?:.?s)?|they(?:.?re|.?ve)?)\s",
    re.IGNORECASE,
)
_WANTS_TO_KNOW = re.compile(
    r"\b(?:know|wonder\w*|curious|learn|hear|ask\w*|tell me|interest\w*|question\w*|worr\w+|afraid|scared|nervous|"
    r"concern\w*|about|think\w*|look\w*|consider\w*|want|like|need|try|prefer)\b",
    re.IGNORECASE,
)
# Calls that are to go to somebody else, or that are not wanted; the model takes them for a wish to be called.
_NO_CALL_OF_ONES_OWN = re.compile(
    r"\b(?:call|phon|ring|contact|reach|text)(?:ing|ed|e|s)? "
    r"(?:her|him|them|(?:my|the|his|her) (?:doctor|dr|therapist|psychiatrist|clinician|counsell?or|provider|gp|pcp))\b"
    r"|\b(?:instead of|rather than|without|no|not|never|hate|can.?t (?:do|take)|don.?t (?:do|like|want)|do not)"
    r"(?: \w+){0,2} (?:call|phone ?call|calling|phoning)s?\b"
    r"|\b(?:be|sit|join|listen|hear|stay|come) (?:in |on |in on |into )?(?:the|that|this|your) (?:phone )?call\b"
    r"|\bcalled by\b|^\W*(?:and |so |but )?(?:who|whom|with whom) (?:will|would|do|am|is|are)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\d[\s().+-]*){7,}|\S@\S")
_WANTS_CALL = re.compile(
    r"\b(?:please|pls|(?:can|could|would|will) you|someone|somebody|anyone|anybody|have|want|need|like|prefer)\b"
    r"[^.?!]{0,40}\b(?:call|phone|ring)\b(?!\W+(?:my|her|him|them|dr)\b)|\bcall(?:ing)?[ -]?back\b"
    r"|(?:^|[.!?,])\W*(?:call|phone|ring) me\b|\b(?:speak|talk)(?:ing)? (?:to|with) (?:an?|the|some\w*|any\w*|your)\b"
    r"|\b(?:human|person|agent|representative|receptionist|operator|staff)\b",
    re.IGNORECASE,
)


def gives_number(text: str) -> bool:
    """Whether a message gives a number or an address and asks for no call: "reach me at ...", "Ann Lee, 310-..."."""
    return _NUMBER.search(text) is not None and _WANTS_CALL.search(text) is None


# "Call me" that gives a name, or a call that one will make oneself.
_NO_CALL_TO_ME = re.compile(
    r"\b(?:(?:you|u|ya|they|people|everyone|everybody|friends|folks|all)\s+(?:(?:can|may|could|just|all|always)\s+)*"
    r"calls?\s+me\s+(?!(?:back|now|later|soon|please|pls|today|tonight|tomorrow|any\w*|asap|instead|at|on|in|after|"
    r"before|when\w*|if|first|directly|mon\w*|tues\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*)\b)[a-z]+(?:\s+[a-z]+)?\W*$"
    r"|i(?:'?ll| will| can| could|'?d)\s+(?:just\s+|rather\s+)?(?:call|phone|ring)\s+"
    r"(?:you|u|the clinic|them|back|later)\b)",
    re.IGNORECASE,
)
_IS_CALLED = re.compile(r"\bcall me (?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*\b)[A-Z][a-z]+\b")


def calls_nobody(text: str) -> bool:
    """Whether a message speaks of calls, but not of one to the person: "do you call her today?", "no calls please"."""
    if gives_number(text) or _NO_CALL_TO_ME.search(text) or _IS_CALLED.search(text):
        return True
    to_oneself = re.search(r"\b(?:call|phone|ring) (?:me|us)\b", text, re.IGNORECASE)
    return bool(_NO_CALL_OF_ONES_OWN.search(text)) and not to_oneself


def speaks_of_contact(text: str, known: Mapping[str, Any] | None = None) -> bool:
    """Whether a message says that the clinician is not to be contacted, or not at some time; `known` are the facts."""
    return withdraws_permission(text, known or {}) or limits_permission(text, known or {})


@dataclass(frozen=True)
class Part:
    """One clause of a message, with the intent it would have alone. `intent` as in intents.md, e.g. "faq/tms".

    `answers` is what it means as the answer to each question with a menu, with the probability of that.
    """

    text: str
    intent: str
    confidence: float
    answers: Mapping[str, tuple[str, float]] = field(default_factory=dict, compare=False)

    @property
    def is_question(self) -> bool:
        opens = opens_question(self.text) or _QUESTION_START.match(self.text.strip())
        return "?" in self.text or bool(opens or _ASKS_AT_END.search(self.text))

    @property
    def refers_back(self) -> bool:
        """Whether it asks about what was just told: "I'm pregnant, is that ok"."""
        return _ASKS_AT_END.search(self.text) is not None

    @property
    def only_tells(self) -> bool:
        """Whether it says how somebody is, though it sounds like a topic: "my mom has been depressed for years"."""
        tells = self.tells_condition and _OF_PEOPLE.match(self.text)
        return bool(tells) and not _WANTS_TO_KNOW.search(self.text)

    @property
    def tells_condition(self) -> bool:
        """Whether it names a condition, and asks nothing about it."""
        return self.intent in _OF_CONDITIONS and not self.is_question

    @property
    def is_aside(self) -> bool:
        """Whether it asks for something besides the open question, surely enough to act on it."""
        if not (self.intent.startswith("faq/") or self.intent in ASIDES):
            return False
        if self.intent == "talk_to_person" and calls_nobody(self.text):
            return False
        if self.intent == "opt_out" and speaks_of_contact(self.text):
            return False  # messages to oneself are another matter than calls to the clinician
        return self.confidence >= (LIKELY if self.is_question else SURE)


@dataclass(frozen=True)
class Message:
    """One message of a person. `understood` is False when the model rejects it."""

    text: str
    intent: str = ""
    confidence: float = 0.0
    understood: bool = True
    parts: tuple[Part, ...] = ()
    alternatives: tuple[tuple[str, float], ...] = ()
    id: str | None = None
    answers: Mapping[str, tuple[str, float]] = field(default_factory=dict, compare=False)

    @property
    def whole(self) -> Part:
        return Part(self.text, self.intent, self.confidence if self.understood else 0.0, self.answers)

    def meaning(self, question: str, at_least: float = CERTAIN) -> str | None:
        """What it means as the answer to a question, where the model is certain: by the whole, or by its parts alike.

        What only asks something is no answer, whatever it sounds like.
        """
        told = [part for part in self.parts if not (part.is_aside and part.is_question)]
        for pieces in ([self.whole], told):
            found = {
                meant
                for one in pieces
                for meant, sure in [one.answers.get(question, (NO_ANSWER, 1.0))]
                if sure >= at_least
            }
            found.discard(NO_ANSWER)
            if len(found) == 1:
                return found.pop()
        return None

    @property
    def asides(self) -> tuple[Part, ...]:
        """What the message asks besides answering; the whole of it when it is not made of parts."""
        told = {part.intent for part in self.parts if len(self.parts) > 1 and part.only_tells}
        found = (
            tuple(part for part in self.parts if part.is_aside and not part.only_tells) if len(self.parts) > 1 else ()
        )
        if self.is_story:
            return tuple(part for part in found or (self.whole,) if part.is_aside and "?" in part.text)
        if found or self.intent in told:
            return found
        return (self.whole,) if self.whole.is_aside else ()

    @property
    def is_story(self) -> bool:
        """Whether somebody tells at length: much of it sounds like a topic, and only what has a "?" is a question."""
        return len(self.text.split()) > STORY

    @property
    def questions(self) -> tuple[Part, ...]:
        """Those of the asides that are worded as questions: an answer may only sound like a topic ("depression")."""
        return tuple(part for part in self.asides if part.is_question)

    @property
    def asks_beside_the_point(self) -> bool:
        """Whether one of several parts asks what is no topic of ours, or not understood: silence is no answer."""
        asked = (part for part in self.parts if "?" in part.text and len(part.text.split()) > _TOO_SHORT + 1)
        return len(self.parts) > 1 and any(
            part.intent == "out_of_scope" or (part.intent == _REJECTED and _OF_TREATMENT.search(part.text))
            for part in asked
        )

    @property
    def statement(self) -> str:
        """What is left when the questions are taken out: "tuesday works. do I need to bring anything?"."""
        told = [part.text for part in self.parts if not (part.is_aside and part.is_question)]
        return " ".join(told) if 0 < len(told) < len(self.parts) else self.text

    def with_only(self, rest: str) -> Message:
        """What is left when the rest has been answered, with the intent of what is left of its parts."""
        left = tuple(part for part in self.parts if part.text.strip(" ,;-") in rest)
        only = left[0] if len(left) == 1 else Part(rest, "", 0.0)
        return replace(
            self,
            text=rest,
            intent=only.intent,
            confidence=only.confidence,
            understood=bool(only.intent),
            parts=left if len(left) > 1 else (),
            alternatives=(),
            answers=only.answers,
        )

    @property
    def is_question(self) -> bool:
        return self.whole.is_question

    def likeliest_question(self, at_least: float = 0.1) -> str | None:
        """The topic that a question may be about when its own intent makes no sense where it stands."""
        if not self.is_question:
            return None
        topics = [(name, value) for name, value in self.alternatives if name.startswith("faq/") and value >= at_least]
        return topics[0][0] if topics else None

    def means(self, intent: str, at_least: float = SURE) -> bool:
        return self.understood and self.intent == intent and self.confidence >= at_least


def public_intent(name: str) -> str:
    """The name of intents.md: Rasa would take "faq/x" for a retrieval intent, so inside it that is "faq_x"."""
    return name.replace("faq_", "faq/", 1) if name.startswith("faq_") else name


_PIECES = re.compile(r"(?<=[?!.\n])\s*|,\s+")


def has_question(message: Message) -> bool:
    """Whether a message asks something, in whichever of its clauses."""
    pieces = (piece for piece in _PIECES.split(message.text) if len(piece.split()) > _TOO_SHORT)
    return any(Part(piece, "", 1.0).is_question for piece in pieces)
