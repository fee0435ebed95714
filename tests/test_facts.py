"""Every fact in every text of the bot has a source, and a claim of the clinic is told as one, with its caveat."""

from __future__ import annotations

import re
from collections.abc import Collection

import pytest

from bot.clinic.answers import Answer
from bot.clinic.answers.texts import Source
from tests.bot_texts import (
    ALL_FACTS,
    BOTH,
    BY_TITLE,
    CLINIC,
    EVERY_TEXT,
    ORDINARY,
    OTHER_TEXTS,
    SMS,
    SOURCES,
    WEB,
    complaints,
    facts_of,
)
from tests.tracing import Facts, untraced

MARKETING = {number for number, claim in SOURCES.claims.items() if claim.kind == "marketing"}
AS_THE_CLINICS_WORDS = {number for number, claim in SOURCES.claims.items() if claim.kind != "plain"}

ATTRIBUTIONS = re.compile(
    r"\b(?:according to the clinic|the clinic (?:says|speaks of|calls|names|does say))\b", re.IGNORECASE
)


def test_every_answer_takes_its_facts_from_the_sources_it_names() -> None:
    """Each number, name, drug, condition and effect of an answer is in a section or caveat that the answer names."""
    found = complaints(
        (f"{answer.topic}.{answer.aspect}", untraced(answer.text, facts_of(answer), ORDINARY)) for answer in BOTH
    )
    assert not found, found


def test_every_text_of_the_bot_takes_its_facts_from_some_source() -> None:
    """Questions, replies and crisis texts state nothing that is neither in sources.yml nor in clinic.yml."""
    assert len(OTHER_TEXTS) > 20
    found = complaints((text.where, untraced(text.said, ALL_FACTS, ORDINARY)) for text in EVERY_TEXT)
    assert not found, f"{found}\n(an ordinary word that begins a sentence may join OPENERS in tests/tracing.py)"


@pytest.mark.parametrize(
    "planted",
    [
        "The clinic says more than 90% of its patients benefit.",
        "The clinic says 80% of its patients benefit.",
        "The clinic says eighty percent of its patients benefit.",
        "Results come in as little as three hours.",
        "Results come within four hours.",
        "Spravato takes up to 16 days.",
        "Most people come for six infusions.",
        "One session is enough.",
        "A session costs $450.",
        "Please call 310-270-0652.",
        "The article is of 14 December 2023.",
        "We are open until 6 pm.",
        "You will talk with Steven Mandel.",
        "Mandel will see you.",
        "The clinic is at Wilshire Boulevard.",
        "We take Aetna.",
        "It works better than wellbutrin.",
        "Zoloft is slower.",
        "It may cause dizziness.",
        "It may cause headaches, too.",
        "The clinic treats ocd and migraine.",
        "It acts on serotonin.",
        "We also give psilocybin.",
        "Press 3 for more.",
        "Consultations are on Saturday.",
    ],
)
def test_a_planted_fact_is_found(planted: str) -> None:
    """A number, name, drug, condition or effect without a source is found, in whatever form it is written."""
    assert untraced(planted, ALL_FACTS, ORDINARY)


@pytest.mark.parametrize(
    "sourced",
    [
        "The clinic says that more than 80% of its patients benefit.",
        "It can take up to 16 weeks. Please call 310-270-0625.",
        "By the day after the third infusion, or in as little as four hours.",
        "Side effects may include nausea, fatigue, blurry vision and elevated blood pressure.",
        "Call or text 988, or text HOME to 741741.",
    ],
)
def test_a_sourced_fact_is_left_alone(sourced: str) -> None:
    """The figures, names and effects that the sources have raise no complaint."""
    assert untraced(sourced, ALL_FACTS, ORDINARY) == []


def test_an_answer_may_not_borrow_facts_of_a_source_it_does_not_name() -> None:
    """A fact that is true elsewhere is a complaint in an answer whose sources do not have it."""
    invitation = Facts.of([SOURCES.sections["invitation"]])
    assert untraced("More than 80% of its patients benefit.", invitation, ORDINARY)


# Claims
def test_all_claims_of_the_article_are_told_on_both_channels() -> None:
    """Each of the 38 claims is told by some answer, on the web and by SMS."""
    assert set(SOURCES.claims) == set(range(1, 39))
    for answers in (WEB, SMS):
        assert {claim for answer in answers for claim in answer.claims} == set(range(1, 39))


