"""Feeds on loopback that fail, move, close or fall silent, and what chats see of it and can do about it."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.core.types import Address
from tests.fakes import FakeClock
from tests.make import make_request
from tests.scenarios.acting import CONSOLE, DISCORD, TELEGRAM, Seen, Who, fold
from tests.scenarios.console_stage import ConsoleStage
from tests.scenarios.discord_stage import DiscordStage
from tests.scenarios.lives import Room
from tests.scenarios.stage import Stage
from tests.scenarios.stages import open_stage
from tests.web.apart import WebApart, open_web_apart
from tests.web.conftest import Publisher

HOUR, DAY = 60, 24 * 60
FEED, NEW = "/feed.xml", "/new.xml"
HOST = "bay.localhost"
RSS = "application/rss+xml"
TRY, DROP, CHANGE = "Try again now", "Unsubscribe", "Change address"


@dataclass
class Outlet:
    """The Bay Gazette, whose feed stands where it says; `stage` is where its readers are."""

    stage: Stage
    site: Publisher
    dates: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.site.url(FEED, HOST)

    def publish(self, *titles: str, path: str = FEED) -> None:
        """The feed as it is from now on, its newest item first."""
        now = f"{self.stage.newsroom.clock.now():%a, %d %b %Y %H:%M:%S GMT}"
        items = "".join(
            f"<item><title>{title}</title><link>{self.site.url(f'/{title}', HOST)}</link><guid>{title}</guid>"
            f"<pubDate>{self.dates.setdefault(title, now)}</pubDate></item>"
            for title in titles or ("Old news",)
        )
        self.site.put(path, f"<rss version='2.0'><channel><title>Bay Gazette</title>{items}</channel></rss>", RSS)

    async def wait(self, minutes: float, *, step: float = 4 * HOUR) -> None:
        await self.stage.newsroom.pass_time(minutes, step=step)

    async def read_in(self, *lines: str, wish: str = "") -> Room:
        """A chat that reads it, and in which these lines were said then."""
        await self.stage.enter()
        room = Room(copy.copy(self.stage))
        for line in (f"/subscribe {wish or self.url}", *lines):
            await room.stage.say(line, "boss")
        await self.wait(10, step=10)  # what stands there by now is its past
        room.look()
        return room


class Hour:
    """What the web reads the time from: the clock of whichever newsroom it serves."""

    def __init__(self) -> None:
        self.clock = FakeClock()

    def now(self) -> datetime:
        return self.clock.now()


@pytest.fixture(scope="module")
def web() -> Iterator[tuple[Publisher, WebApart, Hour]]:
    """One for all tests: its workers are slow to start."""
    hour = Hour()
    with open_web_apart(hour) as (site, opened):
        yield site, opened, hour


@asynccontextmanager
async def open_outlet(platform: str, web: tuple[Publisher, WebApart, Hour]) -> AsyncIterator[Outlet]:
    async with open_stage(platform) as stage:
        site, stage.newsroom.web.beyond, hour = web
        hour.clock = stage.newsroom.clock
        site.pages.clear()
        yield Outlet(stage, site)


@pytest_asyncio.fixture(params=[TELEGRAM, DISCORD])
async def outlet(request: pytest.FixtureRequest, web: Any) -> AsyncIterator[Outlet]:
    async with open_outlet(request.param, web) as opened:
        yield opened


@pytest_asyncio.fixture
async def on_telegram(web: Any) -> AsyncIterator[Outlet]:
    async with open_outlet(TELEGRAM, web) as opened:
        yield opened


def came(room: Room) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    """What came since the last look: the text, white space folded, and the buttons."""
    new, _ = room.look()
    return [(fold(one.text), one.rows) for one in new]


async def press(room: Room, begins: str, who: Who = "boss") -> Seen:
    """The newest button that says what begins so."""
    says = [said for one in room.stage.list_standing() for said in one.says if said.startswith(begins)]
    seen = await room.stage.press(says[-1], who)
    room.look()
    return seen


# ---------------------------------------------------------------- failing, and well again


async def test_a_feed_that_fails_for_long_is_told_once_wherever_it_is_read_and_so_is_its_recovery(
    outlet: Outlet,
) -> None:
    outlet.publish()
    rooms = [await outlet.read_in() for _ in range(2)]
    other = await outlet.read_in(wish="coast")
    outlet.site.put(FEED, "oops", status=500)
    await outlet.wait(DAY)
    assert [came(room) for room in rooms] == [[], []], "a bad day is no news"
    await outlet.wait(5 * DAY)
    for room in rooms:
        ((text, rows),) = came(room)
        assert text.startswith("Bay Gazette has failed since November 16, 2026, ")
        assert text.endswith(" at every check: bay.localhost has trouble of its own (HTTP 500).")
        assert rows == ((TRY, DROP), (CHANGE,))
    outlet.publish()
    await outlet.wait(2 * DAY)
    assert [came(room) for room in rooms] == [[("Bay Gazette works again.", ())]] * 2
    await outlet.wait(DAY)
    assert [came(room) for room in (*rooms, other)] == [[], [], []]


async def test_what_a_notice_offers_is_for_those_who_may_change_the_chat(outlet: Outlet) -> None:
    outlet.publish()
    room, other = await outlet.read_in(), await outlet.read_in()
    outlet.site.put(FEED, "oops", status=500)
    await outlet.wait(5 * DAY)
    came(room), came(other)
    for begins in ("/recheck", "/drop", "/editfeed"):
        refused = await press(room, begins, "guest")
        if refused.field:  # Discord opens a field before AiBot is asked
            refused = await room.stage.fill(outlet.site.url(NEW, HOST), "guest")
        assert refused.note.startswith("Only administrators of this chat may")
    outlet.stage.newsroom.clock.move(timedelta(minutes=5))
    tried = await press(room, "/recheck")
    assert tried.text == "Bay Gazette fails: bay.localhost has trouble of its own (HTTP 500)."
    again = await press(room, "/recheck")
    assert again.note == "Bay Gazette was checked a moment ago."
    asked = await press(room, "/drop")
    assert asked.text == "Unsubscribe from Bay Gazette? Its stories come here no more."
    assert (await press(room, asked_no(asked), "guest")).note.startswith("Only administrators")
    kept = await press(room, asked_no(asked))
    assert (kept.text, kept.in_place) == ("Bay Gazette stays.", True)
    asked = await press(room, "/drop")
    dropped = await press(room, asked_no(asked).replace(" no", " yes"))
    assert dropped.in_place
    assert dropped.text == "Unsubscribed from Bay Gazette. This chat has no subscriptions. /subscribe starts one."
    for begins in ("/recheck", "/drop"):
        assert "no more" in (await press(room, begins)).note, "the notice still stands there"
    outlet.publish()
    await outlet.wait(2 * DAY)
    assert came(room) == []
    assert came(other) == [("Bay Gazette works again.", ())], "what one chat drops another goes on to read"


def asked_no(asked: Seen) -> str:
    (no,) = [button for button in asked.buttons if button.endswith(" no")]
    return no


# ---------------------------------------------------------------- closed, moved


async def test_a_feed_that_is_gone_is_told_once_tried_again_and_given_another_address(outlet: Outlet) -> None:
    outlet.publish()
    room, other = await outlet.read_in(), await outlet.read_in()
    outlet.site.put(FEED, status=410)
    await outlet.wait(5 * DAY)
    for reader in (room, other):
        ((text, rows),) = came(reader)
        assert text == "Bay Gazette is gone: its outlet has closed it for good."
        assert rows == ((TRY, DROP), (CHANGE,))
    outlet.publish()
    tried = await press(room, "/recheck")
    assert tried.text == "Bay Gazette works again; nothing is new there."
    await outlet.wait(DAY)
    assert came(room) == [], "whoever pressed had the answer before all"
    assert came(other) == [("Bay Gazette works again.", ())]
    new = outlet.site.url(NEW, HOST)
    outlet.publish(path=NEW)
    assert "new address" in (await press(room, "/editfeed")).field
    filled = await room.stage.fill(new, "boss")
    assert f"Bay Gazette is read at {new} from now on, no more at {outlet.url}." in filled.text
    assert new in (await room.stage.press(details_of(filled), "boss")).text


def details_of(filled: Seen) -> str:
    (details,) = [button for button in filled.buttons if button.startswith("/subscription ")]
    return details


async def test_a_feed_that_moved_for_good_is_followed_and_told_of_once(outlet: Outlet) -> None:
    outlet.publish()
    rooms = [await outlet.read_in() for _ in range(2)]
    new = outlet.site.url(NEW, HOST)
    outlet.site.redirect(FEED, new, 301)
    outlet.publish(path=NEW)
    await outlet.wait(5 * DAY)
    for room in rooms:
        ((text, rows),) = came(room)
        told = "Bay Gazette has moved for good, and is read at its new address: "
        assert text == f"{told}{outlet.url} → {new}"
        assert rows == (("Details",),)
    details = await press(rooms[0], "/subscription")
    assert not details.in_place, "the notice stays"
    assert new in details.text
    assert "/drop" in " ".join(details.buttons)


# ---------------------------------------------------------------- silent


@pytest.mark.parametrize("outlet", [DISCORD], indirect=True)
async def test_a_feed_that_falls_silent_against_its_habit_is_told_once(outlet: Outlet) -> None:
    outlet.publish()
    room = await outlet.read_in()
    titles = ["Old news"]
    for day in range(8):
        titles.insert(0, f"Day{day}")
        outlet.publish(*titles)
        await outlet.wait(DAY, step=12 * HOUR)
    came(room)
    await outlet.wait(2 * DAY, step=12 * HOUR)
    assert came(room) == []
    await outlet.wait(9 * DAY, step=12 * HOUR)
    ((text, rows),) = came(room)
    assert text.startswith("Bay Gazette answers, but has brought nothing since November 2")
    assert text.endswith(", against its habit.")
    assert rows == ((TRY, DROP), (CHANGE,))


# ---------------------------------------------------------------- quiet and paused chats


async def test_a_chat_that_was_paused_hears_after_it_what_still_holds_and_in_one_message(
    on_telegram: Outlet,
) -> None:
    on_telegram.publish()
    room = await on_telegram.read_in("/pause 14 days")
    closed = await on_telegram.read_in("/pause")
    on_telegram.site.put(FEED, "oops", status=503)
    await on_telegram.wait(4 * DAY)
    on_telegram.publish()
    await on_telegram.wait(2 * DAY)
    on_telegram.site.redirect(FEED, on_telegram.site.url("/", HOST), 301)
    on_telegram.site.put("/", "<html><body><h1>Welcome to our new site</h1></body></html>")
    await on_telegram.wait(9 * DAY)
    ((text, _),) = came(room)
    assert text.endswith("at every check: This is a web page, not a feed.")
    assert came(closed) == []
    await closed.stage.say("/resume", "boss")
    closed.look()
    await on_telegram.wait(2 * HOUR, step=10)
    assert [one for one, _ in came(closed)] == [text]


# ---------------------------------------------------------------- a forum, the console


@pytest.mark.parametrize("outlet", [DISCORD], indirect=True)
async def test_in_a_forum_a_notice_is_a_post_and_its_buttons_are_about_the_forum(outlet: Outlet) -> None:
    stage = outlet.stage
    assert isinstance(stage, DiscordStage)
    outlet.publish()
    await stage.enter_office()
    forum = stage.guild.create_forum_channel("stories")
    address = Address(DISCORD, str(forum.id))
    wish = make_request(f"/subscribe {outlet.url}", address=address, chat_title="Harbour Town #stories")
    await stage.newsroom.desk.answer(wish)
    await outlet.wait(10, step=10)
    outlet.site.put(FEED, status=410)
    await outlet.wait(DAY)
    (stage.channel,) = forum.threads
    assert stage.channel.name == "Bay Gazette is gone: its outlet has closed it for good."
    room = Room(stage)
    asked = await press(room, "/drop")
    dropped = await press(room, asked_no(asked).replace(" no", " yes"))
    assert dropped.text.startswith("Unsubscribed from Bay Gazette.")
    (channel,) = await stage.newsroom.app.storage.channels.list_in(address)
    assert await stage.newsroom.app.storage.channels.list_subscriptions(channel.id) == ()
    assert channel.title == "Harbour Town #stories"


async def test_the_console_shows_a_notice_and_what_can_be_typed_under_it(web: Any) -> None:
    async with open_outlet(CONSOLE, web) as outlet:
        stage = outlet.stage
        assert isinstance(stage, ConsoleStage)
        outlet.publish()
        await stage.say(f"/subscribe {outlet.url}", "boss")
        outlet.site.put(FEED, status=410)
        told = await stage.wait(DAY, step=HOUR)
        assert told.text.startswith("Bay Gazette is gone: its outlet has closed it for good.")
        stage.newsroom.clock.move(timedelta(minutes=5))
        (again,) = [button for button in told.buttons if button.startswith("/recheck")]
        tried = await stage.press(again, "boss")
        assert tried.text == "Bay Gazette fails: bay.localhost says that this page is gone for good."
        assert (await stage.press(again, "boss")).text == "Bay Gazette was checked a moment ago."
