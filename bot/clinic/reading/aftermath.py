"""What people write in the hours after danger: help has come, they blame themselves, they are afraid."""

from __future__ import annotations

import re
from typing import Literal

Said = Literal["helped", "company", "what_if", "what_now", "guilt", "fear"]

_HELPER = (
    r"(?:police|cops?|officers?|ambulance|paramedics?|medics?|emts?|911|nine one one|fire ?(?:dep\w*|fighters)|"
    r"crisis team|mobile crisis|help|doctors?|nurses?|policia|ambulancia|bomberos)"
)
_COMES = (
    r"(?:coming|on (?:(?:the|its|their|his|her) )?way|en route|here|there|outside|at (?:the|my|her|his"
    r"|their|our) (?:door|house|place)|with (?:me|us|him|her|them))"
)
_HELPED = re.compile(
    rf"\b{_HELPER}(?:'s|'re)?\s+(?:(?:is|are|r|re|s|just|now|already|will be|has|have|got|been)\s+){{0,3}}?"
    rf"(?:{_COMES}|arriv\w+|came|showed up|got here)\b"
    r"|\b(?:called|phoned|dialed|rang|talking to|on the (?:phone|line) with|spoke (?:to|with)|texting)\s+(?:the\s+)?"
    r"(?:911|988|police|cops|ambulance|paramedics|emergency)\b"
    r"|\b(?:i'?m|i am|we'?re|we are|she'?s|she is|he'?s|he is|they'?re|they are|they (?:took|brought) (?:him|her|me|us)"
    r"|im|were|hes|shes)\s+(?:now\s+|already\s+|here\s+)?(?:in|at|to)\s+(?:(?:the|an?)\s+)?"
    r"(?:er\b|e\.r\.|emergency|hospital|urgent care|clinic now|ambulance)"
    r"|\b(?:la )?(?:policia|policía|ambulancia)\s+(?:ya\s+)?(?:viene|est[aá]|lleg[oó])",
    re.IGNORECASE,
)
# In reply to "call 911" nobody says again whom they have called.
_CALLED = re.compile(
    r"\b(?:called|phoned|rang|dialed|dialled|calling|phoning|dialing|ringing)"
    r"(?:\s+(?:them|it|for (?:help|one|an ambulance)|an ambulance|(?:the|that) (?:number|line|hotline))\b"
    r"(?!\s+(?:all|both)\b)"
    r"|(?:\s+(?:already|just now|now))?\W*$)"
    r"|\b(?:on the (?:phone|line) with (?:them|the (?:dispatch\w*|operator))|they(?:'re| are) on the (?:phone|line))\b"
    r"|\b(?:they|someone|somebody|help)(?:'re| are|'s| is)? (?:coming|on (?:the|their) way|sending)\b",
    re.IGNORECASE,
)
# Help that is wished away, far off or only thought of.
_NOT_HELPED = re.compile(
    r"\b(?:no|not|n'?t|never|dont|wont|isnt|arent|without|if|when|before|until|unless|should|shall|would|could|want|"
    r"wants|too late|hurry|refus\w+|hide|hiding|tomorrow|next|was|last)\b|n't\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:is|are|s|re|here|now|stay\w*|sit\w*)\s+with\s+(?:me|us|him|her|them)\b|\bnot alone\b"
    r"|\b(?:i'?m|i am|we'?re|im)\s+(?:\w+\s+){0,2}?(?:with|at)\s+(?:my|a)\s+(?:\w+\s+)?(?:mom|mum|mother"
    r"|dad|father|sister|"
    r"brother|friend|neighbor|wife|husband|partner|girlfriend|boyfriend|son|daughter|aunt|uncle|cousin|parents)\w*\b"
    r"|\b(?:i'?m|i am|we'?re)\s+with\s+(?:him|her|them)\b"
    r"|\b(?:she|he|they|mom|mum|dad|sister|brother|friend|wife|husband|partner|neighbor|son|daughter)(?:'?s|'?re)?"
    r"\s+(?:(?:is|are)\s+)?(?:coming|driving|on (?:her|his|their|the) way|heading)\b(?:\s+(?:over|here|home|back))?",
    re.IGNORECASE,
)
_WHAT_IF = re.compile(
    r"\bwhat\s+(?:(?:do|should|can|must|would|am|shall)\s+(?:i|we)\s+(?:do|say|supposed to do)?|if"
    r"|happens\s+if|to do)\b"
    r".{0,60}?\b(?:take|takes|took|taken|swallow\w*|drink|drinks|overdos\w*|hurt\w*|cut\w*|jump\w*|tries|try|does it|"
    r"do it|die|dies|wakes?|gets worse|something|happens)\b"
    r"|\bif\s+(?:he|she|they|somebody|someone|my \w+)\s+(?:\w+\s+)?(?:take|takes|swallow\w*|took|tries|hurts?|does)\b"
    r".{0,60}?\bwhat\b",
    re.IGNORECASE | re.DOTALL,
)
_WHAT_NOW = re.compile(
    r"\b(?:what|where|who|how)\b(?:\W+\w+){0,3}?\W+(?:i|we)\b(?:\W+\w+){0,3}?\W+(?:do|go|turn|call|tell|get help)\b"
    r"|\bwhat now\b|\b(?:help me|i need help|please help|somebody help|someone help)\b"
    r"|\b(?:idk|don'?t know|dont know|no idea) (?:what|who|where|how)\b",
    re.IGNORECASE,
)
_GUILT = re.compile(
    r"\b(?:my|all my|partly my|our) (?:own )?fault\b|\bi blame myself\b|\b(?:i(?:'?m| am| feel)?|im)\s+(?:so\s+)?"
    r"(?:to blame|guilty|responsible)\b|\bi (?:should(?:'ve| have|a)?|could(?:'ve| have|a)?)\s+(?:\w+\s+)?"
    r"(?:seen|noticed|known|stopped|done|been|called|asked|helped)\b|\bi (?:failed|let) (?:him|her|them)\b"
    r"|\bes mi culpa\b|\bmea culpa\b|\bguilt\b",
    re.IGNORECASE,
)
_PLAYS_DOWN = re.compile(
    r"\b(?:just|only|probably|prolly|maybe|surely|bet it'?s|it'?s|its)\b.{0,25}\b(?:anxiety|panic|nerves?|stress|gas|"
    r"heartburn|nothing|tired|indigestion|anxious|attack)\b"
    r"|\b(?:no|not|don'?t|dont|can'?t|cant|without|rather not|hate)\b.{0,30}\b(?:ambulance|911|er|hospital|doctors?)\b"
    r"|\b(?:ambulance|911|er|hospital)\b.{0,40}\b(?:expensive|costs?|afford|pay|bill|money|insurance|overkill|"
    r"embarrass\w*|dramatic|need)\b|\b(?:ride it out|sleep it off|wait and see|wait it out|it (?:will|'ll) pass)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:it(?:'s| is| has|s)?|that(?:'s| is| has)?|pain|everything)\s+(?:\w+\s+)?(?:gone|passed|stopped"
    r"|over|better now|"
    r"went away|fine now|ok(?:ay)? now)\b|\b(?:feel|feeling|doing|breathing)\s+(?:much\s+"
    r"|a lot\s+)?(?:better|fine|ok|okay|normal)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[^.,;!?\n]+\??")
