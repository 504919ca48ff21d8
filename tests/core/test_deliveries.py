"""Who gets what of a summary, and what becomes of a delivery that failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.admission import StoryText, wants
from bot.core.deliveries import (
    Told,
    find_base,
    list_seen,
    make_key,
    plan_deliveries,
)
from bot.core.retrying import plan_retry
from bot.core.types import (
    Article,
    Channel,
    ChannelSettings,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Push,
    Rhythm,
    Rules,
    Subscription,
    SubscriptionKind,
    Summary,
    Update,
)
from bot.errors import (
    ChannelGone,
    ChannelMoved,
    DeliveryError,
    MessageMissing,
    MessageRejected,
    OutcomeUnknown,
    TryLater,
)
from tests.make import (
    NOW,
    at,
    make_article,
    make_channel,
    make_claim,
    make_delivery,
    make_subscription,
    make_summary,
    minutes,
)

POST, EDIT, FOLLOW_UP, DIGEST = DeliveryKind.POST, DeliveryKind.EDIT, DeliveryKind.FOLLOW_UP, DeliveryKind.DIGEST
PLANNED, SENDING, SENT = DeliveryState.PLANNED, DeliveryState.SENDING, DeliveryState.SENT
DROPPED, FAILED = DeliveryState.DROPPED, DeliveryState.FAILED

RULES = Rules(push_gap=minutes(20), pushes_per_day=3)
INSTANT = make_channel(id=1)
DAILY = make_channel(id=1, settings=ChannelSettings(rhythm=Rhythm.DIGEST))
WISH = make_subscription(feed_ids=(1,), since=at(-60))
ARTICLES = (make_article(id=1, feed_id=1, published_at=at(-30)),)


def update(push: Push, seen: tuple[int, int] = (1, 1), *later: tuple[int, int]) -> Mapping[Told, Update]:
    told = (seen, *later)
    story_id, revision = told[-1]
    return {told: Update(story_id=story_id, from_revision=revision, to_revision=2, changes=(), push=push)}


def earlier(
    kind: DeliveryKind = POST,
    state: DeliveryState = SENT,
    revision: int = 1,
    minute: float = -60,
    **changes: object,
) -> Delivery:
    sent_at = at(minute) if state is SENT else None
    return make_delivery(
        id=revision, kind=kind, state=state, revision=revision, sent_at=sent_at, due_at=at(minute), **changes
    )


def due_in(*before: Delivery, updates: Mapping[Told, Update]) -> float:
    """Minutes until the follow-up to the next revision is due."""
    audience = [(INSTANT, (WISH,))]
    planned = plan_deliveries(make_summary(revision=2), ARTICLES, audience, before, updates, RULES, NOW)
    (follow_up,) = (delivery for delivery in planned if delivery.kind is FOLLOW_UP)
    return (follow_up.due_at - NOW) / minutes(1)


def kinds_under(rules: Rules, updates: Mapping[Told, Update]) -> list[DeliveryKind]:
    audience = [(INSTANT, (WISH,))]
    planned = plan_deliveries(make_summary(revision=2), ARTICLES, audience, [earlier()], updates, rules, NOW)
    return [delivery.kind for delivery in planned]


def plan(
    *before: Delivery,
    revision: int = 2,
    channel: Channel = INSTANT,
    wish: Subscription = WISH,
    updates: Mapping[Told, Update] | None = None,
    articles: Sequence[Article] = ARTICLES,
    **changes: Any,
) -> list[tuple[DeliveryKind, int | None]]:
    """(kind, from revision) of what is planned for one channel."""
    planned = plan_deliveries(
        make_summary(revision=revision, **changes),
        articles,
        [(channel, (wish,))],
        before,
        updates or {},
        RULES,
        NOW,
    )
    return [(delivery.kind, delivery.from_revision) for delivery in planned]


def test_a_story_that_a_subscription_wants_is_posted_at_once() -> None:
    (delivery,) = plan_deliveries(make_summary(), ARTICLES, [(INSTANT, (WISH,))], (), {}, RULES, NOW)
    assert delivery == Delivery(
        channel_id=1,
        kind=POST,
        story_id=1,
        revision=1,
        key=make_key(1, "post", 1, 1),
        due_at=NOW,
    )


def test_each_channel_of_the_audience_gets_its_own() -> None:
    audience = [(make_channel(id=number), (WISH,)) for number in (1, 2)]
    planned = plan_deliveries(make_summary(), ARTICLES, audience, (), {}, RULES, NOW)
    assert [delivery.channel_id for delivery in planned] == [1, 2]
    assert len({delivery.key for delivery in planned}) == 2


@pytest.mark.parametrize(
    ("article", "wanted"),
    [
        (make_article(feed_id=1, published_at=at(-59)), True),
        (make_article(feed_id=1, published_at=at(-60)), False),  # the feed's past
        (make_article(feed_id=2, published_at=at(-30)), False),
        (make_article(feed_id=None, published_at=at(-30)), False),
    ],
)
@pytest.mark.parametrize("kind", [SubscriptionKind.FEED, SubscriptionKind.BUNDLE])
def test_feeds_and_bundles_want_what_their_feeds_brought_since(
    article: Article, wanted: bool, kind: SubscriptionKind
) -> None:
    assert wants(replace(WISH, kind=kind), StoryText(make_summary(), [article])) is wanted
    assert bool(plan(revision=1, articles=[article])) is wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("ferry", True),
        ("ferries injuring", True),  # stems, in headline and brief
        ("Port ANSEL", True),
        ("port ansel cyclone", False),
        ("harbourmaster", True),  # in an article's title only
        ("10", True),
        ("", False),
        ("“ ”", False),
    ],
)
def test_a_search_wants_the_stories_in_which_all_its_words_occur(words: str, wanted: bool) -> None:
    search = make_subscription(kind=SubscriptionKind.SEARCH, target=words, feed_ids=(), since=at(-60))
    summary = make_summary(("Crews freed the ferry.", "At least 10 people were injured off Port Ansel."))
    fresh = make_article(title="Harbourmaster resigns", published_at=at(-30), feed_id=9)
    assert wants(search, StoryText(summary, [fresh])) is wanted
    assert not wants(search, StoryText(summary, [replace(fresh, published_at=at(-61))]))


def test_a_search_for_little_words_alone_wants_stories_that_have_them() -> None:
    search = make_subscription(kind=SubscriptionKind.SEARCH, target="Who", feed_ids=(), since=at(-60))
    assert wants(search, StoryText(make_summary(headline=make_claim("WHO warns of cholera")), ARTICLES))
    assert not wants(search, StoryText(make_summary(), ARTICLES))


def test_a_story_that_only_columns_tell_is_sent_to_nobody() -> None:
    column = make_article(id=1, feed_id=1, title="OPINION: Stop the ferries", published_at=at(-30))
    report = make_article(id=2, feed_id=1, published_at=at(-30))

    assert plan_deliveries(make_summary(), (column,), [(INSTANT, [WISH])], (), {}, RULES, NOW) == ()
    assert plan_deliveries(make_summary(), (column, report), [(INSTANT, [WISH])], (), {}, RULES, NOW)


def test_a_channel_may_ask_for_more_outlets() -> None:
    careful = replace(INSTANT, settings=ChannelSettings(minimum_outlets=2))
    assert plan(channel=careful, independent_outlets=1) == []
    assert plan(channel=careful, independent_outlets=2) == [(POST, None)]


def test_a_channel_of_digest_rhythm_keeps_the_story_for_its_hour() -> None:
    assert plan(channel=DAILY) == [(DIGEST, None)]
    held = earlier(DIGEST, PLANNED)
    assert plan(held, channel=DAILY) == [(DIGEST, None)]


@pytest.mark.parametrize(
    ("push", "planned"), [(Push.FOLLOW_UP, [(DIGEST, None)]), (Push.EDIT, []), (Push.NONE, [])]
)
def test_a_story_told_in_a_digest_comes_again_only_with_news(
    push: Push, planned: list[tuple[DeliveryKind, int | None]]
) -> None:
    assert plan(earlier(DIGEST, SENT), channel=DAILY, updates=update(push)) == planned


@pytest.mark.parametrize(
    ("push", "planned"),
    [
        (Push.NONE, []),
        (Push.EDIT, [(EDIT, 1)]),
        (Push.FOLLOW_UP, [(EDIT, 1), (FOLLOW_UP, 1)]),
    ],
)
def test_a_story_that_was_posted_is_mended_and_followed_up_as_the_update_says(
    push: Push, planned: list[tuple[DeliveryKind, int | None]]
) -> None:
    assert plan(earlier(), updates=update(push)) == planned


def test_a_post_is_mended_even_when_its_update_is_unknown() -> None:
    assert plan(earlier()) == [(EDIT, 1)]


def test_a_posted_story_is_mended_but_not_followed_up_where_it_is_no_longer_wanted() -> None:
    elsewhere = replace(WISH, feed_ids=(9,))
    assert plan(earlier(), wish=elsewhere, updates=update(Push.FOLLOW_UP)) == [(EDIT, 1)]


def test_a_posted_story_with_news_is_kept_for_the_digest_where_the_rhythm_is_that_now() -> None:
    assert plan(earlier(), channel=DAILY, updates=update(Push.FOLLOW_UP)) == [(EDIT, 1), (DIGEST, 1)]


def test_the_update_is_the_one_from_the_revision_that_stands_there() -> None:
    before = (earlier(), earlier(EDIT, SENT, 3))
    assert list_seen(before) == {((1, 1), (1, 3))}
    assert plan(*before, revision=4, updates=update(Push.EDIT, (1, 1), (1, 3))) == [(EDIT, 3)]


@pytest.mark.parametrize("revision", [1, 2])
def test_a_post_that_shows_this_or_a_later_revision_is_left_alone(revision: int) -> None:
    assert plan(earlier(revision=2), revision=revision, updates=update(Push.FOLLOW_UP, (1, 2))) == []


def test_a_post_on_its_way_is_mended_afterwards() -> None:
    assert plan(earlier(state=SENDING), updates=update(Push.EDIT)) == [(EDIT, 1)]
    torn = earlier(state=PLANNED, message_ids=("m1",))
    assert plan(torn, updates=update(Push.EDIT)) == [(EDIT, 1)]


@pytest.mark.parametrize("state", [PLANNED, DROPPED, FAILED])
def test_a_post_that_never_arrived_is_planned_anew(state: DeliveryState) -> None:
    assert plan(earlier(state=state)) == [(POST, None)]


def test_other_channels_posts_do_not_count() -> None:
    assert plan(earlier(channel_id=2), updates=update(Push.EDIT)) == [(POST, None)]


def test_a_follow_up_that_was_not_sent_yet_is_taken_into_the_next() -> None:
    before = (earlier(), earlier(EDIT, SENT, 2), earlier(FOLLOW_UP, PLANNED, 2, from_revision=1))
    assert list_seen(before) == {((1, 1),)}
    # What the mended post shows differs little, but the reader was not told what changed before.
    assert plan(*before, revision=3, updates=update(Push.FOLLOW_UP)) == [(EDIT, 2), (FOLLOW_UP, 1)]


def test_after_a_merge_the_channel_of_the_story_that_ended_is_told_what_changed() -> None:
    before = earlier(revision=5, story_id=8)
    assert list_seen([before]) == {((8, 5),)}
    assert plan(before, updates=update(Push.FOLLOW_UP, (8, 5))) == [(EDIT, 5), (FOLLOW_UP, 5)]


def test_a_follow_up_after_a_merge_starts_from_the_story_that_the_channel_saw() -> None:
    post = make_delivery(id=1, story_id=8, revision=5, state=SENT)
    elsewhere = make_delivery(id=2, channel_id=2, story_id=1, revision=5, state=SENT)
    edit = make_delivery(id=3, kind=EDIT, story_id=1, revision=2, from_revision=5, state=SENT)
    follow_up = make_delivery(id=4, kind=FOLLOW_UP, story_id=1, revision=2, from_revision=5)

    assert find_base(follow_up, (edit, elsewhere, post)) == ((8, 5),)
    assert find_base(follow_up, (edit, elsewhere)) == ()


def test_a_push_too_soon_after_the_last_is_put_off_and_not_lost() -> None:
    updates = update(Push.FOLLOW_UP)
    assert due_in(earlier(minute=-19), updates=updates) == 1
    assert due_in(earlier(minute=-20), updates=updates) == 0
    sending = earlier(FOLLOW_UP, SENDING, minute=-5)
    assert due_in(earlier(minute=-90), sending, updates=updates) == 15


def test_pushes_beyond_the_days_wait_until_the_first_of_them_is_a_day_old() -> None:
    updates = update(Push.FOLLOW_UP, (1, 1))
    today = [earlier(FOLLOW_UP, SENT, 1, -60 * hour) for hour in (3, 6)]
    assert due_in(earlier(minute=-600), *today, updates=updates) == 24 * 60 - 600
    assert due_in(earlier(minute=-60 * 24), *today, updates=updates) == 0


def test_a_correction_waits_for_nothing() -> None:
    seen = earlier(minute=-1)
    corrected: Mapping[Told, Update] = {((1, 1),): replace(update(Push.FOLLOW_UP)[((1, 1),)], correction=True)}
    spent = [earlier(FOLLOW_UP, SENT, 1, -60 * hour) for hour in (1, 2, 3)]
    assert due_in(seen, *spent, updates=corrected) == 0


def test_where_no_pushes_are_wanted_only_corrections_come() -> None:
    quiet = replace(RULES, pushes_per_day=0)
    corrected: Mapping[Told, Update] = {((1, 1),): replace(update(Push.FOLLOW_UP)[((1, 1),)], correction=True)}
    assert kinds_under(quiet, update(Push.FOLLOW_UP)) == [EDIT]
    assert kinds_under(quiet, corrected) == [EDIT, FOLLOW_UP]


def retry(error: DeliveryError, attempts: int = 1, **changes: object) -> Delivery:
    delivery = make_delivery(id=1, state=SENDING, attempts=attempts, lease_until=at(5), **changes)
    return plan_retry(delivery, error, NOW, Rules(delivery_attempts=8))


def test_the_wait_grows_fourfold_to_six_hours() -> None:
    waits = [retry(DeliveryError("?"), attempts).due_at - NOW for attempts in range(1, 8)]
    assert [wait.total_seconds() for wait in waits] == [15, 60, 240, 960, 3840, 15360, 21600]


def test_a_platform_that_asks_for_more_time_gets_it() -> None:
    assert retry(TryLater("Flood.", after=timedelta(hours=9))).due_at == NOW + timedelta(hours=9)
    assert retry(TryLater("Flood.", after=timedelta(seconds=3))).due_at == NOW + timedelta(seconds=15)


def test_a_delivery_put_off_is_planned_with_its_reason_and_without_a_lease() -> None:
    later = retry(TryLater("The chat is flooded.", after=minutes(1)), message_ids=("m1",))
    assert (later.state, later.problem, later.lease_until) == (PLANNED, "The chat is flooded.", None)
    assert (later.message_ids, later.attempts) == (("m1",), 1)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (ChannelGone("Kicked."), DROPPED),
        (MessageMissing("Deleted."), DROPPED),
        (MessageRejected("Too odd."), FAILED),
    ],
)
def test_what_cannot_be_mended_is_over(error: DeliveryError, state: DeliveryState) -> None:
    assert (retry(error).state, retry(error).problem) == (state, str(error))


def test_a_channel_that_moved_is_served_at_once() -> None:
    moved = retry(ChannelMoved("Moved.", to="-100"), attempts=99)
    assert (moved.state, moved.due_at) == (PLANNED, NOW)


def test_attempts_end() -> None:
    assert retry(TryLater("Flood.", after=minutes(1)), attempts=7).state is PLANNED
    assert retry(TryLater("Flood.", after=minutes(1)), attempts=8).state is FAILED


def test_a_message_whose_arrival_is_unknown_is_sent_three_times_at_most_but_an_edit_does_no_harm() -> None:
    lost = OutcomeUnknown("The answer was lost.")
    assert [retry(lost, attempts).state for attempts in (1, 2, 3)] == [PLANNED, PLANNED, FAILED]
    assert retry(lost, 3, kind=EDIT).state is PLANNED


def test_planning_is_the_same_whatever_the_order_of_earlier_deliveries() -> None:
    before = [earlier(), earlier(EDIT, SENT, 2), earlier(EDIT, DROPPED, 3)]
    summary: Summary = make_summary(revision=4)
    updates = update(Push.EDIT, (1, 2))
    both = [
        plan_deliveries(summary, ARTICLES, [(INSTANT, (WISH,))], order, updates, RULES, NOW)
        for order in (before, before[::-1])
    ]
    assert both[0] == both[1]
    assert both[0][0].from_revision == 2


def test_what_changed_is_told_from_the_newest_revision_the_channel_was_told_of() -> None:
    """The message under the post told of revision 2, though the post itself read the same and was left alone."""
    before = (earlier(), earlier(FOLLOW_UP, SENT, 2, minute=-40, from_revision=1))
    assert list_seen(before) == {((1, 1), (1, 2))}
    updates = update(Push.FOLLOW_UP, (1, 1), (1, 2))
    assert plan(*before, revision=3, updates=updates) == [(EDIT, 1), (FOLLOW_UP, 2)]


def test_what_was_sent_before_leads_to_the_base_and_an_edit_that_nobody_was_told_of_does_not() -> None:
    before = (
        earlier(),
        earlier(EDIT, SENT, 2, from_revision=1),
        earlier(FOLLOW_UP, SENT, 3, from_revision=1),
        earlier(EDIT, SENT, 4, from_revision=3),
    )
    assert list_seen(before) == {((1, 1), (1, 3), (1, 4))}
    newest = make_delivery(id=99, kind=FOLLOW_UP, story_id=1, revision=5, from_revision=4)
    assert find_base(newest, before) == ((1, 1), (1, 3), (1, 4))
