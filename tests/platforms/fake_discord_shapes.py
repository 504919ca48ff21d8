"""The objects of our small Discord as they go over the wire, and how they are read from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

NOW = "2026-05-02T10:00:00+00:00"
TOKEN = "a-good-token"
BOT: Mapping[str, Any] = {"id": "100", "username": "AiBot", "discriminator": "0", "avatar": None, "bot": True}
ALICE: Mapping[str, Any] = {
    "id": "101",
    "username": "alice",
    "discriminator": "0",
    "avatar": None,
}  # who owns the server
BEN: Mapping[str, Any] = {"id": "102", "username": "ben", "discriminator": "0", "avatar": None}
GUILD, CHANNEL, OTHER, FORUM, MEDIA, VOICE = "300", "200", "201", "210", "211", "212"
VIEW, SEND, EMBED, SEND_IN_THREADS = 1 << 10, 1 << 11, 1 << 14, 1 << 38
READ_HISTORY = 1 << 16
MANAGE_CHANNELS, USE_COMMANDS = 1 << 4, 1 << 31
EDITORS = "700"  # a role that may only look on and call commands


def build_role(role_id: str, name: str, may: int) -> dict[str, Any]:
    looks = {"position": 0, "color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}
    return {"id": role_id, "name": name, "permissions": str(may), **looks}


ROLES = [build_role(GUILD, "@everyone", 0), build_role(EDITORS, "editors", VIEW | USE_COMMANDS)]
ANSWER_LOST = -1
STANDS_BUT_FAILED = -2  # Discord answers 502 though the message stands
EPHEMERAL = 1 << 6
ANSWERS_TO = {2: {4, 5, 9}, 3: {4, 5, 6, 7, 9}, 4: {8}, 5: {4, 5, 6, 7}}  # type of interaction: types of response


def answer(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    # Exactly this type: with a charset behind it the library takes the body for text.
    return web.Response(
        body=json.dumps(body).encode(), status=status, content_type="application/json", headers=headers
    )


@dataclass
class Interaction:
    """One command or press, and what it was answered with. `source`: the message whose button it was."""

    id: str
    token: str
    kind: int
    at: float
    channel: str
    source: str | None = None
    answered: int | None = None  # the type of the first response
    answered_at: float | None = None  # when the first words stood
    original: str | None = None
    thinking: bool = False
    private: bool = False
    over: bool = False  # its quarter of an hour is


def refuse(status: int, code: int, message: str) -> web.Response:
    return answer({"message": message, "code": code}, status)


async def read_body(request: web.Request) -> dict[str, Any]:
    """Of JSON, or of a form whose files stand beside it."""
    if request.content_type == "application/json":
        body: dict[str, Any] = await request.json()
        return body
    form = await request.post()
    read: dict[str, Any] = json.loads(str(form["payload_json"]))
    return read


def build_message(message_id: str, channel: str, author: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        name: [] for name in ("mentions", "mention_roles", "attachments", "embeds", "components")
    }
    flags = {"tts": False, "mention_everyone": False, "pinned": False, "type": 0, "flags": 0}
    about = {"id": message_id, "channel_id": channel, "author": author, "content": "", "timestamp": NOW}
    return {**empty, **flags, **about, "edited_timestamp": None, **fields}


def store_command(command: dict[str, Any], place: int) -> dict[str, Any]:
    """As Discord gives it back: permissions as a text, what is so by default told or left out as it pleases."""
    permissions = command.get("default_member_permissions")
    given = {name: value for name, value in command.items() if name != "options"}
    options = [
        {name: value for name, value in option.items() if value not in (False, [], {})}
        for option in command.get("options", [])
    ]
    stored = {
        "id": str(400 + place),
        "application_id": "100",
        "version": "1",
        "nsfw": False,
        "description": "",
        **given,
    }
    stored["default_member_permissions"] = None if permissions is None else str(permissions)
    return {**stored, "options": options} if options else stored


def build_channels() -> dict[str, dict[str, Any]]:
    """Two text channels, one for voices, a forum that wants a tag, and a media channel."""
    common = {"guild_id": GUILD, "position": 0, "permission_overwrites": []}
    tags = [
        build_tag("501", "Politik"),
        build_tag("502", "Disasters"),
        build_tag("503", "Chosen", moderated=True),
    ]
    wants_a_tag = 1 << 4
    in_posts = {"available_tags": tags, **common}
    return {
        CHANNEL: {"id": CHANNEL, "type": 0, "name": "news", **common},
        OTHER: {"id": OTHER, "type": 0, "name": "other", **common},
        FORUM: {
            "id": FORUM,
            "type": 15,
            "name": "stories",
            "flags": wants_a_tag,
            **in_posts,
        },
        MEDIA: {"id": MEDIA, "type": 16, "name": "pictures", "flags": 0, **in_posts},
        VOICE: {"id": VOICE, "type": 2, "name": "lounge", "bitrate": 64000, "user_limit": 0, **common},
    }


@dataclass(frozen=True)
class Who:
    """Somebody in the server: their roles, and what they may do in its channels."""

    user: Mapping[str, Any] = field(default_factory=lambda: ALICE)
    roles: tuple[str, ...] = ()
    may: int = VIEW | USE_COMMANDS | MANAGE_CHANNELS
    brought: bool = False  # AiBot along by themselves; the server's rules are then not asked for commands

    def as_member(self) -> dict[str, Any]:
        about = {"joined_at": NOW, "deaf": False, "mute": False, "flags": 0}
        return {"user": self.user, "roles": list(self.roles), "permissions": str(self.may), **about}

    @property
    def owners(self) -> dict[str, str]:
        return {"1": self.user["id"]} if self.brought else {"0": GUILD}


def build_tag(tag_id: str, name: str, *, moderated: bool = False) -> dict[str, Any]:
    return {"id": tag_id, "name": name, "moderated": moderated, "emoji_id": None, "emoji_name": None}


def build_thread(thread_id: str, parent: str, body: Mapping[str, Any]) -> dict[str, Any]:
    created = datetime.now(UTC).isoformat()
    state = {"archived": False, "locked": False, "auto_archive_duration": 1440}
    return {
        "id": thread_id, "type": 11, "guild_id": GUILD, "parent_id": parent, "owner_id": BOT["id"],
        "name": body["name"], "applied_tags": body.get("applied_tags", []), "message_count": 0, "member_count": 1,
        "thread_metadata": {**state, "archive_timestamp": created, "create_timestamp": created},
    }  # fmt: skip
