"""The words to and from an LLM, and the operator's rules that decisions depend on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.core.types.money import NO_LIMITS, Limits
from bot.core.types.upkeep import KEPT_FOR_GOOD, Retention


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """`fixed` stays the same from call to call (so that caches work), `text` is this call's part.

    `schema` is a JSON Schema for the reply, None for free lines. `version` names the fixed words; it is stored
    beside what they made.
    """

    purpose: str
    version: str
    fixed: str
    text: str
    limit_tokens: int
    schema: dict[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """`writer`: the name of the LLM that said it, as its endpoint knows it."""

    text: str
    tokens_in: int
    tokens_out: int
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Spender:
    """On whose account a call goes: the channel and person that asked. None of them for the desk's own work.
    `story_id`: what it is about, for the record."""

    channel_id: int | None = None
    person: str | None = None  # "telegram:12345"
    story_id: int | None = None


DESK = Spender()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    name: str
    title: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The settings that decisions depend on; `config.toml` explains each with its unit and reason."""

    bundles: tuple[Bundle, ...] = ()
    check_every: timedelta = timedelta(minutes=10)
    check_at_least_every: timedelta = timedelta(hours=1)
    look_again: tuple[timedelta, ...] = (
        timedelta(hours=2),
        timedelta(hours=12),
    )  # after publication, per article
    first_entries: int = 10  # entries of a new feed's past that are read, for /summarize
    hold: timedelta = timedelta(minutes=20)  # how long a story waits for a second outlet
    settle: timedelta = timedelta(minutes=2)  # how long a story that grew waits for more of the same
    gather: timedelta = timedelta(seconds=15)  # how long a read article waits for what is being read
    enough_outlets: int = 2
    story_window: timedelta = timedelta(hours=72)
    keep_turns: timedelta = timedelta(hours=6)
    brief_words: int = 90
    story_words: int = 220
    long_words: int = 420
    push_gap: timedelta = timedelta(minutes=20)
    pushes_per_day: int = 4
    summarize_urls: int = 8
    digest_stories: int = 8
    delivery_attempts: int = 8
    operators: frozenset[str] = frozenset()  # "telegram:12345"; the console's person is one in any case
    alerts: tuple[str, ...] = ()  # chats that operators are told in, as "telegram:-100123"
    retention: Retention = KEPT_FOR_GOOD
    limits: Limits = NO_LIMITS
    currency: str = "USD"
    sending_lease: timedelta = timedelta(minutes=5)  # when what was cut off by a crash is taken up again
