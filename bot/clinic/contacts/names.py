"""A person's name read at a place of the text, as far as it goes, and written as one writes names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.name_parts import Place, Trust, base, believable, dot_belongs
from bot.clinic.contacts.name_style import SUFFIXES, written
from bot.clinic.contacts.roles import Role, credential
from bot.clinic.contacts.text import Word, listed

MOST_PARTS = 8
LONGEST_PART = 30


TITLES = listed(
    "dr dra drs doctor doctora doc prof professor mr mrs ms miss mx sir madam mister missus sr sra lic licda lcda lcdo "
    "sgt ssgt capt rev fr"
)


_COMPANY = listed("inc llc pllc pc corp ltd")


@dataclass(frozen=True)
class Name:
    """A name as it is stored, the words it took (from `first` up to `after`), and what it says of its bearer.

    `titled`: "Dr." stood before it; `possessive`: "'s" after it; `role`: the letters after it ("LCSW");
    `lettered`: there were such letters, "MD" too; `certain`: a part of it is a known name and no everyday word.
    """

    text: str
    first: int
    after: int
    titled: bool = False
    possessive: bool = False
    role: Role | None = None
    certain: bool = False
    parts: int = 1
    lettered: bool = False


def read_name(row: Sequence[Word], at: int, trust: Trust, *, shouted: bool = False) -> Name | None:
    """Return the name that begins at word `at`, or None.

    `shouted` says that the whole text is in capitals, so that a capital letter means nothing.
    """
    i, titled, short = _skip_titles(row, at)
    taken: list[Word] = []
    parts: list[str] = []
    role, lettered, possessive = None, False, False
    while i < len(row) and len(parts) < MOST_PARTS and not possessive:
        if taken and (jump := _nickname(row, i)):
            i += jump
            continue
        after = _suffix(row, i) if taken else None
        if after is not None:
            parts += [after.kept] if after.kept else []
            role, lettered = role or after.role, lettered or not after.kept
            i += after.jump
            continue
        word = row[i]
        if (
            not word.letters
            or len(word.text) > LONGEST_PART
            or (lettered and (not word.capital or word.low in _COMPANY))
        ):
            break
        if not Place(row, i, taken, trust, shouted, short).is_part():
            break
        possessive = word.low.endswith("'s") or (word.text.endswith("'") and len(word.text) > 2)
        taken.append(word)
        parts.append(word.text.strip("'").removesuffix("'s").removesuffix("'S"))
        i += 2 if dot_belongs(row, i) else 1
    while len(parts) > 1 and parts[-1].islower() and parts[-1] in vocabulary.PARTICLES - vocabulary.SURNAMES:
        parts.pop()
        i = row.index(taken.pop())
    if not parts or not believable(taken, trust, short):
        return None
    certain = any(vocabulary.is_surely_name(base(word)) for word in taken)
    return Name(written(parts), at, i, titled, possessive, role, certain, len(parts), lettered)


def _skip_titles(row: Sequence[Word], i: int) -> tuple[int, bool, bool]:
    """Return the word after the titles at word i, whether they are a doctor's, and whether "Dr." is one.

    "Dr. Good" is somebody, "my doctor good or bad" is not: the whole word promises no name.
    """
    doctor = short = False
    while i < len(row) and row[i].low in TITLES:
        doctor |= row[i].low in {"dr", "dra", "drs", "doctor", "doctora", "doc"}
        short |= row[i].low in {"dr", "dra", "drs"}
        i += 1
        while i < len(row) and row[i].text in {".", ":"}:
            i += 1
    return i, doctor, short


def _nickname(row: Sequence[Word], i: int) -> int:
    """Return how many words '"Bob"' or "(she/her)" takes at word i, 0 where there is none."""
    closing = {'"': '"', "(": ")"}.get(row[i].text)
    if closing is None:
        return 0
    for k in range(i + 1, min(i + 6, len(row))):
        if row[k].text == closing:
            inside = [word for word in row[i + 1 : k] if word.text != "/"]
            pronouns = all(
                word.low in {"she", "her", "hers", "he", "him", "his", "they", "them", "theirs", "elle"}
                for word in inside
            )
            nick = (
                len(inside) == 1
                and inside[0].letters
                and not vocabulary.is_everyday(inside[0].low)
                and credential(inside[0].text) is None
            )
            return k - i + 1 if inside and (pronouns or (nick and k + 1 < len(row))) else 0
    return 0


@dataclass(frozen=True)
class _After:
    """What follows a name ("Jr.", "PhD"): what to keep of it, how many words it takes, the role it tells."""

    kept: str
    jump: int
    role: Role | None = None


_OTHER_LETTERS = listed("md do dmd mph mba ma ms bs facp fapa abpp bcba")
_ALSO_IN_SMALL = listed("md phd psyd lcsw lmft pmhnp lmhc lpcc licsw mft lpc")


def _suffix(row: Sequence[Word], i: int) -> _After | None:
    """Read "Jr.", ", MD" or "(PhD)" at word i."""
    apart = row[i].text in {",", "("}
    at = i + 1 if apart else i
    if at >= len(row) or not row[at].letters:
        return None
    word = row[at]
    jump = at + 1 - i
    if at + 1 < len(row) and row[at + 1].text == "." and len(word.low) <= 4:
        jump += 1
    if row[i].text == "(" and i + jump < len(row) and row[i + jump].text == ")":
        jump += 1
    if word.low in SUFFIXES and (word.low not in {"junior", "sr"} or word.capital):
        return _After(SUFFIXES[word.low], jump)
    if not (apart or word.text.isupper() or word.low in _ALSO_IN_SMALL):
        return None
    if word.low in {"ma", "do", "pa"} and not word.text.isupper():
        return None  # a surname, a verb, "pa"
    role = credential(word.low)
    return _After("", jump, role) if role is not None or word.low in _OTHER_LETTERS else None
