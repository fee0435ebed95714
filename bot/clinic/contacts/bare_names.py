"""A name that is the whole answer, or a part of it, when a name was asked for: "it's Jo O'Brien, thanks"."""

from __future__ import annotations

import re

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.message import Message
from bot.clinic.contacts.name_parts import Trust
from bot.clinic.contacts.name_style import written
from bot.clinic.contacts.names import TITLES, Name, read_name
from bot.clinic.contacts.text import HOLE, Word, is_question, listed, sentences

_WORDS = vocabulary.load("answer_words")
_LEADS, _CLINICIAN_LEADS = _WORDS["leads"], _WORDS["leads to a clinician"]
_GOES_ON, _GOES_ON_AFTER_ANY = _WORDS["goes on"], _WORDS["goes on after any"]
_POLITE, _SPEAKS_OF_CLINICIAN = _WORDS["polite"], _WORDS["speaks of a clinician"]
_SEEING = listed("see seeing saw with under use used have had got go goes think believe guess been")
_ENDS = frozenset(
    {",", ";", ".", "!", "?", "\n", ")", "(", "-", "–", "—", "|", "/", ":", "*", '"', "~", "_", ">", "<", "…"}
)
_BEFORE_A_LETTER = listed("a an the with without no double silent one two extra")
_FIRST_LABEL = listed("first given forename")
_LAST_LABEL = listed("last family surname")


def bare_name(message: Message, clinician: bool) -> Name | None:
    """Return the name that answers the question for one, or None.

    The name must be a stretch of its own: after the usual lead ("sure, it's ..."), and up to a mark or a word
    that goes on about it ("... at Westside", "... is my name"). Beside other sentences it must be a known
    name, or begin the message.
    """
    labelled = _labelled(message, clinician)
    if labelled is not None:
        return labelled
    reversed_name = _surname_first(message)
    if reversed_name is not None:
        return reversed_name
    row = message.row
    starts = [0] + [i + 1 for i, word in enumerate(row) if _ends_clause(row, i)]
    for start in starts:
        at = _after_leads(row, start, clinician)
        name = read_name(row, at, Trust.ASKED, shouted=message.shouted) if at < len(row) else None
        if name is None or name.possessive or not _ends_well(row, name) or _is_state(row, name, at > start):
            continue
        led = all(word.low in _LEADS for word in row[: name.first] if word.letters)
        swapped = _last_first(message, name, clinician) if led else None
        found = swapped or name
        if _stands_out(message, found, start == 0, clinician):
            return found
    return None


def _stands_out(message: Message, name: Name, begins: bool, clinician: bool) -> bool:
    """Whether a name is believed beside the rest of the message: an unknown word may be any clause's beginning."""
    rest = [word for word in (*message.row[: name.first], *message.row[name.after :]) if word.letters]
    if name.certain or name.titled or name.lettered or all(word.low in _POLITE | _LEADS for word in rest):
        return True
    if name.parts > 1 and all(word.capital for word in message.between(name.first, name.after) if word.letters):
        return not message.shouted
    after = message.text[message.row[name.after - 1].end :]
    asks = any(is_question(after[a:b].lstrip(" ,.;-")) for a, b in sentences(after))
    if not begins or asks:
        return False
    return message.row[name.first].capital or (clinician and any(word.low in _SPEAKS_OF_CLINICIAN for word in rest))


def _ends_clause(row: tuple[Word, ...], i: int) -> bool:
    if row[i].text == "." and i and (row[i - 1].low in TITLES or len(row[i - 1].text) == 1):
        # "... without an h." ends; "J. Baptiste" goes on
        return i > 1 and row[i - 1].text.islower() and row[i - 2].low in _BEFORE_A_LETTER
    return row[i].text in _ENDS or row[i].text[0] == HOLE


_MOST_LEADS = 20


def _after_leads(row: tuple[Word, ...], i: int, clinician: bool) -> int:
    """Skip the words one begins an answer with; a name among them ("Will", "May") is left to be read."""
    for at in range(i, min(i + _MOST_LEADS, len(row))):
        word = row[at]
        following = row[at + 1] if at + 1 < len(row) else None
        lead = word.low in _LEADS or (clinician and word.low in _CLINICIAN_LEADS)
        # "My Nguyen", "An Do": short names look like leads.
        if lead and word.capital and word.low in vocabulary.SHORT_NAMES and following is not None:
            lead = not (following.capital and vocabulary.is_surely_name(following.low))
        if word.low == "the" and following is not None and following.low not in _LEADS:
            return at
        if lead and word.low in {"dr", "dra", "doctor", "doctora", "mr", "mrs", "ms"}:
            return at
        if clinician and word.low in {"i'm", "im", "i"} and not _sees_someone(row[at + 1 : at + 4]):
            return at  # "I'm Dana" is the patient, "I'm seeing Lindner" is not.
        mark = word.text in {",", ".", ":", "-", "…", '"', "'", "*", "!", "=", "("} and at > 0
        opening = at == 0 and word.text in {"*", '"', "(", "-", ":", "'", ".", "_", "~", "@"}
        negated = word.low == "no" and following is not None and following.text in {",", ".", "-"}
        if not (lead or mark or opening or negated):
            return at
    return len(row)


