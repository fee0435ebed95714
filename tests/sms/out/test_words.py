"""The words of all that is texted unasked: plain and short, no word that the carrier acts on, nothing of health."""

from __future__ import annotations

import string
from datetime import datetime, timedelta, timezone

import pytest
import yaml

from bot import notices
from bot.clinic.calendar import say_short
from bot.clinic.texting import keyword_of, plain
from bot.context import Assistant
from bot.settings import ROOT
from tests.sms.out.words import faults
from tests.sms.out.world import PUBLIC, START, Desk

TEMPLATES: dict[str, dict[str, str]] = yaml.safe_load((ROOT / "data" / "texts" / "texting.yml").read_text("utf-8"))[
    "text"
]
# What leaves without the person having just written, see docs/sms.md; the others are replies to a text.
UNASKED = ("on", "booked", "moved", "cancelled", "reminder", "link")
NAMED = {"STOP", "HELP"}  # the words that the law and the carriers want to be named


def long_values(running: Assistant) -> dict[str, str]:
    """The longest that each of what is filled in can be at this clinic."""
    day = datetime(2026, 12, 1, 8, tzinfo=timezone.utc)
    moments = [day + timedelta(minutes=30 * step) for step in range(48 * 30)]
    slot = max((say_short(moment, running.clinic) for moment in moments), key=len)
    label = running.clinic.clinic.time_zone_label
    return {
        "slot": f"{slot} {label}",
        "reference": "KC-WWWW-W",
        "page": f"https://consultations.example.org/a/{running.appointment_token('0' * 32)}",
        "choices": "Reply 1 to confirm, 2 to change, 3 to speak with staff.",
    }


@pytest.fixture
def filled(running: Assistant) -> dict[str, str]:
    """Every template of texting.yml with long values."""
    values = long_values(running)
    known = {*values, "short_name", "clinic", "phone", "emergency", "lifeline"}
    for name, forms in TEMPLATES.items():
        for form in forms.values():
            fields = {field for _, field, _, _ in string.Formatter().parse(form) if field}
            assert fields <= known, f"text.{name} has values that this test knows no long form of: {fields - known}"
    return {name: plain(running.texts.say(f"text.{name}", "sms", **values)) for name in TEMPLATES}


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_is_short_and_plain(name: str, filled: dict[str, str]) -> None:
    """GSM-7, two segments at most, no blank line, no word of the carrier's asked for, nothing told about health."""
    assert faults(filled[name]) == []


@pytest.mark.parametrize("name", UNASKED)
def test_what_comes_unasked_says_whose_it_is(name: str, filled: dict[str, str]) -> None:
    """It begins with the clinic's short name."""
    assert filled[name].startswith("KCLA: ")


@pytest.mark.parametrize("name", [name for name in UNASKED if name not in ("moved", "cancelled")])
def test_it_says_how_to_end_it(name: str, filled: dict[str, str]) -> None:
    """STOP stands in it, and no other word that would have the same effect."""
    assert "STOP" in filled[name]
    words = {word.strip('.,:;"') for word in filled[name].split()}
    loud = {word for word in words if word.isupper() and keyword_of(word) is not None}
    assert loud <= NAMED


def test_no_line_of_a_text_is_a_keyword_by_itself(filled: dict[str, str]) -> None:
    """Nobody can copy a line of ours and opt out by it."""
    assert not [line for text in filled.values() for line in text.splitlines() if keyword_of(line) is not None]


def test_what_the_assistant_writes_itself_is_as_short(desk: Desk) -> None:
    """The same of real rows: booked, moved, cancelled, link, reminders, texts on."""
    booking = desk.book()
    desk.do(lambda tx: notices.texts_are_on(tx, desk.running, "+13235550119", desk.clock.now))
    desk.do(lambda tx: notices.text_link(tx, desk.running, "+13235550119", desk.clock.now))
    desk.cancel(desk.move(booking, START + timedelta(days=2)))
    written = desk.outbox()
    assert {row.kind for row in written} == {"confirmation", "reminder", "link"} and len(written) == 9
    assert {row.body: faults(row.body) for row in written if faults(row.body)} == {}
    assert max(row.segments for row in written) == 2
    assert sum(PUBLIC in row.body for row in written) == 3


@pytest.mark.parametrize(
    "planted",
    [
        "Your ketamine consultation is tomorrow.",
        "Dr. Adler will see you.",
        "About your depression: see you soon.",
        "The psychiatrist calls you.",
        "Reply YES to confirm.",
        "Please answer with yes.",
        'To stop, text "cancel".',
        "Write END to end texts.",
        "One.\n\nTwo.",
        "See you at 10 \u2013 don\u2019t be late",
        "Hello {name}",
        "x" * 307,
    ],
)
def test_a_planted_fault_is_found(planted: str) -> None:
    """Each is seen, and what our texts must say is not."""
    assert faults(planted)
    assert faults("KCLA: write STOP to end texts. Reply HELP for help. Reply 1 to confirm.") == []
