"""Run migrations on the connection that geo.store.engine hands over, inside its transaction."""

from alembic import context

from geo.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
