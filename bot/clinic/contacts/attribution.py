"""Whose number or address it is: told by the words beside it, by what was spoken of last, by the question.

Better nobody's than the wrong person's: what cannot be told stays without an owner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.clinic.contacts.mentions import Line, Mention, Owner, find_mentions, line_in

_BREAK = re.compile(r"[.!?](?=\s|$|[A-Z])|[;\n]")
_COMMA = re.compile(r",|\band\b|\bbut\b|\)", re.IGNORECASE)
_LINK = re.compile(
    r"\s*(?:[,\-–—]\s*)?(?:(?:is|'s|=|that'?s|that\s+is|which\s+is|this\s+is|it'?s|for|being|as|belongs\s+to|es)(?!\w)|\(|[\-–—=])\s*",
    re.IGNORECASE,
)
_ADJACENT = re.compile(
    r"\s*(?:(?:the|my|her|his|their)\s+)?(?:cell(?:\s*phone)?|mobile|home|work|office|fax|land\s*line|desk|mine|me|dr|hers)\b",
    re.IGNORECASE,
)
_LONGEST_CLAIM = 60


@dataclass(frozen=True)
class Attribution:
    """Whose a value is (None: not said) and which line; `told`: words beside the value itself said so."""

    owner: Owner | None
    line: Line | None
    told: bool


@dataclass(frozen=True)
class _Claim:
    """What words after a value say of it, and where they end."""

    owner: Owner | None
    line: Line | None
    end: int
    linked: bool


def attribute(
    text: str, places: Sequence[tuple[int, int]], question: str | None, names: Sequence[Mention]
) -> list[Attribution]:
    """Return whose each value is; `text` has holes at the `places` (start, end), which are in order.

    Words after a value claim it where they are linked to it ("... is my cell", "... (fax)") or where all
    values are followed by such words ("... cell ... office"). Otherwise the words between the value before
    and this one claim it; otherwise it goes with what was spoken of last.
    """
    mentions = find_mentions(text, question, names)
    claims = [_claim_after(text, place, _next_start(text, places, i), mentions) for i, place in enumerate(places)]
    found: list[Attribution] = []
    consumed = 0
    for i, (start, end) in enumerate(places):
        before = _last_clause(text, consumed, start)
        spoken = _within(mentions, before, start)
        line = line_in(text[before:start])
        claim = claims[i]
        if claim is not None and not claim.linked and (spoken or line or not _all_follow(claims[i:])):
            claim = None
        if claim is not None:
            owner = claim.owner or (spoken[-1].owner if spoken else _spoken_last(text, mentions, start, question))
            found.append(Attribution(owner, claim.line or line, told=True))
            consumed = claim.end
            continue
        if spoken:
            found.append(Attribution(spoken[-1].owner, line, told=True))
        else:
            found.append(Attribution(_spoken_last(text, mentions, start, question), line, told=line is not None))
        consumed = end
    return found


def _next_start(text: str, places: Sequence[tuple[int, int]], i: int) -> int:
    return places[i + 1][0] if i + 1 < len(places) else len(text)


def _last_clause(text: str, start: int, end: int) -> int:
    """Return where the clause begins that ends with the value at `end`, not before `start`."""
    breaks = [m.end() for m in _BREAK.finditer(text, start, end)]
    # "His number is:\n310..." belongs together: a clause of nothing but space is none.
    while breaks and not text[breaks[-1] : end].strip():
        breaks.pop()
    return breaks[-1] if breaks else start


def _within(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    return [one for one in mentions if start <= one.start and one.end <= end]


def _spoken_last(text: str, mentions: Sequence[Mention], position: int, question: str | None) -> Owner | None:
    """Return who was spoken of last before a value; asked for a number, a new sentence is about the patient."""
    earlier = [one for one in mentions if one.end <= position]
    if not earlier:
        return None
    broken = _BREAK.search(text, earlier[-1].end, position) is not None
    return None if broken and question in {"phone", "email"} else earlier[-1].owner


def _all_follow(claims: Sequence[_Claim | None]) -> bool:
    return all(claim is not None for claim in claims)


def _claim_after(text: str, place: tuple[int, int], until: int, mentions: Sequence[Mention]) -> _Claim | None:
    start = place[1]
    stop = _BREAK.search(text, start, until)
    end = min(stop.start() if stop else until, start + _LONGEST_CLAIM)
    link = _LINK.match(text, start, end)
    if link is None and _ADJACENT.match(text, start, end) is None and until < len(text):
        return None
    said_from = link.end() if link else start
    comma = _COMMA.search(text, said_from, end)
    said_to = comma.start() if comma else end
    if not text[said_from:said_to].strip():
        return None
    spoken = [one for one in mentions if said_from <= one.start < said_to]
    line = line_in(text[said_from:said_to])
    # Nothing but a word or two may stand between the value and whose it is: "... works best for my ..." is no claim.
    near = spoken and len(text[said_from : spoken[0].start].split()) <= 2
    if not near and line is None:
        return None
    return _Claim(spoken[0].owner if near else None, line, said_to, link is not None)
