"""The name that visitors see, and the key that is scanned: asked for at sign-up, kept, changed and recorded."""

from __future__ import annotations

import io
import re

import pyotp
import pytest

from bot.commands import console
from bot.commands.errors import CommandError
from bot.context import Assistant
from bot.secret import sign_up_key
from bot.store import staff, tables
from tests.console.desk import QUIET, Desk, Window, name_on, sign_up, words_of
from tests.console.test_sign_in import invitation, secret_on

ODD = ["", "  ", "4711", "x" * 61, "Bob\x07", "Bob\u202egnp", "Bob\u200bBrown", "Bob\x7f"]


def test_the_first_account_is_asked_for_a_name(desk: Desk) -> None:
    """It is made as "Admin", which no visitor is to read: the field is empty, and the hint says what it is for."""
    desk.do(lambda tx: staff.add(tx, "admin", "Admin", "admin", desk.now))
    link = invitation(desk, "admin")
    page = desk.window().get(link)
    assert re.findall(r'name="name" value="([^"]*)" required', page.text) == [""]
    assert '"Maria of our staff is writing to you now.' in words_of(page)
    form = {"password": "violets under snow", "code": pyotp.TOTP(secret_on(page.text)).now()}
    answer = desk.window().post(link, form)
    assert answer.status_code == 422 and "give a name that visitors may read" in words_of(answer)
    sign_up(desk.window(), link, "violets under snow", "Dr. Lee")
    assert desk.account("admin").name == "Dr. Lee"
    (row,) = desk.audit("renamed")
    assert (row.actor, row.detail) == (desk.account("admin").actor, {"from": "Admin", "to": "Dr. Lee"})


def test_a_name_that_was_given_is_offered(desk: Desk) -> None:
    """Who was invited with a name confirms it; nothing is recorded as changed."""
    desk.window("alice").post("/staff/invite", {"login": "dora", "name": "Dora Dell", "role": "viewer"})
    link = invitation(desk)
    assert name_on(desk.window().get(link)) == "Dora Dell"
    sign_up(desk.window(), link, "violets under snow")
    assert desk.account("dora").name == "Dora Dell" and desk.audit("renamed") == []


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_refused_everywhere(desk: Desk, name: str) -> None:
    """At sign-up, on one's own page, by an admin: control characters, what turns writing round, none, too long."""
    link = invitation(desk)
    code = pyotp.TOTP(secret_on(desk.window().get(link).text)).now()
    state = desk.rows(tables.staff_account)
    answers = [
        desk.window().post(link, {"name": name, "password": "violets under snow", "code": code}),
        desk.window("bob").post("/account/name", {"name": name}),
        desk.window("alice").post(f"/staff/{desk.account('bob').id}/name", {"name": name}),
    ]
    if name:
        answers.append(
            desk.window("alice").post("/staff/invite", {"login": "e", "name": name.strip() or "7", "role": "viewer"})
        )
    assert [answer.status_code for answer in answers] == [422] * len(answers)
    assert all('role="alert"' in answer.text for answer in answers)
    assert desk.rows(tables.staff_account) == state


@pytest.mark.parametrize("name", ["Zoë", "Dr. Ana-María O'Neil", "李", "سمیه‌نژاد", "x" * 60])
def test_names_of_all_languages_are_taken(desk: Desk, name: str) -> None:
    """Accents, signs and scripts, and the joiner that Persian needs."""
    assert desk.window("bob").post("/account/name", {"name": f" {name} "}).status_code == 303
    assert desk.account("bob").name == name


def test_a_new_name_is_what_visitors_read(desk: Desk) -> None:
    """Everybody may change their own, without a confirmation and without being signed out; it is recorded."""
    window = desk.window("bob")
    desk.forward(minutes=10)
    assert window.post("/account/name", {"name": "Dr.  Bob"}).headers["Location"] == "/account"
    window.post(f"/c/{QUIET}/take-over")
    assert desk.said(QUIET)[-1].text.startswith("Dr. Bob of our staff is writing to you now.")
    (row,) = desk.audit("renamed")
    assert (row.actor, row.subject, row.detail) == (row.actor, row.actor, {"from": "Bob Brown", "to": "Dr. Bob"})
    assert row.actor == desk.account("bob").actor
    window.post("/account/name", {"name": "Dr. Bob"})
    assert len(desk.audit("renamed")) == 1  # nothing has changed


def test_an_admin_renames_others(desk: Desk) -> None:
    """Who keeps their session; the audit log names both."""
    bob = desk.account("bob")
    assert desk.window("alice").post(f"/staff/{bob.id}/name", {"name": "Robert"}).status_code == 303
    assert desk.account("bob").name == "Robert"
    assert desk.window("bob").get("/account").status_code == 200
    (row,) = desk.audit("renamed", bob.actor)
    assert (row.actor, row.detail) == (desk.account("alice").actor, {"from": "Bob Brown", "to": "Robert"})
    assert desk.window("alice").post("/staff/4711/name", {"name": "Robert"}).status_code == 404


def test_a_refused_invitation_keeps_what_was_typed(desk: Desk) -> None:
    """The form comes back filled in, with the reason."""
    typed = {"login": "dora", "name": "Dora\x07", "role": "reviewer"}
    page = desk.window("alice").post("/staff/invite", typed)
    assert 'name="login" value="dora"' in page.text and "<option selected>reviewer</option>" in page.text


def test_the_command_checks_names_too(empty: Assistant) -> None:
    """And still takes `--name`."""
    with pytest.raises(CommandError, match="control characters"):
        console.manage("add", "dora", "Do\x1bra", "viewer", io.StringIO())
    console.manage("add", "dora", "Dora Dell", "viewer", io.StringIO())
    with empty.store.read() as tx:
        assert [one.name for one in staff.everybody(tx)] == ["Dora Dell"]


# ---- the key of the one-time codes


def test_the_key_stays_until_it_is_used(desk: Desk) -> None:
    """A page that is opened again, in another browser or without cookies, shows the key that was scanned."""
    link = invitation(desk)
    window = desk.window()
    keys = {secret_on(one.get(link).text) for one in (window, window, desk.window(), Window(desk.app))}
    (key,) = keys
    assert len(key) == 32
    done = window.post(link, {"name": "Dora", "password": "violets under snow", "code": pyotp.TOTP(key).now()})
    assert done.status_code == 200 and desk.account("dora").totp_secret == key
    assert "Set-Cookie" not in done.headers


def test_a_new_invitation_has_a_new_key(desk: Desk) -> None:
    """What somebody saw of an old link opens nothing; and nothing of the key is stored before it is used."""
    link = invitation(desk)
    first = secret_on(desk.window().get(link).text)
    assert first not in repr(desk.snapshot())
    assert secret_on(desk.window().get(invitation(desk)).text) != first


def test_the_link_alone_does_not_give_the_key() -> None:
    """It takes this installation's secret as well."""
    assert sign_up_key(b"one", "token") != sign_up_key(b"two", "token") != sign_up_key(b"two", "other")
