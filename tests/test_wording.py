"""No text of the bot says what the clinic must not say; all are short, plain, and fit their channel."""

from __future__ import annotations

import re

import pytest

from tests.bot_texts import ANSWER_TEXTS, BOTH, EVERY_TEXT, OTHER_TEXTS, SMS, SOURCES, WEB, complaints
from tests.reading import grade, syllables
from tests.tracing import WORDS

# Notes on safety, 1.3 and 1.4: who the bot must not pose as, what it must not promise, words that hurt.
FORBIDDEN = {
    "the line for young people, ended in 2025": r"\bpress(?:ing)? (?:3|three)\b|\bmarque (?:el )?3\b",
    "suicide as a crime": r"\bcommit(?:s|ted|ting)? suicide\b",
    "suicide as a success or a failure": r"\b(?:failed|successful|unsuccessful|completed) (?:suicide|attempt)",
    "a verdict on treatment": (
        r"\byou(?:'re| are| may| might)? (?:qualif(?:y|ied)|(?:be )?a (?:good )?candidate|eligible)"
    ),
    "advice of a clinician": r"\bI(?:'d| would| can| will|'ll)? (?:recommend|assess|diagnose|prescribe|advise)\b",
    "a promise": (
        r"\byou(?:'ll| will| are going to) (?:be (?:fine|ok|okay|all right|alright)|feel better|get better|recover)\b"
    ),
    "a guarantee": r"\b(?:guaranteed?|we promise|I promise)\b",
    "a contract": r"\bpromise me\b",
    "a title of a clinician": (
        r"\bDr\b|\b(?:your|our|an?) (?:medical|clinical|virtual|AI) (?:assistant|nurse|doctor|therapist)\b"
    ),
    "posing as a person": (
        r"\bI(?:'m| am) (?:a |an |your |the )?"
        r"(?:human|person|doctor|nurse|therapist|counsell?or|clinician|psychiatrist)\b"
    ),
    "80 % as a person's own chance": (
        r"80\s?%[^.]{0,30}\b(?:chance|likely|odds|probab)|\byour (?:own )?(?:chances?|odds) (?:is|are|of)\b"
    ),
    "a word the phone network answers": r"\b(?:reply|text|send) (?:YES|CANCEL|END|QUIT|START)\b",
}

GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWO_SEGMENTS = 306


def forbidden_in(said: str) -> list[str]:
    return [why for why, pattern in FORBIDDEN.items() if re.search(pattern, said.replace("’", "'"), re.IGNORECASE)]


def test_no_text_says_what_must_not_be_said() -> None:
    """No text poses as a clinician or a person, promises, gives a verdict, or speaks harmfully of suicide."""
    found = complaints((text.where, forbidden_in(text.said)) for text in EVERY_TEXT)
    assert not found, found


@pytest.mark.parametrize(
    "planted",
    [
        "You can also press 3.",
        "He committed suicide.",
        "After a failed attempt",
        "You qualify for ketamine.",
        "You may be a good candidate.",
        "I recommend ketamine.",
        "You will be fine.",
        "It is guaranteed.",
        "I'm your medical assistant.",
        "I am a nurse.",
        "You have an 80% chance.",
        "Dr Example will call.",
        "Reply YES to go on.",
        "Promise me to call.",
    ],
)
def test_planted_forbidden_wording_is_found(planted: str) -> None:
    """Each forbidden wording is recognised in a sentence."""
    assert forbidden_in(planted)


def test_no_answer_sounds_like_a_booking() -> None:
    """Only the action that wrote the row may say booked, confirmed, scheduled, moved or cancelled."""
    words = re.compile(r"\b(?:booked|confirmed|scheduled|moved|cancelled|canceled|see you|all set)\b", re.IGNORECASE)
    assert [text.where for text in ANSWER_TEXTS if words.search(text.said)] == []