_TREATMENT = re.compile(
    r"\b(?:ketamine|infusions?|spravato|treatments?|side.?effects?|antidepressants?|tms|meds?|clinic|office|appointments?"
    r"|appts?|consult\w*|booking|visits?|sessions?|park\w*|address|insurance|bring|wear|prepare|costs?|pay)\b",
    re.IGNORECASE,
)
_FEAR = re.compile(
    r"\b(?:scar(?:e|ed|y)|afraid|fear|frighten\w*|terrified|worried|worry|panick\w*|miedo)\b", re.IGNORECASE
)
_UNREACHED = re.compile(
    r"\b(?:\w*n'?t|not|never|stopped|quit|no longer)\s+(?:\w+\s+)?"
    r"(?:answer\w*|pick(?:ing)? ?up|reply\w*|respond\w*|(?:text|call)\w* (?:me )?back|open\w*)\b"
    r"|\b(?:can'?t|cant|cannot|couldn'?t|could not|unable to|not able to)\s+(?:\w+\s+)?"
    r"(?:reach|find|get (?:a ?)?hold of|get through|locate|contact)\b"
    r"|\b(?:(?:straight|right|goes|went) to voicemail|phone(?:'s| is)? (?:off|dead)"
    r"|no (?:answer|response|reply)|(?:left|ran out|took off|gone) (?:and|without)"
    r"|went missing|is missing|disappeared)\b",
    re.IGNORECASE,
)
_NOT_ONESELF = re.compile(
    r"\b(?:s?he|they|him|her|them|(?:s?he|they)(?:'s|'re|s)|phone|calls?|voicemail|texts?|door|my \w+)\b", re.IGNORECASE
)
_WHAT_FOLLOWS = re.compile(
    r"\b(?:what|who|will|would|do|does|are|is|can)\b.*\bif (?:i|we|he|she|they)\W+(?:\w+\W+){0,3}?"
    r"(?:say|said|answer\w*|pick\w*|choose|tell|click\w*|press\w*|type|write)\b"
    r"|\bwhat (?:happens|happen|then|do you do|comes) (?:if|when|after|with)\b.*"
    r"\b(?:no|not safe|unsafe|not sure|answer)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\b(?:he|she|they|him|her|them|somebody|someone)\b", re.IGNORECASE)
