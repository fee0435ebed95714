"""What the demonstration plays, as it stands in data/demo/: who writes when, what they say, what the staff do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

import yaml

from bot.settings import ROOT

FILE = ROOT / "data" / "demo" / "conversations.yml"
FICTIONAL = re.compile(r"\+1[2-9]\d\d55501\d\d")  # numbers that NANPA keeps for fiction: nobody has them
_WRITTEN = re.compile(r"\+?1?[\s(.-]*([2-9]\d\d)[\s).-]*(\d{3})[\s.-]*(\d{4})\b")
Act = Literal["take_over", "reply", "hand_back", "acknowledge", "mark", "tag", "note", "assign", "settle", "call"]


class ScriptError(ValueError):
    """A script cannot be played; the message names it."""


@dataclass(frozen=True)
class Step:
    """One of: words of the person, the number of a choice, "fill" (answer what is asked), or an act of the staff.

    `wait` is how long after the step before.
    """

    wait: timedelta
    words: str | None = None
    choice: int | None = None
    fill: bool = False
    act: Act | None = None
    value: str = ""
    who: str | None = None


@dataclass(frozen=True)
class Script:
    """One conversation. It begins `days` ago at `at` (local), or with `minutes` so long before now."""

    id: str
    channel: Literal["web", "sms"]
    steps: tuple[Step, ...]
    phone: str | None = None
    answers: Mapping[str, str | int] = field(default_factory=dict)
    days: int | None = None
    at: time = time(10)
    minutes: int = 0
    came: bool = True

    def begins(self, now: datetime, zone: ZoneInfo) -> datetime:
        """The moment of the first message."""
        if self.days is None:
            return now - timedelta(minutes=self.minutes)
        day = now.astimezone(zone).date() - timedelta(days=self.days)
        return datetime.combine(day, self.at, zone)

    @property
    def numbers(self) -> set[str]:
        """Every phone number in it, in E.164 form."""
        said = [str(value) for value in self.answers.values()]
        said += [step.words or step.value for step in self.steps]
        found = {"+1" + "".join(match.groups()) for text in said for match in _WRITTEN.finditer(text)}
        return found | ({self.phone} if self.phone else set())


def load(file: Path = FILE) -> tuple[dict[str, str], list[Script]]:
    """The colleagues (key: name) and the conversations. Raises ScriptError."""
    body = yaml.safe_load(file.read_text(encoding="utf-8"))
    staff = dict(body["staff"])
    scripts = [_script(one, staff) for one in body["conversations"]]
    if len({one.id for one in scripts}) != len(scripts):
        raise ScriptError("two conversations have the same id")
    return staff, scripts


def _script(given: dict[str, Any], staff: Mapping[str, str]) -> Script:
    name = str(given.get("id"))
    try:
        steps = tuple(_step(one, staff) for one in given.pop("steps"))
        at = time.fromisoformat(given.pop("at", "10:00"))
        made = Script(steps=steps, at=at, **given)
    except (KeyError, TypeError, ValueError) as error:
        raise ScriptError(f"{name}: {error}") from error
    if made.channel not in ("web", "sms") or (made.channel == "sms") != (made.phone is not None):
        raise ScriptError(f"{name}: needs a phone by text, and none on the website")
    real = {number for number in made.numbers if not FICTIONAL.fullmatch(number)}
    if real:
        raise ScriptError(f"{name}: {', '.join(sorted(real))} may be somebody's number")
    return made


def _step(given: Any, staff: Mapping[str, str]) -> Step:
    """A string is said a minute later; a mapping has one of say, choose, fill or an act, and may wait for hours."""
    if isinstance(given, str):
        return Step(timedelta(minutes=1), words=given) if given != "fill" else Step(timedelta(minutes=1), fill=True)
    given = dict(given)
    wait = timedelta(hours=float(given.pop("hours", 0)), minutes=float(given.pop("minutes", 1)))
    who = given.pop("who", None)
    if who is not None and who not in staff:
        raise ValueError(f"nobody is called {who}")
    if len(given) != 1:
        raise ValueError(f"one thing a step: {given}")
    ((kind, value),) = given.items()
    if kind == "say":
        return Step(wait, words=str(value))
    if kind == "choose":
        return Step(wait, choice=int(value))
    if kind == "fill":
        return Step(wait, fill=True)
    if kind not in get_args(Act):
        raise ValueError(f"there is no {kind}")
    if who is None and kind not in ("tag", "settle", "call", "mark"):
        raise ValueError(f"{kind} needs somebody")
    return Step(wait, act=kind, value=str(value), who=who)
