"""The staff's web application, a process of its own; it never imports Rasa."""

from bot.console.app import create_console

__all__ = ["create_console"]
