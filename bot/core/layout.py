"""The parts of a piece around its sentences: dateline, sections, brief, numbered sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.core.aspects import BACKGROUND, LABELS, REST, find_label, read_aspect
from bot.core.continuity import is_dangling
from bot.core.contradictions import find_contradictions
from bot.core.desk import Desk
from bot.core.language import content_stems, find_names, stands_alone
from bot.core.polishing import read_dateline
from bot.core.reconciling import is_flat, iter_frames, why_not
from bot.core.shared import Shared, read_shared
from bot.core.sourcing import make_sources
from bot.core.types import (
    Citation,
    Claim,
    Passage,
    PassageId,
    Section,
    Source,
    Writer,
)

# "in U.S. history", "plants in North America": no place a report comes from.
_TOO_WIDE = re.compile(
    r"(?:[A-Z]\.){2,}|US|UK|EU|UN|UAE|(?:(?:North|South|Latin|Central|Eastern|Western) )?"
    r"(?:America|Africa|Asia|Europe)"
    r"|United States|Middle East|Antarctica|Congress|Senate|Parliament|House|White House"
)
LONG_PIECE = 8  # claims from which subheads help …
FEWEST_SUBHEADS = 2  # … where at least so many of them hold
FEWEST_IN_PARAGRAPH, MOST_IN_PARAGRAPH = 2, 3
MOST_IN_BRIEF = 4
PRICE_OF_A_WORD = 0.002  # of what all outlets tell: 20 words must bring 4 % of it


def find_place(desk: Desk) -> str | None:
    """The dateline most sources give, else the place most of their leads name; None when they do not agree."""
    leads = [desk.passages[PassageId(f"{a.id}.1")] for a in desk.articles if f"{a.id}.1" in desk.passages]
    given = Counter(place for lead in leads if (place := read_dateline(lead.text)))
    if given:
        return given.most_common(1)[0][0]
    named = Counter(
        name.text
        for lead in leads
        for name in find_names(lead.text)
        if re.search(r"\b(?:in|at|near) $", lead.text[: name.start]) and not _TOO_WIDE.fullmatch(name.text)
    )
    best = named.most_common(1)
    return best[0][0] if best and best[0][1] * 2 > len(leads) else None


def lay_sections(claims: Sequence[tuple[str | None, Claim]], desk: Desk) -> tuple[Section, ...]:
    """Paragraphs of what belongs together, the first of a block under its subhead.

    Subheads stay only in a long piece, when at least two of them hold: a word over one block alone is none.
    """
    blocks: list[tuple[str | None, list[Claim]]] = []
    for subhead, claim in claims:
        if blocks and blocks[-1][0] == subhead:
            blocks[-1][1].append(claim)
        else:
            blocks.append((subhead, [claim]))
    told = [claim for _, claim in claims]
    heads = [_sound_subhead(subhead, found, told, desk) for subhead, found in blocks]
    named = sum(head is not None for head in heads)
    heads = _name_the_rest(heads)
    if len(claims) < LONG_PIECE or named < FEWEST_SUBHEADS or heads.count(REST) > 1:
        return tuple(Section(None, part) for part in _paragraphs([claim for _, claim in claims]))
    return tuple(
        Section(head if not place else None, part)
        for head, (_, found) in zip(heads, blocks, strict=True)
        for place, part in enumerate(_paragraphs(found))
    )


def _name_the_rest(heads: Sequence[str | None]) -> list[str | None]:
    """A block without a subhead behind one that has its own gets one too, and those right behind it go along."""
    named: list[str | None] = []
    for head in heads:
        before = next((one for one in reversed(named) if one is not None), None)
        named.append(head if head is not None or before in {None, REST} else REST)
    return named


def _paragraphs(claims: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """At most three sentences each, cut where another side of the event begins."""
    parts: list[list[Claim]] = []
    for claim in claims:
        if parts and (len(parts[-1]) < FEWEST_IN_PARAGRAPH or not _opens_paragraph(claim, parts[-1])):
            parts[-1].append(claim)
        else:
            parts.append([claim])
    if len(parts) > 1 and len(parts[-1]) == 1 and len(parts[-2]) < MOST_IN_PARAGRAPH:
        parts[-2].extend(parts.pop())
    return [tuple(part) for part in parts]


def _opens_paragraph(claim: Claim, before: Sequence[Claim]) -> bool:
    if not stands_alone(claim.text):
        return False
    return len(before) >= MOST_IN_PARAGRAPH or read_aspect(claim.text) != read_aspect(before[-1].text)


def _sound_subhead(subhead: str | None, claims: Sequence[Claim], told: Sequence[Claim], desk: Desk) -> str | None:
    if subhead is None:
        return None
    if subhead in LABELS:
        return subhead if subhead in {BACKGROUND, find_label([claim.text for claim in claims])} else None
    texts = [desk.passages[c.passage_id].text for claim in claims for c in claim.citations]
    there = {stem for text in texts for stem in content_stems(text)}
    if not content_stems(subhead) or not set(content_stems(subhead)) <= there:
        return None
    return None if _takes_a_side(subhead, claims, told, desk) else subhead


def _takes_a_side(subhead: str, claims: Sequence[Claim], told: Sequence[Claim], desk: Desk) -> bool:
    """Whether it states what the sources dispute, a count since replaced, or what a sentence of the piece told
    otherwise: no sentence may either."""
    head = Claim(subhead, tuple(citation for claim in claims for citation in claim.citations))
    if why_not(head, desk) is not None or any(is_flat(head, one) for one, _ in iter_frames(desk)):
        return True
    return any(True for claim in told for _ in find_contradictions([claim, head], desk))


def choose_brief(lede: Claim, others: Sequence[Claim], desk: Desk, limit_words: int) -> tuple[Claim, ...]:
    """The lede, what the sources dispute, and then whatever tells most of what all outlets tell, within the limit
    and in the piece's order.

    A sentence that brings less than its length is worth stays in the piece.
    """
    chosen = [lede]
    for claim in others:
        if claim.writer is Writer.FRAME and _fits(claim, chosen, limit_words):
            chosen.append(claim)
    shared = read_shared(desk.articles)
    while len(chosen) < MOST_IN_BRIEF:
        told = frozenset(stem for claim in chosen for stem in content_stems(claim.text))
        open_to = [
            claim
            for claim in others
            if claim not in chosen
            and _fits(claim, chosen, limit_words)
            and not is_dangling(claim, _before(claim, chosen, (lede, *others)))
        ]
        worth = {claim: _worth(claim, told, shared) for claim in open_to}
        best = max(open_to, key=lambda claim: worth[claim], default=None)
        if best is None or worth[best] <= 0:
            break
        chosen.append(best)
    return tuple(claim for claim in (lede, *others) if claim in chosen)


def _before(claim: Claim, chosen: Sequence[Claim], told: Sequence[Claim]) -> list[Claim]:
    """What of the chosen would stand before a claim."""
    return [one for one in told[: told.index(claim)] if one in chosen]


def _fits(claim: Claim, chosen: Sequence[Claim], limit_words: int) -> bool:
    return sum(len(one.text.split()) for one in (*chosen, claim)) <= limit_words


def _worth(claim: Claim, told: frozenset[str], shared: Shared) -> float:
    """What it adds to what all outlets tell, less the price of its words."""
    added = shared.share(frozenset(content_stems(claim.text)) - told)
    return added - PRICE_OF_A_WORD * len(claim.text.split())


# ---------------------------------------------------------------- sources and passages


def number_sources(desk: Desk) -> tuple[Source, ...]:
    """Every article of the story, oldest first."""
    return make_sources(desk.articles, {article.id: number for number, article in enumerate(desk.articles, 1)})


def collect_passages(citations: Iterable[Citation], desk: Desk) -> tuple[Passage, ...]:
    """The passages cited, each once, by source and place in it."""
    found = {citation.passage_id: desk.passages[citation.passage_id] for citation in citations}
    order = {article.id: i for i, article in enumerate(desk.articles)}
    return tuple(sorted(found.values(), key=lambda passage: (order[passage.article_id], passage.start)))
