"""How much danger a message shows: measured on invented messages, and rule by rule."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bot.clinic import safety
from bot.clinic.safety import Finding, Level, check, check_or_resources

HERE = Path(__file__).parent
DANGER = ("risk", "imminent")


def messages(name: str, *levels: str) -> list[str]:
    """The messages of a file of cases, of the levels given."""
    cases = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return [text for level in levels for kind in cases[level].values() for text in kind]


def share(texts: list[str], at_least: Level) -> float:
    """The share of messages that are found to be of a level or higher."""
    return sum(check(text).level >= at_least for text in texts) / len(texts)


# ---- the figures; those on unseen words are lower: they tell what to expect of the next person

CASES, UNSEEN = "safety_cases.yml", "safety_unseen.yml"


@pytest.mark.parametrize(
    ("file", "levels", "found_as", "figure"),
    [
        (CASES, DANGER, Level.mention, 0.99),
        (CASES, DANGER, Level.risk, 0.98),
        (CASES, ("imminent",), Level.imminent, 0.97),
        (CASES, ("mention",), Level.mention, 0.99),
        (UNSEEN, DANGER, Level.mention, 0.96),
        (UNSEEN, DANGER, Level.risk, 0.95),
        (UNSEEN, ("imminent",), Level.imminent, 0.94),
        (UNSEEN, ("mention",), Level.mention, 0.95),
    ],
)
def test_danger_is_found(file: str, levels: tuple[str, ...], found_as: Level, figure: float) -> None:
    """At least this share of the messages that show danger is found, at this level or higher."""
    assert share(messages(file, *levels), found_as) >= figure


@pytest.mark.parametrize(
    ("file", "levels", "raised_to", "figure"),
    [
        (CASES, ("none",), Level.risk, 0.01),
        (CASES, ("none",), Level.mention, 0.04),
        (CASES, ("mention",), Level.risk, 0.02),
        (CASES, ("risk",), Level.imminent, 0.06),
        (UNSEEN, ("none",), Level.risk, 0.02),
        (UNSEEN, ("mention",), Level.risk, 0.1),
        (UNSEEN, ("risk",), Level.imminent, 0.06),
    ],
)
def test_alarms_are_rarely_false(file: str, levels: tuple[str, ...], raised_to: Level, figure: float) -> None:
    """At most this share of the messages of a level is taken for more than it is."""
    assert share(messages(file, *levels), raised_to) <= figure


def test_the_cases_are_many_and_each_stands_once() -> None:
    """A figure on few or repeated messages would say little."""
    seen = messages(CASES, "imminent", "risk", "mention", "none")
    unseen = messages(UNSEEN, "imminent", "risk", "mention", "none")
    assert len(seen) >= 300
    assert len({text.casefold() for text in seen + unseen}) == len(seen + unseen)


# ---- what each level means


@pytest.mark.parametrize(
    "text",
    [
        "I'm going to kill myself tonight",
        "I swallowed the whole bottle of pills",
        "the gun is loaded and on my lap",
        "I'm on the ledge of the roof",
        "My suicide note is written",
        "my wife took all her pills, please help",
        "me voy a matar esta noche",
    ],
)
def test_intent_plan_means_and_acts_are_imminent(text: str) -> None:
    """Intent, a time, means at hand, an act or a farewell is imminent, for another person too."""
    assert check(text).level is Level.imminent


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "I wish I would never wake up",
        "everyone would be better off without me",
        "I can't go on",
        "my son says he wants to die",
        "I keep cutting my arms",
        "ya no quiero vivir más",
    ],
)
def test_thoughts_of_dying_are_a_risk(text: str) -> None:
    """Ideation, open or veiled, and the urge to hurt oneself are a risk, for another person too."""
    assert check(text).level is Level.risk


@pytest.mark.parametrize(
    "text",
    [
        "I'd like a consultation for suicidal ideation",
        "suicidal thoughts",
        "Do you treat suicidal thoughts?",
        "I attempted suicide in 2009",
        "My aunt died by suicide",
        "I used to self-harm as a teenager",
        "¿Tratan la ideación suicida?",
    ],
)
def test_calm_words_about_suicide_are_a_mention(text: str) -> None:
    """The reason to come, a question, history and a relative's past are seen, and no more than seen."""
    assert check(text).level is Level.mention


