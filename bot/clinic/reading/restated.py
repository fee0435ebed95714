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
_WHAT = (
    r"(?:(?:the|my|that) (?:main )?(?:reason|condition|diagnosis|answer)(?: for (?:coming in|coming|my visit|this))?"
    r"|what (?:brings|brought) me in|why im coming(?: in)?)"
)
_THERE = rf"(?:it|that|this|{_WHAT})"
_CHANGE = r"(?:change|switch|correct|update|fix|edit|set|swap|replace|amend|make)"
_PUT = (
    rf"(?:(?:change|switch|correct|update|fix|edit|set) {_THERE} (?:to|for|into)|(?:change|switch) to"
    rf"|make {_THERE}|(?:put|write|list|enter|say|note|choose|pick|mark)(?: (?:down|in))?"
    rf"(?: {_THERE}(?: down)?(?: as)?)?"
    rf"|{_THERE} should (?:be|say|read)|should (?:be|say|have been)|i meant?(?: to (?:say|put|write|type|pick))?|meant"
    r"|i should(?: have|ve)? (?:say|said|put|written|picked))"
)
_ASK = (
    rf"(?:{_LEAD}|(?:can|could|may|would|will) (?:i|we|you|u)|let me|just|kindly"
    r"|i? ?(?:need|want|wanna|have|gotta)(?: to)?|(?:id|i would|would) like to"
    r"|by the way|btw|one more thing|and|also|plus)"
)
_IS = r"(?:its|it is|it was|thats|that is|is)"
_WEAK = r"(?:(?:really|actually|more|mainly|mostly|rather|for|as|my|the|about|like|of|been|severe|bad|now) )*"
_SAME = r"(?: (?:and|n|with|plus|or) (?:my |the )?@\w+)*"  # "ptsd and anxiety"
_NEW = rf"(?P<{{}}>@\w+{_SAME})"
_OLD = rf"@\w+{_SAME}"
_NOT = r"(?:and )?(?:not|isnt|wasnt|aint|instead of|rather than)(?: (?:the|my|for|really))*"
_MAIN = (
    r"(?: (?:thats|that is|its|is|it is|which is|as)(?: (?:really|actually))? (?:the|my)"
    r" (?:main|real|actual|bigger|biggest|right|correct|primary|worst) ?\w*)"
)
# "the depression was the old diagnosis": what is said of the one that counts no more
_OUTDATED = (
    r"(?: (?:is|was|were|isnt|wasnt)(?: (?:not|just|only|really|actually|the|my|an?))*"
    r" (?:old|former|previous|first|earlier|wrong|mistaken?|typo|error|slip|outdated|before|right|correct|it|years ago)"
    r"(?: (?:one|diagnosis|reason|answer|condition|thing))?)"
)
_WAS_OLD = rf" (?:(?:and|because|since|cause|as) )?(?:the |my )?{_OLD}{_OUTDATED}"
_AS_REASON = (
    r" (?:as|for) (?:the|my) (?:main )?(?:reason|condition|diagnosis|answer)(?: for (?:coming in|coming|my visit))?"
)
_ENDS = (
    rf"(?:{_MAIN}|{_AS_REASON}| instead| please| pls| thanks| thank you| thx| sorry| though| tho| down| now| anymore"
    rf"| {_NOT} {_OLD}|{_WAS_OLD})*"
)


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
# What says in so many words that an answer is to be another; a question mark may stand anywhere in it.
_CHANGED = (
    _pattern(
        rf"(?:{_ASK} )*{_CHANGE} {_WHAT} (?:from {_WEAK}{_OLD} )?"
        rf"(?:(?:to|for|into|{_IS}|{_LEAD}|it should be) )*{_WEAK}" + _NEW.format("new")
    ),
    _pattern(rf"(?:{_ASK} )*{_CHANGE} (?:from )?{_WEAK}{_OLD} (?:to|for|with|by|into) {_WEAK}" + _NEW.format("new")),
    _pattern(rf"(?:{_ASK} )*(?:{_PUT}|use|{_IS}|{_WHAT}(?: is)?) {_WEAK}" + _NEW.format("new")),
    _pattern(
        rf"(?:{_ASK} )*(?:the |my )?{_OLD}{_OUTDATED} (?:{_LEAD} )*(?:{_IS}|{_PUT}|{_WHAT} is) {_WEAK}"
        + _NEW.format("new")
    ),
    _pattern(
        rf"(?:{_ASK} )*i (?:said|put|wrote|picked|chose|told you) {_WEAK}{_OLD}(?: (?:before|earlier|first|at first))?"
        rf"(?: {_LEAD})* (?:{_IS}|{_PUT}|{_WHAT} is) {_WEAK}" + _NEW.format("new")
    ),
)
# "the ocd is better, my main problem now is depression, so I'm writing": whatever stands around it, this is the reason
_MAIN_ONE = re.compile(
    r"(?:.* )?(?:main|real|actual|biggest|bigger|primary) (?:problem|issue|reason|concern|thing|struggle|trouble)"
    r"(?: (?:now|today|really|actually|these days|right now|for me|i have))* (?:is|its|s|would be) "
    rf"{_WEAK}" + _NEW.format("new") + r"(?: .*)?"
)
# "and it's ptsd" comes on top of the other: only with one of these does it take its place.
_RELIEVED = r"(?:is|s|has been) (?:\w+ )?(?:under control|better|fine|gone|managed|ok)"
_IN_PLACE = re.compile(
    rf"{_AS_REASON}|@\w+{_OUTDATED}|@\w+ {_RELIEVED}\b|\b(?:not|isnt|wasnt|instead|but|actually|reason|should"
    r"|change|switch|correct|update|fix|edit|amend|swap|replace)\b"
)


def restated_reasons(text: str) -> tuple[str, ...]:
    """The conditions that a message puts in place of those that were given; empty where it says anything besides."""
    said = say(text)
    hits = _NAMES.read(said.words)
    row = " ".join(f"@{hit.label}" if hit.label else " ".join(said.words[hit.start : hit.stop]) for hit in hits)
    asks = "?" in text and not text.rstrip().endswith("?")
    found = next((m for pattern in _RESTATED if not asks and (m := pattern.fullmatch(row))), None)
    found = found or next((m for pattern in _CHANGED if (m := pattern.fullmatch(row)) and _takes_place(row, m)), None)
    main = _MAIN_ONE.fullmatch(row) if found is None and "?" not in text else None
    found = main if main is not None and _takes_place(row, main) else found
    named = set(re.findall(r"@(\w+)", found["new"])) if found is not None else set()
    return tuple(reason for reason in REASONS if reason in named)


def _takes_place(row: str, found: re.Match[str]) -> bool:
    """Whether a reason that is said anew takes the place of the other, and does not come on top of it."""
    around = row[: found.start("new")] + row[found.end("new") :]
    return _IN_PLACE.search(around) is not None
