"""A field that a button opens for words of the person, and what was typed into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord

from bot.platforms.discord_render import shorten_label

# https://discord.com/developers/docs/components/reference#label, and the modal's title
TITLE_LIMIT = 45
DESCRIPTION_LIMIT = 100
TYPED_LIMIT = 2000  # as long as a message may be

_FIELD = "words"


def build_modal(title: str, asked: str, custom_id: str) -> discord.ui.Modal:
    """One field under what is asked; `custom_id` comes back with the words, so a restart loses nothing."""
    modal = discord.ui.Modal(title=shorten_label(title, TITLE_LIMIT), custom_id=custom_id)
    short = shorten_label(asked, TITLE_LIMIT)
    whole = shorten_label(asked, DESCRIPTION_LIMIT)
    field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id=_FIELD, style=discord.TextStyle.paragraph, max_length=TYPED_LIMIT
    )
    modal.add_item(discord.ui.Label(text=short, description=whole if whole != short else None, component=field))
    modal.stop()  # submissions are known by their id, as presses are: the library need not keep it
    return modal


def read_typed(interaction: discord.Interaction) -> str:
    """What was typed into the modal's field."""
    submitted: Mapping[str, Any] = interaction.data or {}
    return "\n".join(_walk_values(submitted.get("components", ()))).strip()


def _walk_values(components: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for component in components:
        if isinstance(value := component.get("value"), str):
            yield value
        yield from _walk_values(component.get("components", ()))
        if inner := component.get("component"):
            yield from _walk_values((inner,))
