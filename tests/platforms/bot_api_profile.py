"""What our Bot API shows of the bot itself: its menus of commands and its descriptions, by language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from tests.platforms.bot_api_reading import Json, refuse

SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})


class Profile:
    def __init__(self) -> None:
        self.menus: dict[tuple[str, str], list[Json]] = {}  # by scope and language, "" for any other
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}

    def menu(self, *scopes: str, language: str = "") -> list[str]:
        """The names that a person sees: of the first scope that has a menu in their language, or in none."""
        for place in [(scope, code) for scope in (*scopes, "default") for code in (language, "")]:
            if place in self.menus:
                return [entry["command"] for entry in self.menus[place]]
        return []

    def set_my_commands(self, params: Mapping[str, str]) -> bool:
        commands = json.loads(params["commands"])
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise refuse("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise refuse("BOT_COMMAND_DESCRIPTION_INVALID")
        if len(commands) > 100:
            raise refuse("BOT_COMMANDS_TOO_MUCH")
        self.menus[_scope(params), _language(params)] = commands
        return True

    def get_my_commands(self, params: Mapping[str, str]) -> list[Json]:
        return self.menus.get((_scope(params), _language(params)), [])

    def set_my_description(self, params: Mapping[str, str]) -> bool:
        if len(params.get("description", "")) > 512:
            raise refuse("description is too long")
        self.descriptions[_language(params)] = params.get("description", "")
        return True

    def get_my_description(self, params: Mapping[str, str]) -> Json:
        return {"description": self.descriptions.get(_language(params)) or self.descriptions.get("", "")}

    def set_my_short_description(self, params: Mapping[str, str]) -> bool:
        if len(params.get("short_description", "")) > 120:
            raise refuse("short description is too long")
        self.short_descriptions[_language(params)] = params.get("short_description", "")
        return True

    def get_my_short_description(self, params: Mapping[str, str]) -> Json:
        found = self.short_descriptions.get(_language(params)) or self.short_descriptions.get("", "")
        return {"short_description": found}


def _scope(params: Mapping[str, str]) -> str:
    scope = json.loads(params.get("scope", '{"type": "default"}'))
    if scope.get("type") not in SCOPES or set(scope) != {"type"}:
        raise refuse("can't parse BotCommandScope: unsupported type specified")
    return str(scope["type"])


def _language(params: Mapping[str, str]) -> str:
    language = params.get("language_code", "")
    if not re.fullmatch(r"(?:[a-z]{2})?", language):
        raise refuse("invalid language code specified")
    return language
