"""Fakes of the far edges for tests: a clock that stands still, and a chat that remembers and can fail."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.core.types import (
    Address,
    Bullets,
    FeedFetch,
    FeedList,
    FoundFeed,
    Heading,
    Message,
    Page,
    Paragraph,
    ParsedEntry,
    ParsedFeed,
    Rules,
    Table,
)
from bot.errors import FetchFailed, MessageMissing, SourceError
from bot.ports import App, Desk, Llm, Storage, Web
from bot.web.opml import read_opml
from tests.make import NOW


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> datetime:
        self._now += by
        return self._now


class Killed(BaseException):
    """The process died here: nothing after it runs, and no `except Exception` may catch it."""


class Mortal:
    """Stands before an edge, and dies right before or right after one of the calls made through it.

    `lives` counts down, two to a call, over this edge and its stores together; dead is dead: no call after
    that does anything. An edge's single calls are whole or nothing, so that these are all the moments there
    are to die at.
    """

    def __init__(self, edge: Any, lives: Iterator[int]) -> None:
        self._edge = edge
        self._lives = lives

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._edge, name)
        if inspect.iscoroutinefunction(value):
            return functools.partial(self._call, value)
        return Mortal(value, self._lives) if type(value).__module__.startswith("bot.storage") else value

    async def _call(self, method: Any, *arguments: Any, **named: Any) -> Any:
        self._live()
        result = await method(*arguments, **named)
        self._live()
        return result

    def _live(self) -> None:
        if next(self._lives, None) is None:
            raise Killed


class FakePlatform:
    """A chat in memory. `shown` is what people see: every message of every chat, in order, by its id.

    Failures are scripted one per call: `fail_next(error)` before the message is taken,
    `fail_next(error, after=True)` when it has been taken but the answer is lost. A `None` lets a call pass.
    With `honours_keys` a repeated key in a chat gives back the first message's id and shows nothing new.
    `blocks_per_part` is how much fits one message.
    """

    def __init__(self, name: str = "console", *, honours_keys: bool = False, blocks_per_part: int = 100) -> None:
        self._name = name
        self.honours_keys = honours_keys
        self.blocks_per_part = blocks_per_part
        self.shown: dict[tuple[Address, str], Message] = {}
        self.replies: dict[str, str | None] = {}
        self.keys: dict[tuple[Address, str], str] = {}
        self.calls: list[str] = []
        self._script: deque[tuple[BaseException | None, bool]] = deque()
        self._count = 0

    @property
    def name(self) -> str:
        return self._name

    def fail_next(self, *errors: BaseException | None, after: bool = False) -> None:
        self._script.extend((error, after) for error in errors)

    def texts(self, to: Address) -> list[str]:
        """What stands in a chat, as plain text, oldest first."""
        return [plain(message) for (address, _), message in self.shown.items() if address == to]

    def split(self, message: Message) -> tuple[Message, ...]:
        size = self.blocks_per_part
        if len(message.blocks) <= size:
            return (message,)
        starts = range(0, len(message.blocks), size)
        return tuple(
            replace(
                message,
                blocks=message.blocks[start : start + size],
                buttons=message.buttons if start + size >= len(message.blocks) else (),
            )
            for start in starts
        )

    async def send(
        self, to: Address, part: Message, *, key: str, reply_to: str | None = None, again: bool = False
    ) -> str:
        assert 0 < len(key) <= 25, key
        assert key.isascii(), key
        await asyncio.sleep(0)  # as on the way there and back, others may run here, or the process may die
        answer_lost = self._take_failure("send")
        if reply_to is not None and (to, reply_to) not in self.shown:
            raise MessageMissing("The message to reply to is gone.")
        message_id = self.keys.get((to, key)) if self.honours_keys else None
        if message_id is None:
            self._count += 1
            message_id = f"m{self._count}"
            self.shown[to, message_id] = part
            self.replies[message_id] = reply_to
            self.keys[to, key] = message_id
        await asyncio.sleep(0)
        if answer_lost is not None:
            raise answer_lost
        return message_id

    async def edit(self, to: Address, message_id: str, part: Message) -> None:
        await asyncio.sleep(0)
        answer_lost = self._take_failure("edit")
        if (to, message_id) not in self.shown:
            raise MessageMissing("The message to edit is gone.")
        self.shown[to, message_id] = part
        await asyncio.sleep(0)
        if answer_lost is not None:
            raise answer_lost

    async def delete(self, to: Address, message_id: str) -> None:
        await asyncio.sleep(0)
        answer_lost = self._take_failure("delete")
        if self.shown.pop((to, message_id), None) is None:
            raise MessageMissing("The message to delete is gone.")
        if answer_lost is not None:
            raise answer_lost

    async def forget(self, to: Address) -> None:
        self.calls.append("forget")

    async def run(self, desk: Desk) -> None:
        return None

    async def check(self) -> str:
        return f"{self._name} answers."

    def _take_failure(self, call: str) -> BaseException | None:
        self.calls.append(call)
        error, after = self._script.popleft() if self._script else (None, False)
        if error is not None and not after:
            raise error
        return error


def plain(message: Message) -> str:
    """A message's words without any form, a block a line."""
    lines: list[str] = []
    for block in message.blocks:
        match block:
            case Heading() | Paragraph():
                lines.append("".join(span.text for span in block.spans))
            case Bullets():
                lines.extend("".join(span.text for span in item) for item in block.items)
            case Table():
                lines.extend(" | ".join(row) for row in block.rows)
    return "\n".join(lines)


