"""The words of time and what they are called in the grammar; also how people shorten and misspell them.

Tables only. The tag of a word says what it can be, not what it is: "may" is a month here and the rules
of `guards` and `dates` decide whether it is one in this sentence.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.clinic.wishes.grammar import words

SPELLINGS = """
before: b4 bfor befor bfore
after: aftr afta
until: til till 'til untill unti untl
later: l8r lata l8er
through: thru thrugh throgh
between: b/w btw btwn btween betwn bw inbetween
around: arond aroun aruond arnd aroud abt about approx approximately roughly circa ~ near nearish
next: nxt nex
this: ths dis
week: wk weeek wek week's
weeks: wks weeeks
weekday: wkday wkdy
weekdays: wkdays wkdys weekdys
weekend: wknd wkend weekened weeknd
weekends: wknds wkends
today: 2day tday todays tody 2dy
tonight: 2nite 2night tonite tonihgt
tomorrow: 2moro 2morro 2morrow 2mrw 2mro tmrw tmr tmrrw tmrow tomoz tomrw tmorrow tommorow tomorow tommorrow tmw
yesterday: yest yday ystrday
morning: morn mornin mornign am-time forenoon mrng
mornings: morns mornins forenoons
afternoon: aft aftn aftnoon arvo afternn
afternoons: afts arvos
evening: evenin evng
night: nite nght
nights: nites
noon: middays midday noontime noonish
lunch: lunches lunchtimes lunchtime lunchbreak luch
lunchish: lunchtimeish
midnight: midnite
asap: a.s.a.p asapp
earliest: earlest erliest earliset
soonest: sonest
possible: posible possable poss
appointment: appt apt appointmnt apointment appoinment apptmnt appts appointments apts
available: avail availible avaliable avalible availabl availble
availability: availabilty avalability
anything: anythin anyting nething nothin-else
anytime: nytime anytym
whatever: whatever's whatevers wateva
whichever: whichever's
whenever: wheneva whenevr whnever
please: pls plz plese pleas plss
thanks: thx tnx thanx thnx ty
because: bc cuz cos coz cus becuz becasue
except: xcept exept excpt accept-for
really: rly
with: w w/
without: w/o
you: u ya yous
are: r
and: n nd an'
minutes: mins min minute
hours: hrs hr hour
days: dys
dont: don't dnt
doesnt: doesn't dosnt dosent doesent
cant: can't cannot cnt cant' couldnt couldn't cudnt
wont: won't
wouldnt: wouldn't
wouldve: would've
couldve: could've
isnt: isn't aint ain't
arent: aren't
im: i'm iam
ive: i've
id: i'd
ill: i'll
its: it's
thats: that's
shouldnt: shouldn't
havent: haven't
when: whens when's
what: whats what's wat wht
oclock: o'clock o'clok clock oclok
gonna: goin2
fortnight: fortnite
thanksgiving: turkey-day thxgiving tgiving thanksgivin
christmas: xmas x-mas chrismas
"""

WEEKDAYS = """
monday: mon mond mnday monady
tuesday: tue tues tu tuesd tusday teusday tuseday tuesdy
wednesday: wed weds wedn wensday wendsday wednsday wensdy wednes wednesdy
thursday: thu thur thurs thrs thr thursdy thurday thirsday thersday
friday: fri frid fryday firday freeday frday
saturday: sat satur
sunday: sun
"""

MONTHS = """
january: jan
february: feb febr feburary febuary
march: mar
april: apr
may: maay
june: jun
july: jul
august: aug
september: sep sept
october: oct octo
november: nov novemeber
december: dec decmber
"""

NUMBERS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty"""
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""

UNITS = {
    "minutes": "MINUTEUNIT", "hours": "HOURUNIT", "day": "DAYUNIT", "days": "DAYUNIT", "week": "WEEKUNIT",
    "weeks": "WEEKUNIT", "fortnight": "FORTNIGHT", "fortnights": "FORTNIGHT", "month": "MONTHUNIT",
    "months": "MONTHUNIT", "year": "YEARUNIT", "years": "YEARUNIT", "yrs": "YEARUNIT", "yr": "YEARUNIT",
}  # fmt: skip

