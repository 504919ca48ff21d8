"""Addresses in what a person typed."""

from __future__ import annotations

from bot.core.addresses import split_at_addresses


def test_a_text_is_parted_at_its_addresses_and_nothing_of_it_is_lost() -> None:
    text = "See https://a.example/x_(y)?b=1&c=2, or http://b.example. Not ftp://c.example"
    parts = split_at_addresses(text)
    assert [part for part, is_address in parts if is_address] == [
        "https://a.example/x_(y)?b=1&c=2",
        "http://b.example",
    ]
    assert "".join(part for part, _ in parts) == text
