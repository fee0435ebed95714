"""Earlier answers put right, by themselves or in one message with the answer to the open question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.clinic import reading as answers
from bot.clinic.contacts import correct, read_contacts
from bot.clinic.contacts.correct_practices import gives_new_practice, said_as
from bot.clinic.contacts.renaming import gives_new_name
from bot.clinic.contacts.values import Contacts
from bot.clinic.interview.answering import answer
from bot.clinic.interview.clauses import in_two
from bot.clinic.interview.draft import FIELDS, REFUSED, Draft
from bot.clinic.interview.excepted import without_approval
from bot.clinic.interview.facts import EXTENSIONS, as_contacts, as_facts, given
from bot.clinic.interview.flow import OPTIONAL, PERSON
from bot.clinic.interview.in_place_of import is_nobody_known, named_in_place
from bot.clinic.interview.message import LIKELY, Message
from bot.clinic.interview.named import by_role, name_in
from bot.clinic.interview.new_answers import new_health, new_reasons, restates_reason
from bot.clinic.interview.permission import (
    grants_permission,
    limits_permission,
    names_clinician,
    withdraws_permission,
)
from bot.clinic.profile import Clinic

Facts = dict[str, Any]
_OF_TIME = frozenset({None, "when", "slots"})
_EXCLAIMED = frozenset({"jesus", "christ", "jesus christ"})
_EXCLAIMS = re.compile(r"\b(?:jesus|christ)\b(?!.*\bname\b)(?<!name is jesus)", re.IGNORECASE)


@dataclass(frozen=True)
class Both:
    """What a message answers, or whether it leaves the question out, and what it puts right."""

    facts: Facts
    corrected: Facts
    declined: bool = False


YES_NO = frozenset({"who", "age", "clinician", "consent", "other", "health", "texts"})

_NOT = r"\b(?:not|isn['\u2019]?t|wasn['\u2019]?t|instead of|rather than)\s+(?:(?:at|the|with|dr\.?)\s+)*"
_IS_WRONG = r"\s+(?:is|was)\s+(?:wrong|not\s+right|incorrect|a\s+(?:typo|mistake)|my\s+old)\b"
_NO_IT_IS = re.compile(
    r"^\W*(?:(?:sorry|oh|ah|actually|hmm+)\b\W*)*(?:no|nope|wait|oops)\b\W+(?:\w+\W+)?"
    r"(?:it['\u2019]?s|it\s+is|that['\u2019]?s)\b",
    re.IGNORECASE,
)
_INTERJECTIONS = re.compile(
    r"\W*(?:(?:wait|sorry|oops|whoops|oh|no|nope|hmm+|um+|uh|actually|ok|okay|hold on|hang on|my bad|yes|yeah|also|and|"
    r"correction|wrong)\b\W*)+",
    re.IGNORECASE,
)
_LABEL = 4  # words at most that only name what is to be changed
# Words that a correction without a cue of its own has: it says of what it speaks.
_OF_LETTERS = r"(?:two|2|double|one|1|single)\s+[a-z](?:['\u2019]?s)?(?![\w'\u2019])"
_RESPELLS = re.compile(rf"\b{_OF_LETTERS}", re.IGNORECASE)
_SPEAKS_OF_ANSWERS = re.compile(
    r"\b(?:(?:first|last|sur|full|middle)?\s?names?|spell(?:ed|t|ing)?|numbers?|(?:tele)?phone|cell|digits?|e-?mail|address|practice|"
    rf"clinic|office|wrong|typo|mistake|sorry|should\s+be|i\s+meant|swapped|mixed\s+up|{_OF_LETTERS}"
    r"|(?:with|has|ends\s+(?:in|with))\s+an?\s+[a-z])(?!\w)",
    re.IGNORECASE,
)


def correction(draft: Draft, message: Message, *, answered: bool) -> tuple[Facts, str | None]:
    """Changed values, and the question that a correction is about."""
    target = answers.correction_target(message.text)
    if target is None and draft.summed_up == REFUSED and len(message.text.split()) <= _LABEL:
        target = answers.correction_target(
            f"{message.text.strip(' .!')} is wrong"
        )  # "what should I change?" "the phone"
    if target is None and answered:
        return {}, None  # a bare address answers the question; the model often takes one for a correction
    meant = message.means("correct_answer", LIKELY) or _denies_known(draft, message.text)
    meant = meant or any(said.search(message.text) for said in (_NO_IT_IS, _RESPELLS))
    meant = meant or gives_new_name(message.text, as_contacts(draft.facts)) or _moves_clinician(draft, message.text)
    if target is None and not meant and draft.question != "summary":
        return {}, None
    if target == "reason" and answers.restated_reasons(message.text) and not restates_reason(draft, message.text):
        return {}, None  # "no, it's depression": what is known already is put right by nothing
    if target in ("who", "age", "reason") and not draft.has(target):
        target = None  # what was never given cannot be wrong: "I'm 61, ..., no psychiatrist" in a first message
    if target in ("when", "slots") and draft.wish is None and draft.hold is None and not draft.has("when"):
        target = None  # "when can I come?" before any time was named
    facts = _changed(draft, message.text, target)
    if not facts and target is not None:  # the value that it has already, as when somebody says it twice
        given_again = as_facts(read_contacts(message.text, target))
        facts = {name: value for name, value in given_again.items() if draft.facts.get(name) == value}
    if target is not None and target not in ("when", "slots") and not draft.has(target) and not facts:
        target = None  # what was never given cannot be wrong
    return facts, target


def _changed(draft: Draft, text: str, target: str | None) -> Facts:
    """The values that a text changes; `target` is the question that it is about, where that is told."""
    text = by_role(without_approval(text), draft.facts)
    changed = _correct(draft, _with_pause(draft, text), target)
    facts = as_facts(changed) if changed is not None else {}
    facts = _of_both(draft, text, facts) or facts
    if "clinician_phone" in facts and draft.facts.get("phone") and not names_clinician(text):
        facts["phone"] = facts.pop("clinician_phone")  # a number alone is one's own: it was given last
    elif "clinician_phone" in facts and draft.question in PERSON and target in _OF_TIME and not names_clinician(text):
        facts.pop("clinician_phone")  # a number given beside one's own name is one's own, and corrects none
    if _EXCLAIMS.search(text):
        facts = {name: value for name, value in facts.items() if str(value).lower() not in _EXCLAIMED}
    if changed is not None and "email" in changed.cleared:
        facts["email"] = None
    # only what was known can be put right; the rest of such a message is read as an answer
    lines = {line for number, line in EXTENSIONS.items() if draft.facts.get(number)}  # a known number's extension too
    if draft.question == "summary" and draft.facts.get("clinician_name"):
        lines.add("clinician_practice")  # who works at a place that was left out is known
    facts = {
        name: value
        for name, value in facts.items()
        if draft.facts.get(name) != value and (draft.facts.get(name) is not None or name in lines)
    }
    facts = facts or _instead_of(draft, text)
    another = named_in_place(text, draft.facts, draft.question)
    if "clinician_name" not in facts or (another is not None and is_nobody_known(text, draft.facts, another)):
        facts = {**facts, **given("clinician_name", another)}
    if not facts and target == "age":
        adult = answers.volunteered_adult(text)
        facts = given("age", None if adult is None else ("adult" if adult else "minor"))
    if target == "consent" and withdraws_permission(text, draft.facts):
        facts = {"consent": "no"}
    if not facts and target == "who":
        facts = given("who", answers.read_who(text))
    if not facts and target == "reason":
        facts = given("reason", new_reasons(draft, text))
    if not facts and target == "health":
        facts = given("health", new_health(text))
    return facts


def _correct(draft: Draft, text: str, target: str | None) -> Contacts | None:
    """The details that a text puts right; "the name should be Ana Ruiz" is one's own where nobody else is named."""
    known = as_contacts(draft.facts)
    changed = correct(text, known, draft.question)
    asked = target if target in ("name", "phone") else None
    if target is None and draft.question == "summary":
        asked = "phone"  # a number alone, of two that are known
    if changed is not None or asked is None or names_clinician(text):
        return changed
    own = correct(text, known, asked)
    return own if own is not None and as_facts(own).keys() <= {asked, "phone_extension"} else None


