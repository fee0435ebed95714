"""The names that people give to what brings them in, by the conditions of the clinic's list."""

from __future__ import annotations

from bot.clinic.reading import vocabulary as v

CONDITIONS = {
    "depression": """
        depression, depressed, depressive, deppression, depresion, depresssion, depresed, deprest, mdd,
        major depressive, major depressive disorder, clinical/major/severe/chronic depression, dysthymia,
        dysthymic, persistent depressive disorder, postpartum/postnatal/perinatal depression, postpartum,
        post partum, post partum depression, ppd, baby blues, seasonal/winter depression, low mood,
        feeling/feel/felt low/down/hopeless/empty/numb/worthless/blue/sad/flat, been/im down, numb,
        empty inside, cry a lot, so low/down/sad, really low/down, down in the dumps, the blues, hopeless,
        hopelessness, worthless, sadness, sad all the time, always sad, so sad, very sad, im sad, sad,
        cant get out of bed, cant get up, no motivation, lost interest, lost all interest,
        lost interest in everything, crying all the time, cry all day, cry all the time, crying every day, dark place,
        black dog, no joy, cant feel joy, no energy for anything, anhedonia, melancholy, tristeza, triste,
        deprimido, deprimida, depre, depresivo, depresiva, no tengo ganas, dep, depr, deprssion, depress, low spirits,
        spirits are low, mood always/is low, mood is always low, cant/dont feel anything
    """,
    "treatment_resistant_depression": """
        treatment/med/medication/drug resistant depression,
        treatment/med/medication resistant major depression, trd, resistant depression,
        treatment refractory depression, refractory depression, treatment/med/medication resistant,
        depression that doesnt/wont respond, depression wont respond,
        depression that other treatments havent helped, other treatments havent helped, depresion resistente
    """,
    "anxiety": """
        anxiety, anxious, anxiaty, anxity, anxieties, axiety, anxeity, anxietys, gad,
        generalized anxiety disorder?, social anxiety, social phobia, panic, panic attack/attacks/disorder,
        panicking, panicky, agoraphobia, phobia, worry all the time, constant worry, constant worrying,
        worrying all the time, always worried, phobias, nerves, my nerves, nervousness, ansiedad, ansioso,
        ansiosa, ataques de panico
    """,
    "ptsd": """
        ptsd, pstd, cptsd, c ptsd, complex ptsd, post/posttraumatic/postraumatic traumatic? stress disorder?,
        posttraumatic stress disorder?, post traumatic stress, trauma, traumas, traumatized, traumatised,
        traumatic, childhood trauma, flashbacks, combat, shell shock, sexual assault, raped, rape,
        childhood/sexual/domestic abuse, abused as a child/kid, military trauma, war trauma, tept,
        estres postraumatico
    """,
    "bipolar": """
        bipolar, bi polar, bipolor, bypolar, bipoler, bipolar disorder/depression, bipolar 1/2/i/ii/one/two,
        bp1, bp2, bpi, bpii, bp 1/2, manic depression/depressive, manic, mania, hypomania, hypomanic,
        manic episode/episodes, bipolaridad, trastorno bipolar
    """,
    "suicidal_thoughts": """
        suicidal, suicidal thoughts/ideation/ideations/feelings/urges, suicide, suicide thoughts/ideation,
        thoughts of suicide, thinking of/about suicide, want/wanting/wanted to die, wanna die,
        wish i was dead, wish i were dead, dont want to wake up, dont want/wanna to? live, dont want/wanna to? be alive,
        dont feel like living, dont want to be here, thoughts of dying/death, thinking about dying/death,
        kill myself, killing myself, end my life, ending my life, end it all, ending it all,
        take my own? life, passive ideation, suicida, pensamientos suicidas, ideas suicidas, quiero morir,
        quiero morirme
    """,
    "other_mood": """
        mood disorder/disorders/swings/issues/problems, another mood disorder, other mood disorder,
        cyclothymia, cyclothymic, pmdd, seasonal affective disorder?, dmdd, mood, moods, grief, grieving,
        bereavement, bereaved, mourning, schizoaffective, loss of, lost my, passed away, died,
        mood stuff/thing, duelo
    """,
    "chronic_pain": """
        chronic pain, pain, pains, fibromyalgia, fibro, fibromialgia, crps, rsd, neuropathy,
        nerve/back/neck/joint/body/phantom/pelvic/knee/hip/shoulder pain, backpain, bad back, back hurts,
        sciatica, migraine, migraines, headache, headaches, cluster headaches, arthritis, neuralgia,
        trigeminal neuralgia, complex regional pain syndrome, endometriosis, dolor, dolor cronico, migranas,
        lower back
    """,
    "other": """
        ocd, obsessive compulsive disorder?, intrusive thoughts, adhd, add disorder, autism, autistic,
        asperger, aspergers, schizophrenia, psychosis, eating disorder, anorexia, bulimia, binge eating,
        addiction, addicted, alcoholism, alcoholic, alcohol, drinking, drinking problem, drugs,
        drug/alcohol/substance/opioid/meth/cocaine abuse/addiction/use/problem, opioids, opiates, heroin,
        fentanyl, substance use disorder, bpd, borderline, borderline personality disorder?,
        personality disorder, dissociative, dissociation, dpdr, depersonalization, derealization, tinnitus,
        lyme, lyme disease, long covid, cancer, parkinsons, dementia, alzheimers, epilepsy,
        multiple sclerosis, tourettes, narcolepsy, hearing/hear voices, chronic fatigue, cfs, lupus,
        erectile dysfunction, smoking, quit smoking, adiccion, toc, something/somthing/anything else,
        none of those/these/them/the above, other, others, not listed, not on the list, not on your list,
        otra cosa, otro
    """,
}

