"""A desk for tests of platforms: it answers from a script and remembers what it was asked and told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.core.types import Address, Button, Channel, Heading, Message, Paragraph, Request, Span, Suggestion
from bot.ports import SILENCE, Progress


def say(text: str, *buttons: Button, story_id: int | None = None, headline: str | None = None) -> Message:
    heading = (Heading((Span(headline),)),) if headline is not None else ()
    rows = (buttons,) if buttons else ()
    return Message(blocks=(*heading, Paragraph((Span(text),))), buttons=rows, story_id=story_id)


def echo(request: Request) -> Message | None:
    return say(f"asked: {request.action or request.text}")


async def suggest_nothing(typed: str) -> tuple[Suggestion, ...]:
    return ()


class ScriptedDesk:
    def __init__(self, reply: Callable[[Request], Message | None] = echo) -> None:
        self._reply = reply
        self.live: Callable[[Request, Progress], Awaitable[Message | None]] | None = None  # in its place
        self.asked: list[Request] = []
        self.stands: list[tuple[Request, Message, tuple[str, ...]]] = []
        self.told = asyncio.Event()
        self.typed: list[tuple[Request, str, str, str]] = []
        self.suggestions: Callable[[str], Awaitable[tuple[Suggestion, ...]]] = suggest_nothing
        self.comes_to: Callable[[Request], str] = lambda request: ""
        self.lost: list[Address] = []
        self.went: list[tuple[Address, Address]] = []

    async def answer(self, request: Request, progress: Progress = SILENCE) -> Message | None:
        self.asked.append(request)
        if self.live is not None:
            return await self.live(request, progress)
        return self._reply(request)

    async def find_command(self, request: Request) -> str:
        return self.comes_to(request)

    async def suggest(self, request: Request, command: str, option: str, typed: str) -> tuple[Suggestion, ...]:
        self.typed.append((request, command, option, typed))
        return await self.suggestions(typed)

    async def posted(self, request: Request, message: Message, message_ids: Sequence[str]) -> None:
        self.stands.append((request, message, tuple(message_ids)))
        self.told.set()

    async def gone(self, address: Address) -> None:
        self.lost.append(address)

    async def left(self, address: Address) -> None:
        self.lost.append(address)

    async def back(self, address: Address) -> None:
        if address in self.lost:
            self.lost.remove(address)

    async def find_target(self, home: Address) -> Channel | None:
        return None

    async def save_target(self, home: Address, to: Address | None, title: str = "") -> None:
        raise AssertionError("no target is chosen here")

    async def ignores(self, request: Request) -> bool:
        return False

    async def find_pieces(self, words: str, limit: int, asking: Address) -> tuple[Message, ...]:
        return ()

    async def moved(self, address: Address, to: Address) -> None:
        self.went.append((address, to))
