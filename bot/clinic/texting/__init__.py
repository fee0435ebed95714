"""The rules of text messages: the characters and the length they may have, the keywords on which carriers act, choices
that are answered by number, the countries of numbers, and the hours in which a person may be texted unasked. Pure:
whoever sends says what the time is, and keeps the opt-outs.
"""

from __future__ import annotations

from bot.clinic.texting.choices import off_list, picked, with_choices
from bot.clinic.texting.countries import is_in
from bot.clinic.texting.gsm import Segments, plain, segments, shorten
from bot.clinic.texting.keywords import Found, Keyword, keyword_of
from bot.clinic.texting.quiet_hours import QuietHours, may_send, next_moment, zones_of

__all__ = [
    "Found",
    "Keyword",
    "QuietHours",
    "Segments",
    "is_in",
    "keyword_of",
    "may_send",
    "next_moment",
    "off_list",
    "picked",
    "plain",
    "segments",
    "shorten",
    "with_choices",
    "zones_of",
]