# Words a wish can hold without becoming something else: courtesy, hedges, helpers. A clause of a weak cue
# ("today") that holds any other word is taken for a story, not a wish.
FILLER = """
a able absolutely actually after afternoonish again ah aight all allowed alright also always am an and another
any anybody anything anyway anyways anywhere appointment's appreciate are around as ask assessed assuming at
availability available awesome basically be because before begin best better between bit booked both bro buddy
but by call calling can cant cause certainly chance cheers choose choosing clinic closed come coming consult
convenient conveniently cool could currently day days dear definitely did do doc doctor does dont dr drop dude
during each earlier early easiest easy either else entire er erm evaluated even ever every everyone exact
exactly exclusively fancy fine first fit fits folks for forward free from full gap generally get gimme give
gladly go gone good got gotta gr8 great gt gud guess guys haha happy has have hello help here hey hi hiya hm hmm
hola hon honest honestly hope hoped hopefully hoping hours how hows hun i id ideal ideally idk if ill im in
instead interested is isnt it its ive join jus just k keen kind kinda kindly kk lady late later let let's lets liek like
like'd literally little lol long looking love lovely maam mabye madam make making man may maybe me meet meeting
might mine minutes more most mostly much must my need needed new nice no nope normally not nothing of off oh ok
okay okayy okey on one ones onli only onward onwards open opened or other our out over own part patient pencil
perfect perhaps person phone pick planned planning please possible possibly pref prefer preferably preference
preferences preferred prob probably probs provided purely put rather really reckon recommended referred retired
right rn say scheduled see seeing seen session set shall sharp should sign since single sir slot's smile smtime
so solely some somebody someone something sometime soon sort sorta sorted sound sounds speak specifically spot
spots start starting still stop strictly suggested suit suited suits suppose supposed sure surely sweetie swing
ta take taken taking talk tbh team than thank thanks that thats the them then there theres these they thing
things think thinkin thinking thinkn tho those though through time times to today's too treated try trying uh
uhh um umm until up ur us usually very visit visiting wanna want wanted wants way wd we we'd he'd she'd they'd week
weekday weekdays well what when where which who whole will wish with within wonder wondering wont work works would wud
xo it'd itd it'll itll y'all yall yea yeah yep yes yess you youd your youre yup
"""

# A clause with one of these is about coming to the clinic.
WISH = """
anytime appointment asap availability available backdate book bookin booking consult consultation earliest meet opening
openings possible prefer preferably reschedule reserve schedule scheduling slot slots soonest squeeze suits
visit visiting whenever works
"""

# A clause with one of these tells a story (of the illness, of life) unless it also asks for something.
HISTORY = """
ache admitted ago alive anniversary anxious ate attempted awake bday became been beer began begun birthday born broke
canceled cancelled completed crashed cried cries cry crying dead depressed depressing diagnosed die died
discharged divorced dob drank drove dread dreading drink drinking drinks drunk dying ended exhausted feel feeling
feels fell felt finished gave had happened helped hopeless hospitalised hospitalized hurt injured insomnia kill
lost married met miserable missed moved nightmares noticed overdosed panic passed prescribed previously quit ran
received relapsed remember said saw scared screams since sleep sleeping slept smoke smoking started stopped
struggled struggling suffered suffering suicidal suicide switched tired told took tried underwent used wake
wakes waking was went were wine woke worked worried worry yells
"""

# What turns the limit that follows round: "not before 2", "busy until noon", "away until the 30th".
NOT = """
arent away booked busy cant class doesnt dont gone havent isnt meeting meetings never no none nor not nothing
occupied shift shouldnt tied traveling travelling unable unavailable vacation wont work working wouldnt
"""

MISREAD = words(
    "mourning moaning warning warnings weakened frida fridge sundry money marching alright another together "
    "whether weather everything evenly attend attending noviembre diciembre septiembre setiembre octubre enero "
    "febrero"
)


def _table(text: str) -> dict[str, str]:
    found = {}
    for line in text.strip().splitlines():
        name, _, variants = line.partition(":")
        found[name] = name
        for variant in variants.split():
            found[variant] = name
    return found


