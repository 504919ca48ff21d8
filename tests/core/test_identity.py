"""An item of a feed is known again although its guid, link or title changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.identity import match_entries, normalise_link
from bot.core.types import Entry, ParsedEntry
from tests.make import NOW, at, make_parsed_entry


def stored(items: Sequence[ParsedEntry]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            id=number,
            feed_id=1,
            key=item.key,
            url=item.url,
            title=item.title,
            text=item.text,
            published_at=item.published_at,
            updated_at=item.updated_at,
            arrived_at=NOW,
        )
        for number, item in enumerate(items, 1)
    )


WORDS = st.sampled_from("ferry harbour minister storm vote strike fire school bridge river mayor court".split())
DATES = st.none() | st.integers(0, 10_000).map(lambda count: NOW - timedelta(minutes=count))


@st.composite
def listings(draw: st.DrawFn) -> tuple[ParsedEntry, ...]:
    """A feed as feeds are: each item with its own guid (or none at all) and link; titles may repeat."""
    has_keys = draw(st.booleans())
    count = draw(st.integers(1, 8))
    return tuple(
        ParsedEntry(
            key=f"guid-{number}" if has_keys else "",
            url=f"https://harbourpost.example/{number}",
            title=" ".join(draw(st.lists(WORDS, min_size=1, max_size=7))),
            text="",
            published_at=draw(DATES),
        )
        for number in range(count)
    )


@given(listings())
def test_the_same_listing_again_adds_nothing(items: tuple[ParsedEntry, ...]) -> None:
    first = match_entries(items, ())
    assert first.new == items
    again = match_entries(items, stored(first.new))
    assert again.new == ()
    assert again.missing == ()
    assert {item.url: entry.url for item, entry in again.known} == {item.url: item.url for item in items}


@given(listings(), st.data())
def test_one_changed_guid_link_or_title_adds_nothing(items: tuple[ParsedEntry, ...], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(items) - 1))
    changes: list[dict[str, Any]] = [
        {"url": "https://harbourpost.example/another-place"},
        {"title": "Another headline"},
    ]
    if items[place].key:
        changes.append({"key": "another-guid"})
    else:
        changes.pop(0)  # without a guid, the link and the title have to hold it
    changed = replace(items[place], **data.draw(st.sampled_from(changes)))
    again = match_entries((*items[:place], changed, *items[place + 1 :]), stored(items))
    assert again.new == ()
    assert {entry.id for _, entry in again.known} == set(range(1, len(items) + 1))


@given(listings())
def test_an_item_new_in_every_way_is_added_once_however_often_it_stands_there(
    items: tuple[ParsedEntry, ...],
) -> None:
    new = ParsedEntry(key="fresh", url="https://harbourpost.example/fresh", title="A fresh headline altogether")
    assert match_entries((new, *items, new), stored(items)).new == (new,)


def test_guid_and_link_may_change_together_when_title_and_date_stay() -> None:
    item = make_parsed_entry(key="https://a.example/1", url="https://a.example/1")
    moved = replace(item, key="https://b.example/1", url="https://b.example/1", published_at=at(-40))
    assert match_entries((moved,), stored((item,))).new == ()


def test_the_same_headline_on_another_day_is_another_entry() -> None:
    item = make_parsed_entry(
        key="a", url="https://harbourpost.example/a", title="The morning in brief, in five points"
    )
    tomorrow = replace(item, key="b", url="https://harbourpost.example/b", published_at=at(24 * 60))
    assert match_entries((tomorrow,), stored((item,))).new == (tomorrow,)


def test_a_reused_guid_with_another_link_and_title_and_a_later_date_is_new() -> None:
    item = make_parsed_entry(key="latest", url="https://harbourpost.example/a", title="Storm nears the coast")
    later = make_parsed_entry(
        key="latest", url="https://harbourpost.example/b", title="Storm has passed", published_at=at(60)
    )
    assert match_entries((later,), stored((item,))).new == (later,)
    earlier = replace(later, published_at=at(-60))
    assert match_entries((earlier,), stored((item,))).new == ()


def test_a_guid_that_every_item_bears_tells_nothing() -> None:
    items = tuple(
        make_parsed_entry(key="site", url=f"https://harbourpost.example/{n}", title=f"Headline number {n}")
        for n in "abc"
    )
    assert match_entries(items, ()).new == items
    assert match_entries(items, stored(items)).new == ()


def test_a_link_that_many_items_bear_tells_nothing() -> None:
    items = tuple(
        make_parsed_entry(key=f"k{n}", url=f"https://harbourpost.example/live#{n}", title=f"Live post {n}")
        for n in "abc"
    )
    assert match_entries(items, ()).new == items
    fourth = make_parsed_entry(key="kd", url="https://harbourpost.example/live#d", title="Live post d")
    assert match_entries((fourth,), stored(items)).new == (fourth,)


def test_the_same_page_listed_twice_is_one_entry() -> None:
    item = make_parsed_entry(key="a", url="https://harbourpost.example/a")
    twice = replace(item, key="b", url="http://www.harbourpost.example/a/?utm_source=rss#top", title="Reworded")
    assert match_entries((item, twice), ()).new == (item,)


def test_entries_that_left_the_listing_are_told() -> None:
    items = (make_parsed_entry(), make_parsed_entry(key="b", url="https://harbourpost.example/b", title="Other"))
    assert match_entries(items[:1], stored(items)).missing == stored(items)[1:]


@pytest.mark.parametrize(
    "link",
    [
        "http://harbour.example/a/b",
        "https://www.Harbour.example/a/b/",
        "https://harbour.example:443/a/b?utm_source=x&utm_medium=rss",
        "https://harbour.example/a/b?fbclid=1#comments",
        "https://harbour.example/%61/b",
    ],
)
def test_links_that_differ_in_dress_only_are_one(link: str) -> None:
    assert normalise_link(link) == "harbour.example/a/b"


def test_links_that_differ_in_what_they_ask_for_are_two() -> None:
    assert normalise_link("https://harbour.example/?p=1") != normalise_link("https://harbour.example/?p=2")
    assert normalise_link("https://harbour.example/?b=2&a=1") == normalise_link(
        "https://harbour.example/?a=1&b=2"
    )
    assert normalise_link("http://a.localhost:81/x") != normalise_link("http://a.localhost:82/x")
    assert normalise_link("") == ""
