"""How people put the commands about the dialogue; written as `lexicon.Lexicon` takes its tables.

Left out on purpose, although they may mean "stop" or "why": "what's the point", "I don't want to go on", "I'm done",
"what do I do". From somebody depressed they may say something else, so they are never taken for a mere command.
"""

from __future__ import annotations

COMMANDS = {
    "back": """
        back, go/step/move/take back, go/step/move back one/a step/question?, one/a step/question back,
        back one/a question/step?, back up, previous question/one/step/screen/page?, prior question,
        last question again, the question before, go back to the? last/previous/prior question/one?,
        go to the? last/previous/prior question/one, go back please, go back to the one before,
        undo that/it/this?, take me back, take that back, return to the? previous question?,
        change my last answer, atras, ir atras, regresar, volver, volver atras, pregunta anterior, anterior
    """,
    "repeat": """
        repeat that/it/yourself/question?, repeat the/that/your question, say that/it? again,
        ask me/that/it? again, say what, come again, huh, huh what, what, wut, wat, what what, eh,
        pardon me?, excuse me, sorry what, what was that, what was/is the/your/that question,
        whats the/your question, what question, what did you ask/say me?, what are you asking me/for?,
        what do/did? you/u mean by? that?, what does that mean, wdym, wdym by that,
        i? dont/didnt understand/get/catch that/it/you/this?,
        i? dont/didnt understand/get the/your/that question, i? missed that, im? confused, im lost,
        rephrase that/it?, rephrase the question, explain that/it?, explain the question, one more time,
        once more, again, send/read that/it again, resend that/it?, that? makes no sense,
        that doesnt make sense, what should i say/type/answer, que, que dijo/dijiste, como, mande,
        no entiendo/entendi/comprendo, repite, repita, otra vez, so? what/whats now/next,
        i forgot what you asked/said, i forgot what the question was, i forgot the/your question
    """,
    "there": """
        are you/u there/here/still?, are you/u still there/here/on, you/u still there/here, you/u there/here,
        r u there/here/still?, r u still there/here,
        are you/u awake/online, is anybody/anyone/somebody/someone there/here, anybody/anyone/somebody there/here,
        anybody/anyone/somebody home, is anybody/anyone home, estas/sigues ahi, hay alguien?,
        hay alguien ahi
    """,
    "skip": """
        skip this/that/it?, skip this/that one/question, skip the question, skip for now, skip ahead, pass,
        move on, next question, go/move to the? next question, leave it/that/this? blank,
        ask me something else, id? rather skip this/that/it?, id? prefer to skip this/that/it?, saltar,
        omitir, paso, siguiente pregunta
    """,
    "why": """
        why, but why, why though/tho, why this/that, why is that, how come, what for, for what reason?,
        what/whats the? reason, whats it/that/this for/about, what is it/that/this for,
        why do? you/u ask/asking that/this/it/me?, why are? you/u asking that/this/it/me?,
        why are? you/u asking me that/this, why would you ask that/this?, why ask that/this?,
        why do? you/u need/want/have to know/ask that/this/it?,
        why do? you/u need/want that/this/it info/information?, why should/must i answer/say that/this/it?,
        why should/must i tell you that/this?, why do i have/need to answer/say that/this/it?,
        why do i have/need to tell you that/this?, why does it/that/this matter,
        why is it/that/this important/relevant/necessary/needed/required,
        why is it/that/this any of your business, whats it to you, what is it to you,
        why do you care, what do you care, why does it matter to you, whats it matter, what does it matter,
        why should you care,
        does it/that/this really? matter, how is it/that/this relevant, hows that relevant,
        is it/that/this really? necessary/relevant/important/required/needed/mandatory, do i have/need to,
        do i have/need to answer/say that/this/it?, do i have/need to tell you that/this?, must i answer?,
        whats/what that/it/this got to do with it/anything/this/that,
        what has/does that/it/this got/have to do with it/anything/this/that,
        what do you/u need/want it/that/this for, what do you need that/this info/information for,
        what will/do you do with it/that/this, what are you going to do with it/that/this,
        who needs/wants to know, what business is it of yours, what difference does it/that make, por que,
        porque, para que, por que pregunta/preguntas, por que necesita/necesitas eso,
        para que lo quiere/quieres
    """,
    "stop": """
        stop it/this/that/now/here/asking?, stop for now, lets stop here?, stop asking me?,
        stop asking me? questions/that/this/it/stuff, stop asking me? so many questions, stop for today/tonight,
        never mind, nevermind, nevermind then, nvm, nm, not right? now,
        not today thanks, later, maybe later, some other time, maybe some other time,
        do/finish/continue it/this? later, do it/this another time, ill do/finish it/this later/tomorrow,
        ill come back later, come back to this? later, quit, exit, abort, pause, forget it/this,
        forget about it/this, leave it, drop it, no more questions, too many questions, enough questions?,
        thats enough for? now?, end chat, end the/this chat/conversation, close the/this? chat,
        i want to stop, i dont want to do this now/today?, im? not interested anymore,
        im? no longer interested, i need/have to go, i? gotta go, gtg, g2g, take a break,
        lets take a break, i need a break, hold off for? now?, ill think about it, parar, detener, olvidalo,
        dejalo, ahora no, mas tarde, luego, despues, basta, terminar, salir
    """,
    "wait": """
        1/one/a sec/secs/second/seconds/min/mins/minute/moment, just a/one/1 sec/second/min/minute/moment,
        hold/hang on, hold/hang on a/one/1 sec/second/min/minute/moment/bit, hold up, wait up, brb, be right back,
        gimme/need/wait/got/in a/one/1/couple sec/secs/second/seconds/min/mins/minute/minutes/moment/bit,
        give me a/one/1 sec/second/min/minute/moment/bit, i need a sec/second/min/minute/moment/bit,
        bear with me, standby, stand by, let me check/look/see, let me look/find it/that, let me look it/that up,
        let me think, im looking/checking, looking for it, un momento, un momentito, espera, espere, un segundo,
        ya vuelvo, ahorita vuelvo
    """,
    "restart": """
        restart, re start, restart the/this? chat/conversation/questions, start over again?,
        start again/afresh/anew/fresh/new, start all over again?,
        start/begin? from the? very? beginning/start/scratch/top, begin again/over,
        from the? beginning/start/top, from scratch, reset it/this/everything/chat?,
        reset the/this chat/conversation, redo it/this/everything/all?, do it/this all? over again?,
        clear everything/all, clear my answers, erase everything, new start, over again, empezar de nuevo,
        empezar otra vez, comenzar de nuevo, reiniciar, desde el principio, volver a empezar
    """,
    "resume": """
        resume, resume/continue the/my? booking/appointment/questions/screening/consultation,
        continue please/on/this/that/it?, continue with it/this/that/booking/questions,
        continue with the/my booking/appointment/questions/consultation/screening,
        continue where we/i left off, carry on, keep going, lets keep going, go on, go on with it,
        lets go on, lets continue/resume/proceed, proceed with? it/this/booking?, where were we, where was i,
        where did we/i leave off, pick it? up where we/i left off, back to booking/it/business/questions,
        back to the/my booking/appointment/questions/question, back to where we were, get back to it/this,
        get on with it/this, lets get back to it/this, lets get on with it, lets finish this/it/up?,
        finish it/this, finish the/my? booking, im back, i am back, im? ready, i am ready, ready now,
        im ready now, im? ready to continue/go, ready when you are, next step, unpause, continuar, continua,
        sigamos, seguir, seguimos, sigue
    """,
    "more": """
        more, more times/slots/options/choices/dates/days/openings/appointments, more time slots,
        any more times/slots/options/dates?, any/the? other times/slots/options/dates/days/openings,
        any others, any other time, others, another time slot, different times/slots/options/dates/days,
        show/give/see me? more/others, show/give/see me? the? more/other times/slots/options/days again?,
        show/give/see me? the times/slots/options/list again?,
        anything else available/open?, any thing else, what else, whats else, what else do/have you have/got,
        what else is there/available/open, got/have anything else, do you have anything else,
        do you have any? others/more, do you have any? other/more times/slots/options/days,
        got any others/more, got any other times, is there anything else, are there any? others/more,
        are there any? other/more times/slots/options, next page/ones/set/times?,
        none of these/those/the times work, none of these/those times work for me, none of these/those work,
        none of these/those work for me, none work for? me?, load more, keep looking, mas,
        mas horarios/opciones/horas, otros horarios, otras horas/opciones, otro horario, otra hora
    """,
    "summary": """
        summary, summarize, summarise, sum it? up, recap, overview,
        review my? answers/info/information/details?, my answers,
        show me? my answers/info/information/details, show me what i said, show me what you have so? far?,
        show me what ive told you, see/list/check my answers/info/details, what are/were my answers,
        read it/that/my back, read me? back my answers, read my answers back,
        what did i tell/say/answer/put you? so? far?, what have i told/said/answered you? so? far?,
        what do you have on/about/for? me? so? far?, what do you have down for? me?,
        what have you got down? so? far?, what info/information do you have so? far?,
        what do you know about? me? so? far?, resumen, que te/le dije, mis respuestas, que tienes hasta ahora
    """,
}
