"""What a person means by the words behind /summarize."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.addresses import find_addresses, holds_only_addresses, read_address
from bot.core.wishes import OneStory, Pages, Topic, read_links, read_wish
from bot.errors import BadArguments


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("topic climate", "climate"),
        ("Topic: rail fares", "rail fares"),
        ("today's election news", "election"),
        ("today’s top stories about sport", "sport"),
        ("all about the ferry", "ferry"),
        ("everything about measles today", "measles"),
        ("climate news", "climate"),
        ("climate today", "climate"),
        ("news about the election", "election"),
        ("all of today's news on the rail fares", "rail fares"),
        ("the day's sport headlines", "sport"),
        ("election news from the last 24 hours", "election"),
        ("today", ""),
        ("today's news", ""),
        ("the news of the past day", ""),
        ("what happened today?", ""),
        ("top stories", ""),
    ],
)
def test_a_topic_of_the_day_is_understood_in_many_forms(said: str, topic: str) -> None:
    assert read_wish(said) == Topic(topic)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("ferry accident", "ferry accident"),
        ("the Today show", "the Today show"),
        ("good news for otters", "good news for otters"),
        ("Daily News strike", "Daily News strike"),
        ("the latest on the ferry", "the ferry"),
        ('"climate news"', "climate news"),
        ("“topic of the day”", "topic of the day"),
    ],
)
def test_other_words_mean_one_story_and_words_in_quotation_marks_always_do(said: str, words: str) -> None:
    assert read_wish(said) == OneStory(words)


def test_addresses_are_pages_each_once_whatever_place_in_them_is_meant() -> None:
    assert read_wish("https://a.example/x#y https://a.example/x b.example https://c.example") == Pages(
        ("https://a.example/x", "https://b.example", "https://c.example")
    )
    assert read_wish("a.example/x") == Pages(("https://a.example/x",))


def test_words_and_addresses_at_once_and_addresses_not_of_the_web_are_sent_back() -> None:
    for said in ("ferry https://a.example", "ftp://a.example/x"):
        with pytest.raises(BadArguments):
            read_wish(said)


def test_nothing_said_is_no_wish() -> None:
    assert read_wish("  ") is None


@given(st.text(max_size=80))
def test_any_words_are_read_or_sent_back(said: str) -> None:
    try:
        wish = read_wish(said)
    except BadArguments:
        return
    assert (wish is None) == (not said.split())


def test_of_a_messages_links_only_those_of_the_web_count() -> None:
    links = (
        "tg://user?id=7",
        "a.example/x",
        "https://b.example/y#z",
        "https://b.example/y",
        "mailto://c@d.example",
    )
    assert read_links(links) == ("https://a.example/x", "https://b.example/y")


def test_addresses_are_found_in_text_without_the_signs_behind_them() -> None:
    text = (
        "See https://a.example/x_(film), (https://b.example/y). [z](https://c.example/z) <https://d.example/> "
        "**https://e.example/q** and https://f.example/?a=1&b=2!"
    )
    assert find_addresses(text) == (
        "https://a.example/x_(film)",
        "https://b.example/y",
        "https://c.example/z",
        "https://d.example/",
        "https://e.example/q",
        "https://f.example/?a=1&b=2",
    )


def test_an_address_copied_from_our_own_message_is_the_address_it_shows() -> None:
    copied = "https:/\u2060/harbour.\u2060example/news.\u2060xml"
    assert read_address(copied) == "https://harbour.example/news.xml"
    assert find_addresses(f"It moved to {copied}.") == ("https://harbour.example/news.xml",)
    assert holds_only_addresses(copied)
    assert read_wish(copied) == Pages(("https://harbour.example/news.xml",))


def test_a_topic_without_its_name_is_asked_for() -> None:
    for said in ("topic", "Topic?", "topics"):
        with pytest.raises(BadArguments, match="Which topic\\?"):
            read_wish(said)
