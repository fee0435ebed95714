"""What the model makes of an answer that no reader understands, and where it is believed.

The readers come first: they know why. The model has seen how people answer, and is believed where it is certain; the
more harm a wrong answer does, the more certain it has to be.
"""

from __future__ import annotations

import re
from typing import Any

from bot.clinic.interview.message import ABOUT_THE_DIALOGUE, CERTAIN, NO_ANSWER, Message

_GRAVE = 0.95  # for what gives a permission, or says that there is no danger
_DOUBTED = 0.9  # from here on the model's word stands against a reader's, and the question is asked again
_ALMOST = 0.99
_OF_THE_DIALOGUE = (*ABOUT_THE_DIALOGUE, "correct_answer")
_BARE = 3  # words of an answer that needs no model: "not really, no"

# What the model may say.
_MAY_MEAN: dict[str, dict[str, float]] = {
    "who": {"self": CERTAIN, "other": CERTAIN},
    "age": {"adult": _GRAVE, "minor": _GRAVE},
    "clinician": {"yes": CERTAIN, "no": CERTAIN, "unsure": CERTAIN},
    "consent": {"yes": _GRAVE, "no": CERTAIN},
    "other": {"yes": CERTAIN, "no": CERTAIN},
    "health": {"none": _GRAVE, "some": CERTAIN, "unsaid": CERTAIN},
    "texts": {"yes": _GRAVE, "no": CERTAIN},
    "summary": {"yes": _GRAVE, "no": CERTAIN, "wait": CERTAIN},
    "cancelling": {"yes": _GRAVE, "no": _DOUBTED},
    "detail": {"leave": _DOUBTED},
    "safe": {"safe": _ALMOST, "unsafe": CERTAIN, "unsure": CERTAIN},
    "booked": {"cancel": _DOUBTED, "move": _DOUBTED, "keep": _DOUBTED},
}
_NAMES = {"other": "psychiatrist"}  # of the questions, where data/answers has another one
_WORD, _FEWEST = re.compile(r"[^\W\d_]+"), 2
_SAYS_NO = re.compile(r"\W*(?:no|nope|nah)\b", re.IGNORECASE)
_STOPS = re.compile(r"\b(?:stop|quit|end|leave)\b", re.IGNORECASE)
_PLAIN_YES = ("consent", "texts", "summary", "cancelling")
_ANNOUNCES = re.compile(
    r"(?:\b(?:one|two|three|four|couple|few|some|several|quick|another|more|last|dos|tres|unas|otra)|\b\d)(?: \w+)? "
    r"(?:things?|questions?|qs?|cosas?|preguntas?)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"[?\d]|\b(?:if|unless|only|provided|subject|as long|but|until|till|except|first|condition\w*|depend\w*|when|after"
    r"|(?:like|as if) (?:s?he|they)|wait|instead|different|another|other|earlier|later|hold|e-?mail|call)\b",
    re.IGNORECASE,
)


def meant(question: str, message: Message) -> str | None:
    """What a message means as the answer to a question, where the model may say so; see _MAY_MEAN."""
    name, may = _NAMES.get(question, question), _MAY_MEAN[question]
    found = message.meaning(name)
    if len({*_WORD.findall(message.text.lower())}) < _FEWEST:
        return None  # "..." and "asdf asdf" mean nothing, whatever they are like
    if _ANNOUNCES.search(message.text) and (message.questions or message.text.rstrip().endswith(":")):
        return None  # "two things: what does it cost, and ...": of what was asked nothing was said
    if found not in may or message.meaning(name, max(may[found], _against(message))) != found:
        return None
    return None if found == "yes" and question in _PLAIN_YES and limits(message.text) else found


def waits(message: Message) -> bool:
    """Whether the booking is to wait, and the dialogue is not to end."""
    stops = message.intent in ("stop_flow", "goodbye") or _STOPS.search(message.text)
    return not stops and meant("summary", message) == "wait"


def speaks_to(question: str | None, message: Message) -> bool:
    """Whether the model sees an answer to the question rather than words about the dialogue: "bang on, fire away"."""
    name = _NAMES.get(question or "", question or "")
    meaning, sure = message.answers.get(name, (NO_ANSWER, 0.0))
    return meaning not in (NO_ANSWER, "wait") and sure > message.confidence


def _against(message: Message) -> float:
    """How sure the model of answers has to be where the message seems to be about the dialogue itself: "pause here"."""
    return min(message.confidence, _ALMOST) if message.understood and message.intent in _OF_THE_DIALOGUE else 0.0


def limits(text: str) -> bool:
    """Whether a yes may be one under a condition, or with a change: such a yes permits and books nothing."""
    return _CONDITION.search(text) is not None


def settled(question: str, value: Any, message: Message) -> Any:
    """A reader's answer, or the model's where it has none; None where the model is certain of another one."""
    if value is None:
        return meant(question, message)
    if value == "no" and _SAYS_NO.match(message.text):
        return value
    name = _NAMES.get(question, question)
    doubt = message.meaning(name, _DOUBTED) if len(message.text.split()) > _BARE else None
    return value if doubt in (None, value) or doubt not in (*_MAY_MEAN[question], "condition") else None
