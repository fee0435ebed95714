"""What the staff's pages cost with a million messages: medians through the real application, SQLite and PostgreSQL.

`python -m benchmarks console [URL ...]`; without a URL on a new SQLite file. A database that is named must be empty.
"""

from __future__ import annotations

import base64
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from flask.testing import FlaskClient

from benchmarks import clinic_years
from bot.console import create_console
from bot.context import Assistant, assistant
from bot.secret import store_keys
from bot.store import open_store, staff, tables, triggers
from bot.store.overview import PAGE

NOW = datetime(2026, 11, 23, 18, 5, tzinfo=timezone.utc)
CONVERSATIONS, MESSAGES = 100_000, 1_000_000
TIMES = 7  # each page, after one look that counts for nothing
DEEP = 1000  # pages
BASE = "https://localhost"
KINDS = ("danger", "callback", "clinician", "opted_out", "undelivered", "taken_over")
LISTS = {
    "first page": "",
    "channel": "channel=sms",
    "frequent intent": "intent=book_consultation",
    "rare intent": "intent=nlu_fallback",
    "poorly understood": "low=1",
    "outcome booked": "outcome=booked",
    "outcome cancelled": "outcome=cancelled",
    "outcome follow-up": "outcome=follow_up",
    "outcome open": "outcome=open",
    "danger": "crisis=1",
    "danger, unseen": "unseen=1",
    "reviewed": "review=reviewed",
    "flagged": "review=flagged",
    "looked after by one": "assignee=1",
    "frequent tag": "tag=tag+0",
    "rare tag": "tag=tag+39",
    "two days": "since=2025-03-01&until=2025-03-02",
    "intent and booked": "intent=crisis&outcome=booked",
    "danger and flagged": "crisis=1&review=flagged",
    "low and tag": "low=1&tag=tag+0",
    "sms, open, assigned": "channel=sms&outcome=open&assignee=2",
    "nothing fits": "intent=nlu_fallback&channel=sms&low=1&review=flagged",
    **{f"needs: {kind}": f"needs={kind}" for kind in KINDS},
    "needs: not understood": "needs=not_understood",
}
SEARCHES = {
    "a frequent word": "ketamine",
    "a rare word": "testing",
    "part of a word": "eschedul",
    "two words": "insurance sister",
    "two frequent words": "ketamine consultation",
    "a very frequent word": "the",
    "a name": "Badofe",
    "a number": "(213) 555-0707",
    "two letters": "ok",
    "nothing": "xqzwv",
}
OTHERS = (
    "/calendar",
    "/calendar/1",
    "/follow-ups",
    "/follow-ups?state=done",
    "/clinicians",
    "/clinicians?status=spoken",
    "/clinicians?status=other",
    "/figures",
    "/figures/topics",
    "/learn",
    "/learn/export",
    "/export",
    "/audit",
    "/staff/",
)


def main(urls: list[str]) -> None:
    """Fill each database, measure, and print a table."""
    with TemporaryDirectory() as folder:
        for url in urls or [f"sqlite:///{Path(folder) / 'years.db'}"]:
            running = assistant()
            running = replace(running, store=open_store(url, store_keys(running.secret)))
            running = replace(running, settings=replace(running.settings, now=NOW, database_url=url))
            begin = time.perf_counter()
            ready = prepare(running)
            print(f"\n{running.store.url.get_backend_name()}: {ready}, {time.perf_counter() - begin:.0f} s\n")
            print(table(measure(running)))
            running.store.close()


