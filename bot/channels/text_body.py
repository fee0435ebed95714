"""The replies of one turn as one text message."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.said import Said
from bot.clinic.texting import plain, shorten, with_choices

MOST_SEGMENTS = 6  # of a whole turn; Twilio takes ten, but nobody reads so much on a phone


def body_of(replies: Sequence[Said]) -> str:
    """One text in plain characters, without a blank line; the choices offered last are numbered."""
    words = plain("\n".join(said.text for said in replies if said.text))
    choices = next((said.choices for said in reversed(replies) if said.choices), ())
    return plain(with_choices(shorten(words, MOST_SEGMENTS), choices))
