"""Who may do what, in one table: what is missing here nobody may, and a test wants a row for every address."""

from __future__ import annotations

from typing import Literal

Needs = Literal["nobody", "viewer", "reviewer", "admin"]  # "nobody" need be signed in
_RANK: dict[Needs, int] = {"nobody": 0, "viewer": 1, "reviewer": 2, "admin": 3}

PERMISSIONS: dict[str, Needs] = {
    "static": "nobody",
    "door.sign_in": "nobody",
    "door.join": "nobody",
    "door.sign_out": "viewer",
    "door.sign_out_everywhere": "viewer",
    "door.confirm": "viewer",
    "inbox.index": "viewer",
    "inbox.search": "viewer",
    "inbox.news": "viewer",
    "transcript.show": "viewer",
    "transcript.news": "viewer",
    "acts.acknowledge": "reviewer",
    "acts.mark": "reviewer",
    "acts.tag": "reviewer",
    "acts.note_down": "reviewer",
    "acts.assign": "reviewer",
    "holding.ask": "reviewer",
    "holding.take_over": "reviewer",
    "holding.reply": "reviewer",
    "holding.hand_back": "reviewer",
    "learn.correct": "reviewer",
    "learn.index": "reviewer",
    "learn.correct_many": "reviewer",
    "erasing.show": "admin",
    "erasing.erase": "admin",
    "exports.index": "reviewer",
    "exports.write": "reviewer",
    "exports.decide": "reviewer",
    "exports.show": "reviewer",
    "exports.download": "reviewer",
    "exports.compare": "reviewer",
    "exports.comparison": "reviewer",
    "work.follow_ups": "viewer",
    "work.follow_up_done": "reviewer",
    "work.follow_up_open": "reviewer",
    "work.clinicians": "viewer",
    "work.clinician_status": "reviewer",
    "figures.index": "viewer",
    "figures.about": "viewer",
    "spreadsheet.index": "reviewer",
    "spreadsheet.write": "reviewer",
    "calendar.index": "viewer",
    "calendar.show": "viewer",
    "appointments.times": "reviewer",
    "appointments.hold": "reviewer",
    "appointments.release": "reviewer",
    "appointments.choose": "reviewer",
    "appointments.move": "reviewer",
    "appointments.cancel": "reviewer",
    "appointments.settle": "reviewer",
    "blocks.add": "reviewer",
    "blocks.remove": "reviewer",
    "hours.index": "viewer",
    "hours.set_weekly": "reviewer",
    "hours.set_single": "reviewer",
    "hours.take_back_weekly": "reviewer",
    "hours.take_back_single": "reviewer",
    "feed.make": "viewer",
    "feed.revoke": "viewer",
    "feed.read": "nobody",  # who knows its secret
    "booking.new": "reviewer",
    "booking.book": "reviewer",
    "account.index": "viewer",
    "account.rename": "viewer",
    "accounts.index": "admin",
    "accounts.invite": "admin",
    "accounts.change": "admin",
    "accounts.rename": "admin",
    "audit_log.index": "admin",
}


def is_allowed(endpoint: str, role: str | None) -> bool:
    """Whether somebody of this role (None: not signed in) may use an address."""
    needs = PERMISSIONS.get(endpoint)
    if needs is None:
        return False
    rank = {str(name): number for name, number in _RANK.items()}
    return rank[needs] <= rank.get(role or "nobody", 0)


def is_public(endpoint: str) -> bool:
    """Whether it takes no session at all."""
    return PERMISSIONS.get(endpoint) == "nobody"
