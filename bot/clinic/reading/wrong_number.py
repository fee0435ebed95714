"""That a number is not the one of whom it is taken for: "u have the wrong person", "this isn't Ann's phone"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from bot.clinic.reading.vocabulary import RELATIONS
from bot.clinic.reading.words import say, word_set

_PHONE = r"(?:phone|number|numbr|num|nmbr|nr|cell|mobile|line|telephone)"
_WRONG = re.compile(
    rf"\b(?:wrong|rong|wrng|incorrect) (?:{_PHONE}\b(?! (?:for|of|4) )|person\b|people\b|man\b|woman\b|guy\b|"
    r"gal\b|girl\b|lady\b|dude\b|contact\b|recipient\b|1\b|one here\b|#)"
    rf"|\bthis (?:{_PHONE} )?(?:is )?(?:isnt|not|aint|no longer) "
    rf"(?!(?:my|our|your|the) )(?:[a-z]+s |[a-z]+ [a-z]+s |her |his |their ){_PHONE}\b"
    rf"|\b(?:doesnt|dont|no longer|not) (?:have|has|use|uses|own|owns) this {_PHONE}\b"
    rf"|\bthis {_PHONE} (?:doesnt|dont|no longer) belongs? to (?!(?:me|us)\b)"
    r"|\b(?:nobody|noone|no one|no body|no person|theres no|there is no|there is nobody|dont know any|dont know an?) "
    r"(?:one |body |person |here )*(?:by (?:that|this|the) name|with (?:that|this) name|of that name|called|named)\b"
    r"|\bnot (?:who|the (?:person|one|guy|girl|woman|man)) (?:that )?(?:you|u|ya|ur|youre)\b"
    rf"|\b(?:numero|telefono|persona) (?:equivocad[oa]|incorrect[oa]|erronea?)\b"
    r"|\b(?:se|te) (?:ha |has )?equivoc(?:o|ado|aste|a|as) de (?:numero|telefono|persona)\b"
    r"|\b(?:esta|estas) equivocad[oa]s?\b|\bno soy (?:esa|la|el) (?:persona|que (?:usted )?busca)\b"
    r"|\beste no es (?:el|su) (?:numero|telefono) de\b"
)
_NEVER = re.compile(
    r"\b(?:never|didnt|havent|nunca|no) (?:me |even |ever )*"
    r"(?:sign(?:ed)? (?:up|on)|subscribed?|registered|register|enroll?(?:ed)?|inscribi|registre)\b"
)
_ABOUT_TEXTS = re.compile(r"\b(?:texts?|texting|reminders?|messages?|msgs?|sms)\b")
_ENDS = re.compile(
    r"\b(?:stop|quit|remove|delete|unsubscribe|no more|(?:dont|do not) (?:text|message|contact|write|send))\b"
    r"|\bno (?:me )?(?:escriba|mande|envie)n?\b"
)
# What the writer has mistyped or misdialled is their own affair, and no news of whom we write to.
_OWN = re.compile(
    r"\b(?:i|ive|we) (?:(?:must|might|may|have|just|also|only|accidentally|think i|had|ve) )*"
    r"(?:put|gave|given|typed?|wrote|entered|sent|used|misdialed|misdialled|dialed|texted|(?:have|had|got) the wrong)\b"
    r"|\b(?:oops|whoops|my bad|my mistake|meant to|meant for|was for|me equivoque)\b"
)
_VALUE = re.compile(r"\d{2}")  # the number that is put in the place of a wrong one
_KIN = word_set(RELATIONS.replace(",", " "))
_OF_KIN = word_set("her his their my the")
_SHORTEST = 3  # letters of a name that is known by itself


def says_wrong_number(text: str, names: Iterable[str] = ()) -> bool:
    """Whether somebody says that we write to the wrong number or person.

    `names` are those of the people who gave this number: "I'm not Ann", "who is Ann?". A mistake of the writer's own
    ("I typed the wrong number") is none of ours, and neither is a phone that two of a family share.
    """
    said = say(text)
    if _VALUE.search(text) or _OWN.search(said.text):
        return False
    return any(_WRONG.search(" ".join(one.words)) for one in said.clauses) or _disowns(said.text, names)


def ends_texts(text: str) -> bool:
    """Whether the same message wants no more of our texts."""
    return _ENDS.search(say(text).text) is not None


def never_signed_up(text: str) -> bool:
    """Whether somebody to whom texts are to go says that they never asked for anything here."""
    said = say(text)
    return any(
        _NEVER.search(clause) and not _ABOUT_TEXTS.search(clause)
        for one in said.clauses
        if one.mark != "?"
        for clause in (" ".join(one.words),)
    )


def _disowns(words: str, names: Iterable[str]) -> bool:
    if any(first in _OF_KIN and second in _KIN for first, second in pairwise(words.split())):
        return False  # "this isn't Ann, it's her husband": it reaches her all the same
    known = {part for name in names for part in say(name).words if len(part) >= _SHORTEST}
    if not known:
        return False
    who = f"(?:{'|'.join(map(re.escape, sorted(known)))})"
    return bool(
        re.search(
            rf"\b(?:im|i am|am|this is|its|it is|this|soy|es) ?(?:not|isnt|no) {who}\b|\bno (?:soy|es) {who}\b|"
            rf"\b(?:who|whos|who is|who the [a-z]+ is|quien es) {who}\b|\b(?:no|not|isnt) {who} here\b|"
            rf"\b(?:never heard of|(?:dont|do not|no) (?:know|conozco) (?:any|an?|no|a ningun[oa]?|a)?) ?{who}\b|"
            rf"^not? {who}$",
            words,
        )
    )
