"""What a person in danger is told, in every form: short, with help in it, true about the staff, and no door closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest

from bot.clinic.crisis import CrisisReply, Setting, meant_for_a_line, respond
from bot.clinic.interview.draft import Draft
from bot.clinic.profile import load_clinic
from bot.clinic.safety import Finding, Kind, Level
from bot.clinic.texts import Texts
from bot.settings import ROOT

CLINIC = load_clinic(ROOT / "clinic.yml")
TEXTS = Texts.load(ROOT / "data" / "texts", CLINIC)
DAY, NIGHT = (datetime.fromisoformat(f"2026-11-23T{hour}:05-08:00") for hour in (10, 22))
TWO_SEGMENTS = 306
KINDS: list[tuple[Level, Kind]] = [
    (Level.risk, "self"),
    (Level.risk, "other"),
    (Level.risk, "threatened"),
    (Level.imminent, "self"),
    (Level.imminent, "other"),
    (Level.imminent, "threatened"),
    (Level.imminent, "medical"),
]


def told(level: Level, kind: Kind, place: Setting, draft: Draft | None = None, *, spanish: bool = False) -> CrisisReply:
    return respond(draft, Finding(level, "rule", spanish, kind), place)


def place(channel: str = "web", now: datetime = DAY, *, alerted: bool = True) -> Setting:
    return Setting(CLINIC, TEXTS, channel, now, alerted)


@pytest.mark.parametrize(("level", "kind"), KINDS)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_every_form_names_help_and_stays_short(level: Level, kind: Kind, channel: str) -> None:
    """With and without Spanish, the first time and again, by day and by night: 911, 988, and two segments by SMS."""
    for now, alerted, spanish, again in product((DAY, NIGHT), (True, False), (False, True), (False, True)):
        draft = Draft(question="name", goal="consultation")
        if again:
            told(level, kind, place(channel, now - timedelta(minutes=5)), draft)
        text = told(level, kind, place(channel, now, alerted=alerted), draft, spanish=spanish).text
        assert "988" in text and "911" in text
        assert ("AYUDA" in text) == spanish
        if channel == "sms":
            assert len(text) <= TWO_SEGMENTS, (len(text), text)
            assert "\n" not in text and text.isascii()


@pytest.mark.parametrize(("level", "kind"), KINDS)
def test_what_is_said_of_the_staff_is_true(level: Level, kind: Kind) -> None:
    """Alerted, away at this hour, or out of reach."""
    assert "I've alerted our staff." in told(level, kind, place()).text
    assert "nobody is reading live" in told(level, kind, place(now=NIGHT)).text
    assert "not reading live" in told(level, kind, place("sms", NIGHT)).text
    unreached = told(level, kind, place(alerted=False)).text
    assert "can't reach our staff" in unreached and "alerted" not in unreached


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_at_risk_one_question_is_asked_and_the_booking_stays_open(channel: str) -> None:
    """The question that was open waits, and nothing that was given is lost."""
    draft = Draft(question="name", goal="consultation", facts={"who": "self"})
    reply = told(Level.risk, "self", place(channel), draft)
    assert reply.text.count("?") <= 2 and "Are you safe right now?" in reply.text
    assert len(reply.choices) == 3
    assert (draft.question, draft.interrupted, draft.facts) == ("safe", "name", {"who": "self"})


def test_in_danger_nothing_is_asked() -> None:
    """No question in that turn; "continue" goes on."""
    draft = Draft(question="name", goal="consultation")
    reply = told(Level.imminent, "self", place(), draft)
    assert "?" not in reply.text and '"continue"' in reply.text and reply.choices == ()
    assert (draft.question, draft.stopped) == (None, True)


def test_the_full_text_comes_once_an_escalation() -> None:
    """Then a reminder; in full again when the level rises, and after six hours."""
    draft = Draft()
    assert "741741" in told(Level.risk, "self", place(), draft).text
    assert "741741" not in told(Level.risk, "self", place(), draft).text
    assert "nearest ER" in told(Level.imminent, "self", place(), draft).text
    later = replace(place(), now=DAY + timedelta(hours=7))
    assert "741741" in told(Level.risk, "self", later, draft).text


def test_a_minor_is_offered_no_booking() -> None:
    """What was entered is kept, and nothing is promised that the screening refused."""
    reply = told(Level.risk, "self", place(), Draft(facts={"age": "minor"}))
    assert "book" not in reply.text and "keep" in reply.text


def test_another_person_is_not_asked_about_oneself() -> None:
    """The question and its choices are about them."""
    reply = told(Level.risk, "other", place(), Draft())
    assert "Are they safe right now?" in reply.text and "They're safe" in reply.choices


@pytest.mark.parametrize("text", ["988", "HOME", "home.", "Text HOME to 741741", "call 988 please", "ayuda", "911"])
def test_a_word_for_a_crisis_line_is_known(text: str) -> None:
    """The number or the word alone, or with a verb."""
    assert meant_for_a_line(text, CLINIC)


@pytest.mark.parametrize(
    "text", ["I am at home", "my number is 310-555-0988", "is 988 open on sundays?", "homework", ""]
)
def test_other_messages_are_not_for_a_crisis_line(text: str) -> None:
    """They are answered as ever."""
    assert not meant_for_a_line(text, CLINIC)
