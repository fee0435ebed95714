"""What messages want in words that everybody at the clinic knows, by the public names of docs/intents.md."""

from __future__ import annotations

from bot.clinic.interview.message import public_intent
from bot.store.overview import FALLBACK

INTENTS = {
    "faq/addiction": "can one get addicted",
    "faq/at_home": "treatment at home",
    "faq/clinician_requirement": "why a clinician is needed",
    "faq/compared_with_antidepressants": "compared with antidepressants",
    "faq/conditions_treated": "what is treated",
    "faq/confidentiality": "who gets to know of it",
    "faq/cost_and_insurance": "price and insurance",
    "faq/driving_and_preparation": "driving, eating, preparing",
    "faq/effectiveness": "how well it works",
    "faq/esketamine_spravato": "Spravato (esketamine)",
    "faq/free_consultation": "the free consultation",
    "faq/how_it_works": "how it works in the brain",
    "faq/lifestyle": "sleep, food, exercise",
    "faq/location_and_contact": "where the clinic is, how to reach it",
    "faq/long_term_effects": "effects after a long time",
    "faq/maintenance": "how long it lasts, repeats",
    "faq/medication_management": "medication by the clinic",
    "faq/no_clinician": "has no clinician",
    "faq/number_and_length_of_sessions": "how many sessions, how long",
    "faq/onset": "how soon it works",
    "faq/opening_hours": "opening hours",
    "faq/other_medicines_and_health": "other medicines and illnesses",
    "faq/personalised_plan": "a plan of one's own",
    "faq/referral": "is a referral needed",
    "faq/safety_and_oversight": "is it safe, who watches",
    "faq/services_offered": "what the clinic offers",
    "faq/side_effects": "side effects",
    "faq/talk_therapy": "talk therapy",
    "faq/tms": "magnetic stimulation (TMS)",
    "faq/treatment_resistant_depression": "when other treatment did not help",
    "faq/what_is_ketamine_treatment": "what the treatment is",
    "faq/what_it_feels_like": "what it feels like",
    "faq/with_antidepressants": "together with antidepressants",
    "affirm": "yes",
    "ask_capabilities": "what can you do",
    "ask_eligibility": "may I come",
    "ask_why": "why do you ask",
    "book_consultation": "wants to book",
    "bot_challenge": "are you a machine",
    "cancel_booking": "wants to cancel",
    "correct_answer": "corrects an answer",
    "crisis": "danger",
    "deny": "no",
    "dont_know": "is not sure",
    "go_back": "back to the last question",
    "goodbye": "goodbye",
    "greet": "hello",
    "opt_out": "wants no more messages",
    "out_of_scope": "something else",
    "repeat": "say it again",
    "reschedule_booking": "wants another time",
    "show_booking": "asks for their appointment",
    "stop_flow": "wants to stop for now",
    "talk_to_person": "wants a person",
    "thank": "thanks",
    FALLBACK: "not understood",
}


def intent_name(intent: str | None) -> str:
    """The plain name, by the public name or Rasa's; of one that nobody knows any more the technical one, readably."""
    if not intent:
        return ""
    public = public_intent(intent)
    return INTENTS.get(public) or public.rpartition("/")[2].replace("_", " ")
