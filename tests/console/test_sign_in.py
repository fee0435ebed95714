"""In and out: invitations, passwords, codes, sessions, and whoever guesses."""

from __future__ import annotations

import io
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from http.cookies import SimpleCookie
from threading import Barrier

import argon2
import pyotp
import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from bot.commands import console
from bot.commands.errors import CommandError
from bot.console import create_console, passwords
from bot.context import Assistant
from bot.store import staff, tables
from tests.console.desk import COOKIE, PASSWORDS, ROSA, Desk, Window, sign_up, words_of


def invitation(desk: Desk, login: str = "dora", role: staff.Role = "reviewer") -> str:
    """The path of an invitation for a new colleague."""

    def make(tx: staff.Tx) -> str:
        account = staff.by_login(tx, login) or staff.add(tx, login, login.title(), role, desk.now)
        return staff.invite(tx, account.id, desk.now)

    return f"/join/{desk.do(make)}"


def secret_on(page_text: str) -> str:
    return re.findall(r'<code id="key">(\w+)</code>', page_text)[0]


def is_in(window: Window) -> bool:
    return window.get("/calendar").status_code == 200


# ---- invitations


def test_an_invitation_opens_an_account_once(desk: Desk) -> None:
    """The link sets up password, codes and ten recovery codes; a second time it says that it works no more."""
    link, window = invitation(desk), desk.window()
    secret, recovery = sign_up(window, link, "violets under snow")
    assert len(set(recovery)) == 10
    again = desk.window().get(link)
    assert again.status_code == 404 and "works no more" in words_of(again)
    late = desk.window().post(link, {"password": "another of mine 77", "code": pyotp.TOTP(secret).now()})
    assert late.status_code == 404
    code = pyotp.TOTP(secret).at(time.time() + 30)
    assert window.post("/signin", {"login": "Dora ", "password": "violets under snow", "code": code}).status_code == 302
    assert is_in(window)


def test_an_invitation_ends_after_a_day(desk: Desk) -> None:
    """It works until the last second of a day, and not a second longer, also for a form that is open."""
    link, window = invitation(desk), desk.window()
    desk.forward(hours=24, seconds=-1)
    page = window.get(link)
    assert page.status_code == 200
    desk.forward(seconds=1)
    code = pyotp.TOTP(secret_on(page.text)).now()
    assert window.post(link, {"password": "violets under snow", "code": code}).status_code == 404
    assert desk.account("dora").password_hash is None


def test_a_new_invitation_ends_the_one_before(desk: Desk) -> None:
    """Whoever found the old link cannot use it after a new one was made."""
    old, new = invitation(desk), invitation(desk)
    assert desk.window().get(old).status_code == 404
    assert desk.window().get(new).status_code == 200


def test_two_windows_cannot_use_one_invitation(desk: Desk) -> None:
    """Both see the same key; the first to be done gets the account, and the second changes nothing of it."""
    link, first, second = invitation(desk), desk.window(), desk.window()
    secrets = [secret_on(window.get(link).text) for window in (first, second)]
    assert secrets[0] == secrets[1]
    code = pyotp.TOTP(secrets[0]).now()
    forms = [{"name": f"Dora {n}x", "password": f"violets under snow {n}", "code": code} for n in range(2)]
    assert first.post(link, forms[0]).status_code == 200
    before = desk.account("dora")
    assert second.post(link, forms[1]).status_code == 404
    assert desk.account("dora") == before


def test_a_disabled_account_cannot_be_opened_by_an_old_link(desk: Desk) -> None:
    """An invitation of somebody who was disabled since works no more."""
    link = invitation(desk)
    desk.do(lambda tx: staff.change(tx, staff.by_login(tx, "dora").id, disabled_at=desk.now))  # type: ignore[union-attr]
    assert desk.window().get(link).status_code == 404


def test_secrets_are_stored_as_hashes(desk: Desk) -> None:
    """No password, invitation, recovery code or session stands in the database in its own words."""
    link = invitation(desk)
    _, recovery = sign_up(desk.window(), link, "violets under snow")
    stored = repr(desk.snapshot())
    known = [link.rpartition("/")[2], "violets under snow", *recovery, *desk.staff.tokens.values()]
    assert not [one for one in known if one in stored]
    assert desk.account("dora").password_hash.startswith("$argon2id$")  # type: ignore[union-attr]


