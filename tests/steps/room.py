"""A chat with one story and what is planned for it, for tests of its delivery."""

from __future__ import annotations

from bot.core.deliveries import make_key
from bot.core.messages import compose_post
from bot.core.types import (
    Channel,
    Delivery,
    DeliveryKind,
    Placement,
    Post,
    Story,
    Summary,
)
from bot.ports import App, Storage
from bot.steps.deliver import deliver
from tests.fakes import FakeClock, FakePlatform, make_app, plain
from tests.make import NOW, at, make_address, make_article, make_digest, make_summary

POST, EDIT, FOLLOW_UP, DIGEST = DeliveryKind.POST, DeliveryKind.EDIT, DeliveryKind.FOLLOW_UP, DeliveryKind.DIGEST
AGROUND = "A ferry ran aground off Port Ansel on Monday, the coast guard said."
TEN = "Officials said 10 passengers were injured."
FOURTEEN = "Officials said 14 passengers were injured."
MORE = "The mayor opened two schools as shelters for 300 stranded travellers."


class Newsroom:
    """One chat, one story, and what is planned for them."""

    def __init__(
        self, app: App, platform: FakePlatform, clock: FakeClock, channel: Channel, story: Story
    ) -> None:
        self.app = app
        self.platform = platform
        self.clock = clock
        self.channel = channel
        self.story = story

    @property
    def chat(self) -> list[str]:
        return self.platform.texts(self.channel.address)

    async def write(self, *sentences: str, kind: DeliveryKind = POST, since: int | None = None) -> int:
        """The story's next summary with one delivery of it; the delivery's id."""
        newest = await self.app.storage.stories.find_summary(self.story.id)
        revision = 1 if newest is None else newest.revision + 1
        summary = make_summary(sentences, story_id=self.story.id, revision=revision, written_at=self.clock.now())
        return await self.save(summary, kind, since)

    async def add(self, kind: DeliveryKind, since: int | None = None) -> int:
        """One more delivery of the newest summary."""
        return await self.save(await self.newest(), kind, since)

    async def save(self, summary: Summary, kind: DeliveryKind, since: int | None = None) -> int:
        delivery = Delivery(
            channel_id=self.channel.id,
            kind=kind,
            story_id=self.story.id,
            revision=summary.revision,
            from_revision=since,
            key=make_key(self.channel.id, kind.value, self.story.id, summary.revision),
            due_at=self.clock.now(),
        )
        (delivery_id,) = await self.app.storage.stories.save_summary(summary, [delivery])
        return delivery_id

    async def newest(self) -> Summary:
        summary = await self.app.storage.stories.find_summary(self.story.id)
        assert summary is not None
        return summary

    async def parts(self) -> list[str]:
        """The newest summary as its post reads, part by part."""
        message = compose_post(await self.newest(), self.channel.settings)
        return [plain(part) for part in self.platform.split(message)]

    async def plan_digest(self) -> int:
        summary = await self.newest()
        digest = make_digest(channel_id=self.channel.id, due_at=NOW, stories=((self.story.id, summary.revision),))
        carrier = Delivery(
            channel_id=self.channel.id, kind=DIGEST, key=make_key("digest", self.channel.id), due_at=NOW
        )
        delivery_id = await self.app.storage.deliveries.save_digest(digest, carrier, self.channel.id, None)
        assert delivery_id is not None
        return delivery_id

    async def deliver(self, delivery_id: int) -> Delivery:
        await deliver(self.app, delivery_id)
        return await self.app.storage.deliveries.get(delivery_id)

    async def post(self) -> Post:
        post = await self.app.storage.deliveries.find_post(self.channel.id, self.story.id)
        assert post is not None
        return post


async def open_newsroom(
    storage: Storage, platform: FakePlatform, clock: FakeClock, chat: str = "100", title: str = "Ferry"
) -> Newsroom:
    app = make_app(storage, clock=clock, platform=platform)
    channel = await storage.channels.open(make_address(chat), "", NOW)
    article = await storage.articles.save_article(make_article(title=f"{title} {chat}"), None)
    placement = Placement(founded=((article.id,),))
    (story_id,) = await storage.stories.save_placement(placement, NOW, at(20), at(2))
    return Newsroom(app, platform, clock, channel, await storage.stories.get(story_id))
