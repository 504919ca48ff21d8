"""The people of our small Discord: who calls commands and presses buttons, and what the server's owner sets."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from tests.platforms.fake_discord_gateway import FakeGateway
from tests.platforms.fake_discord_shapes import (
    BOT,
    CHANNEL,
    EMBED,
    GUILD,
    READ_HISTORY,
    SEND,
    SEND_IN_THREADS,
    VIEW,
    Interaction,
    Who,
)

SOMEBODY = Who()
NOTHING: Mapping[str, Any] = MappingProxyType({})


class FakePeople(FakeGateway):
    def __init__(self) -> None:
        super().__init__()
        self.messages: dict[str, dict[str, Any]] = {}
        self.private: dict[str, dict[str, Any]] = {}  # messages that one person sees
        self.commands: list[dict[str, Any]] = []
        self.command_permissions: list[dict[str, Any]] = []  # as GET …/commands/permissions tells them
        self.ours = VIEW | SEND | EMBED | SEND_IN_THREADS | READ_HISTORY  # what AiBot may do where it is called
        self.interactions: dict[str, Interaction] = {}

    async def set_permissions(self, command: str, *rules: tuple[int, str, bool]) -> None:
        """What the owner sets under Integrations: role (1), person (2) or channel (3), let or not; for all
        commands where `command` is BOT's id."""
        known = {one["name"]: one["id"] for one in self.commands if one.get("type", 1) == 1}
        named = known.get(command, command)
        told = [{"id": target, "type": kind, "permission": lets} for kind, target, lets in rules]
        about = {"id": named, "application_id": BOT["id"], "guild_id": GUILD, "permissions": told}
        self.command_permissions = [one for one in self.command_permissions if one["id"] != named] + [about]
        await self.dispatch("APPLICATION_COMMAND_PERMISSIONS_UPDATE", about)

    async def slash(
        self,
        name: str,
        *,
        options: Sequence[dict[str, Any]] = (),
        typing: bool = False,
        channel: str = CHANNEL,
        who: Who = SOMEBODY,
        resolved: Mapping[str, Any] = NOTHING,
    ) -> str:
        """A command called, or with `typing` one of its options being typed; the interaction's token."""
        command = next(command for command in self.commands if command["name"] == name)
        chosen = {"id": command["id"], "name": name, "type": 1, "options": list(options)}
        return await self._interact(4 if typing else 2, {**chosen, "resolved": dict(resolved)}, channel, who=who)

    async def press(self, message_id: str, custom_id: str, locale: str = "en-GB", who: Who = SOMEBODY) -> str:
        message = self.messages.get(message_id) or self.private[message_id]
        ids = [button.get("custom_id") for row in message["components"] for button in row["components"]]
        assert custom_id in ids, f"no such button: {ids}"
        return await self._interact(
            3, {"custom_id": custom_id, "component_type": 2}, message["channel_id"], message, locale, who
        )

    async def submit(
        self, modal: Mapping[str, Any], words: str, channel: str = CHANNEL, who: Who = SOMEBODY
    ) -> str:
        """The field of a modal filled in and sent off."""
        label = modal["components"][0]
        field = {"type": 4, "custom_id": label["component"]["custom_id"], "value": words}
        filled = {"custom_id": modal["custom_id"], "components": [{"type": 18, "component": field}]}
        return await self._interact(5, filled, channel, who=who)

    async def _interact(
        self,
        kind: int,
        chosen: dict[str, Any],
        channel: str,
        message: dict[str, Any] | None = None,
        locale: str = "en-GB",
        who: Who = SOMEBODY,
    ) -> str:
        token = f"t{self.next_id()}"
        now = asyncio.get_running_loop().time()
        source = message["id"] if message is not None else None
        self.interactions[token] = Interaction(token[1:], token, kind, now, channel, source)
        event = {
            "id": token[1:], "application_id": "100", "type": kind, "token": token, "version": 1,
            "guild_id": GUILD, "channel_id": channel, "member": who.as_member(), "entitlements": [],
            "channel": self.channels[channel], "locale": locale,
            "authorizing_integration_owners": who.owners, "attachment_size_limit": 1, "data": chosen,
            "app_permissions": str(self.ours),
        }  # fmt: skip
        await self.dispatch("INTERACTION_CREATE", event if message is None else {**event, "message": message})
        return token
