"""Stories in forums and threads: one post each, its updates and answers inside it, whatever happens to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.core.types import Address, Button, Message
from bot.errors import ChannelGone, MessageMissing, MessageRejected, OutcomeUnknown, TryLater
from bot.platforms.discord import open_discord
from bot.platforms.discord_errors import DEADLINE_SECONDS
from bot.platforms.discord_forums import choose_tags, choose_title
from bot.ports import Platform
from tests.platforms.desk import ScriptedDesk, say
from tests.platforms.fake_discord import FakeDiscord, fake_discord
from tests.platforms.fake_discord_shapes import ANSWER_LOST, FORUM, MEDIA, TOKEN, VOICE, build_tag
from tests.platforms.test_discord import TABLE, opened

STORIES = Address("discord", FORUM)
NEWS = replace(
    say("10 hurt", Button("Sources", "sources:1"), headline="Ferry @everyone aground"), topics=("disasters",)
)


@asynccontextmanager
async def connected() -> AsyncIterator[tuple[Platform, FakeDiscord]]:
    async with fake_discord() as fake, open_discord(TOKEN, commands=TABLE) as platform:
        yield platform, fake


def thread_of(message_id: str) -> str:
    return message_id.partition("/")[0]


# ---------------------------------------------------------------- pushed into a forum


async def test_a_story_is_one_post_under_its_topics_tag_with_its_headline_as_title() -> None:
    async with connected() as (platform, fake):
        post = await platform.send(STORIES, NEWS, key="d1")
        thread = fake.channels[thread_of(post)]
    assert (thread["name"], thread["applied_tags"], thread["parent_id"]) == (
        "Ferry @everyone aground",
        ["502"],
        FORUM,
    )
    assert post == f"{thread['id']}/{thread['id']}"
    assert fake.shown == ["10 hurt"]


async def test_what_follows_stands_inside_the_post_and_the_post_itself_is_mended() -> None:
    async with connected() as (platform, fake):
        post = await platform.send(STORIES, NEWS, key="d1")
        await platform.send(STORIES, say("14 hurt now"), key="d2", reply_to=post)
        await platform.edit(STORIES, post, say("14 hurt", headline="Ferry aground"))
        assert fake.shown == ["14 hurt", "14 hurt now"]
        assert {message["channel_id"] for message in fake.messages.values()} == {thread_of(post)}


async def test_a_post_whose_thread_went_to_sleep_is_woken_to_be_mended() -> None:
    async with connected() as (platform, fake):
        post = await platform.send(STORIES, NEWS, key="d1")
        fake.channels[thread_of(post)]["thread_metadata"]["archived"] = True
        await platform.edit(STORIES, post, say("14 hurt", headline="Ferry aground"))
        assert fake.shown == ["14 hurt"]


async def test_a_post_that_somebody_deleted_is_missing_and_the_forum_stays() -> None:
    async with connected() as (platform, fake):
        post = await platform.send(STORIES, NEWS, key="d1")
        del fake.channels[thread_of(post)]
        del fake.messages[thread_of(post)]
        with pytest.raises(MessageMissing):
            await platform.edit(STORIES, post, say("14 hurt"))
        with pytest.raises(MessageMissing):
            await platform.send(STORIES, say("14 hurt"), key="d2", reply_to=post)
        await platform.send(STORIES, say("14 hurt"), key="d2")
        assert fake.shown == ["14 hurt"]


async def test_what_follows_a_post_that_a_moderator_locked_is_not_told_in_another() -> None:
    """As missing it would be: what follows a post that was deleted opens a new one."""
    async with connected() as (platform, fake):
        post = await platform.send(STORIES, NEWS, key="d1")
        fake.channels[thread_of(post)]["thread_metadata"]["locked"] = True
        with pytest.raises(MessageRejected, match="locked: unlock it"):
            await platform.send(STORIES, say("14 hurt now"), key="d2", reply_to=post)


async def test_where_posts_may_be_opened_and_not_gone_on_with_no_follow_up_opens_another() -> None:
    async with connected() as (platform, fake):
        post = await platform.send(STORIES, NEWS, key="d1")
        fake.posts_only.add(FORUM)
        with pytest.raises(MessageRejected, match="Missing Permissions"):
            await platform.send(STORIES, say("14 hurt now"), key="d2", reply_to=post)
        fake.posts_only.clear()
        del fake.channels[thread_of(post)]
        with pytest.raises(MessageMissing):
            await platform.send(STORIES, say("14 hurt now"), key="d3", reply_to=post)


async def test_a_lost_answer_opens_no_second_post() -> None:
    async with connected() as (platform, fake):
        fake.fail_next(ANSWER_LOST)
        post = await platform.send(STORIES, NEWS, key="d1")
        assert thread_of(post) in fake.channels
        assert fake.shown == ["10 hurt"]


async def test_a_gateway_that_fails_opens_no_second_post() -> None:
    """The library repeats such a call by itself, and a forum takes no nonce."""
    async with connected() as (platform, fake):
        fake.fail_next(502)
        post = await platform.send(STORIES, NEWS, key="d1")
        assert thread_of(post) in fake.channels
        assert fake.shown == ["10 hurt"]


async def test_what_a_forum_shows_only_later_is_found_at_the_next_try() -> None:
    async with connected() as (platform, fake):
        fake.fail_next(504)
        fake.hides_threads = True
        with pytest.raises(OutcomeUnknown):
            await platform.send(STORIES, NEWS, key="d1")
        fake.hides_threads = False
        post = await platform.send(STORIES, NEWS, key="d1", again=True)
        assert thread_of(post) in fake.channels
        assert fake.shown == ["10 hurt"]


async def test_where_the_forum_cannot_be_looked_through_either_the_post_is_found_at_the_next_try() -> None:
    async with connected() as (platform, fake):
        fake.fail_next(ANSWER_LOST)
        fake.fail_next(503)
        with pytest.raises(TryLater):
            await platform.send(STORIES, NEWS, key="d1")
        await platform.send(STORIES, NEWS, key="d1", again=True)
        assert fake.shown == ["10 hurt"]


@pytest.mark.quick_time
async def test_a_post_that_was_waited_for_in_vain_is_found_at_the_next_try() -> None:
    async with connected() as (platform, fake):
        fake.fail_next(200, after=2 * DEADLINE_SECONDS)
        with pytest.raises(OutcomeUnknown):
            await platform.send(STORIES, NEWS, key="d1")
        await platform.send(STORIES, NEWS, key="d1", again=True)
        assert fake.shown == ["10 hurt"]


async def test_tags_that_changed_since_we_asked_for_them_are_asked_for_again() -> None:
    async with connected() as (platform, fake):
        await platform.send(STORIES, NEWS, key="d1")
        fake.channels[FORUM]["available_tags"] = [build_tag("601", "Disaster & Weather")]
        post = await platform.send(STORIES, NEWS, key="d2")
        assert fake.channels[thread_of(post)]["applied_tags"] == ["601"]


async def test_a_forum_whose_tags_only_moderators_may_give_is_waited_for_and_says_what_to_do() -> None:
    async with connected() as (platform, fake):
        fake.channels[FORUM]["available_tags"] = [build_tag("503", "Chosen", moderated=True)]
        with pytest.raises(TryLater, match="add one"):
            await platform.send(STORIES, NEWS, key="d1")
        fake.channels[FORUM]["available_tags"] = [build_tag("504", "News")]
        await platform.send(STORIES, NEWS, key="d1")
        assert fake.shown == ["10 hurt"]


async def test_a_forum_that_is_gone_is_gone() -> None:
    async with connected() as (platform, fake):
        del fake.channels[FORUM]
        with pytest.raises(ChannelGone):
            await platform.send(STORIES, NEWS, key="d1")


async def test_a_channel_is_asked_for_what_it_is_only_once() -> None:
    async with connected() as (platform, fake):
        for key in ("d1", "d2", "d3"):
            await platform.send(STORIES, NEWS, key=key)
        assert fake.calls.count(("GET", f"/api/channels/{FORUM}")) == 1


@pytest.mark.parametrize("picture", [None, "https://post.example/1.jpg"])
async def test_a_media_channel_gets_posts_as_a_forum_does(picture: str | None) -> None:
    """Discord asks for no picture there: https://github.com/Rapptz/discord.py/pull/10170"""
    pictures = Address("discord", MEDIA)
    async with connected() as (platform, fake):
        post = await platform.send(pictures, replace(NEWS, picture=picture), key="d1")
        await platform.send(pictures, say("14 hurt now"), key="d2", reply_to=post)
        thread = fake.channels[thread_of(post)]
        assert (thread["parent_id"], thread["applied_tags"]) == (MEDIA, ["502"])
        assert fake.shown == ["10 hurt", "14 hurt now"]


