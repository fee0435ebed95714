"""The right answer is picked, whoever asks and however; and a slip in the files stops the start."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.clinic.answers import Answer, Answers, TextsError

TEXTS = Path(__file__).resolve().parents[2] / "data" / "texts"
ANSWERS = Answers.load(TEXTS)

_CASES = yaml.safe_load((Path(__file__).parent / "answers_cases.yml").read_text(encoding="utf-8"))
COVERED: list[str] = _CASES["covered"]
NOT_COVERED: list[str] = _CASES["not_covered"]
CASES = [(topic, message, aspect) for topic, asked in _CASES["questions"].items() for message, aspect in asked.items()]


def picked(topic: str, message: str) -> str:
    answer = ANSWERS.answer(f"faq/{topic}", message, "web")
    own = answer.topic == f"faq/{topic}" or answer.aspect in (
        "source",
        "approval",
        "law",
        "experience",
        "reviews",
    )
    return answer.aspect if own else f"{answer.topic.removeprefix('faq/')}.{answer.aspect}"


def test_every_question_intent_has_an_answer() -> None:
    """The topics are the 26 intents that the article answers and the 7 that it does not."""
    assert set(ANSWERS.topics()) == {f"faq/{name}" for name in (*COVERED, *NOT_COVERED)}


@pytest.mark.parametrize(("topic", "message", "aspect"), CASES)
def test_the_aspect_that_is_asked_about_is_picked(topic: str, message: str, aspect: str) -> None:
    """Plain cues tell the questions of one topic apart, through typos, text-speak and roundabout wording."""
    assert picked(topic, message) == aspect


@pytest.mark.parametrize("topic", [*COVERED, *NOT_COVERED])
@pytest.mark.parametrize("message", ["", "?", "hmm tell me more about that please", "🤔", "это дорого"])
def test_without_a_cue_the_general_answer_is_given(topic: str, message: str) -> None:
    """A message that says nothing more than its topic gets the topic's general answer."""
    assert ANSWERS.answer(f"faq/{topic}", message, "sms").aspect == "general"


@pytest.mark.parametrize("topic", NOT_COVERED)
def test_what_the_article_does_not_cover_is_not_answered(topic: str) -> None:
    """These topics' general answer says so, names the phone and offers the consultation."""
    for channel in ("web", "sms"):
        answer = ANSWERS.answer(f"faq/{topic}", "", channel)
        assert not answer.covered
        assert answer.offer
        assert "310-270-0625" in answer.text


@pytest.mark.parametrize("topic", COVERED)
def test_what_the_article_covers_is_answered_from_it(topic: str) -> None:
    """The general answer of these topics is covered and carries claims of the article."""
    answer = ANSWERS.answer(f"faq/{topic}", "", "web")
    assert answer.covered
    assert answer.claims


def test_seven_uncovered_questions_get_seven_wordings() -> None:
    """Who asks one uncovered thing after the other does not hear the same sentence each time."""
    said = [
        ANSWERS.answer(f"faq/{topic}", message, "web", before).text
        for before, (topic, message) in enumerate(
            [
                ("cost_and_insurance", "price?"),
                ("number_and_length_of_sessions", "how many infusions"),
                ("what_it_feels_like", "will I get high"),
                ("cost_and_insurance", "do you take medicare"),
                ("driving_and_preparation", "can I drive home"),
                ("at_home", "do you have lozenges"),
                ("location_and_contact", "is there parking"),
            ]
        )
    ]
    without_subject = {
        re.sub(r"(on|about|into|cover) .*?(?=[,.:]| since)", r"\1 X", text, count=1)[:60] for text in said
    }
    assert len(without_subject) == 7


def test_the_same_question_gets_the_same_answer() -> None:
    """Nothing is random: topic, message, channel and count decide the text."""
    first, second = (Answers.load(TEXTS).answer("faq/onset", "how fast", "sms", 3) for _ in range(2))
    assert first == second


