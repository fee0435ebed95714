"""Other people's clocks: names of time zones and of places that stand for one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.wishes.frame import Frame
from bot.clinic.wishes.grammar import Built, Rule, Token, over, words

HERE = "here"  # "my time": where that is may be said elsewhere in the message
CLINIC = ""  # "pacific", "your time", "LA time": as the clinic's own clock
EASTERN, CENTRAL, MOUNTAIN = "America/New_York", "America/Chicago", "America/Denver"

# Safe words for a zone on their own, right after a time
ABBREVIATIONS = {
    EASTERN: "est edt et eastern", CENTRAL: "cst cdt ct central", MOUNTAIN: "mst mdt mt mountain",
    CLINIC: "pst pdt pt pacific", "UTC": "utc gmt zulu", "Europe/London": "bst", "Europe/Paris": "cet cest",
    "Pacific/Honolulu": "hst", "America/Anchorage": "akst akdt", "Asia/Kolkata": "ist", "Asia/Tokyo": "jst",
    "Australia/Sydney": "aest aedt", "Europe/Athens": "eet",
}  # fmt: skip

# Places that stand for a zone before "time", or with "my time" anywhere in the message
PLACES = {
    EASTERN: "ny|nyc|new york city|new york|east coast|boston|miami|atlanta|florida|philadelphia|philly|detroit|"
             "toronto|dc|washington dc|new jersey|georgia|ohio|michigan|virginia|carolina|massachusetts|eastern|"
             "pittsburgh|orlando",
    CENTRAL: "chicago|chi|texas|dallas|houston|austin|minneapolis|new orleans|st louis|central|illinois|wisconsin|"
             "minnesota|tennessee|nashville|memphis|missouri|oklahoma|iowa|midwest|san antonio|milwaukee",
    MOUNTAIN: "denver|colorado|utah|salt lake|salt lake city|mountain|new mexico|montana|boise|idaho|wyoming",
    "America/Phoenix": "arizona|phoenix|tucson|scottsdale",
    CLINIC: "la|los angeles|california|cali|pacific|west coast|seattle|portland|san francisco|san diego|vegas|"
            "las vegas|nevada|oregon|washington|la's|clinic|your|ur|local clinic",
    "Pacific/Honolulu": "hawaii|hawaiian|honolulu|maui",
    "America/Anchorage": "alaska|alaskan|anchorage",
    "America/Mexico_City": "mexico city|cdmx",
    "America/Sao_Paulo": "brazil|sao paulo", "America/Argentina/Buenos_Aires": "buenos aires|argentina",
    "Europe/London": "london|uk|british|england|britain|scotland|wales", "Europe/Dublin": "dublin|ireland|irish",
    "Europe/Paris": "paris|france|french|central european|european", "Europe/Berlin": "berlin|germany|german|munich",
    "Europe/Madrid": "madrid|spain|barcelona", "Europe/Rome": "rome|italy|milan",
    "Europe/Amsterdam": "amsterdam|netherlands", "Europe/Athens": "athens|greece",
    "Asia/Jerusalem": "israel|tel aviv|jerusalem", "Asia/Dubai": "dubai", "Asia/Kolkata": "india|mumbai|delhi|indian",
    "Asia/Manila": "manila|philippines", "Asia/Singapore": "singapore", "Asia/Hong_Kong": "hong kong",
    "Asia/Shanghai": "china|beijing|shanghai", "Asia/Tokyo": "tokyo|japan|japanese", "Asia/Seoul": "seoul|korea",
    "Australia/Sydney": "sydney|melbourne", "Pacific/Auckland": "auckland|new zealand",
    "America/Vancouver": "vancouver", "America/Halifax": "halifax|atlantic",
}  # fmt: skip


_NAMES_TOO = words(
    "austin georgia virginia carolina sydney milan houston dallas central mountain atlantic your ur clinic la's"
)
_WORD_OF = {word: zone for zone, words in ABBREVIATIONS.items() for word in words.split()}
_PLACE_OF = {name: zone for zone, names in PLACES.items() for name in names.split("|")}


def _abbreviation(_: Frame, tokens: Sequence[Token]) -> Built:
    zone = _WORD_OF[tokens[1].word]
    return [tokens[0], over(tokens[1:], "ZONE", value=zone)]


def _place_time(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "New york time", with whatever stands before the name left as it is."""
    small = {"time", "in", "on", "standard", "daylight"}
    last = max((i for i, t in enumerate(tokens) if t.word not in small), default=-1)
    for start in range(last + 1):
        zone = _PLACE_OF.get(" ".join(t.word for t in tokens[start : last + 1]))
        if zone is not None:
            return [
                *(t for t in tokens[:start] if t.word not in small),
                over(tokens[start:], "ZONE", value=zone),
            ]
    return None


