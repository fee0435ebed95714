"""The answer to one question, read from a message that is meant as one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.contacts import Problem, read_contacts
from bot.clinic.contacts.described_practices import described_practice
from bot.clinic.contacts.practices import without_lead
from bot.clinic.contacts.spelt_emails import spelt_address
from bot.clinic.interview.beside_permission import details_beside
from bot.clinic.interview.clauses import clauses_of, unstressed
from bot.clinic.interview.draft import CLINICIAN_FIELDS, FIELDS
from bot.clinic.interview.facts import as_facts, given
from bot.clinic.interview.held_after_all import has_none, held_after_all
from bot.clinic.interview.meant import settled
from bot.clinic.interview.menus import labels_of
from bot.clinic.interview.message import Message
from bot.clinic.interview.plain_names import is_full_name, is_plain_name, practice_alone
from bot.clinic.interview.said_again import NAME_QUESTIONS, name_again
from bot.clinic.profile import Clinic

CONTACT_QUESTIONS = frozenset(
    {"clinician_name", "clinician_role", "clinician_practice", "clinician_contact", "name", "phone", "email"}
)

_ADDRESSES = {"email": "email", "clinician_contact": "clinician_email"}
"""The questions at which a mended address is proposed, and what a yes to it gives."""


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


_NO_TEXTS = re.compile(
    r"\b(?:don.?t|do not|rather not|never|no need to|please not)\b(?:\W+\w+){0,2}?\W+(?:text|message|remind|send)\w*",
    re.IGNORECASE,
)


def _texts(text: str) -> str | None:
    return "no" if _NO_TEXTS.search(text) and "?" not in text else _yes(text)


_NAMES_THEM = re.compile(
    r"\W*(?:(?:ok|okay|fine|alright|sure|then|so|the|a|well|just|yeah|ya|yea|yep|yes|please|your|ur|i'?ll take)"
    r"\W+)*psych\w*"
    r"(?:\s+(?:then|please|pls|is fine|it is|works|ok|fine))*\W*",
    re.IGNORECASE,
)


# No wish for what is offered, though no "no" is in it: "not really into that", "I don't want yours".
_TURNS_DOWN = re.compile(
    r"\W*(?:meh|eh)\W+(?:no|nope|nah)\b.{0,40}"
    r"|(?!.*\b(?:but|though|ok|okay|yes|fine|sure)\b)"
    r"\W*(?:(?:meh|eh|nah|no|nope|hm+|um+|ugh|honestly|sorry|thanks|well|tbh|i.?m|i am|it.?s)\W+)*"
    r"(?:not\s+(?:(?:really|so|too|that|all|particularly|very|exactly|gonna be)\s+)*"
    r"(?:into|keen|up for|feeling|interested|comfortable|for me|my thing|a fan|sold|big on|crazy about|ready for)\b"
    r"|(?:i.?d|i would)?\s*rather not\b"
    r"|(?:i\s+)?(?:really\s+)?(?:don.?t|do not|wouldn.?t)\s+(?:really\s+)?"
    r"(?:want|like|need|fancy|care for|feel like)\s+(?:to\s+)?"
    r"(?:(?:see|seeing|meet|meeting|talk to|talking to|speak (?:to|with)|use|have)\s+)?"
    r"(?:yours?|urs?|that|another|a new|someone new|any|him|her|one|them|it)\b).{0,40}",
    re.IGNORECASE,
)


def _psychiatrist(text: str) -> str | None:
    wanted = answers.wants_psychiatrist(text)
    if wanted is None and _NAMES_THEM.fullmatch(text):
        return "yes"
    if wanted is None and _TURNS_DOWN.fullmatch(text) and "?" not in text:
        return "no"
    return ("yes" if wanted else "no") if wanted is not None else _yes(text)


def _consent(text: str) -> str | None:
    value = answers.read_consent(text)
    return None if value is None else ("yes" if value else "no")


_READERS: dict[str, Callable[[str, str, Clinic], Any]] = {
    "who": _from_menu(lambda text: answers.read_who(text) or answers.volunteered_who(text)),
    "clinician": _from_menu(answers.read_clinician),
    "consent": _from_menu(_consent),
    "other": _from_menu(_psychiatrist),
    "health": _from_menu(answers.read_health),
    "texts": _from_menu(_texts),
}


def _age(text: str, clinic: Clinic) -> str | None:
    menu = labels_of("age", clinic)
    if text in [label for _, label in menu]:
        return {label: key for key, label in menu}[text]
    adult = answers.read_adult(text, clinic.screening.min_age)
    return None if adult is None else ("adult" if adult else "minor")


_NUMBERS_ONLY = re.compile(r"(?:\W|\d|and|y|plus|both|numbers?|options?|also|then|n|please|pls)+", re.IGNORECASE)
# "1. but anxiety also": a choice, and more in words. "1. anxiety, 2. panic" only counts what it lists.
_NUMBER_AND_MORE = re.compile(
    r"\W*(?:number |option |no\.? ?|#)?(\d)\W+(?:but|and|plus|also|with|n)\b(?P<more>.*[^\W\d_]{3}.*)",
    re.IGNORECASE | re.DOTALL,
)


def _reasons(message: Message, clinic: Clinic) -> list[str] | None:
    if message.statement != message.text:  # "PTSD and panic, and what are your hours?"
        message = Message(message.statement)
    menu = labels_of("reason", clinic)
    picked = answers.read_choice(message.text, [label for _, label in menu])
    if picked is not None:
        return [menu[picked][0]]
    several = [int(number) for number in re.findall(r"\d+", message.text)]
    if len(several) > 1 and _NUMBERS_ONLY.fullmatch(message.text) and all(1 <= n <= len(menu) for n in several):
        return [menu[number - 1][0] for number in dict.fromkeys(several)]  # "1 and 3"
    chosen = _NUMBER_AND_MORE.fullmatch(message.text)
    if chosen is not None and 1 <= int(chosen[1]) <= len(menu):
        named = answers.read_reasons(chosen["more"])
        return list(dict.fromkeys([menu[int(chosen[1]) - 1][0], *(one for one in named if one != "unsure")]))
    # "do you treat bipolar?" asks; "I have bipolar" answers
    if not message.is_question:
        return list(answers.read_reasons(message.text)) or None
    told = " ".join(said for said in re.split(r"(?<=[.!?\n])\s+", message.text) if not said.endswith("?"))
    named = answers.volunteered_reasons(message.text) or answers.listed_reasons(message.text)
    return list(named or answers.read_reasons(told)) or None  # "it's PTSD. can I pick that?"


_ABOUT_PERMISSION = frozenset({"faq/confidentiality", "faq/clinician_requirement"})


def answer(
    question: str | None, suggestion: str | None, message: Message, clinic: Clinic
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The answer to the open question, and what is wrong with a value that was meant as one.

    Where the whole gives none, what stands beside the questions of a message may: "Ann Lee how long is an infusion".
    """
    facts, problems = _answer(question, suggestion, message, clinic)
    told = message.statement
    if told == message.text:
        return facts, problems
    if question == "consent" and not all(
        part.intent.startswith("faq/") and part.intent not in _ABOUT_PERMISSION for part in message.questions
    ):
        return facts, problems  # who asks about it beside a yes is asked once more
    rest, others = _answer(question, suggestion, Message(told), clinic)
    given_there = _is_given(question, rest) and not _is_given(question, facts)
    return {**rest, **facts}, others if given_there else problems


