"""Signing up by a link that works once, signing in with password and one-time code, and out again."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from bot import takeovers
from bot.console import passwords
from bot.console.requests import COOKIE, current_session, keep_signed_in, me, note, now, running
from bot.store import audit, feeds, staff
from bot.store.engine import Tx
from bot.store.staff import Account

door = Blueprint("door", __name__)
WINDOW = timedelta(minutes=15)
BY_LOGIN, BY_ADDRESS = 5, 20  # failed attempts in that time, after which nobody is let in from there
FRESH = timedelta(minutes=5)  # how long a confirmation by password and code holds


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
        attempts = staff.count_attempt(tx, {source: BY_LOGIN, f"address:{address}": BY_ADDRESS}, now(), WINDOW)
        if attempts is None:
            audit.record(tx, who, "sign-in slowed down", now(), address=address)
    if attempts is None:
        return render_template("sign_in.html", problem="slowed"), 429
    right = passwords.is_right(request.form.get("password", ""), account.password_hash if account else None)
    with running().store.begin() as tx:
        entered = account is not None and right and account.disabled_at is None and _code_fits(tx, account)
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
    """Choose a password and set up the one-time codes; the recovery codes are shown once."""
    with running().store.read() as tx:
        account = staff.invited(tx, token, now())
    if account is None:
        return render_template("message.html", name="invitation_over"), 404
    secret = session.get("totp") or passwords.new_secret()
    session["totp"] = secret  # signed, and only until the form is sent
    problem = None
    if request.method == "POST":
        password = request.form.get("password", "")
        step = passwords.matching_step(secret, request.form.get("code", ""))
        problem = passwords.complaint(password, account.login) or (None if step is not None else "code_wrong")
        if problem is None and step is not None:
            return _activate(account, token, password, secret, step)
    issuer = running().clinic.clinic.short_name
    picture = Markup(passwords.qr_code(secret, account.login, issuer))  # noqa: S704  made by segno of our own values
    page = render_template("join.html", account=account, secret=secret, picture=picture, problem=problem)
    return (page, 422) if problem else page


def _activate(account: Account, token: str, password: str, secret: str, step: int) -> Response | str | tuple[str, int]:
    hashed = passwords.hashed(password)
    with running().store.begin() as tx:
        if not staff.use_invitation(tx, token, now()):
            return render_template("message.html", name="invitation_over"), 404
        staff.change(tx, account.id, password_hash=hashed, totp_secret=secret, totp_step=step)
        staff.end_sessions(tx, account.id, now())
        codes = staff.new_recovery_codes(tx, account.id)
        audit.record(tx, account.actor, "signed up", now(), address=request.remote_addr)
    session.clear()
    return render_template("codes.html", codes=codes)


@door.route("/confirm", methods=["GET", "POST"])
def confirm() -> Response | str | tuple[str, int]:
    """Password and code once more, before something that cannot be taken back."""
    target = request.values.get("to", "")
    # browsers leave out tabs and line ends, so that "/<tab>/other.example" would be another site
    target = target if re.fullmatch(r"/(?![/\\])[!-~]*", target) else url_for("inbox.index")
    if request.method == "GET":
        return render_template("confirm.html", to=target, problem=None)
    source = f"confirm:{me().id}"  # not the sign-in's: whoever found a session must not lock its owner out
    with running().store.begin() as tx:
        attempts = staff.count_attempt(tx, {source: BY_LOGIN}, now(), WINDOW)
    if attempts is None:
        return render_template("confirm.html", to=target, problem="slowed"), 429
    right = passwords.is_right(request.form.get("password", ""), me().password_hash)
    with running().store.begin() as tx:
        if not (right and _code_fits(tx, me())):
            note(tx, "confirmation failed")
            return render_template("confirm.html", to=target, problem="wrong"), 401
        staff.forget_attempts(tx, attempts)
        staff.touch_session(tx, request.cookies[COOKIE], now(), confirmed=True)
        note(tx, "confirmed")
    return redirect(target)


def is_fresh() -> bool:
    """Whether password and code were given just now."""
    found = current_session()
    return found is not None and found.confirmed_at > now() - FRESH


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


def _code_fits(tx: Tx, account: Account) -> bool:
    """A one-time code that was not used yet, or a recovery code."""
    if account.totp_secret is None:
        abort(403)
    code = request.form.get("code", "")[:50]
    step = passwords.matching_step(account.totp_secret, code)
    if step is not None:
        return staff.use_step(tx, account.id, step)
    return staff.use_recovery_code(tx, account.id, code, now())
