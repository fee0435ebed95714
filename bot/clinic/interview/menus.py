"""The choices of questions that have some, as (answer, label) in the order shown."""

from __future__ import annotations

from bot.clinic.profile import Clinic

Menu = tuple[tuple[str, str], ...]
SAFE_MENUS: dict[str, Menu] = {  # by whose danger it is
    "self": (("safe", "I'm safe"), ("unsure", "I'm not sure"), ("unsafe", "No")),
    "other": (("safe", "They're safe"), ("unsure", "I'm not sure"), ("unsafe", "No")),
    "threatened": (("safe", "I'm safe"), ("unsure", "I'm not sure"), ("unsafe", "No")),
}
SUMMARY_MENU: Menu = (("yes", "Yes, book it"), ("change", "Change something"))
SUMMARY_MENUS: dict[str, Menu] = {
    "consultation": SUMMARY_MENU,
    "move": (("yes", "Yes, move it"), ("no", "No, leave it")),
    "cancel": (("yes", "Yes, cancel it"), ("no", "No, keep it")),
}


TEXTS_MENU: Menu = (("yes", "Yes, text me"), ("no", "No, thanks"))


def labels_of(question: str, clinic: Clinic) -> Menu:
    """The menu of a question that has one of its own; empty for questions that are answered in words."""
    if question == "texts":
        return TEXTS_MENU
    name = "psychiatrist" if question == "other" else question
    return tuple(clinic.screening.answers.get(name, {}).items())
