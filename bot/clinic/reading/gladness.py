"""A yes with a "not" beside it that takes nothing back: "yes pls, cant wait", "sure, can't hurt"."""

from __future__ import annotations

import re

from bot.clinic.reading.answers import clear_yes

_CANT = r"(?:can\s?n?.?t|cannot|can\s+not|could\s?n.?t|could\s+not)"
_WONT = r"(?:wo\s?n.?t|will\s+not|would\s?n.?t|not\s+gonna|aint\s+gonna|ain.t\s+gonna|never)"
_DONT = r"(?:do\s?n.?t|do\s+not|dnt)"
_END = (
    r"(?=\s*(?:$|[.,;:!?\n)(]|(?:lol|haha\w*|lmao|please|pls|plz|thanks|thx|ty|book|do|go|tho|though|so|and|just)\b))"
)
# "can't wait that long" and "can't wait till then" want another time
_HARMLESS = re.compile(
    r"(?:\b(?:and|cuz|because|bc|cause|i|we|just|really|honestly|literally|so|also)\s+)*"
    r"(?<![\w'])(?:"
    rf"{_CANT}\s+(?:even\s+)?wait(?:\s+(?:any\s?more|any\s+longer|(?:for|4)\s+(?:it|this|that)|already"
    rf"|to\s+(?:\w+\s*){{1,4}}))?{_END}"
    rf"|(?:(?:it|that)\s+)?(?:{_CANT}|{_WONT}|does\s?n.?t)\s+hurt{_END}"
    rf"|{_CANT}\s+(?:complain|say\s+no(?:\s+to\s+(?:that|this|it))?|be\s+(?:happier|better|more\s+ready)"
    rf"|go\s+wrong(?:\s+with\s+(?:it|that|this))?|refuse|resist|thank\s+(?:you|u|ya)\s+enough|beat\s+(?:that|it)){_END}"
    rf"|{_WONT}\s+(?:miss(?:\s+(?:it|this|that))?|forget(?:\s+(?:it|this|that))?|be\s+late|let\s+(?:you|u)\s+down"
    rf"|say\s+no|flake(?:\s+(?:out|on\s+(?:you|u)))?|regret(?:\s+(?:it|this|that))?|no[\s-]?show|disappoint"
    rf"(?:\s+(?:you|u))?){_END}"
    rf"|{_DONT}\s+(?:you\s+|u\s+)?(?:let\s+(?:me|us|him|her)\s+(?:forget|miss)(?:\s+(?:it|this|that))?"
    rf"|forget(?:\s+(?:about\s+)?(?:me|us))|lose\s+(?:it|my\s+(?:spot|place|slot))|worry(?:\s+about\s+me)?"
    rf"|give\s+(?:it|my\s+(?:spot|slot|place))\s+(?:away|to\s+(?:anyone|anybody|someone)(?:\s+else)?)){_END}"
    rf"|(?:before|b4|befor)\s+(?:i\s+(?:change\s+my\s+mind|chicken\s+out|lose\s+my\s+nerve|overthink\s+(?:it|this)|back\s+out"
    rf"|forget|regret\s+it|think\s+too\s+much)|it.?s\s+(?:gone|taken|too\s+late)|(?:some|any)(?:one|body)\s+(?:else\s+)?"
    rf"(?:takes|grabs|gets|snags)\s+(?:it|that|this)){_END}"
    r")",
    re.IGNORECASE,
)


def without_gladness(text: str) -> str:
    """A clear yes without what is said beside it in the same spirit; any other message as it is."""
    rest = " ".join(_HARMLESS.sub(" ", text).split())
    return rest if rest != " ".join(text.split()) and "?" not in rest and clear_yes(rest) else text
