"""User commands, one per file."""
