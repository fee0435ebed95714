"""What the assistant makes of a ranking: the best intent, or that the message was not understood."""

from __future__ import annotations

from bot.nlu.intent_model import OUT_OF_SCOPE, Ranking

FALLBACK = "nlu_fallback"


def believed(ranking: Ranking) -> str:
    """The intent that is acted upon."""
    if ranking.rejected and ranking.best != OUT_OF_SCOPE:
        return FALLBACK
    return ranking.best
