"""What several steps share: having an LLM write, checking it, falling back on the built-in writer."""
