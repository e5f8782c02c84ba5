"""What is remembered of the last build, and whether it still holds. Loads nothing that making pages needs."""
