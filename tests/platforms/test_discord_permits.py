"""What AiBot must be permitted where it posts on Discord, told to whoever sets something up where it is not."""

from __future__ import annotations

import discord

from bot.core.types import Option, OptionKind
from tests.platforms.fake_discord_shapes import FORUM, VIEW
from tests.platforms.test_discord import Spec, opened
from tests.platforms.test_discord_commands import listening
from tests.platforms.test_discord_rights import about

TABLE = (
    Spec("subscribe", "", "", manages=True, options=(Option("channel", "Where", OptionKind.CHANNEL),)),
    Spec("story", "", "A story"),
)


async def test_who_subscribes_where_we_may_not_post_is_told_what_we_lack_and_nobody_else_is() -> None:
    async with listening(TABLE) as (fake, _, _):
        fake.ours = VIEW
        await fake.slash("subscribe")
        await fake.until(lambda: fake.whispered)
    assert fake.shown == ["asked: /subscribe"]
    (told,) = fake.whispered
    assert told.startswith(r"AiBot cannot post in \#news yet")
    assert "Send Messages and Embed Links. " in told


async def test_where_we_may_post_nothing_is_said_nor_to_those_who_only_read() -> None:
    async with listening(TABLE) as (fake, _, _):
        await fake.slash("subscribe")
        fake.ours = 0
        await fake.slash("story")
        await fake.until(lambda: len(fake.shown) == 2)
        await fake.slash("subscribe")
        await fake.until(lambda: fake.whispered)
    assert len(fake.whispered) == 1


async def test_of_a_forum_it_is_told_what_we_lack_in_the_forum() -> None:
    async with listening(TABLE) as (fake, _, _):
        await fake.slash("subscribe", **about(FORUM, VIEW))
        await fake.until(lambda: fake.whispered)
    (told,) = fake.whispered
    assert r"\#stories" in told
    assert "View Channel, Send Messages, Send Messages in Threads and Embed Links" in told


async def test_in_a_thread_it_is_the_permission_for_threads_that_counts() -> None:
    async with opened(table=TABLE) as chat:
        await chat.known_channel.create_thread(name="Ferry", type=discord.ChannelType.public_thread)
        await chat.known_channel.set_permissions(chat.known_channel.guild.me, send_messages_in_threads=False)
        await chat.env.settle()
        admin = chat.guild.create_role("admin", permissions=discord.Permissions(administrator=True))
        boss = chat.guild.add_member(chat.env.create_user("boss"), roles=[admin])
        there = await boss.slash(chat.channel.threads[0], "subscribe")
        assert "Send Messages in Threads" in there.followups[0].embeds[0].description
        assert there.followups[0].ephemeral
        here = await boss.slash(chat.channel, "subscribe")
        assert here.followups == []
