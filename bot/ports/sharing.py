"""Work that several people wait for at once is done once, and each of them sees how it comes along."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.core.types import Message
from bot.ports.progress import Progress

T = TypeVar("T")


class Audience:
    """`Progress` for all who wait. Who joins later is shown what was shown last."""

    def __init__(self) -> None:
        self._members: list[Progress] = []
        self._last: Callable[[Progress], None] | None = None

    def __len__(self) -> int:
        return len(self._members)

    def join(self, member: Progress) -> None:
        self._members.append(member)
        if self._last is not None:
            self._last(member)

    def leave(self, member: Progress) -> None:
        self._members.remove(member)

    def say(self, words: str) -> None:
        self._tell(lambda member: member.say(words))

    def show(self, message: Message) -> None:
        self._tell(lambda member: member.show(message))

    def _tell(self, look: Callable[[Progress], None]) -> None:
        self._last = look
        for member in self._members:
            look(member)


@dataclass(frozen=True, slots=True, eq=False)
class _Work(Generic[T]):
    audience: Audience
    task: asyncio.Task[T]


class Sharing(Generic[T]):
    """What is being made in this process, by a key that says what it is."""

    def __init__(self) -> None:
        self._works: dict[str, _Work[T]] = {}

    async def join(self, key: str, progress: Progress, make: Callable[[Progress], Coroutine[Any, Any, T]]) -> T:
        """What is being made under the key; begun now unless somebody waits for it already. Given up when nobody
        waits for it any more."""
        work = self._works.get(key)
        if work is None:
            audience = Audience()
            work = self._works[key] = _Work(audience, asyncio.create_task(make(audience)))
        work.audience.join(progress)
        try:
            return await asyncio.shield(work.task)
        finally:
            work.audience.leave(progress)
            if not work.audience:
                work.task.cancel()
            if (work.task.done() or not work.audience) and self._works.get(key) is work:
                del self._works[key]
