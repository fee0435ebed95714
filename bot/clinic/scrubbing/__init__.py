"""Taking what is personal out of a message, so that what is left can be shown to others and trained with.

Numbers, addresses, dates and known names are replaced; a message in which anything else might be somebody's is doubted,
and whoever is in doubt leaves it out. Only words that are known to be everyday ones pass.
"""

from __future__ import annotations

from bot.clinic.scrubbing.doubts import Doubt
from bot.clinic.scrubbing.known_words import KnownWords
from bot.clinic.scrubbing.scrub import Names, scrub

__all__ = ["Doubt", "KnownWords", "Names", "scrub"]
