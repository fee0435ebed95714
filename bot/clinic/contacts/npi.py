"""National Provider Identifiers, read only where they are called so: ten digits alone are a telephone number."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SAID = r"\bN\.?P\.?I\b\.?(?:\s*(?:number|no\.?|num|code|#|is|should be|:|=|-|,|\())*\s*"
_CUED = re.compile(
    _SAID + r"(\d(?:[ \-]?\d){2,14})(?![\w])"
    r"|(?<![\w+])(\d(?:[ \-]?\d){6,12})\s*(?:\(|is|,|-|=|as|for)?\s*(?:(?:the|her|his|their|an?)\s+)?NPI\b"
    r"(?!\W*(?:is\W*|number\W*|no\W*)?\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FoundNpi:
    """An identifier at a place of the text; where it is wrong, `code` says why and `number` is None."""

    start: int
    end: int
    raw: str
    number: str | None
    code: str | None = None


def find_npis(text: str) -> list[FoundNpi]:
    """Return the identifiers a text names as such, in order."""
    return [_judge(m) for m in _CUED.finditer(text)]


def _judge(m: re.Match[str]) -> FoundNpi:
    group = 1 if m[1] is not None else 2
    start, end, raw = m.start(group), m.end(group), m[group]
    digits = re.sub(r"\D", "", raw)
    if len(digits) != 10:
        return FoundNpi(start, end, raw, None, "npi_invalid")
    if not is_npi(digits):
        return FoundNpi(start, end, raw, None, "npi_check_digit")
    return FoundNpi(start, end, raw, digits)


def is_npi(digits: str) -> bool:
    """Whether ten digits are an NPI: first digit 1 or 2, Luhn's sum over "80840" + digits a multiple of ten.

    The prefix 80840 (health applications, United States) is in the NPI standard, 45 CFR 162.406 and
    ISO/IEC 7812.
    """
    if len(digits) != 10 or digits[0] not in "12":
        return False
    total = 0
    for place, digit in enumerate(map(int, reversed("80840" + digits))):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