def _of_both(draft: Draft, text: str, facts: Facts) -> Facts | None:
    """The values of two answers that one message puts right: "mine ends in 0147 and hers in 0149".

    Also the one of an answer beside a new time, which hides it: "my name is Ana Ruiz-Paz, and make it 11".
    """
    best: Facts = {}
    for said, rest in in_two(text):
        parts = (_correct(draft, part, answers.correction_target(part)) for part in (said, rest))
        one, other = (as_facts(part) if part is not None else {} for part in parts)
        told = {**one, **other}
        beside_time = not facts and bool(one) and _SPEAKS_OF_ANSWERS.search(said) is not None
        if facts.keys() <= told.keys() and one.keys().isdisjoint(other) and ((one and other) or beside_time):
            best = told if len(told) > len(best) else best
    return best if len(best) > len(facts) else None


def _instead_of(draft: Draft, text: str) -> Facts:
    """The name said in place of one that is denied by a part: "it's Paula Castell, not Reyes" says whose it is."""
    told, _, denied = _with_pause(draft, text).rpartition(", not ")
    first = denied.split()[0].strip(" .!?").lower() if denied.split() else ""
    for name in ("name", "clinician_name"):
        known = str(draft.facts.get(name) or "")
        if first and first in known.lower().split():
            new = as_facts(read_contacts(told, name)).get(name)
            return {name: new} if new and new != known and len(new.split()) > 1 else {}
    return {}


