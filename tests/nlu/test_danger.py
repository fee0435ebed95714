"""Danger in other words than the patterns know, by the trained model, on messages by an author of their own."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.clinic.safety import Finding, Level
from bot.nlu.danger import DangerModelMissing, Detector
from bot.nlu.danger.detector import look, raised
from bot.nlu.danger.examples import load
from bot.nlu.danger.model import Opinion
from bot.nlu.danger.passages import passages
from bot.nlu.encoder.runtime import SentenceEncoder, shared_encoder
from bot.nlu.written import ExamplesError
from bot.settings import Settings


def unseen(name: str) -> dict[str, dict[str, list[str]]]:
    """A set of messages by an author of its own: label, kind, lines."""
    found: dict[str, dict[str, list[str]]] = yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return found


UNSEEN = unseen("danger_unseen.yml")
TREACHEROUS = unseen("danger_treacherous.yml")


@pytest.fixture
def detector(rasa: Any) -> Detector:
    return Detector(Settings.read().models)


def share(
    detector: Detector, label: str, at_least: Level, *kinds: str, among: dict[str, dict[str, list[str]]] = UNSEEN
) -> float:
    """The share of the messages of a label that is found at a level or higher."""
    texts = [text for kind, texts in among[label].items() if not kinds or kind in kinds for text in texts]
    return sum(detector.look(text).level >= at_least for text in texts) / len(texts)


@pytest.mark.parametrize(
    ("label", "level", "figure"),
    [
        ("imminent", Level.risk, 0.98),
        ("imminent", Level.imminent, 0.93),
        ("risk", Level.mention, 0.96),
        ("risk", Level.risk, 0.95),
        ("third_party", Level.risk, 0.96),
        ("medical", Level.imminent, 0.92),
        ("mention", Level.mention, 0.96),
    ],
)
def test_danger_is_found(label: str, level: Level, figure: float, detector: Detector) -> None:
    """At least this share of messages that neither pattern nor model was made from."""
    assert share(detector, label, level) >= figure


@pytest.mark.parametrize(
    ("kinds", "figure"),
    [
        (("faq", "booking_answer", "non_urgent_health"), 0.012),
        (("idiom", "goodbye_and_cancel"), 0.06),
        (("distress",), 0.1),
    ],
)
def test_alarms_are_rarely_false(kinds: tuple[str, ...], figure: float, detector: Detector) -> None:
    """At most this share of harmless messages is taken for danger; plain distress is the hardest."""
    assert share(detector, "none", Level.risk, *kinds) <= figure


@pytest.mark.parametrize(
    ("label", "level", "figure"),
    [("imminent", Level.risk, 0.95), ("imminent", Level.imminent, 0.9), ("risk", Level.mention, 0.93)],
)
def test_veiled_danger_is_found(label: str, level: Level, figure: float, detector: Detector) -> None:
    """By an author who sought words that slip through."""
    assert share(detector, label, level, among=TREACHEROUS) >= figure


def test_idle_words_of_danger_are_rarely_taken_for_it(detector: Detector) -> None:
    """By an author who sought words that seem to be danger, and are none."""
    assert share(detector, "none", Level.risk, among=TREACHEROUS) <= 0.08


@pytest.mark.parametrize(
    "text",
    [
        "no, hold on. my brother already has one with you. this one is meant for me, I am his sister",
        "what? no one here is in trouble, I said that my aunt already has an appointment. I need my own",
    ],
)
def test_whose_appointment_it_is_is_no_danger(text: str, detector: Detector) -> None:
    """The model alone would see some in it."""
    assert detector.look(text).level is Level.none


@pytest.mark.parametrize(
    "text", ["he already has one in the chamber, and this one is for me", "no one is hurt yet, but I have the knife"]
)
def test_the_same_words_do_not_hide_it(text: str, detector: Detector) -> None:
    assert detector.look(text).level is Level.imminent


def test_a_medical_emergency_and_another_person_are_told_apart(detector: Detector) -> None:
    """Each has an answer of its own."""
    assert detector.look("my husband collapsed in your lobby and he is not waking up").kind == "medical"
    assert detector.look("my roommate locked herself in with pills and says goodbye to everyone").kind == "other"
    assert detector.look("I do not want to be alive anymore").kind == "self"


def test_half_a_doubt_makes_no_danger_worse() -> None:
    """A long message is as grave as what is said in it, not as what is half suspected of another passage."""

    class Judge:
        def judge(self, texts: list[str]) -> list[Opinion]:
            return [Opinion(0.6, 0.05, 0, 0, 0), Opinion(0.2, 0.75, 0, 0, 0)][: len(texts)]

    told = look(Judge(), "The bus was late and it rained. " * 12)  # type: ignore[arg-type]
    assert (told.imminent, told.risk) == (0.2, 0.75)


@pytest.mark.parametrize("level", [Level.mention, Level.risk, Level.imminent])
def test_the_model_never_lowers_what_the_patterns_found(level: Level) -> None:
    """However sure it is that nothing is wrong."""
    found = Finding(level, "a-rule", spanish=False)
    assert raised(found, Opinion(0, 0, 0, 0, 0), "some words") == found


def test_the_last_sentence_of_a_long_message_is_read(detector: Detector) -> None:
    """Also where no pattern knows its words."""
    filler = "The parking at your place was easy and the lady at the desk was kind to me. " * 45
    told = "I have picked the date and written the letters, nobody will have to worry about me after friday."
    assert detector.look(filler).level < Level.risk
    assert detector.look(f"{filler}{told}").level >= Level.risk


def test_pieces_hold_every_word_of_a_long_message() -> None:
    """Nothing of a message of ordinary length falls between two pieces."""
    words = [f"w{number}" for number in range(500)]
    text = " ".join(word + "." * (number % 9 == 8) for number, word in enumerate(words))
    read = {word.strip(".") for piece in passages(text) for word in piece.split()}
    assert read == set(words)
    assert len(passages("one short message")) == 1


def test_without_the_model_the_patterns_decide(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A missing model stops the start, but not a conversation; the log has no word of the message."""
    missing = Detector(tmp_path)
    with caplog.at_level(logging.ERROR):
        assert missing.look("I want to kill myself tonight").level is Level.imminent
        assert missing.look("a very private word").level is Level.none
    assert "safety model failed" in caplog.text and "private" not in caplog.text
    with pytest.raises((DangerModelMissing, FileNotFoundError)):
        missing.load()


