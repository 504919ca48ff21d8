"""Keeps messages to one chat as far apart as its platform wants them, and every wait that it asks for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from bot.core.saying import tr
from bot.errors import TryLater

_CROWD = 1024  # chats remembered before those long silent are forgotten


@dataclass(frozen=True, slots=True)
class Window:
    """At most `count` messages within any stretch of `length`."""

    count: int
    length: timedelta


@dataclass(slots=True)
class _Lane:
    """`ends`: when the calls for the chat came back, ascending; the platform counted each before that."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    ends: list[float] = field(default_factory=list)
    waiting: int = 0


class Pacing:
    """Gives each message to a chat its turn, one after another. Knows only what this process sends."""

    def __init__(self, patience: timedelta = timedelta(seconds=15)) -> None:
        self._patience = patience.total_seconds()
        self._lanes: dict[str, _Lane] = {}
        self._held: dict[str, float] = {}  # chat -> until when the platform wants nothing for it
        self._all_held = 0.0
        self._crowd = _CROWD

    @asynccontextmanager
    async def turn(self, chat: str, windows: Sequence[Window]) -> AsyncIterator[None]:
        """The call that sends the message is made within. Raises TryLater when its turn is further off than the
        patience; it is then not taken."""
        lane = self._lanes.setdefault(chat, _Lane())
        self._check(self._turn_after(lane.waiting, chat, lane, windows))
        lane.waiting += 1
        try:
            async with lane.lock:
                while (turn := self._turn_after(0, chat, lane, windows)) > _now():
                    self._check(turn)
                    await asyncio.sleep(turn - _now())
                try:
                    yield
                finally:
                    lane.ends.append(_now())
                    del lane.ends[: -max((window.count for window in windows), default=1)]
        finally:
            lane.waiting -= 1
            self._forget_the_silent()

    async def wait_if_held(self, chat: str) -> None:
        """For calls that are no messages. Raises TryLater as `turn` does."""
        while (until := self._held_until(chat)) > _now():
            self._check(until)
            await asyncio.sleep(until - _now())

    def hold(self, chat: str, wait: timedelta) -> None:
        """The platform refused a call for the chat and asked to wait. It does not say whether the chat or the bot
        was too fast: a second chat refused while the first still waits means the bot, and everybody waits."""
        until = _now() + wait.total_seconds()
        self._held = {other: end for other, end in self._held.items() if end > _now()}
        if self._held.keys() - {chat}:
            self._all_held = max(self._all_held, until)
        self._held[chat] = max(until, self._held.get(chat, 0.0))

    def is_held(self, chat: str) -> bool:
        return self._held_until(chat) > _now()

    def _held_until(self, chat: str) -> float:
        return max(self._all_held, self._held.get(chat, 0.0))

    def _turn_after(self, others: int, chat: str, lane: _Lane, windows: Sequence[Window]) -> float:
        """When the next message may go, once that many others went as soon as they may."""
        turns = list(lane.ends)
        for _ in range(others + 1):
            turns.append(max([_now(), self._held_until(chat), *(_next_turn(turns, one) for one in windows)]))
        return turns[-1]

    def _check(self, turn: float) -> None:
        wait = turn - _now()
        if wait > self._patience:
            raise TryLater(tr("The chat has had its share of messages."), after=timedelta(seconds=wait))

    def _forget_the_silent(self) -> None:
        if len(self._lanes) > self._crowd:
            lately = _now() - 60
            self._lanes = {
                chat: lane
                for chat, lane in self._lanes.items()
                if lane.waiting or (lane.ends and lane.ends[-1] > lately)
            }
            self._crowd = max(_CROWD, 2 * len(self._lanes))  # where as many were heard of lately


def _next_turn(turns: Sequence[float], window: Window) -> float:
    if len(turns) < window.count:
        return 0.0
    return turns[-window.count] + window.length.total_seconds()


def _now() -> float:
    return asyncio.get_running_loop().time()
