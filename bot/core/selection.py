"""The built-in writer: the sources' own sentences that tell the story best, in an order that reads well.

Sentences are chosen greedily so that together they come close to what all articles tell (the centroid method of
Ghalandari 2017, on summary level), with a bonus for standing early and for independent outlets that say the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.core.agreeing import find_support
from bot.core.candidates import Candidate, covered, read_candidates, unit
from bot.core.desk import Desk, open_desk
from bot.core.developments import LATER, find_developments, is_told, order_ledes
from bot.core.headlines import choose_headline
from bot.core.language import content_stems, find_dates
from bot.core.lengths import choose_length
from bot.core.light_edits import cut_title
from bot.core.ordering import order_sections
from bot.core.outdated import find_outdated
from bot.core.passages import read_title
from bot.core.reconciling import is_flat, iter_frames
from bot.core.retelling import TOLD_AGAIN, Clause, Figure, find_retold, tells_again, weigh_retold
from bot.core.shared import Shared, read_shared
from bot.core.turns import read_turns
from bot.core.types import Article, Claim, Disagreement, Draft, DraftClaim, PassageId, Rules, Story, Writer

SHARE_OF_ARTICLE, SHARE_OF_SEVERAL = 0.4, 0.5  # of the sources' words: a piece does not reprint the articles
WORDS_FROM_ONE_ARTICLE = 120
FEWEST_OF_SEVERAL = 45  # words: of two teasers, room for two sentences
EARLY_BONUS, SUPPORT_BONUS = 0.12, 0.10
REPEATED = 0.5  # share of a sentence's word pairs, or of its weighed words, that another one has already
REPEATED_OPENING = 0.3  # two articles' first sentences tell one thing, in whatever words
TOLD_ALREADY = 0.66  # share of a sentence, by rarity, that the chosen ones together have already
LEAST_CENTRAL = 0.14
LEDE_WORDS = 35
OPINION, OPINION_IN_LEDE = 0.05, 1.0  # what a sentence of an article that argues pays for it
TITLE_BONUS = 0.5
RETOLD = 0.3  # for the share of its facts that the piece tells already
MOST_NEWS = 2  # turns of the story told in front besides the newest
SHARED_BONUS, SHARED_IN_LEDE = 1.0, 2.0  # for the part that it adds of what all outlets tell
LEDE_PLACES = 3  # the lede is among the first three sentences of an article


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates with what is known across them: `support` are same-telling sentences of other voices."""

    candidates: tuple[Candidate, ...]
    support: Mapping[PassageId, tuple[Candidate, ...]]
    centroid: Mapping[str, float]
    titles: tuple[frozenset[str], ...]  # the stems of each text's title
    shared: Shared
    desk: Desk


def write_draft(story: Story, articles: Sequence[Article], rules: Rules, now: datetime) -> Draft:
    """A piece of the sources' own sentences, lightly cut, each citing its passage first, then other outlets'
    passages that say the same.

    At most the story's length (`lengths`) and half of what the sources have; of one article alone at most 40 %
    and 120 words. The lede is there whatever its length. Withdrawn articles are not used; without any usable
    sentence the body is empty, without any article the headline cites nothing.
    """
    present = tuple(article for article in articles if not article.withdrawn and article.published_at <= now)
    pool = read_pool(present or tuple(article for article in articles if not article.withdrawn))
    opening = choose_opening(pool)
    chosen = _choose(pool, opening, _budget(pool, rules)) if opening else ()
    sections = order_sections(chosen, len(opening), pool.support, pool.shared) if chosen else ()
    body = tuple(
        (subhead, _claim(candidate, pool)) for subhead, candidates in sections for candidate in candidates
    )
    headline = choose_headline(story, present, chosen, pool.shared)
    return Draft(writer=Writer.BUILT_IN.value, headline=headline, body=body)


def plan_words(articles: Sequence[Article], rules: Rules) -> int:
    """How long a piece of these articles may be, whoever writes it: see `write_draft`."""
    return _budget(read_pool(tuple(article for article in articles if not article.withdrawn)), rules)