_OF_A_STATE = re.compile(r"(?:ed|ing|ful|less|able|ible|ness|tion|ly|ous|ive)$")


def _is_state(row: tuple[Word, ...], name: Name, led: bool) -> bool:
    """Whether a single unknown word says how things are ("it's komplicated"), not who somebody is."""
    word = row[name.first]
    lone = name.parts == 1 and not name.certain and not name.titled and word.low not in vocabulary.NAMES
    return lone and (led or not word.capital) and _OF_A_STATE.search(word.low) is not None


def _sees_someone(following: tuple[Word, ...]) -> bool:
    return any(word.low in _SEEING for word in following)


def _ends_well(row: tuple[Word, ...], name: Name) -> bool:
    if name.after >= len(row):
        return True
    following = row[name.after]
    if following.text[0] == HOLE:
        return True
    if following.text == "?":
        return name.certain or name.titled
    if following.text in _ENDS:
        return True
    if following.low in _GOES_ON_AFTER_ANY and row[name.first].capital:
        return True
    strong = name.certain or name.titled
    return strong and (following.low in _GOES_ON or (vocabulary.is_plain(following.low) and name.parts > 1))


def _last_first(message: Message, first: Name, clinician: bool) -> Name | None:
    """Read "Whitfield, Lena" as Lena Whitfield, and "Lena, Whitfield" too; None where it is no such pair."""
    row = message.row
    if first.after >= len(row) or row[first.after].text not in {",", "\n"} or first.titled or first.lettered:
        return None
    second = read_name(row, first.after + 1, Trust.ASKED, shouted=message.shouted)
    if second is None or second.titled or second.possessive or second.parts > 2 or first.parts > 3:
        return None
    if second.after < len(row) and not (
        row[second.after].text in {".", "\n", "!", ";", ")"} or row[second.after].text[0] == HOLE
    ):
        return None
    if row[first.after].text == "\n":
        lone = first.parts == second.parts == 1 and second.after == len(row)
        return _pair(first, second, first, second) if lone and not clinician else None
    given_first = row[first.first].low in vocabulary.GIVEN and row[first.first].low not in vocabulary.SURNAMES
    given_second = row[second.first].low in vocabulary.GIVEN
    if first.parts == 1 and given_first and not given_second:
        if clinician or (row[second.first].low not in vocabulary.SURNAMES and not row[second.first].capital):
            return None
        return _pair(first, second, first, second)
    if first.parts > 1 and row[first.first].low not in vocabulary.PARTICLES and given_first:
        return None
    if clinician and not given_second:
        return None
    return _pair(second, first, first, second)


def _surname_first(message: Message) -> Name | None:
    """Read "Price, Miranda": an everyday word that is a surname, a comma, a given name, and nothing more."""
    row = message.row
    if len(row) < 3 or row[1].text != "," or row[0].low not in vocabulary.SURNAMES:
        return None
    second = read_name(row, 2, Trust.ASKED, shouted=message.shouted)
    rest = row[second.after :] if second is not None else ()
    if second is None or not second.certain or row[2].low not in vocabulary.GIVEN or any(word.letters for word in rest):
        return None
    surname = written([row[0].text])
    return Name(f"{second.text} {surname}", 0, second.after, role=second.role, certain=True, parts=second.parts + 1)


def _pair(front: Name, back: Name, first: Name, second: Name) -> Name:
    return Name(
        f"{front.text} {back.text}",
        first.first,
        second.after,
        role=second.role or first.role,
        certain=first.certain or second.certain,
        parts=first.parts + second.parts,
        lettered=first.lettered or second.lettered,
    )


def _labelled(message: Message, clinician: bool) -> Name | None:
    """Read "first name Lena, last name Whitfield" (in either order, or one of them alone)."""
    found: dict[bool, Name] = {}
    row = message.row
    for i, word in enumerate(row[:-1]):
        is_first, is_last = word.low in _FIRST_LABEL, word.low in _LAST_LABEL
        named = row[i + 1].low in {"name", "name's"} or word.low in {"surname", "forename"}
        if not (is_first or is_last) or not named or is_first in found:
            continue
        if i and (row[i - 1].low in {"her", "his", "their"} or row[i - 1].low.endswith("'s")) is not clinician:
            continue
        at = i + (2 if row[i + 1].low in {"name", "name's"} else 1)
        while at < len(row) and (row[at].low in {"is", "it's", "its", "would", "be"} or row[at].text in ":=-,"):
            at += 1
        name = read_name(row, at, Trust.LABELLED, shouted=message.shouted) if at < len(row) else None
        if name is not None:
            found[is_first] = name
    if True in found and False in found:
        return _pair(found[True], found[False], *sorted(found.values(), key=lambda name: name.first))
    return found.get(True) or found.get(False)
