"""The console's stage: lines typed at the real console, and the screen read below each."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console

from bot.core.types import Address
from bot.platforms.console import ADDRESS, HELP, open_console
from bot.ports import Platform
from tests.handlers.newsroom import Newsroom
from tests.scenarios.acting import CONSOLE, Seen, Who, fold
from tests.scenarios.desk import WatchedDesk, open_serving
from tests.scenarios.stage import Stage


class ConsoleStage(Stage):
    """One chat and one person, who runs the program. A scenario's chat is the same chat, forgotten before."""

    name = CONSOLE

    def __init__(
        self, newsroom: Newsroom, desk: WatchedDesk, platform: Platform, screen: io.StringIO, typing: io.StringIO
    ) -> None:
        super().__init__(newsroom, desk)
        self._platform = platform
        self._screen = screen
        self._typing = typing
        self._newest = ""

    async def enter(self) -> None:
        """There is only one."""

    @property
    def here(self) -> Address:
        return ADDRESS

    async def wait(self, minutes: float, *, step: float) -> Seen:
        """What comes of itself within them."""
        self._clear()
        await self.newsroom.pass_time(minutes, step=step)
        return self._read(self._screen.getvalue())

    async def watch(self, title: str) -> Seen:
        self._clear()
        await self.report(title)
        return self._read(self._screen.getvalue())

    async def say(self, line: str, who: Who) -> Seen:
        return await self._type(line)

    async def press(self, typed: str, who: Who) -> Seen:
        return await self._type(typed)

    async def fill(self, words: str, who: Who) -> Seen:
        return await self._type(words)

    async def reply(self, words: str, who: Who, to: str = "") -> Seen:
        return await self._type(f"{to or self._newest}: {words}")

    async def mention(self, words: str, who: Who) -> Seen:
        return await self._type(words)

    async def confide(self, words: str) -> Seen:
        await self._type("/story 1")
        return await self._type(words)

    async def attach(self, line: str, content: bytes) -> Seen:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "feeds.opml"
            path.write_bytes(content)
            return await self._type(f"{line} {path}")

    async def _type(self, line: str) -> Seen:
        """All is read below the line: what would be a note or a field elsewhere, too."""
        self._clear()
        self._typing.seek(0)
        self._typing.truncate()
        self._typing.write(f"{line}\n")
        self._typing.seek(0)
        await self._platform.run(self.desk)
        return self._read(self._screen.getvalue().replace(HELP, "").replace(f"› {line}\n", ""))

    def _clear(self) -> None:
        self._screen.seek(0)
        self._screen.truncate()

    def _read(self, shown: str) -> Seen:
        self._newest = next(reversed(POST.findall(shown)), self._newest)
        text = fold(POST.sub("", shown))
        files = tuple(FILE_NAME.findall(shown))
        return Seen(text=text, buttons=Hints(shown), note=text, field=text, files=files, in_place=None)


POST = re.compile(r"^post (\d+) .*$", re.MULTILINE)
FILE_NAME = re.compile(r"^(\S+\.opml):$", re.MULTILINE)


TYPED = re.compile(r"/\S+(?: \S+)*")  # up to the gap before a label


class Hints(frozenset[str]):
    """What the last lines say can be typed, without what stands behind it."""

    def __new__(cls, shown: str) -> Hints:
        last = shown.rstrip().rsplit("\n\n", 1)[-1]
        parts = (part for line in last.splitlines() for part in line.split(" · "))
        return super().__new__(cls, (found[0] for part in parts if (found := TYPED.search(part)) is not None))


@asynccontextmanager
async def open_console_stage() -> AsyncIterator[ConsoleStage]:
    screen, typing = io.StringIO(), io.StringIO()
    async with (
        open_console(Console(file=screen, width=100), lines=typing) as platform,
        open_serving({CONSOLE: platform}, "console:console") as (newsroom, desk),
    ):
        yield ConsoleStage(newsroom, desk, platform, screen, typing)
