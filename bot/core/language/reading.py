"""One text, read once: all its typed mentions together."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from bot.core.language.dates import find_dates
from bot.core.language.doubt import find_hedges, is_negated
from bot.core.language.mentions import Mentions
from bot.core.language.names import find_names
from bot.core.language.numbers import find_numbers
from bot.core.language.quotes import find_quotes
from bot.core.language.words import tokenize


@lru_cache(maxsize=4_096)
def read_mentions(text: str, published_at: datetime) -> Mentions:
    """Everything typed in the text; relative dates resolved against `published_at`."""
    return Mentions(
        tokens=tokenize(text),
        numbers=find_numbers(text),
        names=find_names(text),
        quotes=find_quotes(text),
        dates=find_dates(text, published_at),
        hedges=find_hedges(text),
        negated=is_negated(text),
    )
