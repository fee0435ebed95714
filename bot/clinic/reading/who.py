"""Is the consultation for the person who writes, or for somebody else?"""

from __future__ import annotations

import re
from typing import Literal

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.answers import is_thanks_or_nobody, read_answer
from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.words import Clause, say, word_set

Who = Literal["self", "other"]

_WHO = Lexicon(
    {
        "self": """
            for/4/fo me/myself, just/only for? me/myself, its/it is? me/mine, its/it is? for me/myself,
            im/i am? the patient/one, on my own behalf, for my own, yours truly, es? para mi,
            para mi mismo/misma, soy yo
        """,
        # Only when nothing else is said: "my husband told me" is not about who needs the consultation.
        "me": "me, mee, moi, myself, mine, self, yo, yo mismo/misma, me myself, me myself and i",
        "other": """
            not/isnt for? me/myself, not mine, someone/somebody else, another/other/different person,
            someone/somebody i know/love, someone/somebody close to me, on/in? behalf of, for/4 him/her/them,
            someone/somebody i care for/about, someone/somebody i look after, someone/somebody i take care of,
            for mr/mrs/ms/miss, a? loved one, para? otra persona, para? alguien mas, no es para mi, para el/ella
        """,
        "nothing": "works/good/fine/great/ok/okay/right/easier/best/better for me",
        "both": """
            both, all/two of us, us, for us, for? me/myself and/or my/our, me/myself and, and me/myself,
            not just/only for? me, me too, also for? me, couple
        """,
        "relation": v.RELATIONS,
        "whose": "her, his, their",
        "them": "him, them",
        "owner": "my, our, a, an, mi, nuestra, nuestro, un, una, this, another, one of my",
        "for": """
            for, fo, 4, para, regarding, about, concerning, its, it is, is, es, help/helping, registering,
            enrolling, asking/calling/texting/writing/inquiring/here/booking for
        """,
        "i am": "im, i am, soy",
        "they": "he, she, hes, shes, they, theyre, el, ella",
        "not": "not, isnt, no es",
        "unclear": "maybe, might be, possibly, could be, it? depends, depende, if",
        "filler": v.FILLER
        + """
            , yes, yep, yeah, yup, yea, no, nope, nah, si, the, of mine/ours, no one else, nobody/noone else,
            nobody else? but
        """,
    }
)
# "yes, my wife told me about you": the wife is where the tip came from, not the patient.
_HAS_NEED = word_set("""
    needs need has have is suffers struggles wants could would was been got gets cant isnt doesnt wont lives
    feels struggling suffering dealing who whos he she of the tiene necesita sufre quiere esta
    """)
# Of the answers that get their sense from the question, those that fit this one ("ok" does not).
_SUITS = Lexicon(
    {
        "yes": "it is, i am, right, thats/its right, true, i think/guess/suppose so",
        "no": "it isnt, its not, im not",
    }
)


_JOKE = re.compile(r"\b(?:just\s+|i.?m\s+)?asking\s+for\s+(?:a|my)\s+friend\b", re.IGNORECASE)


def read_who(text: str) -> Who | None:
    """Who the consultation is for; None when it is both, unclear or only a question."""
    meant = _JOKE.sub("", text)
    if meant != text and any(who == "self" for clause in say(meant).clauses for who, _ in _named(clause)):
        return "self"  # "asking for a friend haha, no it's me"
    said = say(text)
    if _WHO.finds(said.words, "both", "unclear"):
        return None
    named = [found for clause in said.clauses for found in _named(clause)]
    # "for me, my mom is helping me write": what is said in so many words outweighs who else is mentioned.
    found = {who for who, in_so_many_words in named if in_so_many_words} or {who for who, _ in named}
    answer = read_answer(said)
    said_yes = answer is not None and answer.word and answer.value
    said_no = answer is not None and answer.word and not answer.value and "else" not in said.words
    if len(found) == 1:
        (who,) = found
        # "no, for me" and "yes, my wife is typing" leave it open; "yes, for my wife" does not
        contradicted = said_no if who == "self" else said_yes and ("other", True) not in named
        return None if contradicted else who
    if found or answer is None or is_thanks_or_nobody(said) or not (answer.word or _SUITS.finds(said.words)):
        return None
    if answer.value:
        return "self"
    return "other" if _SUITS.finds(said.words) else None  # a bare "no" may deny either: "for you or someone else?"


def _named(clause: Clause) -> list[tuple[Who, bool]]:
    """Everybody whom a clause names as the one who needs the consultation, and whether in so many words."""
    hits = [hit for hit in _WHO.read(clause.words) if hit.label != "filler"]
    labels = [hit.label for hit in hits]
    found: list[tuple[Who, bool]] = []
    for i, hit in enumerate(hits):
        after = clause.words[hit.stop] if hit.stop < len(clause.words) else ""
        if hit.label == "other":
            found.append(("other", True))
        elif hit.label == "self" and labels[i + 1 : i + 2] == ["relation"]:
            found.append(("other", True))  # "para mi hija"
        elif hit.label == "self" and not clause.asks and after not in ("to", "as"):
            found.append(("self", True))
        elif hit.label == "me" and not clause.asks and (len(labels) == 1 or labels[i - 1] == "for"):
            found.append(("self", len(labels) > 1))
        elif hit.label in ("them", "whose") and labels[:i][-1:] == ["for"] and not after:
            found.append(("other", True))
        elif hit.label == "relation":
            found += _patient(labels[:i], after)
        elif hit.label == "they" and i == 0 and (after in _HAS_NEED or clause.words[hit.start][-1] == "s"):
            found.append(("other", False))
    return found


def _patient(before: list[str], after: str) -> list[tuple[Who, bool]]:
    """Whether a relation ("my daughter") is the one who needs help, by the labels before and the word after it."""
    words_between = 0  # "my 16 year old daughter"
    while words_between < 4 and before[-1:] == [""]:
        before, words_between = before[:-1], words_between + 1
    owner = before[-1] if before and before[-1] in ("owner", "whose") else ""
    stem = before[:-1] if owner else before
    if "not" in stem[-2:] or (words_between and not owner):
        return []
    if stem[-1:] == ["for"]:
        return [("other", True)] if after != "to" else []  # "is it ok for my husband to come with me"
    if stem[-1:] == ["i am"]:
        return [("other", True)] if owner != "owner" else []  # "I'm his mother", not "I'm a mother"
    return [("other", owner == "whose")] if not stem and (not after or after in _HAS_NEED) else []
