"""All but one of the answers are right: "looks good except the practice, it's Oak House" puts that one right."""

from __future__ import annotations

import re

from bot.clinic import reading as answers

_ALL_BUT_ONE = re.compile(
    r"^(?P<all>.*?)\b(?:except(?:\s+for)?|but|apart\s+from|other\s+than|only|just)\s+"
    r"(?P<field>(?:the|my|her|his|their)\s+[\w' -]{3,25}?)(?:\s+(?:is|was)\s+(?:wrong|off|not\s+right))?"
    r"[\s,:;.\u2013-]+"
    r"(?:it['\u2019]?s(?:\s+actually)?|it\s+is|that['\u2019]?s|that\s+is|(?:(?:it|that|which)\s+)?should\s+(?:be|say|read)"
    r"|is(?!\s+wrong)|which\s+is|make\s+(?:it|that)|change\s+(?:it|that)\s+to)\s+(?:called\s+)?(?P<value>.+)$",
    re.IGNORECASE | re.DOTALL,
)


def without_approval(text: str) -> str:
    """The text with only what is said of the one answer that is wrong; as it is where nothing of the kind is said."""
    found = _ALL_BUT_ONE.match(text)
    if found is None or answers.correction_target(f"{found['field']} is wrong") is None:
        return text
    return f"{found['field']} is {found['value']}"
