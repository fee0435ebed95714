"""Work lists: people to call, and treating clinicians to call."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.console.requests import note, now, running
from bot.store import follow_ups
from bot.store.tables import booking, conversation, follow_up, person, treating_clinician

work = Blueprint("work", __name__)
STATUSES = ("to_call", "called", "spoken", "declined")
MOST = 200  # rows of a list


@work.get("/follow-ups", endpoint="follow_ups")
def follow_ups_page() -> str:
    """Whom the staff have to call, the urgent ones first."""
    query = (
        sa.select(follow_up, person.c.name, person.c.phone, conversation.c.phone.label("texts_from"))
        .select_from(follow_up.join(conversation).outerjoin(person, person.c.conversation_id == conversation.c.id))
        .where(follow_up.c.state == "open")
        .order_by(follow_up.c.priority.desc(), follow_up.c.created_at)
        .limit(MOST)
    )
    with running().store.begin() as tx:
        rows = list(tx.execute(query))
        note(tx, "read the follow-ups", rows=len(rows))
    return render_template("follow_ups.html", rows=rows)


@work.post("/follow-ups/<int(max=9007199254740991):entry>/done")
def follow_up_done(entry: int) -> Response:
    """It is settled."""
    with running().store.begin() as tx:
        if not follow_ups.close(tx, entry, now()):
            abort(404)
        note(tx, "settled a follow-up", f"follow-up:{entry}")
    return redirect(url_for("work.follow_ups"), 303)


@work.get("/clinicians")
def clinicians() -> str:
    """Treating clinicians whom the clinic is to talk to before a consultation, with permission."""
    query = (
        sa.select(treating_clinician, person.c.name.label("person"), booking.c.starts_at)
        .select_from(
            treating_clinician.outerjoin(person, person.c.id == treating_clinician.c.person_id).outerjoin(
                booking, (booking.c.treating_clinician_id == treating_clinician.c.id) & (booking.c.state == "booked")
            )
        )
        .order_by(treating_clinician.c.status != "to_call", booking.c.starts_at, treating_clinician.c.id)
        .limit(MOST)
    )
    with running().store.begin() as tx:
        rows = list(tx.execute(query))
        note(tx, "read the clinicians", rows=len(rows))
    return render_template("clinicians.html", rows=rows, statuses=STATUSES)


@work.post("/clinicians/<int(max=9007199254740991):clinician>/status")
def clinician_status(clinician: int) -> Response:
    """How far the conversation with a clinician has come."""
    status = request.form.get("status")
    if status not in STATUSES:
        abort(400)
    own = treating_clinician.c.id == clinician
    with running().store.begin() as tx:
        changed = tx.execute(sa.update(treating_clinician).where(own).values(status=status))
        if changed.rowcount != 1:
            abort(404)
        note(tx, f"clinician {status}", f"clinician:{clinician}")
    return redirect(url_for("work.clinicians"), 303)