def choose_opening(pool: Pool) -> tuple[Candidate, ...]:
    """What happened last, up to two turns before it, then the lede: what the story is about, unless they tell it.
    In first reports the lede alone."""
    news, lede = _choose_news(pool), choose_lede(pool)
    if lede is None or lede in news or tells_again(lede.text, [candidate.text for candidate in news]):
        return news
    return (*news, lede)


def _choose_news(pool: Pool) -> tuple[Candidate, ...]:
    newest_first = find_developments(pool.desk.everything)[::-1]
    usable = {candidate.passage.id: candidate for candidate in pool.candidates}
    news: list[Candidate] = []
    for one in (*order_ledes(newest_first)[:1], *newest_first):
        candidate = usable.get(one.passage.id)
        told = [other.text for other in news]
        if candidate is None or candidate.needs_before or is_told(one.passage.text, told):
            continue
        if len(news) <= MOST_NEWS:
            news.append(candidate)
    return tuple(news)


def choose_lede(pool: Pool) -> Candidate | None:
    """Who, what and where or when in at most 35 words, no quote, no pronoun; else the least unfit opening."""
    openings = [candidate for candidate in pool.candidates if candidate.place < LEDE_PLACES]
    return max(openings, key=lambda candidate: _lede_score(candidate, pool), default=None)


def _lede_score(candidate: Candidate, pool: Pool) -> float:
    dates = find_dates(candidate.text, candidate.article.published_at)
    score = _likeness(candidate.weights, pool.centroid) + SUPPORT_BONUS * math.log(
        1 + len(_voices(candidate, pool))
    )
    score += TITLE_BONUS * _tells_titles(candidate, pool)
    score += SHARED_IN_LEDE * pool.shared.share(candidate.stems)
    score += 0.3 * (candidate.place == 0) + 0.1 * (candidate.place == 1)
    score += 0.15 * bool(candidate.names) + 0.1 * bool(dates or len(candidate.names) > 1)
    score -= 0.6 * candidate.quoted + 1.0 * candidate.needs_before + 0.6 * candidate.background
    score -= 0.5 * candidate.loaded + 0.3 * bool(candidate.leans_on) + OPINION_IN_LEDE * candidate.opinion
    score -= 0.02 * max(0, candidate.words - LEDE_WORDS) + 0.3 * (": " in candidate.text)  # it explains
    return score - 0.3 * (candidate.words < 10)


@lru_cache(maxsize=4)  # a draft and what is sent to an LLM are chosen from the same articles
def read_pool(articles: tuple[Article, ...]) -> Pool:
    """What a piece of them could be made of: nothing overtaken or outvoted, no side of a dispute alone."""
    candidates = read_candidates(articles)
    desk = open_desk(articles)
    outdated = find_outdated(articles, candidates)
    disputed = tuple(disagreement for disagreement, _ in iter_frames(desk))
    sound = (each for each in candidates if each.passage.id not in outdated)
    candidates = tuple(each for each in sound if not _takes_a_side(each, disputed)) or candidates
    total: dict[str, float] = {}
    for candidate in candidates:
        for stem, weight in candidate.weights.items():
            total[stem] = total.get(stem, 0.0) + weight / math.pow(1.0 + candidate.place, 0.3)
    return Pool(
        candidates, find_support(candidates), unit(total), _titles(candidates), read_shared(articles), desk
    )


def _takes_a_side(candidate: Candidate, disputed: Sequence[Disagreement]) -> bool:
    """Whether it gives a disputed value without the others: a framed sentence gives all of them."""
    claim = Claim(candidate.text, (), Writer.BUILT_IN)
    return any(is_flat(claim, disagreement) for disagreement in disputed)


def _titles(candidates: Sequence[Candidate]) -> tuple[frozenset[str], ...]:
    articles = {candidate.article.id: candidate.article for candidate in candidates}.values()
    titles = (cut_title(read_title(article), article.outlet.name) for article in articles)
    return tuple(stems for title in titles if (stems := frozenset(content_stems(title))))


def _tells_titles(candidate: Candidate, pool: Pool) -> float:
    """The share of the titles' words, by rarity, that the sentence has: editors head a text with its news."""
    shares = [covered(title, candidate.stems) for title in pool.titles]
    return sum(shares) / len(shares) if shares else 0.0


