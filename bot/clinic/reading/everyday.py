"""How people tell what brings them in without a condition's name: "my nerves are shot", "highs and lows".

Read only where they are asked for it. Elsewhere "I've been down there" or "it hurts" would say too much.
"""

from __future__ import annotations

from bot.clinic.reading.words import word_set

EVERYDAY = {
    "depression": """
        feel/feeling/felt/been/im/am/was/get/getting/gets/stay/always so/very/really/pretty/quite/too/kinda?
        low/down/blue/miserable/unhappy/gloomy/hopeless/empty/numb/flat/worthless/lost/rotten/bleak, so low/down/blue,
        feel/feeling/felt/been/im/am/was all? a bit/little low/down/blue/flat/lost, miserable, unhappy, gloomy,
        blah, meh, heartbroken, broken inside, dead inside, hollow, hollow inside, low since, low ever since,
        low for/lately, down since, down ever since, down lately, pretty/very/really/mega low, lowkey low/down,
        down bad, down and out, rock bottom, at my lowest, not/isnt/arent feeling myself, not/isnt feel like myself,
        not? been? feeling like myself, dont feel like myself/me, not myself, not my usual/old/normal self,
        not been/feeling/felt/quite myself, havent been/felt/feeling myself, havent felt like myself,
        not me anymore, not been/felt/feeling right, not been right, not the person i was,
        cant/couldnt/barely/hardly/cannot get/drag out/outta of? bed, cant/barely/hardly/never leave my? bed,
        stuck in bed, stay in bed all day, in bed all day, cant get up in the mornings/morning,
        sleep all day, sleep all the time, sleeping all day, no joy, no joy left, no pleasure, no hope, no hope left,
        no energy, no motivation, no drive, no interest, no will, no spark, no oomph, no energy or motivation,
        no will to live, zero motivation/energy, unmotivated,
        lost my? joy/spark/hope/motivation/drive/oomph/purpose, lost the? will to live, lost the joy/spark,
        lost my? will to do anything, lost interest in things/life/everything/anything, lost the joy of living,
        joy is gone, all joy is gone, dont/cant/cannot/never enjoy anything/things/life/nothing,
        dont enjoy anything/things/life anymore, nothing is fun, nothing brings/gives/makes me joy/happy/pleasure,
        nothing makes me feel anything, nothing makes me smile, cant feel joy/anything/happy, feel nothing,
        dont feel anything, cant be happy, never happy, feel/feeling dead,
        dont/cant care about anything/nothing/life, dont care anymore, no point, whats the point,
        everything is/feels/seems pointless/grey/gray/dark/heavy/meaningless/empty,
        life is/feels/seems pointless/grey/gray/dark/heavy/meaningless/empty/flat,
        life has no color/colour/meaning/joy, just existing, dont feel like doing anything/nothing,
        dont want to do anything, cant be bothered with anything/life, cant do anything anymore, in a funk,
        in a rut, in a slump, in a hole, in a pit, in a fog, in the dumps, in the pits, in a bad/dark/low place,
        in a bad/dark headspace, bad/dark headspace, dark/darkest place/times/days/days, dark cloud, black cloud,
        under a cloud, the black dog, black dog, the? winter blues, blues, melancholia, cry every day/night,
        cry all day/night, cry a lot, cry for no reason, cry all the time, crying a lot, been crying, always crying,
        keep crying, crying spells, cant stop crying, hate my life, hate myself, everything is too much,
        cant function, barely functioning, struggling to get through, hard to get through the day, withdrawn,
        spirits are down, mood is/has/been very/so/really/always/pretty/been? low/rotten/bad/down, moods low/rotten,
        mood been rotten, mood low, get up and go got up and went, sad, no longer enjoy, cant cope,
        cant go on like this, depresso, in despair, despair, despondent, vacio, vacia, decaido, decaida, bajoneado,
        bajoneada, desanimado, desanimada, sin ganas, sin ganas de nada, no tengo ganas de nada,
        no tengo animo/animos, bajon, muy bajo de animo, de bajon, mal de animo, lloro todo el dia,
        lloro todos los dias, no disfruto nada, no me levanto, llorando
    """,
    "treatment_resistant_depression": """
        depressed and no meds work, no meds work/help for my depression
    """,
    "anxiety": """
        nervous wreck, nerves are shot, nerves shot, bundle of nerves, bad nerves, nervous all the time,
        always/constantly/so/very nervous, nervous and jittery, jittery and nervous, jittery, jitters, the jitters,
        shaky, tense, tense all the time, on edge, always on edge, keyed up, wound up, uptight, restless,
        worry about everything/everyone, worry a lot, worry constantly, worry too much, worrying about everything,
        worries, worried sick, worried all the time, cant/never stop worrying/overthinking/thinking, worrier,
        overthinking, overthink, overthinker, mind/thoughts races/racing/race, racing thoughts/mind,
        mind wont stop/quit, brain wont stop/quit/shut off, cant switch off, cant shut my brain off, freaking out,
        freak out, freakouts, spiraling, spiralling, heart pounding, heart racing, heart pounds, palpitations,
        scared/afraid all the time, scared of everything/people/everyone, scared to leave the house,
        afraid of everything/people, afraid to leave the house, afraid to go out/outside, cant leave the house,
        cant be around people, scared to go out/outside, dread, constant dread, fear, fears, fearful, anxiousness,
        angst, cant/never relax, cant calm down, cant breathe, terrify me, terrified of people, social situations,
        shy around people, nervios, de los nervios, nervioso, nerviosa, preocupado, preocupada,
        me preocupo por todo, miedo, agobiado, agobiada, angustia, angustiado, angustiada, inquieto, inquieta
    """,
    "ptsd": """
        flashback, nightmares, nightmare, bad dreams, the war, vietnam, iraq, afghanistan, desert storm,
        in combat, reliving it, relive it, keep reliving, keep seeing it, still see it,
        see it when i close my eyes, cant get over what happened, cant forget what happened, cant forget what i saw,
        keeps/keep coming back, bad memories, seen too much, saw too much, seen too many, bad childhood,
        rough childhood, childhood stuff, abuse, abused, abusive, molested, assaulted, assault, attacked, mugged,
        beat me, beat me up, beaten, hit me as a kid,
        since the accident/crash/attack/shooting/robbery/fire/wreck/rape/assault,
        after the accident/crash/attack/shooting/robbery/fire/wreck/assault, jumpy, jump at every noise/sound,
        jump at noises, startle easily, triggered, survivor of abuse/assault, shell shocked, shellshocked,
        saw him/her/them die, see him/her/them die, saw my partner/buddy/friend die, pesadillas, la guerra, abuso,
        abusaron, me violaron, asalto, traumado, traumada
    """,
    "bipolar": """
        highs and lows, high and low, lows and highs, ups and downs, downs and ups, up and down,
        up one day/week/minute/month, high to low, sky high to rock bottom, up then down, high then low,
        high then crash, week then crash, super high then, bipolar type 1/2/i/ii/one/two, type 1/2 bipolar,
        subidas y bajadas, altibajos, altas y bajas
    """,
    "suicidal_thoughts": """
        thoughts of ending it/things/everything, thinking about/of ending it/things/everything,
        think about/of ending it/things, think about/of dying/death, dont want to be alive,
        dont want to live anymore, no quiero vivir, no quiero seguir viviendo, ganas de morir, pensar en morir
    """,
    "other_mood": """
        moody, emotional rollercoaster, roller coaster, emotions are all over the place,
        emotions all over the place, moods all over the place,
        husband/wife/mom/mum/mother/dad/father/son/daughter/brother/sister/partner/baby passed, se murio, murio,
        fallecio, perdi a mi, miss my wife/husband/mom/mum/dad/son/daughter/partner, seasonal, seasonal thing,
        every winter
    """,
    "chronic_pain": """
        hurt/hurts/hurting/ache/aches/aching/sore all over, everything hurts/aches, whole? body hurts/aches,
        body ache/aches, hurt everywhere, back is killing me, back is shot, backs shot, back/backs been out,
        back is out, back went out, back out since, bad knees/hip/hips/shoulder/neck/disc/joints,
        hurt my back/neck/shoulder/knee, knees hurt, hips hurt, neck hurts, shoulder hurts, knee hurts, feet hurt,
        hands hurt, joints/joint ache/aches/hurt/hurts, aches and pains, slipped/herniated/bulging disc/disk,
        stenosis, me duele todo/mucho, me duele la/el espalda/cuello/cuerpo/rodilla, duele
    """,
}
BARE = word_set("low down blue flat empty dark numb sad crying unmotivated")
"""Words that are an answer where they stand alone: "low", "down and empty"."""
BESIDE = word_set("i im am feel feeling just so very really pretty a bit kinda and all the time lately always")
