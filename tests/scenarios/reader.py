"""One chat whose administrator uses it over hours: what comes there, what is changed, what is answered."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from tests.make import NOW, at
from tests.scenarios.acting import Seen
from tests.scenarios.lives import Room
from tests.scenarios.stage import Stage, Standing


class Reader:
    """`came` and `changed`: since somebody last waited, said or pressed something."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.came: list[Standing] = []
        self.changed: list[Standing] = []
        self._room = Room(stage)

    async def say(self, line: str) -> str:
        """What is answered."""
        return self._note(await self.stage.say(line, "boss"))

    async def press(self, typed: str) -> str:
        return self._note(await self.stage.press(typed, "boss"))

    async def reply(self, words: str, to: Standing) -> str:
        return self._note(await self.stage.reply(words, "boss", to.id))

    def publish(self, outlet: str, title: str, text: str) -> None:
        """The outlet has it now; AiBot reads it as time passes."""
        minute = (self.stage.newsroom.clock.now() - NOW).total_seconds() / 60 + 1
        self.stage.newsroom.publish(outlet, title, text, minute)

    async def open_outlet(self, outlet: str) -> None:
        """AiBot reads its feed from now on."""
        feed = f"https://{outlet.lower().replace(' ', '')}.example/feed.xml"
        self.stage.newsroom.web.put_feed(feed)
        await self.stage.newsroom.app.storage.feeds.add(feed, self.stage.newsroom.clock.now())

    async def wait(self, minutes: float = 90, *, step: float = 15) -> str:
        """The texts that came. An hour and a half is enough for a report to be read, written and posted."""
        self._room.look()
        await self.stage.newsroom.pass_time(minutes, step=step)
        return self.look()

    def look(self) -> str:
        """The texts that came here while somebody waited elsewhere."""
        self.came, self.changed = self._room.look()
        return "\n\n".join(one.text for one in self.came)

    async def wait_until(self, hour: int, *, step: float = 15) -> str:
        """Until it is that hour again on AiBot's own clock."""
        now = self.stage.newsroom.clock.now()
        then = now.replace(hour=hour, minute=0, second=0, microsecond=0)
        then += timedelta(days=0 if then > now else 1)
        return await self.wait((then - now).total_seconds() / 60, step=step)

    async def number(self, title: str) -> int:
        """Of the story to which the article of that title belongs, as soon as AiBot has read it."""
        storage = self.stage.newsroom.app.storage
        for _ in range(10):
            stories = [story.id for story in await storage.stories.list_active(at(-600))]
            articles = await storage.articles.list_of_stories(stories)
            if found := [one for one in stories if title in [article.title for article in articles[one]]]:
                return found[0]
            await self.stage.newsroom.pass_time(10)
        raise AssertionError(f"{title!r} was not read")

    def _note(self, seen: Seen) -> str:
        self.came, self.changed = self._room.look()
        return f"{seen.text} {seen.note}".strip()


@asynccontextmanager
async def open_reader(stage: Stage, *lines: str, hour: int | None = None) -> AsyncIterator[Reader]:
    """A new chat that is subscribed to both outlets and says those lines first; it begins at that hour."""
    await stage.enter()
    reader = Reader(copy.copy(stage))
    await (reader.wait(0) if hour is None else reader.wait_until(hour, step=60))
    for line in ("/subscribe coast", *lines):
        await reader.say(line)
    await reader.wait(0)
    try:
        yield reader
    finally:
        await reader.stage.leave()
