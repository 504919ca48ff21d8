"""Which passages of a story an LLM is given to write from: what the piece must tell, then what weighs most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.core.candidates import covered, is_plain
from bot.core.copies import group_texts
from bot.core.desk import Desk
from bot.core.developments import find_developments
from bot.core.disputes import framed
from bot.core.headlines import is_bait
from bot.core.language import is_furniture
from bot.core.language.machine_talk import Talk, read_talk
from bot.core.light_edits import cut_title
from bot.core.opinion import is_opinion
from bot.core.passages import read_passages
from bot.core.protocol import estimate_tokens, render_passages
from bot.core.reconciling import is_flat, iter_frames, why_not
from bot.core.selection import Pool, is_worth_telling, read_pool, weigh
from bot.core.told import stems_of
from bot.core.types import Article, Citation, Claim, Passage, PassageId, Summary, Writer

PASSAGES = 36
TOKENS_A_WORD = 3  # of passages for each word of the piece: about twice what it can tell
MOST_TOKENS = 1_150  # leaves room for the rules and the conflicts within 1,700 a call
FEWEST_TOKENS = 300
SAME = 0.6  # of a sentence's words, by rarity, from which another one tells it
MOST_TITLES = 4

Picked = tuple[Passage, Article]


def list_originals(articles: Sequence[Article]) -> tuple[Article, ...]:
    """One article of each group of copied texts, the original, in the order given; none that was withdrawn.

    What one outlet or one agency wrote later is a text of its own, often the one with the news.
    """
    firsts = {group[0] for group in group_texts(articles)}
    return tuple(article for article in articles if article.id in firsts and not article.withdrawn)


def pick_passages(articles: Sequence[Article], built_in: Summary, words: int) -> tuple[Picked, ...]:
    """The passages worth their tokens for a piece of so many words, by article, the oldest first, then in the
    order of the text; titles (number 0) among them.

    Always among them: what the built-in piece tells, what is new of the story, and what its conflicts rest on.
    The others by `selection.weigh`, none that only tells what another one does: further outlets that tell a
    sentence are found when it is edited.
    """
    present = tuple(article for article in articles if not article.withdrawn)
    pool = read_pool(present)
    left = min(MOST_TOKENS, max(FEWEST_TOKENS, TOKENS_A_WORD * words))
    chosen: dict[PassageId, Passage] = {}
    wanted = [*_list_wanted(built_in, pool), *(one.id for one in _pick_titles(present, pool))]
    for passage in pool.desk.sound(tuple(dict.fromkeys(wanted))):
        chosen[passage.id] = passage
        left -= _cost(passage)
    others = (candidate for candidate in pool.candidates if is_worth_telling(candidate, pool))
    for candidate in sorted(others, key=lambda one: -weigh(one, pool)):
        passage, cost = candidate.passage, _cost(candidate.passage)
        if len(chosen) >= PASSAGES or passage.id in chosen or cost > left or _is_told(passage, chosen.values()):
            continue
        chosen[passage.id] = passage
        left -= cost
    # An order that somebody is quoted with is none for an LLM to read; our own writer may quote it.
    told = (passage for passage in chosen.values() if read_talk(passage.text) < Talk.QUOTES)
    return tuple(_in_order(told, pool.desk.articles))


def _list_wanted(built_in: Summary, pool: Pool) -> Iterator[PassageId]:
    for claim in built_in.claims:
        shown = claim.citations if claim.writer is Writer.FRAME else claim.citations[:1]
        yield from (citation.passage_id for citation in shown)
    for one, _ in framed(built_in.disagreements):
        yield from (position.citation.passage_id for position in one.positions)
    sound = {candidate.passage.id for candidate in pool.candidates}
    news = (one.passage.id for one in find_developments(pool.desk.everything))
    yield from (one for one in news if one in sound)


def _pick_titles(articles: Sequence[Article], pool: Pool) -> tuple[Passage, ...]:
    """Those that tell most of what all outlets tell; none that asks or excites, none of a column, and none with
    an overtaken count or one side of a dispute."""
    titles: list[tuple[float, Passage]] = []
    for article in list_originals(articles):
        passage = next(iter(read_passages(article)), None)
        if passage is None:
            continue
        plain = is_plain(passage.text) and not is_bait(passage.text) and not is_opinion(article)
        if passage.start < 0 and plain and _may_stand(passage, pool.desk):
            titles.append((pool.shared.share(stems_of(cut_title(passage.text, article.outlet.name))), passage))
    best = sorted(titles, key=lambda one: -one[0])
    return tuple(passage for _, passage in best[:MOST_TITLES])


def _may_stand(passage: Passage, desk: Desk) -> bool:
    claim = Claim(passage.text, (Citation(passage.id, passage.text),), Writer.SOURCE)
    flat = any(is_flat(claim, disagreement) for disagreement, _ in iter_frames(desk))
    return not flat and why_not(claim, desk) is None


def _is_told(passage: Passage, chosen: Iterable[Passage]) -> bool:
    stems = stems_of(passage.text)
    return is_furniture(passage.text) or any(covered(stems, stems_of(one.text)) >= SAME for one in chosen)


def _cost(passage: Passage) -> int:
    return estimate_tokens(f"{passage.id}⟂{passage.text}")


def _in_order(passages: Iterable[Passage], articles: Sequence[Article]) -> Iterator[Picked]:
    """Oldest article first, which is the desk's order."""
    there = list(passages)
    for article in articles:
        ours = (one for one in there if one.article_id == article.id)
        yield from ((one, article) for one in sorted(ours, key=lambda one: one.start))


def render_picked(picked: Sequence[Picked]) -> Iterator[str]:
    """Each article's number, outlet and time on a line, its passages below it."""
    for article in dict.fromkeys(article for _, article in picked):
        texts = tuple(passage for passage, of in picked if of is article)
        yield from render_passages(texts, article.id, article.outlet.name, article.published_at)
