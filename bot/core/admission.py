"""Whether a channel wants a story: by its subscriptions, filters, mutes and outlets, and if not, why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from bot.core.copies import count_independent
from bot.core.filters import About, Every, Field, Not, Query, Some, Term, read_query, stems_in_order
from bot.core.hidden_outlets import is_any_of, is_outlet, list_shown, without_outlets
from bot.core.language import content_stems
from bot.core.types import (
    Article,
    ChannelSettings,
    Rule,
    Subscription,
    SubscriptionKind,
    Summary,
    Watch,
)
from bot.errors import BadArguments

BroughtBy = Mapping[int, frozenset[int]]
"""The feeds that brought an article, by its id; its own feed need not be among them."""

BY_ITS_OWN_FEED: BroughtBy = MappingProxyType({})


class StoryText:
    """A story as filters see it: headline, short form and titles as stems; outlets, topics and languages.

    `merged`: the numbers of the stories that were merged with it, by which people may know it, too.
    """

    __slots__ = ("_runs", "articles", "numbers", "summary", "words")

    def __init__(self, summary: Summary, articles: Sequence[Article], merged: Iterable[int] = ()) -> None:
        texts = (summary.headline.text, *(claim.text for claim in summary.brief), *(a.title for a in articles))
        self._runs = tuple(stems_in_order(text) for text in texts)
        self.words = frozenset(word for run in self._runs for word in run)
        self.summary, self.articles = summary, articles
        self.numbers = frozenset((summary.story_id, *merged))

    def holds(self, words: str) -> bool:
        """Whether what is muted or followed by words is met: they are read as a filter is, so that plain ones may
        occur anywhere. Such as are no filter, which are older than that, must all occur."""
        try:
            return self.meets(read_query(words))
        except BadArguments:
            wanted = stems_in_order(words)
            return bool(wanted) and self.words.issuperset(wanted)

    def meets(self, query: Query) -> bool:
        match query:
            case Term(text):
                return self._has_run(stems_in_order(text))
            case About(Field.TOPIC, value):
                return value in self.summary.topics
            case About(Field.LANGUAGE, value):
                return any((article.language or "")[:2] == value for article in self.articles)
            case About(Field.OUTLET, value):
                return any(is_outlet(article.outlet, value) for article in self.articles)
            case Not(part):
                return not self.meets(part)
            case Every(parts):
                return all(map(self.meets, parts))
            case Some(parts):
                return any(map(self.meets, parts))
        raise AssertionError(query)

    def _has_run(self, wanted: tuple[str, ...]) -> bool:
        if len(wanted) == 1:
            return wanted[0] in self.words
        size = len(wanted)
        return self.words.issuperset(wanted) and any(
            run[start : start + size] == wanted for run in self._runs for start in range(len(run) - size + 1)
        )


class Ground(StrEnum):
    """Why a story is wanted, or is not."""

    WISHED = "wished"
    FOLLOWED = "followed"
    UNASKED = "unasked"  # no subscription asks for it
    MUTED = "muted"
    HIDDEN = "hidden"  # only hidden outlets tell it
    TOO_LITTLE = "too little"  # what the outlets that are not hidden tell is no piece
    FILTERED = "filtered"
    FEW_OUTLETS = "few outlets"


@dataclass(frozen=True, slots=True)
class Admission:
    """`wish`: the subscription that asks for it, if any. `named`: the filter, outlets or words that decided, or
    the trusted outlet whose report is enough;
    `number`: that of the story that was muted, which may have been merged with this one since; `outlets`: how
    many independent ones tell it that are not hidden, where that was asked."""

    ground: Ground
    wish: Subscription | None = None
    named: str = ""
    number: int = 0
    outlets: int = 0

    @property
    def wanted(self) -> bool:
        return self.ground in (Ground.WISHED, Ground.FOLLOWED)

    @property
    def asked_for(self) -> bool:
        """Wanted, but for the number of its outlets: what was told once is followed up though sources take it
        back."""
        return self.wanted or self.ground is Ground.FEW_OUTLETS

    @property
    def followed(self) -> bool:
        return self.ground is Ground.FOLLOWED


def decide_admission(
    settings: ChannelSettings,
    wishes: Sequence[Subscription],
    story: StoryText,
    brought: BroughtBy,
    now: datetime,
) -> Admission:
    """What names the story by its number decides first, what mutes words next; words that are followed pass every
    filter, but a subscription must ask for the story."""
    summary, articles = story.summary, story.articles
    if _is_followed(settings, story, now):
        return Admission(Ground.FOLLOWED)
    if (muted := find_mute(settings, story, now)) is not None:
        return Admission(Ground.MUTED, named=muted.words, number=muted.story_id)
    asking = [wish for wish in wishes if wants(wish, story, brought)]
    if not asking:
        return Admission(Ground.UNASKED)
    if any(watch.words and story.holds(watch.words) for watch in list_watches(settings.followed, now)):
        return Admission(Ground.FOLLOWED, asking[0])
    present = [article for article in articles if not article.withdrawn]
    shown = list_shown(present, settings.hidden)
    if present and not shown:
        return Admission(Ground.HIDDEN, asking[0], ", ".join(settings.hidden))
    if len(shown) < len(present) and without_outlets(summary, settings.hidden) is None:
        return Admission(Ground.TOO_LITTLE, asking[0], ", ".join(settings.hidden))
    stops = [(wish, _find_stop(settings.filters, wish, story)) for wish in asking]
    passing = [wish for wish, stop in stops if stop is None]
    if not passing:
        return Admission(Ground.FILTERED, asking[0], stops[0][1] or "")
    outlets = summary.independent_outlets if len(shown) == len(present) else count_independent(shown)
    if outlets >= settings.minimum_outlets:
        return Admission(Ground.WISHED, passing[0], outlets=outlets)
    trusted = (article.outlet.name for article in shown if is_any_of(article.outlet, settings.trusted))
    enough = next(trusted, "")
    return Admission(Ground.WISHED if enough else Ground.FEW_OUTLETS, passing[0], enough, outlets=outlets)


def find_mute(settings: ChannelSettings, story: StoryText, now: datetime) -> Watch | None:
    """What mutes the story, by its number or by words that it holds. Nothing does where it is followed by its
    number: of a story that a muted and a followed one became, to miss what was asked for would be worse."""
    if _is_followed(settings, story, now):
        return None
    return next(
        (
            one
            for one in list_watches(settings.muted, now)
            if one.story_id in story.numbers or (one.words and story.holds(one.words))
        ),
        None,
    )


def _is_followed(settings: ChannelSettings, story: StoryText, now: datetime) -> bool:
    return any(watch.story_id in story.numbers for watch in list_watches(settings.followed, now))


def list_watches(watches: Iterable[Watch], now: datetime) -> tuple[Watch, ...]:
    """Those that have not run out."""
    return tuple(one for one in watches if one.until is None or now < one.until)


def wants(wish: Subscription, story: StoryText, brought: BroughtBy = BY_ITS_OWN_FEED) -> bool:
    """Whether the subscription asks for this story: by its feeds, or by all its words (as stems)."""
    fresh = [article for article in story.articles if article.published_at > wish.since]
    if wish.kind is not SubscriptionKind.SEARCH:
        wished = frozenset(wish.feed_ids)
        return any(
            article.feed_id in wished or wished & brought.get(article.id, frozenset()) for article in fresh
        )
    if not fresh:
        return False
    # Words such as "the" count only where the search has no others.
    searched = content_stems(wish.target) or frozenset(stems_in_order(wish.target))
    return bool(searched) and story.words.issuperset(searched)


# ---------------------------------------------------------------- filters


def _find_stop(rules: Sequence[Rule], wish: Subscription, story: StoryText) -> str | None:
    """The filter that keeps the story from a subscription: one that excludes it; or, where some include, all of
    those, as it meets none."""
    mine = [(rule, read_query(rule.query)) for rule in rules if rule.subscription_id in (0, wish.id)]
    for rule, query in mine:
        if isinstance(query, Not) and story.meets(query.part):
            return rule.query
    including = [(rule, query) for rule, query in mine if not isinstance(query, Not)]
    if not including or any(story.meets(query) for _, query in including):
        return None
    return "; ".join(rule.query for rule, _ in including)
