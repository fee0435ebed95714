"""The calendar file of a booking, read back as a calendar program would."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.clinic.ics import booking_ics

LA = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 11, 23, 18, 5, tzinfo=timezone.utc)
START = datetime(2026, 12, 1, 22, 0, tzinfo=timezone.utc)


def file(**changes: Any) -> bytes:
    facts: dict[str, Any] = {
        "reference": "KC-7Q4M-2",
        "uid": "5e0f",
        "sequence": 0,
        "starts_at": START,
        "ends_at": START + timedelta(minutes=30),
        "zone": LA,
        "summary": "Consultation, KCLA",
        "description": "By phone. Questions: 310-270-0625; or 2, or 3",
        "location": "Los Angeles, CA",
        "organizer": "tel:+13105550100",
        "cancelled": False,
        "now": NOW,
    }
    return booking_ics(**{**facts, **changes})


def event(content: bytes) -> Any:
    (found,) = Calendar.from_ical(content).walk("VEVENT")
    return found


def test_file_is_an_appointment_in_the_clinics_zone() -> None:
    """Calendar programs read the moment, its zone and whose it is."""
    one = event(file())
    assert one.decoded("dtstart") == START
    assert one.decoded("dtend") == START + timedelta(minutes=30)
    assert one["dtstart"].params["TZID"] == "America/Los_Angeles"
    assert one.decoded("dtstamp") == NOW
    assert (one["uid"], one["sequence"], one["status"]) == ("5e0f", 0, "CONFIRMED")
    assert one["summary"] == "Consultation, KCLA"
    assert one["location"] == "Los Angeles, CA"
    assert one["organizer"] == "tel:+13105550100"


def test_file_carries_the_rules_of_its_zone() -> None:
    """Programs that do not know the zone find both offsets of that winter in it."""
    calendar = Calendar.from_ical(file())
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "America/Los_Angeles"
    offsets = {part.decoded("tzoffsetto") for part in zone.subcomponents}
    assert offsets == {timedelta(hours=-8), timedelta(hours=-7)}
    assert b"DTSTART;TZID=America/Los_Angeles:20261201T140000\r\n" in file()


def test_lines_end_as_the_standard_wants() -> None:
    """CRLF everywhere, and no line above 75 bytes, whatever the texts are."""
    content = file(description="Bring nothing. " * 20 + "Señora Peña · 😊" * 9)
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert "Señora Peña · 😊" in event(content)["description"]


def test_text_with_marks_of_the_format_survives() -> None:
    """Commas, semicolons and line breaks are texts, not structure."""
    text = "One, two; three\nfour\\five"
    assert event(file(summary=text, description=f"{text} KC-7Q4M-2"))["description"] == f"{text} KC-7Q4M-2"


def test_reference_is_told_once() -> None:
    """It ends the description unless the caller has told it already."""
    assert event(file())["description"].endswith("Reference: KC-7Q4M-2")
    assert event(file(description="Your KC-7Q4M-2"))["description"] == "Your KC-7Q4M-2"


def test_move_keeps_the_uid_and_counts_up() -> None:
    """The same appointment at another time, which replaces the first."""
    moved = event(file(sequence=1, starts_at=START + timedelta(days=1), ends_at=START + timedelta(days=1, hours=1)))
    assert (moved["uid"], moved["sequence"]) == ("5e0f", 1)
    assert b"METHOD:PUBLISH\r\n" in file(sequence=1)


def test_cancellation_removes_the_appointment() -> None:
    """The method and the status that make a calendar take it out."""
    content = file(sequence=2, cancelled=True)
    assert b"METHOD:CANCEL\r\n" in content
    assert (event(content)["status"], event(content)["uid"]) == ("CANCELLED", "5e0f")


def test_appointment_is_private() -> None:
    """In a shared calendar others see that the time is taken, not what for."""
    assert event(file())["class"] == "PRIVATE"


def test_place_and_organizer_may_be_left_out() -> None:
    """What is not known is not written."""
    one = event(file(location="", organizer=None))
    assert "location" not in one
    assert "organizer" not in one


@pytest.mark.parametrize("name", ["starts_at", "ends_at", "now"])
def test_time_without_a_zone_is_refused(name: str) -> None:
    """A floating time would be at another moment on each phone."""
    with pytest.raises(ValueError, match="zone"):
        file(**{name: datetime(2026, 12, 1, 14)})
