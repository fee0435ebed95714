"""What books at a summary: an unconditional yes, also of one who has lost patience; and nothing less."""

from __future__ import annotations

import pytest

from bot.clinic.interview.agreement import agreed
from bot.clinic.interview.draft import Draft
from bot.clinic.interview.message import Message

SUMMARY = Draft(
    question="summary",
    goal="consultation",
    summed_up="Name: Buddy\nThursday, December 3, 2026 at 10:00 AM Pacific time (Los Angeles), 30 minutes",
)


@pytest.mark.parametrize(
    "text",
    [
        "god this takes ages, do it",
        "ugh, just book me in please",
        "I haven't got all day. Reserve it",
        "whatever, just book",
        "hurry up and book it",
        "great, see you there",
        "sí, está bien",
    ],
)
def test_an_order_to_book_is_a_yes(text: str) -> None:
    assert agreed("summary", SUMMARY, Message(text)) is True


@pytest.mark.parametrize(
    "text",
    [
        "this takes ages",
        "I don't have time for mornings, book it",
        "just do it next week",
        "should you not just book it?",
        "yes, I guess",
        "hold on, don't book it",
        "book it, but tell nobody",
    ],
)
def test_what_is_no_clear_yes_books_nothing(text: str) -> None:
    assert agreed("summary", SUMMARY, Message(text)) is not True
