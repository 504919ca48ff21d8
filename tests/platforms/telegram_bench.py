"""Telegram, our Bot API and a desk that answers from a script, put together for a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.core.saying import ENGLISH
from bot.core.types import Address, Channel, Message, Paragraph, Request, Span, Suggestion
from bot.platforms.live import Tempo
from bot.platforms.telegram import open_telegram
from bot.platforms.telegram_waits import Waits
from bot.platforms.telegram_webhook import Hook
from bot.ports import SILENCE, Platform, Progress
from tests.platforms.bot_api import TOKEN, BotApi, serve_bot_api

QUICK = Waits(
    answer=timedelta(seconds=5),
    poll=timedelta(seconds=5),
    busy=timedelta(milliseconds=20),
    grace=timedelta(seconds=3),
    first_pause=timedelta(milliseconds=10),
    longest_pause=timedelta(milliseconds=20),
    live_to_a_person=Tempo(first=timedelta(), between=timedelta(milliseconds=20)),
    live_to_a_group=Tempo(first=timedelta(), between=timedelta(milliseconds=20)),
    rights=timedelta(),
    to_a_person=(),
    to_a_group=(),
)


@dataclass(frozen=True)
class Line:
    name: str
    help: str
    manages: bool = False
    hidden: bool = False


COMMANDS = (
    Line("help", "What I can do"),
    Line("story", "A story in full"),
    Line("ask", "A question about a story"),
    Line("settings", "How it is told here", manages=True),
    Line("like", "👍", hidden=True),
)


def say(words: str) -> Message:
    return Message(blocks=(Paragraph((Span(words),)),))


async def echo(request: Request) -> Message | None:
    return say(f"You said: {request.text or request.action}")


@dataclass
class ScriptedDesk:
    """Answers by `script`, and remembers what it was told."""

    script: Callable[[Request], Awaitable[Message | None]] = echo
    live: Callable[[Request, Progress], Awaitable[Message | None]] | None = None  # in place of the script
    asked: list[Request] = field(default_factory=list)
    posts: list[tuple[Request, Message, tuple[str, ...]]] = field(default_factory=list)
    lost: list[Address] = field(default_factory=list)
    departures: list[Address] = field(default_factory=list)
    returns: list[Address] = field(default_factory=list)
    moves: list[tuple[Address, Address]] = field(default_factory=list)
    targets: dict[Address, Channel] = field(default_factory=dict)
    pieces: tuple[Message, ...] = ()
    searched: list[tuple[str, int]] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)  # chats that are ignored
    _told: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def answer(self, request: Request, progress: Progress = SILENCE) -> Message | None:
        self.asked.append(request)
        await self._tell()
        if self.live is not None:
            return await self.live(request, progress)
        return await self.script(request)

    async def ignores(self, request: Request) -> bool:
        return request.address.chat in self.blocked

    async def find_command(self, request: Request) -> str:
        return ""

    async def suggest(self, request: Request, command: str, option: str, typed: str) -> tuple[Suggestion, ...]:
        return ()

    async def posted(self, request: Request, message: Message, message_ids: Sequence[str]) -> None:
        self.posts.append((request, message, tuple(message_ids)))
        await self._tell()

    async def gone(self, address: Address) -> None:
        self.lost.append(address)
        await self._tell()

    async def left(self, address: Address) -> None:
        self.departures.append(address)
        await self._tell()

    async def back(self, address: Address) -> None:
        self.returns.append(address)
        await self._tell()

    async def find_target(self, home: Address) -> Channel | None:
        return self.targets.get(home)

    async def save_target(self, home: Address, to: Address | None, title: str = "") -> None:
        self.targets.pop(home, None)
        if to is not None:
            self.targets[home] = Channel(address=to, title=title, created_at=datetime(2026, 3, 10, tzinfo=UTC))
        await self._tell()

    async def find_pieces(self, words: str, limit: int, asking: Address) -> tuple[Message, ...]:
        self.searched.append((words, limit))
        return self.pieces[:limit]

    async def moved(self, address: Address, to: Address) -> None:
        self.moves.append((address, to))
        await self._tell()

    async def wait_for(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(10), self._told:
            await self._told.wait_for(lambda: bool(holds()))

    async def _tell(self) -> None:
        async with self._told:
            self._told.notify_all()


@dataclass
class Bench:
    api: BotApi
    telegram: Platform
    desk: ScriptedDesk


@asynccontextmanager
async def open_bench(
    script: Callable[[Request], Awaitable[Message | None]] = echo,
    *,
    waits: Waits = QUICK,
    token: str = TOKEN,
    hook: Hook | None = None,
) -> AsyncIterator[Bench]:
    async with (
        serve_bot_api() as api,
        open_telegram(
            token, base_url=api.base_url, commands={ENGLISH: COMMANDS}, waits=waits, hook=hook
        ) as telegram,
    ):
        yield Bench(api, telegram, ScriptedDesk(script))


@asynccontextmanager
async def listening(bench: Bench, first: str = "getUpdates") -> AsyncIterator[None]:
    """The bench with its platform running; stopped as the program stops it."""
    running = asyncio.create_task(bench.telegram.run(bench.desk))
    try:
        await bench.api.wait_for(lambda: bench.api.called(first))
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(running, 10)
