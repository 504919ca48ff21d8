"""How an answer comes along, at the foot of a terminal; gone once it stands."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.style import Style
from rich.text import Text

from bot.core.types import Message
from bot.platforms.cleaning import clean_text
from bot.platforms.console_render import render_message


class ConsoleProgress:
    """`bot.ports.Progress` while the block lasts: what was shown last, and a line saying what is being done."""

    def __init__(self, console: Console) -> None:
        self._words = "Looking into it …"
        self._shown: RenderableType = Text("", end="")
        self._links = console.is_terminal
        self._live = Live(self._draw(), console=console, transient=True, refresh_per_second=8)

    def __enter__(self) -> ConsoleProgress:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def say(self, words: str) -> None:
        self._words = clean_text(words)
        self._live.update(self._draw())

    def show(self, message: Message) -> None:
        self._shown = Group(render_message(message, links=self._links), Text(""))
        self._live.update(self._draw())

    def _draw(self) -> Group:
        return Group(self._shown, Spinner("dots", Text(self._words, Style(dim=True))))
