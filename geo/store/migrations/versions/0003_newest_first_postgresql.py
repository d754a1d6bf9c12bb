"""The index for pages of events, with those without a day last in PostgreSQL, too."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index anew; SQLite has missing days last anyway."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_events_known_on")
        op.execute("CREATE INDEX ix_events_known_on ON events (known_on DESC NULLS LAST, number)")
