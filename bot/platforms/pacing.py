"""Keeps messages to one chat as far apart as its platform wants them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import TryLater

_CROWD = 1024  # chats remembered before those long silent are forgotten


@dataclass(frozen=True, slots=True)
class Window:
    """At most `count` messages within any stretch of `length`."""

    count: int
    length: timedelta


class Pacing:
    """Gives each message to a chat its turn. Knows only what this process sends."""

    def __init__(self, patience: timedelta = timedelta(seconds=15)) -> None:
        self._patience = patience.total_seconds()
        self._turns: dict[str, list[float]] = {}  # chat -> when its messages went or will go, ascending
        self._held: dict[str, float] = {}  # chat -> until when the platform wants nothing for it
        self._all_held = 0.0

    async def turn(self, chat: str, windows: Sequence[Window]) -> None:
        """Returns when a message may go to the chat. Raises TryLater when that is further off than the
        patience; the turn is then not taken."""
        now = asyncio.get_running_loop().time()
        turns = self._turns.get(chat, [])
        turn = max([now, self._held_until(chat), *(_next_turn(turns, window) for window in windows)])
        if turn - now > self._patience:
            raise TryLater("The chat has had its share of messages.", after=timedelta(seconds=turn - now))
        oldest = now - max((window.length.total_seconds() for window in windows), default=0.0)
        self._turns[chat] = [*(past for past in turns if past > oldest), turn]
        self._forget_the_silent(now)
        await asyncio.sleep(turn - now)
        await self.wait_if_held(chat)  # it may have been while we waited

    async def wait_if_held(self, chat: str) -> None:
        """For calls that are no messages. Raises TryLater as `turn` does."""
        while (wait := self._held_until(chat) - asyncio.get_running_loop().time()) > 0:
            if wait > self._patience:
                raise TryLater("The platform asked to wait.", after=timedelta(seconds=wait))
            await asyncio.sleep(wait)

    def hold(self, chat: str, wait: timedelta) -> None:
        """The platform refused a call for the chat and asked to wait. It does not say whether the chat or the bot
        was too fast: a second chat refused while the first still waits means the bot, and everybody waits."""
        now = asyncio.get_running_loop().time()
        until = now + wait.total_seconds()
        self._held = {other: end for other, end in self._held.items() if end > now}
        if self._held.keys() - {chat}:
            self._all_held = max(self._all_held, until)
        self._held[chat] = max(until, self._held.get(chat, 0.0))

    def is_held(self, chat: str) -> bool:
        return self._held_until(chat) > asyncio.get_running_loop().time()

    def _held_until(self, chat: str) -> float:
        return max(self._all_held, self._held.get(chat, 0.0))

    def _forget_the_silent(self, now: float) -> None:
        if len(self._turns) > _CROWD:
            self._turns = {chat: turns for chat, turns in self._turns.items() if turns[-1] > now - 60}


def _next_turn(turns: Sequence[float], window: Window) -> float:
    if len(turns) < window.count:
        return 0.0
    return turns[-window.count] + window.length.total_seconds()
