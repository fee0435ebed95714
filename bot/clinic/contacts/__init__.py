"""Contact details read out of what people write: the patient's own, and those of the clinician who treats them.

read_contacts(text, question)   what a message says, given what was asked last
correct(text, current)          what a message changes of the details known so far
"""

from __future__ import annotations

from bot.clinic.contacts.corrections import correct
from bot.clinic.contacts.reader import read_contacts
from bot.clinic.contacts.roles import ROLES, Role
from bot.clinic.contacts.values import Contacts, PhoneNumber, Problem

__all__ = ["ROLES", "Contacts", "PhoneNumber", "Problem", "Role", "correct", "read_contacts"]
