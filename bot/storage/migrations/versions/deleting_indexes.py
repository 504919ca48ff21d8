"""Indexes by which what is old, and what hangs on it, is found without reading whole tables."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COLUMNS = (
    ("deliveries", "digest_id"),
    ("deliveries", "notice_id"),
    ("digests", "due_at"),
    ("feedback", "channel_id"),
    ("posts", "sent_at"),
    ("posts", "story_id"),
    ("spending", "person"),
    ("stories", "parted_from"),
    ("turns", "at"),
    ("turns", "story_id"),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table, column in COLUMNS:
        op.drop_index(f"ix_{table}_{column}", table)
