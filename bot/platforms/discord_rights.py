"""Whom a server lets use a command that changes a channel, on the ways to it that Discord does not judge itself.

Discord lets nobody call a command whom the server's owner did not let, so a command that was called is believed.
A press, a field that was filled in and words after a mention are judged here, by the same rule:
https://discord.com/developers/docs/interactions/application-commands#permissions
https://support.discord.com/hc/en-us/articles/10952896421783-Updates-to-Command-Permissions
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import discord

from bot.core.saying import tr
from bot.core.types import Request
from bot.errors import TryLater
from bot.platforms.discord_commands import MANAGING, CommandSpec
from bot.platforms.discord_errors import DEADLINE_SECONDS, PAUSE, our_errors

ROLE, USER, CHANNEL = 1, 2, 3
KEPT_SECONDS = 300.0  # Discord tells of every change; what was told while we were cut off is noticed by then
CROWD = 4096  # servers remembered


class Rule(NamedTuple):
    """One line of what a server set for a command, or for all of them: a role, person or channel, let or not."""

    target: int
    kind: int
    lets: bool


Rules = Mapping[int, Sequence[Rule]]
"""Of one server, by the id of the command; those by the application's id are for all of its commands."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and where. `channel`: a thread's parent. `may`: what they may do there, overwrites counted in."""

    person: int
    roles: frozenset[int]
    server: int
    channel: int
    may: discord.Permissions


def may_call(caller: Caller, own: Sequence[Rule], common: Sequence[Rule], default: discord.Permissions) -> bool:
    """`own`: what is set for the command; `common`: for all commands. The former goes before, the latter only
    takes away. `default`: what whoever is not named in the former needs to be permitted."""
    if caller.may.administrator:
        return True
    if not (caller.may.view_channel and caller.may.use_application_commands):
        return False
    if not _is_open_in(caller, own, common):
        return False
    named = _find_person(caller, own)
    if named is not None:
        return named
    return _find_person(caller, common) is not False and default.is_subset(caller.may)


def _is_open_in(caller: Caller, own: Sequence[Rule], common: Sequence[Rule]) -> bool:
    all_channels = caller.server - 1  # a constant of Discord's
    for rules in (own, common):
        for target in (caller.channel, all_channels):
            said = [rule.lets for rule in rules if (rule.target, rule.kind) == (target, CHANNEL)]
            if said:
                return all(said)
    return True


def _find_person(caller: Caller, rules: Sequence[Rule]) -> bool | None:
    """None where nothing is said. What is said of the person goes before their roles, these before everybody;
    of several roles one that is let is enough."""
    personal = [rule.lets for rule in rules if (rule.target, rule.kind) == (caller.person, USER)]
    if personal:
        return all(personal)
    roles = [rule for rule in rules if rule.kind == ROLE]
    held = [rule.lets for rule in roles if rule.target in caller.roles and rule.target != caller.server]
    if held:
        return any(held)
    everybody = [rule.lets for rule in roles if rule.target == caller.server]
    return all(everybody) if everybody else None


class CommandRights:
    """Says of each request whether who asks may change the channel with the command it comes to."""

    def __init__(self, client: discord.Client, table: Sequence[CommandSpec]) -> None:
        self._client = client
        self._judged_as = {spec.name: spec.part_of or spec.name for spec in table if spec.manages}
        self._ids: Mapping[str, int] = {}
        self._kept: dict[
            int, tuple[float, Rules]
        ] = {}  # a server's id -> until when its rules are known, and they
        self._changes = 0

    def learn(self, ids: Mapping[str, int]) -> None:
        """The ids that Discord gave our commands."""
        self._ids = ids

    def forget(self, server: int | None = None) -> None:
        """What was known of a server, or of all of them, may no longer be so."""
        self._changes += 1
        if server is None:
            self._kept.clear()
        else:
            self._kept.pop(server, None)

    def governs(self, request: Request) -> bool:
        """Whether it comes to a command that changes a channel."""
        return _name_command(request) in self._judged_as

    async def judge(
        self,
        request: Request,
        person: discord.abc.User,
        may: discord.Permissions,
        *,
        called: bool = False,
        unnamed: str = "",
    ) -> Request:
        """The request, with whether who asks manages what it is about. `called`: by its name, where it acts.
        `unnamed`: the command that its words come to though they name none.

        Raises DeliveryError where Discord cannot be asked: then nobody is let in.
        """
        command = self._judged_as.get(_name_command(request) or unnamed)
        if command is None or not isinstance(person, discord.Member):
            return request
        manages = called or await self._is_let(command, request, person, may)
        return replace(request, person=replace(request.person, manages=manages))

    async def _is_let(
        self, command: str, request: Request, person: discord.Member, may: discord.Permissions
    ) -> bool:
        if may.administrator:
            return True
        if person.guild.unavailable:  # then we do not know who holds which role
            raise TryLater(tr("Discord cannot be reached."), after=PAUSE)
        roles = frozenset(role.id for role in person.roles)
        caller = Caller(person.id, roles, person.guild.id, int(request.address.chat), may)
        rules = await self._find_rules(person.guild.id)
        own = rules.get(self._ids.get(command, 0), ())
        return may_call(caller, own, rules.get(self._client.application_id or 0, ()), MANAGING)

    async def _find_rules(self, server: int) -> Rules:
        now, changes = asyncio.get_running_loop().time(), self._changes
        until, rules = self._kept.get(server, (0.0, {}))
        if until > now:
            return rules
        async with our_errors(repeatable=True), asyncio.timeout(DEADLINE_SECONDS):
            told = await self._client.http.get_guild_application_command_permissions(
                self._client.application_id or 0, server
            )
        rules = {
            int(one["id"]): [
                Rule(int(each["id"]), each["type"], each["permission"]) for each in one["permissions"]
            ]
            for one in told
        }
        if changes == self._changes:  # else it may be what was so before
            if len(self._kept) >= CROWD:
                self._kept.clear()
            self._kept[server] = (now + KEPT_SECONDS, rules)
        return rules


def _name_command(request: Request) -> str:
    if request.action is not None:
        return request.action.partition(":")[0]
    text = request.text.strip()
    name, *_ = text[1:].split(maxsplit=1) or [""]
    return name.lower() if text.startswith("/") else ""
