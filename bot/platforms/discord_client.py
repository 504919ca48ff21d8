"""Discord's events, each answered by the desk: commands, buttons, mentions, replies, leaving."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from types import MappingProxyType

import discord
from discord import app_commands

from bot.core.messages import say
from bot.core.saying import Catalogue, tell_in_first, tell_text, tr
from bot.core.types import Address, Message, Request, Suggestion
from bot.errors import DeliveryError
from bot.platforms.discord_commands import ABOUT_A_MESSAGE, Called, CommandSpec, build_commands, build_menu
from bot.platforms.discord_events import read_each_alone
from bot.platforms.discord_manners import Manners
from bot.platforms.discord_modals import build_modal, read_typed
from bot.platforms.discord_permits import explain_lacking, list_lacking, may_write
from bot.platforms.discord_render import ACTION_PREFIX, read_custom_id, split_for_discord
from bot.platforms.discord_requests import (
    PLATFORM,
    Elsewhere,
    find_elsewhere,
    is_withheld,
    read_elsewhere,
    read_file,
    read_interaction,
    read_message,
    read_permissions,
    replies_to,
)
from bot.platforms.discord_rights import CommandRights
from bot.platforms.discord_surfaces import GRACE, Interacting, Replying
from bot.platforms.discord_syncing import CatalogueTranslator, sync_commands
from bot.platforms.live import LiveAnswer, Tempo, open_live_answer
from bot.ports import Desk

log = logging.getLogger(__name__)

SUGGESTING_SECONDS = 2.0
CHOICES_KEPT = 256
_NO_CATALOGUES: Mapping[str, Catalogue] = MappingProxyType({})

SORRY = tr("Something went wrong on AiBot's side. Please try again in a minute.")
NOT_THERE = tr("That channel is gone, or you cannot see it.")
UNREADABLE = tr(
    "Discord does not show AiBot the words of that reply. Begin it with AiBot's name after an @, or use /ask."
)
"""So it is with the mention off, and always where an answer to a command or a press is replied to.
https://github.com/discord/discord-api-docs/issues/5395"""

WITHHELD = tr(
    "Discord does not show AiBot the words of that message. Choose Summarize in its own menu, under Apps."
)
_SUMMARIZE = re.compile(r"/?summari[sz]e\W*(?:this|it|that)?\W*", re.IGNORECASE)


