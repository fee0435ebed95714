"""The channel of text messages: webhooks signed by Twilio, accepted at once and worked off in order."""

from bot.channels.sms.channel import SmsInput

__all__ = ["SmsInput"]
