"""What is written in answer to "are you safe?", and in the hours after danger."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.clinic import reading
from bot.clinic.beside_danger import keep_besides
from bot.clinic.crisis import ASKED_AT_MOST, Setting, respond, whose
from bot.clinic.interview.agreement import calms, read_safety
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.loose import tells_of_distress
from bot.clinic.profile import load_clinic
from bot.clinic.safety import Finding, Level
from bot.clinic.texts import Texts
from bot.settings import ROOT

CLINIC = load_clinic(ROOT / "clinic.yml")
TEXTS = Texts.load(ROOT / "data" / "texts", CLINIC)
NOW = datetime.fromisoformat("2026-11-23T10:05-08:00")
PLACE = Setting(CLINIC, TEXTS, "web", NOW, alerted=True)
RISK = Finding(Level.risk, "model-self", spanish=False)
HELD = Finding(Level.imminent, "means-at-hand", spanish=False)


def cases(table: dict[str | None, str]) -> list[tuple[str, str | None]]:
    """The texts of a table, each with what is expected of it."""
    return [(text.strip(), value) for value, texts in table.items() for text in texts.split("|") if text.strip()]


SAFETY: dict[str | None, str] = {
    "safe": """
        of course I'm safe, there was never any danger|dude im safe. 1|1 im good, just dont phone my boss
        |oh goodness no, nothing will happen. my son is staying with me, I'm ok
        |nope not gonna do it. my girls are with me. keep going please|no no estoy en peligro, me siento bien
        |im not gonna hurt myself sorry for scaring you. im on the couch. can we continue
        |huh? im totally okay, i just said you can call my counselor|lol im okay it's just a figure of speech
        |im ok i told you im NOT doing it|quit asking, i'm not suicidal|yes completely safe, that was back in 2009
        |esta a salvo, su mama esta con el. quiero agendar para el
    """,
    "helped": """
        im safe but he isnt, the police are with him|ambulance is on its way, im trembling|the medics just got here
        |1 i mean i am ok, they r not, the cops are at their door
    """,
    "hopeful": "i guess she's ok now, her mom is sitting with her",
    "unsafe": """
        no|i said im not safe|no i told you im not okay|im not going to make it|not gonna lie, not safe
        |no im good at hiding it|no. im fine, i took my pills|no. im ok. nobody would miss me|1 but i have the gun here
        |never been less safe|she is not safe
    """,
    "unsure": "i dont know|1 for now|yes safe until tonight|yes but barely|i guess",
    None: "i already told you i'm not|no i said im not|1 pm works|mind your own business|im not gonna",
}


@pytest.mark.parametrize(("text", "expected"), cases(SAFETY))
def test_the_answer_to_are_you_safe(text: str, expected: str | None) -> None:
    """Who waves the worry aside is not in danger; whoever leaves a doubt is taken seriously."""
    assert read_safety(text) == expected


GOES_ON: dict[str | None, str] = {
    "yes": """
        continue|CONTINUE|continuar|ugh. continue|im fine though, continue|ok im at my brother's now. continue
        |could we finish the form|hi? the form please|I want to make an appointment now|can we go on|book me in
        |let's do the rest of the questions|lets keep going|yeah, my appointment|shall we pick things up where I stopped
        |could you help me finish signing up|back to the form then|I'm ready to do the rest
    """,
    "no": """
        i cant go on|i dont want to continue like this|why go on|how do i go on|there is no point to carry on
        |cancel my appointment|let me get it over with|what happens to my appointment
        |i need to reschedule my appointment|thanks|what does it cost|it goes on and on
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(GOES_ON))
def test_who_wants_to_go_on(text: str, expected: str) -> None:
    """Whatever else stands beside "continue"; not who cannot go on."""
    assert reading.wants_to_go_on(text) == (expected == "yes")


AFTER: dict[str | None, str] = {
    "helped": """
        the ambulance is here|i called 911|im at the hospital now|we are in the ER|cops are coming|ok, I phoned them
        |already called|my neighbor rang for an ambulance|they are on the line|somebody is coming
    """,
    "what_now": "what now|who do i turn to|i dont know what to do|someone help me",
    "fear": "i am so scared|im terrified",
    "company": "i rang my dad. he is driving over|im with my sister|she is staying with me",
    "what_if": "what should i do if she swallows them|if he takes something what do i do",
    "guilt": "it is all my fault|i should have noticed|i blame myself",
    None: """
        when the cops come it will be too late|dont call an ambulance|if the police come i jump|hm|thanks
        |what happens if i take ketamine with zoloft|do you work with my doctor|i called my boss|i wont call them
        |i rang them all and nobody came|should i call them|what do i bring to the appointment
    """,
}


@pytest.mark.parametrize(("text", "expected"), cases(AFTER))
def test_what_is_written_after_danger(text: str, expected: str | None) -> None:
    """Each has an answer of its own; help that is wished away is none."""
    assert reading.after_danger(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rather not say", True),
        ("that's my own business, mind yours. no comment", True),
        ("can we not do this", True),
        ("I don't want to talk about that", True),
        ("no", False),
        ("I'm fine", False),
    ],
)
def test_who_refuses_to_say_whether_they_are_safe(text: str, expected: bool) -> None:
    """In whatever words; a no and a yes are answers."""
    assert reading.refuses_safety_question(text) == expected


