"""`python -m bot understand --jsonl`: what messages mean, by the trained model."""

from __future__ import annotations

import asyncio
import json
from typing import IO

from bot.channels.rasa import Rasa, Understood
from bot.commands.train import model_or_error
from bot.settings import Settings


def run(lines: IO[str], out: IO[str]) -> None:
    """Read {"text"} a line, write {"intent","confidence","alternatives","entities","crisis"} a line."""
    rasa = model_or_error(lambda: Rasa.load(Settings.read().models))
    asyncio.run(_answer_all(rasa, lines, out))


async def _answer_all(rasa: Rasa, lines: IO[str], out: IO[str]) -> None:
    for line in lines:
        if line.strip():
            text = json.loads(line)["text"]
            out.write(json.dumps(_told(await rasa.understand(text)), ensure_ascii=False) + "\n")
            out.flush()


def _told(understood: Understood) -> dict[str, object]:
    return {
        "intent": understood.intent,
        "confidence": understood.confidence,
        "alternatives": understood.alternatives,
        "entities": understood.entities,
        "crisis": understood.crisis.name,
    }
