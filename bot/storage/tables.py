"""Every table and index of the database, and nothing else.

`offered_until` is a claim's lease: the row was given to a worker and is not given out again before then.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from bot.core.dialects import Dialect
from bot.core.types import (
    AnswerRecord,
    BulletinKind,
    ChannelSettings,
    DeliveryKind,
    DeliveryState,
    EntryState,
    ExpenseState,
    Occasion,
    Rendition,
    SubscriptionKind,
    Summary,
)
from bot.storage.columns import Id, Json, UtcDateTime, Words, choice

# Every constraint has a name, so that a later migration can drop it on SQLite too.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Column[object] | Index | UniqueConstraint | PrimaryKeyConstraint) -> Table:
    # Without AUTOINCREMENT, SQLite would give the number of a deleted row to the next one.
    return Table(name, metadata, *parts, sqlite_autoincrement=True)


feeds = _table(
    "feeds",
    Column("id", Id, primary_key=True),
    Column("url", Words, nullable=False, unique=True),
    Column("added_as", Words, nullable=False),
    Column("title", Words),
    Column("site_url", Words),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("checked_at", UtcDateTime),
    Column("succeeded_at", UtcDateTime),
    Column("next_check_at", UtcDateTime, nullable=False, index=True),
    Column("primed", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("problem", Words),
    Column("gone", Boolean, nullable=False),
    Column("failing_since", UtcDateTime),
    Column("offered_until", UtcDateTime),
)

feed_addresses = Table(
    "feed_addresses",  # every url a feed was ever known by, so that none of them founds a second feed
    metadata,
    Column("url", Words, primary_key=True),
    Column("feed_id", Id, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False, index=True),
)

offers = _table(
    "offers",  # feeds that sites offered to whoever wanted to subscribe, named in buttons by their ids
    Column("id", Id, primary_key=True),
    Column("url", Words, nullable=False, unique=True),
    Column("title", Words, nullable=False),
    Column("offered_at", UtcDateTime, nullable=False, index=True),
)

entries = _table(
    "entries",
    Column("id", Id, primary_key=True),
    Column("feed_id", Id, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("key", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("author", Words),
    Column("published_at", UtcDateTime),
    Column("updated_at", UtcDateTime),
    Column("arrived_at", UtcDateTime, nullable=False),
    Column("state", choice(EntryState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("read_at", UtcDateTime),
    Column("missing_since", UtcDateTime),
    Column("article_id", Id, ForeignKey("articles.id", ondelete="SET NULL"), index=True),
    Column("offered_until", UtcDateTime),
    Index(None, "feed_id", "arrived_at"),
    Index(None, "feed_id", "url"),
    Index(None, "state", "read_at"),
)

articles = _table(
    "articles",
    Column("id", Id, primary_key=True),
    Column("feed_id", Id, ForeignKey("feeds.id", ondelete="SET NULL"), index=True),
    Column("url", Words, nullable=False, unique=True),
    Column("outlet_name", Words, nullable=False),
    Column("outlet_domain", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("author", Words),
    Column("credit", Words),
    Column("published_at", UtcDateTime, nullable=False),
    Column("arrived_at", UtcDateTime, nullable=False),
    Column("language", Words),
    Column("image_url", Words),
    Column("version", Integer, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("from_feed", Boolean, nullable=False),
    Column("teaser", Boolean, nullable=False),
    Column("planted", Integer, nullable=False, server_default="0"),
    Column("story_id", Id, ForeignKey("stories.id")),
    Index(None, "story_id", "published_at"),
)

stories = _table(
    "stories",
    Column("id", Id, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("title", Words, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False, index=True),
    Column("write_at", UtcDateTime, index=True),
    Column("written_revision", Integer),
    # Always names a story that was not merged away itself: one hop leads to the one that took over.
    Column("merged_into", Id, ForeignKey("stories.id"), index=True),
    # As it was named then; it may be merged away since.
    Column("parted_from", Id, ForeignKey("stories.id"), index=True),
    Column("offered_until", UtcDateTime),
)

summaries = Table(
    "summaries",
    metadata,
    Column("story_id", Id, ForeignKey("stories.id"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("written_at", UtcDateTime, nullable=False, index=True),
    Column("body", Json(Summary), nullable=False),
)

renditions = Table(
    "renditions",  # a summary's lines in plain words (`plain`), in another language ("" for none), or both
    metadata,
    Column("story_id", Id, ForeignKey("stories.id"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("plain", Boolean, primary_key=True),
    Column("language", String(20), primary_key=True),
    Column("body", Json(Rendition), nullable=False),
)

channels = _table(
    "channels",
    Column("id", Id, primary_key=True),
    Column("platform", Words, nullable=False),
    Column("chat", Words, nullable=False),
    Column("thread", Words, nullable=False),  # "" for none: NULLs would not count as equal in the unique index
    Column("title", Words, nullable=False),
    Column("settings", Json(ChannelSettings), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("blocked", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcDateTime, nullable=False),
    Column("next_digest_at", UtcDateTime, index=True),
    UniqueConstraint("platform", "chat", "thread"),
)

targets = Table(
    "targets",  # which channel commands in a private chat act on
    metadata,
    Column("channel_id", Id, ForeignKey("channels.id", ondelete="CASCADE"), primary_key=True),
    Column("target_id", Id, ForeignKey("channels.id", ondelete="CASCADE"), nullable=False, index=True),
)

subscriptions = _table(
    "subscriptions",
    Column("id", Id, primary_key=True),
    Column("channel_id", Id, ForeignKey("channels.id", ondelete="CASCADE"), nullable=False),
    Column("kind", choice(SubscriptionKind), nullable=False, index=True),
    Column("target", Words, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    UniqueConstraint("channel_id", "kind", "target"),
)

subscription_feeds = Table(
    "subscription_feeds",
    metadata,
    Column("subscription_id", Id, ForeignKey("subscriptions.id", ondelete="CASCADE"), primary_key=True),
    Column("feed_id", Id, ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True, index=True),
)

bulletins = _table(
    "bulletins",  # what happened to a feed, for a channel that reads it: `told_at` once it was said there
    Column("id", Id, primary_key=True),
    Column("channel_id", Id, ForeignKey("channels.id", ondelete="CASCADE"), nullable=False),
    Column("feed_id", Id, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", choice(BulletinKind), nullable=False),
    Column("spell", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime),
    UniqueConstraint("channel_id", "feed_id", "kind", "spell"),
    Index(None, "told_at", "at"),
)

digests = _table(
    "digests",
    Column("id", Id, primary_key=True),
    Column("channel_id", Id, ForeignKey("channels.id", ondelete="CASCADE"), nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("stories", Json(tuple[tuple[int, int], ...]), nullable=False),
    Column("occasion", choice(Occasion), nullable=False, server_default=text("'hour'")),
    Column("held", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("channel_id", "due_at"),
)

notices = _table(
    "notices",
    Column("id", Id, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("paragraphs", Json(tuple[str, ...]), nullable=False),
    Column("buttons", Json(tuple[tuple[tuple[str, str], ...], ...]), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

deliveries = _table(
    "deliveries",
    Column("id", Id, primary_key=True),
    Column("channel_id", Id, ForeignKey("channels.id", ondelete="CASCADE"), nullable=False),
    Column("kind", choice(DeliveryKind), nullable=False),
    Column("story_id", Id, ForeignKey("stories.id"), index=True),
    Column("revision", Integer),
    Column("from_revision", Integer),
    Column("digest_id", Id, ForeignKey("digests.id", ondelete="CASCADE"), index=True),
    Column("notice_id", Id, ForeignKey("notices.id", ondelete="CASCADE"), index=True),
    Column("key", String(25), nullable=False),
    Column("state", choice(DeliveryState), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("message_ids", Json(tuple[str, ...]), nullable=False),
    Column("problem", Words),
    Column("sent_at", UtcDateTime),
    Column("offered_until", UtcDateTime),
    UniqueConstraint("channel_id", "kind", "story_id", "revision"),
    UniqueConstraint("channel_id", "digest_id"),
    UniqueConstraint("channel_id", "notice_id"),
    Index(None, "state", "due_at"),
)

posts = _table(
    "posts",
    Column("id", Id, primary_key=True),
    Column("channel_id", Id, ForeignKey("channels.id", ondelete="CASCADE"), nullable=False),
    Column(
        "kind", choice(DeliveryKind)
    ),  # the delivery that made it what it is, NULL for the answer to a command
    Column("story_id", Id, ForeignKey("stories.id"), index=True),
    Column("story_ids", Json(tuple[int, ...]), nullable=False),
    Column("revision", Integer),
    Column("message_ids", Json(tuple[str, ...]), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False, index=True),
    Column("awaits", Words, nullable=False, server_default=text("''")),
    Column("turn_id", Id),  # whose answer it is; turns are never deleted before their channel's posts
    Index(None, "channel_id", "story_id"),
    Index(None, "channel_id", "sent_at"),
)

post_messages = Table(
    "post_messages",
    metadata,
    Column("channel_id", Id, ForeignKey("channels.id", ondelete="CASCADE"), primary_key=True),
    Column("message_id", Words, primary_key=True),
    Column("post_id", Id, ForeignKey("posts.id", ondelete="CASCADE"), nullable=False, index=True),
)

feedback = Table(
    "feedback",
    metadata,
    Column("story_id", Id, ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("channel_id", Id, ForeignKey("channels.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("person", Words, primary_key=True),
    Column("useful", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)

turns = _table(
    "turns",
    Column("id", Id, primary_key=True),
    Column("channel_id", Id, ForeignKey("channels.id", ondelete="CASCADE"), nullable=False),
    Column("story_id", Id, ForeignKey("stories.id"), nullable=False, index=True),
    Column("question", Words, nullable=False),
    Column("answer", Words, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("record", Json(AnswerRecord)),
    Index(None, "channel_id", "story_id", "at"),
)

kept_pieces = Table(
    "kept_pieces",  # made on demand, by a hash of what they were made of
    metadata,
    Column("key", String(64), primary_key=True),
    Column("made_at", UtcDateTime, nullable=False, index=True),
    Column("body", Json(Summary), nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", Words, primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

# Story, channel and person are named as they were then; the row outlives them.
spending = _table(
    "spending",
    Column("id", Id, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("purpose", Words, nullable=False),
    Column("version", Words, nullable=False),
    Column("endpoint", Words, nullable=False),
    Column("writer", Words, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("cost", BigInteger, nullable=False),
    Column("story_id", Id),
    Column("channel_id", Id),
    Column("person", Words, index=True),
    Column("state", choice(ExpenseState), nullable=False),
)

dialects = Table(
    "dialects",
    metadata,
    Column("base_url", Words, primary_key=True),
    Column("model", Words, primary_key=True),
    Column("dialect", Json(Dialect), nullable=False),
)

vectors = Table(
    "vectors",
    metadata,
    Column("embedder", Words, primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)