def test_passwords_are_hashed_at_a_price(cheap_hashes: argon2.PasswordHasher) -> None:
    """The hasher outside these tests is argon2id with no less than OWASP wants: 19 MiB twice."""
    assert cheap_hashes.type is argon2.Type.ID
    assert cheap_hashes.memory_cost >= 19 * 1024 and cheap_hashes.time_cost >= 2


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short words", "at least 12"),
        ("", "at least 12"),
        ("x" * 129, "128"),
        ("password1234", "too easy"),
        ("123456123456", "too easy"),
        ("aaaaaaaaaaaaaaaa", "too easy"),
        ("dora-dora-dora", "too easy"),
        ("Ketamine-Clinic-1", "too easy"),
    ],
)
def test_weak_passwords_are_refused(desk: Desk, password: str, told: str) -> None:
    """The page says why, shows the same key as before, and the invitation still works."""
    link, window = invitation(desk), desk.window()
    secret = secret_on(window.get(link).text)
    answer = window.post(link, {"name": "Dora", "password": password, "code": pyotp.TOTP(secret).now()})
    assert answer.status_code == 422
    assert told in words_of(answer)
    assert secret_on(answer.text) == secret
    assert desk.account("dora").password_hash is None


@pytest.mark.parametrize(
    "password",
    ["kingfisher 7 " * 5, "Ärger über Öl und Süßes", "correct horse battery staple", "пароль длинный и свой"],
)
def test_good_passwords_are_taken_whole(desk: Desk, password: str) -> None:
    """Long ones, spaces and any script; what is cut off at the end is wrong."""
    window = desk.window()
    secret, _ = sign_up(window, invitation(desk), password)
    code = pyotp.TOTP(secret).at(time.time() + 30)
    assert window.post("/signin", {"login": "dora", "password": password[:-1], "code": code}).status_code == 401
    assert window.post("/signin", {"login": "dora", "password": password, "code": code}).status_code == 302


def test_a_wrong_code_does_not_finish_an_invitation(desk: Desk) -> None:
    """Whoever cannot show a code of the new generator has not set it up."""
    link, window = invitation(desk), desk.window()
    secret = secret_on(window.get(link).text)
    right = pyotp.TOTP(secret).now()
    wrong = f"{(int(right) + 1) % 1000000:06}"
    if pyotp.TOTP(secret).verify(wrong, valid_window=2):
        pytest.skip("one in a million")
    answer = window.post(link, {"name": "Dora", "password": "violets under snow", "code": wrong})
    assert answer.status_code == 422
    assert "code did not fit" in words_of(answer)
    assert desk.account("dora").password_hash is None


# ---- signing in


def test_all_that_is_wrong_looks_the_same(desk: Desk) -> None:
    """Nobody learns from the answer whether the name, the password or the code was wrong."""
    invitation(desk, "dora")  # invited and not signed up
    sign_up(desk.window(), invitation(desk, "erik"), "violets under snow")
    desk.do(lambda tx: staff.change(tx, staff.by_login(tx, "erik").id, disabled_at=desk.now))  # type: ignore[union-attr]
    answers = [
        desk.sign_in(desk.window(), "alice", password="not my password"),
        desk.sign_in(desk.window(), "alice", code="000000"),
        desk.sign_in(desk.window(), "alice", code=""),
        desk.window().post("/signin", {"login": "nobody", "password": PASSWORDS["alice"], "code": "000000"}),
        desk.window().post("/signin", {"login": "dora", "password": "", "code": ""}),
        desk.window().post("/signin", {"login": "erik", "password": "violets under snow", "code": "000000"}),
        desk.window().post("/signin", {}),
    ]
    seen = {(a.status_code, a.text, a.headers.get("Set-Cookie")) for a in answers}
    assert len(seen) == 1
    assert answers[0].status_code == 401


def test_a_right_code_with_a_wrong_password_is_not_used_up(desk: Desk) -> None:
    """Somebody who guesses passwords cannot use up the codes of the right person."""
    code = desk.code("alice")
    assert desk.sign_in(desk.window(), "alice", password="wrong", code=code).status_code == 401
    assert desk.sign_in(desk.window(), "alice", code=code).status_code == 302