def _with_pause(draft: Draft, text: str) -> str:
    """The text with a comma where the name ends and the one that it is not begins: "it's Noah Nguyen not Ngo"."""
    text = re.sub(r"\b(my|full|the) name(?:'s| is) (?:spelled|spelt|written) (?=[^\W\d_]{2})", r"\1 name is ", text)
    known = (draft.facts.get(name) for name in ("name", "clinician_name", "clinician_practice"))
    parts = "|".join(re.escape(part) for value in known if value for part in (value, *value.split()) if len(part) > 1)
    return (
        re.sub(rf"(?<=\w)\s+(?=(?:not|instead of)\s+(?:{parts})\b)", ", ", text, flags=re.IGNORECASE) if parts else text
    )


def answered_and_corrected(draft: Draft, message: Message, clinic: Clinic) -> Both | None:
    """The answer to the open question and the values put right, of a message that does both.

    Neither may swallow the other: "none. oh, and her name is Rosa Hahn" answers the health question, and mends a name.
    """
    question = draft.question
    if question is None or question in ("summary", "slots", "when"):
        return None
    if restates_reason(draft, message.text):
        return None  # of "no, put ptsd" the "no" answers nothing
    for told, rest in in_two(message.text):
        if question == "consent" and not restates_reason(draft, rest):
            continue  # a permission has no "but"; what brings somebody in is no condition of it
        facts = plain_answer(draft, told, clinic)
        declined = not facts and question in OPTIONAL and _leaves_out(told)
        if not (facts or declined) or _answers_otherwise(draft, rest, facts, clinic):
            continue
        corrected = _put_right(draft, rest)
        if corrected or limits_permission(rest, draft.facts):
            new = as_facts(read_contacts(rest, None))
            besides = {name: value for name, value in new.items() if draft.facts.get(name) is None}
            return Both({**besides, **facts}, corrected, declined)
    return None


