"""How a name is written: capitals where the person did not care, particles small, "Mc" and "O'" right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.clinic.contacts.text import HOLE, listed
from bot.clinic.contacts.vocabulary import PARTICLES

_MC = re.compile(r"^(mc)([a-z])(?=[a-z]{2})")
_TWO_CAPITALS = listed("aj bj cj dj ej jb jc jd jj jp jr jt kc kj lj mj pj rj tj tk tc dw vj")
SUFFIXES = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV", "junior": "Jr.", "esq": ""}


def written(parts: Sequence[str]) -> str:
    """Join the parts of a name, capitalised where the person did not care: "maria del carmen lopez"."""
    shout = all(part.isupper() or len(part) <= 2 for part in parts) and any(len(part) > 2 for part in parts)
    out: list[str] = []
    for i, part in enumerate(parts):
        particle = part.lower() in PARTICLES and i + 1 < len(parts)
        if part.lower() == "st" and particle:
            out.append("St.")
        elif particle and (part.islower() or (part.isupper() and shout)) and (i > 0 or parts[1].lower() in PARTICLES):
            out.append(part.lower())
        else:
            out.append(_cased(part, shout))
    return " ".join(out)


def _cased(part: str, shout: bool) -> str:
    if part in SUFFIXES.values():
        return part
    if len(part) == 1:
        return part.upper() + "."
    if "." in part:
        return part.upper().rstrip(".") + "."
    if part.lower() in _TWO_CAPITALS and (part.islower() or part.isupper()):
        return part.upper()
    inverted = part[0].islower() and part[1:].isupper()
    if part.islower() or inverted or (part.isupper() and (len(part) > 2 or shout)):
        return re.sub(r"[^\W\d_]+", lambda m: _titled(m[0].lower(), m.start(), part), part)
    return part


def _titled(piece: str, at: int, whole: str) -> str:
    if at and whole[at - 1] == "'" and len(piece) == 1:
        return piece
    mc = _MC.match(piece)
    return "Mc" + piece[2:].capitalize() if mc else piece.capitalize()


def is_shouted(text: str) -> bool:
    """Whether a text is in capitals throughout, so that they tell nothing."""
    letters = [c for c in text if c.isalpha() and c != HOLE]
    return len(letters) > 3 and all(c.isupper() or not c.islower() for c in letters)
