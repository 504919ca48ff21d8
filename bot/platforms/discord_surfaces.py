"""Where an answer on Discord goes while it comes along: after a command or a press, or as a reply."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

import discord

from bot.core.saying import tr
from bot.core.types import Message
from bot.errors import DeliveryError, MessageRejected
from bot.platforms.discord_errors import ALREADY_ANSWERED, ANSWER_LOST, NO_LONGER_ANSWERABLE, our_errors
from bot.platforms.discord_manners import never_repeated
from bot.platforms.discord_sending import (
    Content,
    build_content,
    edit_sent,
    edit_to,
    same_words,
    send_part,
    words_only,
)

T = TypeVar("T")

_AGAIN_AFTER = 2.0  # seconds, until Discord shows what it may have taken
GRACE = 0.75  # seconds; Discord waits three for a sign of life, and a busy process may wake late


class Interacting:
    """After a command or a press: what comes within a moment is its first response, as the answer wants it:
    in place of the message pressed, for the one person only, or for all. What takes longer is promised first.

    A promise after a command shows "thinking", which the first part then replaces. One after a press shows
    nothing, and leaves every way open. Discord takes answers this way for a quarter of an hour; what comes
    later goes as an ordinary message.
    """

    def __init__(self, interaction: discord.Interaction, about: str = "", grace: float = GRACE) -> None:
        """`about`: the channel that the answer's buttons are about, where that is another one. `grace`: seconds
        after which an answer is promised."""
        self._interaction = interaction
        self._about = about
        self._grace = grace
        self._pressed = interaction.message  # None after a command
        self._promising = False  # whether a promise was tried, which may stand though we were told of a failure
        self._promised = False
        self._thinking = False  # whether a promise stands that is to be replaced
        self._original: str | None = None  # the message that is edited as the "original response"
        self._private: set[str] = set()  # messages that only the one person sees
        self._followed: set[str] = set()  # messages beside the original response
        self._late: dict[str, discord.Message | discord.PartialMessage] = {}  # changed as any message of ours is
        self._concluding = False
        self._responding = asyncio.Lock()

    @asynccontextmanager
    async def promised_in_time(self) -> AsyncIterator[None]:
        """Within, Discord hears of the answer in time, whatever comes of it."""
        promising = asyncio.create_task(self._promise_soon())
        try:
            yield
        finally:
            promising.cancel()
            await asyncio.gather(promising, return_exceptions=True)

    def conclude(self) -> None:
        """From now on comes the answer, which may be the first response; what came before was only a look."""
        self._concluding = True

    async def send(self, part: Message) -> str:
        async with self._responding, our_errors(repeatable=False):
            if self._is_fresh and not self._concluding:
                await self._promise()
            return await self._within_time(self._respond(part), part)

    async def edit(self, message_id: str, part: Message) -> None:
        if part.replaces or (part.personal and message_id not in self._private):
            raise MessageRejected(tr("It stands elsewhere, or for others to see."))
        content = build_content(part, self._about)
        async with our_errors(repeatable=True):
            if message_id not in self._late and await self._takes(message_id, self._edit(message_id, content)):
                return
            await edit_sent(self._late[message_id], content)

    async def delete(self, message_id: str) -> None:
        async with our_errors(repeatable=True):
            if message_id not in self._late and await self._takes(message_id, self._delete(message_id)):
                return
            await self._late[message_id].delete()

    async def tell(self, words: str) -> None:
        """A few words for the person only, beside the answer or in its place."""
        async with self._responding, our_errors(repeatable=True):
            if self._is_fresh:
                await self._interaction.response.send_message(**words_only(words), ephemeral=True)
                return
            async with self._beside_thinking():
                await self._follow_up(lambda: words_only(words), private=True)

    async def drop(self) -> None:
        """There is no answer, and nothing stays that promises one."""
        async with self._responding, our_errors(repeatable=True):
            if self._is_fresh:
                await self._promise(private=True)
            if self._thinking:
                self._thinking = False
                await self._interaction.delete_original_response()

    # ------------------------------------------------------------ the ways

    @property
    def _is_fresh(self) -> bool:
        return not (self._promised or self._interaction.response.is_done())

    async def _promise_soon(self) -> None:
        await asyncio.sleep(self._grace)
        async with self._responding:
            if self._is_fresh:
                with suppress(DeliveryError):  # what comes next will meet the same trouble, and tell of it
                    async with our_errors(repeatable=True):
                        await self._promise()

    async def _promise(self, *, private: bool = False) -> None:
        self._promising, thinking = True, self._pressed is None
        try:
            await self._interaction.response.defer(thinking=thinking, ephemeral=thinking and private)
        except discord.HTTPException as error:
            if error.code != ALREADY_ANSWERED:
                raise
        self._promised, self._thinking = True, thinking

    @asynccontextmanager
    async def _beside_thinking(self) -> AsyncIterator[None]:
        """Within, a message may go to one person though a promise was made before all. Discord puts whatever
        comes first where "thinking" stands, so something is put there, and taken away once it is done; that it
        cannot be is no reason to send the message again."""
        if not self._thinking:
            yield
            return
        await self._interaction.edit_original_response(**edit_to(words_only("…")))
        self._thinking = False  # not before: the message would be shown to all
        try:
            yield
        finally:
            with suppress(DeliveryError):
                async with our_errors(repeatable=True):
                    await self._interaction.delete_original_response()

    @property
    def _channel(self) -> discord.PartialMessageable:
        return self._interaction.client.get_partial_messageable(self._interaction.channel_id or 0)

    async def _takes(self, message_id: str, change: Awaitable[object]) -> bool:
        """False once a quarter of an hour is over: a message that all see is then changed as any of ours is."""
        try:
            await change
        except discord.HTTPException as error:
            if error.code not in NO_LONGER_ANSWERABLE or message_id in self._private:
                raise
            self._late[message_id] = self._channel.get_partial_message(int(message_id))
            return False
        return True

    async def _edit(self, message_id: str, content: Content) -> None:
        if message_id == self._original:
            await self._interaction.edit_original_response(**edit_to(content))
        else:
            await self._interaction.followup.edit_message(int(message_id), **edit_to(content))

    async def _delete(self, message_id: str) -> None:
        if message_id == self._original:
            await self._interaction.delete_original_response()
        else:
            await self._interaction.followup.delete_message(int(message_id))

    async def _within_time(self, response: Awaitable[str], part: Message) -> str:
        try:
            return await response
        except discord.HTTPException as error:
            if error.code not in NO_LONGER_ANSWERABLE:
                raise
        if part.personal:
            raise MessageRejected(tr("Discord no longer takes an answer that only one person is to see."))
        channel = self._channel
        if part.replaces and self._pressed is not None:
            await edit_sent(channel.get_partial_message(self._pressed.id), build_content(part, self._about))
            return str(self._pressed.id)
        sent = await send_part(channel, part)
        self._late[str(sent.id)] = sent
        return str(sent.id)

    async def _respond(self, part: Message) -> str:
        content = build_content(part, self._about)
        if part.replaces and self._pressed is not None:
            return await self._replace(content)
        if self._is_fresh:
            return await self._answer_at_once(part, content)
        if self._thinking and not part.personal:
            sent = await self._interaction.edit_original_response(**edit_to(content))
            self._thinking, self._original = False, str(sent.id)
            return str(sent.id)
        async with self._beside_thinking():
            followed = await self._follow_up(
                lambda: build_content(part, self._about), private=part.personal, silent=part.silent
            )
        if part.personal:
            self._private.add(followed)
        self._followed.add(followed)
        return followed

    async def _follow_up(self, build: Callable[[], Content], *, private: bool, silent: bool = False) -> str:
        """Discord takes no key here, so the library may not repeat the call: where its outcome is in doubt the
        message is looked for, and sent once more if it is not there. What one person sees is listed nowhere;
        rather twice than never. https://github.com/discord/discord-api-docs/pull/6647"""
        try:
            return await self._follow_once(build(), private=private, silent=silent)
        except ANSWER_LOST:
            await asyncio.sleep(_AGAIN_AFTER)
            if not private and (found := await self._find_followed(build()["embed"])) is not None:
                return found
        return await self._follow_once(build(), private=private, silent=silent)

    async def _follow_once(self, content: Content, *, private: bool, silent: bool) -> str:
        with never_repeated():
            sent = await self._interaction.followup.send(**content, ephemeral=private, silent=silent, wait=True)
        return str(sent.id)

    async def _find_followed(self, embed: discord.Embed) -> str | None:
        """None also where we may not read back."""
        with suppress(discord.HTTPException):
            async for message in self._channel.history(after=discord.Object(self._interaction.id), limit=100):
                about = message.interaction_metadata
                if about is None or about.id != self._interaction.id or str(message.id) in self._followed:
                    continue
                if any(same_words(embed, one) for one in message.embeds):
                    return str(message.id)
        return None

    async def _answer_at_once(self, part: Message, content: Content) -> str:
        try:
            answered = await self._interaction.response.send_message(
                **content, ephemeral=part.personal, silent=part.silent
            )
        except discord.HTTPException as error:
            if error.code != ALREADY_ANSWERED:
                raise
            return await self._answer_again(part)
        self._original = str(answered.message_id)
        if part.personal:
            self._private.add(self._original)
        return self._original

    async def _answer_again(self, part: Message) -> str:
        """Discord took an earlier try, of which it told us that it had failed: the promise, or else this part."""
        self._promised = True
        if self._promising:
            self._thinking = self._pressed is None
            return await self._respond(part)
        sent = await self._interaction.edit_original_response(**edit_to(build_content(part, self._about)))
        self._original = str(sent.id)
        if part.personal:
            self._private.add(self._original)
        return self._original

    async def _replace(self, content: Content) -> str:
        """The message pressed becomes the part, also where only the person sees it."""
        if self._is_fresh:
            await self._interaction.response.edit_message(**edit_to(content))
        else:
            await self._interaction.edit_original_response(**edit_to(content))
        return str(self._pressed.id) if self._pressed is not None else ""


class Replying:
    """Below a person's message: the first part replies to it, the others follow."""

    def __init__(self, channel: discord.abc.Messageable, reference: discord.MessageReference) -> None:
        self._channel = channel
        self._reference: discord.MessageReference | None = reference
        self._sent: dict[str, discord.Message] = {}

    async def send(self, part: Message) -> str:
        async with our_errors(repeatable=False):
            sent = await send_part(self._channel, part, reply_to=self._reference)
        self._reference = None
        self._sent[str(sent.id)] = sent
        return str(sent.id)

    async def edit(self, message_id: str, part: Message) -> None:
        async with our_errors(repeatable=True):
            await edit_sent(self._sent[message_id], build_content(part))

    async def delete(self, message_id: str) -> None:
        async with our_errors(repeatable=True):
            await self._sent[message_id].delete()
