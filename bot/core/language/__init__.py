"""Text to typed mentions: sentences, tokens, numbers, names, quotes, dates, hedges."""

from bot.core.language.comparable import make_comparable
from bot.core.language.dates import find_dates
from bot.core.language.doubt import (
    count_hedges,
    count_negations,
    denied_clauses,
    denied_stems,
    find_hedges,
    is_negated,
    negated_stems,
)
from bot.core.language.furniture import is_furniture
from bot.core.language.names import find_names, same_name
from bot.core.language.numbers import find_numbers
from bot.core.language.openings import stands_alone
from bot.core.language.quotes import find_quotes, find_speaker
from bot.core.language.reading import read_mentions
from bot.core.language.sentences import split_sentences
from bot.core.language.words import content_stems, read_words, stem, tokenize

__all__ = [
    "content_stems",
    "count_hedges",
    "count_negations",
    "denied_clauses",
    "denied_stems",
    "find_dates",
    "find_hedges",
    "find_names",
    "find_numbers",
    "find_quotes",
    "find_speaker",
    "is_furniture",
    "is_negated",
    "make_comparable",
    "negated_stems",
    "read_mentions",
    "read_words",
    "same_name",
    "split_sentences",
    "stands_alone",
    "stem",
    "tokenize",
]
