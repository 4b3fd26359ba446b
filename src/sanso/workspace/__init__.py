"""What is kept: workspaces with their files and whole history, people, sessions, shares; SQLite or PostgreSQL."""
