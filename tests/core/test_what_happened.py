"""What happened since, and figures that changed: each told once, with both values, and only when it is new."""

from __future__ import annotations

from dataclasses import replace

from bot.core.types import Fact, PassageId, Push, Summary
from bot.core.updates import decide_update
from tests.core.ferry_revisions import (
    CITED,
    COLOUR,
    ECHO,
    FOURTEEN,
    HARBOUR,
    LEDE,
    TEN,
    injured,
    revised,
    told_by_another,
)
from tests.make import make_claim

ARRESTED = "Police arrested the pilot of the ferry on Tuesday, inspector Ada Brandt said."


def _later(*sentences: str, **changes: object) -> Summary:
    """The second revision: what another outlet reported later, marked as the story's news."""
    after = told_by_another(*sentences)
    news = tuple(PassageId(f"2.{number}") for number, _ in enumerate(sentences, 1))
    return replace(after, sources=(HARBOUR, ECHO), news=news, **changes)  # type: ignore[arg-type]


def test_something_that_happened_since_is_worth_a_message_by_itself() -> None:
    update = decide_update(revised(1), _later(ARRESTED))

    assert [change.text for change in update.changes] == [ARRESTED]
    assert update.push is Push.FOLLOW_UP


def test_what_happened_is_told_once_however_many_outlets_tell_it() -> None:
    again = "The pilot of the ferry was arrested on Tuesday, police said."

    assert [change.text for change in decide_update(revised(1), _later(ARRESTED, again)).changes] == [ARRESTED]
    assert decide_update(revised(1, LEDE, TEN, again), _later(ARRESTED)).push is not Push.FOLLOW_UP


def test_a_count_told_as_changed_is_not_told_again_as_a_sentence() -> None:
    update = decide_update(
        revised(1, LEDE, TEN), _later(FOURTEEN, disagreements=(injured("at least 10", "at least 14"),))
    )

    assert [change.text for change in update.changes] == ["People injured: now at least 14, earlier at least 10."]


def test_a_count_of_one_measure_is_told_once_by_row_and_by_account() -> None:
    before = revised(1, facts=(Fact("Injured", "10", CITED),))
    after = revised(2, facts=(Fact("Injured", "14", CITED),), disagreements=(injured("10", "14"),))

    assert [change.text for change in decide_update(before, after).changes] == ["Injured: now 14, earlier 10."]


def test_a_count_that_grew_is_set_beside_the_earlier_one_even_if_the_channel_was_told_none() -> None:
    update = decide_update(
        revised(1, LEDE), revised(2, LEDE, FOURTEEN, disagreements=(injured("at least 10", "at least 14"),))
    )

    assert [change.text for change in update.changes] == ["People injured: now at least 14, earlier at least 10."]


def test_a_sentence_that_sets_a_figure_beside_the_one_published_says_both() -> None:
    offered = "Sill Lines offered 42 crowns a share for the yard on Monday."
    raised = "Sill Lines offered 47 crowns a share for the yard on Thursday, up from 42 crowns."

    update = decide_update(revised(1, offered), _later(raised))

    assert [change.text for change in update.changes] == [f"Now 47 crowns, earlier 42 crowns: {raised}"]


def test_a_later_version_of_a_known_article_may_bring_news() -> None:
    after = replace(
        revised(2, LEDE, TEN, ARRESTED), sources=(replace(HARBOUR, version=2),), news=(PassageId("1.3"),)
    )

    assert [change.text for change in decide_update(revised(1), after).changes] == [ARRESTED]


def test_a_post_is_mended_when_its_headline_or_a_figure_in_it_no_longer_stands() -> None:
    headed = revised(2, headline=make_claim("Ferry is afloat again", "1.0"))

    assert decide_update(revised(1), headed).push is Push.EDIT
    assert decide_update(revised(1, LEDE, TEN), revised(2, LEDE)).push is Push.EDIT
    assert decide_update(revised(1, LEDE, COLOUR), revised(2, LEDE)).push is Push.NONE


def test_a_later_article_that_raises_a_published_count_says_both_without_an_account_of_it() -> None:
    update = decide_update(revised(1, LEDE, TEN), _later(FOURTEEN))

    assert [change.text for change in update.changes] == ["People injured: now at least 14, earlier at least 10."]
    assert update.push is Push.FOLLOW_UP


def test_the_first_count_of_something_that_grows_is_worth_a_message() -> None:
    dark = "About 52,000 homes were without power on Thursday, the grid company said."

    assert decide_update(revised(1), told_by_another(dark)).push is Push.FOLLOW_UP
    assert decide_update(revised(1, LEDE, dark), told_by_another(dark)).push is not Push.FOLLOW_UP


def test_a_count_set_lower_says_both_though_what_the_first_counts_goes_without_saying() -> None:
    before = revised(1, "Four people died in the fire on the ferry.")
    after = _later("Three and not four people died in the fire on the ferry, police said on Monday.")
    (change,) = decide_update(before, after).changes
    assert change.text.startswith("Now three, earlier four: Three and not four people died")


def test_a_sum_put_right_by_the_one_who_gave_it_says_both() -> None:
    before = revised(1, "Some 600,000 payments failed on Saturday.")
    after = _later("As many as 2.1 million payments failed, and not 600,000 as it had first said, Paynet said.")
    (change, *_) = decide_update(before, after).changes
    assert change.text.startswith("Now as many as 2.1 million, earlier 600,000: ")


def test_what_happened_is_not_told_again_in_other_words_without_a_known_verb() -> None:
    told = "Divers got through to the four cavers on a ledge 90 metres down and gave them soup."
    again = "Divers reached the four cavers on the ledge 90 metres down, and soup was given to them."
    assert decide_update(revised(1, LEDE, told), _later(again)).push is not Push.FOLLOW_UP
