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

    async def turn(self, chat: str, windows: Sequence[Window]) -> None:
        """Returns when a message may go to the chat. Raises TryLater when that is further off than the
        patience; the turn is then not taken."""
        now = asyncio.get_running_loop().time()
        turns = self._turns.get(chat, [])
        turn = max([now, *(_next_turn(turns, window) for window in windows)])
        if turn - now > self._patience:
            raise TryLater("The chat has had its share of messages.", after=timedelta(seconds=turn - now))
        oldest = now - max((window.length.total_seconds() for window in windows), default=0.0)
        self._turns[chat] = [*(past for past in turns if past > oldest), turn]
        self._forget_the_silent(now)
        await asyncio.sleep(turn - now)

    def _forget_the_silent(self, now: float) -> None:
        if len(self._turns) > _CROWD:
            self._turns = {chat: turns for chat, turns in self._turns.items() if turns[-1] > now - 60}


def _next_turn(turns: Sequence[float], window: Window) -> float:
    if len(turns) < window.count:
        return 0.0
    return turns[-window.count] + window.length.total_seconds()
