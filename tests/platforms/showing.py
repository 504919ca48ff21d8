"""Messages as text that a person can read: what stands in a chat of Telegram or Discord, or in a terminal."""

from __future__ import annotations

import io
import re

from rich.console import Console

from bot.core.types import Button, Message
from bot.platforms import telegram_render
from bot.platforms.console_render import render_message
from bot.platforms.discord_render import render_card, split_for_discord

WIDTH = 72


def show(message: Message) -> str:
    """On all three, one under the other. What takes no room is shown as "·"."""
    return "\n\n".join(
        f"───── {name}\n{_mark_unseen(shown)}"
        for name, shown in (
            ("Telegram (its HTML)", show_on_telegram(message)),
            ("Discord (an embed)", show_on_discord(message)),
            ("console", show_on_console(message)),
        )
    )


def show_on_telegram(message: Message) -> str:
    parts = []
    for part in telegram_render.split(message):
        picture = telegram_render.render_picture(part)
        above = f"(picture above: {picture})\n" if picture else ""
        parts.append(above + telegram_render.render(part) + _show_rows(telegram_render.render_buttons(part)))
    return "\n- - - next message\n".join(parts)


def show_on_discord(message: Message) -> str:
    parts = []
    for part in split_for_discord(message):
        card = render_card(part)
        lines = [f"TITLE {card.title}" if card.title else "", card.description or ""]
        lines += [f"(picture below: {card.picture})"] if card.picture else []
        rows = tuple(
            tuple(Button(one.label, one.custom_id or "", one.url) for one in row) for row in card.buttons
        )
        parts.append("\n".join(filter(None, lines)) + _show_rows(rows))
    return "\n- - - next message\n".join(parts)


def show_on_console(message: Message) -> str:
    screen = io.StringIO()
    console = Console(file=screen, width=WIDTH, color_system=None, legacy_windows=False)
    console.print(render_message(message, links=False))
    return "\n".join(line.rstrip() for line in screen.getvalue().rstrip().splitlines())


def _show_rows(rows: tuple[tuple[Button, ...], ...]) -> str:
    lines = (" ".join(f"[ {button.label} ]" for button in row) for row in rows)
    return "".join(f"\n{line}" for line in lines)


def _mark_unseen(text: str) -> str:
    return re.sub("[\u200b\u2060]", "·", text)
