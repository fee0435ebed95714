"""The courier: one process that sends what the outbox holds, and repeats alerts that nobody has acknowledged."""

from bot.courier.courier import Courier
from bot.courier.senders import LogSender, NotSent, Sender, TwilioSender

__all__ = ["Courier", "LogSender", "NotSent", "Sender", "TwilioSender"]
