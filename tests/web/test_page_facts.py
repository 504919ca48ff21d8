"""Who published a page when, in which language, and who wrote it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.web.pages import PARAGRAPHS, URL, page, read


def test_who_published_it_when_is_read_from_the_pages_head() -> None:
    linked = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Site"},
            {
                "@type": ["NewsArticle"],
                "datePublished": "2026-11-16T09:30:00+01:00",
                "author": {"@type": "Person", "name": "Ada Bright"},
                "publisher": {"@type": "Organization", "name": "Harbour Post"},
            },
        ],
    }
    head = (
        f'<script type="application/ld+json">{json.dumps(linked)}</script>'
        '<meta property="og:image" content="/ferry.jpg"><link rel="canonical" href="/news/ferry-aground#top">'
    )
    found = read(page(head=head))
    assert (found.outlet, found.author) == ("Harbour Post", "Ada Bright")
    assert found.published_at == datetime(2026, 11, 16, 8, 30, tzinfo=UTC)
    assert found.image_url == "https://www.harbourpost.example/ferry.jpg"
    assert found.url == "https://www.harbourpost.example/news/ferry-aground"


@pytest.mark.parametrize(
    ("head", "published_at"),
    [
        ('<meta name="date" content="2026-11-16 09:30:00 UTC">', datetime(2026, 11, 16, 9, 30, tzinfo=UTC)),
        ('<meta name="date" content="16 Nov 2026 09:30 GMT">', datetime(2026, 11, 16, 9, 30, tzinfo=UTC)),
        (
            '<meta name="date" content="Mon Nov 16 2026 09:30:00 GMT+0100 (CET)">',
            datetime(2026, 11, 16, 8, 30, tzinfo=UTC),
        ),
        ('<meta name="date" content="0001-01-01T00:00:00Z">', None),
        ('<meta name="date" content="1970-01-01T01:00:00+01:00">', None),
        (
            '<meta property="article:published_time" content="2026-11-16T08:30:00Z">',
            datetime(2026, 11, 16, 8, 30, tzinfo=UTC),
        ),
        ('<meta name="pubdate" content="2026-11-16T08:30:00Z">', datetime(2026, 11, 16, 8, 30, tzinfo=UTC)),
        (
            '<meta property="article:published_time" content="2026-11-16T09:30:00+0100">',
            datetime(2026, 11, 16, 8, 30, tzinfo=UTC),
        ),
        ('<meta property="article:published_time" content="2026-11-15">', datetime(2026, 11, 15, tzinfo=UTC)),
        ('<meta property="article:published_time" content="2031-11-15T08:30:00Z">', None),
        ('<script type="application/ld+json">{broken</script>', None),
    ],
)
def test_a_date_is_taken_as_exact_as_it_is_told(head: str, published_at: datetime | None) -> None:
    assert read(page(head=head)).published_at == published_at


def test_a_moment_marked_on_the_page_makes_its_day_exact() -> None:
    day = '<meta name="date" content="2026-11-16">'
    times = (
        '<time datetime="2026-11-15T08:00:00Z">Sunday</time><time datetime="2026-11-16T07:05:00Z">Monday</time>'
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert read(page(head=day, body=times + text)).published_at == datetime(2026, 11, 16, 7, 5, tzinfo=UTC)
    assert read(page(head=day, body=text)).published_at == datetime(2026, 11, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "canonical", ["https://elsewhere.example/ferry", "/", "javascript:alert(1)", "https://[", ""]
)
def test_a_canonical_address_elsewhere_or_of_the_front_page_is_not_believed(canonical: str) -> None:
    assert read(page(head=f'<link rel="canonical" href="{canonical}">')).url == URL


@pytest.mark.parametrize("image", ["javascript:alert(1)", "data:image/png;base64,x", "file:///x.png"])
def test_an_image_that_is_no_web_address_is_left_out(image: str) -> None:
    assert read(page(head=f'<meta property="og:image" content="{image}">')).image_url is None


def test_the_language_is_guessed_when_the_page_does_not_say() -> None:
    german = (
        "<p>"
        + "Die Fähre ist am Montag vor der Küste auf Grund gelaufen, und es wurden zehn Menschen verletzt. " * 5
    )
    assert read(page(body=german, lang="")).language == "de"
    assert read(page(lang="en-GB")).language == "en"


def test_a_text_that_is_plainly_in_another_language_than_declared_is_believed() -> None:
    german = "Die Fähre ist am Montag vor der Küste auf Grund gelaufen, und es wurden zehn Menschen verletzt. "
    assert read(page(body=f"<p>{german * 5}</p>", lang="en")).language == "de"
    danish = "Færgen gik mandag på grund ud for kysten, og der blev ti mennesker kvæstet, siger politiet i byen. "
    assert read(page(body=f"<p>{danish * 5}</p>", lang="no")).language == "no"


@pytest.mark.parametrize(
    "title",
    [
        "Ferry - and crew - aground | Harbour Post",
        "Harbour Post – Ferry - and crew - aground",
        "Ferry - and crew - aground",
    ],
)
def test_the_sites_name_is_no_part_of_a_title(title: str) -> None:
    named = page(head='<meta property="og:site_name" content="Harbour Post">')
    assert read(named.replace("Ferry runs aground off Port Ansel", title)).title == "Ferry - and crew - aground"


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        ('{"@type":"NewsArticle","author":{"@type":"Organization","name":"Reuters"}}', "", "Reuters"),
        (
            '{"@type":"NewsArticle","author":[{"name":"Ada Bright"},{"name":"J.O. Lund"}]}',
            "",
            "Ada Bright; J.O. Lund",
        ),
        (
            '{"@graph":[{"@type":"Article","author":{"@id":"#a"}},{"@id":"#a","name":"Ada Bright"}]}',
            "",
            "Ada Bright",
        ),
        (
            '{"@type":"NewsArticle","author":"By ADA BRIGHT, AP Sports Writer"}',
            "",
            "ADA BRIGHT; AP Sports Writer",
        ),
        ('{"@type":"NewsArticle","author":"kevin-r"}', "", None),
        ('{"@type":"NewsArticle","author":"Harbour Post"}', "", None),
        ("{}", '<p class="author">By Ada Bright November 16, 2026</p>', "Ada Bright"),
        ("{}", '<p class="byline"><a rel="author" href="/u/7">jdadmin</a></p>', None),
    ],
)
def test_an_author_is_a_person_or_an_agency(head: str, body: str, author: str | None) -> None:
    site = '<meta property="og:site_name" content="Harbour Post">'
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    found = read(page(head=f'{site}<script type="application/ld+json">{head}</script>', body=body + text))
    assert found.author == author
