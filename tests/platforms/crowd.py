"""Thousands of chats due in one second: the real river and desk, a platform's library, and our fake of it.

For a loop of `tests.quick_time`: minutes pass in moments, and leases, claims and limits see them pass.
"""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import tasks
from bot.broker import open_broker
from bot.cli import menu
from bot.core.types import Address, ChannelSettings, FoundFeed, Rhythm
from bot.platforms.discord import open_discord
from bot.platforms.telegram_waits import Waits
from bot.ports import App, Desk, Platform, Storage
from bot.schedule import Pace, tick
from handlers.dispatch import NewsDesk
from tests.fakes import FakeWeb
from tests.handlers.newsroom import COAST, FERRY, FERRY_AGAIN, HARBOUR, RULES
from tests.make import NOW, make_page, make_parsed_entry
from tests.platforms.bot_api import BotApi
from tests.platforms.bot_api_world import TELEGRAMS_ADVICE, Chat
from tests.platforms.fake_discord import FakeDiscord, fake_discord
from tests.platforms.fake_discord_rules import DISCORDS_LIMIT
from tests.platforms.fake_discord_shapes import GUILD, TOKEN
from tests.platforms.telegram_bench import open_bench

PACE = Pace()
SPARE = 12  # chats beside the crowd, in which people ask
_FIRST = 10_000  # the first chat's id
_GROUPS_ONE_IN = 3  # of Telegram's chats
_TO_WRITE = timedelta(seconds=40)  # a story that is to be in a digest
_QUIET_BEFORE = timedelta(hours=3)  # after which every feed is due to be checked


class LoopClock:
    """Tells the time of the loop, so that a lease lasts as long as what is slept meanwhile."""

    def now(self) -> datetime:
        return NOW + timedelta(seconds=asyncio.get_running_loop().time())


class Place(ABC):
    """A platform's fake with a crowd of chats."""

    platform: Platform

    @abstractmethod
    def address(self, number: int) -> Address: ...

    @abstractmethod
    def posts(self) -> list[tuple[str, float]]:
        """The chat and the time of every message that answers nobody."""

    @abstractmethod
    async def ask(self, number: int, words: str) -> str:
        """Somebody asks in a chat; what `waited` knows it by."""

    @abstractmethod
    def waited(self, asked: str) -> float | None:
        """Seconds until the first sign of an answer stood; None while there is none."""

    @property
    @abstractmethod
    def refused(self) -> int:
        """Calls that came too fast."""


@dataclass
class OnTelegram(Place):
    platform: Platform
    api: BotApi
    _asked: dict[str, tuple[int, int, float]] = field(default_factory=dict)

    def fill(self, count: int) -> None:
        for number in range(count):
            kind = "private" if self._id(number) > 0 else "supergroup"
            self.api.world.add(Chat(self._id(number), kind, f"Chat {number}"))
        self.api.world.flood = TELEGRAMS_ADVICE

    def _id(self, number: int) -> int:
        return (_FIRST + number) * (-1 if number % _GROUPS_ONE_IN == 0 else 1)

    def address(self, number: int) -> Address:
        return Address("telegram", str(self._id(number)))

    def posts(self) -> list[tuple[str, float]]:
        mine = [one for one in self.api.world.messages.values() if one.by_bot and one.reply_to is None]
        return [(str(one.chat), one.at) for one in mine]

    async def ask(self, number: int, words: str) -> str:
        chat = self.api.world.chats[self._id(number)]
        command, _, rest = words.partition(" ")
        said = await self.api.write(chat, f"/{command}@AiBotTest {rest}".strip())
        self._asked[str(said.message_id)] = (chat.id, said.message_id, self.api.world.now())
        return str(said.message_id)

    def waited(self, asked: str) -> float | None:
        chat, message, at = self._asked[asked]
        signs = [one.at for one in self.api.world.sent_to(chat) if one.reply_to == message]
        return min(signs) - at if signs else None

    @property
    def refused(self) -> int:
        return self.api.world.floods


@dataclass
class OnDiscord(Place):
    platform: Platform
    fake: FakeDiscord

    def fill(self, count: int) -> None:
        common = {"type": 0, "name": "news", "guild_id": GUILD, "position": 0, "permission_overwrites": []}
        for number in range(count):
            self.fake.channels[str(_FIRST + number)] = {"id": str(_FIRST + number), **common}
        self.fake.rates.limits["send"] = (5, 5.0)
        self.fake.rates.overall = DISCORDS_LIMIT

    def address(self, number: int) -> Address:
        return Address("discord", str(_FIRST + number))

    def posts(self) -> list[tuple[str, float]]:
        answers = {one.original for one in self.fake.interactions.values()}
        mine = [one for one in self.fake.messages.values() if one["id"] not in answers]
        return [(one["channel_id"], self.fake.stood_at[one["id"]]) for one in mine]

    async def ask(self, number: int, words: str) -> str:
        command, _, rest = words.partition(" ")
        story, _, question = rest.partition(" ")
        options = [{"name": "story", "type": 4, "value": int(story)}] if story else []
        options += [{"name": "question", "type": 3, "value": question}] if question else []
        return await self.fake.slash(command, options=options, channel=str(_FIRST + number))

    def waited(self, asked: str) -> float | None:
        known = self.fake.interactions[asked]
        return known.answered_at - known.at if known.answered_at is not None else None

    @property
    def refused(self) -> int:
        return self.fake.rates.refused


@asynccontextmanager
async def open_telegram_place(count: int) -> AsyncIterator[OnTelegram]:
    async with open_bench(waits=Waits()) as bench:
        place = OnTelegram(bench.telegram, bench.api)
        place.fill(count + SPARE)
        yield place