def _budget(pool: Pool, rules: Rules) -> int:
    texts = {candidate.article.id: candidate.article for candidate in pool.candidates}
    words = sum(len(article.text.split()) for article in texts.values())
    limit = choose_length(tuple(texts.values()), rules)
    if len(texts) > 1:
        return min(limit, max(FEWEST_OF_SEVERAL, int(SHARE_OF_SEVERAL * words)))
    return min(limit, WORDS_FROM_ONE_ARTICLE, int(SHARE_OF_ARTICLE * words))


def _choose(pool: Pool, opening: Sequence[Candidate], budget: int) -> tuple[Candidate, ...]:
    """The opening, then what adds most, until the budget is spent; never past it."""
    piece = _Piece(pool, budget)
    for candidate in opening:
        piece.take(candidate)
    while (best := piece.find_best()) is not None:
        piece.take(best)
    return tuple(piece.chosen)


class _Piece:
    """What has been chosen and what still may be, with the sums from which a candidate's gain is read.

    Most of what rules a candidate out does so for good, so each is compared with each chosen one only once.
    """

    def __init__(self, pool: Pool, budget: int) -> None:
        self._pool = pool
        self._budget = budget
        self._likeness = {each.passage.id: _likeness(each.weights, pool.centroid) for each in pool.candidates}
        self._open = [each for each in pool.candidates if is_worth_telling(each, pool)]
        self._own_square = {
            each.passage.id: sum(weight * weight for weight in each.weights.values()) for each in pool.candidates
        }
        self._overlap = {each.passage.id: 0.0 for each in self._open}
        self._retold: dict[PassageId, frozenset[Figure | Clause]] = {
            each.passage.id: frozenset() for each in self._open
        }
        self._share_retold = {each.passage.id: 0.0 for each in self._open}
        self.chosen: list[Candidate] = []
        self._words = 0
        self._told: frozenset[str] = frozenset()
        self._introduced: frozenset[str] = frozenset()
        self._total: dict[str, float] = {}
        self._square = self._close = self._early = self._support = 0.0

    def take(self, candidate: Candidate) -> None:
        self._square = self._square_with(candidate)
        self._close += self._likeness[candidate.passage.id]
        self._early += _early(candidate)
        self._support += self._support_of(candidate)
        self._words += candidate.words
        self._told |= candidate.stems
        self._introduced |= candidate.introduces
        for stem, weight in candidate.weights.items():
            self._total[stem] = self._total.get(stem, 0.0) + weight
        self.chosen.append(candidate)
        self._open = [each for each in self._open if self._is_left_open(each, candidate)]
        for each in self._open:
            share = len(each.pairs & candidate.pairs) / (min(len(each.pairs), len(candidate.pairs)) or 1)
            self._overlap[each.passage.id] = max(self._overlap[each.passage.id], share)
            retold = self._retold[each.passage.id] | find_retold(each.text, candidate.text)
            self._retold[each.passage.id] = retold
            self._share_retold[each.passage.id] = weigh_retold(each.text, retold)
        self._open = [each for each in self._open if self._share_retold[each.passage.id] < TOLD_AGAIN]

    def find_best(self) -> Candidate | None:
        return max((each for each in self._open if self._is_clear(each)), key=self._gain, default=None)

    def _is_left_open(self, candidate: Candidate, newest: Candidate) -> bool:
        """Whether the candidate may still be chosen beside the one that was chosen last."""
        if candidate is newest or self._words + candidate.words > self._budget:
            return False
        if covered(candidate.stems, self._told) > TOLD_ALREADY:
            return False
        if candidate.quoted and newest.quoted and candidate.speaker == newest.speaker:
            return False
        told_alike = any(other.passage.id == newest.passage.id for other in _voices(candidate, self._pool))
        return not (told_alike or _repeats(candidate, newest) or _rivals(candidate, newest))

    def _is_clear(self, candidate: Candidate) -> bool:
        """Whether a reader of what is chosen so far would know what the candidate speaks of."""
        if candidate.needs_before and not _follows_one(candidate, self.chosen):
            return False
        if not candidate.leans_on <= self._introduced:
            return False
        return not candidate.presumes or bool(candidate.presumes & self._told)

    def _gain(self, candidate: Candidate) -> float:
        count = len(self.chosen) + 1
        length = math.sqrt(self._square_with(candidate)) or 1.0
        return (
            (self._close + self._likeness[candidate.passage.id]) / length
            + SHARED_BONUS * self._pool.shared.share(candidate.stems - self._told)
            + EARLY_BONUS * (self._early + _early(candidate)) / count
            + SUPPORT_BONUS * (self._support + self._support_of(candidate)) / count
            - 0.5 * self._overlap[candidate.passage.id] / count
            - (0.05 * candidate.background + 0.03 * candidate.needs_before) / count
            - OPINION * candidate.opinion
            - RETOLD * self._share_retold[candidate.passage.id]
        )

    def _square_with(self, candidate: Candidate) -> float:
        """The squared length of all weights together, the candidate's included."""
        own = self._own_square[candidate.passage.id]
        return self._square + own + 2 * _likeness(candidate.weights, self._total)

    def _support_of(self, candidate: Candidate) -> float:
        return math.log(1 + len(_voices(candidate, self._pool)))