_READERS: tuple[tuple[Said, re.Pattern[str]], ...] = (
    ("what_if", _WHAT_IF),
    ("guilt", _GUILT),
    ("company", _COMPANY),
    ("what_now", _WHAT_NOW),
    ("fear", _FEAR),
)


def help_is_near(text: str) -> bool:
    """Whether helpers are on their way or there: "the medics just got here", "im at the hospital now"."""
    return any(_HELPED.search(part) and not _NOT_HELPED.search(part) for part in _SENTENCES.findall(text))


def has_called(text: str) -> bool:
    """Whether somebody who was told to call says that they did, or that help is near: "ok i called them"."""
    parts = _SENTENCES.findall(text)
    return help_is_near(text) or any(_CALLED.search(part) and not _NOT_HELPED.search(part) for part in parts)


def cannot_reach(text: str) -> bool:
    """Whether another person cannot be reached: "she isn't picking up", "his phone is off"."""
    return bool(_UNREACHED.search(text) and _NOT_ONESELF.search(text))


def asks_what_follows(text: str) -> bool:
    """Whether somebody asks what an answer to "are you safe?" would lead to: "will you call anyone if I say no?"."""
    return _WHAT_FOLLOWS.search(text) is not None


def after_danger(text: str) -> Said | None:
    """What a message after danger is about, where it is one of the things that people then write; None otherwise."""
    if has_called(text):
        return "helped"
    found = next((name for name, pattern in _READERS if pattern.search(text)), None)
    return None if found in ("what_if", "what_now") and _TREATMENT.search(text) else found


def fears_for_another(text: str) -> bool:
    """Whether somebody asks in fear what to do if another person takes something or is hurt."""
    return after_danger(text) == "what_if" and bool(_FEAR.search(text)) and bool(_ANOTHER.search(text))


def plays_down(text: str) -> bool:
    """Whether a medical emergency is explained away, or its help refused: "it's only nerves", "no ambulance"."""
    return _PLAYS_DOWN.search(text) is not None


def is_over(text: str) -> bool:
    """Whether a medical emergency is said to have passed."""
    return any(_OVER.search(part) and not re.search(r"\bnot\b|n'?t\b|\?", part) for part in _SENTENCES.findall(text))