@pytest.mark.parametrize(
    "text",
    [
        "I'm dying to know the price",
        "this form is killing me",
        "Dr. Graves sent me",
        "let's end it here",
        "I'd kill for a 9 am",
        "my cell died",
        "shoot me a line",
        "parking there is murder on my marriage",
        "one more form finishes me off",
        "I watched Suicide Squad",
        "dead tired after work",
        "what is the deadline",
        "drop dead gorgeous office",
        "my dad passed away in May",
        "nothing works, what's the point of more pills",
    ],
)
def test_figures_of_speech_names_and_grief_are_no_danger(text: str) -> None:
    """Idioms, names, titles, grief and despair of medicines raise nothing."""
    assert check(text) == Finding(Level.none, "", spanish=False)


# Words of the rules in the small business of a visit, in work and family, in old illnesses and in other people's
# mouths; and beneath, what is said with the same words by somebody in danger.
@pytest.mark.parametrize(
    "text",
    [
        "I look after my father, so mornings only",
        "did anyone feed the cat? oops, wrong chat",
        "do you feed the kids in the play room",
        "before I go, do you take Cigna for the infusions",
        "one more question before I go: is the fee per visit?",
        "Will I have to take the entire afternoon off?",
        "I'm ready to take the whole course of sessions",
        "a file like that could end it, my nursing career and my license",
        "is the diagnosis a life sentence",
        "does the spray leave people different forever",
        "would somebody take me home afterwards",
        "a neighbor says skip the pills and book with you",
        "my uncle says the coil taps like a staple gun",
        "my sister says the tablets are fine but pills make her queasy",
        "she's bringing her meds in their bottles",
        "I ate an edible once and thought I was dying, does it feel like that?",
        "my friend talked me out of ketamine",
        "my dentist talked me out of it because of my blood pressure",
        "I heard that it's not safe with a pacemaker",
        "does a hearing aid stop me from doing TMS",
        "my manager is running out of rope with me",
        "6 antidepressants and counting",
        "I have enough Lexapro to last me until June",
        "hang on, I need to let the dog out",
        "Mondays: that won't do anymore, and the 4th won't do either",
        "I don't want to continue, another time",
        "It took me three years to hope again",
        "which of these, and what ought to stay on the list",
        "stuck in traffic on the bridge, ten minutes late",
        "I'm on the roof, I install solar, so text me",
        "wake up at 5 every night, can you treat that",
        "I hope I do not wake up the baby with this call",
        "won't be here tomorrow, I'm traveling",
        "this is my last day with Anthem",
        "she took it badly when I told her",
        "methadone two times a day, is that all right",
        "I forgot to mention insulin",
        "grandpa's heart stopped for two minutes during a bypass",
        "with Bell's palsy my face droops a little, is the spray all right",
        "he fainted at a vaccine stand, will you hold his hand",
        "I keep thinking of jumping ship to another provider",
        "I feel like I was hit by a truck since the flu shot",
        "my son keeps cutting class",
        "ya no quiero seguir llenando el formulario",
        "no quiero seguir con esta encuesta",
        "no puedo seguir la llamada, estoy manejando",
        "mi vecina cuida a mi hija por la tarde",
        "me corté el pelo y no me reconocen",
        "tengo un plan dental",
        "voy a terminar con todo el papeleo mañana",
        "me quiero morir de vergüenza por llegar tarde",
        "estoy en el puente, hay mucho tráfico, voy tarde",
        "wondering how it feels to step off an antidepressant",
        "by the time I get home my wife will be gone to work, can you call me then",
        "mi suegra va a cortar las pastillas en dos, está bien?",
        "mi papá dice que se va a matar de risa con ustedes",
    ],
)
def test_the_small_business_of_a_visit_is_no_danger(text: str) -> None:
    """Nobody who asks about a day off, a cat or an old illness is shown the text for people in danger."""
    assert check(text).level <= Level.mention


