"""Writes docs/transcripts.md anew: `python -m tests.scenarios`."""

from __future__ import annotations

import asyncio

from bot.logs import start_logging
from tests.scenarios.transcripts import PLACE, write_transcripts

if __name__ == "__main__":
    start_logging("error")
    PLACE.write_text(asyncio.run(write_transcripts()), encoding="utf-8")
