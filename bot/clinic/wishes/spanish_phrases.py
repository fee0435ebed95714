"""Rules for Spanish phrases of time: each becomes the English that the other rules know."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinic.wishes.grammar import Build, Built, Rule, Token, over
from bot.clinic.wishes.tokens import Clock, number_token, word_token


def _say(english: str) -> Build:
    """These English words instead; a `_` stands for the day, number or clock that the phrase holds."""

    def build(_: object, tokens: Sequence[Token]) -> Built:
        held = [t for t in tokens if t.tags & {"WD", "WDS", "NUM", "MONTH", "CLOCK", "ORD"}]
        start, end = tokens[0].start, tokens[-1].end
        said: list[Token] = []
        for word in english.split():
            said += [_figure(t) for t in held] if word == "_" else [word_token(word, start, end)]
        return said

    return build


def _figure(token: Token) -> Token:
    # "una" is an hour here, not the article
    return number_token(int(token.value), token.start, token.end) if "NUM" in token.tags else token


def _clock(minutes: int) -> Build:
    def build(_: object, tokens: Sequence[Token]) -> Built:
        hour = next(int(t.value) for t in tokens if "NUM" in t.tags)
        if not 1 <= hour <= 12:
            return None
        said = Clock(hour, minutes) if minutes >= 0 else Clock(hour - 1 or 12, 60 + minutes)
        return over(tokens, "CLOCK", value=said)

    return build


def _half(half: str) -> Build:
    def build(_: object, tokens: Sequence[Token]) -> Built:
        token = tokens[0]
        said: Clock = token.value if "CLOCK" in token.tags else Clock(int(token.value))
        return over(tokens, "CLOCK", value=Clock(said.hour, said.minute, said.half or half))

    return build


def _plural(_: object, tokens: Sequence[Token]) -> Built:
    return [
        Token(t.word + "s", t.start, t.end, frozenset({"WDS"}), t.value) if "WD" in t.tags else t
        for t in tokens
        if t.word != "los"
    ]


def _ordinal(_: object, tokens: Sequence[Token]) -> Built:
    token = next(t for t in tokens if "NUM" in t.tags)
    return over(tokens, "ORD", value=token.value) if 1 <= token.value <= 31 else None


def _limited(english: str) -> Build:
    """Reads "despues del 22"."""

    def build(context: object, tokens: Sequence[Token]) -> Built:
        number = _ordinal(context, tokens)
        limit = word_token(english, tokens[0].start, tokens[0].end)
        return [limit, number] if isinstance(number, Token) else None

    return build


def _ordinal_before(context: object, tokens: Sequence[Token]) -> Built:
    """Reads "el 22 si hay espacio": a word of courtesy is nothing that is counted."""
    number = _ordinal(context, tokens[:-1])
    return [number, tokens[-1]] if isinstance(number, Token) else None


def _kept_until(context: object, tokens: Sequence[Token]) -> Built:
    """Reads "hasta el 27 estoy de viaje"."""
    until = next(t for t in tokens if t.tags & {"NUM", "WD"})
    until = until if "WD" in until.tags else _ordinal(context, [until])  # type: ignore[assignment]
    start, end = tokens[0].start, tokens[-1].end
    return [word_token("busy", start, end), word_token("until", start, end), until] if until else None


def _dated_weekday(context: object, tokens: Sequence[Token]) -> Built:
    """Reads "el viernes 22 por la tarde": an hour would be "a las 10"."""
    number = _ordinal(context, tokens[1:2])
    return [tokens[0], number, *tokens[2:]] if isinstance(number, Token) else None


def _week_on(_: object, tokens: Sequence[Token]) -> Built:
    """Reads "El lunes en ocho"."""
    return [next(t for t in tokens if "WD" in t.tags), word_token("week", tokens[-1].start, tokens[-1].end)]


def _next_one(_: object, tokens: Sequence[Token]) -> Built:
    """Reads "(La semana que viene no,) la siguiente"."""
    behind = [t for t in tokens if t.tags & {"STOP", "COMMA"}]
    start, end = tokens[0].start, tokens[0].end
    return [*(word_token(w, start, end) for w in ("the", "one", "after")), *behind]


_NOT_COUNTED = "!X|UNIT|HISTORY"
# "desde el lunes" is "since monday", unless the person speaks of being free
SINCE = [Rule("desde el|hace|la? WD|MONTH|NUM|ayer|semana de? MONTH|YEAR|UNIT?", lambda _, t: over(t, "JUNK", "X"))]
_BORN = "nacio|naci|nacido|nacida|nacimos|nacieron|nacimiento|cumple|cumplo|cumpleanos"
PHRASES = [
    Rule(
        f"{_BORN} el|en|de|del|dia|es|fue|anos|COLON|COMMA* NUM|ORD|SLASH|YMD|MONTH|WD "
        "( de|del|COMMA|ano* MONTH|NUM|YEAR )*",
        lambda _, t: over(t, "JUNK", "X"),
    ),
    # a week from then, counted as the Romans did
    Rule("( de|desde )? hoy en ocho|8 dias?", _say("a week from today")),
    Rule("( de|desde )? manana en ocho|8 dias?", _say("a week from tomorrow")),
    Rule("( de|desde )? hoy en quince|15 dias?", _say("two weeks from today")),
    Rule("de|del|desde|el? este? WD en ocho|8 dias?", _week_on),
    Rule(
        "hasta el? dia? NUM|WD estoy|ando|estare|voy|vamos|estamos a? de|fuera|ocupado|ocupada|estar viaje|vacaciones?",
        _kept_until,
    ),
    Rule("NUM y media", _clock(30)),
    Rule("NUM y cuarto", _clock(15)),
    Rule("NUM menos cuarto", _clock(-15)),
    Rule(
        "NUM y DIGITS|NUMWORD !de",
        lambda c, t: _clock(int(t[2].value))(c, t[:1]) if t[2].value in {5, 10, 20, 25, 40, 45} else None,
    ),
    Rule("NUM en punto", _clock(0)),
    Rule("WD DOM !y|UNIT|X", _dated_weekday),
    Rule("WD DOM o", _dated_weekday),
    Rule("HOUR|CLOCK de|en|por la manana", _half("am")),
    Rule("HOUR|CLOCK de|en|por la tarde|noche", _half("pm")),
    Rule("HOUR|CLOCK del mediodia", _half("pm")),
    Rule("pasado manana", _say("day after tomorrow")),
    Rule("manana temprano", _say("tomorrow morning")),
    Rule("por|en|de|a|durante? la|las|una manana|mananas", _say("in the morning")),
    Rule("esta manana", _say("this morning")),
    Rule("mananas", _say("mornings")),
    Rule("media manana", _say("mid morning")),
    Rule("manana", _say("tomorrow")),
    Rule("esta tarde", _say("this afternoon")),
    Rule("esta noche", _say("tonight")),
    Rule("mas tarde", _say("later")),
    Rule("media tarde", _say("mid afternoon")),
    Rule("por|en|de|a|durante? la|las|una|mi tarde|tardes", _say("in the afternoon")),
    Rule("tarde|tardes", _say("afternoon")),
    Rule("por|en|de|a|durante? la|las|una noche|noches", _say("in the evening")),
    Rule("a primera hora", _say("first thing")),
    Rule("( a ultima hora | al final del dia )", _say("end of day")),
    Rule(
        "( lo antes|mas|pronto pronto? posible|possible | cuanto antes | tan pronto como ( sea posible | "
        "puedan|se|pueda pueda? ) | cuando haya|tenga|tengan|salga un|una|algun? espacio|lugar|hueco|cita|campo|algo | "
        "me|es? urge|urgente|urgentemente | en cuanto puedan|pueda | de inmediato | ya mismo | ahora mismo )",
        _say("asap"),
    ),
    Rule(
        "( me da igual | da igual | no me? importa ( el dia|la la? hora? )? | cuando sea | cuando "
        "quieran|quiera|puedan|pueda | no tengo preferencia | a? cualquier|cualquiera hora|momento | "
        "cualquiera )",
        _say("whenever"),
    ),
    Rule("cualquier dia", _say("any day")),
    Rule("cualquier manana", _say("any morning")),
    Rule("cualquier WD", _say("any _")),
    Rule("hoy mismo", _say("today")),
    Rule("los fines de semana", _say("weekends")),
    Rule("fin|fines de semana", _say("weekend")),
    Rule("salgo|sale|salimos de|del la|el? trabajo|trabajar|escuela|clase|turno", _say("off work")),
    Rule("entre semana", _say("weekdays")),
    Rule("( a|para? ( principios | comienzos | inicio | inicios ) de|del )", _say("early")),
    Rule("a|para? mediados de|del", _say("mid")),
    Rule("a|para? ( finales | fines | fin | final ) de|del", _say("end of")),
    Rule(
        "( la|el? proxima|siguiente semana | la? semana|proxima que|entrante|proxima|siguiente viene|entra? )",
        _say("next week"),
    ),
    Rule("el? ( proximo|siguiente mes | mes que viene | mes proximo|entrante )", _say("next month")),
    Rule("la otra semana", _say("next week")),
    Rule("o sea", _say("then")),
    Rule("( la|esta? semana pasada )", _say("last week")),
    Rule("el? WD pasado", _say("last _")),
    Rule("el|este? WD que viene|entra", _say("this coming _")),
    Rule("el|este? WD entrante", _say("this coming _")),
    Rule("el|la? proximo|siguiente WD", _say("next _")),
    Rule("el WD proximo|siguiente", _say("next _")),
    Rule("de la proxima semana", _say("next week")),
    Rule("los WD|WDS ( COMMA los? WD|WDS )* y|o|ni los? WD|WDS", _plural),
    Rule("los|todos+ WD|WDS", _plural),
    Rule(
        "el|un|al? WD NUM|ORD de|del? MONTH",
        lambda _, t: [x for x in t if x.tags & {"WD", "NUM", "ORD", "MONTH"}],
    ),
    Rule("el|del|al|dia+ NUM de|del? MONTH", lambda _, t: [x for x in t if x.tags & {"NUM", "MONTH"}]),
    Rule("NUM de|del MONTH", _say("_")),
    Rule(f"el|dia dia? NUM {_NOT_COUNTED}", _ordinal),
    Rule("el dia? NUM si|por|a|en|o|y|que|porfa|gracias|pls|please|temprano|tempranito", _ordinal_before),
    Rule(f"a partir del dia? NUM {_NOT_COUNTED}", _limited("from")),
    Rule(f"despues|luego del dia? NUM {_NOT_COUNTED}", _limited("after")),
    Rule(f"antes del dia? NUM {_NOT_COUNTED}", _limited("before")),
    Rule("( a partir | despues | luego | pasadas | mas tarde ) de? las|la|el? NUM|CLOCK", _say("after _")),
    Rule("a partir de|del el?", _say("from")),
    Rule("despues|luego de eso", _say("after that")),
    Rule("antes de eso", _say("before that")),
    Rule("despues|luego de|del el?", _say("after")),
    Rule("( antes | mas temprano ) de las|la NUM|CLOCK", _say("before _")),
    Rule("antes de que", _say("before it")),
    Rule("despues|luego de que", _say("after it")),
    Rule("la|el|en? siguiente|otra ( $ | STOP | COMMA )", _next_one),
    Rule("antes de|del el?", _say("before")),
    Rule("hasta las|la|el NUM|CLOCK", _say("until _")),
    Rule("desde las|la NUM|CLOCK hasta|a las|la? NUM|CLOCK", lambda _, t: _join("from", "to", t)),
    Rule("desde las|la NUM|CLOCK", _say("from _")),
    Rule("entre las|la|el? NUM|CLOCK y|a las|la|el? NUM|CLOCK", lambda _, t: _join("between", "and", t)),
    Rule("de las|la? NUM|CLOCK a las|la? NUM|CLOCK", lambda _, t: _join("from", "to", t)),
    Rule("del? WD a|al WD", lambda _, t: _join("from", "to", t)),
    Rule("entre el WD y el? WD", lambda _, t: _join("between", "and", t)),
    Rule(
        "( a eso de | alrededor de | cerca de | como a | sobre | mas o menos a | aproximadamente a ) las|la NUM|CLOCK",
        _say("around _"),
    ),
    Rule("a|para|las las|la NUM|CLOCK", _say("at _")),
    Rule("las NUM|CLOCK", _say("at _")),
    Rule("( dentro de | en ) NUM", lambda _, t: [word_token("in", t[0].start, t[0].end), t[-1]]),
    Rule("en quince dias", _say("in two weeks")),
    Rule("hace NUM . ", lambda _, t: over(t, "JUNK", "X")),
    Rule("no puedo|podria|podre", _say("cant")),
    Rule(
        "no me? ( sirve|sirven|funciona|funcionan|conviene|convienen|gusta|gustan | "
        "va|viene|queda|quedan|vienen bien )",
        _say("doesnt work"),
    ),
    Rule("no esta|estan disponible|disponibles", _say("doesnt work")),
    Rule("no estoy|estare disponible|libre", _say("not available")),
    Rule("( no tengo | tengo ) libre", _say("free")),
    Rule("que no sea|sean", _say("except")),
    Rule("a excepcion de|del", _say("except")),
    Rule("en vez|lugar de|del", _say("instead of")),
    Rule("el|los|la|las|del|al WD|WDS|ORD|MONTH|fin|semana|mes|proximo|proxima", lambda _, t: t[1]),
    Rule("( asi que | por eso | de modo|manera que )", _say("so")),
    Rule("o", _say("or")),
]


def _join(before: str, between: str, tokens: Sequence[Token]) -> list[Token]:
    left, right = [t for t in tokens if t.tags & {"NUM", "CLOCK", "WD"}][:2]
    return [
        word_token(before, tokens[0].start, left.start),
        left,
        word_token(between, left.end, right.start),
        right,
    ]
