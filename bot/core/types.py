"""The words of AiBot as records: frozen, typed, without behaviour of their own.

Every `datetime` is aware and UTC. An id of 0 means "not stored yet". Sequences are tuples.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

PassageId = NewType("PassageId", str)
"""`"12.3"`: the third sentence of article 12, counted from 1."""


# ---------------------------------------------------------------- feeds and what they bring


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published an article. `domain` (registrable, lower case) is what tells outlets apart."""

    name: str
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed's address and what was learned of it.

    `url` is where it is fetched now (it follows permanent redirects); `added_as` is what was asked for.
    `primed` is false until the first successful check: what that check brings is the feed's past.
    `problem` says in plain words what went wrong at the last check, None when it went well.
    """

    id: int = 0
    url: str
    added_as: str = ""
    title: str | None = None
    site_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    next_check_at: datetime
    primed: bool = False
    failures: int = 0
    problem: str | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedEntry:
    """An item as the feed gives it today. `text` is its own summary or content as plain text.

    `key` is the guid if the feed gives one, else "". Dates are None when absent or absurd.
    """

    key: str
    url: str
    title: str
    text: str = ""
    author: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    title: str | None = None
    site_url: str | None = None
    entries: tuple[ParsedEntry, ...] = ()


class EntryState(StrEnum):
    NEW = "new"  # its article is to be read
    READ = "read"  # its article is stored
    SKIPPED = "skipped"  # the feed's past, or a page another entry already brought
    FAILED = "failed"  # the page could not be read, and the feed's own text was too thin


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of a feed, identified once even when its guid, link or title changes later."""

    id: int = 0
    feed_id: int
    key: str
    url: str
    title: str
    text: str = ""
    author: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    arrived_at: datetime
    state: EntryState = EntryState.NEW
    attempts: int = 0
    read_at: datetime | None = None  # when it is to be (re)read, while state is NEW
    article_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFetch:
    """What a conditional GET of a feed brought. `feed` is None when nothing changed (HTTP 304).

    `moved_to` is set after a permanent redirect (301, 308); `fresh_for` is what the publisher's
    caching headers or ttl ask for, None when they say nothing.
    """

    feed: ParsedFeed | None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCheck:
    """What a check of a feed leads to, to be saved as one: the feed's new state, the entries to add
    (their `id` is 0) and those whose stored row changes (their `id` is theirs)."""

    feed: Feed
    added: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a site offers."""

    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A publisher's page, read. `url` is where it was found after redirects, canonical if it says so.

    `teaser` is true when the text is only the beginning (paywall, consent wall, "read more").
    """

    url: str
    title: str
    text: str  # paragraphs separated by a blank line
    outlet: str | None = None  # the name the page gives its outlet
    author: str | None = None
    published_at: datetime | None = None
    language: str | None = None  # ISO 639-1
    image_url: str | None = None
    teaser: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The text an outlet published. `text` keeps paragraphs, separated by a blank line.

    `credit` is the agency the text credits ("Reuters"), None for the outlet's own reporting.
    `withdrawn` is true when the outlet took it back. `version` grows when the outlet edits it.
    `from_feed` is true when only the feed's own text could be had.
    """

    id: int = 0
    feed_id: int | None = None
    url: str
    outlet: Outlet
    title: str
    text: str
    author: str | None = None
    credit: str | None = None
    published_at: datetime
    arrived_at: datetime
    language: str | None = None
    image_url: str | None = None
    version: int = 1
    withdrawn: bool = False
    from_feed: bool = False
    teaser: bool = False
    story_id: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable sentence of an article: `article.text[start:end] == text` (the title has start == -1)."""

    id: PassageId
    article_id: int
    text: str
    start: int
    end: int
    paragraph: int  # counted from 0; the title is -1


