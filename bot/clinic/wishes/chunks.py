"""From tokens to chunks: what stands between two "or"s, with what is ruled out marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.clinic.wishes.calendar_words import Almanac
from bot.clinic.wishes.days import Days, join
from bot.clinic.wishes.grammar import Token, words
from bot.clinic.wishes.times import Times

SEPARATORS = ("OR", "AND", "COMMA", "BUT", "STOP", "SO", "CORR")
_STRENGTH = {name: n for n, name in enumerate(("", "COMMA", "STOP", "AND", "BUT", "OR", "SO", "CORR"))}
_APPROVES = words(
    "works work good fine ok okay great best better perfect ideal free suits suit can could prefer instead "
    "please only available does yes rather would"
)


@dataclass
class Chunk:
    """Days and times that belong together ("tuesday afternoon"); `before` is what separates it from the last."""

    before: str = ""
    days: list[Days] = field(default_factory=list)
    times: list[Times] = field(default_factory=list)
    days_first: bool = True
    ruled_out: bool = False
    looks_back: bool = True  # a "no" with nothing of its own behind it is about what went before
    said_no: bool = False  # the "no" stands in this very chunk
    no_behind: bool = False  # and it stands behind ("monday doesn't work")
    busy: bool = False
    approved: bool = False
    approved_behind: bool = False  # "thursday ok"
    free: bool = False  # "whenever" as an alternative
    strange: int = 0  # words that are no part of a list
    tokens: list[Token] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not self.days and not self.times

    @property
    def shape(self) -> str:
        return ("D" if self.days else "") + ("T" if self.times else "")

    def add(self, token: Token) -> None:
        if self.empty:
            self.days_first = "DAY" in token.tags
        if "DAY" in token.tags:
            self.days.append(token.value)
        else:
            self.times.append(token.value)
        self.tokens.append(token)


def chunk(tokens: Sequence[Token], almanac: Almanac) -> list[Chunk]:
    """The chunks of a message that hold a day or a time, ruled out or not."""
    chunks = [_close(c) for c in _cut(_but_for(list(tokens)), almanac)]
    _spread_no(chunks)
    for last, piece in pairwise(chunks):
        if piece.busy and piece.shape == "T" and last.ruled_out and last.days and piece.before in {"COMMA", ""}:
            piece.days = list(last.days)  # "not tomorrow, I have court at 10" speaks of tomorrow
    for at, piece in enumerate(chunks):
        later = chunks[at + 1].before if at + 1 < len(chunks) else ""
        if piece.free and piece.empty and "OR" not in {piece.before, later}:
            piece.free = any(c for c in chunks if not c.empty) is False  # "whichever, but mornings"
    kept: list[Chunk] = []
    pending = ""
    for piece in chunks:
        before = max((pending, piece.before), key=lambda s: _STRENGTH[s])
        pending = before if piece.empty and not piece.free else ""
        if not piece.empty or piece.free:
            piece.before = before
            kept.append(piece)
    return kept


_ALL = words("any anything anytime every everything everyday all whenever anyday whatever")


def _but_for(tokens: list[Token]) -> list[Token]:
    """Reads "Any day next week but friday": after "any" a "but" takes away, unless praise follows it."""
    general = False
    for at, token in enumerate(tokens):
        broken = bool(token.tags & {"STOP", "X", "HISTORY", "JUNK"})
        general = (general or token.word.partition(" ")[0] in _ALL) and not broken
        if general and "BUT" in token.tags and "COMMA" not in tokens[at - 1].tags:
            ahead = []
            for later in tokens[at + 1 :]:
                if later.tags & {"STOP", "BUT", "COMMA"}:
                    break
                ahead.append(later)
            if _limits(ahead):
                continue
            if any(t.tags & {"DAY", "TIME"} for t in ahead) and not any(
                t.tags & {"NEG", "NEGPRED"}
                or t.word in _PRAISE
                or t.word == "only"
                or t.word.partition(" ")[0] in _TURNED
                for t in ahead
            ):
                tokens[at] = token.tagged("NEG")
    return tokens


def _limits(ahead: Sequence[Token]) -> bool:
    """Of "any day next week but before noon" the limit narrows, and takes nothing away."""
    named = next((t for t in ahead if t.tags & {"DAY", "TIME"}), None)
    if named is None:
        return False
    return named.value.is_limit if "DAY" in named.tags else named.value.sort in {"after", "past", "before", "by"}


_TURNED = words("not no nothing never cant dont wont")  # "not before 2" has become "from 2"
_PRAISE = _APPROVES - {"can", "could", "please", "only"} | {"is", "are"}


def _cut(tokens: Iterable[Token], almanac: Almanac) -> Iterable[Chunk]:
    current, begun = Chunk(), False
    for token in tokens:
        separator = next((s for s in SEPARATORS if s in token.tags), "")
        begun = begun or not current.empty
        if separator == "CORR" and not begun:
            continue  # "sorry, ..." at the beginning takes nothing back
        if separator:
            yield current
            current = Chunk(before=separator)
        elif token.tags & {"DAY", "TIME"}:
            if _begins_another(current, token, almanac):
                yield current
                current = Chunk()
            current.add(token)
        elif "NEGPRED" in token.tags:
            current.said_no = True
            current.busy = "BUSY" in token.tags
            current.no_behind = not current.empty
        elif "NEG" in token.tags:
            if not current.empty and (not current.said_no or token.word == "nor"):
                # "monday not tuesday" is two; "mondays i can't" is one, which _close sees
                yield current
                current = Chunk()
            current.said_no = True
            current.busy = "BUSY" in token.tags
            current.looks_back = current.looks_back and "AHEAD" not in token.tags  # "2:30 instead of 11"
        elif "ASAP" in token.tags:
            current.free = True
        elif token.word in _APPROVES:
            current.approved = True
            current.approved_behind = bool(current.days)
        elif token.tags & {"X", "HISTORY", "JUNK"}:
            current.strange += 1
            current.looks_back = current.looks_back and not current.said_no
    yield current


def _begins_another(current: Chunk, token: Token, almanac: Almanac) -> bool:
    if "DAY" not in token.tags:
        return bool(current.times) and bool(current.days) and not current.days_first
    if current.no_behind or (current.approved_behind and not _joinable(current.days, token.value, almanac)):
        return True
    if not current.days:
        return False
    if current.times:
        return not _joinable(current.days, token.value, almanac)
    return False


def _joinable(days: Sequence[Days], other: Days, almanac: Almanac) -> bool:
    joined = join(days[-1], other, almanac)
    return joined is not None and not joined.problem


def _close(piece: Chunk) -> Chunk:
    piece.ruled_out = piece.said_no
    return piece


def _spread_no(chunks: list[Chunk]) -> None:
    """A "no" holds for the whole list it stands before or behind."""
    for at, piece in enumerate(chunks):
        if (
            piece.said_no
            and piece.empty
            and piece.looks_back
            and at
            and not chunks[at - 1].empty
            and piece.before not in {"STOP", "CORR", "COMMA", "BUT", "OR", "SO"}
        ):
            # "mondays i can't": nothing follows, so it looks back
            chunks[at - 1].said_no = chunks[at - 1].ruled_out = chunks[at - 1].no_behind = True
            chunks[at - 1].busy = piece.busy
    for at, piece in enumerate(chunks):
        if not piece.said_no or piece.empty:
            continue
        if piece.no_behind:
            _spread_back(chunks, at)
        else:
            _spread_on(chunks, at)


def _spread_back(chunks: list[Chunk], at: int) -> None:
    listed = chunks[at].before in {"OR", "AND"}
    for earlier in range(at - 1, -1, -1):
        piece = chunks[earlier]
        follows = chunks[earlier + 1].before
        if follows not in ({"OR", "AND", "COMMA"} if listed else {"OR", "AND"}):
            return
        if piece.approved or piece.said_no or piece.empty or piece.shape not in {chunks[at].shape, "D"}:
            return
        piece.ruled_out, piece.busy = True, chunks[at].busy


def _spread_on(chunks: list[Chunk], at: int) -> None:
    for later in range(at + 1, len(chunks)):
        piece, last = chunks[later], chunks[later - 1]
        if piece.approved or piece.said_no or piece.empty:
            return
        if any(d.is_limit for d in piece.days) and not any(d.is_limit for d in last.days) and piece.before != "OR":
            return  # "not a monday, and after the 21st"
        same = piece.shape == last.shape or set(piece.shape) & set(last.shape) == {"D"}
        listed = piece.before == "AND" or (piece.before == "COMMA" and _list_goes_on(chunks, later))
        if piece.before != "OR" and not (same and listed):
            return
        piece.ruled_out, piece.busy = True, chunks[at].busy


def _list_goes_on(chunks: list[Chunk], at: int) -> bool:
    """Whether a comma is one of a list that ends with "or" or "and"."""
    for piece in chunks[at + 1 :]:
        if piece.before in {"OR", "AND"}:
            return not piece.approved and not piece.said_no and not piece.empty
        if piece.before != "COMMA" or piece.empty:
            return False
    return False
