"""What one message says about the open question, about others, and about the dialogue itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.contacts import Contacts, PhoneNumber, Problem, correct, read_contacts
from bot.clinic.contacts.phones import as_number
from bot.clinic.interview.agreement import agreed, picked, read_safety
from bot.clinic.interview.draft import CLINICIAN_FIELDS, FIELDS, Draft
from bot.clinic.interview.flow import OPTIONAL
from bot.clinic.interview.menus import labels_of
from bot.clinic.interview.message import LIKELY, Message, Part
from bot.clinic.interview.volunteered import names_clinician, volunteered, withdraws_permission
from bot.clinic.profile import Clinic
from bot.clinic.wishes import Kind, OpeningHours, Wish, read_wish

CONTACT_QUESTIONS = frozenset(
    {"clinician_name", "clinician_role", "clinician_practice", "clinician_contact", "name", "phone", "email"}
)
_COMMANDS_BY_INTENT = {"go_back": "back", "repeat": "repeat", "ask_why": "why", "stop_flow": "stop", "goodbye": "bye"}
# Without being asked for a time, "sometime" or "soon" are only a way of speaking.
_VOLUNTEERED = frozenset({Kind.window, Kind.past, Kind.closed, Kind.ambiguous})
_USEFUL_WISHES = frozenset({Kind.window, Kind.asap, Kind.past, Kind.closed, Kind.ambiguous})


@dataclass(frozen=True)
class Reading:
    """What was found in a message. Empty fields mean: nothing of the kind.

    Attributes:
        facts: values by field name, for the open question and for others.
        answered: whether the open question has its answer among them.
        wish: a wish for a time.
        pick: the offered time chosen, counted from 0.
        agreed: a clear yes or no to a summary.
        declined: the open question is to be left out.
        command: back, repeat, why, stop, bye, restart, resume, more, summary.
        change: the question whose answer is to be changed, when the new value was not given along.
        problems: values that could not be used.
        asides: what the message asks for besides, each with the intent that says who answers it.
        safe: the answer to "are you safe right now?".
    """

    facts: dict[str, Any] = field(default_factory=dict)
    answered: bool = False
    wish: Wish | None = None
    pick: int | None = None
    agreed: bool | None = None
    declined: bool = False
    command: str | None = None
    change: str | None = None
    problems: tuple[Problem, ...] = ()
    asides: tuple[Part, ...] = ()
    safe: str | None = None


def read(draft: Draft, message: Message, clinic: Clinic, hours: OpeningHours, now: datetime) -> Reading:
    """Read a message in the light of the open question (`draft.question`, None when nothing is being asked)."""
    question, text = draft.question, message.text
    if question == "safe":
        return Reading(safe=read_safety(text), asides=message.asides)
    command = answers.command(text)
    if command == "skip":
        return Reading(declined=True)
    if command and not (command == "more" and question not in ("slots", "when")):
        return Reading(command=command)
    facts, problems = _answer(question, draft.suggestion, message, clinic)
    corrected, change = _correction(draft, message, answered=_is_answered(question, facts))
    if corrected:
        facts, problems = {}, ()  # "sorry, it's Dr. Lee" puts a name right; it does not answer "what is the role?"
    facts = {**volunteered(draft, message, question), **facts, **corrected}
    wish = _wish(question, change, message, hours, now) or _day_picked(draft, text, hours, now)
    pick = _pick(question, draft, message.statement)
    if pick is not None:
        wish = None
    agree = agreed(question, draft, message)
    if agree is not None and (agree or picked(question, draft, text)):
        wish = None  # "yes, Tuesday at 3 is right" names the time that is being agreed to
    answered = _is_answered(question, facts) or pick is not None or agree is not None
    answered = answered or (wish is not None and question in ("when", "slots", "summary"))
    if change and (corrected or (change in ("when", "slots") and wish is not None)):
        change = None
    found = answered or bool(facts) or wish is not None or bool(problems)
    refused = not answered and not problems and not corrected and _declined(question, message)
    asides = message.questions if found or refused else message.asides  # "no thanks" is no thanks
    declined = refused and not asides
    if not found and not asides and not declined and change is None:
        by_intent = _COMMANDS_BY_INTENT.get(message.intent)
        if by_intent and message.means(message.intent, LIKELY):
            return Reading(command=by_intent)
    return Reading(facts, answered, wish, pick, agree, declined, None, change, problems, asides)


def _is_answered(question: str | None, facts: dict[str, Any]) -> bool:
    return question is not None and any(name in facts for name in FIELDS.get(question, (question,)))


def _declined(question: str | None, message: Message) -> bool:
    if answers.declines(message.text) or message.means("dont_know"):
        return True
    # a plain no to "what is your e-mail address?" leaves it out, and to "which of these times?" asks for others
    return (question in OPTIONAL or question == "slots") and (
        answers.yes_no(message.text) is False or message.means("deny")
    )


def _from_menu(read_text: Callable[[str], str | None]) -> Callable[[str, str, Clinic], Any]:
    """A reader of a question with a menu: the number or the label first, then the words."""

    def reader(text: str, question: str, clinic: Clinic) -> Any:
        menu = labels_of(question, clinic)
        picked = answers.read_choice(text, [label for _, label in menu]) if menu else None
        return menu[picked][0] if picked is not None else read_text(text)

    return reader


def _yes(text: str) -> str | None:
    value = answers.yes_no(text)
    return None if value is None else ("yes" if value else "no")


def _psychiatrist(text: str) -> str | None:
    wanted = answers.wants_psychiatrist(text)
    return ("yes" if wanted else "no") if wanted is not None else _yes(text)


def _consent(text: str) -> str | None:
    value = answers.read_consent(text)
    return None if value is None else ("yes" if value else "no")


_READERS: dict[str, Callable[[str, str, Clinic], Any]] = {
    "who": _from_menu(answers.read_who),
    "clinician": _from_menu(answers.read_clinician),
    "consent": _from_menu(_consent),
    "other": _from_menu(_psychiatrist),
    "health": _from_menu(answers.read_health),
    "texts": _from_menu(_yes),
}


def _age(text: str, clinic: Clinic) -> str | None:
    menu = labels_of("age", clinic)
    if text in [label for _, label in menu]:
        return {label: key for key, label in menu}[text]
    adult = answers.read_adult(text, clinic.screening.min_age)
    return None if adult is None else ("adult" if adult else "minor")


def _reasons(message: Message, clinic: Clinic) -> list[str] | None:
    menu = labels_of("reason", clinic)
    picked = answers.read_choice(message.text, [label for _, label in menu])
    if picked is not None:
        return [menu[picked][0]]
    # "do you treat bipolar?" asks; "I have bipolar" answers
    read_text = answers.volunteered_reasons if message.is_question else answers.read_reasons
    return list(read_text(message.text)) or None


def _answer(
    question: str | None, suggestion: str | None, message: Message, clinic: Clinic
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The answer to the open question, and what is wrong with a value that was meant as one."""
    if question == "age":
        along = as_facts(read_contacts(message.text, question))
        return {**along, **_given("age", _age(message.text, clinic))}, ()
    if question == "reason":
        return _given("reason", _reasons(message, clinic)), ()
    if question in _READERS:
        name = FIELDS.get(question, (question,))[0]
        value = _READERS[question](message.text, question, clinic)
        along = as_facts(read_contacts(message.text, question))
        if question == "clinician" and along.get("clinician_name") and value is None:
            value = "yes"
        return {**along, **_given(name, value)}, ()
    contacts = read_contacts(message.text, question)
    facts = as_facts(contacts)
    if question == "clinician_practice" and not facts and _is_name_like(message):
        facts = {"clinician_practice": message.text.strip(" .")}
    if question == "email" and suggestion and answers.yes_no(message.text):
        facts = {"email": suggestion}
    if question not in CONTACT_QUESTIONS:
        # a bare value means nothing here, and a slip in one is no answer that failed
        return facts, ()
    return facts, contacts.problems