def test_an_answer_by_sms_fits_two_segments() -> None:
    """SMS answers are plain ASCII of the GSM alphabet, one body without a line break, at most two segments."""
    for answer in SMS:
        text = answer.text.replace("{days}", "Monday, Wednesday, Thursday and Saturday")
        assert set(text) <= GSM7, text
        assert text.isascii(), text
        assert "\n" not in text, text
        assert len(text) <= TWO_SEGMENTS, text


def test_every_sms_form_of_a_text_is_in_the_gsm_alphabet() -> None:
    """Texts with an SMS form of their own need no larger alphabet, which would halve the room in a segment."""
    forms = [text for text in OTHER_TEXTS if text.where.endswith(".sms")]
    braces = frozenset("{}")  # placeholders; their values are the dialogue's affair
    assert forms
    assert [text.where for text in forms if not set(text.said) <= GSM7 | braces or "\n\n" in text.said] == []


# The last text to a number says who sends it, and where to turn from now on.
LONGER_BY_SMS = frozenset({"replies.yml.opted_out", "replies.yml.opted_out_booked", "replies.yml.opted_out_cancel"})


def test_no_text_is_longer_by_sms_than_on_the_web() -> None:
    """A form for texts is there to be shorter: each segment costs, and a telephone is small."""
    web = {text.where.removesuffix(".web"): text.said for text in OTHER_TEXTS if text.where.endswith(".web")}
    sms = {text.where.removesuffix(".sms"): text.said for text in OTHER_TEXTS if text.where.endswith(".sms")}
    web.update((name.removesuffix(".ask"), said) for name, said in _asked().items())
    answers = {(answer.topic, answer.aspect): answer.text for answer in WEB}
    longer = [name for name, said in sms.items() if len(said) > len(web[name]) and name not in LONGER_BY_SMS]
    longer += [f"{a.topic}.{a.aspect}" for a in SMS if len(a.text) > len(answers[a.topic, a.aspect])]
    assert sms and not longer, longer


def _asked() -> dict[str, str]:
    """The questions of clinic.yml, whose text for the website stands under `ask`."""
    return {text.where: text.said for text in OTHER_TEXTS if text.where.endswith(".ask")}


def test_an_answer_on_the_web_is_short() -> None:
    """At most four sentences, and no question: the open question of the dialogue can follow."""
    for answer in WEB:
        assert len(re.split(r"(?<=[.!?])\s+", answer.text)) <= 4, answer.text
    assert [answer.text for answer in BOTH if "?" in answer.text] == []


# Readability
# What has no shorter word: names of the clinic, drugs, services and conditions, and the phone number.
FEW_WORDS = 12
NAMES = frozenset(
    (
        *(name for source in (*SOURCES.sections.values(), *SOURCES.others.values()) for name in source.names),
        *WORDS["no_shorter_word"],
    )
)


def test_texts_can_be_read_after_eight_years_of_school() -> None:
    """Flesch-Kincaid grade at most 8, not counting numbers and names; a few words alone have no meaningful grade.

    The formula is one of English; what is said in Spanish is left out.
    """
    texts = (
        *ANSWER_TEXTS,
        *(
            t
            for t in OTHER_TEXTS
            if len(t.said.split()) >= FEW_WORDS and not t.where.endswith(".es") and "in_spanish" not in t.where
        ),
    )
    hard = complaints(
        (text.where, f"{grade(text.said, NAMES):.1f} {text.said}") for text in texts if grade(text.said, NAMES) > 8.0
    )
    assert not hard, hard


def test_a_hard_text_is_found_hard() -> None:
    """Long sentences of long words are beyond grade 8, short ones are far below."""
    hard = "Pharmacological interventions necessitate comprehensive evaluation of individual contraindications."
    assert grade(hard) > 12
    assert grade("You can call us. We are glad to help.") < 3


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("clinic", 2),
        ("medicine", 3),
        ("people", 2),
        ("helped", 1),
        ("treated", 2),
        ("experience", 4),
        ("consultation", 4),
    ],
)
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    """Silent endings do not count, vowels spoken apart do."""
    assert syllables(word) == count
