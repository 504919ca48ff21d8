"""What operators do, and what chats see of it: announcements, blocks, and a word when nothing is published."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from bot.core.types import Address
from tests.make import NOW
from tests.platforms.bot_api_world import Chat
from tests.scenarios.acting import DISCORD, TELEGRAM, Seen
from tests.scenarios.discord_stage import DiscordStage, message_text
from tests.scenarios.stage import Stage, Standing
from tests.scenarios.stages import open_stage
from tests.scenarios.telegram_stage import GUEST, TelegramStage
from tests.storage.scenes import write_every_hour

PAGE = "https://aibot.example/move?x=1&y=2"
WORDS = f"We move house on Sunday. More at {PAGE}; /help tells the rest."
DAM = "The Tilling dam cracked on Monday, the water board said. Homes below it are empty."


@pytest_asyncio.fixture(params=[TELEGRAM, DISCORD])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with open_stage(request.param) as opened:
        yield opened


async def open_office(stage: Stage) -> Stage:
    """Where the operator acts; the stage itself stays where it is."""
    office = copy.copy(stage)
    await office.enter_office()
    return office


async def open_room(stage: Stage, *lines: str) -> Stage:
    """A chat that subscribed, and in which these were said then."""
    await stage.enter()
    for line in ("/subscribe coast", *lines):
        await stage.say(line, "boss")
    return copy.copy(stage)


async def announce(office: Stage) -> Seen:
    """The preview of it, sent."""
    shown = await office.say(f"/admin announce {WORDS}", "boss")
    return await office.press(button(shown, "/admin send"), "boss")


def button(seen: Seen, begins: str) -> str:
    (found,) = [one for one in seen.buttons if one.startswith(begins)]
    return found


def heard(room: Stage) -> list[Standing]:
    return [one for one in room.list_standing() if "We move house" in one.text and "chats" not in one.text]


# ---------------------------------------------------------------- announcements


async def test_an_announcement_is_looked_at_then_comes_once_to_every_chat_and_after_a_pause(stage: Stage) -> None:
    one, other = await open_room(stage), await open_room(stage, "/pause 3h")
    office = await open_office(stage)
    shown = await office.say(f"/admin announce {WORDS}", "boss")
    assert shown.text.replace("\u2060", "") == f"This would go to every chat that is served: {WORDS}"
    assert not heard(one), "it is only looked at"
    sent = await office.press(button(shown, "/admin send"), "boss")
    assert sent.in_place, "what can be sent no more has no button to send it"
    assert sent.text == f"It goes to 3 chats now, one after another. {WORDS}"
    await stage.newsroom.pass_time(10, step=1)
    assert [len(heard(room)) for room in (one, other)] == [1, 0]
    await stage.newsroom.pass_time(180)
    assert [len(heard(room)) for room in (one, other)] == [1, 1]
    late = await office.press(button(sent, "/admin cancel"), "boss")
    assert late.in_place
    assert late.text == f"There was nothing left to stop: every chat has it. {WORDS}"
    await stage.newsroom.pass_time(180)
    assert [len(heard(room)) for room in (one, other)] == [1, 1]


async def test_an_announcement_is_stopped_where_it_was_sent_from(stage: Stage) -> None:
    rooms = [await open_room(stage) for _ in range(3)]
    office = await open_office(stage)
    sent = await announce(office)
    stopped = await office.press(button(sent, "/admin cancel"), "boss")
    assert stopped.in_place
    assert stopped.text == f"Stopped: 4 chats do not get it. {WORDS}"
    assert stopped.buttons == frozenset()
    await stage.newsroom.pass_time(60)
    assert [heard(room) for room in rooms] == [[], [], []]


async def test_nobody_but_an_operator_may_announce_and_nowhere_where_a_group_would_read_it(stage: Stage) -> None:
    room = await open_room(stage)
    refused = await room.say(f"/admin announce {WORDS}", "guest")
    assert not refused.offered or "for those who run AiBot" in refused.text
    mentioned = await room.mention(f"/admin announce {WORDS}", "boss")
    assert "in a private chat" in mentioned.text
    await stage.newsroom.pass_time(60)
    assert heard(room) == []


async def test_an_announcement_reaches_topics_channels_and_people_of_telegram_once_each() -> None:
    async with open_stage(TELEGRAM) as stage:
        assert isinstance(stage, TelegramStage)
        world, channels = stage.api.world, stage.newsroom.app.storage.channels
        world.add(Chat(-2002, "supergroup", "Forum", threads={5, 6}))
        world.add(Chat(-3000, "channel", "News of the bay"))
        world.add(Chat(8, title="Bert"))
        for chat, thread in (("-2002", "5"), ("-2002", "6"), ("-3000", None), ("8", None)):
            await channels.open(Address(TELEGRAM, chat, thread), "There", stage.newsroom.clock.now())
        sent = await announce(await open_office(stage))
        assert "It goes to 4 chats now" in sent.text, "a group counts once, and a reader elsewhere"
        await stage.newsroom.pass_time(10, step=1)
        told = [one for chat in (-2002, -3000, 8) for one in world.sent_to(chat)]
        assert [(one.chat, one.thread) for one in told] == [(-2002, 5), (-3000, None), (8, None)]
        for one in told:
            assert one.text == WORDS
            assert [(entity.tag, entity.argument) for entity in one.entities] == [("a", PAGE)]


async def test_an_announcement_reaches_threads_forums_and_people_of_discord_once_each() -> None:
    async with open_stage(DISCORD) as stage:
        assert isinstance(stage, DiscordStage)
        guild, guest = stage.guild, stage.people["guest"].user
        forum = guild.create_forum_channel("stories")
        channels = stage.newsroom.app.storage.channels
        await channels.open(Address(DISCORD, str(forum.id)), "stories", stage.newsroom.clock.now())
        await guest.send_dm("/subscribe coast")
        sent = await announce(await open_office(stage))
        assert "It goes to 3 chats now" in sent.text
        await stage.newsroom.pass_time(10, step=1)
        (post,) = forum.threads
        assert post.name.startswith("We move house on Sunday.")
        (message,) = [one for one in post.history() if one.author.bot]
        assert message_text(message).strip() == WORDS
        assert f"]({PAGE}); /help" in message.embeds[0].description, "the address is a link"
        assert message_text(guest.dm_channel.last_message).strip() == WORDS


# ---------------------------------------------------------------- blocks


async def test_a_blocked_chat_sees_nothing_until_it_is_let_in_again(stage: Stage) -> None:
    room = await open_room(stage)
    office = await open_office(stage)
    place = f"{stage.name}:{room.here.chat}"
    assert place in (await office.say("/admin chats", "boss")).text
    assert (await office.say(f"/admin block {place}", "boss")).text.startswith(f"{place} gets nothing more")
    assert "1 chat is blocked" in (await office.say("/admin chats", "boss")).text
    before = room.list_standing()
    await say_in_vain(room)
    await stage.report("Comet Ilka seen over Kestrel Bay")
    assert room.list_standing() == before
    assert (await office.say(f"/admin unblock {place}", "boss")).text == f"{place} is served again."
    assert (await office.say(f"/admin unblock {place}", "boss")).text == f"{place} was not blocked."
    await stage.newsroom.pass_time(120)
    assert room.list_standing() == before, "what it missed does not come all at once"
    assert "/subscribe" in (await room.say("/help", "guest")).text
    said = len(room.list_standing())
    newsroom = stage.newsroom
    minute = (newsroom.clock.now() - NOW).total_seconds() / 60 + 1
    newsroom.publish("Harbour Post", "Dam cracks above Lower Tilling", DAM, minute)
    await newsroom.pass_time(60)
    assert ["Dam cracks" in one.text for one in room.list_standing()[said:]] == [True]


async def say_in_vain(room: Stage) -> None:
    """A member asks and presses. Telegram turns a wheel on a button until it is answered, if with nothing."""
    if not isinstance(room, TelegramStage):
        assert (await room.say("/help", "guest")).text == ""
        assert (await room.press("/story 1", "guest")).text == ""
        return
    chat = room.api.world.chats[int(room.here.chat)]
    await room.api.write(chat, "/help", user=GUEST)
    (pressed,) = [one for one in room.api.world.sent_to(chat.id) if one.buttons]
    query = await room.api.press(pressed, "story:1", user=GUEST)
    await room.api.wait_for(lambda: query in room.api.world.notes)
    assert room.api.world.notes[query].text == ""


# ---------------------------------------------------------------- silence


async def test_operators_hear_once_that_nothing_is_published_but_not_of_a_night(stage: Stage) -> None:
    newsroom = stage.newsroom
    evening = datetime(2026, 11, 20, 22, tzinfo=UTC)
    newsroom.clock.move(evening - newsroom.clock.now())
    await write_every_hour(newsroom.app.storage, evening, days=4, hours=range(7, 23))
    office = await open_office(stage)
    await newsroom.pass_time(10 * 60, step=60)
    assert alarms(office) == [], "nothing comes at night"
    await newsroom.pass_time(6 * 60, step=60)
    (told,) = alarms(office)
    assert "/admin shows how feeds and deliveries are." in told.text
    await newsroom.pass_time(24 * 60, step=60)
    assert len(alarms(office)) == 1
    await stage.report("Comet Ilka seen over Kestrel Bay")
    await newsroom.pass_time(4 * 60, step=60)
    (over,) = [one for one in office.list_standing() if "published again" in one.text]
    assert over.text.strip().startswith("News is published again, after ")


def alarms(office: Stage) -> list[Standing]:
    return [one for one in office.list_standing() if "longer than is normal" in one.text]
