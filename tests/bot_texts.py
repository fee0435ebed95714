"""All texts of the bot, and the facts that they may state: what the tests of facts and of wording share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.clinic.answers import Answer, Answers
from bot.clinic.answers.texts import SourcesFile, read
from bot.clinic.profile import load_clinic
from tests.tracing import OPENERS, Facts, Text, texts_in, texts_of_files

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT / "data" / "texts"
CLINIC = load_clinic(ROOT / "clinic.yml")
SOURCES = read(TEXTS / "sources.yml", SourcesFile)
ANSWERS = Answers.load(TEXTS)

WEB = tuple(ANSWERS.all("web"))
SMS = tuple(ANSWERS.all("sms"))
BOTH = (*WEB, *SMS)


# Facts that may be said
def clinic_facts() -> Facts:
    """Figures and names of clinic.yml."""
    clinic, consultation, resources = CLINIC.clinic, CLINIC.consultation, CLINIC.resources
    days = {day.capitalize() for person in CLINIC.consultants for day in person.hours.days}
    return Facts(
        frozenset(
            {
                clinic.phone,
                f"{consultation.minutes} minutes",
                f"{CLINIC.screening.min_age} or older",
                f"{CLINIC.screening.min_age} and older",
                resources.emergency,
                resources.lifeline,
                resources.lifeline_chat,
                resources.text_line,
                f"press {resources.lifeline_spanish_key}",
            }
        ),
        frozenset(
            word
            for name in (
                *days,
                clinic.name,
                clinic.short_name,
                clinic.city,
                clinic.time_zone_label,
                resources.text_line_word,
                resources.lifeline_spanish_word,
            )
            for word in name.split()
        ),
        frozenset(),
    )


ALL_FACTS = Facts.of((*SOURCES.sections.values(), *SOURCES.others.values())) | clinic_facts()
BY_TITLE = {source.title: source for source in (*SOURCES.sections.values(), *SOURCES.others.values())}


def facts_of(answer: Answer) -> Facts:
    """Only what the sources that the answer names have, and the clinic's own facts."""
    return Facts.of(BY_TITLE[title] for title in answer.source.split("; ")) | clinic_facts()


# Texts
def clinic_texts() -> Iterator[Text]:
    screening = yaml.safe_load((ROOT / "clinic.yml").read_text(encoding="utf-8"))
    parts: dict[str, Any] = {
        "questions": screening["screening"].get("questions", {}),
        "answers": screening["screening"]["answers"],
        "because": [rule["because"] for rule in screening["screening"]["rules"]],
        "consent": screening["consent"],
    }
    yield from texts_in("clinic.yml", parts)


OTHER_TEXTS = (*texts_of_files(TEXTS, leaving_out=("sources.yml", "answers.yml")), *clinic_texts())
ANSWER_TEXTS = tuple(
    Text(f"{answer.topic}.{answer.aspect} ({channel})", answer.text)
    for channel, answers in (("web", WEB), ("sms", SMS))
    for answer in answers
)
EVERY_TEXT = (*OTHER_TEXTS, *ANSWER_TEXTS, *texts_of_files(TEXTS, leaving_out=("sources.yml",)))
SMALL_WORDS = frozenset(word for text in EVERY_TEXT for word in re.findall(r"\b[a-z][a-z'-]*", text.said))
ORDINARY = OPENERS | SMALL_WORDS


def complaints(found: Iterable[tuple[str, Any]]) -> str:
    return "\n".join(sorted({f"{where}: {what}" for where, what in found if what}))
