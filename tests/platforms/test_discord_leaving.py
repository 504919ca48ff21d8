"""Where AiBot can no longer write on Discord its posts wait, and go on where it can again."""

from __future__ import annotations

from collections.abc import Awaitable

import discord

from tests.platforms.test_discord import Chat, opened


async def test_when_a_channel_goes_its_subscriptions_are_told_so() -> None:
    async with opened() as chat:
        await chat.known_channel.delete()
        await chat.env.settle()
    assert chat.desk.lost == [chat.address]


async def test_when_the_server_removes_us_every_channel_of_it_is_gone() -> None:
    async with opened() as chat:
        await chat.known_channel.guild.leave()
        await chat.env.settle()
    assert chat.address in chat.desk.lost


def forbid(chat: Chat, *, writing: bool | None) -> Awaitable[None]:
    me = chat.known_channel.guild.me
    return chat.known_channel.set_permissions(me, send_messages=writing)


async def test_where_we_may_write_again_what_was_paused_goes_on() -> None:
    async with opened() as chat:
        chat.desk.lost.append(chat.address)
        await forbid(chat, writing=False)
        await chat.env.settle()
        assert chat.desk.lost == [chat.address]
        await forbid(chat, writing=True)
        await chat.env.settle()
        assert chat.desk.lost == []


async def test_a_role_that_lets_us_write_again_counts_as_well() -> None:
    async with opened() as chat:
        guild = chat.known_channel.guild
        nothing, all_of_it = discord.Permissions.none().value, discord.Permissions.all_channel().value
        for role in (guild.me.top_role, guild.default_role):
            chat.env.backend.edit_role(guild.id, role.id, {"permissions": nothing})
        await chat.env.settle()
        chat.desk.lost.append(chat.address)
        chat.env.backend.edit_role(guild.id, guild.me.top_role.id, {"permissions": all_of_it})
        await chat.env.settle()
        assert chat.desk.lost == []