async def test_the_chat_of_a_channel_for_voices_is_posted_to_like_any_other() -> None:
    async with connected() as (platform, fake):
        await platform.send(Address("discord", VOICE), NEWS, key="d1")
        assert [message["channel_id"] for message in fake.messages.values()] == [VOICE]


# ---------------------------------------------------------------- titles and tags


@pytest.mark.parametrize(
    ("message", "title"),
    [
        (say("body", headline="Short"), "Short"),
        (say("body", headline="  \n "), "body"),
        (say("body", headline="\u3164\u2060"), "body"),
        (say("Only words."), "Only words."),
        (Message(blocks=()), "↗"),
    ],
)
def test_a_title_is_the_headline_else_the_first_words(message: Message, title: str) -> None:
    assert choose_title(message) == title


@pytest.mark.parametrize("headline", ["long " * 60, "😀" * 200, "\u202e" + "x" * 150])
def test_a_title_fits(headline: str) -> None:
    assert 1 <= len(choose_title(say("body", headline=headline)).encode("utf-16-le")) // 2 <= 100


def tags(*names: str, moderated: str = "") -> list[Any]:
    return [SimpleNamespace(id=place, name=name, moderated=name == moderated) for place, name in enumerate(names)]


@pytest.mark.parametrize(
    ("topics", "required", "chosen"),
    [
        (("politics",), False, ["Politik"]),
        (("sport", "politics"), False, ["Sports", "Politik"]),
        (("health",), False, []),
        (("health",), True, ["General"]),
        ((), True, ["General"]),
    ],
)
def test_tags_are_chosen_by_topic(topics: tuple[str, ...], required: bool, chosen: list[str]) -> None:
    found = choose_tags(tags("Chat", "Politik", "Sports", "General"), topics, required=required)
    assert [tag.name for tag in found] == chosen