def test_a_question_about_suicidal_thoughts_is_marked() -> None:
    """The dialogue learns of the mention, so that it can add the line of resources; others are not marked."""
    assert ANSWERS.answer("faq/conditions_treated", "do you treat suicidal people", "web").mention
    assert ANSWERS.answer("faq/onset", "how fast for suicidal ideation", "web").mention
    assert not ANSWERS.answer("faq/conditions_treated", "do you treat anxiety", "web").mention


def test_an_unknown_topic_is_an_error() -> None:
    """A topic that has no answers raises KeyError instead of saying something else."""
    with pytest.raises(KeyError):
        ANSWERS.answer("faq/weather", "will it rain", "web")


@given(st.text(max_size=400), st.sampled_from(ANSWERS.topics()), st.integers(0, 30))
def test_whatever_is_written_there_is_an_answer(message: str, topic: str, before: int) -> None:
    """No message of any kind makes the answer fail or leaves a gap in its text."""
    for channel in ("web", "sms"):
        answer = ANSWERS.answer(topic, message, channel, before)
        assert isinstance(answer, Answer)
        assert answer.text
        assert "{" not in answer.text.replace("{days}", "")  # which the action fills in, from the hours in force


def test_a_long_message_is_read_at_its_beginning() -> None:
    """A cue far behind in a very long message is not looked for, one at the start is found."""
    far = "well " * 400 + "medicare"
    assert ANSWERS.answer("faq/cost_and_insurance", far, "web").aspect == "general"
    assert ANSWERS.answer("faq/cost_and_insurance", "medicare " + "well " * 400, "web").aspect == "medicare"


# Slips in the files
def edited(tmp_path: Path, name: str, old: str, new: str) -> Path:
    for path in TEXTS.glob("*.yml"):
        shutil.copy(path, tmp_path)
    text = (TEXTS / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "      caveats: [mechanism]\n",
            "",
            "how_it_works.general.claims: claim 10 needs a caveat: mechanism",
        ),
        ("caveats: [mechanism]", "caveats: [no_such]", "caveat_texts has no no_such"),
        (
            "as: conditions_treated.suicidal_ideation",
            "as: conditions_treated.nothing",
            "no aspect conditions_treated.nothing",
        ),
        ("as: esketamine_spravato.general", "as: onset.lasting", "onset.lasting points elsewhere"),
        ("groups: [spravato]", "groups: [sprayed]", "no group sprayed"),
        ("claims: [16]", "claims: [61]", "sources.yml has no claim 61"),
        ("source: [alternative, opening, fda]", "source: [the_blog]", "sources.yml has no the_blog"),
        (
            "  how_it_works:\n    general:\n",
            "  how_it_works:\n    generally:\n",
            "how_it_works.general: there is no such aspect",
        ),
        ("web: Results vary", "webb: Results vary", "caveat_texts.spravato.web"),
        ("about: reviews or ratings of the clinic", "abut: reviews", "everywhere.reviews"),
    ],
)
def test_a_slip_in_the_answers_stops_the_start(tmp_path: Path, old: str, new: str, told: str) -> None:
    """The error names the file and the key."""
    with pytest.raises(TextsError) as error:
        Answers.load(edited(tmp_path, "answers.yml", old, new))
    assert "answers.yml" in str(error.value)
    assert told in str(error.value)


def test_a_missing_file_stops_the_start(tmp_path: Path) -> None:
    """The error names the file that is not there."""
    with pytest.raises(TextsError, match=r"answers\.yml"):
        Answers.load(tmp_path)


def test_a_broken_file_stops_the_start(tmp_path: Path) -> None:
    """A file that is no YAML is named."""
    folder = edited(tmp_path, "sources.yml", "sections:", "sections: [")
    with pytest.raises(TextsError, match=r"sources\.yml: not YAML"):
        Answers.load(folder)
