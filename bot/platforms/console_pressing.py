"""Buttons without a mouse: what is typed in place of a press, and what a typed line then means."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from bot.core.types import Button, File, Message
from bot.platforms.cleaning import clean_text, clean_url

_REMEMBERED = 500  # buttons: those of the last few dozen posts
_LARGEST_FILE = 1024 * 1024
_BETWEEN = re.compile(r"(?<!\d):|:(?!\d)")  # what an action is made of; not the sign within an hour


def list_hints(rows: Sequence[Sequence[Button]]) -> str:
    """What can be typed: "/story 3 · 👍 /rate 3 up" where commands or signs tell what they do, and a line for
    each other one, with its label behind it."""
    buttons = [button for row in rows for button in row]
    short = [_short(button) for button in buttons if _is_short(button)]
    others = [button for button in buttons if not _is_short(button)]
    width = max((len(typed_for(button)) for button in others if button.url is None), default=0)
    lines = [_line(button, width) for button in others]
    return "\n".join([" · ".join(short), *lines] if short else lines)


def _is_short(button: Button) -> bool:
    """A number or a sign alone, or a label that holds the command's name."""
    label, name = button.label.strip().lower(), button.action.partition(":")[0]
    return button.url is None and (label.isdigit() or name in label or not any(map(str.isalnum, label)))


def _short(button: Button) -> str:
    sign = clean_text(button.label).strip()
    return typed_for(button) if any(map(str.isalnum, sign)) else f"{sign} {typed_for(button)}"


def _line(button: Button, width: int) -> str:
    label = clean_text(button.label).strip()
    if button.url is not None:
        return f"{label} <{clean_url(button.url) or ''}>"
    return f"{typed_for(button):{width}}  {label}"


def typed_for(button: Button) -> str:
    """ "/story 3" for the action "story:3"."""
    return clean_text("/" + _BETWEEN.sub(" ", button.action))


class Pressing:
    """Knows the buttons that were shown, and which message waits for words."""

    def __init__(self) -> None:
        self._actions: OrderedDict[str, str] = OrderedDict()
        self._waiting: str | None = None

    def note(self, message_id: str, message: Message) -> None:
        """Of a message that is on the screen now."""
        for button in (button for row in message.buttons for button in row if button.action):
            typed = typed_for(button)
            self._actions[typed] = button.action
            self._actions.move_to_end(typed)
        while len(self._actions) > _REMEMBERED:
            self._actions.popitem(last=False)
        if message.awaits:
            self._waiting = message_id

    def find_action(self, line: str) -> str | None:
        """The action of the button that the line names, as it was shown; None where there was none such."""
        return self._actions.get(line.strip())

    def take_waiting(self) -> str | None:
        """The message whose words these are, once."""
        waiting, self._waiting = self._waiting, None
        return waiting


def read_file_named(line: str) -> File | None:
    """The file that a command's only word names, such as "/subscribe feeds.opml"; None where there is none, or it
    is too large to be a list of feeds."""
    words = line.split(maxsplit=1)
    if len(words) != 2 or not words[0].startswith("/"):
        return None
    path = Path(words[1].strip()).expanduser()
    try:
        if (
            path.suffix.lower() not in (".opml", ".xml")
            or not path.is_file()
            or path.stat().st_size > _LARGEST_FILE
        ):
            return None
        return File(path.name, path.read_bytes())
    except OSError:
        return None
