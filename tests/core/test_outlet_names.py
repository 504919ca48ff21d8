"""An outlet is called what its domain may be called, whatever its pages and feeds say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.copies import group_copies
from bot.core.outlet_names import bind_name, choose_voice, speaks_for
from bot.core.reading import decide_reading, make_article
from bot.core.types import Article, Entry, EntryState, Feed, Outlet, Page
from bot.errors import FetchFailed
from tests.make import NOW, at
from tests.make import make_article as make

BRIDGE = (
    "A footbridge over the Arle gave way on Tuesday evening as a marathon crowd crossed it, throwing dozens of "
    "people into shallow water, the fire brigade said.\n\nCrews pulled 31 people from the river within an hour, "
    "among them two children, and took nine to hospital. None was in danger, said Oda Brekke, the chief fire "
    "officer.\n\nThe bridge, opened in 1987, had been inspected in spring and found fit for crowds."
)
OTHER = (
    "Spectators of the marathon fell into the water when a bridge collapsed beneath them, and we counted "
    "six ambulances at the scene.\n\nMayor Ilse Tamm promised an inquiry by Friday. Runners were diverted along "
    "the quay, and the race was stopped at 18:40.\n\nThe council had put off repairs twice, minutes show."
)


@pytest.mark.parametrize(
    "stated",
    [
        *(
            "Reuters",
            "REUTERS",
            "Rеuters",
            "R e u t e r s",
            "Reuters News",
            "The Reuters Agency",
            "Thomson Reuters",
        ),
        *("Reuters | World", "World news - Reuters", "Reuters UK Edition", "Evil Reuters Desk", "reuters.com"),
        *("BBC News", "bbc.co.uk", "www.bbc.com/news", "The New York Times", "AP", "AP News", "Associated Press"),
        *("The Guardian", "CNN", "Evil, by Reuters", "AFP", "The Canadian Press", "Reuters\u200b"),
    ],
)
def test_a_well_known_name_is_not_believed_of_another_domain(stated: str) -> None:
    assert bind_name(stated, "evil-daily.net") is None


@pytest.mark.parametrize(
    ("stated", "domain"),
    [
        *(
            ("BBC News", "bbc.co.uk"),
            ("BBC News", "bbc.com"),
            ("BBC Sport", "bbc.co.uk"),
            ("AP News", "apnews.com"),
        ),
        *(("The Guardian", "theguardian.com"), ("Reuters UK", "reuters.com"), ("Mail Online", "dailymail.co.uk")),
        *(
            ("Yahoo News", "yahoo.com"),
            ("Salon.com", "salon.com"),
            ("Nu.nl", "nu.nl"),
            ("ámbito.com", "ambito.com"),
            ("TODAY.com", "today.com"),
        ),
        *(("The Times of Israel", "timesofisrael.com"), ("Associated Press of Pakistan", "app.com.pk")),
        *(
            ("Harbour Post", "anything.example"),
            ("Foreign Press Association", "fpa.example"),
            ("St. Louis", "x.com"),
        ),
        *(("The Daily Star", "thedailystar.net"), ("New York Times", "nytimes.com"), ("U.S. News", "usnews.com")),
        *(
            ("Bloomberg Línea", "bloomberglinea.com"),
            ("Sky News Arabia", "skynewsarabia.com"),
        ),
    ],
)
def test_an_outlets_own_name_stays(stated: str, domain: str) -> None:
    assert bind_name(stated, domain) == stated


@pytest.mark.parametrize(
    ("stated", "domain"),
    [
        *(
            ("The Guardian", "guardian.ng"),
            ("The Independent", "independent.ie"),
            ("CNN Türk", "cnnturk.com"),
        ),
        *(("BBC Science Focus", "sciencefocus.com"), ("ABC", "abc.es"), ("The Times", "thetimes.com.au")),
    ],
)
def test_a_name_that_several_papers_have_is_shown_with_its_domain(stated: str, domain: str) -> None:
    assert bind_name(stated, domain) == f"{stated} ({domain})"


def test_a_page_that_calls_itself_by_anothers_name_is_shown_by_its_domain() -> None:
    page = Page(url="https://evil-daily.net/1", title="Bridge falls", text=BRIDGE, outlet="Reuters")
    assert make_article(page, None, None, NOW).outlet == Outlet("evil-daily.net", "evil-daily.net")
    feed = Feed(id=1, url="https://evil-daily.net/feed", title="BBC News", next_check_at=NOW)
    assert make_article(replace(page, outlet=None), feed, None, NOW).outlet.name == "evil-daily.net"


def test_a_well_known_outlet_keeps_its_name_whatever_a_feed_of_others_is_called() -> None:
    page = Page(url="https://www.bbc.co.uk/news/1", title="Bridge falls", text=BRIDGE)
    feed = Feed(id=1, url="https://evil-daily.net/feed", title="Marl Dray", next_check_at=NOW)
    assert make_article(page, feed, None, NOW).outlet.name == "BBC News"
    own = replace(feed, url="https://feeds.bbci.co.uk/news/rss.xml", title="BBC News - Home")
    assert make_article(page, own, None, NOW).outlet.name == "BBC News - Home"


@pytest.mark.parametrize(
    ("url", "feed", "voice"),
    [
        ("https://harbour.example/1", "https://harbour.example/feed", "harbour.example"),
        ("https://harbour.example/1", "https://feeds.feedburner.com/harbour", "harbour.example"),
        ("https://www.reuters.com/world/1", "https://feeds.feedburner.com/evil", "feedburner.com"),
        ("https://www.reuters.com/world/1", "https://evil-daily.net/feed", "evil-daily.net"),
        ("https://harbour.example/1", "https://evil-daily.net/feed", "evil-daily.net"),
        ("https://www.bbc.com/news/1", "https://feeds.bbci.co.uk/news/rss.xml", "bbc.com"),
        ("https://news.sky.com/1", "https://feeds.skynews.com/rss.xml", "sky.com"),
    ],
)
def test_no_feed_speaks_for_a_site_that_is_not_its_own(url: str, feed: str, voice: str) -> None:
    assert choose_voice(url, feed) == voice


def test_words_that_only_a_strangers_feed_has_are_the_strangers() -> None:
    feed = Feed(id=1, url="https://evil-daily.net/feed", title="Reuters", next_check_at=NOW)
    entry = Entry(
        id=7, feed_id=1, key="1", url="https://www.reuters.com/world/1", title="Fled", text=BRIDGE, arrived_at=NOW
    )
    refused = FetchFailed("refused", status=401)
    article = decide_reading(entry, feed, refused, None, NOW).article
    assert article is not None
    assert article.outlet == Outlet("evil-daily.net", "evil-daily.net")
    assert article.url != entry.url  # the page's own article may still come
    page = Page(url="https://www.reuters.com/world/1", title="Bridge falls", text=OTHER, outlet="Reuters")
    read = decide_reading(replace(entry, state=EntryState.NEW), feed, page, article, NOW).article
    assert read is not None
    assert read.outlet == Outlet("Reuters", "reuters.com")


def test_a_strangers_feed_changes_no_article_of_another_outlet() -> None:
    feed = Feed(id=2, url="https://evil-daily.net/feed", title="Evil Daily", next_check_at=NOW)
    stored = make(id=1, text=BRIDGE, from_feed=True)
    entry = Entry(
        id=7, feed_id=2, key="1", url=stored.url, title="Fled", text=OTHER, arrived_at=NOW + timedelta(hours=1)
    )
    refused = FetchFailed("refused", status=403)
    assert decide_reading(entry, feed, refused, stored, NOW).article is None
    teaser = Page(url=stored.url, title="Bridge falls", text=BRIDGE[:150], teaser=True, outlet="Harbour Post")
    first = decide_reading(entry, feed, teaser, None, NOW).article
    assert first is not None
    assert first.text == teaser.text


def test_one_site_that_credits_an_agency_makes_no_two_outlets_copies_of_each_other() -> None:
    carrier = make(id=1, outlet="Arle Echo", text=OTHER, author="AP", published_at=at(5))
    honest = make(id=2, outlet="Harbour Post", text=BRIDGE, published_at=at(9))
    for hour in (0, 7, 20):
        evil = make(
            id=3, outlet=Outlet("Evil", "evil-daily.net"), text=BRIDGE, author="AP", published_at=at(hour)
        )
        groups = {frozenset(group) for group in group_copies((carrier, honest, evil))}
        assert groups == {frozenset({1}), frozenset({2, 3})}


@pytest.mark.parametrize("name", ["Meridian Press", "meridian press", "AP News", "AP"])
def test_who_only_bears_an_agencys_name_is_no_original_of_what_others_credit(name: str) -> None:
    credit = "AP" if "AP" in name else "Meridian Press"
    copy = make(id=1, outlet="Harbour Post", text=BRIDGE, author=credit, published_at=at(0))
    evil = make(id=2, outlet=Outlet(name, "evil-daily.net"), text=BRIDGE, published_at=at(3))
    assert group_copies((copy, evil)) == ((1, 2),)


def test_an_agency_is_spoken_for_by_its_own_domain_alone() -> None:
    assert speaks_for("meridian.example", "Meridian Press")
    assert speaks_for("reuters.com", "Reuters")
    assert not speaks_for("reuters-news.info", "Reuters")
    assert not speaks_for("press.example", "Meridian Press")


def test_an_outlet_that_bears_an_agencys_name_still_carries_it() -> None:
    page = Page(url="https://evil-daily.net/1", title="Bridge", text=BRIDGE, outlet="Reuters", author="Reuters")
    article: Article = make_article(page, None, None, NOW)
    assert article.credit == "Reuters"