class FakeWeb:
    """A web in memory: what stands at an address is what was put there last, a record or the error it gives.

    Empty until something is put there. `asked` remembers every visit: the address, and the etag that was sent.
    What stands nowhere here is looked for in the web `beyond`, where there is one.
    """

    def __init__(self) -> None:
        self.beyond: Web | None = None
        self.feeds: dict[str, FeedFetch | SourceError] = {}
        self.pages: dict[str, Page | SourceError] = {}
        self.offered: dict[str, tuple[FoundFeed, ...] | FeedList | SourceError] = {}
        self.asked: list[tuple[str, str | None]] = []

    def put_feed(self, url: str, *entries: ParsedEntry, **marks: Any) -> None:
        self.feeds[url] = FeedFetch(feed=ParsedFeed(title="Harbour Post", entries=entries), **marks)

    async def fetch_feed(self, url: str, etag: str | None = None, last_modified: str | None = None) -> FeedFetch:
        self.asked.append((url, etag))
        if self.beyond is not None and url not in self.feeds:
            return await self.beyond.fetch_feed(url, etag, last_modified)
        found = self.feeds.get(url, FetchFailed(f"{url} did not answer."))
        if isinstance(found, SourceError):
            raise found
        unchanged = etag is not None and found.etag == etag
        return FeedFetch(feed=None, etag=etag) if unchanged else found

    async def read_page(self, url: str) -> Page:
        self.asked.append((url, None))
        if self.beyond is not None and url not in self.pages:
            return await self.beyond.read_page(url)
        found = self.pages.get(url, FetchFailed(f"{url} did not answer."))
        if isinstance(found, SourceError):
            raise found
        return found

    async def read_list(self, content: bytes) -> FeedList:
        return read_opml(content, "", frozenset())

    async def discover_feeds(self, url: str) -> tuple[FoundFeed, ...] | FeedList:
        self.asked.append((url, None))
        if self.beyond is not None and url not in self.offered:
            return await self.beyond.discover_feeds(url)
        found = self.offered.get(url, ())
        if isinstance(found, SourceError):
            raise found
        return found


class RememberingBroker:
    """Wakes nobody up; `told` holds what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, *tuple[int, ...]]] = []

    async def tell(self, event: str, *ids: int) -> None:
        self.told.append((event, *ids))

    async def drain(self) -> None:
        return None


def make_app(
    storage: Storage,
    *,
    web: Web | None = None,
    llm: Llm | None = None,
    clock: FakeClock | None = None,
    rules: Rules | None = None,
    platform: FakePlatform | None = None,
) -> App:
    """An App for the test of one step: a real storage, and nothing behind the other edges unless given."""
    return App(
        storage=storage,
        web=web or FakeWeb(),
        llm=llm,
        broker=RememberingBroker(),
        platforms={"console": platform or FakePlatform()},
        clock=clock or FakeClock(),
        rules=rules or Rules(),
    )
