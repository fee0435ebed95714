"""Not wanting to answer, and not being able to."""

from __future__ import annotations

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.words import Said, say, word_set

_DECLINES = Lexicon(
    {
        "unsure": v.DONT_KNOW,
        "rather not": v.RATHER_NOT,
        "skip": """
            skip, skip it/this/that, skip this/that one, skip this/that/the question,
            can/could i/we skip it/this/that?, can/could i/we skip this/that one/question,
            lets skip it/this/that, lets skip this/that one/question, pass, next, next question, move on,
            leave it/this/that? blank, blank, na, not applicable, doesnt/dont apply to? me?, saltar, paso,
            omitir, siguiente pregunta?
        """,
        "has none": """
            i? dont have one/any/it/that/none, i? dont have one to give, i? havent/aint got one/any/it,
            i? have none, got none, i? dont have it/that on/with me, i? dont have it/that handy,
            i? dont have that/this/the info/information/number, i? dont have/use/do email,
            i? dont have an email, i? dont have a phone/number/fax, i? dont own one,
            i? dont have a/an/any/the/her/his/their, i? dont have her/his/their number/email/phone,
            no email/phone/number/fax, no tengo, no tengo uno/ninguno
        """,
        "but": v.BUT,
        "filler": v.FILLER
        + """
            , no, nope, nah, id, i would, i, ok, okay, im, ill, maybe, what it/that/this is,
            what its/thats called
        """,
    }
)

_HOLDS_BACK = Lexicon(
    {
        "no number": """
            no/not/without phone/number/phones/cell, email/mail/text/texts only, only/just email/mail/text,
            by email/mail, do i really? have/need to, really have to, must i,
            is that/it really? necessary/required/needed, i said no, not giving, dont give out, not comfortable
        """
    }
)
_DIGITS = 4  # from which on a number is given, or a part of one
_KINDS = ("unsure", "rather not", "skip", "has none")
# What may follow "I don't know": more would be about something else ("I don't know what to do anymore").
_OF_WHAT = word_set("""
    it its that this those them one her his him he she their the my an a number phone email name address fax
    practice clinic office title role exact exactly answer middle last first full details info information
    any of for yet offhand off top head by heart on me with at all either question to say put if count counts
    apply applies is are was spell spelled spelling thats right called
    """)
# What may follow "I'd rather not": the verb, to whom, and an apology.
_TO_WHOM = word_set("""
    say answer tell share give one discuss disclose state it that this them my the to you u a an bot machine
    robot computer over in on here chat text by with anyone anybody stranger strangers if thats ok okay
    alright dont mind is its for question private personal me out reasons age name number phone email doctor
    doctors info information details online
    """)


def declines(text: str) -> bool:
    """Whether the person does not want to, or cannot, answer the question just asked.

    A plain "no" is not one, and neither is a longer message that only begins so ("I don't know what to do").
    Of a yes/no question read the yes or no first: "I don't have one" may also be its answer.
    """
    return _kind(say(text)) is not None


def holds_back(text: str) -> bool:
    """Whether somebody asked for a number will not give it: "nope, mail only", "do I have to?"."""
    said = say(text)
    if sum(character.isdigit() for character in text) >= _DIGITS:
        return False
    first = said.words[:1]
    refuses = first in (("no",), ("nope",), ("nah",), ("never",)) or _HOLDS_BACK.finds(said.words, "no number")
    return refuses or _kind(said) in ("rather not", "has none")


def unsure(text: str) -> bool:
    """Whether the person does not know the answer, as against keeping it to themself."""
    return _kind(say(text)) == "unsure"


def _kind(said: Said) -> str | None:
    """Which kind of declining the whole message is; None when it says anything besides."""
    found: str | None = None
    for clause in said.clauses:
        allowed: frozenset[str] = frozenset()
        for hit in _DECLINES.read(clause.words):
            if hit.label in _KINDS:
                found = hit.label if found in (None, "unsure") else found
                allowed = _OF_WHAT if hit.label in ("unsure", "has none") else _TO_WHOM
            elif hit.label != "filler" and not allowed.issuperset(clause.words[hit.start : hit.stop]):
                return None
    return found