def test_a_code_works_once(desk: Desk) -> None:
    """A code that was seen over the shoulder is refused, and so is the one before it."""
    totp = pyotp.TOTP(desk.staff.secrets["alice"])
    code, now = desk.code("alice"), time.time()
    assert desk.sign_in(desk.window(), "alice", code=code).status_code == 302
    assert desk.sign_in(desk.window(), "alice", code=code).status_code == 401
    assert desk.sign_in(desk.window(), "alice", code=totp.at(now - 30)).status_code == 401


@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_off_by_one_step(desk: Desk, monkeypatch: pytest.MonkeyPatch, steps: int, fits: bool) -> None:
    """Codes of the step before and after fit; those of two steps away do not."""
    at = 1_800_000_000  # in the middle of no step's end while the test runs
    monkeypatch.setattr("bot.console.passwords.time.time", lambda: at)
    desk.code("alice")
    code = pyotp.TOTP(desk.staff.secrets["alice"]).at(at + 30 * steps)
    assert (desk.sign_in(desk.window(), "alice", code=code).status_code == 302) is fits


def test_the_code_of_a_colleague_does_not_fit(desk: Desk) -> None:
    """Each generator opens its own account only."""
    assert desk.sign_in(desk.window(), "alice", code=desk.code("bob")).status_code == 401


def test_a_recovery_code_works_once(desk: Desk) -> None:
    """It stands for the one-time code, in any case and with spaces around; then it is gone, and the others are not."""
    first, second = desk.staff.recovery["bob"][:2]
    assert desk.sign_in(desk.window(), "bob", code=f" {first.upper()} ").status_code == 302
    assert desk.sign_in(desk.window(), "bob", code=first).status_code == 401
    assert desk.sign_in(desk.window(), "alice", code=second).status_code == 401
    assert desk.sign_in(desk.window(), "bob", code=second).status_code == 302


@pytest.mark.parametrize("name", ["\0", "alice\0", "é" * 300, "%", "' or 1=1 --", "😀"])
def test_odd_names_are_wrong_names(either_desk: Desk, name: str) -> None:
    """Whatever a stranger types as a name, it is just wrong, on both databases."""
    form = {"login": name, "password": "\0", "code": "\0"}
    assert either_desk.window().post("/signin", form).status_code == 401


def test_a_name_is_slowed_down_after_five_failures(desk: Desk) -> None:
    """After five failures not even the right password enters, from whatever address; others do."""
    for number in range(5):
        window = desk.window(address=f"192.0.2.{number + 10}")
        assert desk.sign_in(window, "alice", password="wrong", code="000000").status_code == 401
    slowed = desk.sign_in(desk.window(address="192.0.2.99"), "alice")
    assert slowed.status_code == 429
    assert "wait" in words_of(slowed)
    assert desk.sign_in(desk.window(address="192.0.2.99"), "bob").status_code == 302


@pytest.mark.parametrize("name", ["alice", "ALICE", " alice ", "Alice"])
def test_a_name_is_slowed_down_however_it_is_written(desk: Desk, name: str) -> None:
    """Capitals and spaces are no further five attempts."""
    for _ in range(5):
        desk.window().post("/signin", {"login": name, "password": "wrong", "code": "000000"})
    assert desk.sign_in(desk.window(), "alice").status_code == 429


