"""Why a story came or did not, and what is held, in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogues import read_catalogues
from bot.core.admission import BY_ITS_OWN_FEED, StoryText
from bot.core.deliveries import plan_deliveries
from bot.core.held import explain_delivery, list_held
from bot.core.saying import recalled, tell_text
from bot.core.types import (
    ChannelSettings,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Outlet,
    Rhythm,
    Rule,
    Rules,
    Subscription,
    Watch,
)
from tests.make import NOW, at, make_article, make_channel, make_delivery, make_subscription, make_summary

WISH = make_subscription(id=1, feed_ids=(1,), target="coast")
STORY = StoryText(make_summary(), (make_article(id=1, feed_id=1),))
POST, DIGEST, FOLLOW_UP = DeliveryKind.POST, DeliveryKind.DIGEST, DeliveryKind.FOLLOW_UP
SENT = make_delivery(state=DeliveryState.SENT, sent_at=at(-5))
HELD = make_delivery(id=1, kind=DIGEST)


def explain(
    *deliveries: Delivery,
    wishes: tuple[Subscription, ...] = (WISH,),
    wake: datetime | None = None,
    **wished: object,
) -> str:
    settings = replace(ChannelSettings(), **wished)  # type: ignore[arg-type]
    channel = make_channel(id=1, settings=settings, next_digest_at=wake)
    return " ".join(explain_delivery(channel, wishes, STORY, deliveries, BY_ITS_OWN_FEED, NOW))


def test_a_story_older_than_the_subscription_that_would_ask_for_it_is_told_so() -> None:
    told = explain(wishes=(replace(WISH, since=at(60)),))
    assert "It is older than the subscription “coast”" in told
    assert "No subscription" not in told
    assert "No subscription of this chat asks for it." in explain(wishes=())


@pytest.mark.parametrize(
    ("wished", "deliveries", "told"),
    [
        (
            {},
            [make_delivery(state=DeliveryState.SENT, sent_at=at(-5))],
            "It came here on November 16, 2026, 08:55.",
        ),
        ({}, [replace(HELD, state=DeliveryState.SENT, sent_at=at(-5))], "A digest or bundle told it here"),
        ({"timezone": "Asia/Tokyo"}, [make_delivery(state=DeliveryState.SENT, sent_at=at(-5))], "17:55."),
        ({"muted": (Watch(story_id=1),)}, [], "It is muted here."),
        ({"muted": (Watch(words="ferry"),)}, [], "muted here by the words “ferry”."),
        ({"filters": (Rule("not ferry"),)}, [], "This filter keeps it out: not ferry"),
        ({"hidden": ("Harbour Post",)}, [], "Only outlets that are hidden here"),
        ({"minimum_outlets": 3}, [], "Too few independent outlets report it: 1, and this chat asks for 3."),
        ({"followed": (Watch(story_id=1),)}, [], "It is followed here"),
        ({}, [make_delivery(due_at=at(20))], "It waits for other outlets until November 16, 2026, 09:20."),
        ({}, [make_delivery(kind=FOLLOW_UP, due_at=at(20))], "An update to it waits until"),
        ({}, [make_delivery(due_at=at(20), problem="Flood.")], "Sending it failed and is tried again"),
        ({}, [make_delivery()], "It is on its way."),
        ({}, [make_delivery(state=DeliveryState.FAILED, problem="Too odd.")], "It could not be sent: Too odd."),
        (
            {},
            [make_delivery(state=DeliveryState.DROPPED, problem="Gone.")],
            "It was to come and was dropped then: Gone.",
        ),
        ({}, [], "did not come when it was written, and comes once it grows. /story 1 shows it now."),
    ],
)
def test_each_reason_is_said(wished: dict[str, object], deliveries: list[Delivery], told: str) -> None:
    assert told in explain(*deliveries, **wished)  # type: ignore[arg-type]


def test_who_asked_is_named_and_a_story_that_nobody_asked_for_says_so() -> None:
    assert "The subscription “coast” asks for it." in explain()
    assert explain(wishes=()) == "No subscription of this chat asks for it."


def test_what_is_held_says_until_when() -> None:
    assert "kept for the digest on November 16, 2026, 10:00." in explain(HELD, wake=at(60), rhythm=Rhythm.DIGEST)
    night = explain(HELD, wake=at(60), quiet_hours=(480, 600))
    assert "quiet hours last until November 16, 2026, 10:00." in night
    paused = explain(HELD, wake=at(60), paused_since=NOW, paused_until=at(60))
    assert "paused until November 16, 2026, 10:00." in paused
    assert "this chat is paused until /resume." in explain(HELD, paused_since=NOW)
    assert "It is held until November 16" in explain(HELD, wake=at(60))


def test_other_channels_deliveries_say_nothing() -> None:
    assert "came here" not in explain(replace(SENT, channel_id=2))


@given(
    st.lists(
        st.builds(
            make_delivery,
            id=st.integers(1, 9),
            kind=st.sampled_from(DeliveryKind),
            state=st.sampled_from(DeliveryState),
            due_at=st.integers(-90, 90).map(at),
            sent_at=st.none() | st.integers(-90, 0).map(at),
            problem=st.none() | st.just("Flood."),
            digest_id=st.none() | st.just(3),
        ),
        max_size=4,
    ),
    st.sampled_from([{}, {"minimum_outlets": 2}, {"muted": (Watch(story_id=1),)}, {"paused_since": NOW}]),
)
def test_whatever_became_of_it_something_is_said(deliveries: list[Delivery], wished: dict[str, object]) -> None:
    assert explain(*deliveries, **wished)  # type: ignore[arg-type]
    channel = make_channel(id=1, settings=replace(ChannelSettings(), **wished))  # type: ignore[arg-type]
    for held in list_held(channel, deliveries, NOW):
        assert held.delivery.state is DeliveryState.PLANNED
        assert held.reason


def test_why_a_story_was_dropped_is_told_in_the_language() -> None:
    dropped = make_delivery(state=DeliveryState.DROPPED, problem="It became too old to be told.")
    said = explain_delivery(make_channel(id=1), (WISH,), STORY, [dropped], BY_ITS_OWN_FEED, NOW)
    assert "zu alt" in said[-2].told_in("de", read_catalogues()["de"])


def test_only_outlets_that_are_shown_are_counted_as_too_few() -> None:
    articles = tuple(
        make_article(id=number, feed_id=1, outlet=Outlet(name=name, domain=f"{name.lower()}.example"), text=text)
        for number, (name, text) in enumerate(
            (("Post", "A ferry ran aground."), ("Radio", "Ten were hurt."), ("Herald", "Fog hid the reef.")), 1
        )
    )
    summary = replace(make_summary(), independent_outlets=3)
    channel = make_channel(id=1, settings=ChannelSettings(hidden=("Radio",), minimum_outlets=3))
    told = explain_delivery(channel, (WISH,), StoryText(summary, articles), (), BY_ITS_OWN_FEED, NOW)
    assert "Too few independent outlets report it: 2, and this chat asks for 3." in told


def test_why_what_waited_is_not_wanted_any_more_is_told_in_each_language() -> None:
    channel = make_channel(id=1, settings=ChannelSettings(muted=(Watch(words="ferry"),)))
    audience = ((channel, (WISH,)),)
    newer = replace(make_summary(), revision=2)
    (dropped,) = plan_deliveries(newer, STORY.articles, audience, (make_delivery(),), {}, Rules(), NOW)
    assert dropped.problem == "It is not wanted any more. It is muted here by the words “ferry”."
    german = tell_text(recalled(str(dropped.problem)), read_catalogues(), "de")
    assert german == "Sie ist nicht mehr gewünscht. Sie ist hier wegen der Wörter „ferry“ stumm geschaltet."