class DeskClient(discord.AutoShardedClient):
    """discord.py's client, giving every event that is meant for us to the desk. No privileged intent. It opens as
    many shards as Discord recommends, one after another as Discord allows."""

    def __init__(
        self,
        commands: Sequence[CommandSpec],
        tempo: Tempo | None = None,
        catalogues: Mapping[str, Catalogue] = _NO_CATALOGUES,
        grace: float = GRACE,
        manners: Manners | None = None,
    ) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        self.manners = manners or Manners()
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=30.0,
            http_trace=self.manners.tracing,
        )
        read_each_alone(self._connection.parsers)
        self._desk: Desk | None = None
        self._tempo = tempo or Tempo()
        self._rights = CommandRights(self, commands)
        self._asking = {command.name: command for command in commands if command.asks}
        self.tree = app_commands.CommandTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        self._catalogues = catalogues
        self._grace = grace
        self._chosen: OrderedDict[int, discord.Message] = OrderedDict()  # from whose menu a field was opened
        for command in build_commands(commands, self._answer_command, self._suggest):
            self.tree.add_command(command)
        for entry in build_menu(commands, self._choose):
            self.tree.add_command(entry)

    async def listen(self, desk: Desk) -> None:
        """From now on the desk answers. Makes Discord's list of our commands the table's."""
        self._desk = desk
        if self._catalogues:
            await self.tree.set_translator(CatalogueTranslator(self._catalogues))
        self._rights.learn(await sync_commands(self.tree))

    # ------------------------------------------------------------ commands and buttons

    async def _answer_command(self, interaction: discord.Interaction, called: Called) -> None:
        elsewhere = read_elsewhere(interaction, called.channel)
        if elsewhere is not None and not elsewhere.mine.view_channel:
            await self._tell_not_there(interaction)
            return
        request = read_interaction(interaction, called.text, elsewhere=elsewhere)
        await self._answer_interaction(interaction, request, called.file, elsewhere)

    async def _suggest(
        self, interaction: discord.Interaction, called: Called, command: str, option: str, typed: str
    ) -> Sequence[Suggestion]:
        """What comes too late is of no use: Discord waits three seconds, and whoever types goes on typing."""
        if self._desk is None:
            return ()
        with suppress(TimeoutError):
            async with asyncio.timeout(SUGGESTING_SECONDS):
                elsewhere = read_elsewhere(interaction, called.channel)
                if elsewhere is not None and not elsewhere.mine.view_channel:
                    return ()
                request = read_interaction(interaction, called.text, elsewhere=elsewhere)
                return await self._desk.suggest(request, command, option, typed)
        return ()

    async def _choose(self, interaction: discord.Interaction, spec: CommandSpec, about: discord.Message) -> None:
        """From a message's menu. Its words come with the choice alone, so they are kept while a field is open."""
        if not spec.asks:
            request = read_interaction(interaction, f"/{spec.name}", chosen=about)
            await self._answer_interaction(interaction, request)
            return
        self._chosen[about.id] = about
        while len(self._chosen) > CHOICES_KEPT:
            self._chosen.popitem(last=False)
        custom_id = f"{ACTION_PREFIX}{spec.name}:{about.id}"
        await self._open_field(interaction, spec, custom_id)

    async def _open_field(self, interaction: discord.Interaction, spec: CommandSpec, custom_id: str) -> None:
        title = tell_text(spec.help, self._catalogues, str(interaction.locale))
        asked = tell_text(spec.asks, self._catalogues, str(interaction.locale))
        await interaction.response.send_modal(build_modal(title, asked, custom_id))

    def _read_submitted(
        self, interaction: discord.Interaction, action: str, elsewhere: Elsewhere | None
    ) -> Request:
        typed = read_typed(interaction)
        name, _, message_id = action.partition(":")
        if name not in ABOUT_A_MESSAGE or not message_id.isdecimal():
            return read_interaction(interaction, typed, action, elsewhere=elsewhere)
        chosen = self._chosen.get(int(message_id))
        request = read_interaction(interaction, typed, name, chosen=chosen)
        return request if chosen is not None else replace(request, reply_to=message_id)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A press is known by its id alone, so buttons of messages sent before a restart work too."""
        custom_id = interaction.data.get("custom_id") if interaction.data else None
        action, channel_id = read_custom_id(custom_id) if isinstance(custom_id, str) else ("", None)
        if not action:
            return
        elsewhere = find_elsewhere(interaction, channel_id) if channel_id is not None else None
        asking = self._asking.get(action.partition(":")[0])
        if channel_id is not None and elsewhere is None:
            await self._tell_not_there(interaction)
        elif interaction.type is discord.InteractionType.modal_submit:
            request = self._read_submitted(interaction, action, elsewhere)
            await self._answer_interaction(interaction, request, elsewhere=elsewhere)
        elif asking is None:
            request = read_interaction(interaction, "", action, elsewhere=elsewhere)
            await self._answer_interaction(interaction, request, elsewhere=elsewhere)
        else:  # a field can only be the first response, so the desk is not asked before
            await self._open_field(interaction, asking, str(custom_id))

    async def _tell_not_there(self, interaction: discord.Interaction) -> None:
        await Interacting(interaction).tell(tell_text(NOT_THERE, self._catalogues, str(interaction.locale)))

    async def _answer_interaction(
        self,
        interaction: discord.Interaction,
        request: Request,
        attached: discord.Attachment | None = None,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        if self._desk is None:
            return
        surface = Interacting(interaction, str(elsewhere.id) if elsewhere is not None else "", self._grace)
        async with (
            surface.promised_in_time(),
            open_live_answer(surface, split_for_discord, self._tempo) as live,
        ):
            try:
                if attached is not None:
                    request = replace(request, file=await read_file([attached]))
                request = await self._judge(interaction, request, elsewhere)
                message = await self._desk.answer(request, live)
            except Exception:
                await self._conclude(request, replace(self._say(SORRY, request), personal=True), surface, live)
                raise
            await self._conclude(request, message, surface, live)
            called = interaction.type is discord.InteractionType.application_command
            if called and message is not None and self._rights.governs(request):
                await self._tell_lacking(interaction, request, elsewhere, surface)

    async def _tell_lacking(
        self,
        interaction: discord.Interaction,
        request: Request,
        elsewhere: Elsewhere | None,
        surface: Interacting,
    ) -> None:
        """Answered a command can be anywhere, so that nobody would notice before that we may not post there."""
        channel: object = interaction.channel
        mine, guild = interaction.app_permissions, interaction.guild
        if elsewhere is not None and guild is not None:
            named = guild.get_channel_or_thread(elsewhere.id)
            channel, mine = named, named.permissions_for(guild.me) if named is not None else mine
        lacking = list_lacking(mine, channel, self.user.id if self.user is not None else None)
        if guild is None or not lacking:
            return
        words = tell_text(
            explain_lacking(lacking, channel), self._catalogues, request.person.language, request.chat_language
        )
        try:
            await surface.tell(words)
        except DeliveryError as error:
            note_failure(request, error)

    async def _judge(
        self, interaction: discord.Interaction, request: Request, elsewhere: Elsewhere | None
    ) -> Request:
        """Discord judges a command that is called, for the channel it is called in; where a person brought us
        along by themselves, by none of the server's rules."""
        brought = interaction.is_user_integration() and not interaction.is_guild_integration()
        called = interaction.type is discord.InteractionType.application_command and not brought
        if elsewhere is None:
            return await self._rights.judge(request, interaction.user, interaction.permissions, called=called)
        return await self._rights.judge(request, interaction.user, elsewhere.mine)

    async def _conclude(
        self, request: Request, message: Message | None, surface: Interacting, live: LiveAnswer
    ) -> None:
        surface.conclude()
        try:
            if message is not None and (message.blocks or not message.passing):
                await self._deliver(request, message, live)
            else:
                await live.withdraw()
            if message is None:
                await surface.drop()
            elif message.passing:
                await surface.tell(message.passing)
        except DeliveryError as error:
            note_failure(request, error)

    def _say(self, words: str, request: Request) -> Message:
        return tell_in_first(say(words), self._catalogues, request.person.language, request.chat_language)

    async def _deliver(self, request: Request, message: Message, live: LiveAnswer) -> None:
        ids: list[str] = []
        try:
            await live.deliver(message, ids)
        except DeliveryError as error:
            note_failure(request, error)
        if ids and self._desk is not None:
            await self._desk.posted(request, message, tuple(ids))

    # ------------------------------------------------------------ words

    async def on_message(self, message: discord.Message) -> None:
        if self.user is None or self._desk is None:
            return
        request = read_message(message, self.user)
        if request is None or await self._desk.ignores(request):
            return
        if (file := await read_file(message.attachments)) is not None:
            request = replace(request, file=file)
        reference = message.to_reference(fail_if_not_exists=False)
        async with open_live_answer(Replying(message.channel, reference), split_for_discord, self._tempo) as live:
            if withheld := self._explain_withheld(message, request, self.user):
                await self._deliver(request, self._say(withheld, request), live)
                return
            try:
                async with typing_shown(message.channel):
                    unnamed = "" if request.private else await self._desk.find_command(request)
                    request = await self._rights.judge(
                        request, message.author, read_permissions(message), unnamed=unnamed
                    )
                    answer = await self._desk.answer(request, live)
            except Exception:
                await self._deliver(request, self._say(SORRY, request), live)
                raise
            if answer is None:
                await live.withdraw()
            else:
                await self._deliver(request, answer, live)

    def _explain_withheld(self, message: discord.Message, request: Request, me: discord.ClientUser) -> str | None:
        """What to do where Discord withholds the words that are to be answered, or summarized. With the words it
        withholds what was sent along, and in a direct message nothing."""
        shown = message.content or message.attachments or request.private
        if not shown and replies_to(message, me):
            return UNREADABLE
        if _SUMMARIZE.fullmatch(request.text) and is_withheld(message, me):
            return WITHHELD
        return None

    # ------------------------------------------------------------ what servers set for our commands

    async def on_raw_app_command_permissions_update(
        self, event: discord.RawAppCommandPermissionsUpdateEvent
    ) -> None:
        self._rights.forget(event.guild.id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """A session that is begun anew was told nothing of what changed before."""
        self._rights.forget()

    # ------------------------------------------------------------ leaving and coming back

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        for channel in guild.channels:
            await self._lose(channel)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._lose(channel)

    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        if self._desk is not None:
            await self._desk.gone(Address(PLATFORM, str(event.parent_id), str(event.thread_id)))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        for channel in guild.channels:
            await self._welcome_back(channel)

    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        if before.overwrites != after.overwrites:
            await self._welcome_back(after)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        if before.permissions != after.permissions:
            await self.on_guild_join(after.guild)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Of ourselves: those of other members come only to bots that are allowed to see them."""
        if after.id == after.guild.me.id and before.roles != after.roles:
            await self.on_guild_join(after.guild)

    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        if self._desk is not None and before.locked and not after.locked:
            await self._desk.back(Address(PLATFORM, str(after.parent_id), str(after.id)))

    async def _lose(self, channel: discord.abc.GuildChannel) -> None:
        if self._desk is not None:
            await self._desk.left(Address(PLATFORM, str(channel.id)))

    async def _welcome_back(self, channel: discord.abc.GuildChannel) -> None:
        """What was paused because we could not write there goes on, where we can."""
        if self._desk is not None and may_write(channel):
            await self._desk.back(Address(PLATFORM, str(channel.id)))


@asynccontextmanager
async def typing_shown(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Shows "typing" within; that it cannot be shown is no reason not to answer."""
    typing = channel.typing()
    try:
        await typing.__aenter__()
    except (discord.DiscordException, OSError):
        yield
        return
    try:
        yield
    finally:
        await typing.__aexit__(None, None, None)


def note_failure(request: Request, error: DeliveryError) -> None:
    """For the operator; the next person is not kept waiting for it."""
    log.warning("An answer did not reach %s: %s", request.address, error)