def _early(candidate: Candidate) -> float:
    return math.pow(1.0 + candidate.place, -0.7)


def _follows_one(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """True when the sentence before it in its article is in the piece, so that "he" means somebody."""
    return any(
        other.article.id == candidate.article.id and other.place == candidate.place - 1 and other.names
        for other in chosen
    )


def _repeats(candidate: Candidate, other: Candidate) -> bool:
    if len(candidate.pairs & other.pairs) > REPEATED * min(len(candidate.pairs), len(other.pairs) or 1):
        return True
    share = covered(candidate.stems, other.stems)
    return share > (REPEATED_OPENING if _open_alike(candidate, other) else REPEATED)


def _open_alike(candidate: Candidate, other: Candidate) -> bool:
    """Whether both are first sentences, and not of the story's turns one after the other."""
    if candidate.place or other.place:
        return False
    apart = abs(candidate.article.published_at - other.article.published_at)
    return apart < LATER or read_turns(candidate.text) == read_turns(other.text)


def _rivals(candidate: Candidate, other: Candidate) -> bool:
    """Another value for what is counted in a chosen sentence: told by framing, not twice."""
    same = candidate.figures & other.figures
    counted_alike = {counted for counted, _ in candidate.figures} & {counted for counted, _ in other.figures}
    return bool(counted_alike - {counted for counted, _ in same} - {""})


def _voices(candidate: Candidate, pool: Pool) -> tuple[Candidate, ...]:
    return pool.support[candidate.passage.id]


def is_worth_telling(candidate: Candidate, pool: Pool) -> bool:
    """Whether it is on the story at all, and not worded to excite."""
    return not candidate.loaded and _likeness(candidate.weights, pool.centroid) >= LEAST_CENTRAL


def weigh(candidate: Candidate, pool: Pool) -> float:
    """How much a reader would miss it, by itself: how central it is to all articles, what of it all outlets tell,
    how early it stands, how many other voices tell the same."""
    return (
        _likeness(candidate.weights, pool.centroid)
        + SHARED_BONUS * pool.shared.share(candidate.stems)
        + EARLY_BONUS * _early(candidate)
        + SUPPORT_BONUS * math.log(1 + len(_voices(candidate, pool)))
        - 0.05 * candidate.background
        - OPINION * candidate.opinion
    )


def _likeness(weights: Mapping[str, float], centroid: Mapping[str, float]) -> float:
    return sum((weight * centroid.get(stem, 0.0) for stem, weight in weights.items()), 0.0)


def _claim(candidate: Candidate, pool: Pool) -> DraftClaim:
    supporting = tuple(other.passage.id for other in _voices(candidate, pool))
    return DraftClaim(
        text=candidate.text, passage_ids=(candidate.passage.id, *supporting), writer=Writer.BUILT_IN
    )
