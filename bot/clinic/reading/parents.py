"""A parent of somebody under age: who offers to come along or to sign, and who then asks for themself."""

from __future__ import annotations

import re

from bot.clinic.reading.words import say

_ADULT = r"(?:i|im|ill|id|ive|we|wed|well|me|my|our|mom|mum|mother|dad|father|parents?|both|guardian)"
_OFFERS = re.compile(
    rf"\b{_ADULT}\b.{{0,40}}?\b(?:(?:come|comes|go|be|bring|brought|stay|stays|sit|sits|am|is|are)\b.{{0,12}}\b"
    r"(?:along|with (?:him|her|them)|there|present|in the room|too|as well)|along|sign(?:s|ed|ing|ature)?"
    r"|consent\w*|permission|"
    r"approv\w*|vouch|accompan\w*|supervis\w*|guardian|(?:agree|ok|okay|fine) (?:to|with) (?:it|this)|responsib\w+)\b"
    r"|\b(?:im|we are|were) (?:there|present|in the room)\b"
    r"|\bwith (?:my|our|a|the|parental|his|her) (?:\w+ )?(?:consent|permission|approval|signature|parents?"
    r"|mom|dad|guardian)\b"
    r"|\bparental (?:consent|permission|approval)\b"
)
_LEAD = r"(?:(?:and|ok|okay|then|so|but|now|well|fine|alright|hm+|oh|y|e|wait|actually|what if its) )*"
_ASKS_FOR_ONESELF = re.compile(
    rf"^{_LEAD}(?:what|how|wat) (?:about|abt|bout) (?:for )?(?:me|myself|us grown ?ups)\b"
    rf"|^{_LEAD}(?:for (?:me|myself)|para mi)(?: (?:then|now|instead|too))?(?: (?:im |i am |tengo )?\d+\b.*)?$"
    r"|^(?:and|ok|okay|then|so|but|now) (?:(?:and|ok|okay|then|so|but|now) )*(?:me|myself)(?: (?:then|now|im"
    r"|i am|\d+)\b.*)?$"
    r"|\b(?:can|could|may|should) i (?:then |just |maybe |also |still |even )?(?:book|get|come|do|have"
    r"|schedule|sign up|be|try|see)\b"
    r".{0,30}\b(?:for me|myself|instead)\b"
    r"|\b(?:can|could|would|will|do) (?:you|u|yall) (?:also |then |still |even )?(?:see|treat|help|take|book) me\b"
    r"|\b(?:one|it|that|this|appointment|appt|consult\w*|visit|its|something) (?:is )?for (?:me|myself)\b"
    r"|\b(?:i (?:also |really |actually )?(?:need|want|have|struggle|suffer)|id like|i would like|im)\b"
    r"(?!.{0,20}\b(?:call|phone|talk|speak)\b).{2,40}\b(?:myself|too|as well)\b"
    r"|\bi also (?:have|need|struggle|suffer|deal)\b"
)
_OF_CHILD = re.compile(
    r"\b(?:along|sign(?:s|ed|ing)?|consent\w*|permission|present|guardian|(?:with|for|to|about) (?:him|her"
    r"|them|my (?!self)\w+))\b"
)


def offers_as_parent(text: str) -> bool:
    """Whether somebody offers to be there or to agree, for one who is under age: "even if I come along and sign?"."""
    return any(_OFFERS.search(" ".join(clause.words)) for clause in say(text).clauses)


def turns_to_oneself(text: str) -> bool:
    """Whether somebody who wrote for another asks for themself now: "and what about me?", "can I come instead"."""
    clauses = [" ".join(clause.words) for clause in say(text).clauses]
    return any(_ASKS_FOR_ONESELF.search(one) and not _OF_CHILD.search(one) for one in clauses)
