"""`python -m bot wish --jsonl`: what the reader of appointment wishes understands, line by line."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import TextIO
from zoneinfo import ZoneInfo

from bot.clinic.wishes import OpeningHours, read_wish

CLINIC_HOURS = OpeningHours(ZoneInfo("America/Los_Angeles"), {day: ((time(9), time(17)),) for day in range(5)})
"""Monday to Friday 9 to 5 in Los Angeles; a clinic of other hours passes its own."""


def run(stdin: TextIO, stdout: TextIO, hours: OpeningHours = CLINIC_HOURS) -> None:
    """Answer each line {"text", "now", "probes"} with {"kind", "accepted"}.

    `now` is an ISO date-time with offset, `probes` are starts in the clinic's local time (ISO, no offset);
    `accepted` are those that suit. Raises ValueError or KeyError on a line that is not of this form.
    """
    for line in stdin:
        if not line.strip():
            continue
        request = json.loads(line)
        now = datetime.fromisoformat(request["now"])
        wish = read_wish(request["text"], now, hours)
        accepted = [
            probe
            for probe in request.get("probes", [])
            if wish.accepts(datetime.fromisoformat(probe).replace(tzinfo=hours.zone))
        ]
        stdout.write(json.dumps({"kind": wish.kind.value, "accepted": accepted}) + "\n")
        stdout.flush()
