"""Chats of one platform that live through the same story, each with its own wish for what follows the post."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from tests.make import NOW
from tests.scenarios.stage import Stage, Standing

WISHES = ("messages", "edits", "none")
"""Values of the setting "updates"."""


@dataclass
class Room:
    """One chat, and what was seen of it when somebody last looked."""

    stage: Stage
    seen: dict[str, Standing] = field(default_factory=dict)

    def look(self) -> tuple[list[Standing], list[Standing]]:
        """What came, and what was changed, since the last look."""
        stands = {one.id: one for one in self.stage.list_standing()}
        came = [one for key, one in stands.items() if key not in self.seen]
        changed = [one for key, one in stands.items() if self.seen.get(key, one) != one]
        self.seen = stands
        return came, changed


@dataclass
class Life:
    """Outlets that report, add, correct and take back; `rooms` by the wish of each."""

    stage: Stage
    rooms: dict[str, Room]

    async def report(self, outlet: str, title: str, text: str, *, minutes: float = 60, step: float = 10) -> str:
        """The address of the article, after so many minutes."""
        minute = (self.stage.newsroom.clock.now() - NOW).total_seconds() / 60 + 1
        url = self.stage.newsroom.publish(outlet, title, text, minute)
        await self.stage.newsroom.pass_time(minutes, step=step)
        return url

    async def change(self, url: str, outlet: str, title: str, text: str) -> None:
        """The page reads otherwise from now on; long enough passes for AiBot to look at it again."""
        self.stage.newsroom.put_page(url, outlet=outlet, title=title, text=text, published_at=NOW)
        await self.stage.newsroom.pass_time(240)

    def look(self) -> dict[str, tuple[int, int]]:
        """How many messages came and how many were changed in each room since the last look."""
        looks = {wish: room.look() for wish, room in self.rooms.items()}
        return {wish: (len(came), len(changed)) for wish, (came, changed) in looks.items()}

    def post(self, wish: str) -> str:
        """The text of the first post in a room."""
        return self.all(wish)[0].text

    def last(self, wish: str) -> Standing:
        return self.all(wish)[-1]

    def all(self, wish: str) -> list[Standing]:
        """What came in a room after it was set up."""
        stage = self.rooms[wish].stage
        return stage.list_standing()[self.before[wish] :]

    before: dict[str, int] = field(default_factory=dict)


async def open_life(stage: Stage, *more: str) -> Life:
    """`more`: further settings of every room."""
    rooms: dict[str, Room] = {}
    for wish in WISHES:
        await stage.enter()
        await stage.say("/subscribe coast", "boss")
        for setting in (f"updates {wish}", *more):
            await stage.say(f"/settings {setting}", "boss")
        rooms[wish] = Room(copy.copy(stage))
    life = Life(stage, rooms)
    await stage.newsroom.pass_time(0)
    life.look()
    life.before = {wish: len(room.seen) for wish, room in rooms.items()}
    return life