@pytest.mark.parametrize("path", ["/signin", "/confirm"])
def test_guesses_at_once_are_no_more_than_one_after_the_other(
    either_desk: Desk, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of twelve guesses that are all under way together five are looked at."""
    desk, many = either_desk, 12
    looked_at: list[str] = []
    monkeypatch.setattr(passwords, "is_right", lambda password, _: bool(looked_at.append(password)))
    start = Barrier(many)

    def guess(number: int) -> int:
        window = desk.window("bob" if path == "/confirm" else None)
        start.wait(timeout=20)
        return window.post(path, {"login": "alice", "password": f"guess {number}", "code": "000000"}).status_code

    with ThreadPoolExecutor(many) as pool:
        answers = sorted(pool.map(guess, range(many)))
    assert answers == [401] * 5 + [429] * (many - 5)
    assert len(looked_at) == 5


def test_who_gets_in_leaves_no_failure_behind(desk: Desk) -> None:
    """An address from which many enter rightly is not slowed down."""
    for _ in range(25):
        assert desk.sign_in(desk.window(), "bob").status_code == 302
    assert desk.rows(tables.sign_in_failure) == []


def test_names_that_nobody_has_are_slowed_down_alike(desk: Desk) -> None:
    """Nobody learns from being slowed down whether there is such an account."""
    form = {"login": "nobody", "password": "wrong", "code": "000000"}
    assert [desk.window().post("/signin", form).status_code for _ in range(6)] == [401] * 5 + [429]


def test_an_address_is_slowed_down_after_twenty_failures(desk: Desk) -> None:
    """Somebody who tries many names is stopped; another address is not."""
    for number in range(20):
        form = {"login": f"guess{number}", "password": "wrong", "code": "000000"}
        assert desk.window().post("/signin", form).status_code == 401
    assert desk.sign_in(desk.window(), "alice").status_code == 429
    assert desk.sign_in(desk.window(address="198.51.100.1"), "alice").status_code == 302


def test_nobody_is_locked_out_for_ever(desk: Desk) -> None:
    """A quarter of an hour after the failures the right person gets in, whatever was tried while they were slowed."""
    for _ in range(5):
        desk.sign_in(desk.window(), "alice", password="wrong", code="000000")
    desk.forward(minutes=14)
    for _ in range(10):
        assert desk.sign_in(desk.window(), "alice", password="wrong", code="000000").status_code == 429
    desk.forward(minutes=1, seconds=1)
    assert desk.sign_in(desk.window(), "alice").status_code == 302


def test_failures_are_forgotten_when_the_right_person_enters(desk: Desk) -> None:
    """Four slips, then in, then four slips more do not slow anybody down."""
    for _ in range(2):
        for _ in range(4):
            desk.sign_in(desk.window(), "alice", password="wrong", code="000000")
        assert desk.sign_in(desk.window(), "alice").status_code == 302


# ---- sessions


def test_the_cookie_is_kept_from_scripts_and_other_sites(desk: Desk) -> None:
    """Every attribute that a session's cookie can have against theft, and no end that outlives the browser."""
    answer = desk.sign_in(desk.window(), "alice")
    cookie = SimpleCookie()
    for header in answer.headers.getlist("Set-Cookie"):
        cookie.load(header)
    morsel = cookie[COOKIE]
    assert COOKIE.startswith("__Host-")
    assert morsel["secure"] and morsel["httponly"]
    assert (morsel["samesite"], morsel["path"], morsel["domain"]) == ("Strict", "/", "")
    assert not morsel["max-age"] and not morsel["expires"]
    assert len(morsel.value) >= 43


def test_each_sign_in_makes_a_new_session(desk: Desk) -> None:
    """A cookie that was planted before is not the one that is signed in afterwards."""
    window = desk.window()
    window.take("planted-by-somebody-else-with-43-characters")
    desk.sign_in(window, "alice")
    first = window.token
    desk.sign_in(window, "alice")
    assert len({first, window.token, "planted-by-somebody-else-with-43-characters"}) == 3


def test_a_new_sign_in_ends_the_session_before_it(desk: Desk) -> None:
    """Whoever signs in anew in the same browser has left no other session open behind them."""
    window = desk.window("alice")
    old = window.token
    assert desk.sign_in(window, "alice").status_code == 302
    assert is_in(window)
    assert not is_in(Window(desk.app, old))


def test_a_session_ends_after_fifteen_idle_minutes(desk: Desk) -> None:
    """It lasts while it is used, and not a quarter of an hour longer."""
    window = desk.window("alice")
    for _ in range(3):
        desk.forward(minutes=14, seconds=59)
        assert is_in(window)
    desk.forward(minutes=15)
    answer = window.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/signin")
    assert not is_in(window)


def test_a_page_that_looks_for_news_keeps_nobody_in(desk: Desk) -> None:
    """An open conversation in an empty office ends its session as any other."""
    window = desk.window("alice")
    for _ in range(3):
        desk.forward(minutes=4)
        assert window.get(f"/c/{ROSA}/news?after=0").status_code == 200
    desk.forward(minutes=4)
    assert window.get(f"/c/{ROSA}/news?after=0").status_code == 302


def test_a_session_ends_after_twelve_hours_in_use(desk: Desk) -> None:
    """However busy somebody is, after twelve hours they show again who they are."""
    window, begun = desk.window("alice"), desk.now
    while desk.now + timedelta(minutes=14) < begun + timedelta(hours=12):
        desk.forward(minutes=14)
        assert is_in(window)
    desk.set_clock(begun + timedelta(hours=12))
    assert not is_in(window)


def test_signing_out_ends_this_session_only(desk: Desk) -> None:
    """The cookie is taken away and opens nothing even if it was kept; the other browser goes on."""
    window, other = desk.window("alice"), desk.window()
    desk.sign_in(other, "alice")
    kept = window.token
    answer = window.post("/signout")
    assert "cookies" in answer.headers["Clear-Site-Data"]
    assert window.token is None
    assert not is_in(Window(desk.app, kept))
    assert is_in(other)


def test_everywhere_ends_all_sessions_of_one_person(desk: Desk) -> None:
    """All browsers of Alice are out, Bob's is not."""
    window, other, bob = desk.window("alice"), desk.window(), desk.window("bob")
    desk.sign_in(other, "alice")
    window.post("/signout-everywhere")
    assert [is_in(one) for one in (desk.window("alice"), other, bob)] == [False, False, True]


def test_a_disabled_account_is_out_at_once(desk: Desk) -> None:
    """Its sessions end with the change, and neither password and code nor enabling it brings them back."""
    bob, alice = desk.window("bob"), desk.window("alice")
    account = desk.account("bob").id
    assert is_in(bob)
    assert alice.post(f"/staff/{account}", {"role": "reviewer", "disabled": "1"}).status_code == 303
    assert not is_in(bob)
    assert desk.sign_in(desk.window(), "bob").status_code == 401
    alice.post(f"/staff/{account}", {"role": "reviewer", "disabled": "0"})
    assert not is_in(bob)
    assert desk.sign_in(bob, "bob").status_code == 302


def test_a_new_role_ends_all_sessions(desk: Desk) -> None:
    """Nobody goes on with what they were allowed before."""
    bob = desk.window("bob")
    desk.window("alice").post(f"/staff/{desk.account('bob').id}", {"role": "viewer"})
    assert not is_in(bob)
    assert desk.account("bob").role == "viewer"
    desk.sign_in(bob, "bob")
    assert bob.post(f"/c/{ROSA}/mark", {"state": "reviewed"}).status_code == 403


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "\\x00", "é" * 20, "a" * 8000])
def test_a_cookie_that_was_made_up_is_nobodys(desk: Desk, token: str) -> None:
    """Whatever stands in the cookie, without a session one is at the door."""
    window = desk.window()
    answer = window.ask("GET", "/", headers={"Cookie": f"{COOKIE}={token}", "Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 302


# ---- once more, before accounts are changed


def _asked(answer: TestResponse) -> bool:
    """Whether it is the page that asks for password and code."""
    return "Please confirm that it is you" in words_of(answer)


def _fields(answer: TestResponse) -> dict[str, str]:
    """What the page carries along."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))


def test_changing_accounts_takes_a_confirmation(desk: Desk) -> None:
    """Six minutes after the sign-in each form leads to password and code first, and nothing is changed."""
    window = desk.window("alice")
    desk.forward(minutes=6)
    state = desk.snapshot(tables.audit_event, tables.audit_end, tables.staff_session)
    bob = desk.account("bob").id
    for path, form in (
        ("/staff/invite", {"login": "dora", "name": "Dora", "role": "admin"}),
        (f"/staff/{bob}", {"disabled": "1", "role": "admin"}),
        (f"/staff/{bob}/name", {"name": "Robert"}),
    ):
        answer = window.post(path, form)
        assert answer.status_code == 200 and _asked(answer)
        assert _fields(answer) == form
    assert desk.snapshot(tables.audit_event, tables.audit_end, tables.staff_session) == state


def test_what_was_typed_is_done_after_the_confirmation(desk: Desk) -> None:
    """The form goes through the confirmation as it was typed, also past a slip, and is carried out once it is right."""
    window = desk.window("alice")
    desk.forward(minutes=6)
    page = window.post("/staff/invite", {"login": "dora", "name": 'Dora "D" Dell', "role": "reviewer"})
    form = {name: unescape(value) for name, value in _fields(page).items()}
    slip = window.post("/staff/invite", {**form, "password": "not my password", "code": "000000"})
    assert slip.status_code == 401 and _asked(slip) and _fields(slip) == _fields(page)
    assert "not my password" not in slip.text and "000000" not in slip.text
    done = window.post("/staff/invite", {**form, "password": PASSWORDS["alice"], "code": desk.code("alice")})
    assert done.status_code == 200 and 'id="link"' in done.text
    dora = desk.account("dora")
    assert (dora.name, dora.role) == ('Dora "D" Dell', "reviewer")
    assert PASSWORDS["alice"] not in repr(desk.snapshot())


def test_a_confirmed_form_cannot_be_sent_again(desk: Desk) -> None:
    """Whoever has kept the request does nothing with it later: its code was used."""
    window, bob = desk.window("alice"), desk.account("bob").id
    desk.forward(minutes=6)
    form = {"name": "Robert", "password": PASSWORDS["alice"], "code": desk.code("alice")}
    assert window.post(f"/staff/{bob}/name", form).status_code == 303
    assert window.post(f"/staff/{bob}/name", {"name": "Bob"}).status_code == 303  # fresh: no question
    desk.forward(minutes=6)
    assert window.post(f"/staff/{bob}/name", form).status_code == 401
    assert desk.account("bob").name == "Bob"


def test_a_confirmed_form_must_come_from_the_console(desk: Desk) -> None:
    """Right password and code change nothing about where a form may come from, and who may send it."""
    desk.forward(minutes=6)
    form = {"login": "dora", "role": "admin", "password": PASSWORDS["alice"], "code": desk.code("alice")}
    other = {"Sec-Fetch-Site": "cross-site"}
    assert desk.window("alice").post("/staff/invite", form, headers=other).status_code == 403
    form = {"login": "dora", "role": "admin", "password": PASSWORDS["bob"], "code": desk.code("bob")}
    assert desk.window("bob").post("/staff/invite", form).status_code == 403
    assert len(desk.rows(tables.staff_account)) == 3


def test_a_confirmation_takes_what_a_sign_in_takes(desk: Desk) -> None:
    """Neither a wrong password, nor a used code, nor somebody else's confirms anything."""
    window = desk.window("alice")
    desk.forward(minutes=6)
    code = desk.code("alice")
    assert window.post("/confirm", {"password": PASSWORDS["bob"], "code": code}).status_code == 401
    assert window.post("/confirm", {"password": PASSWORDS["alice"], "code": ""}).status_code == 401
    used = desk.code("alice")
    assert desk.sign_in(desk.window(), "alice", code=used).status_code == 302
    assert window.post("/confirm", {"password": PASSWORDS["alice"], "code": used}).status_code == 401
    assert _asked(window.post("/staff/3", {"role": "admin"}))


def test_a_confirmation_is_slowed_down_as_a_sign_in_is(desk: Desk) -> None:
    """Whoever found a browser that is signed in cannot try passwords and codes for ever."""
    window = desk.window("alice")
    for _ in range(5):
        window.post("/confirm", {"password": "wrong", "code": "000000"})
    form = {"password": PASSWORDS["alice"], "code": desk.code("alice")}
    assert window.post("/confirm", form).status_code == 429
    desk.forward(minutes=6)
    assert window.post("/staff/3", {"role": "admin", **form}).status_code == 429  # one count for all ways to confirm


def test_nobody_changes_their_own_account(desk: Desk) -> None:
    """An admin can neither lock themself out nor give themself more."""
    window, own = desk.window("alice"), desk.account("alice")
    assert window.post(f"/staff/{own.id}", {"role": "viewer", "disabled": "1"}).status_code == 409
    assert desk.account("alice") == own
    assert is_in(window)


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "http:evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "///evil.example",
        "evil.example",
        "",
    ],
)
def test_a_confirmation_leads_nowhere_else(desk: Desk, target: str) -> None:
    """Whatever the address asks for, neither the page nor the answer leads off the console."""
    window = desk.window("alice")
    page = window.ask("GET", "/confirm", query_string={"to": target})
    assert re.findall(r'name="to" value="([^"]*)"', page.text) == ["/"]
    form = {"password": PASSWORDS["alice"], "code": desk.code("alice"), "to": target}
    answer = window.post("/confirm", form)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@pytest.mark.parametrize("target", ["/%2f/evil.example", "/%5cevil.example", "/.//evil.example", "/c/web:rosa?x=//e"])
