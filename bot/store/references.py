"""References that people read aloud and type: KC-7Q4M-2."""

from __future__ import annotations

import re
import secrets

# Nothing that is taken for something else on paper (0O 1IL 2Z 5S 8B UV MN) and no vowels, so no words.
ALPHABET = "2346789CDFGHJKMPQRTVWXY"
BODY = 4

_SHAPE = re.compile(rf"[{ALPHABET}]{{{BODY + 1}}}\Z")


def new_reference(prefix: str) -> str:
    """A random reference; 23**4 = 279,841 of them, so the caller tries again when one is taken."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY))
    return f"{prefix}-{body}-{_check_symbol(body)}"


def read_reference(text: str, prefix: str) -> str | None:
    """The reference a person meant, or None when it cannot be one (a slip shows in its last symbol).

    Case, hyphens and blanks do not matter, and the prefix may be left out.
    """
    symbols = re.sub(r"[^0-9A-Z]", "", text.upper())
    if len(symbols) > BODY + 1:
        symbols = symbols.removeprefix(prefix.upper())
    if not _SHAPE.match(symbols) or _check_symbol(symbols[:BODY]) != symbols[BODY]:
        return None
    return f"{prefix}-{symbols[:BODY]}-{symbols[BODY]}"


def _check_symbol(body: str) -> str:
    """Weights 1..4 modulo the prime 23 notice every wrong symbol and every two that changed places."""
    total = sum(weight * ALPHABET.index(symbol) for weight, symbol in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]
