"""What Rasa itself says of the training data and the domain."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_rasa_data_validate_has_nothing_to_say() -> None:
    """`rasa data validate` ends well and warns of nothing: no intent, story or text is unused, unknown or double."""
    done = subprocess.run(
        [sys.executable, "-m", "rasa", "data", "validate"],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "No story structure conflicts found" in said
    # warnings of the libraries that Rasa pins have categories of their own
    assert not re.findall(r"^.*(?:\bWARNING\b|\bERROR\b|UserWarning).*$", said, re.MULTILINE)
