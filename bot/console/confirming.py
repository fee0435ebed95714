"""Password and code once more, before something that cannot be taken back.

The form that wants it goes through the confirmation as it is: the page that asks carries it along and sends it to the
same address, which checks password and code and then does what was asked. So nothing typed is lost, no address to go on
to comes from outside, and every check of that address is made anew.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from flask import abort, render_template, request

from bot.console import passwords
from bot.console.requests import COOKIE, current_session, me, note, now, running
from bot.store import staff
from bot.store.engine import Tx
from bot.store.staff import Account

WINDOW = timedelta(minutes=15)
ATTEMPTS = 5  # failed ones in that time, after which no more are looked at
FRESH = timedelta(minutes=5)  # how long a confirmation by password and code holds
_SECRETS = ("password", "code")  # typed anew each time, and never put into a page

Problem = Literal["slowed", "wrong"]


def is_fresh() -> bool:
    """Whether password and code were given just now."""
    found = current_session()
    return found is not None and found.confirmed_at > now() - FRESH


def ask_first(then: str) -> tuple[str, int] | None:
    """The page that asks for password and code, with the form as it came; None: they were given, go on.

    `then` says what will be done with the form.
    """
    if is_fresh():
        return None
    problem: Problem | None = None
    if "password" in request.form:
        problem = confirm()
        if problem is None:
            return None
    carried = [(name, value) for name, value in request.form.items(multi=True) if name not in _SECRETS]
    page = render_template("confirm.html", carried=carried, then=then, problem=problem)
    return page, {None: 200, "wrong": 401, "slowed": 429}[problem]


def confirm() -> Problem | None:
    """Check the password and the code of the form; None: they are right, which holds for a while."""
    source = f"confirm:{me().id}"  # not the sign-in's: whoever found a session must not lock its owner out
    with running().store.begin() as tx:
        attempts = staff.count_attempt(tx, {source: ATTEMPTS}, now(), WINDOW)
    if attempts is None:
        return "slowed"
    right = passwords.is_right(request.form.get("password", ""), me().password_hash)
    with running().store.begin() as tx:
        if not (right and code_fits(tx, me())):
            note(tx, "confirmation failed")
            return "wrong"
        staff.forget_attempts(tx, attempts)
        staff.touch_session(tx, request.cookies[COOKIE], now(), confirmed=True)
        note(tx, "confirmed")
    return None


def code_fits(tx: Tx, account: Account) -> bool:
    """A one-time code that was not used yet, or a recovery code."""
    if account.totp_secret is None:
        abort(403)
    code = request.form.get("code", "")[:50]
    step = passwords.matching_step(account.totp_secret, code)
    if step is not None:
        return staff.use_step(tx, account.id, step)
    return staff.use_recovery_code(tx, account.id, code, now())