def _is_given(question: str | None, facts: dict[str, Any]) -> bool:
    return question is not None and any(name in facts for name in FIELDS.get(question, (question,)))


def _answer(
    question: str | None, suggestion: str | None, message: Message, clinic: Clinic
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    if question == "age":
        along = as_facts(read_contacts(message.text, question))
        return {**along, **given("age", settled("age", _age(message.text, clinic), message))}, ()
    if question == "reason":
        return given("reason", _reasons(message, clinic)), ()
    if question == "other" and ((held := held_after_all(message.text)) or has_none(message.text)):
        return held, ()
    if question in _READERS:
        name = FIELDS.get(question, (question,))[0]
        value = settled(question, _READERS[question](message.text, question, clinic), message)
        along = as_facts(read_contacts(message.text, question))
        beside = details_beside(message.text) if question == "consent" and value != "no" else {}
        if len(beside) > 1 or (beside and value == "yes"):  # two odd words alone are no name
            own = along.get("phone") not in beside.values()  # a number beside the clinician's name is not one's own
            along = {**{name: told for name, told in along.items() if name != "phone" or own}, **beside}
        if question == "clinician":
            if value != "no" and "clinician_name" not in along:
                along = {**along, **_introduced(message, along)}
            value = value or ("yes" if along.get("clinician_name") else None)
            if value == "yes" and "clinician_name" not in along:
                along.update(given("clinician_name", _named_beside(message.text)))
            if value == "no":  # whoever is named then is not theirs: "no, but your psychiatrist is fine"
                along = {name: told for name, told in along.items() if name not in CLINICIAN_FIELDS}
        return {**along, **given(name, value)}, ()
    if question == "clinician_name" and (named := practice_alone(message.text)):
        return {"clinician_practice": named}, ()
    contacts = read_contacts(message.text, question)
    facts = as_facts(contacts)
    if not facts and (told := _before_question(message.text)) and question in CONTACT_QUESTIONS:
        contacts = read_contacts(told, question)  # "Dr. Lee, is she on your list?"
        facts = as_facts(contacts)
    if not facts and question in ("email", "clinician_contact") and (address := spelt_address(message.text)):
        contacts = read_contacts(address, question)
        facts = as_facts(contacts)
    if question == "clinician_practice" and not facts and _is_name_like(message):
        facts = {"clinician_practice": without_lead(message.text).strip(" .")}
    if question == "clinician_practice" and "clinician_practice" not in facts and (place := _described(message.text)):
        facts = {**facts, "clinician_practice": place}
        facts.pop("clinician_role", None)  # "same building as my gp" names a neighbor
    if question == "clinician_name" and "clinician_name" not in facts and is_full_name(message.text):
        facts = {**facts, "clinician_name": message.text.strip(" .")}  # "Al Noon": plain words that make a name
        return facts, ()
    if question in NAME_QUESTIONS and not facts and (again := name_again(message, suggestion)):
        return {question: again}, ()
    if question == "name" and not facts and not contacts.problems and is_plain_name(message.text):
        facts = {"name": message.text.strip(" .")}
    if question == "clinician_practice" and answers.clear_no(message.text):
        facts.pop("clinician_practice", None)  # "ninguna" is none, and no place of that name
    if question in _ADDRESSES and suggestion and not facts and _accepts(message.text, suggestion):
        return {_ADDRESSES[question]: suggestion}, ()
    if question not in CONTACT_QUESTIONS:
        # a bare value means nothing here, and a slip in one is no answer that failed
        return facts, ()
    return facts, contacts.problems


def _introduced(message: Message, along: dict[str, Any]) -> dict[str, Any]:
    """The clinician whose full name begins the message, alone or with what they are or where: "Ann Lee, GP"."""
    told = as_facts(read_contacts(message.text, "clinician_name"))
    name = told.get("clinician_name", "")
    begins = _TITLE.sub("", message.text.strip()).lower().startswith(name.lower())
    alone = message.text.strip(" .!") == name
    if len(name.split()) < 2 or message.is_question or not begins:
        return {}
    said = alone or any(f"clinician_{what}" in {**along, **told} for what in ("role", "practice", "phone", "email"))
    return {**told, **along} if said else {}


def _named_beside(text: str) -> str | None:
    """A full name that is a clause of its own beside a yes: "yes. Ann Lee, like I said"."""
    for clause in clauses_of(text)[1:]:
        name = read_contacts(clause.plain, "clinician_name").clinician_name
        if name and len(name.split()) > 1 and len(clause.plain.split()) <= len(name.split()) + 1 and not clause.asks:
            return name
    return None


_TITLE = re.compile(r"^(?:nurse|dr\.?)\s+", re.IGNORECASE)
_ASKS_BEHIND = re.compile(r"^(?P<told>[^?]*\S)\s*[,;.\u2013-]\s+[^,;?]*\?\s*$", re.DOTALL)


def _before_question(text: str) -> str:
    """What stands before a question at the end of a message; nothing when it asks throughout, or not at all."""
    found = _ASKS_BEHIND.match(text.strip())
    return found["told"] if found is not None else ""


def _accepts(text: str, suggestion: str) -> bool:
    """Whether a proposed address is meant: by a yes, or by its host ("no, yes, I mean gmail")."""
    host = suggestion.rpartition("@")[2].partition(".")[0]
    return answers.yes_no(text) is True or re.search(rf"\b{re.escape(host)}\b", text, re.IGNORECASE) is not None


def _described(text: str) -> str | None:
    asks = any(clause.asks for clause in clauses_of(text))
    plain = not asks and answers.yes_no(text) is None and answers.correction_target(text) is None
    bare = unstressed(text)
    return (read_contacts(bare, "clinician_practice").clinician_practice or described_practice(bare)) if plain else None


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
