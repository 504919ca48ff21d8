"""Which story a story was parted from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("stories") as stories:
        stories.add_column(sa.Column("parted_from", ID))
        stories.create_foreign_key("fk_stories_parted_from", "stories", ["parted_from"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("stories") as stories:
        stories.drop_constraint("fk_stories_parted_from", type_="foreignkey")
        stories.drop_column("parted_from")
