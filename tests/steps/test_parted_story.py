"""A story that was parted, from its articles to what its channels read: mended, told once, never a withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.types import DeliveryState, Feed, Placement
from bot.ports import App, Storage
from bot.steps.deliver import deliver
from bot.steps.group_articles import group_articles
from bot.steps.write_summary import write_summary
from tests.fakes import FakeClock, FakePlatform, Killed, Mortal, make_app
from tests.make import NOW, at, make_address, make_article, make_outlet, make_subscription
from tests.steps.test_group_again import BANSTEAD, QUARRY, WEXCOMBE

SPLIT = "This story was parted: “A fire tore through the Hollin supermarket in Wexcombe” is now story 2."


class Town:
    """Two feeds, each with the news of one of two fires, and the channels that read them."""

    def __init__(self, app: App, clock: FakeClock, platform: FakePlatform, feeds: Sequence[Feed]) -> None:
        self.app = app
        self.storage = app.storage
        self.clock = clock
        self.platform = platform
        self.banstead, self.wexcombe = feeds
        self.articles = 0

    async def bring(self, feed: Feed, text: str, minute: float) -> int:
        self.articles += 1
        article = make_article(
            feed_id=feed.id,
            outlet=make_outlet(f"Outlet {self.articles}"),
            title=" ".join(text.split()[:9]),
            text=text,
            published_at=at(minute),
            arrived_at=at(minute),
        )
        return (await self.storage.articles.save_article(article, None)).id

    async def take_for_one(self) -> int:
        """Seven articles on both fires in one story, written and sent."""
        ids = [
            await self.bring(feed, text, number)
            for number, (text, feed) in enumerate(self._by_turns()[:7], start=1)
        ]
        (story_id,) = await self.storage.stories.save_placement(Placement(founded=(tuple(ids),)), NOW, NOW, NOW)
        self.clock.move(timedelta(minutes=10))
        await self.write(story_id)
        return story_id

    def _by_turns(self) -> list[tuple[str, Feed]]:
        return [
            pair
            for one, other in zip(BANSTEAD, WEXCOMBE, strict=True)
            for pair in ((one, self.banstead), (other, self.wexcombe))
        ]

    async def part(self) -> int:
        """The eighth article shows that there are two stories; the number of the second."""
        self.clock.move(timedelta(minutes=50))
        await self.bring(self.wexcombe, WEXCOMBE[3], 59)
        touched = await group_articles(self.app)
        return max(touched)

    async def write(self, story_id: int) -> None:
        for delivery_id in await write_summary(self.app, story_id):
            await deliver(self.app, delivery_id)

    async def settle(self, *story_ids: int) -> None:
        """Writes the stories, then lets the hours pass in which what had to wait is sent."""
        for story_id in story_ids:
            await self.write(story_id)
        self.clock.move(timedelta(hours=2))
        for story_id in story_ids:
            for delivery in await self.storage.deliveries.list_of_story(story_id):
                await deliver(self.app, delivery.id)

    def chat(self, number: str) -> list[str]:
        return self.platform.texts(make_address(number))


async def open_town(storage: Storage, *readers: tuple[str, str]) -> Town:
    """`readers`: (chat, which feeds: "b", "w" or both)."""
    clock, platform = FakeClock(), FakePlatform()
    feeds = [await storage.feeds.add(f"https://{name}.example/feed", NOW) for name in ("banstead", "wexcombe")]
    for chat, wanted in readers:
        channel = await storage.channels.open(make_address(chat), "", NOW)
        for letter, feed in zip("bw", feeds, strict=True):
            if letter in wanted:
                wish = make_subscription(
                    channel_id=channel.id, target=feed.url, feed_ids=(feed.id,), since=at(-600)
                )
                await storage.channels.subscribe(wish)
    return Town(make_app(storage, clock=clock, platform=platform), clock, platform, feeds)


async def test_the_post_is_mended_and_what_it_told_of_the_other_story_is_said_once(storage: Storage) -> None:
    town = await open_town(storage, ("100", "bw"))
    old = await town.take_for_one()
    assert "Wexcombe" in town.chat("100")[0]
    new = await town.part()
    await town.settle(old, new)
    post, *others = town.chat("100")
    assert "Wexcombe" not in post
    assert "Banstead" in post
    told = [text for text in others if "parted" in text]
    assert len(told) == 1
    assert SPLIT in told[0]
    assert not any("withdrew" in text or "Correction" in text for text in others)


async def test_readers_of_the_younger_part_get_its_post_and_what_comes_later_under_it(storage: Storage) -> None:
    town = await open_town(storage, ("100", "w"))
    old = await town.take_for_one()
    new = await town.part()
    await town.settle(old, new)
    assert "Story 2 ·" in town.chat("100")[2]
    further = "Dorset police charged a man of 31 on Monday with setting fire to the supermarket in Wexcombe."
    article = await town.bring(town.wexcombe, further, 180)
    now = town.clock.now()
    await storage.stories.save_placement(Placement(joined=((article, new),)), now, now, now)
    await town.settle(new)
    _, _, post, message = town.chat("100")
    assert "charged a man of 31" in post
    assert message.startswith("What changed")


@pytest.mark.parametrize("first", ["old", "new"])
async def test_whichever_of_the_two_is_written_first_readers_get_the_same(storage: Storage, first: str) -> None:
    town = await open_town(storage, ("100", "bw"), ("200", "w"), ("300", "b"))
    old = await town.take_for_one()
    new = await town.part()
    await town.settle(*((old, new) if first == "old" else (new, old)))
    for chat in ("100", "200", "300"):
        assert sum(SPLIT in text for text in town.chat(chat)) == 1
        assert len(town.chat(chat)) <= 3
        assert "Wexcombe" not in town.chat(chat)[0]


async def test_replies_to_the_old_post_find_the_old_story(storage: Storage) -> None:
    town = await open_town(storage, ("100", "w"))
    old = await town.take_for_one()
    channel = await storage.channels.find(make_address("100"))
    assert channel is not None
    standing = await storage.deliveries.find_post(channel.id, old)
    assert standing is not None
    new = await town.part()
    await town.settle(old, new)
    found = await storage.deliveries.find_post_by_message(channel.id, standing.message_ids[0])
    assert found is not None
    assert (found.story_id, found.revision) == (old, 2)


async def test_a_post_not_sent_before_the_parting_is_not_sent_of_the_mixture(storage: Storage) -> None:
    town = await open_town(storage, ("100", "w"), ("200", "b"))
    ids = [await town.bring(feed, text, n) for n, (text, feed) in enumerate(town._by_turns()[:7], start=1)]
    (old,) = await storage.stories.save_placement(Placement(founded=(tuple(ids),)), NOW, NOW, NOW)
    town.clock.move(timedelta(minutes=10))
    planned = await write_summary(town.app, old)
    new = await town.part()
    assert {(await storage.deliveries.get(one)).state for one in planned} == {DeliveryState.DROPPED}
    await town.settle(old, new)
    (wexcombe,), (banstead,) = town.chat("100"), town.chat("200")
    assert "Banstead" not in wexcombe
    assert "Wexcombe" not in banstead


async def test_writing_and_sending_twice_tells_nothing_twice(storage: Storage) -> None:
    town = await open_town(storage, ("100", "bw"), ("200", "w"))
    old = await town.take_for_one()
    new = await town.part()
    await town.settle(old, new)
    before = [town.chat("100"), town.chat("200")]
    for story_id in (old, new):
        story = await storage.stories.get(story_id)
        await storage.stories.save_due(story_id, town.clock.now(), story.revision)
    await town.settle(old, new)
    assert [town.chat("100"), town.chat("200")] == before


@pytest.mark.parametrize("lives", range(0, 28, 3))
async def test_a_crash_at_any_moment_repeats_no_message(storage: Storage, lives: int) -> None:
    town = await open_town(storage, ("100", "bw"))
    town.platform.honours_keys = True
    old = await town.take_for_one()
    new = await town.part()
    healthy = town.app
    moments = iter(range(lives))
    town.app = replace(
        healthy,
        storage=Mortal(storage, moments),
        platforms={"console": Mortal(town.platform, moments)},
    )
    with suppress(Killed):
        await town.settle(old, new)
    town.app = healthy
    town.clock.move(timedelta(minutes=30))  # every lease is over
    await town.settle(old, new)
    assert sum(SPLIT in text for text in town.chat("100")) == 1
    assert "Wexcombe" not in town.chat("100")[0]


async def test_an_article_withdrawn_after_it_left_is_withdrawn_in_its_own_story_alone(storage: Storage) -> None:
    town = await open_town(storage, ("100", "bw"))
    old = await town.take_for_one()
    new = await town.part()
    await town.settle(old, new)
    before = town.chat("100")[:2]
    left = await storage.articles.get(2)
    assert left.story_id == new
    gone = replace(left, withdrawn=True, version=2, arrived_at=town.clock.now())
    await storage.articles.save_article(gone, None)
    await town.settle(old, new)
    assert town.chat("100")[:2] == before
    assert [text for text in town.chat("100") if "withdrew" in text] == [town.chat("100")[3]]
    assert "Wexcombe" in town.chat("100")[3]


async def test_of_two_posts_on_stories_that_prove_to_be_one_the_later_points_to_the_first(
    storage: Storage,
) -> None:
    town = await open_town(storage, ("100", "b"))
    stories = []
    for number, text in enumerate((BANSTEAD[0], BANSTEAD[2]), start=1):
        article = await town.bring(town.banstead, text, number)
        (story_id,) = await storage.stories.save_placement(Placement(founded=((article,),)), NOW, NOW, NOW)
        town.clock.move(timedelta(hours=1))
        await town.write(story_id)
        stories.append(story_id)
    first, second = stories
    assert ["Story 1 ·" in town.chat("100")[0], "Story 2 ·" in town.chat("100")[1]] == [True, True]
    now = town.clock.now()
    await storage.stories.save_placement(Placement(merged=((second, first),)), now, now, now)
    await town.settle(first)
    await town.settle(first)
    whole, pointer = town.chat("100")  # nothing new was told, so there is no message
    assert "from 2 independent outlets" in whole
    assert "This is one story with story 1" in pointer
    assert (await storage.stories.get(second)).id == first
    channel = await storage.channels.find(make_address("100"))
    assert channel is not None
    answered = await storage.deliveries.find_post_by_message(channel.id, "m2")
    assert answered is not None
    assert answered.story_id == first
    assert await storage.deliveries.list_spare_posts(channel.id, first) == ()


async def test_an_article_called_back_by_its_own_story_leaves_the_post_of_the_other_and_is_no_withdrawal(
    storage: Storage,
) -> None:
    town = await open_town(storage, ("100", "b"), ("200", "w"))
    feeds = [*[town.banstead] * 2, *[town.wexcombe] * 3]
    texts = [*BANSTEAD[:2], *QUARRY[:3]]
    ids = [
        await town.bring(feed, text, n) for n, (text, feed) in enumerate(zip(texts, feeds, strict=True), start=1)
    ]
    groups = (tuple(ids[:3]), tuple(ids[3:]))
    old, other = await storage.stories.save_placement(Placement(founded=groups), NOW, NOW, NOW)
    town.clock.move(timedelta(minutes=10))
    await town.write(old)
    await town.write(other)
    assert "Outlet 3" in town.chat("100")[0]
    town.clock.move(timedelta(minutes=50))
    await town.bring(town.wexcombe, QUARRY[3], 59)
    await group_articles(town.app)
    await town.settle(old, other)
    post, *others = town.chat("100")
    assert "Outlet 3" not in post
    assert "Outlet 2" in post
    assert "Outlet 3" not in town.chat("200")[0]
    assert "Outlet 3" in town.chat("200")[1]
    assert not any("withdrew" in text or "Correction" in text for text in (*others, *town.chat("200")))
    before = town.chat("100"), town.chat("200")
    await town.settle(old, other)
    assert (town.chat("100"), town.chat("200")) == before
