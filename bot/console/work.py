"""Work lists: people to call, and treating clinicians to call, each with what was done, by whom and when."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.console.requests import me, note, now, running
from bot.store import clinicians as calls
from bot.store import follow_ups

work = Blueprint("work", __name__)
KEY = "<int(max=9007199254740991):entry>"
LONGEST = 1500  # characters of a note
Answer = Response | tuple[str, int]


@work.get("/follow-ups", endpoint="follow_ups")
def follow_ups_page() -> str:
    """Whom the staff have to call, the urgent ones first; or whom they have called, the latest first."""
    return _follow_ups()


@work.post(f"/follow-ups/{KEY}/done")
def follow_up_done(entry: int) -> Answer:
    """It is settled; what came of it may be written down. Who comes second hears so and loses no words."""
    words = _words()
    with running().store.begin() as tx:
        closed = follow_ups.close(tx, entry, now(), me().id, words)
        if closed:
            note(tx, "settled a follow-up", f"follow-up:{entry}", note=bool(words))
        elif follow_ups.row(tx, entry) is None:
            abort(404)
    if not closed:
        return _follow_ups("done", entry, words), 409
    return redirect(url_for("work.follow_ups", settled=entry), 303)


@work.post(f"/follow-ups/{KEY}/reopen")
def follow_up_open(entry: int) -> Answer:
    """It was not settled after all."""
    words = _words()
    try:
        with running().store.begin() as tx:
            if not follow_ups.reopen(tx, entry, now(), me().id, words):
                abort(404)
            note(tx, "opened a follow-up again", f"follow-up:{entry}", note=bool(words))
    except follow_ups.OpenMeanwhile:
        return _follow_ups("open"), 409
    return redirect(url_for("work.follow_ups", _anchor=f"f{entry}"), 303)


def _follow_ups(problem: str | None = None, refused: int | None = None, words: str = "") -> str:
    done = request.args.get("state") == "done"
    settled = request.args.get("settled", "")
    number = int(settled) if settled.isascii() and settled.isdigit() and len(settled) < 16 else refused
    with running().store.begin() as tx:
        rows = follow_ups.listed(tx, "done" if done else "open")
        just = None if number is None else follow_ups.row(tx, number)
        note(tx, "read the follow-ups", rows=len(rows))
    just = just if just is not None and just.entry.state == "done" else None
    values = {"problem": problem, "words": words, "longest": LONGEST}
    return render_template("follow_ups.html", rows=rows, done=done, just=just, **values)


@work.get("/clinicians")
def clinicians() -> str:
    """Treating clinicians whom the clinic is to talk to before a consultation, with permission."""
    return _clinicians(request.args.get("status", "to_call"))


@work.post("/clinicians/<int(max=9007199254740991):clinician>/status")
def clinician_status(clinician: int) -> Answer:
    """How far the conversation with a clinician has come, with a word on it."""
    status, words, seen = request.form.get("status"), _words(), request.form.get("seen", "")
    if status not in calls.STATES or not (seen.isascii() and seen.isdigit() and len(seen) < 16):
        abort(400)
    try:
        with running().store.begin() as tx:
            after = calls.note(tx, clinician, status, me().id, now(), words, int(seen))
            note(tx, f"clinician {status}", f"clinician:{clinician}", note=bool(words))
    except LookupError:
        abort(404)
    except calls.NotPermitted:
        return _clinicians("other", "permission"), 409
    except calls.StepMeanwhile:
        with running().store.read() as tx:
            found = calls.find(tx, clinician, now())
        return _clinicians(found.group if found is not None else "to_call", "changed", clinician), 409
    return redirect(url_for("work.clinicians", status=after.group, _anchor=f"c{clinician}"), 303)


def _clinicians(group: str, problem: str | None = None, refused: int | None = None) -> str:
    if group not in calls.GROUPS:
        abort(400)
    with running().store.begin() as tx:
        rows, counts = calls.listed(tx, group, now()), calls.counts(tx, now())
        note(tx, "read the clinicians", rows=len(rows))
    values = {"groups": calls.GROUPS, "states": calls.STATES, "problem": problem, "refused": refused}
    return render_template("clinicians.html", rows=rows, counts=counts, group=group, longest=LONGEST, **values)


def _words() -> str:
    words = request.form.get("note", "").replace("\0", " ").strip()
    if len(words) > LONGEST:
        abort(400)
    return words
