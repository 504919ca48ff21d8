"""Questions and answers, and what goes in and out of a chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.types.channels import Address
from bot.core.types.sources import Passage
from bot.core.types.stories import Claim, Dropped, Mended, Source


class AnswerKind(StrEnum):
    ANSWERED = "answered"
    CLOSEST = "closest"  # the sources do not state it; this is the nearest they say
    REFUSED = "refused"  # "The sources do not say"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecord:
    """How an answer came about. `writer` and `prompts` as in Summary; `sentences`: how many it has.

    `mended` and `dropped` are the LLM's sentences that did not pass as they were. `stood_in`: why the built-in
    answer was given though an LLM was asked, in words for people; None where it was not.
    """

    kind: AnswerKind
    sentences: int
    writer: str = "built-in"
    prompts: tuple[str, ...] = ()
    tokens: int = 0
    mended: tuple[Mended, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    stood_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`covers`: what the story's sources do speak of, offered with a refusal. `writer`, `prompts`, `mended`,
    `dropped`, `stood_in` as in AnswerRecord. `turn_id`: the turn it was remembered as, 0 before."""

    story_id: int
    question: str
    kind: AnswerKind
    claims: tuple[Claim, ...] = ()
    passages: tuple[Passage, ...] = ()
    sources: tuple[Source, ...] = ()
    covers: tuple[str, ...] = ()
    note: str | None = None  # "The sources say 33, not 10."
    writer: str = "built-in"
    prompts: tuple[str, ...] = ()
    tokens: int = 0
    mended: tuple[Mended, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    stood_in: str | None = None
    turn_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question and its answer, remembered for the story and place. `record` is None of turns before there were
    any."""

    id: int = 0
    channel_id: int
    story_id: int
    question: str
    answer: str
    at: datetime
    record: AnswerRecord | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `manages` is true when they may change this channel's subscriptions and settings. `language`: the
    tag of the language that their app is in, "" where the platform does not tell."""

    id: str
    name: str
    manages: bool = True
    language: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A small file that came with a request or goes out with a message, such as a list of feeds."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person asked in a chat. `text` as typed, a command with its slash.

    `reply_to` is the platform's id of the message replied to; `replied_text` and `replied_links` are what it says
    and every address in it or behind its words, as far as the platform lets us see them. `private`: a chat with
    one person.
    `addressed`: the words are meant for AiBot (private chat, command, mention, reply to it).
    `confidential`: the answer can be shown to whoever asks alone, among many, too.
    `home`: where it was asked and is answered, when that is another chat than `address`, which it acts on (a
    person's own chat, from which they run a channel). `reply_in`: where the message replied to stands, if not in
    that chat (a channel's post, shown in its discussion group).
    `action` is set instead of text when a button was pressed: the button's action; `text` is then what was typed
    into the field that the button opened, if it did. `file`: what was sent along, where it is small enough.
    `chat_language`: the tag of the language that the chat is kept in, "" where the platform does not tell.
    """

    address: Address
    person: Person
    text: str = ""
    reply_to: str | None = None
    replied_text: str = ""
    replied_links: tuple[str, ...] = ()
    private: bool = True
    addressed: bool = True
    confidential: bool = False
    action: str | None = None
    chat_title: str = ""
    file: File | None = None
    chat_language: str = ""
    home: Address | None = None
    reply_in: Address | None = None

    @property
    def here(self) -> Address:
        """The chat in which it was asked and is answered."""
        return self.home or self.address


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. `text` is plain: every platform escapes it."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    spans: tuple[Span, ...]
    level: int = 1  # 1 the headline, 2 a subhead


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`folded`: shown folded up where the platform can do that, together with its folded neighbours."""

    spans: tuple[Span, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A small table: rows of plain cells, the first row being the head."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Button:
    """`action` (at most 64 ASCII bytes, such as "story:12") comes back as `Request.action`. With a `url` the
    button is a link instead."""

    label: str
    action: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What goes to a chat, in blocks, free of any platform's markup.

    `story_id` is set when a reply to it should be a question about that story; `turn_id` where it is the answer
    of that turn.
    `picture`: the address of a picture that may be shown beside it. `silent`: it makes no sound. `replaces`: it
    takes the place of the message whose button was pressed. `passing`: a few words that are shown to whoever
    pressed, and nowhere else; the blocks may then be empty. `personal`: only whoever asked sees it, where the
    platform can. `awaits`: the action that a reply to it completes, such as "ask:12".
    `topics`: of the story, as in Summary.
    """

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    story_id: int | None = None
    story_ids: tuple[int, ...] = ()  # of a digest, in its order
    revision: int | None = None
    turn_id: int | None = None
    picture: str | None = None
    silent: bool = False
    replaces: bool = False
    passing: str = ""
    personal: bool = False
    awaits: str = ""
    file: File | None = None
    topics: tuple[str, ...] = ()
