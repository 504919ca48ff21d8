"""What people ask is in no log, however much is logged: neither a command, nor a reply, nor a filled field."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import start_logging
from tests.scenarios.acting import DISCORD, TELEGRAM
from tests.scenarios.stages import open_stage

SECRET = "zanzibar"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    start_logging("debug", "text", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize("platform", [TELEGRAM, DISCORD])
async def test_what_somebody_asks_is_in_no_log(platform: str, log: io.StringIO) -> None:
    async with open_stage(platform) as stage:
        await stage.enter()
        await stage.say("/story 1", "guest")
        assert "do not say" in (await stage.say(f"/ask 1 Who went to {SECRET}?", "guest")).text
        await stage.press("/ask 1", "guest")
        await stage.fill(f"Did the ferry sail to {SECRET}?", "guest")
        await stage.mention(f"what of {SECRET}?", "guest")
        await stage.say(f"/search {SECRET}", "guest")
        logging.getLogger("bot.test").debug("the log is read")
    assert "the log is read" in log.getvalue()
    assert [line for line in log.getvalue().splitlines() if SECRET in line.lower()] == []
