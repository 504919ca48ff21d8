"""AiBot: a news desk in a chat."""

__version__ = "0.1.0"
