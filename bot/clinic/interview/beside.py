"""What a message says besides the answer to the open question: a question left out, or permitted, before its turn."""

from __future__ import annotations

import re

from bot.clinic.interview.answering import CONTACT_QUESTIONS
from bot.clinic.interview.clauses import Clause, clauses_of
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.flow import CLINICIAN, OPTIONAL, PERSON
from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.words import say, word_set

_TEXTS = Lexicon(
    {
        "no": """
            no, not, nope, nah, without, skip, skip the, never, no need for, i? dont want/need/like any?,
            id? rather not get/have, please? dont send me? any?, dont, please? no, leave out
        """,
        "texts": """
            texts/txts/text/txt/sms, text/txt/sms messages/message/reminders/reminder/msgs, reminder/reminders,
            reminder texts/text/txts/txt/messages, text me, texting me?, remind me, text/txt me reminders?,
            send me texts
        """,
        "yes": """
            yes to, yes please to, yep to, ok to, okay to, fine with, ok with, please do send, i want, i? would like,
            id like
        """,
        "agree": "yes, yep, ok, okay, fine, good",
        "email": "email, emails, calls, phone calls",
        "filler": v.FILLER + ", the, any, either, too, for me, by phone, at all, are, is, and, or, me, to, messages",
    }
)
_EMAIL = Lexicon(
    {
        "no": """
            no, without, i? have no, i? dont have/use/do/own/want/need an?, ive got no, i? havent got an?, i? got no,
            i dont do, skip, skip the, dont, never had, never had an
        """,
        "texts": "text, texts, txt, txts, sms, reminders, text messages",
        "email": "email, emails, email address, mail address, email account, my email, email me, send me emails",
        "filler": v.FILLER + ", my, any, either, too, at all, for me, me, address, is, here, anyway, i, or",
    }
)
_LEFT_OUT = Lexicon(
    {
        "no": v.DONT_KNOW
        + """
            , i? dont have, i havent got, i? got no, no, i? dont have her/his/their, not got, i? dont recall, forgot,
            skip, lets skip, can we skip, leave out, skip the, or, nor
        """,
        "clinician_practice": """
            practice, clinic, office, office name, practice name, clinic name, place, where he/she works
        """,
        "clinician_contact": """
            number, phone, phone number, contact, contact info/details, email, fax, number or email, email or number,
            phone or email, email or phone, telephone
        """,
        "clinician_role": "role, title, exact title, what kind",
        "rest": "rest, the rest, all the rest, everything else, the others, all the others, remaining questions",
        "filler": v.FILLER + ", the, her, his, their, hers, its, either, any, for, of, it, him, them, that, a, an",
    }
)
_PERMITTED = word_set("texts txts reminder reminders")  # "text is fine" may only say how to write back
_NOT_AT_HAND = word_set("me handy hand now rn here yet")  # "I don't have her number on me" may come later


def texts_told(text: str) -> str | None:
    """Whether reminders are refused or wished in so many words: "no texts", "yes to texts"; the last word counts."""
    told = None
    for clause in _with_or_cut(text):
        labels = [label for label in _TEXTS.labels(_words(clause)) if label != "filler"]
        if "texts" not in labels or not {*labels} <= {"no", "texts", "yes", "agree", "email"} or clause.asks:
            continue
        if (labels[0] == "no" and "yes" not in labels) or labels == ["texts", "no"]:
            told = "no"
        elif _PERMITTED & {*_words(clause)} and (labels[0] == "yes" or labels == ["texts", "agree"]):
            told = "yes"
    return told


def leaves_out_email(text: str) -> bool:
    """Whether a clause says that there is no e-mail address to be given: "no email", "I have no e-mail"."""
    labels = [label for label in _EMAIL.labels(say(text).words) if label != "filler"]
    return labels[:1] == ["no"] and {*labels} <= {"no", "email", "texts"} and "email" in labels


def left_out(draft: Draft, text: str) -> tuple[str, ...]:
    """Questions to come that a message leaves out: an e-mail address, or what is not known of the clinician."""
    found: list[str] = []
    if draft.question != "email" and any(leaves_out_email(clause.text) for clause in clauses_of(text)):
        found.append("email")
    for clause in clauses_of(text, at_and=False):
        found += _left_out_in(draft.question, clause)
    return tuple(q for q in dict.fromkeys(found) if q != draft.question and not draft.has(q))


def _left_out_in(question: str | None, clause: Clause) -> list[str]:
    words = _words(clause)
    labels = [label for label in _LEFT_OUT.labels(words) if label != "filler"]
    if clause.asks or len(labels) < 2 or labels[0] != "no" or "" in labels or _NOT_AT_HAND & {*words}:
        return []
    if "rest" in labels:
        group = next((group for group in (CLINICIAN, PERSON) if question in group), ())
        return [q for q in group if q in OPTIONAL or q == "clinician_contact"]
    return [label for label in labels if label in CLINICIAN] if question in CLINICIAN else []


def skips_the_rest(text: str) -> bool:
    """Whether a clause wants this question and all of its kind left out: "skip the rest"."""
    labels = [label for label in _LEFT_OUT.labels(say(text).words) if label != "filler"]
    return labels == ["no", "rest"]


def _with_or_cut(text: str) -> list[Clause]:
    return clauses_of(text.replace(" & ", " and "))


def _words(clause: Clause) -> tuple[str, ...]:
    return say(clause.text).words


_VALUE_LEFT_OUT = re.compile(
    r"\W*(?:and |though )?(?:(?:hers?|his|theirs?|the office.?s?|it|that)\b.{0,30}?)?\s*\bi (?:(?:really|just) )?"
    r"(?:don.?t|do not|can.?t) (?:know|have|recall|remember)\b"
    r"(?:\s+(?:hers|his|theirs|it|that|(?:her|his|their) \w+))?\W*$",
    re.IGNORECASE,
)


def leaves_out_value(question: str | None, text: str) -> bool:
    """Whether the value that was asked for is left out beside another: "my own mail is ..., hers I don't know"."""
    clauses = re.split(r"[,;]|\.\s|\bbut\b", text)
    return question in CONTACT_QUESTIONS and any(_VALUE_LEFT_OUT.match(clause) for clause in clauses)