def test_the_encoder_runs_once_for_a_message(monkeypatch: pytest.MonkeyPatch, detector: Detector) -> None:
    """What the detector has encoded is there for the intent model, and the other way round."""
    encoder = shared_encoder(Settings.read().encoder)
    batches: list[list[str]] = []
    original = SentenceEncoder._encode_batch

    def counted(self: SentenceEncoder, sentences: list[str]) -> Any:
        batches.append(sentences)
        return original(self, sentences)

    monkeypatch.setattr(SentenceEncoder, "_encode_batch", counted)
    detector.look("is the waiting room on the ground floor?")
    assert len(batches) == 1
    encoder.encode(batches[0])
    detector.look("is the waiting room on the ground floor?")
    assert len(batches) == 1


@pytest.mark.parametrize("content", ["[", "none: []", "a text", "none: [1]\nrisk: []"])
def test_a_wrong_file_of_examples_is_named(content: str, tmp_path: Path) -> None:
    """Whoever edits the examples hears which file cannot be read."""
    (tmp_path / "voice.yml").write_text(content, encoding="utf-8")
    with pytest.raises(ExamplesError, match=r"voice\.yml"):
        load(tmp_path)


def test_an_empty_folder_of_examples_is_an_error(tmp_path: Path) -> None:
    """A model without examples would find nothing."""
    with pytest.raises(ExamplesError):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("my stepdad has my phone now, he wants it for himself and hes 57", Level.none),
        ("my roommate said hell do it himself tonight, the booking i mean", Level.none),
        ("my fiance will fill it in herself tonight", Level.none),
        ("its for my uncle he wants to come himself", Level.none),
        ("granddad says hell call himself tomorrow", Level.none),
        ("never mind she said shes gonna do it herself", Level.none),
        ("my nephew took the phone he will finish it himself", Level.none),
        ("my roommate said hell do it himself tonight", Level.risk),
        ("she says shell do it herself tonight, the note is on the table", Level.risk),
    ],
)
def test_who_books_it_himself_is_in_no_danger(text: str, level: Level, detector: Detector) -> None:
    """Where it is said what is done; who will "do it himself tonight", and nothing besides, counts in full."""
    found = detector.look(text).level
    assert found == level if level is Level.none else found >= level
