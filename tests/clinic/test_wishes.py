"""Wishes for a time in plain words, in many voices: what suits, what does not, and what is no wish."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.clinic.wishes import OpeningHours, read_wish

ZONE = ZoneInfo("America/Los_Angeles")
HOURS = OpeningHours(ZONE, {day: ((time(9), time(17)),) for day in range(5)})
CASES = Path(__file__).with_name("wishes_cases.yml")


def _groups() -> list[dict[str, Any]]:
    groups = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [{**group, "now": datetime.fromisoformat(group["now"])} for group in groups]


def _cases() -> Iterator[Any]:
    for group in _groups():
        for case in group["cases"]:
            yield pytest.param(group["now"], case, id=f"{group['now']:%b%d}: {case['say'][:60]}")


def _starts(now: datetime, text: str | None) -> list[datetime]:
    """Starts such as "11-24T14:00": of this year, or of the next if the month lies before that of `now`."""
    starts = []
    for start in (text or "").split():
        year = now.year + (int(start[:2]) < now.month)
        starts.append(datetime.fromisoformat(f"{year}-{start}").replace(tzinfo=ZONE))
    return starts


@pytest.mark.parametrize(("now", "case"), _cases())
def test_a_wish_is_understood(now: datetime, case: dict[str, Any]) -> None:
    """Every phrase of the collection gives a right kind, accepts what suits and rejects what does not."""
    wish = read_wish(case["say"], now, HOURS)
    kinds = {case["kind"]} if isinstance(case["kind"], str) else set(case["kind"])
    assert wish.kind.value in kinds or ({wish.kind.value} | kinds) <= {"past", "closed"}
    assert [s for s in _starts(now, case.get("fits")) if not wish.accepts(s)] == []
    assert [s for s in _starts(now, case.get("not")) if wish.accepts(s)] == []


def test_the_collection_is_large_and_seen_from_many_days() -> None:
    """The collection holds hundreds of phrases over at least six days, two of them beside a change of the clocks."""
    groups = _groups()
    assert sum(len(group["cases"]) for group in groups) >= 500
    assert len({group["now"].date() for group in groups}) >= 6
    phrases = [case["say"] for group in groups for case in group["cases"]]
    assert len(phrases) - len(set(phrases)) < 20
