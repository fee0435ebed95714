"""What a word can be: a part of a name, an everyday word, or a word of grammar that makes a sentence.

The lists are in words/, one file a kind; everyday words are kept in their base form with the endings their
section names. A word in no list at all is the usual case for a surname, so it counts as "may be a name".
"""

from __future__ import annotations

import re
from pathlib import Path

from rapidfuzz.distance import OSA

from bot.clinic.contacts.text import fold, listed

_FOLDER = Path(__file__).parent / "words"
_VOWELS = frozenset("aeiouy")


def load(name: str, folded: bool = True) -> dict[str, frozenset[str]]:
    """Return the words of a list in words/ by section; `folded` as they are looked up, without dots and accents."""
    found: dict[str, set[str]] = {}
    section, endings = found.setdefault("", set()), list[str]()
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            title, _, after = line.strip("[]").partition(":")
            section, endings = found.setdefault(title, set()), after.split()
        elif not line.startswith("#"):
            for word in map(fold, line.split()) if folded else line.split():
                section.add(word)
                section.update(_with_ending(word, ending) for ending in endings)
    return {title: frozenset(words) for title, words in found.items()}


def _with_ending(word: str, ending: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS and ending in {"s", "ed", "ly"}:
        return word[:-1] + {"s": "ies", "ed": "ied", "ly": "ily"}[ending]
    if word.endswith("e") and ending in {"ed", "ing"}:
        return word[:-1] + ending
    if ending == "s" and word.endswith(("s", "sh", "ch", "x", "z")):
        return word + "es"
    if ending in {"ed", "ing"} and _doubles(word):
        return word + word[-1] + ending
    return word + ending


def _doubles(word: str) -> bool:
    return (
        3 <= len(word) <= 5
        and word[-1] not in _VOWELS | frozenset("wxy")
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
    )


_given, _surnames = load("given_names"), load("surnames")
_also_words = _given["given also a word"] | _surnames["surname also a word"]
GIVEN = frozenset().union(*_given.values())
SURNAMES = frozenset().union(*_surnames.values())
NAMES = GIVEN | SURNAMES
GRAMMAR = frozenset().union(*load("grammar_words").values())
PLAIN = (frozenset().union(*load("plain_words").values()) - (NAMES - _also_words)) | (_also_words - GRAMMAR)

SHORT_NAMES = listed("oh so do an my ha ho he in to go be no you see ok la le ye na per hai ni")
"""Words of grammar that are names in Korean, Vietnamese, Chinese or Swedish: Sandra Oh, My Nguyen, Per Holm."""

PARTICLES = listed(
    "van von vom der den del della delle dello de di da dos das du des la las le los el al bin ibn bint ben ter ten "
    "zu zum zur y e san santa st af av abu op"
)


def is_grammar(word: str) -> bool:
    """Whether the folded word makes a sentence, an answer or a command of what was written ("heyyy" as "hey")."""
    if word in GRAMMAR or ("'" in word and word.partition("'")[0] in _PRONOUNS):
        return True
    return word not in NAMES and _DRAWN_OUT.search(word) is not None and _DRAWN_OUT.sub(r"\1", word) in GRAMMAR


_PRONOUNS = listed("i you he she it we they that this there what who how where when why let don doesn")
_DRAWN_OUT = re.compile(r"([a-z])\1+")


def is_plain(word: str) -> bool:
    """Whether the folded word is an everyday word, or two of them in one ("fifty-three", "year-old")."""
    if word in PLAIN or (word.endswith("'s") and word[:-2] in PLAIN):
        return True
    if "-" in word:
        return all(piece in PLAIN or piece in GRAMMAR for piece in word.split("-"))
    return word not in NAMES and _MEDICAL.search(word) is not None


_MEDICAL = re.compile(
    r".{2}(?:algia|itis|osis|thymia|phrenia|plasticity|ology|emia|opathy|ectomy|oxetine|ipramine|azepam|azolam"
    r"|triptyline|zodone|opram|peridol|afaxine|statin|sartan|cycline|cillin|caine|barbital|ketamine|apine|iprazole"
    r"|trigine|therapy|disorder)$"
)


def is_everyday(word: str) -> bool:
    """Whether the folded word is an everyday word or one of grammar, and no one's name."""
    return (is_plain(word) or is_grammar(word)) and word not in NAMES


def is_surely_name(word: str) -> bool:
    """Whether the folded word is a known name and nothing else."""
    return word in NAMES and word not in PLAIN and word not in GRAMMAR


def is_misspelt_everyday(word: str) -> bool:
    """Whether the folded word is one slip away from an everyday word (two in a long one).

    The first letter must be right: it nearly always is, and "Lerner" must not become "earner". Of words of
    five letters only those of grammar count, for there too many names are near to some word.
    """
    if len(word) < 5 or word in NAMES or word in PLAIN or word in GRAMMAR:
        return False
    return is_misspelt_grammar(word) or (len(word) > 5 and _near(word, _PLAIN_BY_LETTER))


def is_misspelt_grammar(word: str) -> bool:
    """Whether the folded word is a slip away from a word of grammar: an answer, a day, a command ("cancle")."""
    return len(word) >= 5 and word not in NAMES and word not in PLAIN and _near(word, _GRAMMAR_BY_LETTER)


def _near(word: str, by_letter: dict[str, list[str]]) -> bool:
    allowed = 1 if len(word) < 9 else 2
    return any(
        OSA.distance(word, other, score_cutoff=allowed) <= allowed
        for other in by_letter.get(word[0], ())
        if abs(len(other) - len(word)) <= allowed
    )


def _by_letter(words: frozenset[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= 5:
            found.setdefault(word[0], []).append(word)
    return found


_SLANG = listed("finna gonna wanna gotta hella kinda sorta")  # in which a slip is rarer than a name near to it: Fenna
_PLAIN_BY_LETTER, _GRAMMAR_BY_LETTER = _by_letter(PLAIN), _by_letter(GRAMMAR - _SLANG)


_KEYBOARD = "qwertyuiop asdfghjkl zxcvbnm poiuytrewq lkjhgfdsa mnbvcxz"


def is_pronounceable(word: str) -> bool:
    """Whether the folded word could be said: false for "asdfgh" and "xxxx", true for "Ng" and "Krzysztof"."""
    letters = [c for c in word if c.isalpha()]
    if not letters or any(word.count(c * 3) for c in set(letters)):
        return False
    if any(word[i : i + 4] in _KEYBOARD for i in range(len(word) - 3)):
        return False
    return len(letters) <= 2 or any(c in _VOWELS for c in letters) or not word.isascii()
