"""Find by words what a person means: stories, the story of a digest, subscriptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.core.language import content_stems
from bot.core.saying import Phrase, tr
from bot.core.synonyms import meaning
from bot.core.types import Subscription, Summary

_QUOTES = "\"'“”„«»"


def find_stories(words: str, summaries: Sequence[Summary]) -> tuple[Summary, ...]:
    """The summaries that hold all the words (by stem): first those that are about them, since headline or lede
    holds them, then those that only mention them; each in the order given.

    Empty when the words carry no content ("the", "and").
    """
    wanted = set(content_stems(words))
    if not wanted:
        return ()
    holding = [summary for summary in summaries if wanted <= _stems_of(summary)]
    return tuple(sorted(holding, key=lambda summary: not wanted <= _stems_on_top(summary)))


def find_about(topic: str, summaries: Sequence[Summary]) -> tuple[Summary, ...]:
    """The summaries about a topic, in the order given: all its words occur in them, or others that mean the same,
    one at least in headline or lede. All of them for a topic without content."""
    wanted = _meanings(content_stems(topic))
    return tuple(
        summary
        for summary in summaries
        if wanted <= _meanings(_stems_of(summary)) and (not wanted or wanted & _meanings(_stems_on_top(summary)))
    )


def choose_story(question: str, summaries: Sequence[Summary]) -> int | None:
    """The id of the one story that shares the most words with the question; None where that is open."""
    if len(summaries) == 1:
        return summaries[0].story_id
    asked = set(content_stems(question))
    ranked = sorted(((len(asked & _stems_of(each)), each.story_id) for each in summaries), reverse=True)
    if not ranked or not ranked[0][0] or ranked[0][0] == ranked[1][0]:
        return None
    return ranked[0][1]


def choose_subscriptions(
    wish: str, subscriptions: Sequence[Subscription], titles: Mapping[int, str]
) -> tuple[Subscription, ...]:
    """Those meant by a place in the list (from 1), "all", a bundle's name, an address, a feed's title, or words.

    `titles`: of feeds, by their id. Empty when nothing is meant.
    """
    wanted = _plain(wish)
    if wanted == "all":
        return tuple(subscriptions)
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        return tuple(subscriptions[int(wanted) - 1 : int(wanted)]) if int(wanted) else ()
    return tuple(each for each in subscriptions if wanted in _names_of(each, titles))


def _names_of(subscription: Subscription, titles: Mapping[int, str]) -> set[str]:
    names = {_plain(subscription.target)}
    if len(subscription.feed_ids) == 1:
        names.add(_plain(titles.get(subscription.feed_ids[0], "")))
    return names - {""}


def _plain(words: str) -> str:
    """As it is compared: without quotes, letter case, "https://" and a last slash."""
    bare = words.strip().strip(_QUOTES).strip().casefold()
    return bare.removeprefix("https://").removeprefix("http://").removesuffix("/")


def _meanings(stems: Iterable[str]) -> set[str]:
    return {meaning(one) for one in stems}


def _stems_on_top(summary: Summary) -> set[str]:
    return {stem for claim in (summary.headline, summary.lede) for stem in content_stems(claim.text)}


def _stems_of(summary: Summary) -> set[str]:
    return {stem for claim in (summary.headline, *summary.claims) for stem in content_stems(claim.text)}


def say_no_story(number: int | str) -> Phrase:
    """To whoever named a number that no story has."""
    return tr("There is no story {number}. A story's number stands below its headline.", number=str(number))
