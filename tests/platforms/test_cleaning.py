"""Foreign text cannot drive a terminal or turn the direction of what stands beside it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.cleaning import clean_text, clean_url

HOSTILE = st.text(
    st.one_of(st.sampled_from("\x1b[]m0;\x07\x9b\x90\\2J\r\n\t\u202e\u2066\x00\x7f"), st.characters())
)


@given(HOSTILE)
def test_no_control_or_direction_character_but_the_line_feed_is_left(text: str) -> None:
    for character in clean_text(text):
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )


@given(HOSTILE)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_words_numbers_and_signs_are_kept_as_they_are(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("hostile", "clean"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x1b[2J\x1b[Hgone", "gone"),
        ("\x9b31mred", "31mred"),
        ("one\rtwo", "one two"),
        ("tab\there", "tab here"),
        ("evil\u202egpj.exe", "evilgpj.exe"),
        ("half a \ud83d", "half a \ufffd"),
    ],
)
def test_an_escape_sequence_goes_with_all_it_carries(hostile: str, clean: str) -> None:
    assert clean_text(hostile) == clean


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a.example/\x1b[31m",
        "https://a.example/a b",
        "",
        None,
        "//a.example",
        "https:///a.example",
        "https://./x",
        "https://user@/x",
        "https://a.example:99999/",
        "https://a.example:x/",
        "https://a.example:/",
        "https://a{b}.example/",
        "https://a%zz.example/",
        "https://[1]/",
        "https://a.example:8\u0660/",  # an Arabic digit
    ],
)
def test_only_plain_web_addresses_are_linked(url: str | None) -> None:
    assert clean_url(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example:8080?x",
        "http://user:word@a.example/",
        "https://[::1]:8443/#x",
        "https://пример.рф/я",
        "https://192.0.2.7/",
        "https://a_b.example",
        "https://a.example/x:y@z/[1]{2}",
    ],
)
def test_any_address_with_a_host_is_one(url: str) -> None:
    assert clean_url(url) == url


def test_a_text_fragment_address_is_a_plain_web_address() -> None:
    url = "https://harbour.example/news/1?x=%20#:~:text=at%20least%20ten,people"
    assert clean_url(url) == url
