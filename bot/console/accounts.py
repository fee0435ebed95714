"""The staff's accounts: invite, change the role, disable, invite anew. For admins, just after a confirmation."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot import takeovers
from bot.console.door import is_fresh
from bot.console.requests import me, note, now, running
from bot.store import staff
from bot.store.staff_tables import ROLES

accounts = Blueprint("accounts", __name__, url_prefix="/staff")


@accounts.get("/")
def index() -> str:
    """Who may enter."""
    with running().store.begin() as tx:
        rows = staff.everybody(tx)
        note(tx, "read the accounts")
    return render_template("accounts.html", rows=rows, roles=ROLES, link=None, problem=None)


@accounts.post("/invite")
def invite() -> Response | str | tuple[str, int]:
    """A new account, or an old one whose phone or password is gone: its link is shown once."""
    if not is_fresh():
        return redirect(url_for("door.confirm", to=url_for("accounts.index")), 303)
    login, name, role = (request.form.get(key, "").strip()[:100] for key in ("login", "name", "role"))
    if not login or role not in ROLES:
        abort(400)
    with running().store.begin() as tx:
        account = staff.by_login(tx, login) or staff.add(tx, login, name or login, role, now())  # type: ignore[arg-type]
        if account.disabled_at is not None:
            abort(409)
        link = f"{running().settings.console_url}/join/{staff.invite(tx, account.id, now())}"
        note(tx, "invited", account.actor, role=account.role)
        rows = staff.everybody(tx)
    return render_template("accounts.html", rows=rows, roles=ROLES, link=link, problem=None)


@accounts.post("/<int(max=9007199254740991):account>")
def change(account: int) -> Response:
    """Another role, disabled, or enabled again; all sessions of that person end with it."""
    if not is_fresh():
        return redirect(url_for("door.confirm", to=url_for("accounts.index")), 303)
    if account == me().id:
        abort(409)  # nobody locks themself out, or makes themself more than they are
    role, disabled = request.form.get("role"), request.form.get("disabled")
    if role not in (None, *ROLES) or disabled not in (None, "0", "1"):
        abort(400)
    with running().store.begin() as tx:
        found = staff.get(tx, account)
        if found is None:
            abort(404)
        if role in ROLES:
            staff.change(tx, account, role=role)
        if disabled in ("0", "1"):
            staff.change(tx, account, disabled_at=now() if disabled == "1" else None)
        staff.end_sessions(tx, account, now())
        takeovers.leave(tx, running(), account, now(), me().actor, request.remote_addr)
        note(tx, "changed an account", found.actor, role=role, disabled=disabled)
    return redirect(url_for("accounts.index"), 303)
