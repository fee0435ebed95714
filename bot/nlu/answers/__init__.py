"""Answers in other words than the readers know: what a message means as the answer to each question that has a menu.

The readers of bot.clinic.reading come first; where none of them finds an answer, this may, if it is sure of it.
"""

from bot.nlu.answers.model import AnswerModel

__all__ = ["AnswerModel"]
