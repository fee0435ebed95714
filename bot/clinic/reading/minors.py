"""Somebody under age who is to be treated: a child of the writer's, or the writer short of a birthday."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.birthdays import MONTHS_TO_COME, comes_up
from bot.clinic.reading.lexicon import Lexicon, split_phrases
from bot.clinic.reading.numbers import number_at
from bot.clinic.reading.slots import DAYS
from bot.clinic.reading.words import Clause, say, word_set

_OLDEST = 110
_RELATIONS = frozenset(split_phrases(v.RELATIONS))
_THEY = word_set("he she hes shes they theyre")
_MINE = word_set("my our mi")
_UNITS = word_set("yo yr yrs year years anos")
_MAY_END = word_set("and but so now almost nearly soon today is can would could will going in with who or though just")
_CHILD = word_set("""
    son daughter kid child boy girl stepson stepdaughter grandson granddaughter nephew niece brother sister teen
    teenager grandkid grandchild student hijo hija sobrino sobrina
    """)
_CALLED = Lexicon(
    {
        "minor": """
            teen, teens, teenager, teenagers, teenage, teenaged, adolescent, adolescents, minor, minors, underage,
            under age, under 18/eighteen, below 18/eighteen, younger than 18/eighteen, not 18 yet, not yet 18, child,
            children, kids, high schooler, high school, middle schooler, youth, juvenile
        """,
        "no minor": "minor depression/anxiety/issue/issues/thing/things/problem/problems/surgery, as a child/kid/teen",
        "take": """
            take, takes, taking, see, sees, seen, treat, treats, treated, accept, accepts, allow, allows, allowed,
            book, booked, register, sign up, signed up, come in, appointment, appt, consultation, eligible, qualify,
            work with, do you/yall do, ok, okay, possible, limit, join, get in, have to be, need to be, too young,
            old enough, apply
        """,
        "limit": "age limit/requirement/minimum, minimum/youngest age, how old do/must/does, how young, what ages/age",
        "along": "bring, along, watch, babysit, wait, sit, lobby, with me, daycare",
    }
)


def patient_age(text: str, minimum: int = 18) -> bool | None:
    """Whether the person of whom the writer speaks, a child for instance, has the age; None where none is told.

    "my 15 year old", "she's 17", "he is a minor"; not "she has had it for 10 years", "my kids are 4 and 6".
    """
    found: set[bool] = set()
    clauses = say(text).clauses
    for place, clause in enumerate(clauses):
        found |= {age >= minimum for age in _ages(clause.words)}
        before = clauses[place - 1].words if place else ()
        alone = number_at(clause.words, 0)
        if alone and {*clause.words[alone[1] :]} <= _UNITS | {"old"} and {*before[-1:]} & _CHILD and _MINE & {*before}:
            found.add(alone[0] >= minimum)  # "my daughter, 14"
        about = _THEY & {*clause.words[:3]} or _CHILD & {*clause.words}
        if (
            about
            and _CALLED.finds(clause.words, "minor")
            and {"teenage", "minor", "underage", "teen"} & {*clause.words}
        ):
            found.add(False)
        if {"teenager", "teen"} & {*clause.words} and {"my", "our"} & {*clause.words}:
            found.add(False)
    return found.pop() if len(found) == 1 else None


def asks_about_minors(clause: str) -> bool:
    """Whether it is asked if somebody under age may come: "do you see teenagers?", "is there an age limit?"."""
    words = say(clause).words
    labels = {hit.label for hit in _CALLED.read(words)}
    if labels & {"along", "no minor"}:
        return False
    young = "minor" in labels or any(age < 18 for age in (*_ages(words), *_anybody(words)))
    return "limit" in labels or (young and ("take" in labels or bool(_THEY & {*words})))


def _ages(words: Sequence[str]) -> list[int]:
    """The ages of others: behind "she is", and of "my 15 year old"."""
    found: list[int] = []
    for at in range(len(words)):
        number = number_at(words, at)
        if number is None or not 1 <= number[0] <= _OLDEST or (found and words[at - 1 : at] == ("and",)):
            continue
        before, after = tuple(words[max(0, at - 5) : at]), tuple(words[number[1] : number[1] + 4])
        lead = [word for word in before if word not in ("only", "just", "about", "turned", "almost", "now", "like")]
        old = after[:1] == ("yo",) or after[1:2] == ("old",)
        if old and lead[-1:] and lead[-1] in ("my", "our", "his", "her", "a", "an", "this") and lead[-2:-1] != ["with"]:
            if lead[-1] in ("my", "our") or _CHILD & {*after}:
                found.append(number[0])
            continue
        ends = old or not after or after[0] in _MAY_END or (after[0] in _UNITS and not after[1:])
        is_theirs = lead[-1:] and (
            lead[-1] in ("hes", "shes", "theyre")
            or (lead[-1] in ("is", "was", "turned") and (_THEY | _CHILD) & {*lead[-4:-1]})
            or (lead[-1] in _CHILD and {"my", "our"} & {*lead[-4:-1]})
        )
        if is_theirs and ends:
            found.append(number[0])
    return found


def _anybody(words: Sequence[str]) -> list[int]:
    """The ages of "a 16 year old"."""
    numbers = [(at, number_at(words, at)) for at in range(len(words))]
    return [
        number[0]
        for at, number in numbers
        if number is not None
        and (words[number[1] : number[1] + 1] == ("yo",) or "old" in words[number[1] : number[1] + 2])
        and 3 <= number[0] <= _OLDEST
    ]


_PARENT = (
    r"(?:she|he|they|we|i|(?:my |our |the |a )?(?:mom|mum|mommy|mama|mother|dad|daddy|father|folks|parents?|guardian|"
    r"grandma|grandpa|aunt|uncle|family))"
)
_WAY = re.compile(
    rf"\b(?:what|how|when|where|who) (?:do|does|can|could|should|must|would|will|is|are|shall) {_PARENT}"
    r"(?: (?:have|need|supposed) to)? "
    r"(?:do|say|tell|call|phone|ring|ask|go|text|reach|contact|write|talk|speak|happen)\b"
    rf"|\bhow {_PARENT} (?:call|phone|reach)s?\b|\bwhat (?:now|next|then)\b|\b(?:now|then) what\b"
    r"|\b(?:will|would|do|can|could|are|if) (?:you|u|ya|they|someone|somebody|anyone|your staff|the clinic|staff)"
    r"(?: \w+)? (?:call|calling|phone|ring|text|contact|reach|talk to|talking to) "
    r"(?:her|him|them|us|my \w+|first)\b"
    rf"|\b(?:does|do|must|should|can|could) {_PARENT} (?:(?:have|need|has|got) to |just )?"
    r"(?:be there|come|call|phone|ring|sign|talk|speak|write|text|do)\b"
)
_OTHER_TOPIC = re.compile(
    r"\b(?:pay|costs?|insurance|referral|ketamine|treatment|infusions?|dose|prescri\w+|diagnos\w+|therapist|"
    r"psychiatrist|doctor|book|18|eighteen)\b"
)
_GIVES_IN = Lexicon(
    {
        "in": """
            fine, whatever, ok, okay, k, kk, alright, all right, aight, i guess, oh well, got it, i see, i get it, cool,
            fair enough, fair, sure, understood, i understand, makes sense, right, bet, np, no problem, forget it/that,
            never mind, nevermind, nvm, thats ok/okay/fine/fair
        """,
        "filler": "then, so, well, lol, oh, ugh, hm, hmm, yeah, yea, yes, i, guess, be that way, man, bro, thanks",
    }
)


def asks_for_way(text: str) -> bool:
    """Whether somebody who was turned away for their age asks how it goes on: "so what does my mom do then"."""
    words = say(text).text
    return _WAY.search(words) is not None and _OTHER_TOPIC.search(words) is None


def gives_in(text: str) -> bool:
    """Whether they leave it at that: "fine whatever"."""
    said = say(text)
    labels = _GIVES_IN.labels(said.words)
    return "in" in labels and "" not in labels and not any(clause.mark == "?" for clause in said.clauses)


_NO_MORE = word_set("anymore any since in long")
_NOT_YET = tuple(
    tuple(phrase.split())
    for phrase in split_phrases("not yet/quite, not quite yet/there, not there yet, almost there?, nearly there?, soon")
)
_SMALL = word_set("no nope nah lol haha hm um im i am well ya yeah so sadly unfortunately sorry just the very")
_WAITS = word_set("sec second minute min moment hold wait done finished sure ready answer")
_SPAN = word_set("day days week weeks month months dias semanas meses")


def is_short_of_age(text: str, minimum: int = 18, *, asked: bool) -> bool:
    """Whether somebody says that the birthday is still to come: "im not 18", "i turn 18 in may", "not yet, 9 days".

    Only asked for the age do "not yet" and "in three weeks i am" mean it.
    """
    clauses = say(text).clauses
    if any(_is_of_age(clause.words, minimum) for clause in clauses):
        return False
    if any(_lacks(clause, minimum) for clause in clauses):
        return True
    if not asked or _WAITS & {word for clause in clauses for word in clause.words}:
        return False
    for clause in clauses:
        words = tuple(word for word in clause.words if word not in _SMALL)
        if words in _NOT_YET:
            return True
        if words[:2] == ("not", "yet") and (MONTHS_TO_COME | _SPAN) & {*words}:
            return True
        if words[:2] in (("not", "until"), ("not", "till"), ("not", "til")) and (MONTHS_TO_COME | _SPAN | _NEXT) & {
            *words
        }:
            return True
        if words[:1] == ("in",) and _SPAN & {*words} and {"will", "ill", "turn", "am", "be"} & {*clause.words}:
            return True
    return False


_NEXT = word_set("next tomorrow") | frozenset(DAYS)
_AWAY = MONTHS_TO_COME | _SPAN | _NEXT | word_set("soon in on this then so and but")


def _is_of_age(words: Sequence[str], minimum: int) -> bool:
    """Whether a clause tells another, sufficient age: "im not 18, im 45"."""
    return any(
        (number := number_at(words, at)) is not None
        and minimum < number[0] <= _OLDEST
        and tuple(words[max(0, at - 1) : at]) in (("im",), ("am",), ("turned",), ("age",), ("but",))
        for at in range(len(words))
    )


def _lacks(clause: Clause, minimum: int) -> bool:
    words = clause.words
    for at in range(len(words)):
        number = number_at(words, at)
        if number is None or number[0] != minimum:
            continue
        before, after = words[:at], words[number[1] :]
        while before[-1:] and before[-1] in ("quite", "yet", "even", "actually", "really", "technically"):
            before = before[:-1]
        mine = not (_RELATIONS | _THEY) & {*before} and not {"if", "when", "once"} & {*before}
        if mine and before[-1:] in (("not",), ("isnt",)) and {*before[:-1]} <= _SMALL | {"still", "but", "and", "not"}:
            return not _NO_MORE & {*after[:2]}
        if mine and comes_up(before) and (not after or after[0] in _AWAY):
            return True
    return False
