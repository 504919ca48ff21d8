"""Links that open a source at the words relied on."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from bot.core.links import link_to_words

PAGE = "https://harbour.example/ferry"


def test_a_link_carries_the_words_as_a_text_fragment() -> None:
    assert link_to_words(PAGE, "Four people were injured.") == f"{PAGE}#:~:text=Four%20people%20were%20injured"


def test_a_long_quotation_is_given_as_its_first_and_last_words() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve thirteen"
    assert (
        link_to_words(PAGE, words)
        == f"{PAGE}#:~:text=one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen"
    )


def test_the_fragments_own_signs_are_encoded_in_the_words() -> None:
    assert link_to_words(PAGE, "so-called, he said & left").endswith(
        ":~:text=so%2Dcalled%2C%20he%20said%20%26%20left"
    )


def test_an_anchor_of_the_page_is_kept() -> None:
    assert link_to_words(f"{PAGE}#live", "Four hurt") == f"{PAGE}#live:~:text=Four%20hurt"


def test_without_words_the_link_is_the_page() -> None:
    assert link_to_words(PAGE, " . ") == PAGE


@given(st.text(min_size=1, max_size=60).filter(lambda text: len(text.split()) <= 12))
def test_no_sign_of_the_words_breaks_out_of_the_fragment(words: str) -> None:
    link = link_to_words(PAGE, words)
    fragment = link.removeprefix(PAGE).removeprefix("#:~:text=")
    assert not set(fragment) & set("-,&#<>\"' ")
    assert unquote(fragment).split() == words.strip(" .").split() or link == PAGE


def test_an_address_that_is_none_and_words_that_are_no_text_stop_no_message() -> None:
    assert link_to_words("https://[1]/#x", "words") == "https://[1]/#x:~:text=words"
    assert link_to_words(PAGE, "half \ud83d") == f"{PAGE}#:~:text=half%20%3F"
