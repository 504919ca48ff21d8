"""The contract of Storage, told once, kept by every database."""
