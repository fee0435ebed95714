"""Messages in Spanish: that they are, that they want an appointment, and that English is hard for the writer."""

from __future__ import annotations

from bot.clinic.reading.lexicon import Lexicon
from bot.clinic.reading.words import say

_BOOKS = Lexicon(
    {
        "books": """
            quiero/quisiera/necesito/deseo/busco una? cita/consulta,
            quiero/quisiera/necesito/deseo hacer/pedir/sacar/agendar/programar una? cita/consulta,
            quiero/quisiera/necesito/deseo reservar/tener/concertar una? cita/consulta,
            me? gustaria hacer/pedir/sacar/agendar/programar/reservar/tener una? cita/consulta,
            me? puede/pueden/podria/podrian/puedes dar/agendar/hacer/programar una? cita/consulta,
            puede/pueden/podria/podrian/puedes darme/agendarme/hacerme/programarme una? cita/consulta,
            me da/dan/das una? cita/consulta, deme/denme/dame una? cita/consulta, una cita/consulta por favor,
            puedo hacer/pedir/sacar/agendar/tener/reservar una? cita/consulta,
            como hago/pido/saco/agendo/consigo una? cita/consulta, para hacer/pedir/sacar/agendar una? cita/consulta,
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
        """
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


def finds_english_hard(text: str) -> bool:
    """Whether the writer, or whom they write for, knows little English."""
    return any(_HARD.finds(clause.words) for clause in say(text).clauses)


def without_that(text: str) -> str:
    """The message without the clauses that only say so: of "no hablo ingles. es para mi" the rest answers."""
    return ". ".join(" ".join(c.words) for c in say(text).clauses if not _HARD.finds(c.words))
