"""The Spanish words of time, without accents, and the English ones they stand for. Tables only."""

from __future__ import annotations

from bot.clinic.wishes.grammar import words

NAMES = """
monday: lunes
tuesday: martes
wednesday: miercoles
thursday: jueves
friday: viernes
saturday: sabado
saturdays: sabados
sunday: domingo
sundays: domingos
january: enero
february: febrero
march: marzo
april: abril
may: mayo
june: junio
july: julio
august: agosto
september: septiembre setiembre
october: octubre
november: noviembre
december: diciembre
"""

NUMBERS = """un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete
dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho
veintinueve treinta"""
ONES = words("una uno primero")

DIMINUTIVES = {
    "mananita": "manana", "mananitas": "mananas", "tardecita": "tarde", "nochecita": "noche", "tempranito": "temprano",
    "hoyito": "hoy", "lueguito": "luego", "mediodiita": "mediodia", "semanita": "semana",
}  # fmt: skip

# Words that mean the same wherever they stand; phrases are the rules of `spanish`.
SINGLE = """
today: hoy
yesterday: ayer
noon: mediodia
midnight: medianoche
and: y e
so: entonces
but: pero
no: tampoco
nor: ni
week: semana
weeks: semanas
day: dia
days: dias
month: mes
months: meses
hour: hora
except: excepto salvo menos
never: nunca
between: entre
from: desde
until: hasta
before: antes
after: despues luego
around: sobre
soon: pronto
asap: urgente
now: ahora
when: cuando
early: temprano temprana
christmas: navidad
appointment: cita
want: quiero
prefer: prefiero
available: disponible disponibles
every: todos todas cada
first: primera primer
second: segunda
last: ultima ultimo
working: trabajo
busy: ocupado ocupada
this: este esta estos
of: de del
better: mejor
good: bien
"""

# One of these, and the message is read as Spanish too ...
MARKERS = words(
    "manana mananas tarde tardes semana semanas hoy puedo quisiera quiero cita despues antes cualquier cuando pronto "
    "mediodia posible proximo proxima siguiente fecha hora horas gustaria prefiero puede pueden seria entre noche "
    "temprano tengo disponible disponibles viene dia dias las igual importa ayer finales principios mediados partir "
    "pasado alrededor cuanto urge urgente hueco espacio tempranito mananita tardecita"
)
# ... but not for one of these alone, which other languages have too.
WEAK_MARKERS = words("posible tarde las hora once")

COURTESY = words(
    "a al alguna algun algo agendar atender bien buenas buenos citas como con consulta conviene cual cuales "
    "dar daria de del dias doctor doctora el en es esta estoy favor fecha funciona gracias gustaria hacer hay "
    "hola hora horas idealmente ir la las le libre lo los mas me mejor mi mis momento necesito o para podria "
    "podrian por posibilidad posible preferencia preferible preferiblemente preferiria puede pueden puedo que "
    "queda quiere quisiera quizas reservar se sea ser seria si sirve solamente solo su sus tal te tener tiene "
    "tienen tienes un una uno usted ustedes va venir ver verme vez viene yo"
)

# Who is free "desde el lunes" is free from then on; to everybody else it is "since monday".
FREE = words("puedo podria podrian pueden disponible disponibles libre libres cita quiero quisiera partir")


def table(text: str) -> dict[str, str]:
    """Spanish word to English word, of lines "english: spanish spanish"."""
    pairs = (line.split(":") for line in text.strip().splitlines())
    return {spanish: english for english, several in pairs for spanish in several.split()}
