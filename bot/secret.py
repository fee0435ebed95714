"""The installation's secret: what links are made with that nobody can guess."""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

from bot.settings import ROOT, SettingError, Settings
from bot.store.keys import Keys

FILE = ROOT / "var" / "secret"


def read_secret(settings: Settings, file: Path = FILE) -> bytes:
    """BOT_SECRET, or the content of the file, which is made at the first start and readable by its owner only.

    Raises:
        SettingError: the file can be neither read nor made.
    """
    if settings.secret is not None:
        return settings.secret.encode()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        found = file.read_bytes().strip()
    except OSError as error:
        raise SettingError(f"{file} cannot be used ({error.strerror}); set BOT_SECRET instead") from error
    if not found:
        raise SettingError(f"{file} is empty; remove it, or set BOT_SECRET")
    return found


def appointment_token(secret: bytes, public_id: str) -> str:
    """The token in the address of a booking's page, 256 bits.

    It is derived and not drawn, so that the chat can show the link again after a reload, although the database
    keeps its hash only.
    """
    derived = hmac.digest(secret, f"appointment:{public_id}".encode(), sha256)
    return base64.urlsafe_b64encode(derived).decode().rstrip("=")


def sign_up_key(secret: bytes, invitation: str) -> str:
    """The key of the one-time codes of whoever signs up by this invitation, 160 bits in base 32 (RFC 4226, 4).

    Derived and not drawn, so that a page that is opened again shows the key that was scanned before, although neither
    the database nor the browser holds it until the invitation is used. Without our secret the link does not give it.
    """
    derived = hmac.digest(secret, f"totp:{invitation}".encode(), sha256)[:20]
    return base64.b32encode(derived).decode()


def text_conversation(secret: bytes, phone: str) -> str:
    """The id of the conversation with a number, "sms:" and 128 bits: it stands in logs, where no number may."""
    derived = hmac.digest(secret, f"phone:{phone}".encode(), sha256)[:16]
    return "sms:" + base64.urlsafe_b64encode(derived).decode().rstrip("=")


def store_keys(secret: bytes) -> Keys:
    """What the keyed hashes in the database are made with: of the audit log, and of numbers that nobody is to read."""
    audit, addresses = (hmac.digest(secret, f"store:{name}".encode(), sha256) for name in ("audit", "addresses"))
    return Keys(audit=audit, addresses=addresses)


def webhook_token(secret: bytes) -> str:
    """What webhooks are signed with where no account at Twilio is set up, so that texts can be tried at home."""
    return hmac.digest(secret, b"webhooks", sha256).hex()


def _make(file: Path) -> None:
    """Whole or not at all, and never over one that another process has just made."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(secrets.token_urlsafe(48).encode() + b"\n")
    try:
        file.hardlink_to(draft)  # fails where a rename would overwrite
    except FileExistsError:
        pass
    finally:
        draft.unlink()