SPELLED = _table(SPELLINGS)
WEEKDAY_NAMES = [line.partition(":")[0] for line in WEEKDAYS.strip().splitlines()]
MONTH_NAMES = [line.partition(":")[0] for line in MONTHS.strip().splitlines()]
_WEEKDAY = {variant: WEEKDAY_NAMES.index(name) for variant, name in _table(WEEKDAYS).items()}
_MONTH = {variant: MONTH_NAMES.index(name) + 1 for variant, name in _table(MONTHS).items()}
_NUMBER = {word: n for n, word in enumerate(NUMBERS.split(), 1)} | {"zero": 0} | TENS
_ORDINAL = {word: n for n, word in enumerate(ORDINALS.split(), 1)} | {"thirtieth": 30}
_NAMES_TOO = words("april may june august jan")
_FILLER = words(FILLER)
_WISH = words(WISH)
_HISTORY = words(HISTORY)
_NOT = words(NOT)
# Long enough, and rare enough among the neighbours in the dictionary, to be recognised when mistyped.
_FUZZY = [
    *WEEKDAY_NAMES, "january", "february", "september", "october", "november", "december", "tomorrow", "morning",
    "mornings", "afternoon", "afternoons", "evening", "evenings", "weekend", "thanksgiving", "christmas",
    "available", "appointment", "earliest", "possible", "anytime", "whenever",
]  # fmt: skip


@lru_cache(maxsize=4096)
def look_up(word: str) -> tuple[str, frozenset[str], int | None]:
    """The usual spelling of a word, its tags and, for names and numbers, its value."""
    known = _known(word)
    if known is None:
        plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
        tags = {"X", "PLURAL"} if plural else {"X", "HISTORY"} if len(word) > 4 and word.endswith("ed") else {"X"}
        known = _known(_mended(word)) or (word, frozenset(tags), None)
    return known


def _known(word: str) -> tuple[str, frozenset[str], int | None] | None:
    word = SPELLED.get(word, word)
    if word in _WEEKDAY:
        return (
            WEEKDAY_NAMES[_WEEKDAY[word]],
            frozenset({"WD", "SHORT"} if len(word) < 6 else {"WD"}),
            _WEEKDAY[word],
        )
    if word.removesuffix("'s") in _WEEKDAY:  # "monday's good"
        return _known(word.removesuffix("'s"))
    stem = word.removesuffix("s")
    if stem in _WEEKDAY and len(stem) >= 3:
        return WEEKDAY_NAMES[_WEEKDAY[stem]] + "s", frozenset({"WDS"}), _WEEKDAY[stem]
    bare = word.removesuffix("'s")
    if bare != word and bare in _MONTH and bare not in _NAMES_TOO:
        return _known(bare)  # "december's first monday"
    if word in _MONTH:
        return MONTH_NAMES[_MONTH[word] - 1], frozenset({"MONTH"}), _MONTH[word]
    if word in _ORDINAL:
        return word, frozenset({"ORD", "ORDWORD"}), _ORDINAL[word]
    if word in _NUMBER:
        return word, number_tags(_NUMBER[word]) | {"NUMWORD"}, _NUMBER[word]
    if word in UNITS:
        return word, frozenset({"UNIT", UNITS[word]}), None
    tags = {
        name for name, words in (("F", _FILLER), ("WISH", _WISH), ("HISTORY", _HISTORY), ("NOT", _NOT)) if word in words
    }
    if tags or word in SPELLED:
        return word, frozenset(tags if tags - {"NOT"} else tags | {"F"}), None
    return None


def number_tags(number: int) -> frozenset[str]:
    """What a plain number could be: an hour of the clock, a day of the month."""
    tags = {"NUM", "YEAR"} if 1900 <= number <= 2099 else {"NUM"}
    if 1 <= number <= 12:
        tags.add("HOUR")
    if 1 <= number <= 31:
        tags.add("DOM")
    return frozenset(tags)


def _mended(word: str) -> str:
    if len(word) < 5 or word in MISREAD or not word.isalpha():
        return word
    for name in _FUZZY:
        allowed = 2 if len(name) >= 8 and len(word) >= 7 else 1
        if len(name) < 6 or abs(len(name) - len(word)) > allowed or word[0] not in name[:2]:
            continue
        if OSA.distance(word, name, score_cutoff=allowed) <= allowed:
            return name
    return word