@pytest.mark.parametrize(
    "text",
    [
        "please look after my father",
        "come home, take care of my kids",
        "somebody feed the cat",
        "thank you for everything before I go",
        "before I go, one question: how many tylenol are lethal",
        "I'm going to take the whole bottle",
        "I'm about to take all of them",
        "I could end it",
        "being alive is a life sentence",
        "I'll leave you all forever",
        "God take me home",
        "my son says he hid the pills",
        "my uncle says he has a gun",
        "he says the pills make it easy and goodbye",
        "I thought I was dying and I was glad",
        "I thought about dying",
        "talk me out of it",
        "my wife talked me out of it last night",
        "I'm not safe with myself",
        "stop me from doing it",
        "the rope is out",
        "twenty pills and counting",
        "I have enough Lexapro to die",
        "hold on, I can't, I want to die",
        "I won't do this anymore",
        "I don't want to continue",
        "I don't want to go on another day",
        "a bus should have hit me, I wish it took me",
        "what is there to live for",
        "I'm on the bridge",
        "I'm on the roof, stuck, I want to jump",
        "I want to jump right in front of a train",
        "I don't want to wake up",
        "I won't be here tomorrow",
        "this is my last day with my kids",
        "he took all his pills badly wanting to die",
        "grandma took her methadone twice",
        "I forgot and took my insulin again, too much insulin",
        "my husband's heart stopped",
        "dad had a stroke two years ago and now his face is drooping",
        "he fainted at the blood drive and won't wake up",
        "I think of jumping",
        "I hope I get hit by a truck",
        "my son started cutting again",
        "ya no quiero seguir",
        "no quiero seguir con este dolor",
        "cuida a mi hija por favor",
        "me corté las venas",
        "tengo un plan y la fecha",
        "voy a terminar con todo",
        "me quiero morir de tristeza",
        "estoy en el puente y voy a saltar, hay tráfico",
        "on the platform I picture what it would feel like to step in front of the train",
        "I stand at the railing and stare over the edge, if I just leaned",
        "my sister has a razor locked in with her, says sorry, by the time I get there she will be gone",
        "mi primo está en la azotea y grita que se va a tirar",
        "mi abuela me dijo ayer llorando que quiere matarse",
    ],
)
def test_the_same_words_from_somebody_in_danger_are_found(text: str) -> None:
    """What lets the small business pass hides no danger that is said with its words."""
    assert check(text).level >= Level.risk


# ---- what takes a word back, and what does not


@pytest.mark.parametrize(
    "text",
    [
        "I'm not suicidal",
        "no thoughts of hurting myself",
        "I don't want to die, I want to feel better",
        "I would never kill myself",
        "I haven't been thinking about suicide",
        "no soy suicida",
    ],
)
def test_a_denial_is_at_most_a_mention(text: str) -> None:
    """Who says that they do not mean to die is not asked as if they did."""
    assert check(text).level <= Level.mention


@pytest.mark.parametrize(
    "text",
    [
        "not that I want to live",
        "no I want to die",
        "I can't stop thinking about suicide",
        "trying not to kill myself",
        "I can't promise I won't hurt myself",
        "I don't know why I should not kill myself",
        "I really want to kill myself... jk",
        "lol just kidding about wanting to die",
        "I said I was suicidal but forget it",
        "I was suicidal years ago and it's back",
        "I attempted in college and I'm thinking about it again",
    ],
)
def test_a_word_that_is_no_denial_clears_nothing(text: str) -> None:
    """A "not" that means the contrary, a joke, a retraction and a past that has returned stay a risk."""
    assert check(text).level >= Level.risk