def _is_name_like(message: Message) -> bool:
    """A few words with capitals, that ask and refuse nothing: "Mar Vista Care"."""
    words = message.text.split()
    capitals = sum(word[:1].isupper() for word in words)
    return (
        1 <= len(words) <= 6
        and capitals * 2 > len(words)
        and not message.is_question
        and (
            answers.yes_no(message.text) is None
            and not answers.declines(message.text)
            and not any(character.isdigit() for character in message.text)
        )
    )


def _given(name: str, value: Any) -> dict[str, Any]:
    return {} if value is None else {name: value}


def as_facts(contacts: Contacts) -> dict[str, Any]:
    """Contacts as draft facts: plain strings, phone numbers in E.164."""
    facts: dict[str, Any] = {}
    for name in ("name", "email", *CLINICIAN_FIELDS):
        if name in ("clinician_phone", "clinician_extension", "clinician_fax"):
            continue
        facts.update(_given(name, getattr(contacts, name)))
    for name in ("phone", "clinician_phone", "clinician_fax"):
        number: PhoneNumber | None = getattr(contacts, name)
        if number is not None:
            facts[name] = number.e164
            if name == "clinician_phone" and number.extension:
                facts["clinician_extension"] = number.extension
    return facts


def as_contacts(facts: dict[str, Any]) -> Contacts:
    """The other way round, for corrections that build on what was given."""
    values: dict[str, Any] = {
        n: facts.get(n) for n in ("name", "email", *CLINICIAN_FIELDS) if n != "clinician_extension"
    }
    for name in ("phone", "clinician_phone", "clinician_fax"):
        number = facts.get(name)
        extension = facts.get("clinician_extension") if name == "clinician_phone" else None
        values[name] = as_number(number, extension) if number else None
    return Contacts(**values)


