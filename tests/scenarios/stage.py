"""What every platform's stage has in common: steps are taken in a chat of its own, before a real desk."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from bot.core.types import Address, Button
from bot.platforms.console_pressing import typed_for
from tests.handlers.newsroom import Newsroom
from tests.make import NOW
from tests.scenarios.acting import Seen, Step, Way, Who
from tests.scenarios.desk import WatchedDesk


@dataclass(frozen=True)
class Standing:
    """A message of AiBot's as it stands in the chat: what is read, its rows of buttons, what it replies to.
    `silent`: it came without a sound. `says`: what pressing its buttons says, as scenarios name it."""

    id: str
    text: str
    rows: tuple[tuple[str, ...], ...]
    reply_to: str | None
    silent: bool = False
    says: tuple[str, ...] = ()


class Stage(ABC):
    """One platform. `enter` begins a new chat; what is done next happens there."""

    name: str

    def __init__(self, newsroom: Newsroom, desk: WatchedDesk) -> None:
        self.newsroom = newsroom
        self.desk = desk

    @abstractmethod
    async def enter(self) -> None:
        """A new chat with an administrator and a member, who have seen nothing."""

    async def enter_office(self) -> None:
        """Where nobody but the operator reads what AiBot says to the operator, and where it says so by itself."""
        raise NotImplementedError(f"{self.name} has no other chat")

    async def leave(self) -> None:
        """AiBot forgets the chat: nothing of it is in the way of the next."""
        channel = await self.newsroom.app.storage.channels.find(self.here)
        if channel is not None:
            await self.newsroom.app.storage.upkeep.forget_chat(channel.address)

    @property
    @abstractmethod
    def here(self) -> Address: ...

    async def report(self, title: str) -> None:
        """An outlet has an article of that title; AiBot reads, writes and posts."""
        minute = (self.newsroom.clock.now() - NOW).total_seconds() / 60 + 1
        told = title.replace(" seen", " was seen")
        text = f"{told} on Monday, the Kestrel observatory said. It comes back in 70 years."
        self.newsroom.publish("Harbour Post", title, text, minute)
        await self.newsroom.pass_time(60)

    async def take(self, step: Step) -> Seen:
        match step.way:
            case Way.SAY:
                return await self.say(step.words, step.who)
            case Way.PRESS:
                return await self.press(step.words, step.who)
            case Way.FILL:
                return await self.fill(step.words, step.who)
            case Way.REPLY:
                return await self.reply(step.words, step.who)
            case Way.MENTION:
                return await self.mention(step.words, step.who)
            case Way.CONFIDE:
                return await self.confide(step.words)
            case Way.ATTACH:
                return await self.attach(step.words, step.file)
            case Way.NEWS:
                return await self.watch(step.words)

    @abstractmethod
    async def say(self, line: str, who: Who) -> Seen: ...
    @abstractmethod
    async def press(self, typed: str, who: Who) -> Seen: ...
    @abstractmethod
    async def fill(self, words: str, who: Who) -> Seen: ...
    @abstractmethod
    async def reply(self, words: str, who: Who, to: str = "") -> Seen:
        """To the message of that id, the newest of AiBot's where none is given."""

    @abstractmethod
    async def mention(self, words: str, who: Who) -> Seen: ...
    @abstractmethod
    async def confide(self, words: str) -> Seen: ...
    @abstractmethod
    async def attach(self, line: str, content: bytes) -> Seen: ...
    def list_standing(self) -> list[Standing]:
        """All of AiBot's messages in the chat, oldest first."""
        raise NotImplementedError(f"{self.name} shows no chat")

    async def delete(self, message_id: str) -> None:
        """An administrator deletes one of AiBot's messages."""
        raise NotImplementedError(f"{self.name} deletes nothing")

    @abstractmethod
    async def watch(self, title: str) -> Seen:
        """What AiBot posts when that is reported."""


def typed(action: str) -> str:
    """A button's action as it would be typed, which is how scenarios name it."""
    return typed_for(Button("", action))
