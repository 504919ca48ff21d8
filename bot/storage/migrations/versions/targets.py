"""Which channel commands in a private chat act on."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "targets",
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("target_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name="pk_targets"),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name="fk_targets_channel_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["target_id"], ["channels.id"], name="fk_targets_target_id", ondelete="CASCADE"),
    )
    op.create_index("ix_targets_target_id", "targets", ["target_id"])


def downgrade() -> None:
    op.drop_table("targets")
