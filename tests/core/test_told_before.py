"""What a channel was sent at any time is no news to it, even where the newest piece had no room for it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.types import Push
from bot.core.updates import decide_update
from tests.core.ferry_revisions import INQUIRY, LEDE, TEN, revised, told_by_another

ABOARD = "The ferry had 212 people on board, 31 of them pupils."
OF_212 = "The 212 people on board the ferry were brought to the school."


def test_a_count_that_the_post_told_is_no_news_after_a_revision_without_room_for_it() -> None:
    first, second = revised(1, LEDE, TEN, ABOARD), revised(2)
    third = replace(told_by_another(OF_212), revision=3)

    assert OF_212 in [change.text for change in decide_update(second, third).changes]
    assert decide_update(second, third, (first,)).changes == ()
    assert decide_update(second, third, (first,)).push is not Push.FOLLOW_UP


def test_what_is_new_is_told_whatever_was_told_before_it() -> None:
    first, second = revised(1, LEDE, TEN, ABOARD), revised(2)
    third = replace(told_by_another(INQUIRY), revision=3)

    assert decide_update(second, third, (first,)).changes == decide_update(second, third).changes != ()
