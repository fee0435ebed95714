"""The one form into which a message is brought before the rules are read."""

from __future__ import annotations

import pytest

from bot.clinic.safety.loading import rule_book


def normalised(text: str) -> str:
    return rule_book().normalise(text).strip()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("I'm here", "i am here"),
        ("Im here", "i am here"),
        ("I don’t, can't, won't", "i do not , can not , will not"),
        ("It's what's next?", "it is what is next ?"),
        ("mom's house", "moms house"),
        ("wanna, gonna", "want to , going to"),
        ("i really just want so much", "i want much"),
        ("i just took it", "i just took it"),
        ("One. Two! Three; four\nfive", "one . two . three . four . five"),
        ("well... no (really) - no", "well no , , , no"),
        ("self-harm", "self harm"),
        ("al día de mañana", "al dia de manana"),
        ("at 4pm, 20mg", "at 4 pm , 20 mg"),
    ],
)
def test_short_forms_signs_and_emphasis(text: str, form: str) -> None:
    """Short forms are written out, emphasis and accents left out, signs reduced to three."""
    assert normalised(text) == form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("suicdal", "suicidal"),
        ("suiciddal", "suicidal"),
        ("sewerslide", "suicide"),
        ("su1c1de", "suicide"),
        ("$uicide", "suicide"),
        ("su*cide", "suicide"),
        ("s u i c i d e", "suicide"),
        ("s.u.i.c.i.d.e", "suicide"),
        ("s-u-i-c-i-d-e", "suicide"),
        ("diiiiie", "die"),
        ("dotn", "do not"),
        ("anymroe", "anymore"),
        ("killmyself", "kill myself"),
        ("kms", "kill myself"),
        ("my self", "myself"),
        ("2nite", "tonight"),
        ("🔫", "gun"),
    ],
)
def test_words_are_mended(text: str, form: str) -> None:
    """Slips, texting, signs for letters and words cut up or run together give the word that was meant."""
    assert normalised(text) == form


@pytest.mark.parametrize(
    "word",
    [
        "subside",
        "feeding",
        "exiting",
        "root",
        "sacred",
        "olive",
        "together",
        "dinner",
        "coffin",
        "brian",
        "dose",
    ],
)
def test_words_that_only_look_alike_are_left_alone(word: str) -> None:
    """A word of its own is not mended into one of danger."""
    assert normalised(word) == word


def test_initials_and_codes_are_left_alone() -> None:
    """Single letters that give no word stay what they are."""
    assert normalised("A B C") == "a b c"
    assert normalised("K L M 310 555 0123") == "k l m 310 555 0123"
