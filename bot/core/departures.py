"""What a piece told that belongs to another story since its own was parted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.core.changed_words import tell_parted
from bot.core.told import article_of, published
from bot.core.types import Change, ChangeKind, Citation, Claim, Departure, Section, Story, Summary


def find_moved(summaries: Iterable[Summary], kept: Iterable[int]) -> tuple[int, ...]:
    """The articles that earlier pieces name as sources and that are not among those kept."""
    named = {source.article_id for summary in summaries for source in summary.sources}
    return tuple(sorted(named - set(kept)))


def list_departures(
    homes: Mapping[int, int], stories: Mapping[int, Story], story_id: int
) -> tuple[Departure, ...]:
    """Which other story has which of the articles. `homes`: article to story; `stories`: those it names, each
    under that number, which may have been taken over since."""
    groups: dict[int, list[int]] = {}
    for article_id, home in sorted(homes.items()):
        if stories[home].id != story_id:
            groups.setdefault(home, []).append(article_id)
    return tuple(
        Departure(stories[home].id, stories[home].title, tuple(ids)) for home, ids in sorted(groups.items())
    )


def find_departed(before: Summary, after: Summary) -> Iterator[Change]:
    """The parts of what was told that another story tells from now on; none of the story that this one left."""
    cited = [{article_of(citation) for citation in claim.citations} for claim in published(before)]
    for one in after.departed:
        if one.story_id != before.story_id and any(ids <= set(one.article_ids) for ids in cited):
            yield Change(ChangeKind.PARTED, tell_parted(one.title, one.story_id))


def without_departed(before: Summary, after: Summary) -> Summary:
    """The earlier piece without what rests on articles that another story has now, so that the two compare."""
    gone = {article_id for one in after.departed for article_id in one.article_ids}
    if not gone & {source.article_id for source in before.sources}:
        return before
    empty = replace(before.headline, text="")
    return replace(
        before,
        headline=before.headline if _stays(before.headline.citations, gone) else empty,
        lede=before.lede if _stays(before.lede.citations, gone) else replace(before.lede, text=""),
        sections=tuple(Section(each.subhead, _staying(each.claims, gone)) for each in before.sections),
        brief=_staying(before.brief, gone),
        facts=tuple(fact for fact in before.facts if not _touches(fact.citations, gone)),
        disagreements=tuple(
            one
            for one in before.disagreements
            if not _touches([position.citation for position in one.positions], gone)
        ),
        sources=tuple(source for source in before.sources if source.article_id not in gone),
        passages=tuple(passage for passage in before.passages if passage.article_id not in gone),
    )


def _staying(claims: Sequence[Claim], gone: set[int]) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if _stays(claim.citations, gone))


def _stays(citations: Sequence[Citation], gone: set[int]) -> bool:
    """Whether it still stands on something that is left."""
    return any(article_of(citation) not in gone for citation in citations)


def _touches(citations: Sequence[Citation], gone: set[int]) -> bool:
    return any(article_of(citation) in gone for citation in citations)