@pytest.mark.parametrize(
    "answer",
    [
        "My name is Rosa Diaz and I want to die",
        "310-555-0123 but I might be dead by then",
        "Tuesday at 3 if I haven't killed myself",
        "cancel it, I'd rather be dead",
    ],
)
def test_danger_in_an_answer_to_another_question_is_found(answer: str) -> None:
    """People say it in passing, in the field for a name or a time."""
    assert check(answer).level >= Level.risk


# Danger beside an everyday complaint, in one breath: a word that means something harmless elsewhere hides nothing.
DANGERS = [
    "I want to die", "I really want to kill myself", "I can't go on", "I can't do this anymore",
    "I don't want to live anymore", "I took all my pills", "I have a gun to my head",
    "I have the pills in my hand", "I cut my wrists",
    "my kids would be better off without me", "goodbye everyone, I'm sorry", "I'm going to kill myself tonight",
    "I keep cutting myself", "I'm scared of what I might do to myself", "I won't be alive tomorrow", "I feel suicidal",
    "I'm thinking about suicide", "I tried to hang myself last night", "I have no reason to live", "I overdosed",
    "nobody would care if I died", "I'm standing on the ledge of the roof", "this is my last message",
]  # fmt: skip
CIRCUMSTANCES = [
    "I lost my job", "my marriage is over", "my phone is about to die", "I'm a veteran", "the insurance denied me",
    "my dog died", "my dad died last year", "my meds stopped working", "I can't pay the bill", "I was in the army",
    "my back pain is terrible", "I have an appointment Friday", "text my other number", "I slipped in the kitchen",
    "I'm in traffic on the 405", "I've tried different meds", "I'm on the phone with you", "I drank too much coffee",
    "I hate this website", "I'm moving next week", "I have surgery on Monday", "I watched a movie about it",
]  # fmt: skip


@pytest.mark.parametrize("danger", DANGERS)
def test_danger_beside_an_everyday_complaint_is_found(danger: str) -> None:
    """Who tells of a job, a bill or a grief in the same sentence is heard all the same."""
    for also in CIRCUMSTANCES:
        for text in (f"{also} and {danger}", f"{danger} and {also}", f"{also}, {danger}", f"{danger} because {also}"):
            assert check(text).level >= Level.risk, text


# ---- how people write it


@pytest.mark.parametrize(
    "text",
    [
        "I REALLY WANT TO KILL MYSELF",
        "i want to k i l l myself",
        "i want to k.i.l.l. myself",
        "i want to k1ll mys3lf",
        "i want to k*ll myself",
        "i wanna killl myselffff",
        "i want to kil my self",
        "i wnat to kill mysefl",
        "I want to ki\u200bll my\u200dself",
        "ｉ ｗａｎｔ ｔｏ ｋｉｌｌ ｍｙｓｅｌｆ",
        "i want to kіll mуself",  # Cyrillic і and у
        "i w\u0336a\u0336n\u0336t to kill myself",
        "#iwanttokillmyself",
        "i wanna kms",
        "i want to unalive myself",
        "I really want to — kill myself",
    ],
)
def test_disguises_do_not_hide_it(text: str) -> None:
    """Spacing, digits, signs, held-down keys, slips, other alphabets and slang are read through."""
    assert check(text).level >= Level.risk


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "`", "´", ""])
def test_apostrophes_of_every_shape_are_read(apostrophe: str) -> None:
    """Phones write curly quotes, or none."""
    assert check(f"I don{apostrophe}t want to live anymore").level is Level.risk
    assert check(f"I don{apostrophe}t want to kill myself").level <= Level.mention


