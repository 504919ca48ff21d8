"""Discord's features, driven through the real library against a simulated Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import AllowedMentions

from bot.core.types import Address, Button, File, Message, Option, Person, Request
from bot.platforms.discord_client import DeskClient
from bot.platforms.discord_commands import CommandSpec
from bot.platforms.discord_platform import DiscordPlatform
from bot.platforms.discord_render import ACTION_PREFIX
from bot.platforms.live import Tempo
from tests.platforms import simulated_discord  # noqa: F401 - tells what servers set for commands
from tests.platforms.desk import ScriptedDesk, echo, say

NEVER = 60.0  # seconds: however busy the machine is, an answer that comes at once is promised no sooner


@dataclass(frozen=True)
class Spec:
    name: str
    usage: str
    help: str
    asks: str = ""
    hidden: bool = False
    part_of: str = ""
    manages: bool = False
    operators: bool = False
    options: tuple[Option, ...] = ()


TABLE = (
    Spec("help", "", "What AiBot can do"),
    Spec("subscribe", 'FEED|SITE|BUNDLE|"words"', "Follow a feed, a site, a bundle or words. " * 5),
    Spec("story", "N", "The whole story"),
    Spec("ask", "QUESTION", "A question about a story", "What would you like to know about this story, and why?"),
    Spec("settings.rhythm", "", "", hidden=True),
)


class Chat:
    """A guild with a channel, a person in it, and the platform on the other side."""

    def __init__(self, env: Any, client: DeskClient, desk: ScriptedDesk) -> None:
        self.env = env
        self.client = client
        self.platform = DiscordPlatform(client, "token")
        self.desk = desk
        self.guild = env.create_guild("Harbour Town")
        self.channel = self.guild.create_text_channel("news")
        self.alice = self.guild.add_member(env.create_user("alice"))
        self.forum: Address  # where a test has one

    @property
    def address(self) -> Address:
        return Address("discord", str(self.channel.id))

    @property
    def me(self) -> discord.ClientUser:
        assert self.client.user is not None
        return self.client.user

    @property
    def known_channel(self) -> discord.TextChannel:
        channel = self.client.get_channel(self.channel.id)
        assert isinstance(channel, discord.TextChannel)
        return channel

    @property
    def said(self) -> list[str]:
        return [embed.description or "" for message in self.channel.history() for embed in message.embeds]

    async def reply_with_mention_off(self, text: str) -> None:
        """What a person's client sends when they have turned "@ ON" off; simcord's actors cannot."""
        post = self.channel.last_message
        self.env.backend.create_message(
            self.channel.id,
            self.alice.id,
            text,
            reference={"channel_id": str(self.channel.id), "message_id": str(post.id)},
            allowed_mentions=AllowedMentions(replied_user=False),
        )
        await self.env.settle()


@asynccontextmanager
async def opened(
    reply: Callable[[Request], Message | None] = echo,
    *,
    table: Sequence[CommandSpec] = TABLE,
    tempo: Tempo | None = None,
    grace: float = NEVER,
    **options: Any,
) -> AsyncIterator[Chat]:
    client, desk = DeskClient(table, tempo, grace=grace), ScriptedDesk(reply)
    async with simcord.run(client, approved_intents=discord.Intents.default(), shard_count=1, **options) as env:
        chat = Chat(env, client, desk)
        await client.listen(desk)
        yield chat


# ---------------------------------------------------------------- commands


async def test_the_commands_of_the_table_are_synced_with_one_option_named_after_the_usage() -> None:
    async with opened() as chat:
        assert set(chat.alice.available_commands(chat.channel)) == {"help", "subscribe", "story", "ask"}
        await chat.alice.slash(chat.channel, "help")
        await chat.alice.slash(chat.channel, "subscribe", feed="world")
        await chat.alice.slash(chat.channel, "story", n="3")
        await chat.alice.slash(chat.channel, "story")
    assert [request.text for request in chat.desk.asked] == ["/help", "/subscribe world", "/story 3", "/story"]


async def test_the_desk_learns_where_a_command_was_called_and_where_its_answer_stands() -> None:
    async with opened() as chat:
        result = await chat.alice.slash(chat.channel, "help")
        assert result.response.embeds[0].description == "asked: /help"
    request, _, ids = chat.desk.stands[0]
    assert ids == (str(result.response.id),)
    assert request.address == chat.address
    assert request.person == Person(str(chat.alice.id), "alice", manages=False, language="en-US")
    assert request.chat_title == "Harbour Town #news"
    assert not request.private


async def test_a_long_answer_follows_up_in_parts_and_the_buttons_stand_under_the_last() -> None:
    long = say("A sentence of some length. " * 400, Button("Sources", "sources:3"))
    async with opened(lambda request: long) as chat:
        result = await chat.alice.slash(chat.channel, "story", n="3")
        parts = [result.response, *result.followups]
        assert len(parts) == 3
        assert [bool(part.components) for part in parts] == [False, False, True]
        assert (
            " ".join(part.embeds[0].description for part in parts).split()
            == ("A sentence of some length. " * 400).split()
        )
    assert len(chat.desk.stands[0][2]) == 3


async def test_no_answer_takes_the_promise_back() -> None:
    async with opened(lambda request: None) as chat:
        result = await chat.alice.slash(chat.channel, "help")
        assert result.acknowledged
        assert result.response is None
    assert chat.desk.stands == []


async def test_a_desk_that_breaks_leaves_nobody_waiting() -> None:
    def broken(request: Request) -> Message:
        raise ZeroDivisionError

    async with opened(broken) as chat:
        result = await chat.alice.slash(chat.channel, "help")
        assert "Something went wrong" in result.response.embeds[0].description
        await chat.alice.send(chat.channel, f"{chat.me.mention} hello")
        assert "Something went wrong" in chat.said[-1]
        assert len(chat.env.errors) == 2


# ---------------------------------------------------------------- buttons


async def test_a_button_pressed_after_a_restart_is_still_answered() -> None:
    async with opened() as chat:
        await chat.platform.send(chat.address, say("news", Button("Full story", "story:3")), key="d1")
        successor = DeskClient(TABLE)
        await chat.env.restart_bot(successor)
        await successor.listen(chat.desk)
        post = chat.channel.last_message
        result = await chat.alice.click(post, custom_id=f"{ACTION_PREFIX}story:3")
        assert result.response.embeds[0].description == "asked: story:3"
    assert chat.desk.asked[0].action == "story:3"
    assert chat.desk.asked[0].reply_to == str(post.id)


async def test_a_press_leaves_the_post_as_it_is() -> None:
    async with opened() as chat:
        await chat.platform.send(chat.address, say("news", Button("Full story", "story:3")), key="d1")
        post = chat.channel.last_message
        await chat.alice.click(post, label="Full story")
        assert chat.channel.history()[0].embeds == post.embeds


# ---------------------------------------------------------------- words


async def test_a_reply_to_a_post_is_a_question_about_it_and_is_answered_as_a_reply() -> None:
    async with opened() as chat:
        post = await chat.platform.send(chat.address, say("news"), key="d1")
        asked = await chat.alice.send(chat.channel, "who said so?", reply_to=chat.channel.last_message)
        answer = chat.channel.last_message
        assert answer.embeds[0].description == "asked: who said so?"
        assert answer.reference.message_id == asked.id
    assert chat.desk.asked[0].reply_to == post
    assert chat.desk.stands[0][2] == (str(answer.id),)


async def test_words_between_people_are_nobodys_question() -> None:
    async with opened() as chat:
        first = await chat.alice.send(chat.channel, "lunch?")
        await chat.alice.send(chat.channel, "sure", reply_to=first)
    assert chat.desk.asked == []


async def test_a_reply_whose_words_discord_withholds_is_told_how_to_ask() -> None:
    async with opened() as chat:
        await chat.platform.send(chat.address, say("news"), key="d1")
        await chat.reply_with_mention_off("who said so?")
        assert "/ask" in chat.said[-1]
    assert chat.desk.asked == []


async def test_a_reply_to_a_commands_answer_is_told_to_name_us_and_is_read_where_it_does() -> None:
    """Discord withholds the words of such a reply, mention on or off."""
    async with opened() as chat:
        await chat.alice.slash(chat.channel, "story", n="3")
        answer = chat.channel.last_message
        await chat.alice.send(chat.channel, "who said so?", reply_to=answer)
        assert "with AiBot's name" in chat.said[-1]
        await chat.alice.send(chat.channel, f"{chat.me.mention} who said so?", reply_to=answer)
        assert chat.said[-1] == "asked: who said so?"
    assert chat.desk.asked[-1].reply_to == str(answer.id)


async def test_a_mention_asks_and_a_direct_message_needs_none() -> None:
    async with opened() as chat:
        await chat.alice.send(chat.channel, f"{chat.me.mention} what is new?")
        await chat.alice.user.send_dm("and here?")
        dm = chat.alice.user.dm_channel
        assert dm.last_message.embeds[0].description == "asked: and here?"
    assert [(request.text, request.private, request.person.manages) for request in chat.desk.asked] == [
        ("what is new?", False, False),
        ("and here?", True, True),
    ]
    assert chat.desk.asked[1].address == Address("discord", str(dm.id))


async def test_only_what_is_called_or_pressed_can_be_answered_to_one_person_alone() -> None:
    async with opened(lambda request: say("Rhythm", Button("Story", "story:1"))) as chat:
        called = await chat.alice.slash(chat.channel, "help")
        await chat.alice.click(called.response, label="Story")
        await chat.alice.send(chat.channel, f"{chat.me.mention} /help")
    assert [request.confidential for request in chat.desk.asked] == [True, True, False]


async def test_a_list_of_feeds_alone_in_reply_to_us_is_read_where_discord_shows_it() -> None:
    async with opened() as chat:
        await chat.alice.user.send_dm("hello")
        dm, backend = chat.alice.user.dm_channel, chat.env.backend
        replied = {"channel_id": str(dm.id), "message_id": str(dm.last_message.id)}
        listed = backend.store_attachments(dm.id, [("my.opml", b"<opml/>")])
        await chat.alice.user.send_dm(
            "", reference=backend.normalize_message_reference(dm.id, replied), attachments=listed
        )
    assert [request.file for request in chat.desk.asked] == [None, File("my.opml", b"<opml/>")]


async def test_a_server_that_chose_a_language_says_which_and_one_that_never_did_says_nothing() -> None:
    async with opened() as chat:
        german = chat.env.create_guild("Hafenstadt", preferred_locale="de")
        channel = german.create_text_channel("nachrichten")
        anna = german.add_member(chat.env.create_user("anna"))
        await anna.slash(channel, "help")
        await anna.send(channel, f"{chat.me.mention} was gibt es Neues?")
        await chat.alice.slash(chat.channel, "help")
    assert [request.chat_language for request in chat.desk.asked] == ["de", "de", ""]


async def test_other_bots_are_never_answered() -> None:
    async with opened() as chat:
        other = chat.guild.add_member(chat.env.create_user("other", bot=True))
        await other.send(chat.channel, f"{chat.me.mention} hello")
    assert chat.desk.asked == []


@pytest.mark.parametrize(
    ("permission", "manages"),
    [("manage_channels", True), ("manage_guild", True), ("administrator", True), ("manage_messages", False)],
)
async def test_those_who_manage_channels_or_the_server_manage_subscriptions(
    permission: str, manages: bool
) -> None:
    async with opened() as chat:
        role = chat.guild.create_role("staff", permissions=discord.Permissions(**{permission: True}))
        bob = chat.guild.add_member(chat.env.create_user("bob"), roles=[role])
        await bob.slash(chat.channel, "subscribe", feed="world")
        await bob.send(chat.channel, f"{chat.me.mention} hello")
    assert [request.person.manages for request in chat.desk.asked] == [manages, manages]


async def test_hostile_text_pings_nobody() -> None:
    async with opened() as chat:
        hostile = f"@everyone @here {chat.alice.mention} <@&{chat.guild.default_role.id}>"
        message = say(hostile, Button("@everyone", "story:1"), headline=hostile)
        await chat.platform.send(chat.address, message, key="d1")
        await chat.alice.slash(chat.channel, "subscribe", feed=hostile)
        await chat.alice.send(chat.channel, f"{chat.me.mention} {hostile}")
        sent = [message for message in chat.channel.history() if message.author.id == chat.me.id]
        assert len(sent) == 3
        for message in sent:
            assert (message.mention_everyone, message.mentions, message.role_mentions) == (False, [], [])
        requests = [
            request for request in chat.env.http_requests if request.json and "embeds" in str(request.json)
        ]
        assert len(requests) == 3
        assert all("'parse': []" in str(request.json) for request in requests)


# ---------------------------------------------------------------- pushed posts


async def test_a_post_carries_its_key_as_the_nonce_that_discord_enforces() -> None:
    async with opened() as chat:
        await chat.platform.send(chat.address, say("news"), key="d7-1-0")
        body = chat.env.http_requests[-1].json
    assert (body["nonce"], body["enforce_nonce"]) == ("d7-1-0", True)


async def test_a_follow_up_replies_to_the_post_and_survives_its_deletion() -> None:
    async with opened() as chat:
        post = await chat.platform.send(chat.address, say("news"), key="d1")
        await chat.platform.send(chat.address, say("what changed"), key="d2", reply_to=post)
        assert str(chat.channel.last_message.reference.message_id) == post
        await chat.platform.delete(chat.address, post)
        await chat.platform.send(chat.address, say("more"), key="d3", reply_to=post)
        assert chat.said[-1] == "more"


async def test_where_history_is_hidden_from_us_a_follow_up_stands_alone() -> None:
    async with opened() as chat:
        post = await chat.platform.send(chat.address, say("news"), key="d1")
        chat.env.inject_error("POST", "/channels/*/messages", status=403, code=160002)
        await chat.platform.send(chat.address, say("what changed"), key="d2", reply_to=post)
        assert chat.said == ["news", "what changed"]
        assert chat.channel.last_message.reference is None


async def test_a_post_is_edited_in_place_and_loses_the_buttons_it_no_longer_has() -> None:
    async with opened() as chat:
        post = await chat.platform.send(chat.address, say("10 hurt", Button("Sources", "sources:1")), key="d1")
        await chat.platform.edit(chat.address, post, say("14 hurt"))
        await chat.platform.edit(chat.address, post, say("14 hurt"))
        assert chat.said[0] == "14 hurt"
        assert chat.channel.last_message.components == []


async def test_a_thread_is_addressed_by_its_channel_and_its_own_id() -> None:
    async with opened() as chat:
        thread = await chat.known_channel.create_thread(name="Ferry", type=discord.ChannelType.public_thread)
        handle = chat.channel.threads[0]
        await chat.alice.slash(handle, "help")
        address = Address("discord", str(chat.channel.id), str(thread.id))
        await chat.platform.send(address, say("in the thread"), key="d1")
        assert handle.last_message.embeds[0].description == "in the thread"
    assert chat.desk.asked[0].address == address


async def test_the_check_says_whose_token_it_is() -> None:
    async with opened() as chat:
        assert (await chat.platform.check()).startswith(f"Discord: {chat.client.user}")