def prepare(running: Assistant) -> str:
    """Fill the database unless a run before has done so, and say what is in it."""
    running.store.migrate()
    with running.store.begin() as tx:
        found = tx.execute(sa.select(sa.func.count()).select_from(tables.message)).scalar_one()
        if not found:
            accounts = [staff.add(tx, f"bench-{n}", f"Colleague {n}", "viewer", NOW).id for n in range(5)]
            if tx.dialect.name == "sqlite":  # word by word it takes five times as long
                for name in triggers.SEARCHED:
                    tx.exec_driver_sql(f"DROP TRIGGER {name}_words_added")
    if not found:
        clinic_years.fill(running.store, NOW, CONVERSATIONS, MESSAGES, accounts)
        with running.store.begin() as tx:
            if tx.dialect.name == "sqlite":
                for name in triggers.SEARCHED:
                    tx.exec_driver_sql(f"INSERT INTO {name}_words({name}_words) VALUES ('rebuild')")  # noqa: S608
                triggers.remove(tx)
                triggers.install(tx)
    if not running.store.is_sqlite:
        engine = sa.create_engine(running.store.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))  # as the server does by itself after a while
        engine.dispose()
    with running.store.read() as tx:
        counts = [sa.select(sa.func.count()).select_from(one) for one in (tables.message, tables.conversation)]
        totals = [tx.execute(query).scalar_one() for query in counts]
    return "{:,} messages in {:,} conversations".format(*totals)


def deep(running: Assistant) -> str:
    """The mark of a page that far down the list."""
    row = tables.conversation.c
    query = sa.select(row.last_at, row.id).order_by(row.last_at.desc(), row.id.desc()).offset(DEEP * PAGE).limit(1)
    with running.store.read() as tx:
        found = tx.execute(query).one()
    return base64.urlsafe_b64encode(f"{found.last_at.isoformat()} {found.id}".encode()).decode().rstrip("=")


def measure(running: Assistant) -> dict[str, float]:
    """Median milliseconds by page; the first is the baseline, a page of the same application without a list."""
    client, mark = signed_in(running), deep(running)
    pages = {"baseline: the page to confirm": median_ms(lambda: get(client, "/confirm"))}
    for name, query in LISTS.items():
        pages[name] = median_ms(lambda query=query: get(client, f"/?{query}"))  # type: ignore[misc]
    pages[f"page {DEEP}"] = median_ms(lambda: get(client, f"/?before={mark}"))
    for name, words in SEARCHES.items():
        pages[f"search: {name}"] = median_ms(lambda words=words: search(client, words))  # type: ignore[misc]
    pages["search: the next page"] = median_ms(lambda: search(client, "ketamine", mark))
    for path in OTHERS:
        pages[path] = median_ms(lambda path=path: get(client, path))  # type: ignore[misc]
    pages[f"transcript of {clinic_years.LONG} messages"] = median_ms(lambda: get(client, f"/c/{clinic_years.LONG_ID}"))
    return pages


def signed_in(running: Assistant) -> FlaskClient:
    """A browser in which somebody is signed in."""
    with running.store.begin() as tx:
        account = staff.by_login(tx, "bench-0")
        assert account is not None
        staff.change(tx, account.id, password_hash="none", totp_secret="none", role="admin")  # noqa: S106  opens nothing
        token = staff.begin_session(tx, account.id, NOW)
    client = create_console(running).test_client()
    client.set_cookie("__Host-staff", token, domain="localhost", secure=True)
    return client


def get(client: FlaskClient, path: str) -> str:
    answer = client.get(path, base_url=BASE)
    assert answer.status_code == 200, answer.status
    return answer.text


def search(client: FlaskClient, words: str, before: str = "") -> str:
    form = {"words": words, "before": before}
    answer = client.post("/search", base_url=BASE, data=form, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 200, answer.status
    return answer.text


def median_ms(run: Callable[[], object]) -> float:
    """Median milliseconds of a call."""
    run()
    spent = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        run()
        spent.append((time.perf_counter() - begin) * 1000)
    return statistics.median(spent)


def table(pages: dict[str, float]) -> str:
    """As Markdown."""
    base = next(iter(pages.values()))
    lines = ["| page | median ms | x baseline |", "|---|---|---|"]
    lines += [f"| {name} | {spent:.0f} | {spent / base:.1f} |" for name, spent in pages.items()]
    return "\n".join(lines)
