"""Whether a channel wants a story: subscriptions, filters, mutes, follows and outlets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.admission import BY_ITS_OWN_FEED, Ground, StoryText, decide_admission
from bot.core.filters import read_query
from bot.core.hidden_outlets import is_outlet
from bot.core.types import Article, ChannelSettings, Outlet, Rule, Subscription, SubscriptionKind, Watch
from tests.make import NOW, at, make_article, make_subscription, make_summary

WISH = make_subscription(id=1, feed_ids=(1,), since=at(-60))
OTHER = make_subscription(id=2, kind=SubscriptionKind.SEARCH, target="ferry", feed_ids=(), since=at(-60))
SUMMARY = make_summary(
    ("The ferry Nordlys ran aground off Port Ansel.", "Crews injured in the fog were treated."),
    topics=("disasters",),
    independent_outlets=2,
)
POST = make_article(id=1, feed_id=1, outlet="Harbour Post", language="en-GB", published_at=at(-30))
RADIO = make_article(
    id=2, feed_id=2, outlet="Coast Radio", title="Fähre läuft auf Grund", language="de", published_at=at(-20)
)
BOTH = (POST, RADIO)


def decide(
    *filters: str | Rule,
    wishes: tuple[Subscription, ...] = (WISH,),
    articles: tuple[Article, ...] = BOTH,
    **wished: object,
) -> Ground:
    rules = tuple(Rule(one) if isinstance(one, str) else one for one in filters)
    settings = replace(ChannelSettings(filters=rules), **wished)  # type: ignore[arg-type]
    story = StoryText(SUMMARY, articles)
    return decide_admission(settings, wishes, story, BY_ITS_OWN_FEED, NOW).ground


@pytest.mark.parametrize(
    ("query", "meets"),
    [
        ("ferry", True),
        ("FERRIES injuring", True),  # by their stems
        ('"port ansel"', True),
        ('"ansel port"', False),
        ('"ran aground"', True),
        ("cyclone", False),
        ("cyclone OR ferry", True),
        ("ferry cyclone", False),
        ("ferry AND NOT cyclone", True),
        ("ferry NOT fog", False),
        ("Fähre", True),  # an article's title
        ("topic:disasters", True),
        ("topic:sport", False),
        ("outlet:harbour", True),
        ("outlet:coastradio.example", True),
        ('outlet:"coast radio"', True),
        ("outlet:radio", False),
        ("outlet:bbc", False),
        ("lang:en", True),
        ("lang:de", True),
        ("lang:fr", False),
        ("NOT lang:de", False),
        ("NOT (cyclone OR topic:sport)", True),
    ],
)
def test_a_filter_is_matched_on_headline_short_form_titles_outlets_topics_and_languages(
    query: str, meets: bool
) -> None:
    assert StoryText(SUMMARY, BOTH).meets(read_query(query)) is meets
    assert (decide(query) is Ground.WISHED) is meets


def test_of_filters_that_include_one_is_enough_and_each_that_excludes_stops() -> None:
    assert decide("cyclone", "ferry") is Ground.WISHED
    assert decide("cyclone", "topic:sport") is Ground.FILTERED
    assert decide("ferry", "not topic:disasters") is Ground.FILTERED
    assert decide("not topic:sport", "not cyclone") is Ground.WISHED


def test_a_filter_of_one_subscription_leaves_the_others_alone() -> None:
    rule = Rule("not topic:disasters", subscription_id=1)
    assert decide(rule) is Ground.FILTERED
    assert decide(rule, wishes=(WISH, OTHER)) is Ground.WISHED
    assert decide(rule, wishes=(OTHER,)) is Ground.WISHED
    assert decide(rule, "not ferry", wishes=(WISH, OTHER)) is Ground.FILTERED


def test_a_story_that_no_subscription_asks_for_is_unasked_even_where_its_words_are_followed() -> None:
    assert decide(wishes=()) is Ground.UNASKED
    assert decide(wishes=(), followed=(Watch(words="ferry"),)) is Ground.UNASKED
    assert decide(wishes=(), followed=(Watch(story_id=1),)) is Ground.FOLLOWED


def test_what_is_followed_passes_filters_and_asks_for_no_outlets() -> None:
    assert decide("not ferry", minimum_outlets=9) is Ground.FILTERED
    for watch in (Watch(story_id=1), Watch(words="ferries aground")):
        assert decide("not ferry", minimum_outlets=9, followed=(watch,)) is Ground.FOLLOWED
    assert decide("not ferry", followed=(Watch(words="ferry cyclone"),)) is Ground.FILTERED


def test_a_mute_stops_a_story_until_it_runs_out_and_the_story_followed_by_name_goes_before_words() -> None:
    assert decide(muted=(Watch(story_id=1),)) is Ground.MUTED
    assert decide(muted=(Watch(story_id=2),)) is Ground.WISHED
    assert decide(muted=(Watch(words="ferry"),)) is Ground.MUTED
    assert decide(muted=(Watch(words="ferry", until=at(1)),)) is Ground.MUTED
    assert decide(muted=(Watch(words="ferry", until=NOW),)) is Ground.WISHED
    assert decide(muted=(Watch(words="ferry"),), followed=(Watch(story_id=1),)) is Ground.FOLLOWED
    assert decide(muted=(Watch(words="ferry"),), followed=(Watch(words="ferry"),)) is Ground.MUTED


def test_hidden_outlets_alone_bring_nothing_and_do_not_count() -> None:
    assert decide(hidden=("Coast Radio",)) is Ground.WISHED
    assert decide(hidden=("Harbour Post",)) is Ground.TOO_LITTLE  # the piece rests on it alone
    assert decide(hidden=("Harbour", "coastradio.example")) is Ground.HIDDEN
    assert decide(minimum_outlets=2) is Ground.WISHED
    assert decide(minimum_outlets=2, hidden=("Coast Radio",)) is Ground.FEW_OUTLETS


def test_a_trusted_outlet_is_enough_unless_its_article_was_withdrawn() -> None:
    assert decide(minimum_outlets=3) is Ground.FEW_OUTLETS
    assert decide(minimum_outlets=3, trusted=("coast radio",)) is Ground.WISHED
    taken_back = (POST, replace(RADIO, withdrawn=True))
    assert decide(minimum_outlets=3, trusted=("coast radio",), articles=taken_back) is Ground.FEW_OUTLETS


@pytest.mark.parametrize(
    ("name", "is_it"),
    [
        ("BBC", True),
        ("bbc news", True),
        ("bbc.co.uk", True),
        ("co.uk", False),
        ("News", False),
        ("bb", False),
        ("", False),
        ("uk", False),
    ],
)
def test_an_outlet_goes_by_how_its_name_begins_and_by_its_domain(name: str, is_it: bool) -> None:
    assert is_outlet(Outlet(name="The BBC News", domain="bbc.co.uk"), name) is is_it
