"""What is looked for in a message before it is read as an answer: it is none, whatever the open question is."""

from __future__ import annotations

from actions import after_danger, checking, leaving, minors, reminding, replacing, sharing, staying, taking_back

APART = (
    after_danger.hears_news,
    staying.answer,
    sharing.changes_hands,
    reminding.answer,
    leaving.takes_number_off,
    replacing.asks_who,
    taking_back.takes_back,
    minors.begins_for_writer,
    minors.hears_parent,
    checking.tells_what_is_there,
)
"""Each says whether it has taken the message."""
