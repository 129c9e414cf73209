"""Keys for programs that ask the server in somebody's name."""
