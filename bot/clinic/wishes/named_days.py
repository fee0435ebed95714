"""Rules for named holidays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.clinic.wishes.days import day, on, stretch
from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Build, Built, Rule, Token


def _holiday(name: str) -> Build:
    def build(frame: Frame, tokens: Sequence[Token]) -> Built:
        found = frame.almanac.holiday(name)
        return day(tokens, on(found), "HOLIDAY", "WEAK") if found else None

    return build


def _new_year(frame: Frame, tokens: Sequence[Token]) -> Built:
    first = date(frame.today.year + 1, 1, 1)
    said = day(tokens[-3:], stretch(first, first.replace(month=12, day=31)), "WEAK")
    return [*(t for t in tokens[:-3] if t.word not in {"in", "into"}), said]


def _short(frame: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "Election week", "labor day weekend" said without the day."""
    name = {"labour": "labor", "president": "presidents", "veteran": "veterans"}.get(tokens[0].word, tokens[0].word)
    found = frame.almanac.holiday(name)
    return [day(tokens[:1], on(found), "HOLIDAY", "WEAK"), tokens[1]] if found else None


HOLIDAYS = [
    Rule("election|memorial|labor|labour|presidents|president|veterans|veteran week|weekend", _short),
    Rule("christmas|xmas eve|evening day?", _holiday("christmas eve")),
    Rule("new year|years|year's eve|evening day?", _holiday("new year eve")),
    Rule("new years|year's day?", _holiday("new year")),
    Rule("( in | into | until | after | before )? the new year", _new_year),
    Rule("new year day?", _holiday("new year")),
    Rule("black friday", _holiday("black friday")),
    Rule("cyber monday", _holiday("cyber monday")),
    Rule("good friday", _holiday("good friday")),
    Rule("easter monday", _holiday("easter monday")),
    Rule("boxing day", _holiday("boxing")),
    Rule("turkey day", _holiday("thanksgiving")),
    Rule("election day", _holiday("election")),
    Rule("thanksgiving day?", _holiday("thanksgiving")),
    Rule("christmas|navidad day?", _holiday("christmas")),
    Rule("( mlk | martin luther king jr? ) day?", _holiday("mlk")),
    Rule("presidents|president's|presidents'|president day", _holiday("presidents")),
    Rule("memorial day", _holiday("memorial")),
    Rule("labor|labour day", _holiday("labor")),
    Rule("independence day", _holiday("independence")),
    Rule("columbus|indigenous people's|peoples|people? day", _holiday("columbus")),
    Rule("veterans|veteran's|veterans'|veteran day", _holiday("veterans")),
    Rule("juneteenth", _holiday("juneteenth")),
    Rule("halloween", _holiday("halloween")),
    Rule("valentines|valentine's|valentine day?", _holiday("valentine")),
    Rule("st|saint patricks|patrick's|patty's|paddys|paddy's day", _holiday("st patrick")),
    Rule("easter sunday?", _holiday("easter")),
]
