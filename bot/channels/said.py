"""What is said to a person in one turn, as the path passes it on: from Rasa's messages, or from the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.clinic.safety import Level
from bot.store.conversations import Seen


@dataclass(frozen=True)
class Said:
    """One message of the assistant; `card` is an appointment to be shown with it, see actions/submit.py."""

    text: str
    choices: tuple[str, ...] = ()
    card: dict[str, Any] | None = None


def said_before(seen: Seen) -> list[Said]:
    """The logged replies to a message that comes again."""
    return [Said(reply.text, _titles(reply.choices), reply.card) for reply in seen.replies]


def said_by_actions(messages: Sequence[dict[str, Any]]) -> list[Said]:
    """What the actions said, in Rasa's form; an appointment's card goes with the words before it."""
    replies: list[Said] = []
    for message in messages:
        custom = message.get("custom") or {}
        card, text = custom.get("card"), message.get("text") or ""
        if not text and "crisis" in custom:
            continue  # says something about the message before it
        if card is not None and not text and replies:
            replies[-1] = replace(replies[-1], card=card)
        else:
            replies.append(Said(text, _titles(message.get("buttons") or ()), card))
    return replies


def danger_in(messages: Sequence[dict[str, Any]]) -> Level:
    """The highest level that the actions answered, which may be more than the words alone showed."""
    levels = ((message.get("custom") or {}).get("crisis", "none") for message in messages)
    return max((Level[name] for name in levels), default=Level.none)


def _titles(choices: Sequence[Any]) -> tuple[str, ...]:
    return tuple(choice["title"] for choice in choices)
