"""Addresses, handles and commands, plain or in disguise, and words that only look like them."""

from __future__ import annotations

import pytest

from bot.core.language.ways_out import leads_away, list_ways_out


@pytest.mark.parametrize(
    "text",
    [
        "Read more at https://evil.example/login.",
        "Read more at evil.example/login.",
        "Read more at www.evil.example.",
        "Details are at evil dot com.",
        "Details are at evil[.]example.",
        "Join t.me/evil today.",
        "Write to help@evil.example.",
        "@everyone should know.",
        "Send /unsubscribe all.",
        "Open hxxp evil.",
        "javascript:alert(1)",
    ],
)
def test_what_leads_out_of_the_chat_is_known(text: str) -> None:
    assert leads_away(text)


@pytest.mark.parametrize(
    "text",
    [
        "Booking.com said its profit rose.",
        "The court ruled 5/4 on Monday and/or later.",
        "Fares rose 9 per cent in 2026/27.",
        "The dot in the logo is red.",
        "He said: “No.” Then he left.",
        "Trains run at 06:48, 07:18 and 08:48.",
    ],
)
def test_names_and_figures_are_none(text: str) -> None:
    assert not leads_away(text)


def test_bare_domains_and_telephone_numbers_are_listed() -> None:
    assert list_ways_out("Booking.com can be called on +44 20 7946 0958.") == {"booking.com", "442079460958"}
    assert list_ways_out("Fares rose 9 per cent on Monday, 12 March 2026, from 388 to 423 crowns.") == frozenset()
