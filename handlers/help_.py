"""/help: all commands, or one explained."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.core.messages import say
from bot.core.saying import as_written, joined, tr
from bot.core.types import Bullets, Message, Paragraph, Request, Span
from bot.errors import UnknownCommand
from bot.ports import App


class Explained(Protocol):
    """What help needs to know of a command."""

    @property
    def name(self) -> str: ...
    @property
    def usage(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def details(self) -> tuple[str, ...]: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def only(self) -> str: ...


def explaining(
    commands: Callable[[], Sequence[Explained]],
) -> Callable[[Request, str, App], Awaitable[Message]]:
    """The handler of /help over a table that it is itself part of."""

    async def answer(request: Request, arguments: str, app: App) -> Message:
        wanted = arguments.strip().lstrip("/").lower()
        there = [one for one in commands() if is_typed(one, request.address.platform)]
        if not wanted:
            return _all([one for one in there if request.private or not one.only])
        for command in there:
            if command.name == wanted:
                return say(as_written(_line(command)), joined((command.help, "."), by=""), *command.details)
        raise UnknownCommand(
            tr("There is no command {command}. /help lists them all.", command=f"/{wanted[:40]}")
        )

    return answer


def is_typed(command: Explained, platform: str) -> bool:
    """Whether people there may type it, be it offered to them or not."""
    return command.only == platform if command.only else not command.hidden


def _all(commands: Sequence[Explained]) -> Message:
    items = tuple(
        (Span(_line(command), code=True), Span(tr(" — {help}", help=command.help))) for command in commands
    )
    hint = tr("A reply to a story is a question about it; so are plain words in a private chat.")
    return Message(blocks=(Bullets(items), Paragraph((Span(hint, italic=True),))))


def _line(command: Explained) -> str:
    return f"/{command.name} {command.usage}".strip()