@asynccontextmanager
async def open_discord_place(count: int) -> AsyncIterator[OnDiscord]:
    async with fake_discord() as fake, open_discord(TOKEN, commands=menu()) as platform:
        place = OnDiscord(platform, fake)
        place.fill(count + SPARE)
        yield place


@dataclass(frozen=True)
class Served:
    """`first`: seconds from the moment the outlets published, or the digest's hour, to the first post; `seconds`:
    from that to the last; `waits`: how long each person waited for the first sign of an answer; `tries`: of the
    delivery that took most of them."""

    posts: Counter[str]
    first: float
    seconds: float
    waits: tuple[float, ...]
    refused: int
    tries: int
    cpu_seconds: float


@dataclass
class Crowd:
    """So many chats of one platform, each subscribed to the two outlets of the coast."""

    app: App
    desk: Desk
    web: FakeWeb
    place: Place
    count: int

    async def subscribe(self, rhythm: Rhythm = Rhythm.INSTANT, next_digest_at: datetime | None = None) -> None:
        channels, now = self.app.storage.channels, self.app.clock.now()
        settings = ChannelSettings(rhythm=rhythm)
        for number in range(self.count):
            channel = await channels.open(self.place.address(number), "", now)
            await channels.enrol(channel.id, [FoundFeed(url, "") for url in (HARBOUR, COAST)], now)
            if next_digest_at is not None:
                await channels.save_settings(channel.id, settings, next_digest_at)

    def publish_the_ferry(self) -> None:
        """One event that both outlets report."""
        stories = (
            ("Harbour Post", HARBOUR, "Ferry Nordlys runs aground off Port Ansel", FERRY),
            ("Coast Radio", COAST, "Passengers rescued from ferry Nordlys off Port Ansel", FERRY_AGAIN),
        )
        now = self.app.clock.now()
        for outlet, feed, title, text in stories:
            url = f"{feed.removesuffix('feed.xml')}ferry"
            self.web.pages[url] = make_page(url=url, outlet=outlet, title=title, text=text, published_at=now)
            self.web.put_feed(
                feed, make_parsed_entry(key=url, url=url, title=title, text=text[:60], published_at=now)
            )

    async def tick_until(self, holds: Callable[[], bool], limit: timedelta) -> None:
        """The schedule works at its pace. TimeoutError after the limit."""
        async with asyncio.timeout(limit.total_seconds()):
            while not holds():
                await tick(self.app, PACE)
                await asyncio.sleep(PACE.every.total_seconds())

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        running = asyncio.create_task(self.place.platform.run(self.desk))
        try:
            yield
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running

    async def ask_now_and_then(self, words: Sequence[str], every: float) -> list[str]:
        """One after the other once the posts begin, each in a chat of their own; what the place knows them by."""
        asked: list[str] = []
        while not self.place.posts():  # noqa: ASYNC110 - the clock leaps
            await asyncio.sleep(every)
        for number, each in enumerate(words):
            await asyncio.sleep(every)
            asked.append(await self.place.ask(self.count + number, each))
        return asked

    async def gather(self, *, digest: bool) -> None:
        """All subscribe, and three hours pass. A digest is then due soon."""
        due_at = self.app.clock.now() + _QUIET_BEFORE + _TO_WRITE
        await self.subscribe(Rhythm.DIGEST if digest else Rhythm.INSTANT, due_at if digest else None)
        await tick(self.app, PACE)  # the feeds are read for the first time: what they hold is no news
        await self.app.broker.drain()
        await asyncio.sleep((due_at - _TO_WRITE - self.app.clock.now()).total_seconds())

    async def serve(self, words: Sequence[str], every: float, limit: timedelta, *, digest: bool) -> Served:
        """From the outlets' feeds until every chat has the story, or the digest that tells it, and every person
        their answer. After `gather`."""
        due_at = self.app.clock.now() + _TO_WRITE
        async with self.listening():
            self.publish_the_ferry()
            if digest:
                await self.tick_until(lambda: self.app.clock.now() >= due_at, 2 * _TO_WRITE)
            began, cpu = asyncio.get_running_loop().time(), time.process_time()
            asking = asyncio.create_task(self.ask_now_and_then(words, every))
            await self.tick_until(lambda: len(self.place.posts()) >= self.count, limit)
            asked = await asking
            await self.tick_until(lambda: all(self.place.waited(one) is not None for one in asked), limit)
            await self.app.broker.drain()
            times = [at for _, at in self.place.posts()]
            return Served(
                posts=Counter(chat for chat, _ in self.place.posts()),
                first=min(times) - began,
                seconds=max(times) - min(times),
                waits=tuple(self.place.waited(one) or 0.0 for one in asked),
                refused=self.place.refused,
                tries=await self._most_tries(),
                cpu_seconds=time.process_time() - cpu,
            )

    async def _most_tries(self) -> int:
        served = await self.app.storage.channels.list_served()
        sent = [await self.app.storage.deliveries.find_last_sent(channel.id) for channel in served]
        return max(one.attempts for one in sent if one is not None)


@asynccontextmanager
async def open_crowd(storage: Storage, place: Place, count: int) -> AsyncIterator[Crowd]:
    """With as many tasks at once as the program runs."""
    web = FakeWeb()
    async with open_broker() as broker:
        app = App(
            storage=storage,
            web=web,
            llm=None,
            broker=broker,
            platforms={place.platform.name: place.platform},
            clock=LoopClock(),
            rules=RULES,
            catalogues={},
        )
        tasks.connect(broker, app)
        yield Crowd(app, NewsDesk(app), web, place, count)
