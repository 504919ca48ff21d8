"""The first tables: sources, stories, channels, deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Frozen as they were: a migration must not change when the tables of today do.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_feeds()
    _create_feed_addresses()
    _create_stories()
    _create_articles()
    _create_entries()
    _create_summaries()
    _create_channels()
    _create_subscriptions()
    _create_subscription_feeds()
    _create_turns()
    _create_digests()
    _create_deliveries()
    _create_posts()
    _create_post_messages()
    _create_leases()


def downgrade() -> None:
    for table in (
        "leases",
        "post_messages",
        "posts",
        "deliveries",
        "digests",
        "turns",
        "subscription_feeds",
        "subscriptions",
        "channels",
        "summaries",
        "entries",
        "articles",
        "stories",
        "feed_addresses",
        "feeds",
    ):
        op.drop_table(table)


def _create_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("added_as", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("site_url", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("checked_at", TIME),
        sa.Column("succeeded_at", TIME),
        sa.Column("next_check_at", TIME, nullable=False),
        sa.Column("primed", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text()),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("offered_until", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feeds_next_check_at", "feeds", ["next_check_at"])


def _create_feed_addresses() -> None:
    op.create_table(
        "feed_addresses",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_feed_addresses_feed_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("url", name="pk_feed_addresses"),
    )
    op.create_index("ix_feed_addresses_feed_id", "feed_addresses", ["feed_id"])


def _create_stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("write_at", TIME),
        sa.Column("written_revision", sa.Integer()),
        sa.Column("merged_into", ID),
        sa.Column("offered_until", TIME),
        sa.ForeignKeyConstraint(["merged_into"], ["stories.id"], name="fk_stories_merged_into"),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stories_changed_at", "stories", ["changed_at"])
    op.create_index("ix_stories_merged_into", "stories", ["merged_into"])
    op.create_index("ix_stories_write_at", "stories", ["write_at"])


def _create_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", ID, nullable=False),
        sa.Column("feed_id", ID),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet_name", sa.Text(), nullable=False),
        sa.Column("outlet_domain", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text()),
        sa.Column("credit", sa.Text()),
        sa.Column("published_at", TIME, nullable=False),
        sa.Column("arrived_at", TIME, nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("image_url", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("from_feed", sa.Boolean(), nullable=False),
        sa.Column("teaser", sa.Boolean(), nullable=False),
        sa.Column("story_id", ID),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_articles_feed_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_articles_story_id"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("url", name="uq_articles_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_feed_id", "articles", ["feed_id"])
    op.create_index("ix_articles_story_id_published_at", "articles", ["story_id", "published_at"])


def _create_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text()),
        sa.Column("published_at", TIME),
        sa.Column("updated_at", TIME),
        sa.Column("arrived_at", TIME, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("read_at", TIME),
        sa.Column("missing_since", TIME),
        sa.Column("article_id", ID),
        sa.Column("offered_until", TIME),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_entries_article_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_entries_feed_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entries_article_id", "entries", ["article_id"])
    op.create_index("ix_entries_feed_id_arrived_at", "entries", ["feed_id", "arrived_at"])
    op.create_index("ix_entries_feed_id_url", "entries", ["feed_id", "url"])
    op.create_index("ix_entries_state_read_at", "entries", ["state", "read_at"])


def _create_summaries() -> None:
    op.create_table(
        "summaries",
        sa.Column("story_id", ID, nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_summaries_story_id"),
        sa.PrimaryKeyConstraint("story_id", "revision", name="pk_summaries"),
    )
    op.create_index("ix_summaries_written_at", "summaries", ["written_at"])


def _create_channels() -> None:
    op.create_table(
        "channels",
        sa.Column("id", ID, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("next_digest_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_channels"),
        sa.UniqueConstraint("platform", "chat", "thread", name="uq_channels_platform_chat_thread"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_channels_next_digest_at", "channels", ["next_digest_at"])


def _create_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name="fk_subscriptions_channel_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint("channel_id", "kind", "target", name="uq_subscriptions_channel_id_kind_target"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscriptions_kind", "subscriptions", ["kind"])


def _create_subscription_feeds() -> None:
    op.create_table(
        "subscription_feeds",
        sa.Column("subscription_id", ID, nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_subscription_feeds_feed_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.id"],
            name="fk_subscription_feeds_subscription_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subscription_id", "feed_id", name="pk_subscription_feeds"),
    )
    op.create_index("ix_subscription_feeds_feed_id", "subscription_feeds", ["feed_id"])


def _create_turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name="fk_turns_channel_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_turns_story_id"),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_turns_channel_id_story_id_at", "turns", ["channel_id", "story_id", "at"])


def _create_digests() -> None:
    op.create_table(
        "digests",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("stories", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name="fk_digests_channel_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_digests"),
        sa.UniqueConstraint("channel_id", "due_at", name="uq_digests_channel_id_due_at"),
        sqlite_autoincrement=True,
    )


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("story_id", ID),
        sa.Column("revision", sa.Integer()),
        sa.Column("from_revision", sa.Integer()),
        sa.Column("digest_id", ID),
        sa.Column("key", sa.String(25), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", TIME),
        sa.Column("message_ids", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text()),
        sa.Column("sent_at", TIME),
        sa.Column("offered_until", TIME),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name="fk_deliveries_channel_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digests.id"], name="fk_deliveries_digest_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_deliveries_story_id"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("channel_id", "digest_id", name="uq_deliveries_channel_id_digest_id"),
        sa.UniqueConstraint(
            "channel_id", "kind", "story_id", "revision", name="uq_deliveries_channel_id_kind_story_id_revision"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.create_index("ix_deliveries_story_id", "deliveries", ["story_id"])


def _create_posts() -> None:
    op.create_table(
        "posts",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("kind", sa.String(20)),
        sa.Column("story_id", ID),
        sa.Column("story_ids", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer()),
        sa.Column("message_ids", sa.Text(), nullable=False),
        sa.Column("sent_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name="fk_posts_channel_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_posts_story_id"),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_posts_channel_id_sent_at", "posts", ["channel_id", "sent_at"])
    op.create_index("ix_posts_channel_id_story_id", "posts", ["channel_id", "story_id"])


def _create_post_messages() -> None:
    op.create_table(
        "post_messages",
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name="fk_post_messages_channel_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_post_messages_post_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("channel_id", "message_id", name="pk_post_messages"),
    )
    op.create_index("ix_post_messages_post_id", "post_messages", ["post_id"])


def _create_leases() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