def test_a_confirmation_keeps_an_address_of_the_console_as_it_is(desk: Desk, target: str) -> None:
    """What only looks like another place is not decoded into one."""
    form = {"password": PASSWORDS["alice"], "code": desk.code("alice"), "to": target}
    answer = desk.window("alice").post("/confirm", form)
    assert answer.headers["Location"] == target


# ---- the command line


def _command(act: str, login: str | None = None, name: str | None = None, role: staff.Role = "reviewer") -> str:
    out = io.StringIO()
    console.manage(act, login, name, role, out)
    return out.getvalue()


def test_staff_add_list_reset_disable(empty: Assistant) -> None:
    """The whole life of an account by commands: the link works, the list says how it stands, disabled is out."""
    app = create_console(empty)
    link = _command("add", "Dora", "Dora Diaz", "admin").strip()
    assert link.startswith(f"{empty.settings.console_url}/join/")
    assert _command("list") == "dora\tadmin\tinvited\tDora Diaz\n"
    secret, _ = sign_up(Window(app), link, "violets under snow")
    assert _command("list") == "dora\tadmin\tactive\tDora Diaz\n"
    window = Window(app)
    form = {"login": "dora", "password": "violets under snow", "code": pyotp.TOTP(secret).at(time.time() + 30)}
    assert window.post("/signin", form).status_code == 302
    new = _command("reset", "dora").strip()
    assert new != link
    secret, _ = sign_up(Window(app), new, "lilies under snow")
    assert not is_in(window), "new factors end the sessions of the old ones"
    form = {"login": "dora", "password": "lilies under snow", "code": pyotp.TOTP(secret).at(time.time() + 30)}
    assert window.post("/signin", form).status_code == 302
    assert "disabled" in _command("disable", "dora")
    assert _command("list") == "dora\tadmin\tdisabled\tDora Diaz\n"
    assert not is_in(window)
    with empty.store.read() as tx:
        actions = [(row.actor, row.action) for row in tx.execute(sa.select(tables.audit_event))]
    assert ("system", "invited") in actions
    assert ("system", "disabled an account") in actions


