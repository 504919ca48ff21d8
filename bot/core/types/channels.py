"""Channels, what they wish for and what they got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Address:
    """Where a chat is: `chat` is the platform's own id; `thread` a topic or thread in it."""

    platform: str  # "telegram", "discord", "console"
    chat: str
    thread: str | None = None


class Rhythm(StrEnum):
    INSTANT = "instant"
    DIGEST = "digest"


class Style(StrEnum):
    """How a story is laid out where it is pushed."""

    BRIEF = "brief"  # the short form
    STORY = "story"  # the whole piece
    BULLETS = "bullets"  # the short form, a sentence a line
    PLAIN = "plain"  # the short form in plain words

    @classmethod
    def _missing_(cls, value: object) -> Style | None:
        """Settings stored, and people who learned them, when two styles had other names."""
        return {"short": cls.BRIEF, "full": cls.STORY}.get(str(value))


class Length(StrEnum):
    """How much of a short form is pushed."""

    SHORT = "short"  # its first sentence or two
    NORMAL = "normal"
    LONG = "long"  # the whole piece, folded where the platform can


class Updates(StrEnum):
    """What a channel gets of a story that moves on."""

    MESSAGES = "messages"  # the post is mended, and what matters comes as a message under it
    EDITS = "edits"  # the post is mended, silently
    NONE = "none"  # the post stays as it was sent, but for corrections


@dataclass(frozen=True, slots=True)
class Rule:
    """A filter as `bot.core.filters` reads it. `subscription_id`: the one it is for, 0 for all."""

    query: str
    subscription_id: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """A story (its number, 0 for none) or words that are muted or followed. `until` None: for good."""

    story_id: int = 0
    words: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSettings:
    """`digest_minutes`: minutes after local midnight, sorted; `digest_weekdays`: 0 is Monday. `timezone`: an IANA
    name. `language`: a tag such as "de", "" for the language that a piece was written in; `interface`: the tag of
    the language that AiBot itself speaks in, "" for that of whoever asks, or English. `quiet_hours`: from and to,
    minutes after local midnight, over midnight where the first is later. `hourly_limit`: how many posts and
    bundles come within any hour where stories come as they happen, 0 for as many as there are. `wait_minutes`:
    how long after its first report a story is kept back, for more outlets to report it. `silent`: posts make no
    sound. `paused_since`: when the last pause began; it ends at `paused_until`, None for a pause without an end.
    `trusted`, `hidden`: names or domains of outlets."""

    rhythm: Rhythm = Rhythm.INSTANT
    digest_minutes: tuple[int, ...] = (8 * 60,)
    timezone: str = "UTC"
    style: Style = Style.BRIEF
    minimum_outlets: int = 1
    language: str = ""
    interface: str = ""
    digest_weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    tell_quiet_days: bool = False  # whether a digest of nothing says so
    quiet_hours: tuple[int, int] | None = None
    breaking: bool = False  # whether breaking stories come in quiet hours and over the limit, too
    hourly_limit: int = 0
    updates: Updates = Updates.MESSAGES
    wait_minutes: int = 0
    length: Length = Length.NORMAL
    pictures: bool = True
    silent: bool = False
    buttons: bool = True
    paused_since: datetime | None = None
    paused_until: datetime | None = None
    filters: tuple[Rule, ...] = ()
    muted: tuple[Watch, ...] = ()
    followed: tuple[Watch, ...] = ()
    trusted: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A place people read. `active` is false once the platform says it is gone for us; `blocked` is the
    operators' doing: it gets nothing and is not answered."""

    id: int = 0
    address: Address
    title: str = ""
    settings: ChannelSettings = ChannelSettings()
    active: bool = True
    blocked: bool = False
    created_at: datetime
    next_digest_at: datetime | None = None


class SubscriptionKind(StrEnum):
    FEED = "feed"  # target: the feed's url as stored
    BUNDLE = "bundle"  # target: the bundle's name in the settings
    SEARCH = "search"  # target: the words


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel's wish. Only articles published after `since` can bring it a story."""

    id: int = 0
    channel_id: int
    kind: SubscriptionKind
    target: str
    feed_ids: tuple[int, ...] = ()  # the feeds it stands for; empty for SEARCH: every feed
    since: datetime


class Occasion(StrEnum):
    """Why a channel is told several stories at once."""

    HOUR = "hour"  # the digest's hour has come
    CALLED_OFF = "called off"  # there are to be no more digests, or no quiet hours
    QUIET = "quiet"  # its quiet hours are over
    LIMIT = "limit"  # its hour has room again for what was over its limit
    PAUSE = "pause"  # its pause is over
    PAUSE_AND_QUIET = "pause and quiet"  # its pause ended in quiet hours, and these are over, too


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What became of feeds that a channel asked for all at once. `closed`: addresses of feeds that their outlets
    closed, and that were not taken."""

    added: tuple[Subscription, ...] = ()
    already: tuple[Subscription, ...] = ()
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Several stories bundled for a channel: (story id, revision), best first. `held`: how many there were."""

    id: int = 0
    channel_id: int
    due_at: datetime
    stories: tuple[tuple[int, int], ...]
    occasion: Occasion = Occasion.HOUR
    held: int = 0


class DeliveryKind(StrEnum):
    POST = "post"  # the story's first message in a channel
    EDIT = "edit"  # the same message brought to a later revision
    FOLLOW_UP = "follow_up"  # "What changed", under the first message
    DIGEST = "digest"
    NOTICE = "notice"  # what AiBot itself has to say: a feed that fell ill, an operator's word


class DeliveryState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"  # overtaken by a later revision, or the channel is gone
    FAILED = "failed"  # the platform will never take it


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One summary revision or digest on its way to one channel.

    There is at most one per (channel, kind, story, revision), per (channel, digest) and per (channel, notice).
    `message_ids` grows with each part that was sent; it is saved after every part.
    `key` is short and stable across retries: what platforms take as a nonce.
    """

    id: int = 0
    channel_id: int
    kind: DeliveryKind
    story_id: int | None = None
    revision: int | None = None
    from_revision: int | None = None  # what the channel had seen, for EDIT and FOLLOW_UP
    digest_id: int | None = None
    notice_id: int | None = None
    key: str
    state: DeliveryState = DeliveryState.PLANNED
    due_at: datetime
    attempts: int = 0
    lease_until: datetime | None = None
    message_ids: tuple[str, ...] = ()
    problem: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What AiBot itself says in a channel, in the channel's language already. `key` names what it is about, so
    that it is said once. `buttons` are rows of (label, action)."""

    id: int = 0
    key: str
    paragraphs: tuple[str, ...]
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What stands in a channel about a story (or, with story_id None, a digest), so replies are understood.
    `turn_id`: the turn whose answer it is, None of anything else. `awaits`: the action that a reply to it
    completes, "" for none."""

    id: int = 0
    channel_id: int
    story_id: int | None
    story_ids: tuple[int, ...] = ()  # of a digest, in its order
    revision: int | None = None
    message_ids: tuple[str, ...]
    sent_at: datetime
    turn_id: int | None = None
    awaits: str = ""