def test_a_tag_that_only_moderators_give_is_never_given() -> None:
    assert choose_tags(tags("Politics", moderated="Politics"), ("politics",), required=True) == []
    only = choose_tags(tags("Chosen", "Chat", moderated="Chosen"), ("politics",), required=True)
    assert [tag.name for tag in only] == ["Chat"]


# ---------------------------------------------------------------- asked inside a post


async def test_what_is_asked_inside_a_post_is_about_it_and_about_what_the_forum_gets() -> None:
    async with fake_discord() as fake, open_discord(TOKEN, commands=TABLE) as platform:
        desk = ScriptedDesk()
        running = asyncio.create_task(platform.run(desk))
        await fake.until(lambda: fake.identified)
        post = await platform.send(STORIES, NEWS, key="d1")
        thread = thread_of(post)
        await fake.dispatch("THREAD_CREATE", {**fake.channels[thread], "newly_created": True})
        await fake.slash("story", channel=thread)
        await fake.press(thread, "aibot:sources:1")
        await fake.mention("who said so?", channel=thread)
        await fake.until(lambda: len(fake.messages) == 4)
        answer = list(fake.messages)[-1]
        await fake.mention("really?", channel=thread, reply_to=answer)
        await fake.until(lambda: len(fake.messages) == 5)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    assert {request.address for request in desk.asked} == {STORIES}
    assert {request.chat_title for request in desk.asked} == {"Harbour Town #stories"}, "not the post's headline"
    assert sorted(str(request.reply_to) for request in desk.asked) == sorted([post, post, post, answer])
    assert {message["channel_id"] for message in fake.messages.values()} == {thread}


async def test_the_title_follows_the_headline() -> None:
    async with opened() as chat:
        forum = chat.guild.create_forum_channel("stories")
        await chat.env.settle()
        address = Address("discord", str(forum.id))
        post = await chat.platform.send(address, NEWS, key="d1")
        await chat.env.settle()
        await chat.platform.edit(address, post, say("14 hurt", headline="Ferry: all saved"))
        await chat.env.settle()
        known = chat.client.get_channel(int(thread_of(post)))
        assert isinstance(known, discord.Thread)
        assert known.name == "Ferry: all saved"


async def test_a_thread_of_somebody_else_is_a_place_of_its_own() -> None:
    async with opened() as chat:
        thread = await chat.known_channel.create_thread(name="Ferry", type=discord.ChannelType.public_thread)
        await chat.alice.slash(chat.channel.threads[0], "help")
    assert chat.desk.asked[0].address == Address("discord", str(chat.channel.id), str(thread.id))
    assert chat.desk.asked[0].reply_to is None


# ---------------------------------------------------------------- threads as targets


async def test_a_thread_that_sleeps_is_woken_by_a_post_and_one_that_is_locked_says_what_to_do() -> None:
    async with connected() as (platform, fake):
        post = await platform.send(STORIES, NEWS, key="d1")
        here = Address("discord", FORUM, thread_of(post))
        state = fake.channels[thread_of(post)]["thread_metadata"]
        state["archived"] = True
        await platform.send(here, say("more"), key="d2")
        assert not state["archived"]
        state["locked"] = True
        with pytest.raises(ChannelGone, match="locked: unlock it"):
            await platform.send(here, say("even more"), key="d3")


async def test_an_announcement_channel_is_posted_to_like_any_other() -> None:
    async with opened() as chat:
        channel = chat.guild.create_news_channel("announcements")
        await chat.platform.send(Address("discord", str(channel.id)), say("news"), key="d1")
        assert channel.last_message.embeds[0].description == "news"
