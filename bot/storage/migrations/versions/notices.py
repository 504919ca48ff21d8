"""What AiBot itself says in channels, and messages whose replies complete an action."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("paragraphs", sa.Text(), nullable=False),
        sa.Column("buttons", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("key", name="uq_notices_key"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("notice_id", ID))
        deliveries.create_foreign_key(
            "fk_deliveries_notice_id", "notices", ["notice_id"], ["id"], ondelete="CASCADE"
        )
        deliveries.create_unique_constraint("uq_deliveries_channel_id_notice_id", ["channel_id", "notice_id"])
    with op.batch_alter_table("posts") as posts:
        posts.add_column(sa.Column("awaits", sa.Text(), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    with op.batch_alter_table("posts") as posts:
        posts.drop_column("awaits")
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.drop_constraint("uq_deliveries_channel_id_notice_id", type_="unique")
        deliveries.drop_constraint("fk_deliveries_notice_id", type_="foreignkey")
        deliveries.drop_column("notice_id")
    op.drop_table("notices")
