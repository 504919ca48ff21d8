"""Rehearses a few events in a process of its own: `python -m tests.rehearsed FOLDER EVENT…`.

What parses for it begins with this module, too, and needs none of the rest.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

if __name__ == "__main__":
    from bot.logs import start_logging
    from tests.rehearsed import choose_events, rehearse

    start_logging("error")
    asyncio.run(rehearse(choose_events(sys.argv[2:]), Path(sys.argv[1])))
