"""Access: users, members with roles, signing in."""
