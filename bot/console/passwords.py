"""Passwords (argon2id) and one-time codes (TOTP, RFC 6238), by the libraries that do nothing else."""

from __future__ import annotations

import time
import unicodedata
from functools import lru_cache

import argon2
import pyotp
import segno

SHORTEST, LONGEST = 12, 128  # characters; ASVS 5 6.2.1 asks for 8 at least, 6.2.9 for 64 to be allowed
STEP_SECONDS = 30
DRIFT = 1  # steps by which the clock of a phone may be off
_hasher = argon2.PasswordHasher()
# What the first guesses are made of; a password may contain one, but not be one with a few signs around it.
_COMMON = ("password", "passwort", "qwerty", "letmein", "welcome", "iloveyou", "administrator", "ketamine", "clinic",
           "123456", "abcdef", "changeme", "losangeles")  # fmt: skip


def complaint(password: str, login: str) -> str | None:
    """The id of the text that says why a password will not do; None: it will."""
    if len(password) < SHORTEST:
        return "password_short"
    if len(password) > LONGEST:
        return "password_long"
    folded = "".join(sign for sign in password.casefold() if sign.isalnum())
    rest = folded
    for word in (*_COMMON, "".join(sign for sign in login.casefold() if sign.isalnum())):
        rest = rest.replace(word, "") if word else rest
    if len(rest) < SHORTEST // 2 or len(set(folded)) < SHORTEST // 3:
        return "password_common"
    return None


def hashed(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(_normal(password))


def is_right(password: str, stored: str | None) -> bool:
    """Whether it is the password; takes as long where there is no account."""
    try:
        return bool(_hasher.verify(stored or _decoy(), _normal(password))) and stored is not None
    except (argon2.exceptions.VerifyMismatchError, argon2.exceptions.VerificationError):
        return False


def matching_step(secret: str, code: str) -> int | None:
    """The time step whose code it is, by the real clock; None: it is none."""
    digits = "".join(sign for sign in code if sign.isdigit())
    now = int(time.time()) // STEP_SECONDS
    generator = pyotp.TOTP(secret)
    for step in range(now - DRIFT, now + DRIFT + 1):
        if pyotp.utils.strings_equal(digits, generator.at(step * STEP_SECONDS)):
            return step
    return None


def qr_code(secret: str, login: str, issuer: str) -> str:
    """The generator as a picture to be scanned, as SVG markup."""
    address = pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)
    return segno.make(address, error="m").svg_inline(scale=5, border=2, svgclass=None, lineclass=None)


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


@lru_cache(maxsize=1)
def _decoy() -> str:
    return _hasher.hash("nobody has this password")
