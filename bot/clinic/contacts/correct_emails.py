"""Addresses corrected in part: ".org not .com", "it's gmail, not yahoo", "there is no dot in it"."""

from __future__ import annotations

import re

from bot.clinic.contacts.emails import valid_address
from bot.clinic.contacts.mentions import Owner, find_mentions
from bot.clinic.contacts.values import Contacts

EMAIL_FIELDS = ("email", "clinician_email")

_SIGNS = {
    "dot": ".",
    "period": ".",
    "point": ".",
    "underscore": "_",
    "under score": "_",
    "dash": "-",
    "hyphen": "-",
    "minus": "-",
    "plus": "+",
}
_HOSTS = r"(?:gmail|yahoo|hotmail|outlook|icloud|aol|ymail|protonmail|msn|live|comcast|att)"
_PIECE = r"([\w.@+\-]*[\w.@+\-])"
_NEW_NOT_OLD = re.compile(
    rf"{_PIECE}\s*[,.(]?\s*(?:and\s+)?(?:not|instead\s+of|rather\s+than)\s+(?:an?\s+|the\s+|at\s+)?{_PIECE}",
    re.IGNORECASE,
)
_OLD_TO_NEW = re.compile(
    rf"\b(?:not|change|replace|switch)\s+(?:the\s+|an?\s+)?{_PIECE}\s*[,;]?\s*(?:it'?s|but|to|with|by)\s+(?:an?\s+)?{_PIECE}"
    rf"|{_PIECE}\s+should\s+(?:be|have\s+been)\s+(?:an?\s+)?{_PIECE}",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\b(?:is|it'?s|in|should\s+be|ends|with|to|a|actually)\s+(?:in\s+|with\s+|at\s+)?(?:\.|dot\s+)(com|org|net|edu|gov|us|io|co|me)\b",
    re.IGNORECASE,
)
_HOST = re.compile(
    rf"\b(?:is|it'?s|should\s+be|to|actually|at|@|with)\s*(?:at\s+|@\s*|a\s+)?({_HOSTS})(?:\.(?:com|net))?\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\b(?:no|without(?:\s+(?:the|a|any))?|remove\s+the|drop\s+the|isn'?t\s+a)\s+(dot|period|underscore|dash|hyphen|plus)\b",
    re.IGNORECASE,
)
_AT_END = re.compile(
    r"\b(?:add|with|put|there'?s|is|has)\s+(?:an?\s+|the\s+)?([a-z0-9]{1,6})\s+(?:at\s+the\s+end|after\s+(?:it|my\s+name)|before\s+the\s+(?:@|at))",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:e-?\s?mail|mail|address|gmail|correo)\b", re.IGNORECASE)


def corrected_email(text: str, current: Contacts, question: str | None) -> tuple[str, str] | None:
    """Return the field and the whole address after a correction of a part of it, or None.

    Where an address is not spoken of, only signs, endings and hosts are taken for parts of one.
    """
    about = _ABOUT.search(text) is not None or question == "email"
    text = re.sub(r"\bdot\s+(?=(?:com|org|net|edu|gov)\b)", ".", text, flags=re.IGNORECASE)
    for field in _meant(text, current, question):
        address = getattr(current, field)
        changed = _swapped(text, address, about) or (_mended(text, address) if about else None)
        valid = valid_address(changed) if changed is not None else None
        if valid is not None and valid != address:
            return field, valid
    return None


def _meant(text: str, current: Contacts, question: str | None) -> list[str]:
    known = [field for field in EMAIL_FIELDS if getattr(current, field) is not None]
    owners = {one.owner for one in find_mentions(text, question or "clinician", ())}
    if Owner.CLINICIAN in owners:
        return [field for field in known if field == "clinician_email"]
    if Owner.PATIENT in owners or re.search(r"\bmy\b", text, re.IGNORECASE):
        return [field for field in known if field == "email"]
    return known


def _swapped(text: str, address: str, about: bool) -> str | None:
    """Apply "new, not old" where the old piece is in the address."""
    pairs = [(m[2], m[1]) for m in _NEW_NOT_OLD.finditer(text)]
    pairs += [(m[1], m[2]) if m[1] else (m[3], m[4]) for m in _OLD_TO_NEW.finditer(text)]
    for old, new in pairs:
        before, after = (_SIGNS.get(piece.lower(), piece.lower().rstrip(".") or piece) for piece in (old, new))
        if before == after or not (about or _is_part_of_address(before)):
            continue
        place = _only_place(before, address.lower())
        if place is not None:
            return address[:place] + after + address[place + len(before) :]
    return None


def _is_part_of_address(piece: str) -> bool:
    return piece in _SIGNS.values() or piece.startswith(".") or re.fullmatch(_HOSTS, piece) is not None


def _only_place(piece: str, address: str) -> int | None:
    """Return where a piece stands in an address, the ending and the host first; None where it does not."""
    if piece.startswith(".") and address.endswith(piece):
        return len(address) - len(piece)
    whole = [m.start() for m in re.finditer(rf"(?<![a-z0-9]){re.escape(piece)}(?![a-z0-9])", address)]
    if piece in _SIGNS.values():
        whole = [i for i, c in enumerate(address.partition("@")[0]) if c == piece]
    if not whole and len(piece) > 2 and address.count(piece) == 1:
        whole = [address.find(piece)]
    return whole[-1] if whole else None


def _mended(text: str, address: str) -> str | None:
    local, _, host = address.partition("@")
    name, _, ending = host.rpartition(".")
    if m := _ENDING.search(text):
        return f"{local}@{name}.{m[1].lower()}" if m[1].lower() != ending else None
    if m := _HOST.search(text):
        return f"{local}@{m[1].lower()}.{'net' if m[1].lower() in {'comcast', 'att'} else 'com'}"
    if m := _WITHOUT.search(text):
        sign = _SIGNS[m[1].lower()]
        return f"{local.replace(sign, '')}@{host}" if local.count(sign) == 1 else None
    if m := _AT_END.search(text):
        return f"{local}{m[1].lower()}@{host}"
    return None