def with_claims(numbers: Collection[int]) -> list[Answer]:
    found = [answer for answer in BOTH if set(answer.claims) & set(numbers)]
    assert found
    return found


def test_what_the_clinic_claims_is_told_as_its_words() -> None:
    """A claim that is not a plain fact is attributed to the clinic in the same message."""
    bare = [answer.text for answer in with_claims(AS_THE_CLINICS_WORDS) if not ATTRIBUTIONS.search(answer.text)]
    assert bare == []


def test_a_marketing_claim_comes_with_its_caveat() -> None:
    """Results vary and a clinician's word on risks is in the same message; what the FDA says is marked as theirs."""
    for answer in with_claims(MARKETING):
        low = answer.text.lower()
        assert "results vary" in low, low
        assert "clinician" in low, low
        if not set(answer.claims) & MARKETING <= {13, 14}:  # Spravato is FDA-approved
            assert "not fda-approved for depression" in low, low
            assert "fda (2023)" in low or "(fda, 2023)" in low, low


def test_the_gravest_claims_come_with_what_speaks_against_them() -> None:
    """No known long-term effects, minimal addiction, no dependency: never without the label's and the FDA's word."""
    for answer in with_claims({9, 18, 19}):
        low = answer.text.lower()
        assert "drug label" in low, low
        assert "long use" in low, low
        assert "dependence" in low, low
        assert "bladder" in low or 9 not in answer.claims, low


def test_a_marketing_claim_is_told_nowhere_but_in_the_answers_that_declare_it() -> None:
    """Words that give a marketing claim away stand in no other text of the bot."""
    answers = ((f"{a.topic}.{a.aspect}", a.text, MARKETING - set(a.claims)) for a in BOTH)
    others = ((text.where, text.said, MARKETING) for text in OTHER_TEXTS)
    undeclared = complaints(
        (where, [claim for claim in claims if tells(claim, said)]) for where, said, claims in (*answers, *others)
    )
    assert not undeclared, undeclared


def tells(claim: int, text: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in SOURCES.claims[claim].telltale)


def test_the_risks_of_spravato_are_not_named() -> None:
    """The article names none, so no answer about Spravato names a side effect or a risk."""
    about_it = [a for a in BOTH if a.topic == "faq/esketamine_spravato"]
    assert len(about_it) > 10
    effects = re.compile(
        r"nausea|fatigue|blurry|blood pressure|dissociat|sedat|bladder|misuse|dizz|depend", re.IGNORECASE
    )
    assert [answer.text for answer in about_it if effects.search(answer.text)] == []


def test_glutamate_is_never_called_a_neuron() -> None:
    """The article's slip is not repeated: glutamate is a messenger."""
    about_it = [answer.text for answer in BOTH if "glutamate" in answer.text.lower()]
    assert about_it
    assert not any("neuron" in text.lower() or "nerve" in text.lower() for text in about_it)


def test_what_is_not_covered_is_said_and_the_clinic_named() -> None:
    """An uncovered question gets the phone number, and neither a yes nor a no."""
    uncovered = [answer.text for answer in BOTH if not answer.covered]
    assert len(uncovered) > 200
    assert [text for text in uncovered if CLINIC.clinic.phone not in text] == []
    assert [text for text in uncovered if re.match(r"(?:yes|no)\b", text, re.IGNORECASE)] == []


def test_answers_about_medicines_warn_against_changing_them() -> None:
    """Whoever asks about medicines is told not to start, stop or change any because of this chat."""
    about_medicines = [
        answer
        for answer in BOTH
        if answer.topic in ("faq/with_antidepressants", "faq/medication_management") or answer.aspect == "interactions"
    ]
    assert about_medicines
    warning = "start, stop or change any medicine"
    assert {a.aspect for a in about_medicines if warning not in a.text} <= {"only_this"}  # coming for that alone


def test_source_is_a_known_title() -> None:
    """Every answer names sources whose titles sources.yml has, and each title is used for one source only."""
    assert len(BY_TITLE) == len(SOURCES.sections) + len(SOURCES.others)
    assert {title for answer in WEB for title in answer.source.split("; ")} <= set(BY_TITLE)
    assert isinstance(next(iter(BY_TITLE.values())), Source)