@pytest.mark.parametrize(
    ("text", "spanish"),
    [
        ("quiero morirme", True),
        ("mi hijo dice que no quiere vivir", True),
        ("tengo suicidal thoughts y no puedo mas con mi vida", True),
        ("I want to die, mi amor", False),
        ("I really want to kill myself", False),
    ],
)
def test_spanish_is_told_from_english(text: str, spanish: bool) -> None:
    """The reply names the Spanish line only to those who write Spanish."""
    finding = check(text)
    assert finding.level >= Level.risk
    assert finding.spanish is spanish


# ---- long and hostile input

FILLER = "I have a question about the parking and the price of a visit. "


@pytest.mark.parametrize("length", [4_000, 40_000])
def test_danger_in_the_last_sentence_of_a_long_message_is_found(length: int) -> None:
    """Nobody reads to the end but the check."""
    text = (FILLER * (length // len(FILLER) + 1))[: length - 20] + ". I want to die"
    assert check(text).level >= Level.risk


@pytest.mark.parametrize("before", range(3_950, 4_010, 5))
def test_danger_on_the_border_of_two_windows_is_found(before: int) -> None:
    """Long messages are read in pieces, which overlap."""
    text = (FILLER * 100)[:before] + " I really want to kill myself " + FILLER * 3
    assert check(text).level >= Level.risk


@pytest.mark.parametrize(
    "piece",
    [
        "i want to ",
        "not ",
        "kill ",
        "i am going to i will not want ",
        "took all my pills and ",
        "s u i ",
        "don't'",
        "k*",
        "aa",
    ],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """A message made to be slow costs at most in proportion to its length."""

    def cost(characters: int) -> float:
        text = piece * (characters // len(piece))
        times = []
        for _ in range(3):
            start = time.process_time()
            check(text)
            times.append(time.process_time() - start)
        return min(times)

    assert cost(32_000) < 16 * max(cost(8_000), 0.002)


def test_an_ordinary_message_takes_less_than_two_milliseconds() -> None:
    """The check runs in the way of every message."""
    ordinary = messages(UNSEEN, "none", "mention", "risk")
    check(ordinary[0])
    start = time.process_time()
    for text in ordinary:
        check(text)
    assert (time.process_time() - start) / len(ordinary) < 0.002


@given(st.text(max_size=300))
@example("\ud800")
@example("'" * 50)
@example("1" * 50 + "a")
@example("a" * 5_000)
def test_no_text_makes_it_fail(text: str) -> None:
    """The check answers whatever is sent, and the same every time."""
    assert check(text) == check(text)


@given(st.text(alphabet=" .,?!'*-0123456789abdefghiklmnostuwy", max_size=120))
def test_no_word_like_text_makes_it_fail(text: str) -> None:
    """Words and signs in any order are answered too."""
    assert check(text).level in Level


def test_an_empty_message_shows_nothing() -> None:
    """Nothing said is nothing found."""
    assert check("") == check(" \n") == Finding(Level.none, "", spanish=False)


def test_levels_are_ordered_and_named() -> None:
    """The name goes into logs and into the machine form of a turn."""
    assert [str(level) for level in sorted(Level)] == ["none", "mention", "risk", "imminent"]


def test_a_finding_names_its_rule() -> None:
    """Staff see which rule raised the alarm."""
    assert check("I'm going to kill myself").rule_id == "intent"


# ---- failing closed


def test_a_failing_check_shows_the_resources(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the check must not silence it."""

    def broken(text: str) -> Finding:
        raise RuntimeError(text)

    monkeypatch.setattr(safety, "check", broken)
    assert check_or_resources("hello") == Finding(Level.risk, "check-failed", spanish=False)


def test_the_log_of_a_failing_check_holds_nothing_of_the_message(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What a person wrote stays out of the logs."""

    def broken(text: str) -> Finding:
        raise RuntimeError(text)

    monkeypatch.setattr(safety, "check", broken)
    check_or_resources("a very private word")
    assert caplog.records
    assert "private" not in caplog.text


def test_a_working_check_is_passed_on() -> None:
    """Failing closed changes nothing while all is well."""
    assert check_or_resources("I want to die") == check("I want to die")
