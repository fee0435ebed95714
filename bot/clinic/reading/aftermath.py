"""What people write in the hours after danger: help has come, they blame themselves, they want to go on."""

from __future__ import annotations

import re
from typing import Literal

from bot.clinic.reading.command import command

Said = Literal["helped", "company", "what_if", "guilt", "plays_down", "over"]

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
_FORM = r"(?:form|booking|appointment|appt|questions?|consult\w*|cita|formulario|visit|screening|sign ?up|intake)"
_GOES_ON = re.compile(
    rf"\b(?:finish|continue|complete|go on|carry on|keep going|proceed|get back|resume|do"
    rf"|back)\b(?:\W+\w+){{0,5}}?\W+{_FORM}\b"
    rf"|^\W*(?:(?:hello|hi|ok|okay|please|now|so|and|can we|do|the)\W+)*(?:the\s+)?{_FORM}(?:\W+(?:please"
    rf"|pls|now|then))*\W*$"
    rf"|\b(?:want|wanna|like|need|can|could|let'?s|lets|please|quiero|get|ready to)\b(?:\W+\w+){{0,4}}?\W+"
    rf"(?:make|book|schedule|set up|get|have|sign|start|do|hacer|una)\b(?:\W+\w+){{0,3}}?\W+{_FORM}\b"
    r"|\b(?:book|sign|schedule|put)\s+(?:me|us|it|him|her)(?:\s+(?:in|up|down))?\b"
    r"|\b(?:go on|continue|carry on|keep go\w+|move on|proceed)\s+(?:please|now|then|with (?:it|this|that))\b"
    r"|\b(?:can|could|may|let'?s|lets|want to|wanna|ready to|like to|we|please|just|ok|okay|now)\W+"
    r"(?:go on|continue|carry on|keep go\w+|move on|proceed)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(rf"\b{_FORM}\b|\b(?:book|sign|schedule|put) (?:me|us|it|him|her)\b|\bbook\b", re.IGNORECASE)
_NOT_ON = re.compile(
    r"\b(?:can'?t|cannot|don'?t|dont|not|never|won'?t|why|no (?:point|reason|use)|how (?:do|can|could|am) i|if i)\b"
    r"(?:\W+\w+){0,5}?\W+(?:go on|continue|carry on|keep go\w+|proceed|finish|book|make|do)\b"
    r"|\b(?:cancel|resched\w+|move (?:it|my|the))\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[^.,;!?\n]+\??")
_TREATMENT = re.compile(
    r"\b(?:ketamine|infusions?|spravato|treatments?|side.?effects?|antidepressants?|tms|meds?)\b", re.IGNORECASE
)
_FEAR = re.compile(
    r"\b(?:scar(?:e|ed|y)|afraid|fear|frighten\w*|terrified|worried|worry|panick\w*|miedo)\b", re.IGNORECASE
)
_ANOTHER = re.compile(r"\b(?:he|she|they|him|her|them|somebody|someone)\b", re.IGNORECASE)
_READERS: tuple[tuple[Said, re.Pattern[str]], ...] = (
    ("what_if", _WHAT_IF),
    ("guilt", _GUILT),
    ("company", _COMPANY),
)


def help_is_near(text: str) -> bool:
    """Whether helpers are on their way or there: "the medics just got here", "im at the hospital now"."""
    return any(_HELPED.search(part) and not _NOT_HELPED.search(part) for part in _SENTENCES.findall(text))


def after_danger(text: str) -> Said | None:
    """What a message after danger is about, where it is one of the things that people then write; None otherwise."""
    if help_is_near(text):
        return "helped"
    found = next((name for name, pattern in _READERS if pattern.search(text)), None)
    return None if found == "what_if" and _TREATMENT.search(text) else found


def fears_for_another(text: str) -> bool:
    """Whether somebody asks in fear what to do if another person takes something or is hurt."""
    return after_danger(text) == "what_if" and bool(_FEAR.search(text)) and bool(_ANOTHER.search(text))


def plays_down(text: str) -> bool:
    """Whether a medical emergency is explained away, or its help refused: "it's only nerves", "no ambulance"."""
    return _PLAYS_DOWN.search(text) is not None


def is_over(text: str) -> bool:
    """Whether a medical emergency is said to have passed."""
    return any(_OVER.search(part) and not re.search(r"\bnot\b|n'?t\b|\?", part) for part in _SENTENCES.findall(text))


def wants_to_go_on(text: str) -> bool:
    """Whether a message, or a sentence of it, asks to go on with the booking: "ok. continue", "the form please"."""
    if _NOT_ON.search(text):
        return False
    return _GOES_ON.search(text) is not None or any(command(part) == "resume" for part in _SENTENCES.findall(text))


def names_booking(text: str) -> bool:
    """Whether the form, the booking or a visit is named, or somebody is to be booked in."""
    return _NAMES.search(text) is not None
