"""Pieces made on demand are kept for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_pieces",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_kept_pieces"),
    )
    op.create_index("ix_kept_pieces_made_at", "kept_pieces", ["made_at"])


def downgrade() -> None:
    op.drop_table("kept_pieces")
