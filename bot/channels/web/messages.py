"""The JSON of the channel: what is sent in, and logged messages as the widget shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.channels.web.refusal import Refused
from bot.store.transcripts import Message

MAX_BYTES = 64 * 1024  # of a request; any text that fits is looked through for danger, however long
_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_HIGHEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Sent:
    """A message as it was sent: a text, or a choice as (message id, number from 1)."""

    client_id: str
    text: str
    choice: tuple[int, int] | None
    after: int


def read_sent(body: bytes) -> Sent:
    """Read the body of a message.

    Raises:
        Refused: it is too large, no JSON object, or a field is missing or not of its kind.
    """
    content = read_object(body)
    client_id, text, choice = content.get("id"), content.get("text"), content.get("choice")
    if not isinstance(client_id, str) or not _CLIENT_ID.fullmatch(client_id) or (text is None) == (choice is None):
        raise Refused("invalid")
    if choice is not None:
        return Sent(client_id, "", _choice(choice), _whole(content.get("after", 0)))
    if not isinstance(text, str):
        raise Refused("invalid")
    # neither database stores half a surrogate pair, nor PostgreSQL a NUL
    readable = text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    return Sent(client_id, readable, None, _whole(content.get("after", 0)))


def text_of(body: bytes) -> str:
    """What a person may have written in a request that was refused, as far as it can be read."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace")
    text = content.get("text") if isinstance(content, dict) else None
    return text if isinstance(text, str) else body.decode("utf-8", "replace")


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object of a request. Raises Refused."""
    if len(body) > MAX_BYTES:
        raise Refused("too_large")
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("malformed") from None
    if not isinstance(content, dict):
        raise Refused("malformed")
    return content


def read_after(text: str) -> int:
    """The number after which messages are asked for. Raises Refused."""
    if not text.isascii() or not text.isdigit() or len(text) > len(str(_HIGHEST_ID)):
        raise Refused("invalid")
    return _whole(int(text))


def shown(message: Message, address_of: Callable[[str], str]) -> dict[str, Any]:
    """A logged message for the person it belongs to: nothing of what was understood or noted of it.

    `address_of` gives the address of an appointment's page for its public id.
    """
    found: dict[str, Any] = {
        "id": message.id,
        "from": "you" if message.direction == "in" else "staff" if message.author else "assistant",
        "text": message.text,
        "at": message.at.isoformat(),
    }
    if message.direction == "in":
        found["client_id"] = message.client_id
    if message.choices:
        found["choices"] = [choice["title"] for choice in message.choices]
    if message.card:
        page = address_of(message.card["booking"])
        told = {key: message.card[key] for key in ("kind", "when", "reference", "minutes")}
        found["card"] = {**told, "page": page, "calendar": f"{page}/calendar.ics"}
    return found


def _choice(value: Any) -> tuple[int, int]:
    if not isinstance(value, dict):
        raise Refused("invalid")
    return _whole(value.get("message")), _whole(value.get("number"))


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _HIGHEST_ID:
        raise Refused("invalid")
    return value
