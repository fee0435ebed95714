"""What is meant in a long story, where much only sounds like a time or a topic."""

from __future__ import annotations

import re

_CLAUSES = re.compile(r"[^,.;!?\n]+?(?=\s+(?:and|but|because|since|so|as)\s|[,.;!?\n]|$)", re.IGNORECASE)
_WISHED = re.compile(
    r"\b(?:best|better|prefer\w*|works? (?:well|for me)|i'?m (?:\w+ )?(?:free|available)|suits?|good for me"
    r"|i (?:can|could) (?:do|make|come)|(?:could|can) i come)\b",
    re.IGNORECASE,
)


def times_told(text: str) -> str:
    """The clauses that say when somebody would like to come: "mornings are best", not "I lost my job in March"."""
    return ", ".join(clause.strip() for clause in _CLAUSES.findall(text) if _WISHED.search(clause))
