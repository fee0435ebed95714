"""What Twilio posts: whether it is really from there, and what it says.

Findings on Twilio's requests: docs/sms.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import parse_qs

from twilio.request_validator import RequestValidator

from bot.clinic.texting import Keyword

MAX_BYTES = 64 * 1024
_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
_ID = re.compile(r"[A-Za-z0-9]{1,64}")
_KEYWORDS = ("stop", "start", "help")


class Form(dict[str, list[str]]):
    """The posted fields; blank ones are kept, since they are signed as well."""

    @classmethod
    def of(cls, body: bytes) -> Form:
        return cls(parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True))

    def getlist(self, name: str) -> list[str]:
        """As Twilio's validator asks for the values of a field."""
        return self[name]

    def first(self, name: str) -> str:
        return self.get(name, [""])[0]


class Malformed(ValueError):
    """It is signed, but no message that we know."""


@dataclass(frozen=True)
class Text:
    """One text that came in. `keyword` is what Twilio's Advanced Opt-Out says it has answered itself."""

    provider_id: str
    phone: str
    body: str
    media: int
    keyword: Keyword | None


@dataclass(frozen=True)
class Report:
    """What became of a text that was sent: `text` is its row in the outbox."""

    text: int
    provider_id: str
    status: str
    error_code: str | None


def is_signed(token: str, url: str, form: Form, signature: str) -> bool:
    """Whether the request was signed with the account's token for this very address."""
    return bool(signature) and bool(RequestValidator(token).validate(url, form, signature))


def read_text(form: Form) -> Text:
    """The text of a webhook. Raises Malformed."""
    provider_id, phone = form.first("MessageSid") or form.first("SmsSid"), form.first("From")
    if not _ID.fullmatch(provider_id) or not _NUMBER.fullmatch(phone):
        raise Malformed("a text needs MessageSid and From")  # a short code is nobody who books
    media = form.first("NumMedia")
    keyword = form.first("OptOutType").lower()
    return Text(
        provider_id,
        phone,
        form.first("Body").replace("\0", " "),  # which PostgreSQL does not store
        int(media) if media.isascii() and media.isdigit() and len(media) < 4 else 0,
        cast(Keyword, keyword) if keyword in _KEYWORDS else None,
    )


def read_report(form: Form, arguments: Mapping[str, list[str]]) -> Report:
    """The report of a status webhook. Raises Malformed."""
    text = (arguments.get("text") or [""])[0]
    provider_id = form.first("MessageSid") or form.first("SmsSid")
    status = form.first("MessageStatus") or form.first("SmsStatus")
    known = text.isascii() and text.isdigit() and len(text) < 19
    if not known or not _ID.fullmatch(provider_id) or not re.fullmatch(r"[a-z_]{1,32}", status):
        raise Malformed("a report needs the text, MessageSid and MessageStatus")
    code = form.first("ErrorCode")
    return Report(int(text), provider_id, status, code if _ID.fullmatch(code) else None)
