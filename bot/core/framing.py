"""A source's own sentences put before a reader: who says it, word for word, with their citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.core.changed_words import as_counted
from bot.core.checking import check_claim
from bot.core.language import find_speaker
from bot.core.passages import read_passages
from bot.core.polishing import make_dates_absolute, strip_dateline
from bot.core.reconciling import standing
from bot.core.retrieval import Found, tell_same
from bot.core.saying import capital, listed, recalled, tr
from bot.core.source_lines import say_who
from bot.core.sourcing import make_sources
from bot.core.types import (
    Article,
    Citation,
    Claim,
    Disagreement,
    Passage,
    Position,
    Relation,
    Source,
    Summary,
    Support,
    Writer,
)

OUTLETS_NAMED = 3
_MARKS = ' ,.;“”"'  # around quoted words
_ATTRIBUTES = re.compile(r"\b(?:said|says|say|told|according to|announced|confirmed|wrote|reported|estimated)\b")
_LEANS_BACK = re.compile(
    r"^(?:he|she|they|it|this|that|these|those|his|her|their|its|both|but|and|the (?:move|incident|decision))\b",
    re.IGNORECASE,
)


def quote_source(found: Found, ranked: Sequence[Found] = (), *, named: bool = False) -> Claim:
    """The sentence, its days dated, behind "According to A and B:" where it names nobody itself; those `ranked`
    that tell it too are cited.

    A sentence that leans on the one before it comes with it. `named`: the outlets are named in any case.
    """
    same = [other for other in ranked if other.article.id != found.article.id and _backs(other, found)]
    backing = _one_per_outlet([found, *same])[:OUTLETS_NAMED]
    said = [found.passage]
    cited = [one.passage for one in backing]
    if found.before is not None and _LEANS_BACK.match(found.passage.text):
        said.insert(0, found.before)
        cited.insert(0, found.before)
    words = [make_dates_absolute(strip_dateline(p.text), found.article.published_at) for p in said]
    text = " ".join(words)
    if (
        named
        or found.passage.start < 0
        or not any(_ATTRIBUTES.search(p.text) or find_speaker(p.text) for p in said)
    ):
        outlets = listed(one.article.outlet.name for one in backing)
        text = tr("According to {outlets}: {sentence}", outlets=outlets, sentence=text)
    return Claim(text, tuple(Citation(passage.id, passage.text) for passage in cited), Writer.SOURCE)


def tell_growth(one: Disagreement, articles: Sequence[Article]) -> tuple[Claim, ...]:
    """The sentence that gives the count that stands, then what earlier counts were."""
    position = one.positions[standing(one)]
    earlier = [other for other in one.positions if other is not position]
    claims = []
    for article in articles:
        for place, passage in enumerate(read_passages(article)):
            if passage.id == position.citation.passage_id:
                before = read_passages(article)[place - 1] if place > 1 else None
                claims.append(quote_source(Found.of(passage, article, before)))
    if not claims:
        claims.append(tell_position(one, position))
    if one.relation is Relation.UPDATE and earlier:
        values = listed(
            tr("{value} ({speaker})", value=as_counted(other.value), speaker=other.outlets[0])
            for other in earlier
        )
        text = (
            tr("The count before was {values}.", values=values)
            if len(earlier) == 1
            else tr("Earlier counts were {values}.", values=values)
        )
        claims.append(Claim(text, tuple(other.citation for other in earlier), Writer.FRAME))
    return tuple(claims)


def tell_position(one: Disagreement, position: Position) -> Claim:
    """A value and who gives it: "People injured: at least 10, according to the coast guard." """
    quoted = one.measure.lower().startswith("words of ")
    words = tr("“{words}”", words=position.value.strip(_MARKS))
    text = tr(
        "{measure}: {value}, according to {speaker}.",
        measure=capital(recalled(one.measure)),
        value=words if quoted else as_counted(position.value),
        speaker=say_who(position.said_by),
    )
    return Claim(text, (position.citation,), Writer.FRAME)


def list_sources(articles: Sequence[Article], summary: Summary | None) -> tuple[Source, ...]:
    """The numbered sources: as the summary numbers them, then those that came after it."""
    sources = summary.sources if summary is not None else ()
    numbers = {source.article_id: source.number for source in sources}
    added = tuple(article for article in articles if article.id not in numbers and not article.withdrawn)
    first = max(numbers.values(), default=0) + 1
    numbers |= {article.id: number for number, article in enumerate(added, first)}
    known = {source.article_id for source in sources}
    return sources + tuple(source for source in make_sources(articles, numbers) if source.article_id not in known)


def list_cited(claims: Iterable[Claim], passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages the claims cite, each once."""
    wanted = {citation.passage_id for claim in claims for citation in claim.citations}
    return tuple({passage.id: passage for passage in passages if passage.id in wanted}.values())


def _backs(other: Found, found: Found) -> bool:
    """Whether the other passage carries all that this one says: to be credited is to have said it."""
    published = {other.article.id: other.article.published_at}
    checked = check_claim(found.passage.text, (other.passage,), published) if tell_same(found, other) else None
    return checked is not None and checked.support is Support.SUPPORTED


def _one_per_outlet(found: Iterable[Found]) -> list[Found]:
    return list({one.article.outlet.domain: one for one in reversed(list(found))}.values())[::-1]
