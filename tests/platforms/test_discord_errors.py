"""What Discord refuses, turned into our errors: gone, missing, later or never."""

from __future__ import annotations

import pytest

from bot.core.types import Address
from bot.errors import ChannelGone, MessageMissing, MessageRejected, TryLater
from tests.platforms.desk import say
from tests.platforms.test_discord import opened


async def test_what_discord_no_longer_has_is_missing_or_gone() -> None:
    async with opened() as chat:
        with pytest.raises(MessageMissing):
            await chat.platform.edit(chat.address, "123", say("x"))
        with pytest.raises(MessageMissing):
            await chat.platform.delete(chat.address, "not a number")
        with pytest.raises(ChannelGone):
            await chat.platform.send(Address("discord", "123"), say("x"), key="d1")
        with pytest.raises(ChannelGone):
            await chat.platform.send(Address("discord", "general"), say("x"), key="d1")


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (403, 50001, ChannelGone),
        (403, 50013, ChannelGone),
        (403, 50007, ChannelGone),
        (403, 0, TryLater),
        (403, 20001, MessageRejected),
        (404, 10003, ChannelGone),
        (404, 10008, MessageMissing),
        (400, 50035, MessageRejected),
        (401, 0, TryLater),
        (429, 0, TryLater),
        (400, 20016, TryLater),
        (429, 30046, TryLater),
        (400, 160006, TryLater),
        (503, 130000, TryLater),
        (403, 50278, ChannelGone),
        (500, 0, TryLater),
        (503, 0, TryLater),
    ],
)
async def test_what_discord_answers_becomes_our_error(status: int, code: int, error: type[Exception]) -> None:
    async with opened() as chat:
        chat.env.inject_error("POST", "/channels/*/messages", status=status, code=code)
        with pytest.raises(error, match=rf"{status}|asks to wait|no more threads"):
            await chat.platform.send(chat.address, say("x"), key="d1")
        await chat.platform.send(chat.address, say("x"), key="d1")


async def test_an_answer_that_discord_refuses_stops_nothing() -> None:
    async with opened() as chat:
        chat.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
        await chat.alice.send(chat.channel, f"{chat.me.mention} one")
        await chat.alice.send(chat.channel, f"{chat.me.mention} two")
    assert [request.text for request, _, _ in chat.desk.stands] == ["two"]


async def test_that_typing_cannot_be_shown_is_no_reason_not_to_answer() -> None:
    async with opened() as chat:
        chat.env.inject_error("POST", "/channels/*/typing", status=403, code=50013)
        await chat.alice.send(chat.channel, f"{chat.me.mention} one")
        assert chat.said[-1] == "asked: one"