# These say something only when no condition is named beside them.
VAGUE = {
    "nothing helped": """
        nothing works/helps/worked/helped, nothing has/else works/worked/helped/helps, nothing else has,
        nothing is working/helping, nothing seems to work/help, nothing ever works/worked/helped/helps,
        nothing has ever worked/helped, tried everything, tried it all,
        tried all the meds/medications/drugs/pills/antidepressants,
        tried so/too many meds/medications/antidepressants/pills/drugs/things,
        tried many/several/multiple/various meds/medications/antidepressants/things/drugs,
        meds/medication/medications/antidepressants/ssris/pills/drugs/therapy dont/doesnt/didnt/never work/help/worked,
        meds/medication/medications/antidepressants/ssris/pills/drugs/therapy arent/isnt working/helping,
        meds/medication/medications/antidepressants/ssris/pills/drugs/therapy havent/hasnt worked/helped,
        meds/antidepressants/ssris/ect/tms failed, meds/medication/antidepressants/ect/tms stopped/quit working,
        no med/meds/medication/medicine/pill/drug/antidepressant/treatment ever? helped/helps/worked/works,
        no med/meds/medication/medicine/drug/antidepressant/treatment has ever? helped/worked,
        none helped/worked, none of them/those helped/worked,
        failed antidepressants/meds/medications/ssris, every med/medication/antidepressant/pill,
        nada funciona, nada me ayuda/funciona
    """,
    "many medicines": "meds, medications, antidepressants, ssris, medicines, drugs, pills",
    "strain": """
        stress, stressed out?, burnout, burn/burned/burnt out, insomnia, cant sleep,
        sleep problems/issues/trouble?, divorce, breakup, anger issues?, lonely, loneliness, overwhelmed,
        estres, insomnio
    """,
}

OWN = {
    "own": """
        i have, i do/also/currently/still have, i got, i get, i suffer, i struggle, i deal, i live,
        i battle, i fight, i feel, i experience, ive had, ive got, ive been,
        ive suffered/struggled/lived/battled/dealt, i have had/been/suffered/struggled/lived/battled, im,
        i am, i was/got diagnosed, my, mi, tengo, sufro, padezco, estoy, soy,
        been fighting/battling/having/struggling/dealing/living/suffering/feeling, fighting/fought/battled,
        struggling/dealing/living with, suffering with/from, battling, diagnosed with, help with,
        help for, i need help/treatment, i want help/treatment, its/it is? for, this is for, here/in/seen for,
        consultation/consult/appointment/appt/visit/booking/session for/about, book/booked/schedule/come in? for,
        consultation/consult/appointment/appt/book/booking for/about my, for/about/regarding my,
        see someone/somebody/you about/for my?, talk to someone/somebody about my?, schedule something for,
        treat/treats/treating/treated me for, been/being treated for, on meds/medication/medicine/pills for,
        taking meds/medication/pills/something for, diagnosed me with, i see, i saw, a? patient of,
        want/need/seeking ketamine/treatment/infusions/tms/spravato/something for
    """,
    "not own": """
        know, ask, asking, asked, question, questions, wonder, wondering, if, whether, read, reading,
        heard, hear, article, about, curious, info, information, research, researching, treat, treats,
        treated, learn, learning, interested, into, work, works, worked, i? have/had to, not, study,
        student, nurse, therapist, doctor, psychiatrist, patients, clients, thought, was, used to,
        history, i see/saw that, write, writing, worried, your, you, people, someone, somebody, afraid, scared, get,
        trying, getting
    """,
    "relation": v.RELATIONS,
}
"""What makes a condition the writer's own, and what does not."""
