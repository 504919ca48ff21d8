"""The sign of life: a file touched at every tick, read by `aibot healthy`."""

from __future__ import annotations

import time
from pathlib import Path

from bot.config import Config

_TICKS_MISSED = 12
_AT_LEAST_SECONDS = 60.0


def beat(config: Config) -> None:
    """Touches the file named in the settings, if one is."""
    if config.schedule.heartbeat_file:
        file = Path(config.schedule.heartbeat_file)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def is_alive(config: Config) -> bool:
    """Whether the file was touched during the last dozen ticks (at least the last minute)."""
    file = Path(config.schedule.heartbeat_file)
    if not config.schedule.heartbeat_file or not file.exists():
        return False
    patience = max(_AT_LEAST_SECONDS, _TICKS_MISSED * config.schedule.tick_seconds)
    return time.time() - file.stat().st_mtime < patience
