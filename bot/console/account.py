"""One's own account: the name that visitors see, and signing out on all devices."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.console.door import said_to_visitors
from bot.console.requests import me, note, running
from bot.console.wording import ROLES
from bot.store import staff

account = Blueprint("account", __name__, url_prefix="/account")


@account.get("")
def index() -> str:
    """Who one is here."""
    return _page(me().name, None)


@account.post("/name")
def rename() -> Response | tuple[str, int]:
    """Be called otherwise; which name it was before stays in the audit log."""
    name = request.form.get("name", "")
    problem = staff.name_problem(name)
    if problem is not None:
        return _page(name, problem), 422
    with running().store.begin() as tx:
        before, after = staff.rename(tx, me().id, name)
        if before != after:
            note(tx, "renamed", me().actor, **{"from": before, "to": after})
    return redirect(url_for("account.index"), 303)


def _page(name: str, problem: str | None) -> str:
    return render_template("account.html", name=name, problem=problem, said=said_to_visitors(), roles=ROLES)