def test_who_cannot_be_reached_and_what_an_answer_leads_to() -> None:
    """Words around the question for safety that are no answer to it."""
    for text in ("she isn't picking up", "can't get hold of him", "it goes to voicemail", "his phone is off"):
        assert reading.cannot_reach(text)
    for text in ("she answered at once", "I'm not answering that"):
        assert not reading.cannot_reach(text)
    for text in ("what if I say no", "would you tell somebody if I answered no?"):
        assert reading.asks_what_follows(text) and read_safety(text) is None
    assert not reading.asks_what_follows("no, what if I do it")


def test_who_explains_an_emergency_away() -> None:
    """Such a message gets no answer that could pass for a yes."""
    assert reading.plays_down("surely only nerves, an ambulance is too expensive for me")
    assert reading.is_over("the pain is gone now") and not reading.is_over("it is not gone")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("they yell all night and i dont know what to do", True),
        ("could i talk to somebody though, its bad at home", True),
        ("i cant take this house", True),
        ("just put me down for a slot anyway", False),
        ("please", False),
    ],
)
def test_a_minor_in_distress_is_told_from_one_who_pleads(text: str, expected: bool) -> None:
    """The one hears whom to turn to, the other the rule."""
    assert tells_of_distress(text) == expected


def in_danger(kind: str) -> Draft:
    return Draft(danger=kind, resources_given="imminent", resources_at=NOW.isoformat())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "kind", "text", "expected"),
    [
        ("other", "self", "what do i do when he swallows them", "other"),
        ("other", "self", "she is gone and now i want to die too", "self"),
        ("other", "self", "i have the pills in my hand", "self"),
        ("self", "other", "i rang my aunt. she is driving over", "self"),
        ("self", "other", "my sister wants to kill herself too", "other"),
    ],
)
def test_whose_danger_it_is(before: str, kind: str, text: str, expected: str) -> None:
    """That of the conversation, unless the message plainly means somebody else."""
    finding = Finding(Level.imminent, f"model-{kind}", spanish=False, kind=kind)  # type: ignore[arg-type]
    assert whose(in_danger(before), finding, text, NOW + timedelta(minutes=2)).kind == expected


def test_news_of_help_is_not_taken_for_new_danger() -> None:
    """Where only the model takes it for that; means that are named stay danger."""
    draft = in_danger("self")
    assert calms(draft, "i rang my aunt. she is coming over", "model-other")
    assert not calms(draft, "i rang my aunt. she is coming over", "means-at-hand")
    assert not calms(draft, "my aunt is with me and i have the pills", "model-self")
    assert not calms(Draft(), "the ambulance is coming", "model-self")


@pytest.mark.parametrize(
    ("question", "text", "kept"),
    [
        ("who", "for me. i have bad anxiety. i want to die", {"who": "self", "reason": ["anxiety"]}),
        ("age", "31, and honestly i want to die", {"age": "adult"}),
        ("reason", "panic attacks i guess. i want to kill myself", {"reason": ["anxiety"]}),
        (None, "anxiety, me, 44. i want to kill myself", {"who": "self", "reason": ["anxiety"], "age": "adult"}),
        ("age", "i took 20 and i want to die", {}),
        ("name", "Rosa Lind. i want to die", {"name": "Rosa Lind"}),
        ("name", "no use for a name. i want to die", {}),
        ("name", "goodbye to all of you. i want to die", {}),
        ("clinician_name", "Dr. Mona Hale, she knows that i want to die", {"clinician_name": "Mona Hale"}),
        ("clinician_practice", "i want to die, Please Help", {}),
        ("health", "none of them, but i want to die", {"health": "none"}),
        ("phone", "818-555-0106. i want to die", {"phone": "+18185550106"}),
        ("phone", "my aunt is at 818-555-0106. i want to die", {}),
        ("reason", "suicidal thoughts, all day long now", {"reason": ["suicidal_thoughts"]}),
        ("reason", "i want to die", {}),
        (None, "i want to die. my sister is here", {}),
    ],
)
def test_plain_answers_beside_danger_are_kept(question: str | None, text: str, kept: dict[str, object]) -> None:
    """Nobody is asked again for what was clearly given; nothing is taken from the danger itself."""
    draft = Draft(goal="consultation" if question else None, question=question)
    keep_besides(draft, RISK, text, CLINIC)
    assert draft.facts == kept


def test_the_question_for_safety_is_put_twice_in_a_row_at_most() -> None:
    """Then the resources stay, and what comes next is up to the person."""
    draft = Draft(goal="consultation", question="name")
    replies = [respond(draft, RISK, PLACE) for _ in range(ASKED_AT_MOST + 1)]
    assert [bool(reply.choices) for reply in replies] == [True, True, False]
    assert "988" in replies[-1].text and "911" in replies[-1].text and "?" not in replies[-1].text
    assert draft.stopped and draft.question is None
