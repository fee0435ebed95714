"""What is said where nothing in a message answers the open question."""

from __future__ import annotations

from actions.turn import Turn
from bot.clinic import reading as answers
from bot.clinic.interview.loose import tells_of_suffering
from bot.clinic.interview.message import has_question
from bot.clinic.interview.reading import Reading
from bot.clinic.interview.said_again import NAME_QUESTIONS, lone_word


def not_usable(turn: Turn, reading: Reading) -> None:
    """Nothing in the message answers the question: say what would, and count it."""
    draft = turn.draft
    draft.tries += 1
    if draft.question in NAME_QUESTIONS:
        draft.suggestion = lone_word(turn.message) or draft.suggestion
    if reading.problems:
        problem = reading.problems[0]
        if draft.question not in NAME_QUESTIONS:
            draft.suggestion = problem.suggestion
        code = "email_typo" if problem.code == "email_invalid" and problem.suggestion else problem.code
        turn.say(f"problem_{code}", suggestion=problem.suggestion, value=problem.value)
        draft.manner = "silent"
    elif draft.question == "phone" and draft.tries > 1 and answers.holds_back(turn.message.text):
        turn.say("phone_refused")
        draft.manner = "silent"
    elif reading.declined or (draft.question == "phone" and answers.holds_back(turn.message.text)):
        turn.say("needed")
    elif tells_of_suffering(turn.message.text):
        turn.say("so_hard")  # before any word about the form of an answer
        draft.manner = "again"
    elif has_question(turn.message):
        turn.say("no_answer")  # a guess at the topic would be worse: "is the milk safe?" is no matter of the article
        draft.manner = "again"
