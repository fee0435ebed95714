"""The words of time and what they are called in the grammar; also how people shorten and misspell them.

Tables only. The tag of a word says what it can be, not what it is: "may" is a month here and the rules
of `guards` and `dates` decide whether it is one in this sentence.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

SPELLINGS = """
before: b4 bfor befor bfore
after: aftr afta
until: til till 'til untill unti untl
through: thru thrugh throgh
between: btw btwn btween betwn bw inbetween
around: arond aroun aruond arnd aroud abt about approx approximately roughly circa ~ near nearish
next: nxt nex
this: ths dis
week: wk weeek wek week's
weeks: wks weeeks
weekday: wkday wkdy
weekdays: wkdays wkdys weekdys
weekend: wknd wkend weekened weeknd w/e
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
FILLER = """please thanks thank yes yeah yep yup ya yea yess sure ok okay okey k kk alright aight right maybe mabye
perhaps probably prob probs possibly hopefully ideally preferably prefer preferred preference preferences rather
possible for me my mine is are be am was-thinking would wud wd will should shall could can i im we us our it its
that thats these those a an the on in at of or and to any some something sometime smtime time times anything do
does did u you yall y'all your ur have got gotta gt has how hows about what think thinking thinkin
thinkn guess suppose like liek just jus only onli really very well so um uh umm uhh hmm hm er erm ah oh lets let's let
say with there theres then than too also else either best better good gud great fine gr8 perfect awesome lovely nice
cool work works suit suits suited fits fit sounds sound right hi hello hey hola hiya need want wanna wants love
looking hoping hope wonder wondering try trying both free open day days week afternoonish one ones get go start
starting here still even more most much might may must around when whens where which who if as well sir madam
maam doc doctor dr someone somebody person today's week's id ive ill youd youre they them both all another other
actually again kind kinda sort sorta easiest easy earlier later early late soon early-ish out over up off
anyway anyways though tho thru through not no nope but dont cant wont isnt its-fine lol haha xx x xo smile cheers ta
appreciate ideal ideally convenient conveniently fancy reckon keen happy able ask wish like'd way help okayy cause
since put pencil chance any-chance give gimme take taking pick choose choosing set new patient first time-slot spot
spots slot's session clinic consult whole entire part early-morning exactly sharp exact specifically kindly
nothing too bit little appointment's between during within before after until from by till every each single
honestly tbh btw rn pref anywhere anybody min possible? hour hours minutes mins weekday weekdays mostly usually generally
normally always ever currently own thing things long because gladly retired interested needed wanted preferred planned planning hoped supposed booked scheduled allowed opened
closed recommended suggested referred sorted make making idk man dude bro lady sweetie hun hon dear folks team guys buddy tho sir madam everyone bc honest gap see seen seeing talk speak visit visiting meet meeting evaluated assessed treated begin sign join call calling phone strictly solely purely exclusively definitely absolutely basically literally certainly surely onwards onward forward come coming swing drop stop by kids' available availability"""

# A clause with one of these is about coming to the clinic.
WISH = """book booking bookin schedule scheduling schedule reschedule appointment consultation consult slot slots opening openings
available availability reserve squeeze meet meeting-you appointment prefer preferably works suits visit visiting
possible earliest soonest asap anytime whenever"""

# A clause with one of these tells a story (of the illness, of life) unless it also asks for something.
HISTORY = """was were been had began begun started stopped quit tried took lost died diagnosed happened attempted
hospitalized hospitalised saw went felt became moved broke ended fell met told said gave prescribed born since ago previously
used cried woke slept suffered suffering struggled struggling worked ran drank ate hurt happened passed divorced missed
finished completed received underwent admitted discharged crashed cries screams yells crying
birthday bday dob born anniversary remember married injured overdosed relapsed noticed switched helped cancelled canceled
wake waking wakes sleep sleeping cry crying feel feeling feels felt die dying dead kill suicide suicidal alive
panic nightmares insomnia awake depressed depressing anxious miserable hopeless exhausted tired scared dread dreading
worry worried ache drink drinking drinks drunk smoke smoking hate-myself"""

# What turns the limit that follows round: "not before 2", "busy until noon", "away until the 30th".
NOT = """not no never nothing none nor cant dont doesnt wont wouldnt isnt arent havent shouldnt unable unavailable busy
away working work traveling travelling gone vacation occupied booked tied class meeting meetings shift"""

MISREAD = frozenset(
    "mourning moaning warning warnings weakened frida fridge sundry money marching alright another together "
    "whether weather everything evenly attend attending noviembre diciembre septiembre setiembre octubre enero "
    "febrero".split()
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
_FILLER = frozenset(FILLER.split())
_WISH = frozenset(WISH.split())
_HISTORY = frozenset(HISTORY.split())
_NOT = frozenset(NOT.split())
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
        return WEEKDAY_NAMES[_WEEKDAY[word]], frozenset({"WD", "SHORT"} if len(word) < 6 else {"WD"}), _WEEKDAY[word]
    if word.removesuffix("'s") in _WEEKDAY:  # "monday's good"
        return _known(word.removesuffix("'s"))
    stem = word.removesuffix("s")
    if stem in _WEEKDAY and len(stem) >= 3:
        return WEEKDAY_NAMES[_WEEKDAY[stem]] + "s", frozenset({"WDS"}), _WEEKDAY[stem]
    if word in _MONTH:
        return MONTH_NAMES[_MONTH[word] - 1], frozenset({"MONTH"}), _MONTH[word]
    if word in _ORDINAL:
        return word, frozenset({"ORD", "ORDWORD"}), _ORDINAL[word]
    if word in _NUMBER:
        return word, number_tags(_NUMBER[word]) | {"NUMWORD"}, _NUMBER[word]
    if word in UNITS:
        return word, frozenset({"UNIT", UNITS[word]}), None
    tags = {name for name, words in (("F", _FILLER), ("WISH", _WISH), ("HISTORY", _HISTORY), ("NOT", _NOT)) if word in words}
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
