"""Which source's title heads the piece."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.candidates import Candidate, covered
from bot.core.language import content_stems, find_numbers, find_quotes, is_furniture
from bot.core.light_edits import cut_title
from bot.core.opinion import is_opinion
from bot.core.passages import read_passages, read_title
from bot.core.shared import Shared
from bot.core.types import Article, DraftClaim, PassageId, Story, Writer

HEADLINE_CHARACTERS = 90
FEWEST_WORDS = 4
OPINION = 1.0  # what the title of an article that argues pays for it
TELLS_SHARED, TELLS_PIECE = 5.0, 0.5  # a title holds a tenth to a third of what all outlets tell

_BAIT = re.compile(
    r"^(?:here['’]?s|this is|these|you|your|why|how|what|who|when|where|watch|see|meet|inside|the (?:real|truth)|"
    r"everything|things|\d+ (?:things|ways|reasons))\b|\b(?:you need to know|won['’]t believe|goes viral|"
    r"what we know|live updates?|as it happened|in pictures|explained|shocking|stunning|slams?|blasts?|"
    r"destroys?|epic|must[- ]see)\b|: (?:what|why|how|who|the)\b|\?|!|\.\.\.|…",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Mm]e)\b(?![.-])")


def is_bait(title: str) -> bool:
    """Whether it asks, explains, addresses or excites its reader instead of telling what happened."""
    return _BAIT.search(title) is not None or _FIRST_PERSON.search(title) is not None


def choose_headline(
    story: Story, articles: Sequence[Article], chosen: Sequence[Candidate], shared: Shared
) -> DraftClaim:
    """The plainest title that the piece bears out and that tells most of what all outlets tell, then the sentence
    nearest to it.

    A title with a figure that the piece does not hold comes last; so do questions, bait and quotations.
    """
    titles = [
        (cut_title(title, article.outlet.name), article)
        for article in articles
        if (title := read_title(article)).strip() and not article.withdrawn
    ]
    if not titles:
        return DraftClaim(text=story.title, passage_ids=(), writer=Writer.BUILT_IN)
    stems = [frozenset(content_stems(title)) for title, _ in titles]

    def fitness(place: int) -> tuple[float, int]:
        fit = _fitness(titles[place][0], stems[place], chosen)
        fit -= OPINION * is_opinion(titles[place][1])
        return TELLS_SHARED * shared.share(stems[place]) + fit, -place

    best = max(range(len(titles)), key=fitness)
    title, article = titles[best]
    return DraftClaim(
        text=title,
        passage_ids=(read_passages(article)[0].id, *_bearing_out(stems[best], chosen)),
        writer=Writer.BUILT_IN,
    )


def _fitness(title: str, stems: frozenset[str], chosen: Sequence[Candidate]) -> float:
    told = frozenset(stem for candidate in chosen for stem in candidate.stems)
    opening = frozenset(stem for candidate in chosen[:1] for stem in candidate.stems)
    figures = {number.value for candidate in chosen for number in find_numbers(candidate.text)}
    score = TELLS_PIECE * (covered(stems, told) + covered(stems, opening))
    score -= 2.0 * any(number.value not in figures for number in find_numbers(title))
    score -= 1.5 * is_bait(title) + 2.0 * is_furniture(title)
    score -= 0.5 * any(quote.direct for quote in find_quotes(title))
    score -= 0.02 * max(0, len(title) - HEADLINE_CHARACTERS)
    return score - 0.5 * (len(title) > HEADLINE_CHARACTERS) - 0.7 * (len(title.split()) < FEWEST_WORDS)


def _bearing_out(stems: frozenset[str], chosen: Sequence[Candidate]) -> tuple[PassageId, ...]:
    best = max(chosen, key=lambda candidate: covered(stems, candidate.stems), default=None)
    return (best.passage.id,) if best is not None and covered(stems, best.stems) > 0 else ()
