"""`python -m bot console` and `python -m bot staff`: serve the staff's pages; invite, disable and list accounts."""

from __future__ import annotations

import logging
import os
import sys
from typing import IO

import waitress

from bot import takeovers
from bot.commands.children import at_the_end_of_input
from bot.commands.errors import CommandError
from bot.console import create_console
from bot.context import Assistant, assistant
from bot.store import audit, staff
from bot.store.staff import Account, Role

HOST = "127.0.0.1"  # a proxy with TLS stands before it where others are to reach it
THREADS = 8
FORWARDED = "x-forwarded-for x-forwarded-proto"  # what the proxies of BOT_PROXIES say of who asks


def serve(*, child: bool = False) -> None:
    """Serve the console until stopped; without any account, print the link that makes the first one.

    A child stops when its parent is gone, which closes its standard input.

    Raises:
        SettingError, StoreUnavailable: the settings or the database cannot be used.
        CommandError: the port is in use.
    """
    running = assistant()
    running.store.migrate()
    port = running.settings.console_port
    with running.store.read() as tx:
        empty = staff.count(tx) == 0
    if empty:
        link = _invite(running, "admin", "Admin", "admin")
        _say(f"No one of the staff has an account yet. Make the first one here, within a day: {link}")
    if child:
        at_the_end_of_input(lambda: os._exit(0))  # each request is a transaction of its own: nothing is half done
    keep_addresses_out_of_logs()
    try:
        _say(f"The staff console is at {running.settings.console_url}")
        hops = running.settings.proxies
        trusted = (
            {"trusted_proxy": "*", "trusted_proxy_count": hops, "trusted_proxy_headers": FORWARDED} if hops else {}
        )
        waitress.serve(create_console(running), host=HOST, port=port, threads=THREADS, ident=None, **trusted)
    except OSError as error:
        raise CommandError(f"port {port} is in use; stop what runs there, or set BOT_CONSOLE_PORT") from error


def keep_addresses_out_of_logs() -> None:
    """Waitress names the address of a request that breaks: it may hold the secret of a feed, or a conversation's id."""
    logging.getLogger("waitress").addFilter(_without_address)


def _without_address(record: logging.LogRecord) -> bool:
    told, serving, _ = record.getMessage().partition(" while serving ")
    if serving:
        record.msg, record.args = f"{told} while serving a page", ()
    return True


def manage(act: str, login: str | None, name: str | None, role: Role, out: IO[str]) -> None:
    """Add, disable, reset (a new link) or list accounts.

    Raises:
        CommandError: there is no such account, or there is one already.
    """
    running = assistant()
    running.store.migrate()
    if act == "list":
        with running.store.read() as tx:
            rows = staff.everybody(tx)
        for row in rows:
            state = "disabled" if row.disabled_at else "active" if row.password_hash else "invited"
            out.write(f"{row.login}\t{row.role}\t{state}\t{row.name}\n")
        return
    if not login:
        raise CommandError(f"`staff {act}` needs a sign-in name")
    if act == "add":
        if name and staff.name_problem(name) is not None:
            raise CommandError(
                "visitors read the name: at most 60 characters, with letters in it, and no control characters"
            )
        with running.store.read() as tx:
            if staff.by_login(tx, login) is not None:
                raise CommandError(f"there is an account {login}; `staff reset {login}` makes a new link")
        out.write(f"{_invite(running, login, name or login, role)}\n")
        return
    account = _known(running, login)
    if act == "reset":
        out.write(f"{_invite(running, account.login, account.name, account.role)}\n")
        return
    with running.store.begin() as tx:
        staff.change(tx, account.id, disabled_at=running.now())
        staff.end_sessions(tx, account.id, running.now())
        takeovers.leave(tx, running, account.id, running.now(), "system")
        audit.record(tx, "system", "disabled an account", running.now(), subject=account.actor)
    out.write(f"{account.login} is disabled.\n")


def verify(out: IO[str], since: str | None = None) -> bool:
    """Check the chain of the audit log; whether it holds. `since`: a hash that this command printed before."""
    running = assistant()
    running.store.migrate()
    with running.store.read() as tx:
        fault, count, head = audit.verify(tx), audit.count(tx), audit.head(tx)
        cut = since is not None and not audit.contains(tx, since)
    if fault is not None:
        out.write(f"{fault.words}\n")
    elif cut:
        out.write("The hash that you kept is not in the log: it was cut off, or put back to how it was before.\n")
    else:
        out.write(f"{count} events, the chain holds.\n")
    out.write(f"The last hash is {head}: kept elsewhere, it can be given with --since.\n" if head else "")
    return fault is None and not cut


def _invite(running: Assistant, login: str, name: str, role: Role) -> str:
    with running.store.begin() as tx:
        account = staff.by_login(tx, login) or staff.add(tx, login, name, role, running.now())
        staff.change(tx, account.id, disabled_at=None)  # who gets a new link may come in again
        token = staff.invite(tx, account.id, running.now())
        audit.record(tx, "system", "invited", running.now(), subject=account.actor, detail={"role": account.role})
    return f"{running.settings.console_url}/join/{token}"


def _known(running: Assistant, login: str) -> Account:
    with running.store.read() as tx:
        account = staff.by_login(tx, login)
    if account is None:
        raise CommandError(f"there is no account {login}")
    return account


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201
