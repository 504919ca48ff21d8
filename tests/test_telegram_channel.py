"""A whole life on Telegram: subscribed in a chat, a story posted there, opened, asked about, brought up to date.

Feeds and pages over loopback, the real river, the real library, a strict Bot API of our own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import open_app
from bot.cli import menu
from bot.config import Config
from bot.demo.clock import DemoClock
from bot.demo.server import serve_world
from bot.demo.world import DemoArticle, DemoOutlet, FeedFormat, World, make_article
from bot.ports import App
from bot.schedule import Pace, tick
from handlers.dispatch import NewsDesk
from tests.platforms.bot_api import TOKEN, BotApi, serve_bot_api
from tests.platforms.bot_api_world import DATE, Chat, Sent

pytestmark = pytest.mark.quick_time

START = datetime(2026, 3, 10, 8, tzinfo=UTC)
HURT = (
    "A goods train left the rails at Quarry Bridge near Tillmouth on Tuesday morning, injuring three people, "
    "the county police said.",
    "The train was carrying gravel from the Hask quarry when four of its wagons tipped over at 08:20, Inspector "
    "Lena Orme said. The driver walked away unhurt.",
    "The line between Tillmouth and Hask is expected to stay closed until Friday, according to County Rail.",
)
RISEN = (
    "Five people were injured when a goods train from the Hask quarry left the rails at Quarry Bridge near "
    "Tillmouth on Tuesday, the county police said in the afternoon, raising an earlier count of three.",
    "Inspector Lena Orme said two walkers under the bridge had reported their injuries late.",
    "County Rail said that a broken rail had been found and that the line would stay closed until Friday.",
)


def article(outlet: str, slug: str, hours: float, title: str, paragraphs: tuple[str, ...]) -> DemoArticle:
    at = START + timedelta(hours=hours)
    return make_article(outlet=outlet, slug=slug, published_at=at, title=title, paragraphs=paragraphs)


WORLD = World(
    outlets=(
        DemoOutlet(slug="gazette", name="Tillmouth Gazette", feed_format=FeedFormat.RSS),
        DemoOutlet(slug="wireless", name="Radio Hask", feed_format=FeedFormat.ATOM),
    ),
    articles=(
        article("gazette", "gravel-train", 1, "Gravel train derails at Quarry Bridge, three hurt", HURT),
        article("wireless", "quarry-bridge", 6, "Five hurt in Quarry Bridge derailment, police say", RISEN),
    ),
    starts_at=START,
    ends_at=START + timedelta(hours=12),
)


@dataclass
class Town:
    """The running bot, its chat on the other side, and the clock of the world between."""

    app: App
    api: BotApi
    clock: DemoClock
    reader: Chat

    async def pass_time(self, hours: float) -> None:
        for _ in range(int(hours * 4)):
            self.clock.advance(timedelta(minutes=15))
            await tick(self.app, Pace(lease=timedelta(hours=1)))
            await self.app.broker.drain()

    def sent(self) -> list[Sent]:
        return self.api.world.sent_to(self.reader.id)

    async def answer_to(self, text: str, reply_to: Sent | None = None) -> Sent:
        known = len(self.sent())
        await self.api.write(self.reader, text, reply_to=reply_to)
        await self.api.wait_for(lambda: len(self.sent()) > known)
        return self.sent()[-1]


@asynccontextmanager
async def open_town(folder: Path) -> AsyncIterator[Town]:
    clock = DemoClock(START)
    async with serve_world(WORLD, clock) as site, serve_bot_api() as api:
        settings = {
            "storage": {"url": f"sqlite+aiosqlite:///{folder / 'aibot.db'}"},
            "telegram": {"base_url": api.base_url},
            "telegram_token": TOKEN,
            "bundles": {"county": {"title": "The county", "feeds": site.feed_urls}},
            "web": {"pause_seconds": 0, "timeout_seconds": 120},
        }
        allowed = frozenset({("*.localhost", site.port)})
        async with open_app(
            Config.model_validate(settings), commands=menu(), clock=clock, allowed=allowed
        ) as app:
            listening = asyncio.create_task(app.platforms["telegram"].run(NewsDesk(app)))
            try:
                yield Town(app, api, clock, api.world.add(Chat(7, title="Ada")))
            finally:
                listening.cancel()
                with suppress(asyncio.CancelledError):
                    await listening


async def test_a_reader_subscribes_gets_the_story_opens_it_asks_and_is_told_what_changed(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        welcome = await town.answer_to("/subscribe county")
        assert "2 feeds" in welcome.text

        await town.pass_time(2)
        post = town.sent()[-1]
        assert post.text.startswith("Gravel train derails at Quarry Bridge, three hurt")
        assert "Tillmouth Gazette" in post.text
        links = [entity.argument for entity in post.entities if entity.tag == "a"]
        assert any("#:~:text=" in link for link in links), "a mark opens the source at the words"
        actions = [action for row in post.buttons for _, action in row]
        assert actions == ["story:1", "sources:1", "ask:1", "follow:1", "rate:1:up", "rate:1:down"]

        known = len(town.sent())
        await town.api.press(post, "sources:1")
        await town.api.wait_for(lambda: len(town.sent()) > known)
        assert "Tillmouth Gazette" in town.sent()[-1].text

        answer = await town.answer_to("Until when is the line closed?", reply_to=post)
        assert "Friday" in answer.text
        refusal = await town.answer_to("Who built the locomotive?", reply_to=post)
        assert "do not say" in refusal.text or "None of the" in refusal.text

        known = len(town.sent())
        await town.pass_time(6)
        news = town.sent()[known:]
        assert len(news) == 1, [message.text for message in news]
        assert news[0].reply_to == post.message_id
        assert "five" in news[0].text.lower()
        now = next(message for message in town.sent() if message.message_id == post.message_id)
        assert "Radio Hask" in now.text, "the post itself was brought up to date"


async def test_a_channel_is_run_from_a_private_chat_and_its_readers_ask_below_its_posts(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        world = town.api.world
        talk = world.add(Chat(-1002, "supergroup", "County Talk", bot="administrator"))
        channel = world.add(Chat(-1001, "channel", "County News", bot="administrator", discussion=talk))
        channel.username, channel.administrators = "countynews", {7: "creator"}

        assert "County News" in (await town.answer_to("/channel @countynews")).text
        subscribed = await town.answer_to("/subscribe county")
        assert subscribed.text.startswith("About “County News”:")
        assert "2 feeds" in subscribed.text
        await town.pass_time(2)
        (post,) = world.sent_to(channel.id)
        assert post.text.startswith("Gravel train derails at Quarry Bridge, three hurt")

        reader = {"id": 8, "is_bot": False, "first_name": "Bob"}
        query = await town.api.press(post, "story:1", user=reader)
        await town.api.wait_for(lambda: query in world.notes)
        link = world.notes[query].url
        assert link == "https://t.me/AiBotTest?start=story-1"
        bob = world.add(Chat(8, title="Bob"))
        await town.api.write(bob, f"/start {link.partition('=')[2]}", user=reader)
        await town.api.wait_for(lambda: world.sent_to(8))
        assert world.sent_to(8)[0].text.startswith("Gravel train derails at Quarry Bridge")

        origin = {"type": "channel", "date": DATE, "chat": channel.as_json(), "message_id": post.message_id}
        await town.api.write(bob, post.text, user=reader, forward_origin=origin)
        await town.api.wait_for(lambda: len(world.sent_to(8)) == 2)
        assert world.sent_to(8)[1].text.startswith("Gravel train derails at Quarry Bridge")
        own_words = "Until when is the line closed?"
        await town.api.write(bob, own_words, user=reader, external_reply={"origin": origin})
        await town.api.wait_for(lambda: len(world.sent_to(8)) == 3)
        assert "Friday" in world.sent_to(8)[2].text

        forwarded = await town.api.forward_to_discussion(channel, post)
        asked = await town.api.comment(forwarded, "Until when is the line closed?", thread=forwarded, user=reader)
        await town.api.wait_for(lambda: world.sent_to(talk.id))
        answer = world.sent_to(talk.id)[-1]
        assert "Friday" in answer.text
        assert answer.reply_to == asked.message_id
        again = await town.api.comment(answer, "And who said so?", thread=forwarded, user=reader)
        await town.api.wait_for(lambda: world.sent_to(talk.id)[-1].reply_to == again.message_id)
        assert len(world.sent_to(channel.id)) == 1

        search = await town.api.search("quarry br", user=reader)
        await town.api.wait_for(lambda: search in world.results)
        (found,) = world.results[search]
        assert found["title"] == "Gravel train derails at Quarry Bridge, three hurt"
        assert found["buttons"][0][0] == ("Full story", "https://t.me/AiBotTest?start=story-1")

        await town.api.remove_bot(channel)
        await town.api.return_bot(channel, "administrator")
        await town.pass_time(6)
        assert "five" in world.sent_to(channel.id)[-1].text.lower()
