"""The reason said anew while something else is asked: "no, put ptsd", "it's anxiety, not depression".

The "no" before it denies no condition and answers no question: it takes back what was said.
"""

from __future__ import annotations

import re

from bot.clinic.reading.conditions import CONDITIONS
from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.reasons import REASONS
from bot.clinic.reading.words import say

_NAMES = Lexicon(CONDITIONS)
_LEAD = (
    r"(?:no|nope|nah|wait|oh|ah|um|uh|hm|hmm|hold on|hang on|sorry|sry|actually|oops|whoops|my bad|my mistake|well"
    r"|but|ok|okay|scratch that|correction|please|pls|can you|could you|can u|i mean|hey|so|lets|you know what|then)"
)
_THERE = r"(?:it|that|this|(?:the|my) (?:reason|condition|answer))"
_PUT = (
    rf"(?:(?:change|switch|correct|update|fix|edit|set) {_THERE} (?:to|for|into)|(?:change|switch) to"
    rf"|make {_THERE}|(?:put|write|list|enter|say|note|choose|pick)(?: (?:down|in))?(?: {_THERE}(?: down)?(?: as)?)?"
    rf"|{_THERE} should (?:be|say|read)|should (?:be|say|have been)|i meant?(?: to (?:say|put|write|type|pick))?|meant"
    r"|i should(?: have|ve)? (?:say|said|put|written|picked))"
)
_IS = r"(?:its|it is|it was|thats|that is|is)"
_WEAK = r"(?:(?:really|actually|more|mainly|mostly|rather|for|as|my|the|about|like|of|been|severe|bad) )*"
_SAME = r"(?: (?:and|n|with|plus|or) (?:my |the )?@\w+)*"  # "ptsd and anxiety"
_NEW = rf"(?P<{{}}>@\w+{_SAME})"
_OLD = rf"@\w+{_SAME}"
_NOT = r"(?:not|isnt|wasnt|aint|instead of|rather than)(?: (?:the|my|for|really))*"
_MAIN = (
    r"(?: (?:thats|that is|its|is|it is|which is|as)(?: (?:really|actually))? (?:the|my)"
    r" (?:main|real|actual|bigger|biggest|right|primary|worst) ?\w*)"
)
_ENDS = rf"(?:{_MAIN}| instead| please| pls| thanks| thank you| thx| sorry| though| tho| {_NOT} {_OLD})*"


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words + _ENDS)


_RESTATED = (
    _pattern(rf"(?:{_LEAD} )*(?:{_IS} )?{_PUT} {_WEAK}" + _NEW.format("new")),
    _pattern(rf"(?:{_LEAD} )+{_IS} {_WEAK}" + _NEW.format("new")),
    # two values told apart, the old one first or last
    _pattern(
        rf"(?:{_LEAD} )*(?:(?:i said|i put|i wrote|{_IS}) )?(?:{_NOT} )?{_WEAK}{_OLD}"
        rf"(?: {_LEAD})*(?: {_IS}| {_PUT}| but) (?:{_IS} )?{_WEAK}" + _NEW.format("new")
    ),
    _pattern(rf"(?:{_LEAD} )*(?:{_IS} )?{_NOT} {_WEAK}{_OLD}(?: {_LEAD})* {_WEAK}" + _NEW.format("new")),
    re.compile(rf"(?:{_LEAD} )*(?:{_IS} )?{_WEAK}" + _NEW.format("new") + rf" {_NOT} {_OLD}{_ENDS}"),
    re.compile(rf"(?:{_LEAD} )+{_WEAK}" + _NEW.format("new") + rf"(?:{_MAIN}| instead){_ENDS}"),
)


def restated_reasons(text: str) -> tuple[str, ...]:
    """The conditions that a message puts in place of those that were given; empty where it says anything besides."""
    said = say(text)
    if "?" in text and not text.rstrip().endswith("?"):
        return ()
    hits = _NAMES.read(said.words)
    row = " ".join(f"@{hit.label}" if hit.label else " ".join(said.words[hit.start : hit.stop]) for hit in hits)
    for pattern in _RESTATED:
        if (found := pattern.fullmatch(row)) is not None:
            named = set(re.findall(r"@(\w+)", found["new"]))
            return tuple(reason for reason in REASONS if reason in named)
    return ()
