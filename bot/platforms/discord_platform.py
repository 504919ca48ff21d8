"""Discord as a platform: posts pushed over its HTTP interface, events answered over its gateway."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import discord

from bot.core.saying import tr
from bot.core.types import Address, Message
from bot.errors import ChannelGone, ConfigError, MessageMissing, MessageRejected, TryLater
from bot.platforms.discord_client import DeskClient
from bot.platforms.discord_errors import (
    ANSWER_LOST,
    DEADLINE_SECONDS,
    LONG_PAUSE,
    THREAD_ARCHIVED,
    UNKNOWN_CHANNEL,
    UNKNOWN_TAG,
    WANTS_A_TAG,
    gateway_errors,
    login_errors,
    our_errors,
)
from bot.platforms.discord_forums import choose_title, find_post, open_post, split_id
from bot.platforms.discord_manners import never_repeated
from bot.platforms.discord_render import split_for_discord
from bot.platforms.discord_requests import PLATFORM
from bot.platforms.discord_sending import (
    build_content,
    channel_id_of,
    edit_sent,
    read_message_id,
    refer_to,
    send_part,
)
from bot.ports import Desk

log = logging.getLogger(__name__)

KNOWN_SECONDS = 3600.0  # how long a channel is taken for what it was
CROWD = 4096  # channels remembered


@contextmanager
def as_missing(thread: str | None) -> Iterator[None]:
    """Within, that a post's own thread is gone is no sign that its forum is. A thread that is there and takes
    nothing, being locked or for want of a permission, is not gone on with elsewhere."""
    try:
        yield
    except ChannelGone as error:
        if thread is None:
            raise
        cause = error.__cause__
        if isinstance(cause, discord.HTTPException) and cause.code != UNKNOWN_CHANNEL:
            raise MessageRejected(*error.args) from error
        raise MessageMissing(*error.args) from error


class DiscordPlatform:
    """Logs in when first needed; only `run` listens, so a worker that merely delivers opens no gateway."""

    name = PLATFORM

    def __init__(self, client: DeskClient, token: str) -> None:
        self._client = client
        self._token = token
        self._logging_in = asyncio.Lock()
        self._asked: dict[int, tuple[float, object]] = {}  # a channel's id -> until when it is known, and it

    def split(self, message: Message) -> tuple[Message, ...]:
        return split_for_discord(message)

    async def send(
        self, to: Address, part: Message, *, key: str, reply_to: str | None = None, again: bool = False
    ) -> str:
        """In a forum that is no answer to a post of it: a new post, whose id names its thread."""
        await self._be_ready()
        thread, replied = split_id(reply_to) if reply_to is not None else (None, None)
        with as_missing(thread):
            async with our_errors(repeatable=False), asyncio.timeout(DEADLINE_SECONDS):
                if to.thread is None and thread is None and (forum := await self._find_forum(to)) is not None:
                    return await self._open_post(forum, part, again=again)
                place = channel_id_of(to if thread is None else replace(to, thread=thread))
                reference = refer_to(place, replied) if replied is not None else None
                sent = await send_part(
                    self._client.get_partial_messageable(place), part, key=key, reply_to=reference
                )
        return str(sent.id)

    async def edit(self, to: Address, message_id: str, part: Message) -> None:
        await self._be_ready()
        thread, _ = split_id(message_id)
        content = build_content(part)
        with as_missing(thread):
            async with our_errors(repeatable=True), asyncio.timeout(DEADLINE_SECONDS):
                message = self._find(to, message_id)
                try:
                    await edit_sent(message, content)
                except discord.HTTPException as error:
                    if error.code != THREAD_ARCHIVED:
                        raise
                    await self._client.http.edit_channel(message.channel.id, archived=False)
                    await edit_sent(message, build_content(part))
                if thread is not None:
                    await self._retitle(int(thread), part)

    async def delete(self, to: Address, message_id: str) -> None:
        await self._be_ready()
        with as_missing(split_id(message_id)[0]):
            async with our_errors(repeatable=True), asyncio.timeout(DEADLINE_SECONDS):
                await self._find(to, message_id).delete()

    async def forget(self, to: Address) -> None:
        """Nothing is kept beside the database but waits and rights, for a minute."""

    async def run(self, desk: Desk) -> None:
        await self._log_in()
        async with gateway_errors():
            await self._client.listen(desk)
            await self._wait_for_a_start()
            await self._client.connect(reconnect=True)

    async def _wait_for_a_start(self) -> None:
        """Discord lets a bot start so many sessions a day; who starts more has its token taken away."""
        limits = await self._client.fetch_session_start_limits()
        if not limits.remaining:
            seconds = limits.reset_after / 1000
            log.warning("Discord allows no new session for %.0f seconds; until then nobody is answered.", seconds)
            await asyncio.sleep(seconds)

    async def check(self) -> str:
        user = await self._log_in()
        return f"Discord: {user} ({user.id}), {len(self._client.tree.get_commands())} commands."

    def _find(self, to: Address, message_id: str) -> discord.PartialMessage:
        thread, message = split_id(message_id)
        place = channel_id_of(to if thread is None else replace(to, thread=thread))
        return self._client.get_partial_messageable(place).get_partial_message(read_message_id(message))

    # ------------------------------------------------------------ forums

    async def _find_forum(self, to: Address, *, anew: bool = False) -> discord.ForumChannel | None:
        """None for a channel of any other kind. A worker without a gateway asks once in a while."""
        channel_id, now = channel_id_of(to), asyncio.get_running_loop().time()
        channel: object = self._client.get_channel(channel_id)
        if channel is None or anew:
            until, channel = self._asked.get(channel_id, (0.0, None))
            if until <= now or anew:
                await self._client.manners.turn()
                channel = await self._client.fetch_channel(channel_id)
                self._remember(channel_id, now + KNOWN_SECONDS, channel)
        return channel if isinstance(channel, discord.ForumChannel) else None

    def _remember(self, channel_id: int, until: float, channel: object) -> None:
        if len(self._asked) >= CROWD:
            self._asked.clear()
        self._asked[channel_id] = (until, channel)

    async def _open_post(self, forum: discord.ForumChannel, part: Message, *, again: bool) -> str:
        """Tags may have changed since we asked for them. Where Discord's answer is lost, the thread is looked
        for, then and before the next try: a forum takes no key that would keep it from being opened twice."""
        me = (await self._log_in()).id
        if again and (found := await find_post(forum, part, me)) is not None:
            return found
        try:
            return await self._open_once(forum, part, me)
        except discord.HTTPException as error:
            if error.code not in (*WANTS_A_TAG, UNKNOWN_TAG):
                raise
        fresh = await self._find_forum(Address(PLATFORM, str(forum.id)), anew=True)
        return await self._open_once(fresh or forum, part, me)

    async def _open_once(self, forum: discord.ForumChannel, part: Message, me: int) -> str:
        try:
            with never_repeated():
                return await open_post(forum, part)
        except ANSWER_LOST:
            found = await find_post(forum, part, me)
            if found is None:
                raise
            return found

    async def _retitle(self, thread_id: int, part: Message) -> None:
        """The thread's title follows the headline, as far as Discord lets it: twice in ten minutes."""
        thread, title = self._client.get_channel(thread_id), choose_title(part)
        if isinstance(thread, discord.Thread) and thread.name != title:
            with suppress(discord.DiscordException):
                await self._client.http.edit_channel(thread_id, name=title)

    async def _be_ready(self) -> None:
        if (wait := self._client.manners.find_wait()) is not None:
            raise TryLater(tr("Discord asks to wait."), after=wait)
        try:
            await self._log_in()
        except ConfigError as error:  # a post waits until the operator has mended it
            raise TryLater(str(error), after=LONG_PAUSE) from error
        await self._client.manners.turn()

    async def _log_in(self) -> discord.ClientUser:
        async with self._logging_in, login_errors():
            if self._client.is_closed():  # Discord ended the session for good: everything is asked anew
                self._client.clear()
                self._client.shard_count = None  # type: ignore[assignment]  # as at the start
                self._client.http.connector = discord.utils.MISSING
            if self._client.user is None:
                await self._try_login()
        if self._client.user is None:
            raise ConfigError("Discord accepted the token but did not say whose it is. Try again.")
        return self._client.user

    async def _try_login(self) -> None:
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                await self._client.login(self._token)
        except BaseException:
            # The library opens a new session at each try and would leave this one open.
            await self._client.http.close()
            self._client.http.connector = discord.utils.MISSING
            raise
