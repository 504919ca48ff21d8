"""What an outlet says about its own article."""

from __future__ import annotations

import pytest

from bot.core.domains import is_same_site, read_domain
from bot.core.notices import read_credit, says_withdrawn


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("LONDON (Reuters) - The vote was close.", "Reuters"),
        ("PORT ANSEL, Nov 16 (Meridian Press) — A ferry ran aground.", "Meridian Press"),
        ("A ferry ran aground.\n\n— AP", "AP"),
        ("A ferry ran aground. (Reuters)", "Reuters"),
        ("Ein Schiff lief auf Grund.\n\n(dpa)", "dpa"),
        ("Source: Agence France-Presse\n\nA ferry ran aground.", "AFP"),
        ("By Meridian News Agency\n\nA ferry ran aground.", "Meridian News Agency"),
        ("A ferry ran aground, the minister (Labour) - said.", None),
        ("The ministers of the EU (European Union) - met.", None),
        ("Reuters reported that a ferry ran aground.", None),
        ("He told the AP on Monday.\n\nNothing more was said by anyone.", None),
        ("", None),
    ],
)
def test_a_credit_is_read_where_credits_stand_and_nowhere_else(text: str, credit: str | None) -> None:
    assert read_credit(text) == credit


def test_an_agency_as_author_is_a_credit() -> None:
    assert read_credit("A ferry ran aground.", "The Associated Press") == "AP"
    assert read_credit("A ferry ran aground.", "Ada Bright") is None


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
