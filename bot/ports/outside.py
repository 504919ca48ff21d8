"""What the steps may ask of the rest of the outside: clock, publishers, LLM, broker, chat platforms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.meaning import Vector
from bot.core.types import (
    DESK,
    Address,
    Channel,
    EndpointCheck,
    EndpointState,
    FeedFetch,
    FeedList,
    FoundFeed,
    Message,
    Page,
    Prompt,
    Reply,
    Request,
    Spender,
    Suggestion,
)
from bot.ports.progress import SILENCE, Progress


class Clock(Protocol):
    def now(self) -> datetime:
        """The present, aware, UTC."""
        ...


class Web(Protocol):
    """Publishers. Every method raises a `SourceError` in plain words."""

    async def fetch_feed(
        self, url: str, etag: str | None = None, last_modified: str | None = None
    ) -> FeedFetch: ...

    async def read_page(self, url: str) -> Page: ...

    async def discover_feeds(self, url: str) -> tuple[FoundFeed, ...] | FeedList:
        """The feeds a site offers, best first; the url itself when it is a feed; what it names when it is an OPML
        file; empty when there are none."""
        ...

    async def read_list(self, content: bytes) -> FeedList:
        """What an OPML file that somebody sent names. Raises NotAFeed when it is none, and TooLarge."""
        ...


class Llm(Protocol):
    """OpenAI-compatible endpoints. Raises an `LlmError`; never waits longer than their deadlines."""

    @property
    def name(self) -> str:
        """Of the LLM that is preferred; who answered stands in each reply."""
        ...

    @property
    def endpoints(self) -> tuple[EndpointState, ...]:
        """As they are now, the preferred first."""
        ...

    async def complete(
        self, prompt: Prompt, spender: Spender = DESK, heard: Callable[[str], None] | None = None
    ) -> Reply:
        """The reply whole, at the end. `heard` is given its text piece by piece as it arrives, as it is: nothing
        of it is checked. It only takes note and must not wait, for it is called within the deadline. Once it
        was given anything, a failure is raised and nobody else is asked; before that, another endpoint may
        answer in place of the first.
        """
        ...

    async def check(self) -> tuple[EndpointCheck, ...]:
        """Tries every endpoint, the preferred first; never raises an `LlmError`."""
        ...


class Embedder(Protocol):
    """An embeddings endpoint. It improves what works without it: whoever asks goes on when it fails."""

    async def embed(
        self, texts: Sequence[str], spender: Spender = DESK, *, unkept: Sequence[str] = ()
    ) -> tuple[Vector, ...]:
        """A unit vector for each text, in their order. They are kept, but for those of the texts in `unkept`:
        what people ask is in no vector that stays. Raises an `LlmError`."""
        ...

    async def check(self) -> EndpointCheck: ...


class Broker(Protocol):
    """Wakes people up: tells that something happened, by id. Losing a word of it loses no work."""

    async def tell(self, event: str, *ids: int) -> None: ...

    async def drain(self) -> None:
        """Returns when everything told so far, and all that followed from it, is done."""
        ...


class Desk(Protocol):
    """What a platform is given: the one who answers."""

    async def answer(self, request: Request, progress: Progress = SILENCE) -> Message | None:
        """What goes back; None when the words were not meant for AiBot. Never raises for a person's mistake.
        `progress` is told how it comes along."""
        ...

    async def ignores(self, request: Request) -> bool:
        """Whether it gets no answer whatever it says, so that nothing need be fetched or shown for it."""
        ...

    async def find_command(self, request: Request) -> str:
        """The name of the command that words come to which name none: what a list of feeds is sent for, or a
        question was asked by that they answer. "" where it is none."""
        ...

    async def suggest(self, request: Request, command: str, option: str, typed: str) -> tuple[Suggestion, ...]:
        """What may be meant by what was typed so far into an option of a command; `request.text` is the command
        with its options that are filled in. At most 25, the likeliest first. Never raises."""
        ...

    async def posted(self, request: Request, message: Message, message_ids: Sequence[str]) -> None:
        """Told after the answer stands in the chat, so that replies to it are understood."""
        ...

    async def gone(self, address: Address) -> None:
        """AiBot can no longer write there, be it a chat or one thread of it."""
        ...

    async def left(self, address: Address) -> None:
        """AiBot was removed from the chat, silenced or blocked there: all its threads wait until it is back."""
        ...

    async def back(self, address: Address) -> None:
        """AiBot may write in the chat again."""
        ...

    async def moved(self, address: Address, to: Address) -> None:
        """The chat has a new address."""
        ...

    async def find_target(self, home: Address) -> Channel | None:
        """The channel that commands in this private chat act on, None when it is the chat itself."""
        ...

    async def save_target(self, home: Address, to: Address | None, title: str = "") -> None:
        """From now on; `title` of the channel."""
        ...

    async def find_pieces(self, words: str, limit: int, asking: Address) -> tuple[Message, ...]:
        """The posts of recent stories that hold the words, the best first; of the newest where there are none.
        `asking`: the private chat of whoever searches."""
        ...


class Platform(Protocol):
    """A chat platform. Sending raises a `DeliveryError`."""

    @property
    def name(self) -> str: ...

    def split(self, message: Message) -> tuple[Message, ...]:
        """Parts that each fit one message of the platform, in order, nothing lost. Deterministic."""
        ...

    async def send(
        self, to: Address, part: Message, *, key: str, reply_to: str | None = None, again: bool = False
    ) -> str:
        """Sends one part and returns the platform's id of it. `key` (at most 25 ASCII characters, the same
        at every retry of the same part) keeps platforms that honour it from showing the part twice. `again`:
        it was tried before, by this process or another, and may stand there already."""
        ...

    async def edit(self, to: Address, message_id: str, part: Message) -> None:
        """Brings a sent part to a new text. Editing to the same text is no error."""
        ...

    async def delete(self, to: Address, message_id: str) -> None: ...

    async def forget(self, to: Address) -> None:
        """Drops what the platform keeps of the chat by itself, beside the database."""
        ...

    async def run(self, desk: Desk) -> None:
        """Listens and answers until cancelled, or until the person leaves (console)."""
        ...

    async def check(self) -> str:
        """A sentence saying who the token belongs to; raises `ConfigError` saying what to mend."""
        ...
