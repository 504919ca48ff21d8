"""`aibot run` as a process of its own: it starts, answers, stops when told to, and goes on where it stopped."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.cli import menu
from bot.config import SECRETS, load
from bot.errors import ConfigError
from bot.ports import Desk, Platform
from bot.serving import keep_running, listen, serve
from bot.storage import open_storage
from handlers.dispatch import NewsDesk
from tests.fakes import FakePlatform
from tests.platforms.bot_api import serve_bot_api
from tests.platforms.desk import ScriptedDesk

ROOT = Path(__file__).parent.parent
PATIENCE = 30.0  # seconds for a start on a busy machine
QUICK = 10.0  # seconds within which it must have stopped


def write(folder: Path, more: str = "") -> Path:
    config = folder / "config.toml"
    config.write_text(f"""
        [storage]
        url = "sqlite+aiosqlite:///{folder}/aibot.db"
        [schedule]
        heartbeat_file = "{folder}/heartbeat"
        tick_seconds = 0.2
        [bundles.coast]
        title = "The coast"
        feeds = ["http://127.0.0.1:9/feed.xml"]
        {more}
    """)
    return config


@asynccontextmanager
async def running(config: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A child with the console on pipes, listening. Whatever happens, nothing of it is left."""
    environ = {name: value for name, value in os.environ.items() if name not in SECRETS}
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(config)),
        cwd=ROOT,
        env=environ,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        start_new_session=True,
    )
    try:
        await read_until(child, "/quit")
        yield child
    finally:
        if child.returncode is None:
            os.killpg(child.pid, signal.SIGKILL)
        await child.communicate()


async def read_until(child: asyncio.subprocess.Process, words: str) -> str:
    assert child.stdout is not None
    read = ""
    async with asyncio.timeout(PATIENCE):
        while words not in read:
            line = await child.stdout.readline()
            assert line, f"it ended before it said {words!r}: {read}"
            read += line.decode()
    return read


def type_in(child: asyncio.subprocess.Process, *lines: str) -> None:
    assert child.stdin is not None
    child.stdin.write("".join(f"{line}\n" for line in lines).encode())


async def ended(child: asyncio.subprocess.Process) -> tuple[int, str]:
    """The exit code, and what it wrote to stderr; nothing of its process group is left."""
    async with asyncio.timeout(QUICK):
        _, errors = await child.communicate()
    with pytest.raises(ProcessLookupError):
        os.killpg(child.pid, 0)
    assert child.returncode is not None
    return child.returncode, errors.decode()


async def test_it_answers_in_the_console_and_leaves_on_quit(tmp_path: Path) -> None:
    async with running(write(tmp_path)) as child:
        type_in(child, "/help")
        assert "/subscribe FEED | SITE" in await read_until(child, "so are plain words")
        type_in(child, "/frobnicate")
        await read_until(child, "There is no command /frobnicate.")
        type_in(child, "/quit")
        code, errors = await ended(child)
    assert code == 0
    assert "Traceback" not in errors
    assert (tmp_path / "heartbeat").exists()


async def test_it_leaves_at_the_end_of_its_input(tmp_path: Path) -> None:
    async with running(write(tmp_path)) as child:
        assert child.stdin is not None
        child.stdin.close()
        code, errors = await ended(child)
    assert code == 0
    assert "Traceback" not in errors


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_cleanly_at_a_signal_in_the_middle_of_its_work(
    tmp_path: Path, number: signal.Signals
) -> None:
    async with running(write(tmp_path)) as child:
        type_in(child, "/subscribe coast")
        await read_until(child, "Subscribed to the bundle coast")
        child.send_signal(number)
        code, errors = await ended(child)
    assert code == 0
    assert "stopping" in errors
    assert "Traceback" not in errors


async def test_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    config = write(tmp_path)
    async with running(config) as child:
        type_in(child, "/subscribe coast", "/settings timezone Europe/Berlin")
        await read_until(child, "Europe/Berlin")
        os.killpg(child.pid, signal.SIGKILL)
    async with running(config) as child:
        type_in(child, "/subscriptions", "/settings")
        assert "coast" in await read_until(child, "Press one to change it")
        type_in(child, "/quit")
        assert (await ended(child))[0] == 0


async def test_an_llm_endpoint_that_does_not_answer_does_not_keep_it_from_starting(tmp_path: Path) -> None:
    more = '[llm]\nbase_url = "http://127.0.0.1:9/v1"\nmodel = "small"\ntimeout_seconds = 1'
    async with running(write(tmp_path, more)) as child:
        type_in(child, "/start", "/quit")
        code, errors = await ended(child)
    assert code == 0
    assert "Traceback" not in errors


async def test_a_refused_token_ends_it_with_what_to_mend(tmp_path: Path) -> None:
    async with serve_bot_api() as api:
        config = write(tmp_path, f'[telegram]\nbase_url = "{api.base_url}"')
        settings = load(config, {"TELEGRAM_TOKEN": "123456:wrong"})
        with pytest.raises(ConfigError, match="BotFather"):
            async with asyncio.timeout(PATIENCE):
                await serve(settings, menu(), NewsDesk)
    async with open_storage(settings.storage_url) as storage:
        assert (await storage.count()).feeds == 0


# ---------------------------------------------------------------- platforms that fall over


class Falling(FakePlatform):
    """A platform whose listening ends as scripted: an error, or None for a good end."""

    def __init__(self, *ends: Exception | None, name: str = "console") -> None:
        super().__init__(name)
        self._ends = list(ends)
        self.runs = 0

    async def run(self, desk: Desk) -> None:
        self.runs += 1
        end = self._ends.pop(0) if self._ends else None
        if end is not None:
            raise end


class Listening(FakePlatform):
    """A platform that listens until it is cancelled."""

    stopped = False

    async def run(self, desk: Desk) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            self.stopped = True


async def test_a_platform_that_falls_over_is_started_again() -> None:
    platform = Falling(OSError("the line went dead"), RuntimeError("again"), None)
    async with asyncio.timeout(5):
        await keep_running(platform, ScriptedDesk(), first_wait=0.001)
    assert platform.runs == 3


async def test_a_platform_whose_token_is_refused_is_not() -> None:
    platform = Falling(ConfigError("Set another token."))
    with pytest.raises(ConfigError):
        await keep_running(platform, ScriptedDesk(), first_wait=0.001)
    assert platform.runs == 1


async def test_one_platforms_refused_token_ends_the_others_too() -> None:
    other = Listening("discord")
    platforms: list[Platform] = [Falling(ConfigError("Set another token.")), other]
    with pytest.raises(ConfigError, match="another token"):
        await listen(platforms, ScriptedDesk(), asyncio.Event())
    assert other.stopped


async def test_leaving_the_console_does_not_stop_the_other_chats() -> None:
    other, stop = Listening("telegram"), asyncio.Event()
    listening = asyncio.create_task(listen([Falling(None), other], ScriptedDesk(), stop))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not listening.done()
    stop.set()
    async with asyncio.timeout(5):
        await listening
    assert other.stopped


async def test_when_every_platform_has_ended_so_does_the_listening() -> None:
    async with asyncio.timeout(5):
        await listen([Falling(None)], ScriptedDesk(), asyncio.Event())
