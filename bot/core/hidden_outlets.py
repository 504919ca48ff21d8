"""A piece as a channel sees it that hides an outlet: only what the others' own sentences carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from bot.core.checking import check_claim
from bot.core.continuity import is_dangling
from bot.core.domains import read_domain, read_site_name
from bot.core.headlines import is_bait
from bot.core.hidden_disputes import find_shown, retell_dispute, retell_row, tells_dispute
from bot.core.language import find_numbers
from bot.core.language.openings import stands_alone
from bot.core.retelling import tells_again
from bot.core.titling import cut_lede
from bot.core.told import article_of, stems_of
from bot.core.types import (
    Article,
    Claim,
    Disagreement,
    Fact,
    Outlet,
    Passage,
    PassageId,
    Relation,
    Section,
    Source,
    Summary,
    Support,
    Writer,
)

_OPENING = 1  # the last paragraph of an article, from 0, in which its news stands: what else may open a piece
_ABOUT = 2  # words of the headline that another opening must have, too
_NEAREST = 3  # passages of the others that are tried for a sentence that rests on a hidden outlet


def is_any_of(outlet: Outlet, names: Iterable[str]) -> bool:
    return any(is_outlet(outlet, name) for name in names)


def is_outlet(outlet: Outlet, name: str) -> bool:
    """Whether it goes by that name: how its own begins ("BBC" is BBC News), its domain, or what that is without
    its suffix."""
    wanted = "".join(name.casefold().split())
    if wanted and wanted in (outlet.domain.casefold(), read_site_name(outlet.domain.casefold())):
        return True
    own, asked = _name_words(outlet.name), _name_words(name)
    return bool(asked) and own[: len(asked)] == asked


def _name_words(name: str) -> tuple[str, ...]:
    words = tuple(name.casefold().split())
    return words[1:] if words[:1] == ("the",) else words


def list_shown(articles: Sequence[Article], hidden: Sequence[str]) -> tuple[Article, ...]:
    """Those of other outlets than the hidden ones."""
    return tuple(article for article in articles if not is_any_of(article.outlet, hidden))


def name_hidden(summary: Summary, hidden: Iterable[str]) -> tuple[str, ...]:
    """The hidden outlets among its sources, each once."""
    return tuple(dict.fromkeys(one.outlet for one in summary.sources if _is_hidden(one, hidden)))


@lru_cache(maxsize=256)
def without_outlets(summary: Summary, hidden: tuple[str, ...]) -> Summary | None:
    """The piece without what rests on hidden outlets; itself where none is among its sources. None where what the
    others tell is no piece: nothing, or nothing that could open one.

    A sentence that cites a hidden outlet stays only where passages of the others, checked like those of any
    sentence, carry all of it. A correction names its outlet first, which may be a source no more. It is for
    showing: what is stored stays whole.
    """
    gone = frozenset(one.article_id for one in summary.sources if _is_hidden(one, hidden))
    corrections = tuple(one for one in summary.corrections if not is_any_of(Outlet(one.text, ""), hidden))
    if not gone:
        return summary if corrections == summary.corrections else replace(summary, corrections=corrections)
    left = _Left(summary, gone)
    told = left.tell_all()
    if not told:
        return None
    sources = _renumber(summary.sources, gone)
    names = {one.outlet for one in summary.sources if one.article_id in gone}
    mended = tuple(f"{name} " for name in names)
    return replace(
        summary,
        headline=left.head(told),
        place=summary.place if summary.place and left.says(summary.place) else None,
        lede=told[0],
        sections=tuple(left.lay(told[1:])),
        brief=_choose_brief(summary, told),
        facts=tuple(left.facts()),
        disagreements=tuple(left.disagreements()),
        sources=sources,
        passages=left.passages,
        independent_outlets=sum(one.copy_of is None and one.counts_with is None for one in sources),
        news=tuple(left.news()),
        corrections=tuple(one for one in corrections if not one.text.startswith(mended)),
        dropped=tuple(one for one in summary.dropped if left.has(one.text)),
        mended=tuple(one for one in summary.mended if left.has(one.text_after)),
        warnings=tuple(one for one in summary.warnings if any(one.text == claim.text for claim in told)),
    )


def choose_shown(
    summaries: Sequence[Summary], hidden: tuple[str, ...], limit: int
) -> tuple[tuple[Summary, ...], int]:
    """The first of them as a channel sees them that hides those outlets, and how many more there may be."""
    told = [one for one in summaries if not _is_all_hidden(one, hidden)]
    shown: list[Summary] = []
    seen = 0
    while seen < len(told) and len(shown) < limit:
        piece = without_outlets(told[seen], hidden)
        shown += [piece] if piece is not None else []
        seen += 1
    return tuple(shown), len(told) - seen


def _is_all_hidden(summary: Summary, hidden: Iterable[str]) -> bool:
    return bool(summary.sources) and all(_is_hidden(one, hidden) for one in summary.sources)


def _is_hidden(source: Source, hidden: Iterable[str]) -> bool:
    return is_any_of(Outlet(name=source.outlet, domain=read_domain(source.url)), hidden)


class _Left:
    """What of a piece stands on the articles that are not `gone`."""

    def __init__(self, summary: Summary, gone: frozenset[int]) -> None:
        self._summary, self._gone = summary, gone
        self._published = {one.article_id: one.published_at for one in summary.sources}
        self._told: dict[Claim, Claim] = {}
        self._retold: set[Claim] = set()  # in a source's own words, which may stand in the piece already
        self._names = frozenset(one.outlet for one in summary.sources if one.article_id in gone)
        self.passages = tuple(one for one in summary.passages if one.article_id not in gone)
        self.known: Mapping[PassageId, Passage] = {passage.id: passage for passage in self.passages}
        self._shown = {one: find_shown(one, self.known, self._names) for one in summary.disagreements}

    def tell_all(self) -> tuple[Claim, ...]:
        """Its sentences in their order, the one first that opens it."""
        for claim in self._summary.claims:
            if (told := self.tell(claim)) is not None:
                self._told[claim] = told
        all_told = list(self._told.values())
        opening = self._told.get(self._summary.lede) or self._find_opening(all_told)
        if opening is None or not stands_alone(opening.text):
            return ()
        kept = [opening]
        for one in all_told:
            again = one in self._retold and tells_again(one.text, [each.text for each in all_told if each != one])
            if one != opening and not is_dangling(one, kept) and not again:
                kept.append(one)
        return tuple(kept)

    def tell(self, claim: Claim) -> Claim | None:
        """The claim under what is left to cite for it, if that carries it; of what told a dispute, what those who
        are left give of it."""
        if all(citation.passage_id in self.known for citation in claim.citations):
            return claim
        carried = None if claim.writer is Writer.FRAME else self._bear_out(claim)
        return carried or self._retell(claim)

    def _retell(self, claim: Claim) -> Claim | None:
        disputes = (one for one in self._shown if tells_dispute(claim, one))
        retold = next(filter(None, (retell_dispute(one, self._shown[one]) for one in disputes)), None)
        if retold is not None and retold.writer is not Writer.FRAME:
            self._retold.add(retold)
        return retold

    def _bear_out(self, claim: Claim) -> Claim | None:
        for cited in self._candidates(claim):
            verdict = check_claim(claim.text, cited, self._published)
            if verdict.support is Support.SUPPORTED:
                return replace(claim, citations=verdict.citations)
        return None

    def _candidates(self, claim: Claim) -> Iterator[tuple[Passage, ...]]:
        cited = tuple(self.known[one.passage_id] for one in claim.citations if one.passage_id in self.known)
        if cited:
            yield cited
        yield from ((one,) for one in self._near(claim.text))

    def _near(self, text: str) -> list[Passage]:
        """The passages of the others that hold half of its words, the nearest first."""
        stems = stems_of(text)
        shared = {passage.id: len(stems & stems_of(passage.text)) for passage in self.passages}
        near = sorted(self.passages, key=lambda passage: -shared[passage.id])[:_NEAREST]
        return [one for one in near if 2 * shared[one.id] >= len(stems)]

    def has(self, text: str) -> bool:
        """Whether what was not published is not a hidden outlet's alone."""
        return bool(self._near(text))

    def _find_opening(self, told: Sequence[Claim]) -> Claim | None:
        """Of those that stand where articles tell their news the one that tells most of what the piece does."""
        wanted = stems_of(self._summary.headline.text), stems_of(self._summary.lede.text)
        heading, leading = ({one: len(stems & stems_of(one.text)) for one in told} for stems in wanted)
        fit = [one for one in told if heading[one] >= _ABOUT and self._may_open(one)]
        return max(fit, key=lambda one: heading[one] + leading[one], default=None)

    def _may_open(self, claim: Claim) -> bool:
        places = [self.known[citation.passage_id].paragraph for citation in claim.citations]
        return min(places) <= _OPENING and claim.text[:1] not in '“"' and stands_alone(claim.text)

    def head(self, told: Sequence[Claim]) -> Claim:
        """Its headline where the others carry it, else a title of theirs that passages bear out, which takes no
        side where figures are disputed; else the opening, cut."""
        if (headline := self.tell(self._summary.headline)) is not None:
            return headline
        cited = {article_of(citation): None for claim in told for citation in claim.citations}
        titles = {one.article_id: one.title for one in self._summary.sources}
        disputed = bool(self._summary.disagreements)
        fit = [one for one in cited if not is_bait(titles[one]) and not (disputed and find_numbers(titles[one]))]
        wanted = [Claim(titles[one], (), Writer.SOURCE) for one in fit]
        return next(filter(None, map(self._bear_out, wanted)), cut_lede(told[0]))

    def lay(self, told: Sequence[Claim]) -> Iterator[Section]:
        """The sections with those sentences; one that lost any has no subhead: it may have told of just that."""
        for section in self._summary.sections:
            claims = tuple(self._told[one] for one in section.claims if self._told.get(one) in told)
            if claims:
                whole = len(claims) == len(section.claims)
                yield Section(section.subhead if whole else None, claims)

    def says(self, words: str) -> bool:
        return any(words.casefold() in passage.text.casefold() for passage in self.passages)

    def news(self) -> Iterator[PassageId]:
        """The passages that report what happened last: of what a hidden outlet was first to tell, the others'."""
        news = frozenset(self._summary.news)
        yield from (one for one in self._summary.news if one in self.known)
        for claim, told in self._told.items():
            if told != claim and any(citation.passage_id in news for citation in claim.citations):
                yield from (one.passage_id for one in told.citations if one.passage_id not in news)

    def facts(self) -> Iterator[Fact]:
        """What is left of the table: rows whose figure all that they cite gives, and sides of a dispute."""
        for fact in self._summary.facts:
            cited = tuple(one for one in fact.citations if one.passage_id in self.known)
            if cited == fact.citations:
                yield fact
                continue
            rows = (retell_row(fact, one, shown) for one, shown in self._shown.items())
            if (row := next(filter(None, rows), None)) is not None:
                yield row
            elif any(fact.value in self.known[one.passage_id].text for one in cited):
                yield replace(fact, citations=cited)

    def disagreements(self) -> Iterator[Disagreement]:
        """Those in which two values are left. None of a count whose newest value others give too, in words that
        are not kept: an older one would seem to stand."""
        for one, shown in self._shown.items():
            overtaken = not shown.newest and not self._names >= set(one.positions[-1].outlets)
            if shown.disputed and not (one.relation is Relation.UPDATE and overtaken):
                yield replace(one, positions=shown.positions)


