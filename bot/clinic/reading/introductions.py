"""The age that people give as they introduce themselves: "I'm Mary, 50, and ...", "hi, 29 yrs", "for me, 33"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.lexicon import split_phrases
from bot.clinic.reading.numbers import number_at
from bot.clinic.reading.words import Clause, word_set

_FROM, _TO = 10, 110  # a smaller or greater number alone introduces nobody
_SEX = word_set("f m female male woman man guy lady")
_SEX_ALONE = {(word,) for word in _SEX}
_UNITS = word_set("yo yr yrs year years anos")
_GREETING = frozenset(split_phrases(v.FILLER)) | word_set("hi hello hey hola buenas good morning evening there")
_NAMING = [tuple(words.split(" ")) for words in split_phrases("im, i am, my name is, name is, this is, soy, me llamo")]
_NAME_WORDS = 3  # at most, after "I'm" or "my name is"
# "I'm on 3rd street, 50, ..." and "this is my son Tom, 16" introduce nobody's own age.
_RELATIONS = frozenset(split_phrases(v.RELATIONS))
_NO_NAME = _RELATIONS | word_set(
    "on in at with taking take for to from of my our a an the about over under not mg unit apt room"
)
_NO_NAMING = word_set(
    "i im its we youre get got come be new still back not right up moved living live there it is are was"
)
_ASIDE = word_set("lol lmao haha hah hehe unfortunately sadly obviously actually please pls thanks ofc guess")
_HAVE_YEARS = (("i", "have"), ("have",), ("i", "got"), ("ive", "got"))  # "I have 41 years", as Romance languages say it
# "that works for me, 11"
_NO_WISH = word_set("works work good fine better best great ok easier")


def introduced_ages(clauses: Sequence[Clause]) -> Iterator[tuple[int, bool]]:
    """Years, and whether it is surely an age: "15 yrs" may be how long it has lasted."""
    yield from _beside_me(clauses)
    yield from _behind_name(clauses)
    for at, clause in enumerate(clauses):
        beside = (clauses[at - 1].words if at else (), clauses[at + 1].words if at + 1 < len(clauses) else ())
        named = _names_oneself(beside[0]) or beside[1] in _SEX_ALONE
        words = clause.words[1:] if _SEX & {*clause.words[:1]} else clause.words
        number = number_at(words, 0) if words else None
        if number is not None and _FROM <= number[0] <= _TO and not clause.asks:
            rest = words[number[1] :]
            if len(rest) == 1 and rest[0] in _UNITS:
                yield number[0], False
            elif (not rest or rest in _SEX_ALONE) and (named or words is not clause.words):
                yield number[0], True
        if not (_GREETING.issuperset(clause.words) or _names_oneself(clause.words)):
            break  # what follows is the story
    for before, clause in pairwise(clauses):  # in which "I'm Mary Lee, 39" introduces somebody as well
        number = number_at(clause.words, 0)
        if number is not None and _FROM <= number[0] <= _TO and not clause.asks and _names_in_full(before.words):
            rest = clause.words[number[1] :]
            if not rest or rest in _SEX_ALONE:
                yield number[0], True


def goes_on_of_another(before: Clause, clause: Clause) -> bool:
    """Whether a clause that begins with a number goes on about somebody else: "my partner (29f)"."""
    return clause.words[0].isdecimal() and bool(_RELATIONS & {*before.words[-3:]})


def _beside_me(clauses: Sequence[Clause]) -> Iterator[tuple[int, bool]]:
    """The years in "me, 33" and "a consult for myself, 50 years", wherever they stand."""
    for at, clause in enumerate(clauses[1:], start=1):
        number = number_at(clause.words, 0)
        if number is None or clause.asks or not _FROM <= number[0] <= _TO or not _is_for_oneself(clauses[at - 1].words):
            continue
        rest, behind = clause.words[number[1] :], clauses[at + 1].words if at + 1 < len(clauses) else ("",)
        if rest[:1] in (("but",), ("though",)):
            rest = ()  # "33 but it feels like more"
        if number_at(behind, 0) is None and (not rest or rest in _SEX_ALONE or (len(rest) == 1 and rest[0] in _UNITS)):
            yield number[0], not rest or rest in _SEX_ALONE


def _behind_name(clauses: Sequence[Clause]) -> Iterator[tuple[int, bool]]:
    """The years in "I'm Mary Lee 38 with PTSD", and "44 here" or "I have 44 years" wherever it stands."""
    for clause in clauses:
        for lead in _HAVE_YEARS:
            begins = len(clause.words) > len(lead) and clause.words[: len(lead)] == lead
            number = number_at(clause.words, len(lead)) if begins else None
            if number and _FROM <= number[0] <= _TO and clause.words[number[1] :] in (("years",), ("years", "old")):
                yield number[0], False
        if clause.words[1:] == ("here",) and (number := number_at(clause.words, 0)) and _FROM <= number[0] <= _TO:
            yield number[0], True
        for at in range(2, min(len(clause.words), 9)):
            number = number_at(clause.words, at) if _names_oneself(clause.words[:at]) else None
            if number is None or not _FROM <= number[0] <= _TO:
                continue
            rest = clause.words[number[1] : number[1] + 1]
            if rest[:1] in (("with",), ("and",)) or rest in _SEX_ALONE:
                yield number[0], True


def _is_for_oneself(words: tuple[str, ...]) -> bool:
    """Whether words are "me", or a wish that ends in "for me"; relatives and "works for me" speak of other things."""
    while len(words) > 1 and words[-1] in _ASIDE:
        words = words[:-1]
    if words in (("age",), ("my", "age")):
        return True  # "Age: 27"
    alone = len([word for word in words if word not in _GREETING | {"just", "only", "its"}]) == 1
    wish = words[-2:-1] in (("for",), ("4",)) and not (_NO_NAME - {"for", "a", "an", "the", "to"} | _NO_WISH) & {*words}
    return words[-1] in ("me", "myself") and (alone or wish)


def _names_in_full(words: tuple[str, ...]) -> bool:
    """Whether a clause is "I'm Mary Lee": of more than a word, which may say how somebody is."""
    return len(words) > 2 and words[:1] != ("this",) and words[-1] != "here" and _names_oneself(words)


def _names_oneself(words: tuple[str, ...]) -> bool:
    if len(words) == 1 and words[0] in _SEX:
        return True
    while words and words[0] in _GREETING - {"a", "i", "im"}:
        words = words[1:]
    if words[-1:] == ("here",) and 2 <= len(words) <= _NAME_WORDS + 1:
        return not (_NO_NAME | _NO_NAMING) & {*words[:-1]}  # "Mary Lee here"
    for naming in _NAMING:
        if words[: len(naming)] == naming:
            named = words[len(naming) :]
            named = named[1:] if named[:1] in (("a",), ("an",)) else named  # "I'm a nurse, 50"
            return 1 <= len(named) <= _NAME_WORDS and not _NO_NAME & {*named}
    return False
