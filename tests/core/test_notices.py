"""What an outlet says about its own article."""

from __future__ import annotations

import pytest

from bot.core.domains import is_same_site, read_domain
from bot.core.notices import says_withdrawn


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("RETRACTED: Minister resigned", "…"),
        ("Story withdrawn", "…"),
        ("Minister resigned", "This article has been withdrawn because it could not be confirmed."),
        ("Minister resigned", "Editor's note: The Harbour Post has retracted this story."),
        ("Minister resigned", "We have withdrawn this article pending a review."),
    ],
)
def test_an_outlet_that_takes_its_article_back_is_understood(title: str, text: str) -> None:
    assert says_withdrawn(title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Journal retracts study on sleep", "The journal has retracted the study, its editor said."),
        ("Withdrawn from the race: why she left", "The candidate has withdrawn from the race."),
        ("Troops withdrawn", "The government has withdrawn its troops."),
        ("Minister resigned", "This article has been updated with the minister's reply."),
    ],
)
def test_somebody_elses_withdrawal_is_news_and_no_notice(title: str, text: str) -> None:
    assert not says_withdrawn(title, text)


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://news.harbour.co.uk/a?b#c", "harbour.co.uk"),
        ("https://WWW.Harbour.com:443/", "harbour.com"),
        ("http://ada.github.io/post", "ada.github.io"),
        ("http://harbour.localhost:8123/x", "harbour.localhost"),
        ("http://192.0.2.1/", "192.0.2.1"),
        ("https://harbourpost.example/", "harbourpost.example"),
        ("nonsense", ""),
    ],
)
def test_a_domain_is_whose_site_it_is(url: str, domain: str) -> None:
    assert read_domain(url) == domain


def test_two_addresses_are_of_one_site_only_if_there_is_one() -> None:
    assert is_same_site("https://a.harbour.co.uk/", "https://b.harbour.co.uk/")
    assert not is_same_site("https://harbour.co.uk/", "https://ferry.co.uk/")
    assert not is_same_site("", "")
