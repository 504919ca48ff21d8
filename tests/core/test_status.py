"""What /status tells, of every state a chat may be in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.catalogues import read_catalogues
from bot.core.saying import tell_in
from bot.core.status import Situation, compose_feeds, compose_status, compose_waiting
from bot.core.types import ChannelSettings, Delivery, DeliveryKind, DeliveryState, EndpointState, Price, Rhythm
from tests.fakes import plain
from tests.make import NOW, at, make_channel, make_delivery, make_feed

LLM = EndpointState(name="first", writer="small-1", price=Price())
BERLIN = NOW.astimezone(ZoneInfo("Europe/Berlin"))


def status(**changes: Any) -> list[str]:
    situation = Situation(channel=make_channel(), now=NOW, headlines={1: "Ferry runs aground"})
    return plain(compose_status(replace(situation, **changes))).splitlines()


def waiting(*deliveries: Delivery, **changes: Any) -> list[str]:
    situation = Situation(channel=make_channel(), now=BERLIN, headlines={1: "Ferry runs aground"})
    stored = tuple(replace(each, id=number) for number, each in enumerate(deliveries, 1))
    return plain(compose_waiting(replace(situation, waiting=stored, **changes))).splitlines()


def test_a_chat_without_anything_learns_how_to_begin() -> None:
    assert status() == [
        "Status at 09:00 (UTC)",
        "No subscriptions yet; /subscribe starts one.",
        "Nothing was posted here yet",
        "Stories come as they happen",
        "Pieces come from AiBot's built-in writer",
    ]


def test_feeds_are_counted_by_how_they_do() -> None:
    feeds = (
        make_feed(id=1, checked_at=at(-5), next_check_at=at(5)),
        make_feed(id=2, checked_at=at(-9), problem="It failed.", failures=2, next_check_at=at(70)),
        make_feed(id=3, checked_at=at(-99), problem="Gone.", gone=True, next_check_at=at(-99)),
        make_feed(id=4, next_check_at=at(2)),
    )
    assert status(feeds=feeds, searches=1)[1:5] == [
        "1 search of all that AiBot reads",
        "4 feeds · 1 fails · 1 was closed by its outlet · 1 not checked yet",
        "Last check: today 08:55",
        "Next check: today 09:02",
    ]


@pytest.mark.parametrize(
    ("endpoints", "told"),
    [
        ((), "Pieces come from AiBot's built-in writer"),
        ((LLM,), "Pieces are written by small-1"),
        (
            (replace(LLM, resting_until=at(9), problem="down"), replace(LLM, writer="other")),
            "Pieces are written by other",
        ),
        (
            (replace(LLM, resting_until=at(9), problem="down"),),
            "small-1 does not answer; the built-in writer stands in, until today 09:09 at least",
        ),
    ],
)
def test_who_writes_now_is_named(endpoints: tuple[EndpointState, ...], told: str) -> None:
    assert status(endpoints=endpoints)[-1] == told


def test_what_is_kept_for_a_digest_is_told_with_its_hour() -> None:
    kept = make_delivery(kind=DeliveryKind.DIGEST)
    channel = make_channel(settings=ChannelSettings(rhythm=Rhythm.DIGEST), next_digest_at=at(180))
    told = status(channel=channel, waiting=(kept, make_delivery(revision=2)))
    assert told[3:6] == [
        "Next digest: today 12:00",
        "1 story is kept until today 12:00",
        "1 message waits to be sent",
    ]
    assert waiting(kept, channel=channel) == [
        "story 1: Ferry runs aground — It is kept for the digest on November 16, 2026, 12:00."
    ]


def test_each_message_that_waits_says_why() -> None:
    assert waiting(
        make_delivery(),
        make_delivery(state=DeliveryState.SENDING),
        make_delivery(kind=DeliveryKind.EDIT, due_at=at(3), problem="The chat asks to wait."),
        make_delivery(kind=DeliveryKind.FOLLOW_UP, due_at=NOW + timedelta(hours=20)),
        make_delivery(kind=DeliveryKind.DIGEST, story_id=None, digest_id=3),
        make_delivery(kind=DeliveryKind.NOTICE, story_id=None, notice_id=3),
        make_delivery(kind=DeliveryKind.DIGEST, story_id=7),
    ) == [
        "story 1: Ferry runs aground — in a moment",
        "story 1: Ferry runs aground — being sent",
        "mending story 1: Ferry runs aground — could not be sent; next try today 10:03: The chat asks to wait.",
        "what changed in story 1: Ferry runs aground"
        " — An update to it waits until November 17, 2026, 05:00, so that messages do not come too often.",
        "a digest — in a moment",
        "a word about this chat's feeds — in a moment",
        "story 7 — It is held: this chat is paused until /resume.",
    ]


def test_of_much_that_waits_the_first_ten_are_named() -> None:
    assert waiting() == ["Nothing waits."]
    many = tuple(make_delivery(revision=number) for number in range(15))
    assert len(waiting(*many)) == 10
    situation = Situation(channel=make_channel(), now=BERLIN, headlines={}, waiting=many)
    (row,) = compose_waiting(situation).buttons
    assert [button.action for button in row] == ["status:short", "status:waiting 2"]
    assert len(plain(compose_waiting(situation, 2)).splitlines()) == 5


def test_problems_that_were_stored_in_english_are_told_in_the_language() -> None:
    german = read_catalogues()["de"]
    feed = make_feed(problem="harbour.example cannot be reached.", failures=2, next_check_at=at(70))
    told = plain(tell_in(compose_feeds([(feed, None, None)], 1, 1, NOW), "de", german))
    assert "harbour.example ist nicht zu erreichen." in told
    late = make_delivery(due_at=at(3), problem="Telegram could not be reached.")
    situation = Situation(channel=make_channel(), now=NOW, headlines={}, waiting=(late,))
    assert "Telegram war nicht zu erreichen." in plain(tell_in(compose_waiting(situation), "de", german))
