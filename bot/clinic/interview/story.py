"""What is meant in a long story, where much only sounds like a time or a topic."""

from __future__ import annotations

import re

from bot.clinic.reading import vocabulary as v
from bot.clinic.reading.lexicon import split_phrases

# The stops of "Dr.", "9.30" and "p.m." end nothing, unless a capital follows.
_NO_STOP = r"(?:(?<=\bdr)\.|\.(?=\d)|(?<=\b[ap])\.(?=\s?m\b)|(?<=\b[ap]\.m)\.(?!\s+(?-i:[A-Z])))"
_CLAUSES = re.compile(
    rf"(?:{_NO_STOP}|[^,.;!?\n()])+?(?=\s+(?:but|because|since|so|as)\s|\s+and\s+(?!(?:mon|tue|wed|thu|fri|\d))"
    rf"|(?!{_NO_STOP})[,.;!?\n()]|$)",
    re.IGNORECASE,
)
_TIME = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|satur|sat|sun)(?:day)?s?|mornings?|afternoons?|evenings?|noon"
    r"|lunch\w*|midday|tomorrow|today|weekdays?|weekends?|week|any ?time"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
    r"|\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\b\.?|o.?clock|ish)|\d{1,2}:\d\d|\d+(?:st|nd|rd|th))"
)
_GOOD = (
    r"(?:ideal|perfect|great|good|lovely|wonderful|nice|fine|ok|okay|best|amazing|awesome|excellent|fantastic"
    r"|brilliant|preferred|preferable|convenient|easiest|my (?:first )?(?:choice|preference))"
)
_VERY = r"(?:(?:really|just|absolutely|most|probably|also|definitely|all|usually|totally|pretty|very|the) )*"
_MAY = r"i(?:'?d| would| could| can| might| will|'?ll)?"
_COME = (
    r"(?:come|be seen|be there|book|schedule|have (?:it|one|the consult\w*)|do(?! with)|make|meet|get in|start|take)"
)
_WISHED = re.compile(
    # what is said of a time: "Thursday at 3 would be ideal", "mornings are best", "any afternoon works"
    rf"\b{_TIME}\b.{{0,80}}\b(?:(?:would|will|could|'?d) be|is|are|'s|sounds|looks|seems) {_VERY}{_GOOD}\b"
    r"(?! (?:to|if (?:i|my)|when|days?|weeks?)\b)"
    rf"|\b{_TIME}\b.{{0,80}}\b(?:works|suits"
    rf"|(?:would|will|could|might|should|can|do|does|'?d) {_VERY}(?:work|suit|do))\b"
    r"(?! (?:on|at|in|from|as|out|hours|nights|days|full|part)\b)"
    rf"|\b{_TIME}\b (?:please|pls|if (?:possible|you can|you have|that works|at all possible))\b"
    rf"|\bmy (?:first|second|preferred|ideal|best)? ?(?:choice|preference|pick|time|day|slot)\b.{{0,80}}\b{_TIME}\b"
    # what somebody does who wishes: "put me down for Thursday", "hoping for the 3rd"
    r"|\b(?:put|pencil|slot|book|schedule|sign|mark|get|fit|squeeze|give) me\b|\b(?:you|u) see me\b"
    rf"|\b(?:hoping|hope|looking|aiming|aim|shooting|shoot|thinking|wishing|go|opt|asking) (?:for|of|about)\b"
    rf"(?: (?:a|an|the|some|something|anything|maybe|like|next|this|on|around|early|late|free|slot|spot))* {_TIME}\b"
    rf"|\b{_MAY} (?:would )?(?:also |really |much )*(?:like|love|want|need|prefer|hope|wish|rather|plan)"
    rf"(?: to (?:{_COME}|go for|aim for)\b.*?)?"
    rf"(?: (?:a|an|the|it|for|on|at|to|have|some\w*|in|early|late|next|this))* {_TIME}\b"
    rf"|\b(?:how|what) about\b|\b(?:could|can|may) (?:i|we) (?:\w+ )?(?:{_COME}|get)\b"
    rf"|\bi(?:'?d| would|'?ll| will) take\b|\b(?:i|we) (?:can|could) (?:\w+ )?{_COME}\b"
    r"|\bpref(?:er\w*|s)?\b|\bideally\b|\bbest (?:time|day)|\b(?:best|better|good|easier|easiest|works?) for me\b"
    r"|\bwork(?:s)? (?:well|best|better)\b|\bsuits?\b"
    r"|\bi'?m (?:\w+ )?(?:free|available|flexible|open|around)\b|\bi am (?:\w+ )?(?:free|available|flexible|open)\b"
    r"|\bmy availability\b|\bany (?:chance|openings?|slots?)\b|\blet'?s (?:do|say|try|go)\b",
    re.IGNORECASE,
)
_PEOPLE = "|".join(sorted(map(re.escape, split_phrases(v.RELATIONS)), key=len, reverse=True))
# Dates of the story itself: what was, how somebody feels and when, and what others do.
_TOLD = re.compile(
    r"\b(?:was(?! (?:hoping|thinking|wondering))|were|had(?! hoped)|been|did|ago|last|since|until|till|born"
    r"|birthday|died|passed|happened|started|began|diagnosed|accident|crash|surgery|wedding|went|saw|visited|told|said"
    r"|used|every day|s?he|they|hers?|his|their|him|we'?re|feel\w*|mood|moods|sleep\w*|slept|wake|waking|pains?"
    r"|worse|worst|meds?|calls?|phone|ring"
    rf"|medicat\w*|medicines?|pills?|dose\w*|sober|drink\w*|{_PEOPLE}"
    r"|my (?:\w+ )?(?:doctor|doc|dr|therapist|psychiatrist|psychologist|counsell?or|gp|pcp)"
    r"|the doctor (?:wants|can))\b",
    re.IGNORECASE,
)
_ONLY_A_TIME = re.compile(
    rf"(?=.*{_TIME}\b)\W*(?:(?:{_TIME}|\d{{1,2}}|on|at|in|the|or|and|any|of|between|from|to|after|before|around|next|this|maybe|also|either|not|except"
    r"|early|late|about|by|a\.?m\.?|p\.?m\.?)\W*)+",
    re.IGNORECASE,
)


def times_told(text: str) -> str:
    """What says when somebody would like to come: "mornings are best", not "I lost my job in March".

    A clause that is nothing but a time goes with the wish beside it: "Thursday, Dec 3, 3 pm would be ideal".
    """
    told: list[str] = []
    run: list[str] = []
    wished = False
    for clause in [*(found.strip() for found in _CLAUSES.findall(text)), "."]:
        wishes = _WISHED.search(clause) is not None and not _TOLD.search(clause)
        if wishes or _ONLY_A_TIME.fullmatch(clause):
            run.append(clause)
            wished = wished or wishes
            continue
        if wished:
            told += run
        run, wished = [], False
    return ", ".join(told)
