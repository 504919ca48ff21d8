"""Feeds that sites offered, since when a feed fails, and what channels are to be told of their feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("feeds") as feeds:
        feeds.add_column(sa.Column("failing_since", sa.DateTime(timezone=True)))
    op.create_table(
        "offers",
        sa.Column("id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_offers"),
        sa.UniqueConstraint("url", name="uq_offers_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_offers_offered_at", "offers", ["offered_at"])
    op.create_table(
        "bulletins",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("spell", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name="fk_bulletins_channel_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_bulletins_feed_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_bulletins"),
        sa.UniqueConstraint(
            "channel_id", "feed_id", "kind", "spell", name="uq_bulletins_channel_id_feed_id_kind_spell"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bulletins_feed_id", "bulletins", ["feed_id"])
    op.create_index("ix_bulletins_told_at_at", "bulletins", ["told_at", "at"])


def downgrade() -> None:
    op.drop_table("bulletins")
    op.drop_table("offers")
    with op.batch_alter_table("feeds") as feeds:
        feeds.drop_column("failing_since")
