"""What a piece told its readers, as keys that can be compared with another piece's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.core.language import content_stems, find_names, find_numbers, find_quotes
from bot.core.language.mentions import Number, NumberKind
from bot.core.types import Citation, Claim, Section, Summary, Writer

FIGURES = frozenset({NumberKind.QUANTITY, NumberKind.MONEY, NumberKind.PERCENT, NumberKind.SCORE})
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")


@lru_cache(maxsize=8192)
def stems_of(text: str) -> frozenset[str]:
    """Its content words."""
    return frozenset(content_stems(text))


@lru_cache(maxsize=8192)
def pairs_of(text: str) -> frozenset[tuple[str, str]]:
    """Its pairs of neighbouring content words."""
    return frozenset(pairwise(content_stems(text)))


@lru_cache(maxsize=8192)
def figures_of(text: str) -> tuple[Number, ...]:
    """What it counts or measures, in order; dates and ages are none."""
    return tuple(figure for figure in find_numbers(text) if figure.kind in FIGURES)


@lru_cache(maxsize=8192)
def typed_of(text: str) -> frozenset[str]:
    """Figures, names and words said, as keys."""
    figures = {f"{figure.counted} {figure.value:g} {figure.unit}" for figure in figures_of(text)}
    names = {part for name in find_names(text) for part in name.key.split()}
    quotes = {quote.text.lower() for quote in find_quotes(text) if quote.direct}
    return frozenset(figures | names | quotes)


def thing_of(figure: Number) -> str:
    """What a figure counts or measures: "heater", "hectare"; "" where the sentence does not say."""
    return figure.counted or figure.unit


def without_quotations(text: str) -> str:
    """The outlet's own words of it."""
    return _QUOTATION.sub("", text)


@dataclass(frozen=True, slots=True)
class Read:
    """What somebody was told of a story: `piece` is the base from which news is counted, `earlier` are the pieces
    that they were sent before."""

    piece: Summary
    earlier: tuple[Summary, ...] = ()


def read_told(pieces: Sequence[Summary]) -> Read:
    """Of the pieces told, the oldest first: the last, joined with the last of each story that was merged into it,
    and those before."""
    last = {piece.story_id: piece for piece in pieces}
    earlier = tuple(piece for piece in pieces if piece is not last[piece.story_id])
    now = [piece for piece in pieces if piece is last[piece.story_id]]
    return Read(join_pieces(now), earlier)


def with_earlier(piece: Summary, earlier: Iterable[Summary]) -> Summary:
    """The piece with the sentences of those sent before, for asking whether something was told at any time."""
    texts = {claim.text for claim in published(piece)}
    told = {claim.text: claim for one in earlier for claim in published(one) if claim.text not in texts}
    return replace(piece, sections=(*piece.sections, Section(None, tuple(told.values())))) if told else piece


def join_pieces(pieces: Sequence[Summary]) -> Summary:
    """The last piece with what the others tell besides, as one who was sent all of them knows it."""
    *others, last = pieces
    if not others:
        return last
    added = tuple(claim for piece in others for claim in published(piece))
    everything = (*others, last)
    sources = {source.article_id: source for piece in everything for source in piece.sources}
    passages = {passage.id: passage for piece in everything for passage in piece.passages}
    return replace(
        last,
        sections=(*last.sections, Section(None, added)),
        facts=tuple(fact for piece in everything for fact in piece.facts),
        disagreements=tuple(one for piece in everything for one in piece.disagreements),
        sources=tuple(sources.values()),
        passages=tuple(passages.values()),
        independent_outlets=max(piece.independent_outlets for piece in everything),
    )


def own_claims(summary: Summary) -> tuple[Claim, ...]:
    """The claims that tell, without the frames that only set values side by side."""
    return tuple(claim for claim in summary.claims if claim.writer is not Writer.FRAME)


def published(summary: Summary) -> tuple[Claim, ...]:
    """The headline and every claim."""
    return (summary.headline, *summary.claims)


def published_words(summary: Summary) -> str:
    """All of it in lower case, the facts table included."""
    facts = (fact.value for fact in summary.facts)
    return " ".join((*(claim.text for claim in published(summary)), *facts)).lower()


def holds_words(text: str, words: str) -> bool:
    """As words of their own: "fourteen" does not hold "four"."""
    return re.search(rf"(?<!\w){re.escape(words.lower())}(?!\w)", text) is not None


def article_of(citation: Citation) -> int:
    return int(citation.passage_id.partition(".")[0])


def read_before(summary: Summary) -> frozenset[tuple[int, int]]:
    """The articles it rests on, each with its version."""
    return frozenset((source.article_id, source.version) for source in summary.sources)


def share_told(text: str, told: Iterable[str]) -> float:
    """The share of a sentence's pairs of neighbouring content words that any of the others has."""
    pairs = pairs_of(text)
    there = pairs & frozenset(pair for other in told for pair in pairs_of(other))
    return len(there) / len(pairs) if pairs else 0.0
