"""Text to typed mentions: sentences, tokens, numbers, names, quotes, dates, hedges."""
