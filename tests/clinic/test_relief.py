"""News after danger that the means are gone: what is relief, and what only sounds like it."""

from __future__ import annotations

import pytest

from bot.clinic.interview.agreement import keeps_company, read_safety, relieves
from bot.clinic.interview.draft import Draft
from bot.clinic.reading import means_are_gone

RELIEF = (
    "my dad locked the gun in his safe. I'm okay now",
    "my mom came home and hid them from me. she's staying with me tonight",
    "my neighbor took the bottle with her. i feel calmer",
    "she flushed them all down the toilet, im fine",
    "my boyfriend threw them out. I'm not alone",
    "the police took the gun away and my aunt is staying with me",
    "i gave the pills to my brother. im ok now",
    "my friend has my meds now. i'm safe and she isn't leaving me",
    "he took them away from me, i'm okay. sorry for scaring you",
    "my cousin grabbed them and flushed everything. im safe",
    "my wife has them locked up, I'm safe now",
    "she hid the knives and is sitting with me",
    "mom is with me. she got rid of the pills",
    "my partner poured them down the sink, I am alright",
    "my sister took them. im ok",
    "My brother put them in his truck, I'm not in danger anymore",
    "the pills are locked away and my mother is here with me",
    "ok my best friend just got here and took my pills out of the house. im doing better",
    "im safe. my grandma took away the pills",
    "my son came over, he took all the pills away and im not going to do it",
    "my therapist is with me and she has the pills now",
    "hubby tossed the pills out. i wont do it. i'm ok",
    "they took the razor blades away im safe now",
    "my flatmate dumped them in the trash, feeling better",
    "my uncle drove here and took the rope. he's staying with me",
    "my dad just walked in and took all of them to his car. hes right here with me and im calmer now",
    "ok update. my roommate found me and hid everything. im alright",
    "my girlfriend confiscated the pills and im not alone",
    "im good now, my brother locked the knives away",
    "They're gone, my mother flushed them, she's sitting with me",
    "she threw the meds away and won't leave me alone. i'm okay",
    "thank you. my neighbor came over and she took them away from me, im ok",
    "i handed my sister the bottle. she's staying the night, i feel better",
    "my aunt's got the pills now. i'm safe",
    "the nurse next door took my meds home with her. im fine",
)
DANGER = (
    "my cousin is with me but i already took all of it",
    "she took every last one",
    "he owns a gun as well, im ok",
    "my dad took a few as well",
    "im fine now, soon i wont feel a thing",
    "all is well, goodbye everyone",
    "he took em",
    "my sister took the pills",
    "my sister took the pills away but i have more",
    "my mom flushed most of them, im ok",
    "i took them before she flushed the rest. im fine",
    "my roommate is with me and we both took them, im ok",
    "he took the gun away but im still going to do it",
    "my dad has the gun and hes pointing it at me. im not ok",
    "she didnt take them away. im ok",
    "did my sister take the pills away? im ok",
    "my brother took them all with vodka, im ok",
    "she flushed them. im ok. ill use the rope instead",
    "my friend took the pills away. i'm fine. goodbye, i love you all",
    "he hid the pills but i found them",
    "im safe now i took them",
    "my sister took the pills away, i feel sleepy",
    "she took the pills and passed out. im ok",
    "when my husband took the pills away i got the knife",
    "my wife took them away yesterday, i bought new ones",
    "i flushed them, nobody is here",
    "my mom swallowed them, im ok",
    "she took them herself im fine",
    "they took my pills away and i want to die",
    "im alone, my sister has the pills",
    "my sister has pills. im ok",
    "i have the pills, my sister is with me, im ok",
    "she has them in her mouth, im ok",
    "he'll take them away, im ok",
    "took them. sister is here. im ok",
    "my friend took 20 of them away. im fine",
    "my husband took them away and locked me in. im fine",
    "my sister is here, hid them from her. im ok",
    "my mom is here, got them in my hand. im ok",
    "my sister is here, hid them under my bed. im ok",
    "my husband took the pills away and its fine, nothing matters anyway. im ok",
    "she threw them out, im ok, i took mine",
    "my mom took her pills, im ok",
    "my friend has the gun and wants to shoot me. im ok",
    "he took it all, im fine",
    "she's here with me. i flushed them down with beer",
    "my roommate has them, he is passed out. im ok",
    "im fine. tell my sister she has the keys now",
    "my son took the pills away, im ok, say sorry to my kids for me",
    "my brother took the gun, im ok, he left with it to kill him",
    "no one took the pills away. im ok",
    "my dad took the pills away from me but im still alone with the rope",
    "my mom took the bottle, she is asleep now, im ok",
    "my sister took them away. finally ok. see you on the other side",
    "she flushed them, im ok, everyone will be better off",
    "my wife has the pills and im at the train tracks",
    "im at peace now, my sister has the pills, im ok",
    "she took the pills away so i cut. im ok",
)


@pytest.mark.parametrize("text", RELIEF)
def test_others_have_taken_the_means_away(text: str) -> None:
    """And the writer is safe, or somebody stays: also as an answer to "are you safe?"."""
    assert means_are_gone(text) and read_safety(text) == "safe"


@pytest.mark.parametrize("text", DANGER)
def test_what_could_tell_of_an_act_is_no_relief(text: str) -> None:
    """Somebody swallowed them, there are others, nobody is there, or it sounds like a farewell."""
    assert not means_are_gone(text)


def test_it_is_relief_only_after_danger_of_ones_own() -> None:
    """A first message with these words is read as ever, and one after another person's danger."""
    text = RELIEF[0]
    assert not relieves(Draft(), text)
    assert not relieves(Draft(resources_given="imminent", danger="other"), text)
    assert relieves(Draft(resources_given="imminent"), text)


@pytest.mark.parametrize("text", ["yep, she's staying with me", "im not alone", "my brother is here with me"])
def test_a_few_words_of_who_stays(text: str) -> None:
    """They answer no question of the interview."""
    assert keeps_company(text)


@pytest.mark.parametrize("text", ["she's with me until 3", "is he with me?", "im with my mom, tuesday at 2", "for me"])
def test_what_may_be_an_answer_is_no_company(text: str) -> None:
    """It is read as one."""
    assert not keeps_company(text)
