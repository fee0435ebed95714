"""What the trained model makes of messages, and what it is trained on."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.channels.rasa import Rasa
from bot.nlu.parts import split
from bot.nlu.understanding import FALLBACK
from bot.settings import ROOT

HERE = Path(__file__).parent
NLU = sorted((ROOT / "data" / "nlu").rglob("*.yml"))


def examples() -> dict[str, list[str]]:
    """Training examples by intent."""
    found: dict[str, list[str]] = {}
    for path in NLU:
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            found.setdefault(block["intent"], []).extend(line[2:] for line in block["examples"].splitlines())
    return found


def test_every_intent_has_many_examples_and_none_twice() -> None:
    """At least forty each; the same words never stand under two intents."""
    given = examples()
    assert min(len(lines) for lines in given.values()) >= 40
    words = Counter(re.sub(r"\W+", " ", line.lower()).strip() or line for lines in given.values() for line in lines)
    assert [line for line, times in words.items() if times > 1] == []


def test_intents_of_domain_data_and_document_are_the_same() -> None:
    """Nothing is trained that is not declared, and nothing is declared that is not described."""
    domain = set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])
    assert domain == set(examples())
    document = (ROOT / "docs" / "intents.md").read_text(encoding="utf-8")
    public = {name.replace("faq_", "faq/", 1) if name.startswith("faq_") else name for name in domain}
    assert {name for name in public if f"`{name}`" not in document} == set()


def test_every_intent_has_a_rule(rasa: Rasa) -> None:
    """While nothing is being asked, each intent has exactly one action, which exists."""
    actions = set(rasa.domain.action_names_or_texts)
    ruled: Counter[str] = Counter()
    for path in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            ruled.update(step["intent"] for step in rule["steps"] if "intent" in step)
            assert {step["action"] for step in rule["steps"] if "action" in step} <= actions | {"consultation_form"}
    assert set(ruled) == set(examples()) | {FALLBACK}
    assert set(ruled.values()) == {1}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("will this make me throw up or anything", "faq/side_effects"),
        ("what would I pay out of pocket", "faq/cost_and_insurance"),
        ("could somebody ring me back this evening", "talk_to_person"),
        ("pls get me in for that free chat monday", "book_consultation"),
        ("is there an actual human typing this", "bot_challenge"),
        ("do I have to quit my zoloft first", "faq/with_antidepressants"),
        ("I gave you a wrong digit in my number", "correct_answer"),
        ("quit sending me stuff", "opt_out"),
        ("who won the game last night", "out_of_scope"),
        ("thx a bunch", "thank"),
    ],
)
async def test_messages_are_understood(rasa: Rasa, text: str, intent: str) -> None:
    """Plain messages in many voices get their intent."""
    understood = await rasa.understand(text)
    assert understood.intent == intent
    assert understood.alternatives[0][0] == intent
    assert sum(value for _, value in understood.alternatives) <= 1.001


@pytest.mark.parametrize(
    ("name", "wanted", "rejected"),
    [
        ("understanding_ordinary.jsonl", 0.96, 0.02),
        ("understanding_fresh.jsonl", 0.95, 0.02),
        ("understanding_unseen.jsonl", 0.88, 0.05),
    ],
)
async def test_strangers_are_understood(rasa: Rasa, name: str, wanted: float, rejected: float) -> None:
    """Messages by writers who knew none of the examples: as people write, and some that sought to be roundabout."""
    asked = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    asked = [one for one in asked if one["label"] != "crisis"]
    got = [(await rasa.understand(one["text"])).intent for one in asked]
    away = (FALLBACK, "out_of_scope")
    right = sum(
        intent in one["ok"] or (intent in away and one["label"] in away) for intent, one in zip(got, asked, strict=True)
    )
    refused = sum(intent in away and one["label"] not in away for intent, one in zip(got, asked, strict=True))
    assert right / len(asked) >= wanted
    assert refused / len(asked) <= rejected


@pytest.mark.parametrize("text", ["%%%% ####", "lorem ipsum dolor sit amet", "jkl jkl fdsa fdsa"])
async def test_what_means_nothing_is_not_taken_for_something(rasa: Rasa, text: str) -> None:
    """Gibberish is out of scope or not understood, never an answer to something."""
    assert (await rasa.understand(text)).intent in (FALLBACK, "out_of_scope")


@pytest.mark.parametrize("text", ["1", "2", "3.", "# 4", "12/2", "626 555 0171", "(5)"])
async def test_figures_alone_ask_for_nothing(rasa: Rasa, text: str) -> None:
    """A number is no way of saying "back" or "no": it answers what is asked."""
    assert (await rasa.understand(text)).intent == FALLBACK


async def test_contact_details_are_entities_with_their_owner(rasa: Rasa) -> None:
    """Whose phone it is, is the entity's role; numbers are in E.164."""
    understood = await rasa.understand("my cell is 310-555-0147 and my psychiatrist is Dr. Ana Ruiz, 310-555-0148")
    phones = {e["role"]: e["value"] for e in understood.entities if e["entity"] == "phone_number"}
    assert phones == {"patient": "+13105550147", "clinician": "+13105550148"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("hello", ["hello"]),
        ("what is TMS? and what does it cost?", ["what is TMS?", "and what does it cost?"]),
        ("my doctor is Dr. Ana Ruiz in Burbank", ["my doctor is Dr. Ana Ruiz in Burbank"]),
        ("I might take that free call, what is in it for me", ["I might take that free call", "what is in it for me"]),
        ("anxiety, what else", ["anxiety, what else"]),
        ("do you treat anxiety and sign me up please", ["do you treat anxiety", "sign me up please"]),
        ("wat does it cost n r there side effects", ["wat does it cost", "r there side effects"]),
        ("66, is it covered by aarp", ["66", "is it covered by aarp"]),
        ("yep 52 - how does it work", ["yep 52", "how does it work"]),
        ("yes, what are the risks", ["yes", "what are the risks"]),
        ("yes, any day works", ["yes, any day works"]),
    ],
)
def test_a_message_is_split_where_something_new_begins(text: str, parts: list[str]) -> None:
    """Sentences and new requests are parts; names with titles stay whole."""
    assert split(text) == parts


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (
            "The animal hospital wants ketamine for our old labrador's operation, is that alright with a weak heart?",
            "out_of_scope",
        ),
        ("side effects? the vet used it on my dog and he shook", "out_of_scope"),
        ("my dog died in June. does ketamine help against grief?", "faq/conditions_treated"),
        ("can I bring my dog along, she calms me", "faq/driving_and_preparation"),
    ],
)
async def test_the_clinic_treats_people(rasa: Rasa, text: str, intent: str) -> None:
    """What is asked of an animal's treatment is none of its topics; who speaks of theirs is heard."""
    assert (await rasa.understand(text)).intent == intent
