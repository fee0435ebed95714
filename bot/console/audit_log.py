"""The audit log, for admins to read and to verify."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from bot.console.requests import note, running
from bot.store import audit, staff

audit_log = Blueprint("audit_log", __name__)
PAGE = 100


@audit_log.get("/audit")
def index() -> str:
    """The last events, and whether the chain holds."""
    before = request.args.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    with running().store.begin() as tx:
        note(tx, "read the audit log")
    with running().store.read() as tx:  # checking a long chain must not keep others from adding to it
        rows = audit.latest(tx, PAGE + 1, number)
        names = {account.actor: account.name for account in staff.everybody(tx)}
        fault = audit.verify(tx) if request.args.get("verify") else None
        total = audit.count(tx)
    more = rows[PAGE - 1].id if len(rows) > PAGE else None
    return render_template(
        "audit.html",
        rows=rows[:PAGE],
        names=names,
        more=more,
        total=total,
        fault=fault,
        verified="verify" in request.args,
    )
