"""Questions about an animal's treatment: they use the words of ours, and the clinic treats people.

The model cannot be taught this by examples alone: but for one word they are questions that it is to answer.
"""

from __future__ import annotations

import re

_ANIMAL = (
    r"(?:\w+ )?(?:cats?|dogs?|pupp(?:y|ies)|pups?|doggo|kittens?|kitty|horses?|mare|gelding|pony|foal|rabbits?|bunny"
    r"|hamster|ferret|guinea pig|parrot|goats?|cows?|pets?|terrier|labrador|lab|beagle|poodle|retriever|shepherd"
    r"|bulldog|chihuahua)"
)
_OURS = rf"(?:my|our|his|her|their|\w+['\u2019]s) {_ANIMAL}"
_HIS = re.compile(rf"\b{_OURS}\b", re.IGNORECASE)
_VET = re.compile(r"\b(?:vets?|vet's|veterinar\w+|animal hospital)\b", re.IGNORECASE)
_TREATED = re.compile(
    rf"\b(?:for|on|to|give|giving|treat|treating|sedate) {_OURS}\b(?! (?:died|passed|sitter))"
    rf"|\b(?:can|could|may|should|would|will|does|is) {_OURS} (?:also )?"
    r"(?:have|get|take|need|be|try|use|benefit|safe)\b",
    re.IGNORECASE,
)
_MEDICINE = re.compile(
    r"\b(?:ketamine|infusions?|spravato|esketamine|tms|treat\w*|dos(?:e|es|ing|age)|drip|it)\b", re.IGNORECASE
)
_ONESELF = re.compile(
    r"\b(?:for|help|helps|treat) (?:me|myself)\b|\b(?:can|could|may|should) i\b|\bi am\b|\bi'?m\b", re.IGNORECASE
)


def is_about_animal(text: str) -> bool:
    """Whether it is an animal that is or would be treated: "can my cat get an infusion", not "can I bring my dog"."""
    if _HIS.search(text) is None or _ONESELF.search(text):
        return False
    return _VET.search(text) is not None or (_TREATED.search(text) is not None and _MEDICINE.search(text) is not None)