def new_at_summary(draft: Draft, facts: Facts) -> Facts:
    """What is told for the first time beside what is put right at the summary: an e-mail address, say."""
    known = {name for name, value in draft.facts.items() if value is not None} | {"clinician_role"}
    return {name: value for name, value in facts.items() if draft.question == "summary" and name not in known}


def put_right_beside(draft: Draft, text: str) -> Iterator[tuple[str, Facts]]:
    """The parts of a message beside which the rest of it puts something right, with what that is."""
    for told, rest in in_two(text):
        if corrected := _put_right(draft, rest):
            yield told, corrected


def _leaves_out(told: str) -> bool:
    return answers.clear_no(told) or answers.declines(told)


def _answers_otherwise(draft: Draft, rest: str, facts: Facts, clinic: Clinic) -> bool:
    """Whether the rest answers a yes-or-no question in another way: "no. but I do have ..."."""
    if draft.question not in YES_NO or restates_reason(draft, rest):
        return False
    other = answer(draft.question, None, Message(rest), clinic)[0]
    return any(other.get(name) not in (None, facts.get(name)) for name in FIELDS.get(draft.question, (draft.question,)))


def plain_answer(draft: Draft, told: str, clinic: Clinic) -> Facts:
    """The answer to the open question in a part of a message that puts nothing right itself; empty when it is none."""
    question = draft.question
    if _INTERJECTIONS.fullmatch(told) and question not in YES_NO:
        return {}
    if answers.correction_target(told) is not None or _denies_known(draft, told):
        return {}
    facts = answer(question, draft.suggestion, Message(told), clinic)[0]
    names = FIELDS.get(question or "", (question or "",))
    if any(draft.facts.get(name) not in (None, value) for name, value in facts.items() if name not in names):
        return {}
    return facts if any(name in facts for name in names) else {}


def _put_right(draft: Draft, rest: str) -> Facts:
    """What the other part changes, if it is about an earlier answer."""
    if withdraws_permission(rest, draft.facts):
        return {"consent": "no"} if draft.facts.get("consent") == "yes" else {}
    if draft.facts.get("consent") == "no" and grants_permission(rest, draft.facts):
        return {**given("clinician_name", name_in(rest, draft.facts)), "consent": "yes"}
    target = answers.correction_target(rest)
    speaks = _SPEAKS_OF_ANSWERS.search(rest) or _denies_known(draft, rest) or _moves_clinician(draft, rest)
    if target is None and not speaks:
        return {}
    facts = _changed(draft, rest, target)
    if not facts and answers.volunteered_adult(rest) is not None and draft.facts.get("age"):
        facts = {"age": "adult" if answers.volunteered_adult(rest) else "minor"}
    return facts


def _denies_known(draft: Draft, text: str) -> bool:
    """Whether a message says of a name that was given that it is not that: "it's called Oak House, not Elm House"."""
    known = [draft.facts.get(name) for name in ("name", "clinician_name", "clinician_practice")]
    said = [re.escape(value) for value in known if value]
    # "it's Noah Nguyen, not Ngo": the last name alone is denied
    ends = [re.escape(value.split()[-1]) for value in known if value and len(value.split()[-1]) > 2]
    ends += [re.escape(part) for part in said_as(str(draft.facts.get("clinician_practice") or ""))]
    denied = any(re.search(rf"{_NOT}{one}\b", text, re.IGNORECASE) for one in (*said, *ends))
    wrong = any(re.search(rf"\b{one}{_IS_WRONG}", text, re.IGNORECASE) for one in said)
    return denied or wrong or named_in_place(text, draft.facts, draft.question) is not None


def _moves_clinician(draft: Draft, text: str) -> bool:
    """Whether a message says that the clinician works elsewhere than noted: "my doctor is in Oak Clinic"."""
    return gives_new_practice(text, draft.facts.get("clinician_practice"))
