"""Alembic's entry: migrates over the connection that `engine.schema` hands in."""

from alembic import context

from rayafin_desktop.engine.entity import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
