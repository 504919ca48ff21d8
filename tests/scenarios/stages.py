"""Every platform's stage, opened by its name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.scenarios.acting import CONSOLE, DISCORD, TELEGRAM
from tests.scenarios.console_stage import open_console_stage
from tests.scenarios.discord_stage import open_discord_stage
from tests.scenarios.stage import Stage
from tests.scenarios.telegram_stage import open_telegram_stage

OPENINGS = {TELEGRAM: open_telegram_stage, DISCORD: open_discord_stage, CONSOLE: open_console_stage}


@asynccontextmanager
async def open_stage(name: str) -> AsyncIterator[Stage]:
    """The platform's, opened and closed within one task, as the simulated Discord wants it."""
    opened: asyncio.Future[Stage] = asyncio.get_running_loop().create_future()
    over = asyncio.Event()

    async def hold() -> None:
        async with OPENINGS[name]() as stage:
            opened.set_result(stage)
            await over.wait()

    holding = asyncio.create_task(hold())
    either: list[asyncio.Future[Any]] = [holding, opened]
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    try:
        if opened.done():
            yield opened.result()
    finally:
        over.set()
        await holding
