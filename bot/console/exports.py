"""Corrections on their way to the training data: what an export would hold, writing it, and reading it."""

from __future__ import annotations

from datetime import datetime, timezone

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from bot.console.comparing import start
from bot.console.confirming import ask_first
from bot.console.requests import me, note, now, running
from bot.learn import export
from bot.learn.files import FileProblem, Folders, digest
from bot.store import comparisons, corrections
from bot.store.comparisons import Comparison

exports = Blueprint("exports", __name__, url_prefix="/learn")
LONGEST = 300  # characters of a wording


@exports.get("/export")
def index() -> str | tuple[str, int]:
    """What an export would hold now, what would be left out and why, and the exports that wait."""
    return _page(None)


@exports.post("/export")
def write() -> AnyResponse | str | tuple[str, int]:
    """Write the file; password and code are asked for anew."""
    asked = ask_first("Then the file is written.")
    if asked is not None:
        return asked
    try:
        name = export.write(
            running(),
            folders(),
            lambda tx, name, size: note(tx, "exported corrections", f"export:{name}", examples=size),
        )
    except export.NothingToExport:
        abort(409)
    except OSError:
        return _page("unwritable")
    return redirect(url_for("exports.show", name=name), 303)


@exports.post("/export/<int(max=9007199254740991):correction>")
def decide(correction: int) -> AnyResponse:
    """Of one that is left out: other words for it, by the staff, or leave it out for good."""
    wording = request.form.get("wording", "").replace("\0", " ").strip()
    to = request.form.get("to")
    if to not in ("reword", "nothing") or (to == "reword" and not 0 < len(wording) <= LONGEST):
        abort(400)
    with running().store.begin() as tx:
        if to == "reword":
            conversation = corrections.reword(tx, correction, wording)
        else:
            conversation = corrections.dismiss(tx, correction, me().id, now())
        if conversation is None:
            abort(409)
        note(tx, "reworded a correction" if to == "reword" else "dismissed a correction", conversation)
    return redirect(url_for("exports.index"), 303)


@exports.get("/files/<name>")
def show(name: str) -> str:
    """An export that waits, to be read line by line."""
    content = _content(name)
    with running().store.begin() as tx:
        note(tx, "read an export", f"export:{name}")
        made = comparisons.of(tx, name)
    return render_template(
        "export_file.html", name=name, content=content, made=made, gone=gone(made), digest=digest(content)
    )


@exports.post("/files/<name>/compare")
def compare(name: str) -> AnyResponse:
    """Have the intent model trained without and with it, by a process of its own."""
    content = _content(name)
    with running().store.begin() as tx:
        try:
            job = comparisons.ask(tx, name, digest(content), me().id, now(), datetime.now(timezone.utc))
        except comparisons.UnderWay:
            abort(409)
        note(tx, "asked for a comparison", f"export:{name}", comparison=job)
    start(running(), name, job)
    return redirect(url_for("exports.comparison", job=job), 303)


@exports.get("/compare/<int(max=9007199254740991):job>")
def comparison(job: int) -> str:
    """What training with an export changes."""
    with running().store.begin() as tx:
        found = comparisons.get(tx, job)
        if found is None:
            abort(404)
        note(tx, "read a comparison", f"export:{found.file}", comparison=job)
    return render_template("comparison.html", one=found, gone=gone([found]), at=now())


def gone(made: list[Comparison]) -> set[int]:
    """The comparisons that nobody works on any more."""
    real = datetime.now(timezone.utc)
    return {one.id for one in made if one.is_gone(real)}


@exports.get("/files/<name>/download")
def download(name: str) -> Response:
    """The file itself."""
    content = _content(name)
    with running().store.begin() as tx:
        note(tx, "downloaded an export", f"export:{name}")
    response = Response(content, mimetype="application/yaml")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.yml"'
    return response


def folders() -> Folders:
    return Folders.of(running().settings)


def _content(name: str) -> str:
    try:
        return folders().read(name)
    except FileProblem:
        abort(404)


def _page(problem: str | None) -> str | tuple[str, int]:
    with running().store.begin() as tx:
        found = export.prepare(tx, folders())
        counts, made_up = corrections.counts(tx), corrections.open_of_demonstration(tx)
        note(tx, "read the corrections", rows=len(found.ids))
    page = render_template(
        "export.html",
        problem=problem,
        content=found.content("the-next") if found.ids else None,
        size=found.size,
        going=len(found.ids),
        made_up=made_up,
        left_out=found.left_out,
        counts=counts,
        files=folders().names(),
    )
    return (page, 503) if problem else page
