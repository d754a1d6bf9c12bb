"""An index for pages of events, the newest first."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_events_known_on", "events", [sa.text("known_on DESC"), "number"])
