"""A text lies open on the screen of a phone: what it never says, in templates and in what was really written."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from bot.channels.rasa import Rasa
from bot.settings import ROOT
from bot.store import tables
from tests.sms.out.words import faults
from tests.sms.phone import Line, Phone, TextWorld, let_leave
from tests.sms.rules import NAMES, assert_discreet
from tests.sms.story import ANSWERS, CLINICIAN, NAME, NUMBER, OPENING, PRACTICE
from tests.tracing import WORDS, texts_in

TEMPLATES = yaml.safe_load((ROOT / "data" / "texts" / "texting.yml").read_text(encoding="utf-8"))
TELLING = [*WORDS["drugs"], *WORDS["conditions"], "clinician", "doctor", "dr", "psychiatrist", "therapist", "therapy",
           "treatment", "infusion", "medication", "diagnosis", "mental health"]  # fmt: skip
# What belongs to the clinician, and the reason: of these only the person's own words may be repeated.
SECRETS = {
    "name": re.compile(r"fenwick|aldana", re.I),
    "practice": re.compile(r"silver lake", re.I),
    "role": re.compile(r"family doctor|primary care", re.I),
    "number": re.compile(r"626[-. )]*555[-. ]*0171"),
    "reason": re.compile(r"\bptsd\b|post-?traumatic", re.I),
}


def telling(body: str) -> list[str]:
    return [word for word in TELLING if re.search(rf"\b{re.escape(word)}s?\b", body, re.I)]


@pytest.mark.parametrize("text", list(texts_in("texting.yml", TEMPLATES)), ids=lambda text: text.where)
def test_no_template_tells_of_a_condition_or_a_clinician(text: Any) -> None:
    """Also in small letters and plurals."""
    assert telling(text.said) == []


def test_the_scan_finds_what_it_looks_for() -> None:
    """Each kind of word, so that the tests here can fail."""
    for body in ("Your ketamine visit", "about your depression", "Dr. Aldana called", "the clinicians"):
        assert telling(body), body
    assert faults("Your ketamine visit") and NAMES


async def test_all_that_is_written_unasked_is_discreet(texting: TextWorld) -> None:
    """Confirmation, reminders, link, opt-out of a person whose clinician and reason are known."""
    line = await texting.line("on the website")
    phone, client = line.phone(NUMBER), await line.begun()
    for text in ("when is my appointment?", "yes", NUMBER[2:]):
        await client.say(text)
    await phone.say("move my appointment to friday december 4 at 10:30 am")
    for _ in range(2):
        if phone.question is not None:
            await phone.say("1")
    await phone.say("stop texting me please")
    assert {row.kind for row in line.outbox()} >= {"confirmation", "reminder", "link", "opt_out"}
    assert_discreet(line.running)
    with line.running.store.begin() as tx:
        tx.execute(tables.outbox.update().where(tables.outbox.c.kind == "link").values(body=f"{NAME} sees {CLINICIAN}"))
    with pytest.raises(AssertionError):
        assert_discreet(line.running)
    with line.running.store.begin() as tx:
        tx.execute(tables.outbox.delete().where(tables.outbox.c.kind == "link"))


def repeated(phone: Phone) -> list[tuple[str, str, str]]:
    """What of the clinician and the reason was said in answer to texts that did not say it."""
    found = []
    for asked, row in zip(phone.log("in"), [row for row in phone.outbox if row.kind == "reply"], strict=True):
        for name, secret in SECRETS.items():
            hit = secret.search(row.body)
            menu = name in ("reason", "role") and "?" in row.body  # the question lists what may be answered
            if hit and not secret.search(asked.text) and not menu:
                found.append((asked.text, name, row.body))
    return found


async def test_a_whole_consultation_repeats_nothing_of_clinician_and_reason(texting: TextWorld) -> None:
    """From the first text to the reference."""
    line = await texting.line("booked")
    phone = line.phone(NUMBER)
    assert len(phone.replies) > 14
    assert repeated(phone) == []


@pytest.mark.parametrize(
    "asked",
    ["what do you have so far", "why do you ask", "go back", "can you repeat that", "who is my clinician",
     "actually it should be monday", "change my email to odile@example.org", "hmm", "i want to talk to a person",
     "what did i tell you about my reason"],
)  # fmt: skip
async def test_whatever_is_asked_in_between(texting: TextWorld, asked: str) -> None:
    """Commands, corrections and questions at the summary: the clinician and the reason stay unsaid."""
    line = await texting.line("summary")
    phone = line.phone(NUMBER)
    assert await phone.say(asked)
    assert repeated(phone) == []


async def test_the_consent_is_asked_for_without_a_name(texting: TextWorld) -> None:
    """Also when the name was given beforehand; what is stored of the consent has none either."""
    line = await texting.line()
    phone = line.phone(NUMBER)
    await phone.say(f"{OPENING}. my doctor is {CLINICIAN} at {PRACTICE}")
    await phone.play(ANSWERS, stop_at="health")
    assert not any(SECRETS["name"].search(body) for body in phone.replies[1:]), phone.replies
    for row in line.rows(tables.consent):
        assert not SECRETS["name"].search(row.wording)


async def test_nothing_that_leaves_about_the_appointment_names_the_person(texting: TextWorld) -> None:
    """A reminder is for whoever holds the phone."""
    line: Line = await texting.line("on the website")
    sent = let_leave(line)
    assert sent and not any(part.lower() in body.lower() for body in sent for part in NAME.split())


async def test_the_log_of_the_process_has_no_number_and_no_word(
    texting: TextWorld, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn that fails is logged with the conversation's id at most."""

    async def broken(*_given: Any) -> Any:
        raise RuntimeError("on purpose")

    line = await texting.line("email")
    phone = line.phone(NUMBER)
    monkeypatch.setattr(Rasa, "handle", broken)
    assert "went wrong" in await phone.say("my secret is zanzibar")
    await line.post(phone.form("zanzibar"), signature="wrong")
    assert "on purpose" in caplog.text
    assert "zanzibar" not in caplog.text and NUMBER[2:] not in caplog.text and NUMBER not in phone.conversation
