"""What makes a command run: database, entities, work, recorder, permissions. Free of Qt and FastAPI."""
