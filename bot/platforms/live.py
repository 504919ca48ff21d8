"""One message that shows how an answer comes along and then becomes the answer, whatever the platform."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Protocol, TypeVar

from bot.core.types import Message, Paragraph, Span
from bot.errors import ChannelGone, DeliveryError, TryLater

T = TypeVar("T")

Draft = Callable[[Message], Awaitable[bool]]
"""Shows what is in the making without a message that stands; False where that cannot be shown."""

_ATTEMPTS = 3


class Surface(Protocol):
    """Where the answer goes: one chat, one question. Raises a `DeliveryError`."""

    async def send(self, part: Message) -> str:
        """The platform's id of the new message."""
        ...

    async def edit(self, message_id: str, part: Message) -> None: ...

    async def delete(self, message_id: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """`first`: how long an answer may take before anything is shown of it. `between`: of two looks of it.
    `patience`: the longest wait asked for by the platform that is worth it for an answer. `fades`: after how long
    a draft is shown again (Telegram shows one for thirty seconds)."""

    first: timedelta = timedelta(seconds=1.5)
    between: timedelta = timedelta(seconds=3)
    patience: timedelta = timedelta(seconds=60)
    fades: timedelta = timedelta(seconds=20)


class LiveAnswer:
    """`bot.ports.Progress` in a chat, which after `deliver` holds what it would hold had nothing been shown."""

    def __init__(
        self,
        surface: Surface,
        split: Callable[[Message], Sequence[Message]],
        tempo: Tempo,
        draft: Draft | None = None,
    ) -> None:
        self._surface = surface
        self._draft = draft
        self._split = split
        self._tempo = tempo
        self._wanted: Message | None = None
        self._message_id: str | None = None
        self._news = asyncio.Event()
        self._calling = asyncio.Lock()  # held during every call, so that no late edit overtakes the answer
        self._painting: asyncio.Task[None] | None = None

    def say(self, words: str) -> None:
        self._want(Message(blocks=(Paragraph((Span(words, italic=True),)),)))

    def show(self, message: Message) -> None:
        self._want(message)

    async def deliver(self, message: Message, message_ids: list[str], *, over: str | None = None) -> None:
        """The answer in place of what was shown (or of the message `over`, where there is one), and the parts
        that do not fit there after it. Appends the id of each part as soon as it stands; raises a
        `DeliveryError` when one cannot be sent."""
        await self._stop()
        parts = list(self._split(message))
        shown, self._message_id = self._message_id, None
        place = over or shown
        if place is not None and await self._becomes(place, parts[0]):
            message_ids.append(place)
            parts.pop(0)
        try:
            for part in parts:
                sent = await self._insist(partial(self._surface.send, part))
                message_ids.append(sent)
        except DeliveryError:
            self._message_id = shown if shown not in message_ids else None
            raise
        if shown is not None and shown not in message_ids:
            with suppress(DeliveryError):
                await self._surface.delete(shown)

    async def withdraw(self) -> None:
        """Takes away what was shown, as there is no answer."""
        await self._stop()
        if self._message_id is not None:
            with suppress(DeliveryError):
                await self._surface.delete(self._message_id)

    def _want(self, message: Message) -> None:
        self._wanted = message
        self._news.set()
        if self._painting is None:
            self._painting = asyncio.create_task(self._paint())

    async def _paint(self) -> None:
        """Shows the newest look, as often as the tempo allows; gives up at the first refusal."""
        await asyncio.sleep(self._tempo.first.total_seconds())
        while True:
            await self._wait_for_news()
            pause = self._tempo.between
            try:
                async with self._calling:
                    await self._put_up()
            except TryLater as later:
                pause = max(pause, later.after)
                self._news.set()
            except DeliveryError:  # nothing is lost by it: the answer itself is still to come
                return
            await asyncio.sleep(pause.total_seconds())

    async def _wait_for_news(self) -> None:
        """Or until a draft would fade."""
        with suppress(TimeoutError):
            fades = self._tempo.fades.total_seconds() if self._draft is not None else None
            await asyncio.wait_for(self._news.wait(), fades)
        self._news.clear()

    async def _put_up(self) -> None:
        if self._wanted is None:
            return
        part = replace(self._split(self._wanted)[0], buttons=())
        if self._draft is not None:
            if await self._draft(part):
                return
            self._draft = None
        if self._message_id is None:
            self._message_id = await self._surface.send(part)
        else:
            await self._surface.edit(self._message_id, part)

    async def _stop(self) -> None:
        """After a call in hand has ended, so that none arrives later than the answer."""
        async with self._calling:
            await self.close()

    async def close(self) -> None:
        if self._painting is not None:
            self._painting.cancel()
            await asyncio.gather(self._painting, return_exceptions=True)

    async def _becomes(self, message_id: str, part: Message) -> bool:
        """Whether the message is the part now. Where the chat is gone there is no use in sending it anew."""
        try:
            await self._insist(partial(self._surface.edit, message_id, part))
        except ChannelGone:
            raise
        except DeliveryError:
            return False
        return True

    async def _insist(self, call: Callable[[], Awaitable[T]]) -> T:
        """What the call returns, made again where the platform asks for a wait that is worth it."""
        for _ in range(_ATTEMPTS - 1):
            try:
                return await call()
            except TryLater as later:
                if later.after > self._tempo.patience:
                    raise
                await asyncio.sleep(later.after.total_seconds())
        return await call()


@asynccontextmanager
async def open_live_answer(
    surface: Surface,
    split: Callable[[Message], Sequence[Message]],
    tempo: Tempo,
    draft: Draft | None = None,
) -> AsyncIterator[LiveAnswer]:
    """For one question; nothing more is shown once the block is left."""
    live = LiveAnswer(surface, split, tempo, draft)
    try:
        yield live
    finally:
        await live.close()
