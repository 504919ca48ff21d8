"""Buttons under a list of stories: which story each opens can be read on it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.listings import compose_listing, open_buttons
from bot.core.saying import tr
from bot.core.types import ChannelSettings, Summary
from bot.platforms.markup import plain_text
from tests.make import make_summary


def make_list(*headlines: str) -> list[Summary]:
    base = make_summary()
    return [
        replace(base, story_id=10 + place, headline=replace(base.headline, text=headline))
        for place, headline in enumerate(headlines)
    ]


def labels(*headlines: str) -> list[list[str]]:
    return [[button.label for button in row] for row in open_buttons(make_list(*headlines))]


def test_a_button_says_its_place_in_the_list_and_the_headlines_first_words() -> None:
    assert labels(
        "Key rate stays", "Ferry with 214 on board runs aground off Port Ansel on a Monday morning"
    ) == [
        ["1. Key rate stays"],
        ["2. Ferry with 214 on board runs aground off Port…"],
    ]


def test_where_there_are_many_two_share_a_row_and_have_room_for_fewer_words() -> None:
    rows = labels(*["Ferry with 214 on board runs aground"] * 5)
    assert rows == [
        ["1. Ferry with 214 on…", "2. Ferry with 214 on…"],
        ["3. Ferry with 214 on…", "4. Ferry with 214 on…"],
        ["5. Ferry with 214 on…"],
    ]


def test_the_number_on_a_button_is_the_one_before_the_headline() -> None:
    stories = make_list("Key rate stays", "Ferry aground")
    message = compose_listing(tr("Reported most right now"), stories, ChannelSettings())
    told = plain_text(message)
    assert [row[0].label for row in message.buttons] == ["1. Key rate stays", "2. Ferry aground"]
    assert all(row[0].label in told for row in message.buttons)


def test_a_headline_without_spaces_is_cut_between_characters() -> None:
    assert labels("東京" * 40)[0][0] == "1. " + ("東京" * 40)[:48] + "…"


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=12))
def test_a_label_is_short_and_begins_as_its_story_does(headlines: list[str]) -> None:
    stories = make_list(*headlines)
    buttons = [button for row in open_buttons(stories) for button in row]
    assert [button.action for button in buttons] == [f"story:{one.story_id}" for one in stories]
    for place, (button, headline) in enumerate(zip(buttons, headlines, strict=True), start=1):
        whole = " ".join(f"{place}. {headline}".split())
        assert len(button.label) <= 52
        assert button.label == whole or whole.startswith(button.label.removesuffix("…"))
