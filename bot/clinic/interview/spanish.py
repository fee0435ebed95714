"""Messages in Spanish: that they are, what they ask for, and that English is hard for the writer."""

from __future__ import annotations

from typing import Any, Literal

from bot.clinic import reading as answers
from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.words import say

_BOOKS = Lexicon(
    {
        "books": """
            quiero/quisiera/necesito/deseo/busco una/la? cita/consulta,
            quiero/quisiera/necesito/deseo hacer/pedir/sacar/agendar/programar una/la? cita/consulta,
            quiero/quisiera/necesito/deseo reservar/tener/concertar una/la? cita/consulta,
            me? gustaria hacer/pedir/sacar/agendar/programar/reservar/tener una/la? cita/consulta,
            me? puede/pueden/podria/podrian/puedes dar/agendar/hacer/programar una/la? cita/consulta,
            puede/pueden/podria/podrian/puedes darme/agendarme/hacerme/programarme una/la? cita/consulta,
            me da/dan/das una/la? cita/consulta, deme/denme/dame una/la? cita/consulta, una cita/consulta por favor,
            puedo hacer/pedir/sacar/agendar/tener/reservar una/la? cita/consulta,
            como hago/pido/saco/agendo/consigo una/la? cita/consulta,
            para hacer/pedir/sacar/agendar una/la? cita/consulta,
            hacer/pedir/sacar/agendar/reservar una cita/consulta
        """,
        # an appointment that stands is meant
        "mine": "mi cita/consulta, cancelar, cancelo, cambiar, cambio, mover",
    }
)
_HARD = Lexicon(
    {
        "hard": """
            no hablo/entiendo/se/leo/escribo mucho/bien/muy? ingles, no hablo/entiendo/se/leo/escribo ingles,
            no hablo/entiendo muy bien el? ingles, hablo/entiendo poco/poquito ingles, mi ingles es/no,
            no habla/entiende ingles, dont/cant speak/understand/read much? english, no english, poco ingles
        """,
        # what may stand around it and adds nothing
        "filler": """
            hola, buenas, buenos, dias, tardes, noches, lo siento, perdon, disculpe, perdone, gracias, por favor,
            pero, y, e, que, es que, porque, como, muy, bien, mucho, yo, el, la, si, no, malo, mala, limitado, basico,
            hi, hello, hey, sorry, but, and, because, i, my, very, well, good, please
        """,
    }
)
_CALLS = Lexicon(
    {
        "none": """
            no me llamen/llame/llames, no quiero/necesito que me llamen, no quiero/necesito una? llamada/llamadas,
            sin llamadas, no me gusta hablar por telefono
        """,
        "call": """
            me pueden/puede/puedes/podrian/podria/podrias llamar/telefonear/marcar, me llaman/llamarian/llamaria,
            pueden/puede/puedes/podrian/podria/podrias llamarme/telefonearme/marcarme, llamenme/llameme/llamame,
            que me llamen/llame/marquen/marque, que alguien/ustedes me llame/llamen, hablar por telefono,
            quiero/quisiera/necesito/prefiero/pido/solicito/mejor una? llamada, una? llamada por favor,
            me? gustaria una? llamada, prefiero por telefono
        """,
        "person": """
            hablar/comunicarme/platicar con una/un/alguna/la persona/humano/humana/representante/empleado/empleada,
            hablar/comunicarme/platicar con un/una/el/la agente/operador/operadora/recepcionista/secretaria,
            hablar/comunicarme/platicar con alguien/ustedes, hablar con el personal, una persona real/de verdad
        """,
    }
)
# Words of every Spanish sentence, and of no English one.
_COMMON = Lexicon(
    {
        "es": """
            que, una, es, soy, estoy, esta, estan, tengo, tiene, tienen, quiero, quisiera, puedo,
            puede, pueden, para, por, con, pero, muy, hola, gracias, cita, consulta, como, cuando, cuanto, cuesta,
            ustedes, usted, hablan, habla, ingles, espanol, necesito, ayuda, hace, anos, hoy, manana, dia, hora,
            doctora, mi, mis, su, ella, porque, tambien, ayudar, buenos, buenas, dias, tardes, depresion, ansiedad,
            si, yo,
            tratamiento, funciona, medicina, seguro, donde, quien, no se
        """,
        "en": "i, the, my, you, is, and, to, a, it, of, for, do, can, have, are, was, am, with, please, want, need",
    }
)
_FEW = 3  # Spanish words from which a message is in Spanish


def is_spanish(text: str) -> bool:
    """Whether a message is written in Spanish; a few words of it in an English one, or a name, do not make it so."""
    labels = _COMMON.labels(say(text).words)
    spanish = labels.count("es")
    return books_in_spanish(text) or (spanish >= _FEW and spanish > 2 * labels.count("en"))


def books_in_spanish(text: str) -> bool:
    """Whether a message asks for an appointment in Spanish: "quisiera pedir una cita"."""
    labels = [label for clause in say(text).clauses for label in _BOOKS.labels(clause.words)]
    return "books" in labels and "mine" not in labels


def asks_for_call(text: str) -> Literal["call", "person"] | None:
    """Whether a call by the staff, or a person, is asked for in Spanish: "me pueden llamar?"."""
    labels = {label for clause in say(text).clauses for label in _CALLS.labels(clause.words)}
    if "none" in labels:
        return None
    return "call" if "call" in labels else "person" if "person" in labels else None


def told_in_booking(text: str) -> dict[str, Any]:
    """For whom an appointment is asked for in Spanish, and what for: "una cita para mi mama, tiene ansiedad"."""
    if not books_in_spanish(text):
        return {}
    said = without_that(text)
    who = answers.read_who(said)
    named = answers.reasons_of_another(said) if who == "other" else ()
    reasons = [reason for reason in named or answers.read_reasons(said) if reason not in ("other", "unsure")]
    return {name: value for name, value in (("who", who), ("reason", reasons)) if value}


def finds_english_hard(text: str) -> bool:
    """Whether the writer, or whom they write for, knows little English."""
    return any(_HARD.finds(clause.words, "hard") for clause in say(text).clauses)


def without_that(text: str) -> str:
    """The message without the words that only say so: of "no hablo ingles. es para mi" the rest answers."""
    rest = (
        _beside(clause.words) if _HARD.finds(clause.words, "hard") else clause.words for clause in say(text).clauses
    )
    return ". ".join(" ".join(words) for words in rest if words)


def _beside(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a clause before and after "no hablo ingles", where they say something."""
    hits = [hit for hit in _HARD.read(words) if hit.label != "hard"]
    told = [hit for hit in hits if not hit.label]
    return tuple(word for hit in hits for word in words[hit.start : hit.stop]) if len(told) > 1 else ()