@pytest.mark.parametrize(
    ("act", "login"), [("add", None), ("add", ""), ("reset", "nobody"), ("disable", "nobody"), ("disable", None)]
)
def test_commands_say_what_they_cannot_do(empty: Assistant, act: str, login: str | None) -> None:
    """One line for whoever typed it, and no account more."""
    with pytest.raises(CommandError):
        _command(act, login)
    assert _command("list") == ""


def test_a_name_is_added_once(empty: Assistant) -> None:
    """The second time, in other letters, the command says what to do instead."""
    _command("add", "dora")
    with pytest.raises(CommandError, match="staff reset"):
        _command("add", "DORA")


def test_the_link_for_a_disabled_account_works(empty: Assistant) -> None:
    """A link that `staff reset` prints opens the account, or the command says that it cannot."""
    link = _command("add", "dora")
    _command("disable", "dora")
    try:
        link = _command("reset", "dora").strip()
    except CommandError:
        return
    assert Window(create_console(empty)).get("/join/" + link.rpartition("/")[2]).status_code == 200


def test_audit_verify(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command counts the events and says whether the chain holds, or where it breaks."""
    monkeypatch.setattr(console, "assistant", lambda: desk.running)
    out = io.StringIO()
    assert console.verify(out)
    assert out.getvalue().splitlines()[0] == f"{len(desk.audit())} events, the chain holds."
    victim = desk.audit()[2].id
    change = sa.update(tables.audit_event).where(tables.audit_event.c.id == victim).values(actor="staff:3")
    desk.do(lambda tx: tx.execute(change))
    out = io.StringIO()
    assert not console.verify(out)
    assert str(victim) in out.getvalue()


def test_the_link_of_an_invitation_leads_to_the_address_of_the_console(desk: Desk) -> None:
    """An invitation made on the page begins with BOT_CONSOLE_URL, whatever the proxy calls this machine."""
    page = desk.window("alice").post("/staff/invite", {"login": "dora", "name": "Dora", "role": "viewer"})
    link = re.findall(r'<code id="link">([^<]+)</code>', page.text)[0]
    assert link.startswith(f"{desk.running.settings.console_url}/join/")
