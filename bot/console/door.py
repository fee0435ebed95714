"""Signing up by a link that works once, signing in with password and one-time code, and out again."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from bot import takeovers
from bot.console import confirming, passwords
from bot.console.requests import COOKIE, keep_signed_in, me, note, now, running
from bot.secret import sign_up_key
from bot.store import audit, feeds, staff
from bot.store.staff import Account

door = Blueprint("door", __name__)
BY_LOGIN, BY_ADDRESS = 5, 20  # failed attempts in that time, after which nobody is let in from there


@door.route("/signin", methods=["GET", "POST"])
def sign_in() -> Response | str | tuple[str, int]:
    """Password and code together: who guesses does not learn which of them was right."""
    if request.method == "GET":
        return render_template("sign_in.html", problem=None)
    login, address = request.form.get("login", "")[:200].replace("\0", " "), request.remote_addr or ""
    source = f"login:{login.strip().casefold()}"
    with running().store.begin() as tx:
        account = staff.by_login(tx, login)
        who = account.actor if account is not None else "unknown"
        attempts = staff.count_attempt(
            tx, {source: BY_LOGIN, f"address:{address}": BY_ADDRESS}, now(), confirming.WINDOW
        )
        if attempts is None:
            audit.record(tx, who, "sign-in slowed down", now(), address=address)
    if attempts is None:
        return render_template("sign_in.html", problem="slowed"), 429
    right = passwords.is_right(request.form.get("password", ""), account.password_hash if account else None)
    with running().store.begin() as tx:
        entered = account is not None and right and account.disabled_at is None and confirming.code_fits(tx, account)
        if account is None or not entered:
            audit.record(tx, who, "sign-in failed", now(), address=address)
            return render_template("sign_in.html", problem="wrong"), 401
        staff.forget_attempts(tx, attempts, source)
        if COOKIE in request.cookies:
            staff.end_session(tx, request.cookies[COOKIE], now())
        token = staff.begin_session(tx, account.id, now())
        audit.record(tx, account.actor, "signed in", now(), address=address)
    return keep_signed_in(redirect(url_for("inbox.index")), token)


@door.route("/join/<token>", methods=["GET", "POST"])
def join(token: str) -> Response | str | tuple[str, int]:
    """Choose a name and a password and set up the one-time codes; the recovery codes are shown once."""
    with running().store.read() as tx:
        account = staff.invited(tx, token, now())
    if account is None:
        return render_template("message.html", name="invitation_over"), 404
    secret = sign_up_key(running().secret, token)  # the same until it is used: it may have been scanned already
    problem = None
    # the sign-in name stands for a name that nobody has given yet, as for the first account
    name = "" if account.name.casefold() == account.login else account.name
    if request.method == "POST":
        name = request.form.get("name", "")
        password = request.form.get("password", "")
        step = passwords.matching_step(secret, request.form.get("code", ""))
        problem = (
            staff.name_problem(name)
            or passwords.complaint(password, account.login)
            or (None if step is not None else "code_wrong")
        )
        if problem is None and step is not None:
            return _activate(account, token, name, password, secret, step)
    issuer = running().clinic.clinic.short_name
    picture = Markup(passwords.qr_code(secret, account.login, issuer))  # noqa: S704  made by segno of our own values
    values = {"account": account, "name": name, "secret": secret, "picture": picture}
    page = render_template("join.html", problem=problem, said=said_to_visitors(), **values)
    return (page, 422) if problem else page


def _activate(
    account: Account, token: str, name: str, password: str, secret: str, step: int
) -> Response | str | tuple[str, int]:
    hashed = passwords.hashed(password)
    with running().store.begin() as tx:
        if not staff.use_invitation(tx, token, now()):
            return render_template("message.html", name="invitation_over"), 404
        staff.change(tx, account.id, password_hash=hashed, totp_secret=secret, totp_step=step)
        staff.end_sessions(tx, account.id, now())
        codes = staff.new_recovery_codes(tx, account.id)
        audit.record(tx, account.actor, "signed up", now(), address=request.remote_addr)
        before, after = staff.rename(tx, account.id, name)
        if before != after:
            named = {"from": before, "to": after}
            audit.record(
                tx, account.actor, "renamed", now(), subject=account.actor, detail=named, address=request.remote_addr
            )
    return render_template("codes.html", codes=codes)


def said_to_visitors() -> str:
    """How somebody of the staff is announced to who writes, with a name for an example."""
    return running().texts.say("taken_over", "web", name="Maria")


@door.route("/confirm", methods=["GET", "POST"])
def confirm() -> Response | str | tuple[str, int]:
    """Password and code once more, before a page that needs them; a form asks for them itself (confirming.py)."""
    target = request.values.get("to", "")
    # browsers leave out tabs and line ends, so that "/<tab>/other.example" would be another site
    target = target if re.fullmatch(r"/(?![/\\])[!-~]*", target) else url_for("inbox.index")
    problem = confirming.confirm() if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        return redirect(target)
    page = render_template("confirm.html", carried=[("to", target)], then=None, problem=problem)
    return page, {None: 200, "wrong": 401, "slowed": 429}[problem]


@door.post("/signout")
def sign_out() -> Response:
    """End this session; the assistant goes on in what was taken over, unless they are signed in elsewhere as well."""
    with running().store.begin() as tx:
        staff.end_session(tx, request.cookies[COOKIE], now())
        takeovers.leave(tx, running(), me().id, now(), me().actor, request.remote_addr)
        note(tx, "signed out")
    return _gone()


@door.post("/signout-everywhere")
def sign_out_everywhere() -> Response:
    """End all sessions of this person, and close the calendar feed: whoever fears a stranger means that, too."""
    with running().store.begin() as tx:
        closed = feeds.revoke(tx, me().id)
        ended = staff.end_sessions(tx, me().id, now())
        takeovers.leave(tx, running(), me().id, now(), me().actor, request.remote_addr)
        note(tx, "signed out everywhere", ended=ended, feed=closed)
    return _gone()


def _gone() -> Response:
    response = redirect(url_for("door.sign_in"))
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Strict", path="/")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
