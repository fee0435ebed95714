"""What comes in and what comes of it: the two values that every channel exchanges with the message path."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.channels.rasa import Understood
from bot.channels.said import Said
from bot.clinic.safety import Level
from bot.clinic.texting import Keyword

Channel = Literal["web", "sms"]


@dataclass(frozen=True)
class Inbound:
    """One message of a person.

    `conversation` is made by the server, "web:..." or "sms:..."; `now` is aware; `client_id` is the sender's own id
    of the message; `phone` (E.164) is the number it came from, where the channel knows that. `choice` is a choice
    that was offered, as the id of the logged message and its number from 1; its words are then the text. `token` is
    the website's secret, which may end while the message waits for its turn.

    Of a text, `media` counts the pictures with it, `keyword` is what the carrier says that it has answered itself,
    and `deliver` has the reply sent to `phone`.
    """

    conversation: str
    channel: Channel
    text: str
    now: datetime
    client_id: str | None = None
    phone: str | None = None
    choice: tuple[int, int] | None = None
    token: str | None = None
    media: int = 0
    keyword: Keyword | None = None
    deliver: bool = False

    @property
    def address(self) -> str:
        """By what it is known who wants no texts."""
        return self.phone or self.conversation


@dataclass
class Outcome:
    """What came of a message."""

    replies: list[Said]
    understood: Understood = field(default_factory=Understood)
    crisis: Level = Level.none
    repeated: bool = False
    logged_in: bool = True  # the message is in the log
    logged_out: bool = True  # so are the replies