def _choose_brief(summary: Summary, told: Sequence[Claim]) -> tuple[Claim, ...]:
    """Of the short form what is left, filled up in the piece's order to what it was."""
    texts = {claim.text for claim in summary.brief}
    limit = sum(len(text.split()) for text in texts)
    chosen = [told[0], *(one for one in told[1:] if one.text in texts)]
    for claim in told[1:]:
        words = sum(len(one.text.split()) for one in (*chosen, claim))
        if claim not in chosen and len(chosen) < len(texts) and words <= limit and stands_alone(claim.text):
            chosen.append(claim)
    ordered = [one for one in told if one in chosen]
    return tuple(one for place, one in enumerate(ordered) if not place or not is_dangling(one, ordered[:place]))


def _renumber(sources: Sequence[Source], gone: Set[int]) -> tuple[Source, ...]:
    """Those left, numbered from 1. Of several that had a hidden one's text or voice the first stands for it."""
    by_number = {one.number: one for one in sources}
    left = [one for one in sources if one.article_id not in gone]
    numbers = {one.number: place for place, one in enumerate(left, 1)}
    heads: dict[int, tuple[int, bool]] = {}  # who stands for a hidden one, and whether with its very text

    def follow(one: Source, own: int) -> tuple[int | None, int | None]:
        """Whose text it is a copy of, and whom it counts with: a text's copy has the voice that the text has."""
        same, reference = one.copy_of is not None, one.copy_of or one.counts_with
        while reference is not None and reference not in numbers and reference in by_number:
            hidden = by_number[reference]
            further = hidden.copy_of or hidden.counts_with
            if further is None:
                head, has_text = heads.setdefault(reference, (own, same))
                if head == own:
                    return None, None
                return (head, None) if same and has_text else (None, head)
            same, reference = same and hidden.copy_of is not None, further
        found = None if reference is None else numbers.get(reference)
        return (found, None) if same else (None, found)

    places = ((one, place, *follow(one, place)) for place, one in enumerate(left, 1))
    return tuple(
        replace(one, number=place, copy_of=text, counts_with=voice) for one, place, text, voice in places
    )
