"""Which passages of a story an LLM is given to write from: the best supported and the first, within a cap."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.copies import group_texts
from bot.core.language import content_stems, find_numbers, read_mentions
from bot.core.language.furniture import is_furniture
from bot.core.passages import read_passages
from bot.core.protocol import estimate_tokens, render_passage
from bot.core.types import Article, Disagreement, Passage

PASSAGES = 36
PASSAGE_TOKENS = 1_150  # leaves room for the rules, the conflicts and the names within 1,500 a call
SENTENCES_READ = 14  # of each article: news tells what matters first
SAME_WORDS = 0.6  # this share of the shorter sentence's words makes two sentences tell the same
VERSIONS = 2  # of one thing told, so that it can be cited to two outlets and no more
NAMES = 20


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    article: Article
    stems: frozenset[str]
    score: float


def list_originals(articles: Sequence[Article]) -> tuple[Article, ...]:
    """One article of each group of copied texts, the original, in the order given; none that was withdrawn.

    What one outlet or one agency wrote later is a text of its own, often the one with the news.
    """
    firsts = {group[0] for group in group_texts(articles)}
    return tuple(article for article in articles if article.id in firsts and not article.withdrawn)


def pick_passages(
    articles: Sequence[Article], disagreements: Sequence[Disagreement] = (), *, limit: int = PASSAGES
) -> tuple[tuple[Passage, Article], ...]:
    """The passages worth their tokens, in the order of the articles, then of the text.

    What a disagreement rests on is always among them. A sentence scores by how early it stands, how many
    other outlets tell the same, and whether it holds a figure.
    """
    ranked = sorted(_score(list_originals(articles)), key=lambda one: -one.score)
    wanted = {position.citation.passage_id for one in disagreements for position in one.positions}
    ranked.sort(key=lambda one: one.passage.id not in wanted)
    chosen: list[_Candidate] = []
    tokens = 0
    for candidate in ranked:
        needed = candidate.passage.id in wanted
        if not needed and sum(_tells_same(candidate, other) for other in chosen) >= VERSIONS:
            continue
        cost = estimate_tokens(_render(candidate))
        if tokens + cost > PASSAGE_TOKENS:
            continue
        chosen.append(candidate)
        tokens += cost
        if len(chosen) == limit:
            break
    place = {article.id: number for number, article in enumerate(articles)}
    chosen.sort(key=lambda one: (place[one.article.id], one.passage.start))
    return tuple((one.passage, one.article) for one in chosen)


def list_names(passages: Iterable[tuple[Passage, Article]]) -> tuple[str, ...]:
    """The names in the passages as the sources write them, with their office, the most frequent first."""
    counts: Counter[str] = Counter()
    titles: dict[str, str] = {}
    words: dict[str, str] = {}
    for passage, article in passages:
        for name in read_mentions(passage.text, article.published_at).names:
            counts[name.key] += 1
            words.setdefault(name.key, name.text)
            if name.title:
                titles.setdefault(name.key, name.title)
    return tuple(
        f"{words[key]} ({titles[key]})" if key in titles else words[key] for key, _ in counts.most_common(NAMES)
    )


def _score(originals: Sequence[Article]) -> Iterator[_Candidate]:
    read = [(article, tuple(_read(article))) for article in originals]
    for article, passages in read:
        others = [told for other, told in read if other.id != article.id]
        for position, (passage, stems) in enumerate(passages):
            support = sum(any(_overlap(stems, theirs) >= SAME_WORDS for _, theirs in told) for told in others)
            figure = 0.1 if find_numbers(passage.text) else 0.0
            score = (1 + position) ** -0.5 + 0.4 * math.log1p(support) + figure
            yield _Candidate(passage, article, stems, score)


def _read(article: Article) -> Iterator[tuple[Passage, frozenset[str]]]:
    for passage in read_passages(article)[: SENTENCES_READ + 1]:
        stems = frozenset(content_stems(passage.text))
        if len(stems) >= 3 and not is_furniture(passage.text):
            yield passage, stems


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def _tells_same(one: _Candidate, other: _Candidate) -> bool:
    return _overlap(one.stems, other.stems) >= SAME_WORDS


def _render(candidate: _Candidate) -> str:
    return render_passage(candidate.passage, candidate.article.outlet.name, candidate.article.published_at)