def _my_time(_: Frame, tokens: Sequence[Token]) -> Built:
    return over(tokens, "ZONE", value=HERE)


def _behind_the_day(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "12:30 monday ET"."""
    return [*tokens[:-1], over(tokens[-1:], "ZONE", value=_WORD_OF[tokens[-1].word])]


def _here(_: Frame, tokens: Sequence[Token]) -> Built:
    return [tokens[0], over(tokens[1:], "ZONE", value=HERE)]


def _in_place(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "9 am in tokyo"."""
    names = [t.word for t in tokens[2:]]
    for length in range(len(names), 0, -1):
        zone = _PLACE_OF.get(" ".join(names[:length]))
        if zone is not None:
            return [tokens[0], over(tokens[1 : 2 + length], "ZONE", value=zone), *tokens[2 + length :]]
    return None


def _at_place(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "2 pm denver"; the names of places that people have as well need "time" behind them."""
    names = [t.word for t in tokens[1:]]
    for length in range(len(names), 0, -1):
        name = " ".join(names[:length])
        if name in _PLACE_OF and name not in _NAMES_TOO:
            return [tokens[0], over(tokens[1 : 1 + length], "ZONE", value=_PLACE_OF[name]), *tokens[1 + length :]]
    return None


def _stays(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "I'm in Chicago this week": when somebody is elsewhere, and not when to come."""
    at = next(i for i, t in enumerate(tokens) if t.word in {"in", "visiting"})
    names = [t.word for t in tokens[at + 1 :] if t.word not in {"all", "this", "week", "month", "whole"}]
    return over(tokens, "F") if _PLACE_OF.get(" ".join(names)) else None


def _same_moment(_: Frame, tokens: Sequence[Token]) -> Built:
    """Reads "3 pm new york is noon in la": one moment by two clocks, of which the last is kept."""
    return list(tokens[-2:])


def _before(_: Frame, tokens: Sequence[Token]) -> Built:
    return [over(tokens[:1], "ZONE", value=_WORD_OF[tokens[0].word]), tokens[1]]


ZONES = [
    Rule("in|on? X|F X|F X|F? standard|daylight? time", _place_time),
    Rule("in|on? X|F standard|daylight? time", _place_time),
    Rule("im|i'm|am|are|is|be|was|were|staying|currently in|visiting X|F X|F? X|F? all|this* this week|month", _stays),
    Rule("gmt|utc|est|edt|eastern|central|mountain|pacific CLOCK", _before),
    Rule("CLOCK X|F X|F? X|F?", _at_place),
    Rule("CLOCK in|from X|F X|F? X|F?", _in_place),
    Rule("CLOCK ( here | over here | my end | where i am )", _here),
    Rule("my|our own|local? time", _my_time),
    Rule("CLOCK on? DAY et|ct|mt|pt", _behind_the_day),
    Rule(f"CLOCK|NUM|TIME {'|'.join(_WORD_OF)}", _abbreviation),
    Rule("DAY|PART est|edt|cst|cdt|pst|pdt|gmt|eastern|central|pacific", _abbreviation),
]


SAME_MOMENT = Rule("CLOCK ZONE COMMA? so|which|that* is|s|would|equals+ be? CLOCK ZONE", _same_moment)


def place_in(tokens: Sequence[Token]) -> str | None:
    """The zone of the first place the person says to be in ("i'm in new york"); None if there is none."""
    words = [t.word for t in tokens]
    for at, word in enumerate(words[:-1]):
        if word == "on" and (zone := _WORD_OF.get(words[at + 1])) is not None:
            return zone  # "my time, I'm on eastern"
        if word in {"in", "from", "near"}:
            for length in (3, 2, 1):
                zone = _PLACE_OF.get(" ".join(words[at + 1 : at + 1 + length]))
                if zone is not None:
                    return zone
    return None