def _correction(draft: Draft, message: Message, *, answered: bool) -> tuple[dict[str, Any], str | None]:
    """Changed values, and the question that a correction is about."""
    target = answers.correction_target(message.text)
    if target is None and answered:
        return {}, None  # a bare address answers the question; the model often takes one for a correction
    if target is None and not message.means("correct_answer", LIKELY) and draft.question != "summary":
        return {}, None
    changed = correct(message.text, as_contacts(draft.facts), draft.question)
    facts = as_facts(changed) if changed is not None else {}
    if "clinician_phone" in facts and draft.facts.get("phone") and not names_clinician(message.text):
        facts["phone"] = facts.pop("clinician_phone")  # a number alone is one's own: it was given last
    if changed is not None and "email" in changed.cleared:
        facts["email"] = None
    # only what was known can be put right; the rest of such a message is read as an answer
    facts = {name: value for name, value in facts.items() if draft.facts.get(name) not in (None, value)}
    if not facts and target == "age":
        adult = answers.volunteered_adult(message.text)
        facts = _given("age", None if adult is None else ("adult" if adult else "minor"))
    if target == "consent" and withdraws_permission(message.text):
        facts = {"consent": "no"}
    if not facts and target == "who":
        facts = _given("who", answers.read_who(message.text))
    if not facts and target == "reason":
        facts = _given("reason", list(answers.read_reasons(message.text)) or None)
    if target is not None and target not in ("when", "slots") and not draft.has(target) and not facts:
        target = None  # what was never given cannot be wrong
    return facts, target


def _wish(
    question: str | None, change: str | None, message: Message, hours: OpeningHours, now: datetime
) -> Wish | None:
    """A wish for a time, where one may be meant."""
    asked = question in ("when", "slots")
    if question in CONTACT_QUESTIONS:
        return None  # "Dr. Mark Day, May Street": names and numbers are no dates
    volunteered = change in ("when", "slots") or question == "summary" or message.means("book_consultation", LIKELY)
    if not asked and not volunteered and not message.means("reschedule_booking", LIKELY):
        return None
    if message.whole.intent.startswith("faq/") and message.statement == message.text and message.questions:
        return None
    wish = read_wish(message.statement, now, hours)
    useful = _USEFUL_WISHES if asked or change in ("when", "slots") else _VOLUNTEERED
    if wish.kind is Kind.ambiguous and not asked and not wish.candidates:
        return None
    return wish if wish.kind in useful else None


def _day_picked(draft: Draft, text: str, hours: OpeningHours, now: datetime) -> Wish | None:
    """Which of the days that the assistant asked about: "the second one"."""
    if draft.question != "when" or not draft.day_choices:
        return None
    number = answers.read_choice(text, draft.day_choices)
    return read_wish(draft.day_choices[number], now, hours) if number is not None else None


def _pick(question: str | None, draft: Draft, text: str) -> int | None:
    if question != "slots" or not draft.offers:
        return None
    return answers.read_choice(text, [offer["label"] for offer in draft.offers])
