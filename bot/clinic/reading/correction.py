"""Which earlier answer a person wants to change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.age import volunteered_adult
from bot.clinic.reading.answers import yes_no
from bot.clinic.reading.consent import read_consent
from bot.clinic.reading.health import read_health
from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.reasons import read_reasons
from bot.clinic.reading.restated import restated_reasons
from bot.clinic.reading.slots import read_when
from bot.clinic.reading.who import read_who
from bot.clinic.reading.words import Clause, say

_CUES = {
    # What was given is not right.
    "wrong": """
        wrong, incorrect, mistake, mistaken, misspelled, mispelled, misspelt, mis spelled, typo,
        messed/mixed/screwed up, mistyped, mistype, isnt/not right/correct, not quite right, outdated,
        should be/say/read/have, should have been, shouldve been, supposed to be/say/read, has changed,
        error, a digit, one digit, except for?, apart from, other than, all but, everything but,
        equivocado, equivocada, incorrecto, incorrecta, me equivoque, esta mal
    """,
    "dated": "my/an/the old, my/a new, i have a new",
    "not own": "not/isnt my/mine/her/his/their/the, no es mi/su/el",
    # A change is asked for.
    "change": """
        change, fix, edit, update, replace, amend, modify, switch, swap, redo, revise, reenter, retype,
        re enter, to/please correct, correct my/the/her/his/their/that, make a change/correction,
        changed/change my mind about/on, take back, withdraw, revoke, move it/that/this, cambiar, corregir,
        cambia
    """,
    # A new value follows, which is enough where the value says what it is.
    "meant": """
        i? meant, i? meant to say/put/type, actually, i mean, oops, whoops, my bad, correction, scratch that,
        instead, after all, changed my mind, i said, quise decir, en realidad
    """,
    # Enough only beside a condition: "mainly it's depression".
    "mainly": """
        mainly, mostly, primarily, above all, main thing/problem/reason/issue, more like, more of a/an?,
        its/was really/actually/probably? more, it is/was really/actually/probably? more, really more
    """,
    # Enough only beside a value that contradicts another: "1:30 not 2:30".
    "contrast": "not, no, sorry",
}
_FIELDS = {
    "name": "name, names, last/first/full/middle name, surname, nombre, apellido",
    "spelling": "spelling, spelled, spelt, spell",
    "phone": """
        phone, phones, number, phone/cell/mobile/contact/callback number, cell, cell phone, mobile,
        telephone, area code, digit, numero, telefono, celular
    """,
    "email": "email, email address, gmail, correo, mail",
    "age": "age, edad",
    "reason": """
        reason, reasons, condition, diagnosis, what brings/brought me in, why im coming, reason for coming,
        motivo
    """,
    "consent": """
        consent, permission, contacting, calling my/her/him/them/dr, call my/her/him/them/dr,
        contact my/her/him/them/dr, talking/talk to my/her/him/them/dr, reaching out
    """,
    "health": """
        health question/answer/answers/conditions/list/one/questions/info/thing/part,
        answer/answers/question/questions/one/thing/part about/on my/the? health, answer/question on/about my? health,
        medical question/answer/history/list/questions/conditions
    """,
    "clinician_role": "title, role, profession, specialty, credentials, kind/type of doctor/clinician",
    "clinician_practice": """
        practice, practice name, office, office name, clinic/hospital/group name, hospital, workplace,
        where he/she works, where they work
    """,
    "fax": "fax, fax number, extension",
    "who": "who its/this/it for, who it is for, who this is for, who the consultation is for",
    "when": "time, times, day, days, date, slot, hour, time slot, hora, dia, fecha, day/date and time",
}
_WORDS = Lexicon(
    {
        "blocker": """
            wrong with, wrong number/person, go/goes/going/went wrong,
            whats/something/anything/nothing/somethings/everything wrong, if, a/no/for/any change,
            change doctor/doctors/therapists/psychiatrists,
            change in/my/the life/brain/mood/mind/medication/medicine/meds/dose,
            change my life/brain/mood/mind/meds/medication, life changing, change me, right time,
            time to change, later, everything is/looks correct/right/good, not sure
        """,
        "booked": "my/the/existing appointment/booking/consultation/reservation, mi cita",
        "gave wrong": "gave/put/typed/entered/wrote/texted you? the/a/my? wrong number",
        **_CUES,
        **_FIELDS,
        "doctor": """
            doctor, doctors, dr, drs, doc, docs, therapist, therapists, psychiatrist, psychiatrists,
            psychologist, psychologists, clinician, clinicians, counselor, counselors, physician, provider,
            providers, pcp, gp, psych, shrink, prescriber, nurse practitioner
        """,
        "whose": "her, his, hers, their, theirs, su",
        "do have": """
            i do have/see, i actually have/see, i have a/an/one, i see a/an, i dont have a/an/one,
            i dont see a/an
        """,
        "is": "is, its, es, should be",
        "for": "for, para",
        "relation": v.RELATIONS,
        "filler": v.FILLER.replace("actually,", "").replace("sorry,", "") + ", first, last, the, correct",
    }
)
_REQUESTS = (
    ("can", "i"),
    ("can", "you"),
    ("can", "u"),
    ("can", "we"),
    ("could", "i"),
    ("could", "you"),
    ("could", "we"),
)
_MORE_REQUESTS = (
    ("may", "i"),
    ("would", "you"),
    ("will", "you"),
    ("how", "do"),
    ("how", "can"),
    ("is", "it"),
    ("puedo", "cambiar"),
)
_CONTACTS = {
    "phone": "clinician_contact",
    "email": "clinician_contact",
    "fax": "clinician_contact",
    "name": "clinician_name",
}


def correction_target(text: str) -> str | None:
    """The question whose answer the person wants to change; None when no correction is meant, or not clearly of one.

    One of who, age, reason, clinician, consent, clinician_name, clinician_role, clinician_practice,
    clinician_contact, health, name, phone, email and when (the time). "Wrong number" alone is None (that is what
    somebody says who was texted by mistake), and so is a change to an appointment that stands.
    """
    if restated_reasons(text):
        return "reason"
    said = say(text)
    clauses = [clause for clause in said.clauses if not clause.asks or _is_request(clause)]
    hits = [hit for clause in clauses for hit in _WORDS.read(clause.words) if hit.label != "filler"]
    labels = [hit.label for hit in hits]
    if "gave wrong" in labels:
        return "clinician_contact" if {"doctor", "whose"} & {*labels} else "phone"
    if {"blocker", "booked"} & {*labels}:
        return None
    if _is_followed(labels, "not own", {*_FIELDS, "doctor"} - {"when"}) or _is_followed(
        labels, "dated", {"phone", "email", "name"}
    ):
        return _field(labels)
    if {"wrong", "change"} & {*labels}:
        return _field(labels) or _by_number(text, clauses, labels)
    if "meant" in labels:
        return _restated(text, labels) or _by_value(text, clauses, labels)
    named = {*read_reasons(text)} - {"other", "unsure"}
    words = said.words
    compared = "more" in words and "than" in words[words.index("more") :] and not said.asks
    if ("mainly" in labels and named) or (compared and len(named) > 1):
        return "reason"  # "it's more the anxiety than the depression"
    return _contrasted(text, clauses, labels) if "contrast" in labels else None


def _is_followed(labels: Sequence[str], cue: str, fields: set[str]) -> bool:
    return any(label == cue and after in fields for label, after in pairwise(labels))


def _is_request(clause: Clause) -> bool:
    return clause.words[:2] in _REQUESTS + _MORE_REQUESTS


def _field(labels: Sequence[str]) -> str | None:
    """The one question that is named, the clinician's name and number told from the person's own."""
    named = {label for label in labels if label in _FIELDS}
    of_clinician = bool({"doctor", "whose"} & {*labels}) or bool({"clinician_practice", "fax"} & named)
    if "spelling" in named:
        named = (named - {"spelling"}) or {"name"}
    if "consent" in named:
        return "consent"
    if of_clinician:
        contacts = {_CONTACTS[field] for field in named if field in _CONTACTS}
        named = contacts or named or ({"clinician_name"} if "doctor" in labels else set())
    return named.pop() if len(named) == 1 else None


def _restated(text: str, labels: Sequence[str]) -> str | None:
    """The question whose value is given anew: "actually my email is ...", "actually don't call her"."""
    if "consent" in labels:
        return "consent" if read_consent(text) is not None else None
    given = ({"name", "phone", "email", "fax"} & {*labels}) and "is" in labels
    return _field(labels) if given else None


def _by_number(text: str, clauses: Sequence[Clause], labels: Sequence[str]) -> str | None:
    """The question of a new age or time: "oops, I'm 21, typed it wrong", "should be 1:30"."""
    if any(label in _FIELDS for label in labels):
        return None
    if volunteered_adult(text) is not None:
        return "age"
    return "when" if _times(clauses) else None


def _by_value(text: str, clauses: Sequence[Clause], labels: Sequence[str]) -> str | None:
    """The question that the new value itself gives away: an age, a time, a condition, for whom."""
    if any(label in _FIELDS for label in labels):
        return None
    if volunteered_adult(text) is not None:
        return "age"
    if "do have" in labels and "doctor" in labels:
        return "clinician"
    named = {*read_reasons(text)} - {"other", "unsure"}
    found = [
        question
        for question, given in (
            ("who", "for" in labels and read_who(text) is not None),
            ("when", _times(clauses) > 0),
            ("reason", bool(named)),
            ("health", not named and yes_no(text) is None and read_health(text) == "some"),
        )
        if given
    ]
    return found[0] if len(found) == 1 else None


def _contrasted(text: str, clauses: Sequence[Clause], labels: Sequence[str]) -> str | None:
    """The question of which two values are told apart: "1:30 not 2:30", "sorry, I'm 45"."""
    if volunteered_adult(text) is not None:
        return "age"
    if "age" in labels:
        return "age"
    if labels.count("doctor") > 1:
        return "clinician_role"  # "he's a psychologist, not a psychiatrist"
    if (restated := _restated(text, labels)) not in (None, "consent"):
        return restated
    if labels.count("for") > 1 and read_who(text) == "other":
        return "who"  # "it's not for me, it's for my wife"
    return "when" if _times(clauses) > 1 else None


def _times(clauses: Sequence[Clause]) -> int:
    """How many days and times of day are named."""
    words = [word for clause in clauses for word in clause.words]
    # "0143" is more likely the end of a telephone number than a time
    when = read_when([word for word in words if not (word.isdecimal() and len(word) > 2)])
    return len(when.weekdays) + len(when.times) + len(when.days) + len(when.parts)
