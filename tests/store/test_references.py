"""References that survive being read aloud."""

from __future__ import annotations

import pytest

from bot.store.references import ALPHABET, new_reference, read_reference


def test_reference_is_read_in_any_spelling() -> None:
    """Case, blanks, hyphens and the prefix do not matter."""
    reference = new_reference("KC")
    plain = reference.replace("-", "")
    for text in (
        reference,
        reference.lower(),
        f" {plain} ",
        plain[2:],
        f"{plain[:2]} {plain[2:6]} {plain[6:]}",
    ):
        assert read_reference(text, "KC") == reference


def test_body_may_look_like_the_prefix() -> None:
    """A reference that goes on with the prefix's letters is read without it as well."""
    reference = next(r for r in (new_reference("KC") for _ in range(200_000)) if r.startswith("KC-KC"))
    assert read_reference(reference.removeprefix("KC-"), "KC") == reference


@pytest.mark.parametrize("text", ["", "KC-", "KC-1234-5", "KC-7Q4M", "hello", "KC-7Q4M-2-2"])
def test_other_texts_are_no_references(text: str) -> None:
    """What cannot be a reference is not looked for."""
    assert read_reference(text, "KC") is None


def test_every_wrong_symbol_and_swap_of_neighbours_is_noticed() -> None:
    """No single slip of the hand leads to another person's booking."""
    for _ in range(20):
        symbols = list(new_reference("KC").replace("-", "")[2:])
        for place, right in enumerate(symbols):
            for wrong in set(ALPHABET) - {right}:
                assert read_reference("".join([*symbols[:place], wrong, *symbols[place + 1 :]]), "KC") is None
        for place in range(3):
            swapped = symbols.copy()
            swapped[place], swapped[place + 1] = symbols[place + 1], symbols[place]
            assert swapped == symbols or read_reference("".join(swapped), "KC") is None


def test_alphabet_has_nothing_to_mistake() -> None:
    """No two symbols that look alike, and no vowel, so no word."""
    assert len(set(ALPHABET)) == 23
    assert not set(ALPHABET) & set("0O1ILZ5SBUNAE")
