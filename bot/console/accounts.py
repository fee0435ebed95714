"""The staff's accounts: invite, rename, change the role, disable, invite anew. For admins, after a confirmation."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot import takeovers
from bot.console.confirming import ask_first
from bot.console.door import said_to_visitors
from bot.console.requests import me, note, now, running
from bot.console.wording import ROLES as MAY
from bot.store import staff
from bot.store.engine import Tx
from bot.store.staff import Account
from bot.store.staff_tables import ROLES

accounts = Blueprint("accounts", __name__, url_prefix="/staff")
Answer = Response | str | tuple[str, int]


@accounts.get("/")
def index() -> str:
    """Who may enter."""
    with running().store.begin() as tx:
        note(tx, "read the accounts")
    return _page()


@accounts.post("/invite")
def invite() -> Answer:
    """A new account, or an old one whose phone or password is gone: its link is shown once."""
    login, name, role = (request.form.get(key, "").strip()[:100] for key in ("login", "name", "role"))
    if not login or role not in ROLES:
        abort(400)
    problem = staff.name_problem(name) if name else None
    if problem is not None:  # before password and code are asked for
        return _page(problem=problem, typed={"login": login, "name": name, "role": role}), 422
    asked = ask_first(f"Then {login} is invited, as you have typed it.")
    if asked is not None:
        return asked
    with running().store.begin() as tx:
        account = staff.by_login(tx, login) or staff.add(tx, login, name or login, role, now())  # type: ignore[arg-type]
        if account.disabled_at is not None:
            abort(409)
        link = f"{running().settings.console_url}/join/{staff.invite(tx, account.id, now())}"
        note(tx, "invited", account.actor, role=account.role)
    return _page(link, account)


@accounts.post("/<int(max=9007199254740991):account>")
def change(account: int) -> Answer:
    """Another role, disabled, or enabled again; all sessions of that person end with it."""
    if account == me().id:
        abort(409)  # nobody locks themself out, or makes themself more than they are
    role, disabled = request.form.get("role"), request.form.get("disabled")
    if role not in (None, *ROLES) or disabled not in (None, "0", "1"):
        abort(400)
    asked = ask_first("Then the account is changed, as you have chosen it.")
    if asked is not None:
        return asked
    with running().store.begin() as tx:
        found = _found(tx, account)
        if role in ROLES:
            staff.change(tx, account, role=role)
        if disabled in ("0", "1"):
            staff.change(tx, account, disabled_at=now() if disabled == "1" else None)
        staff.end_sessions(tx, account, now())
        takeovers.leave(tx, running(), account, now(), me().actor, request.remote_addr)
        note(tx, "changed an account", found.actor, role=role, disabled=disabled)
    return redirect(url_for("accounts.index"), 303)


@accounts.post("/<int(max=9007199254740991):account>/name")
def rename(account: int) -> Answer:
    """Call somebody otherwise; which name it was before stays in the audit log."""
    name = request.form.get("name", "")
    problem = staff.name_problem(name)
    if problem is not None:
        return _page(problem=problem), 422
    asked = ask_first("Then the name is changed, as you have typed it.")
    if asked is not None:
        return asked
    with running().store.begin() as tx:
        found = _found(tx, account)
        before, after = staff.rename(tx, account, name)
        if before != after:
            note(tx, "renamed", found.actor, **{"from": before, "to": after})
    return redirect(url_for("accounts.index"), 303)


def _found(tx: Tx, account: int) -> Account:
    found = staff.get(tx, account)
    if found is None:
        abort(404)
    return found


def _page(
    link: str | None = None,
    invited: staff.Account | None = None,
    problem: str | None = None,
    typed: dict[str, str] | None = None,
) -> str:
    with running().store.read() as tx:
        rows = staff.everybody(tx)
    return render_template(
        "accounts.html",
        rows=rows,
        roles=ROLES,
        may_do=MAY,
        link=link,
        invited=invited,
        problem=problem,
        typed=typed or {},
        said=said_to_visitors(),
    )
