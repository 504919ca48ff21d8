"""A source's own sentences put before a reader: who says it, word for word, with their citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.core.checking import check_claim
from bot.core.copies import group_copies
from bot.core.language import read_mentions
from bot.core.retrieval import Found, tell_same
from bot.core.types import (
    Article,
    Citation,
    Claim,
    Disagreement,
    Passage,
    Position,
    Source,
    Summary,
    Support,
    Writer,
)

OUTLETS_NAMED = 3
_LEANS_BACK = re.compile(
    r"^(?:he|she|they|it|this|that|these|those|his|her|their|its|both|but|and|the (?:move|incident|decision))\b",
    re.IGNORECASE,
)


def quote_source(found: Found, ranked: Sequence[Found] = ()) -> Claim:
    """The sentence word for word after "According to A and B"; those `ranked` that tell it too are cited.

    A sentence that leans on the one before it comes with it; wording like "on Monday" gets the article's day.
    """
    same = [other for other in ranked if other.article.id != found.article.id and _backs(other, found)]
    backing = _one_per_outlet([found, *same])[:OUTLETS_NAMED]
    said = found.passage.text
    cited = [one.passage for one in backing]
    if found.before is not None and _LEANS_BACK.match(said):
        said = f"{found.before.text} {said}"
        cited.insert(0, found.before)
    day = f" ({found.article.published_at:%-d %B})" if _is_relative(found) else ""
    outlets = join_words([one.article.outlet.name for one in backing])
    return Claim(
        text=f"According to {outlets}{day}: {said}",
        citations=tuple(Citation(passage.id, passage.text) for passage in cited),
        writer=Writer.SOURCE,
    )


def tell_position(one: Disagreement, position: Position) -> Claim:
    """A value and who gives it: "People injured: at least 10, according to the coast guard." """
    measure = one.measure[:1].upper() + one.measure[1:]
    return Claim(
        f"{measure}: {position.value}, according to {position.said_by}.", (position.citation,), Writer.FRAME
    )


def list_sources(articles: Sequence[Article], summary: Summary | None) -> tuple[Source, ...]:
    """The numbered sources: as the summary numbers them, then those that came after it."""
    sources = list(summary.sources) if summary is not None else []
    numbers = {source.article_id: source.number for source in sources}
    originals = {copy: group[0] for group in group_copies(articles) for copy in group[1:]}
    for article in articles:
        if article.id in numbers or article.withdrawn:
            continue
        number = max(numbers.values(), default=0) + 1
        numbers[article.id] = number
        sources.append(
            Source(
                number=number,
                article_id=article.id,
                outlet=article.outlet.name,
                title=article.title,
                url=article.url,
                published_at=article.published_at,
                copy_of=numbers.get(originals.get(article.id, 0)),
            )
        )
    return tuple(sources)


def list_cited(claims: Iterable[Claim], passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages the claims cite, each once."""
    wanted = {citation.passage_id for claim in claims for citation in claim.citations}
    return tuple({passage.id: passage for passage in passages if passage.id in wanted}.values())


def join_words(words: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _backs(other: Found, found: Found) -> bool:
    """Whether the other passage carries all that this one says: to be credited is to have said it."""
    published = {other.article.id: other.article.published_at}
    checked = check_claim(found.passage.text, (other.passage,), published) if tell_same(found, other) else None
    return checked is not None and checked.support is Support.SUPPORTED


def _one_per_outlet(found: Iterable[Found]) -> list[Found]:
    return list({one.article.outlet.domain: one for one in reversed(list(found))}.values())[::-1]


def _is_relative(found: Found) -> bool:
    return any(date.relative for date in read_mentions(found.passage.text, found.article.published_at).dates)
