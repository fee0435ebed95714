"""The message path of a server."""

from __future__ import annotations

from sanic import Sanic

from bot.channels.path import MessagePath
from bot.channels.rasa import Rasa
from bot.context import assistant


def path_of(app: Sanic) -> MessagePath:
    """The one path of the application; `rasa run` brings only an agent, around which it is made."""
    context = app.ctx
    if not hasattr(context, "path"):
        context.path = MessagePath(assistant(), Rasa(context.agent))
    found: MessagePath = context.path
    return found
