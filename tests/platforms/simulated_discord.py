"""What the simulated Discord keeps but does not tell yet: what a server set for all of a bot's commands.

https://discord.com/developers/docs/interactions/application-commands#get-guild-application-command-permissions
"""

from __future__ import annotations

from typing import Any

from simcord.http.router import RequestContext, route


@route("GET", "/applications/{application_id}/guilds/{guild_id}/commands/permissions")
def list_command_permissions(ctx: RequestContext) -> list[dict[str, Any]]:
    backend, server = ctx.backend, ctx.int_arg("guild_id")
    ids = [backend.application_id, *(int(one) for kept in backend.commands.values() for one in _list_ids(kept))]
    known = {one: backend.get_command_permissions(server, one) for one in ids}
    return [
        {
            "id": str(one),
            "application_id": ctx.args["application_id"],
            "guild_id": str(server),
            "permissions": list(told),
        }
        for one, told in known.items()
        if told is not None
    ]


def _list_ids(kept: dict[Any, Any]) -> list[Any]:
    return [command["id"] for command in kept.values()]
