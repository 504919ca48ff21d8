"""Rehearses a few events in a process of its own: `python -m tests.rehearsed FOLDER EVENT…`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.logs import start_logging
from tests.rehearsed import choose_events, rehearse

if __name__ == "__main__":
    start_logging("error")
    asyncio.run(rehearse(choose_events(sys.argv[2:]), Path(sys.argv[1])))
