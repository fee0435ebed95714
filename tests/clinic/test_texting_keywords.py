"""The bare words on which carriers act, and the many messages that only contain one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clinic.texting import Found, keyword_of

WORDS = {
    "stop": ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"],
    "start": ["START", "UNSTOP", "YES"],
    "help": ["HELP", "INFO"],
}
PAIRS = [(kind, word) for kind, words in WORDS.items() for word in words]


@pytest.mark.parametrize(("kind", "word"), PAIRS)
@pytest.mark.parametrize("form", ["{}", " {}\n", "{}\r\n"])
def test_the_carriers_words_are_found(kind: str, word: str, form: str) -> None:
    """In any case and with spaces around them; the carrier has answered these itself."""
    for written in (word, word.lower(), word.title()):
        found = keyword_of(form.format(written))
        assert found is not None
        assert (found.kind, found.word, found.by_carrier) == (kind, word, True)


@pytest.mark.parametrize(("kind", "word"), PAIRS)
@pytest.mark.parametrize(
    "form",
    [
        "{}.",
        "{}!!!",
        "“{}”",
        "'{}'",
        "({})",
        "*{}*",
        "🛑 {} 🛑",
        "{} 🙏🏽",
        "\u200b{}\ufeff",
        "...{}?",
        "_{}_",
        "👩‍⚕️{}❤️",
    ],
)
def test_signs_around_a_word_do_not_matter(kind: str, word: str, form: str) -> None:
    """Marks, quotes, emoji and what is not even seen: it is the carrier's word all the same."""
    found = keyword_of(form.format(word))
    assert found is not None
    assert (found.kind, found.word, found.by_carrier) == (kind, word, True)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("OPT OUT", "OPTOUT"),
        ("opt-out", "OPTOUT"),
        ("Opt – out.", "OPTOUT"),
        ("Stop all", "STOPALL"),
        ("alto", "ALTO"),
        ("¡Parar!", "PARAR"),
    ],
)
def test_our_own_stretch_of_the_keywords(text: str, word: str) -> None:
    """The law names "opt out", the carriers' lists do not; nor do they know Spanish."""
    assert keyword_of(text) == Found("stop", word, by_carrier=False)


@pytest.mark.parametrize("text", ["plz stop", "Stop, thank you!", "STOP STOP", "would you stop?", "hey stop now pls"])
def test_a_courtesy_adds_nothing_to_stop(text: str) -> None:
    """It is meant as the bare word is, but the carrier has not understood it."""
    assert keyword_of(text) == Found("stop", "STOP", by_carrier=False, alone=False)


@pytest.mark.parametrize("text", ["ＳＴＯＰ", "𝐒𝐓𝐎𝐏", "S\u200bTOP", "s\u0336t\u0336o\u0336p\u0336"])
def test_other_shapes_of_the_letters_do_not_matter(text: str) -> None:
    """Wide and bold letters, and signs between them that nobody sees."""
    assert keyword_of(text) == Found("stop", "STOP", by_carrier=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "...",
        "🛑",
        "stop it please",
        "please stop here, I'm tired",
        "stop for now please",
        "stop texting me",
        "stop\n\nSent from my iPhone",
        "cancel my appointment",
        "cancel it",
        "can we end here",
        "the end",
        "help me",
        "yes please",
        "yes, stop",
        "don't stop",
        "st.op",
        "s t o p",
        "un subscribe",
        "opt out please",
        "opt. out",
        "all stop",
        "start over",
        "more info",
        "stopped",
        "ending",
        "informal",
        "yess",
        "y",
        "no",
        "1 stop",
        "stop 2",
        "AYUDA",
        "ayuda",
        "alto ya",
        "стоп",
    ],
)
def test_a_message_that_says_more_is_no_keyword(text: str) -> None:
    """It is read like any other; so is "ayuda", the word for the Spanish crisis line."""
    assert keyword_of(text) is None


def test_yes_is_a_keyword_only_to_who_opted_out() -> None:
    """To all others it is the answer to a question, which the caller decides."""
    needing = [word for _, word in PAIRS if (found := keyword_of(word)) and found.needs_opt_out]
    assert needing == ["YES"]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.text(st.characters(categories=["P", "S", "Z", "M", "C"])).map(lambda s: f"{s}stop{s}")))
def test_any_text_is_taken(text: str) -> None:
    """Nothing is raised, and a word that is found is one when it stands alone, in upper case."""
    found = keyword_of(text)
    assert found is None or (found.word.isalpha() and found.word == found.word.upper())
    assert found is None or keyword_of(found.word) == Found(found.kind, found.word, found.word not in ("ALTO", "PARAR"))


def test_a_long_message_is_read_in_a_moment() -> None:
    """The time grows with its length, not with its square."""
    assert keyword_of("!" * 100_000 + "stop" + "- " * 100_000) == Found("stop", "STOP", by_carrier=True)
    assert keyword_of("!" * 100_000 + "stop" + "- " * 100_000 + "it") is None
