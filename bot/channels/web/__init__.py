"""The website as a Rasa input channel; docs/website.md describes what it takes and gives."""

from bot.channels.web.channel import WebInput

__all__ = ["WebInput"]
