"""How each answer came about, and which messages are its."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("turns") as turns:
        turns.add_column(sa.Column("record", sa.Text()))
    with op.batch_alter_table("posts") as posts:
        posts.add_column(sa.Column("turn_id", ID))


def downgrade() -> None:
    with op.batch_alter_table("posts") as posts:
        posts.drop_column("turn_id")
    with op.batch_alter_table("turns") as turns:
        turns.drop_column("record")
