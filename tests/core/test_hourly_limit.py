"""The hourly limit: never more messages within any hour, no wait longer than needed, nothing in quiet hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.after_quiet import compose_after_quiet
from bot.core.hourly_limit import AN_HOUR, find_room, is_limited, is_on_the_way
from bot.core.quiet_hours import choose_occasion, plan_release, quiet_until, wake_after_change
from bot.core.types import ChannelSettings, DeliveryKind, Heading, Message, Occasion, Rhythm, Span
from tests.core.test_digests import ZONES, utc
from tests.core.test_quiet_hours import MINUTE, MOMENT
from tests.make import NOW, at, make_delivery, make_digest, make_summary

POST, DIGEST = DeliveryKind.POST, DeliveryKind.DIGEST
FIVE = ChannelSettings(hourly_limit=5)
BUNDLE = make_delivery(id=9, kind=DIGEST, digest_id=3, story_id=None)


@given(st.integers(1, 6), st.lists(st.integers(0, 90), max_size=40))
def test_within_any_hour_never_more_come_than_the_limit_and_none_waits_without_need(
    most: int, gaps: list[int]
) -> None:
    settings, came, now = ChannelSettings(hourly_limit=most), list[datetime](), NOW
    for gap in gaps:
        now += timedelta(minutes=gap)
        room_at = find_room(settings, came, now)
        if room_at is not None:
            assert now < room_at <= now + AN_HOUR
            assert find_room(settings, came, room_at) is None
            assert find_room(settings, came, room_at - timedelta(seconds=1)) is not None
            now = room_at
        came.append(now)
    for start in came:
        assert sum(start <= one < start + AN_HOUR for one in came) <= most


@given(st.sampled_from(ZONES), MINUTE, MINUTE, MOMENT, st.integers(0, 59))
def test_what_waits_for_room_never_comes_in_quiet_hours_whatever_the_clocks_do(
    zone: str, start: int, end: int, now: datetime, ago: int
) -> None:
    settings = ChannelSettings(timezone=zone, quiet_hours=(start, end), hourly_limit=1)
    came = now - timedelta(minutes=ago)
    room_at = find_room(settings, [came], now)
    assert room_at is not None
    assert room_at >= came + AN_HOUR
    held_on = quiet_until(settings, room_at)
    assert held_on is None or start == end
    assert room_at == came + AN_HOUR or quiet_until(settings, came + AN_HOUR) == room_at


def test_without_a_limit_there_is_always_room() -> None:
    assert find_room(ChannelSettings(), [NOW] * 99, NOW) is None


@pytest.mark.parametrize(
    ("changes", "limited"),
    [
        ({}, True),
        ({"kind": DeliveryKind.EDIT}, False),
        ({"kind": DeliveryKind.FOLLOW_UP, "from_revision": 1}, False),
        ({"kind": DeliveryKind.NOTICE}, False),
        ({"kind": DIGEST, "digest_id": 3}, True),
        ({"message_ids": ("m1",)}, False),
    ],
)
def test_new_stories_and_bundles_are_limited_and_what_goes_on_with_a_story_is_not(
    changes: dict[str, object], limited: bool
) -> None:
    delivery = replace(make_delivery(), **changes)  # type: ignore[arg-type]
    assert is_limited(FIVE, delivery) is limited
    assert not is_limited(ChannelSettings(), delivery)
    assert not is_limited(replace(FIVE, rhythm=Rhythm.DIGEST), delivery)


def test_what_is_on_the_way_takes_its_place_and_a_message_does_not_count_against_itself() -> None:
    post = make_delivery(id=4)
    assert is_on_the_way(BUNDLE, post)
    assert is_on_the_way(replace(post, id=5), post)
    assert not is_on_the_way(post, post)
    assert not is_on_the_way(replace(BUNDLE, channel_id=2), post)
    assert not is_on_the_way(replace(BUNDLE, kind=DeliveryKind.NOTICE), post)


def test_what_is_told_when_the_hour_has_room_is_known_from_what_quiet_hours_held() -> None:
    night = replace(FIVE, quiet_hours=(22 * 60, 7 * 60))
    assert choose_occasion(night, utc("2026-11-16 15:20")) is Occasion.LIMIT
    assert choose_occasion(night, utc("2026-11-17 07:00")) is Occasion.QUIET
    assert choose_occasion(ChannelSettings(), NOW) is Occasion.CALLED_OFF


@pytest.mark.parametrize(
    ("count", "limit", "posts"), [(1, 5, 1), (2, 5, 0), (9, 5, 0)], ids=["one", "two", "more"]
)
def test_one_story_over_the_limit_comes_as_itself_and_more_as_one_bundle(
    count: int, limit: int, posts: int
) -> None:
    pending = [make_delivery(id=number, kind=DIGEST, story_id=number) for number in range(1, count + 1)]
    chosen = [make_summary(story_id=number) for number in range(1, count + 1)]
    release = plan_release(Occasion.LIMIT, pending, chosen, limit, FIVE)
    assert (len(release.sent), release.held) == (posts, count)
    assert release.bundle == (() if posts else tuple(chosen[:limit]))


def test_after_quiet_hours_no_more_posts_come_than_the_limit_has_room_for() -> None:
    pending = [make_delivery(id=number, kind=DIGEST, story_id=number) for number in (1, 2)]
    chosen = [make_summary(story_id=number) for number in (1, 2)]
    for most, posts in ((0, 2), (5, 2), (2, 2), (1, 0)):
        settings = ChannelSettings(hourly_limit=most)
        assert len(plan_release(Occasion.QUIET, pending, chosen, 8, settings).sent) == posts


NIGHT = replace(FIVE, quiet_hours=(22 * 60, 7 * 60))
MORNING = utc("2026-11-17 07:00")


@pytest.mark.parametrize(
    ("before", "after", "due", "wakes"),
    [
        (FIVE, replace(FIVE, silent=True), at(20), at(20)),
        (NIGHT, replace(NIGHT, silent=True), at(20), at(20)),
        (NIGHT, replace(NIGHT, silent=True), MORNING, MORNING),
        (FIVE, replace(FIVE, quiet_hours=(540, 600)), at(20), at(60)),
        (FIVE, replace(FIVE, hourly_limit=3), at(20), at(20)),
        (FIVE, replace(FIVE, hourly_limit=6), at(20), NOW),
        (FIVE, ChannelSettings(), at(20), NOW),
        (FIVE, ChannelSettings(), None, None),
        (FIVE, replace(FIVE, paused_since=NOW), at(20), None),
        (FIVE, replace(FIVE, paused_since=NOW, paused_until=at(90)), at(20), at(90)),
        (FIVE, replace(FIVE, rhythm=Rhythm.DIGEST, digest_minutes=(600,)), at(20), at(60)),
    ],
)
def test_a_change_of_settings_keeps_the_moment_at_which_the_hour_has_room(
    before: ChannelSettings, after: ChannelSettings, due: datetime | None, wakes: datetime | None
) -> None:
    assert wake_after_change(before, after, due, NOW) == wakes


def say(settings: ChannelSettings, held: int) -> list[str]:
    bundle = Message(blocks=(Heading((Span("Digest"),)),), story_ids=(1, 2))
    digest = make_digest(occasion=Occasion.LIMIT, held=held)
    told = compose_after_quiet(bundle, digest, settings)
    return [str(span.text) for block in told.blocks for span in getattr(block, "spans", ())]


def test_a_bundle_says_why_it_is_one_and_what_is_still_to_come() -> None:
    why = "This chat gets at most 5 messages with new stories an hour; /settings limit changes that."
    assert say(FIVE, held=2) == ["What else came", why]
    assert say(FIVE, held=5) == ["What else came", "3 more stories are still to come.", why]
    assert say(ChannelSettings(), held=2) == ["What else came"]
