"""`python -m bot COMMAND`: run, courier, console, staff, audit, alerts, erase, learn, sms, talk, demo ... (below).

`python -m bot COMMAND --help` says more.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import warnings

COMMANDS = {
    "run": "start the assistant on 127.0.0.1 (BOT_PORT, 8080)",
    "courier": "send what the outbox holds; `run` starts one by itself",
    "console": "serve the staff's console (BOT_CONSOLE_PORT, 8090); `run` starts one by itself",
    "staff": "add, reset, disable or list accounts of the console",
    "audit": "verify the audit log of the console",
    "alerts": "list people in danger whom no one of the staff has seen, or acknowledge one",
    "erase": "erase a person for good, or show what there is of them",
    "learn": "export the corrections of the staff, compare with them, adopt them, or throw an export away",
    "sms": "text the running assistant as Twilio would, with a signed webhook",
    "talk": "talk to the assistant in the terminal",
    "demo": "fill the console with made-up conversations to look at, or take them away",
    "understand": "say what messages mean: JSON lines in, JSON lines out",
    "wish": "read wishes for a time: JSON lines in, JSON lines out",
    "train": "train the model, if anything it is made of has changed",
    "migrate": "bring the database up to date",
}


def _quiet() -> None:
    """TensorFlow and old libraries say much at import that nobody here can act on."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("LOG_LEVEL_LIBRARIES", "ERROR")
    if not sys.warnoptions:
        # a filter would not do: several of them set filters of their own while they are imported
        warnings.showwarning = lambda *_args, **_more: None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {name: commands.add_parser(name, help=text, description=text) for name, text in COMMANDS.items()}
    for name in ("understand", "wish"):
        made[name].add_argument("--jsonl", action="store_true", required=True, help="JSON lines, the only form")
    talk = made["talk"]
    talk.add_argument("--channel", choices=("web", "sms"), default="web")
    talk.add_argument("--sender", help="go on with this conversation; a phone number for sms")
    talk.add_argument("--now", help="a fixed clock, such as 2026-11-23T10:05-08:00")
    talk.add_argument("--jsonl", action="store_true", help="one JSON object a line in, one a turn out")
    made["sms"].add_argument("--from", dest="sender", required=True, metavar="NUMBER", help="such as +13105550100")
    made["sms"].add_argument("text", nargs="*", help="one text each; without any, the lines of standard input")
    made["run"].add_argument("--demo", action="store_true", help="also serve another site's page that carries the chat")
    made["demo"].add_argument("--remove", action="store_true", help="take all of them away, and nothing else")
    made["demo"].add_argument("--yes", action="store_true", help="also beside real conversations")
    made["staff"].add_argument("act", choices=("add", "reset", "disable", "list"))
    made["staff"].add_argument("login", nargs="?", help="what they sign in as")
    made["staff"].add_argument("--name", help="as the others see it")
    made["staff"].add_argument("--role", choices=("viewer", "reviewer", "admin"), default="reviewer")
    made["audit"].add_argument("act", choices=("verify",))
    made["audit"].add_argument("--since", metavar="HASH", help="a hash that was printed before")
    made["console"].add_argument("--child", action="store_true", help="end when standard input does, as `run` needs it")
    made["run"].add_argument("--no-console", action="store_true", help="the console runs elsewhere")
    made["run"].add_argument("--no-courier", action="store_true", help="the courier runs elsewhere")
    made["courier"].add_argument("--child", action="store_true", help="end when standard input does, as `run` needs it")
    made["alerts"].add_argument("--acknowledge", type=int, metavar="ID", help="somebody of the staff has seen it")
    made["alerts"].add_argument("--by", metavar="NAME", help="who has")
    made["alerts"].add_argument("--note", help="what was done")
    made["erase"].add_argument("conversation", nargs="+", help="its id, as in the address of its page in the console")
    made["erase"].add_argument("--by", metavar="NAME", help="erase them, and who does; without it they are only shown")
    made["erase"].add_argument("--cancel-appointments", action="store_true", help="also where one is to come")
    made["learn"].add_argument("act", choices=("export", "compare", "adopt", "discard"))
    made["learn"].add_argument("name", nargs="?", help="of an export, such as 2026-11-28-1")
    made["learn"].add_argument("--job", type=int, help="the comparison that the console has asked for")
    made["learn"].add_argument("--force", action="store_true", help="adopt what was not compared")
    made["train"].add_argument("--force", action="store_true", help="train even if nothing has changed")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0, or 1 with one line on standard error when it cannot be done."""
    options = _parser().parse_args(arguments)
    _quiet()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    from bot.commands.errors import is_plain

    try:
        return _run(options)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not is_plain(error):
            raise
        print(f"{options.command}: {error}", file=sys.stderr)  # noqa: T201
        return 1


def _run(options: argparse.Namespace) -> int:
    # each command imports only what it needs: Rasa alone takes four seconds
    if options.command == "wish":
        from bot.commands import wish

        wish.run(sys.stdin, sys.stdout)
    elif options.command == "understand":
        from bot.commands import understand

        understand.run(sys.stdin, sys.stdout)
    elif options.command == "talk":
        from bot.commands import talk

        talk.run(options.channel, options.sender, options.now, options.jsonl, sys.stdin, sys.stdout)
    elif options.command == "demo":
        from bot.commands import demo

        demo.run(remove=options.remove, yes=options.yes)
    elif options.command == "train":
        from bot.commands import train

        train.run(force=options.force)
    elif options.command == "courier":
        from bot.commands import courier

        courier.run(child=options.child)
    elif options.command == "console":
        from bot.commands import console

        console.serve(child=options.child)
    elif options.command == "staff":
        from bot.commands import console

        console.manage(options.act, options.login, options.name, options.role, sys.stdout)
    elif options.command == "audit":
        from bot.commands import console

        return 0 if console.verify(sys.stdout, options.since) else 1
    elif options.command == "alerts":
        from bot.commands import alerts

        alerts.run(options.acknowledge, options.by, options.note, sys.stdout)
    elif options.command == "erase":
        from bot.commands import erase

        erase.run(options.conversation, options.by, options.cancel_appointments, sys.stdout)
    elif options.command == "learn":
        from bot.commands import learn

        learn.run(options.act, options.name, sys.stdout, job=options.job, force=options.force)
    elif options.command == "sms":
        from bot.commands import sms

        sms.run(options.sender, options.text, sys.stdout)
    elif options.command == "migrate":
        from bot.commands import migrate

        migrate.run()
    else:
        from bot.commands import serve

        serve.run(demo=options.demo, courier=not options.no_courier, console=not options.no_console)
    return 0


if __name__ == "__main__":
    sys.exit(main())