# ---------------------------------------------------------------- stories and what is written of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event. `revision` grows whenever its articles change.

    `write_at` is when it is next due to be written, None when the newest revision is written.
    `merged_into` names the story that took over, for numbers people still hold.
    """

    id: int = 0
    revision: int = 1
    title: str
    created_at: datetime
    changed_at: datetime
    write_at: datetime | None
    written_revision: int | None = None
    merged_into: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Which story each article belongs to, to be saved as one.

    `joined`: (article id, story id). `founded`: groups of article ids that open a new story each.
    `merged`: (story that ends, story that takes over).
    """

    joined: tuple[tuple[int, int], ...] = ()
    founded: tuple[tuple[int, ...], ...] = ()
    merged: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage, and the words relied on (a substring of the passage's text)."""

    passage_id: PassageId
    words: str


class Writer(StrEnum):
    BUILT_IN = "built-in"
    LLM = "llm"
    SOURCE = "source"  # the source's own sentence, put in place of one that failed
    FRAME = "frame"  # a fixed form filled by code ("X says 12; Y says 17")


@dataclass(frozen=True, slots=True)
class Claim:
    """One written sentence with the passages it rests on. At least one citation, always."""

    text: str
    citations: tuple[Citation, ...]
    writer: Writer = Writer.BUILT_IN


@dataclass(frozen=True, slots=True)
class Section:
    """Claims under a subhead; the subhead is None where the piece is too short to need one."""

    subhead: str | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the facts table: "Injured", "14", and where it stands."""

    label: str
    value: str
    citations: tuple[Citation, ...]


class Relation(StrEnum):
    CONFLICT = "conflict"  # different speakers or outlets, values that cannot both be true
    UPDATE = "update"  # a later value replaces an earlier one
    PRECISION = "precision"  # "at least 10" and "33": compatible
    IDENTITY = "identity"  # one office with two names, one name with two offices, one quote two ways


@dataclass(frozen=True, slots=True)
class Position:
    """One value in a disagreement: what is said, who says it, where, and when it was published."""

    value: str  # as the source words it: "at least 10"
    said_by: str  # "the coast guard, reported by Harbour Post", or the outlet alone
    outlets: tuple[str, ...]
    citation: Citation
    at: datetime


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One measure, the values given for it, and who gives each (newest last)."""

    measure: str  # "people injured"
    relation: Relation
    positions: tuple[Position, ...]
    score: float = 1.0  # how sure the finder is that it is one measure, 0 to 1


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the numbered list of sources. `copy_of` is the number of the source whose text it carries."""

    number: int
    article_id: int
    outlet: str
    title: str
    url: str
    published_at: datetime
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was not published, and why, in words a person can read."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What AiBot wrote of a story at a revision. Whole in itself: every cited passage is in `passages`.

    `brief` is the short form that is pushed (lede first); it is made of claims of the piece.
    `independent_outlets` counts outlets with copies of one wire text counted once.
    `writer` is "built-in" or the name of the LLM.
    """

    story_id: int
    revision: int
    written_at: datetime
    writer: str
    headline: Claim
    place: str | None  # dateline
    day: date  # dateline
    lede: Claim
    sections: tuple[Section, ...]
    brief: tuple[Claim, ...]
    facts: tuple[Fact, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    sources: tuple[Source, ...] = ()
    passages: tuple[Passage, ...] = ()
    independent_outlets: int = 1
    dropped: tuple[Dropped, ...] = ()
    note: str | None = None  # why the LLM's piece was not used, for the operator
    tokens: int = 0

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every published sentence but the headline, in reading order."""
        return (self.lede, *(claim for section in self.sections for claim in section.claims))


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftClaim:
    """A sentence somebody wrote, and the passages it says it rests on. Not yet checked."""

    text: str
    passage_ids: tuple[PassageId, ...]
    writer: Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A piece before checking: headline, body in order (the lede first), each claim with its subhead."""

    writer: str
    headline: DraftClaim
    body: tuple[tuple[str | None, DraftClaim], ...]  # (subhead or None, claim)
    tokens: int = 0


class Support(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim against its passages. `reasons` are for people: "10 in the text, 33 in passage 4.2"."""

    support: Support
    score: float  # 0 to 1, how much of the claim the passages carry
    reasons: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()  # the passages that carry it, with the words relied on


class ChangeKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"  # "now 14, earlier 10"
    CONFIRMED = "confirmed"  # one more independent outlet
    WITHDRAWN = "withdrawn"  # a source took it back, or corrected it


@dataclass(frozen=True, slots=True)
class Change:
    kind: ChangeKind
    text: str  # a sentence for people
    citations: tuple[Citation, ...] = ()


class Push(StrEnum):
    NONE = "none"  # nothing a reader would notice
    EDIT = "edit"  # mend the post in place, silently
    FOLLOW_UP = "follow_up"  # mend the post and send "What changed" under it


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What changed between two revisions of a story's summary, and whether it is worth a message."""

    story_id: int
    from_revision: int
    to_revision: int
    changes: tuple[Change, ...]
    push: Push
    correction: bool = False


# ---------------------------------------------------------------- channels, what they wish, what they got


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
    SHORT = "short"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSettings:
    """`digest_minutes`: minutes after local midnight, sorted. `timezone`: an IANA name."""

    rhythm: Rhythm = Rhythm.INSTANT
    digest_minutes: tuple[int, ...] = (8 * 60,)
    timezone: str = "UTC"
    style: Style = Style.SHORT
    minimum_outlets: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A place people read. `active` is false once the platform says it is gone for us."""

    id: int = 0
    address: Address
    title: str = ""
    settings: ChannelSettings = ChannelSettings()
    active: bool = True
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Several stories bundled for a channel at its hour: (story id, revision), best first."""

    id: int = 0
    channel_id: int
    due_at: datetime
    stories: tuple[tuple[int, int], ...]


class DeliveryKind(StrEnum):
    POST = "post"  # the story's first message in a channel
    EDIT = "edit"  # the same message brought to a later revision
    FOLLOW_UP = "follow_up"  # "What changed", under the first message
    DIGEST = "digest"


class DeliveryState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"  # overtaken by a later revision, or the channel is gone
    FAILED = "failed"  # the platform will never take it


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One summary revision or digest on its way to one channel.

    There is at most one per (channel, kind, story, revision) and per (channel, digest).
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
    key: str
    state: DeliveryState = DeliveryState.PLANNED
    due_at: datetime
    attempts: int = 0
    lease_until: datetime | None = None
    message_ids: tuple[str, ...] = ()
    problem: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What stands in a channel about a story (or, with story_id None, a digest), so replies are understood."""

    id: int = 0
    channel_id: int
    story_id: int | None
    story_ids: tuple[int, ...] = ()  # of a digest, in its order
    revision: int | None = None
    message_ids: tuple[str, ...]
    sent_at: datetime


# ---------------------------------------------------------------- questions


class AnswerKind(StrEnum):
    ANSWERED = "answered"
    CLOSEST = "closest"  # the sources do not state it; this is the nearest they say
    REFUSED = "refused"  # "The sources do not say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`covers`: what the story's sources do speak of, offered with a refusal. `writer` as in Summary."""

    story_id: int
    question: str
    kind: AnswerKind
    claims: tuple[Claim, ...] = ()
    passages: tuple[Passage, ...] = ()
    sources: tuple[Source, ...] = ()
    covers: tuple[str, ...] = ()
    note: str | None = None  # "The sources say 33, not 10."
    writer: str = "built-in"
    tokens: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question and its answer, remembered for the story and place."""

    id: int = 0
    channel_id: int
    story_id: int
    question: str
    answer: str
    at: datetime


# ---------------------------------------------------------------- what goes in and out of a chat


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `manages` is true when they may change this channel's subscriptions and settings."""

    id: str
    name: str
    manages: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person asked in a chat. `text` as typed, a command with its slash.

    `reply_to` is the platform's id of the message replied to. `private`: a chat with one person.
    `addressed`: the words are meant for AiBot (private chat, command, mention, reply to it).
    `action` is set instead of text when a button was pressed: the button's action.
    """

    address: Address
    person: Person
    text: str = ""
    reply_to: str | None = None
    private: bool = True
    addressed: bool = True
    action: str | None = None
    chat_title: str = ""


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
    spans: tuple[Span, ...]


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
    """`action` (at most 64 ASCII bytes, such as "story:12") comes back as `Request.action`."""

    label: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What goes to a chat, in blocks, free of any platform's markup.

    `story_id` is set when a reply to it should be a question about that story.
    """

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    story_id: int | None = None
    story_ids: tuple[int, ...] = ()  # of a digest, in its order
    revision: int | None = None


# ---------------------------------------------------------------- words to and from an LLM


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """`fixed` stays the same from call to call (so that caches work), `text` is this call's part.

    `schema` is a JSON Schema for the reply, None for free lines.
    """

    purpose: str
    fixed: str
    text: str
    limit_tokens: int
    schema: dict[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    tokens_in: int
    tokens_out: int


# ---------------------------------------------------------------- the operator's rules, as the core needs them


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
    check_at_least_every: timedelta = timedelta(hours=6)
    first_entries: int = 10  # entries of a new feed's past that are read, for /summarize
    hold: timedelta = timedelta(minutes=20)  # how long a story waits for a second outlet
    settle: timedelta = timedelta(minutes=2)  # how long a story that grew waits for more of the same
    enough_outlets: int = 2
    story_window: timedelta = timedelta(hours=72)
    keep_turns: timedelta = timedelta(hours=6)
    brief_words: int = 90
    story_words: int = 320
    push_gap: timedelta = timedelta(minutes=20)
    pushes_per_day: int = 4
    summarize_urls: int = 8
    digest_stories: int = 8
    delivery_attempts: int = 8
