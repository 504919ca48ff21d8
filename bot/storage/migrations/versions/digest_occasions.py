"""Why a channel was told several stories at once, and how many there were."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("digests") as digests:
        digests.add_column(sa.Column("occasion", sa.String(20), nullable=False, server_default=sa.text("'hour'")))
        digests.add_column(sa.Column("held", sa.Integer(), nullable=False, server_default=sa.text("0")))


def downgrade() -> None:
    with op.batch_alter_table("digests") as digests:
        digests.drop_column("held")
        digests.drop_column("occasion")
