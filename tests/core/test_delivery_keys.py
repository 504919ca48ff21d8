"""The key of a delivery and of each of its parts: by it a platform knows what it has posted already."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.deliveries import make_key, part_key


@given(st.lists(st.integers(0, 2**63) | st.text(), min_size=1))
def test_keys_are_short_ascii_and_the_same_every_time(what: list[int | str]) -> None:
    key = make_key(*what)
    assert key == make_key(*what)
    assert part_key(key, 9999).isascii()
    assert len(part_key(key, 9999)) <= 25
    assert part_key(key, 0) != part_key(key, 1)


def test_keys_tell_channel_kind_story_and_revision_apart() -> None:
    whats = [(1, "post", 1, 1), (2, "post", 1, 1), (1, "edit", 1, 1), (1, "post", 2, 1), (1, "post", 1, 2)]
    assert len({make_key(*what) for what in whats}) == 5
    assert make_key(1, 23) != make_key(12, 3)
