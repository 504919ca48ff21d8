"""The shipped world: as much and as varied as a demo of a news desk needs, and true to its own gold."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from datetime import timedelta

import feedparser
import pytest
import trafilatura

from bot.demo.content import load_world
from bot.demo.edition import Edition
from bot.demo.expected import Expected, load_expected
from bot.demo.world import DemoArticle, FeedFormat, World
from tests.demo.conftest import Visitor

WORLD = load_world()
EXPECTED = tuple(load_expected().values())


def count_words(article: DemoArticle) -> int:
    return sum(len(paragraph.split()) for paragraph in article.paragraphs)


def is_full_page(world: World, article: DemoArticle) -> bool:
    """Whether a reader without consent or subscription gets the whole article, as long as it stands."""
    outlet = world.find_outlet(article.outlet)
    return outlet is not None and not outlet.consent_wall and article.free_paragraphs is None


def plain(text: str) -> str:
    return text.replace("“", '"').replace("”", '"')


def text_of(world: World, expected: Expected, outlet: str) -> str:
    """Everything one outlet publishes about the event."""
    mine = (a for a in world.articles if a.key in expected.articles and a.outlet == outlet)
    return plain("\n".join("\n".join((a.title, *a.paragraphs)) for a in mine))


def shingles(article: DemoArticle) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", " ".join(article.paragraphs).lower())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def overlap(one: DemoArticle, other: DemoArticle) -> float:
    mine, theirs = shingles(one), shingles(other)
    return len(mine & theirs) / min(len(mine), len(theirs))


def test_there_are_enough_outlets_formats_events_and_full_pages(world: World) -> None:
    assert len(world.outlets) >= 8
    assert {outlet.feed_format for outlet in world.outlets} == set(FeedFormat)
    assert len(world.events) >= 16
    full = [article for article in world.articles if is_full_page(world, article)]
    assert sum(120 <= count_words(article) <= 450 for article in full) >= 66
    assert all(80 <= count_words(article) <= 450 for article in world.articles)
    assert {outlet.bundle for outlet in world.outlets} == {"world", "business", "science", "sport", "local"}


def test_every_event_is_told_by_one_to_six_outlets_and_some_by_many(world: World) -> None:
    tellers = Counter(event for event, _ in {(a.event, a.outlet) for a in world.articles})
    assert set(tellers.values()) >= {1, 2, 3, 4, 5, 6}
    assert sum(count >= 3 for count in tellers.values()) >= 12


def test_every_article_appears_within_the_two_days(world: World) -> None:
    for article in world.articles:
        times = [version.at for version in article.versions]
        assert times == sorted(set(times)), article.key
        assert world.starts_at < times[0], article.key
        assert times[-1] < world.ends_at, article.key
        assert article.retracted_at is None or times[-1] < article.retracted_at < world.ends_at
    assert world.ends_at - world.starts_at == timedelta(days=2)
    assert {article.published_at.date().day for article in world.articles} == {10, 11}


def test_keys_are_unique_and_every_outlet_is_known(world: World) -> None:
    keys = [article.key for article in world.articles]
    assert len(keys) == len(set(keys))
    assert {article.outlet for article in world.articles} == {outlet.slug for outlet in world.outlets}


def test_sections_are_those_of_the_outlet(world: World) -> None:
    sections = {outlet.slug: outlet.sections for outlet in world.outlets}
    wrong = [article.key for article in world.articles if article.section not in sections[article.outlet]]
    assert wrong == []


def test_the_kinds_of_trouble_are_all_there(world: World) -> None:
    assert [outlet.slug for outlet in world.outlets if outlet.outages] == ["sund"]
    assert [outlet.slug for outlet in world.outlets if outlet.feed_moves_at] == ["fieldnote"]
    assert [outlet.slug for outlet in world.outlets if outlet.consent_wall and outlet.full_text] == ["herald"]
    changes = [
        (before, after) for a in world.articles for before, after in zip(a.versions, a.changes, strict=False)
    ]
    assert any("Correction" in after.paragraphs[-1] for _, after in changes)
    assert any(before.guid != after.guid and before.slug == after.slug for before, after in changes)
    assert any(before.slug != after.slug and before.title != after.title for before, after in changes)
    assert sum(article.retracted_at is not None for article in world.articles) == 1
    assert sum(article.free_paragraphs is not None for article in world.articles) == 1
    assert sum(article.hidden != "" for article in world.articles) == 1
    assert sum(article.copy_of is not None for article in world.articles) >= 6


def test_a_copy_shares_most_of_its_text_and_credits_the_agency_under_another_headline(world: World) -> None:
    by_key = {article.key: article for article in world.articles}
    for article in world.articles:
        if article.copy_of is None:
            continue
        original = by_key[article.copy_of]
        assert overlap(article, original) >= 0.8, article.key
        assert article.title != original.title
        assert "(Meridian Press)" in " ".join(article.paragraphs)
        assert article.published_at > original.published_at
        assert article.event == original.event


def test_articles_that_are_no_copies_are_written_anew(world: World) -> None:
    own = [article for article in world.articles if article.copy_of is None]
    alike = [
        (one.key, other.key)
        for place, one in enumerate(own)
        for other in own[place + 1 :]
        if one.outlet != other.outlet and overlap(one, other) >= 0.25
    ]
    assert alike == []


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.event)
def test_gold_is_found_in_the_articles_it_speaks_of(expected: Expected) -> None:
    by_key = {article.key: article for article in WORLD.articles}
    articles = [by_key[key] for key in expected.articles]
    everything = plain("\n".join("\n".join(a.versions[-1].paragraphs) for a in articles))
    for growth in expected.growing:
        last = -1
        for value in growth.values:
            first = next(i for i, a in enumerate(articles) if re.search(rf"\b{value}\b", everything_of(a)))
            assert first > last, (growth, value)
            last = first
    for conflict in expected.conflicts:
        assert len(conflict.values) == len(conflict.speakers)
        for outlet in conflict.outlets:
            told = text_of(WORLD, expected, outlet).lower()
            assert any(value in told for value in conflict.values), (conflict, outlet)
    for wrong in expected.wrong_offices:
        assert f"{wrong.wrong} {wrong.person}" in text_of(WORLD, expected, wrong.outlet)
        assert everything.count(f"{wrong.office} {wrong.person}") >= 3
    for quote in expected.altered_quotes:
        assert quote.altered in text_of(WORLD, expected, quote.outlet)
        assert quote.said in everything
    for word in expected.answer_words:
        assert word.lower() in everything.lower()
    for event in expected.lookalikes:
        assert expected.event in load_expected()[event].lookalikes


def everything_of(article: DemoArticle) -> str:
    return " ".join(article.paragraphs)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.event)
def test_independent_outlets_are_those_that_have_a_text_of_their_own(
    expected: Expected,
) -> None:
    articles = [article for article in WORLD.articles if article.key in expected.articles]
    standing = {a.outlet for a in articles if a.copy_of is None and a.retracted_at is None}
    assert len(standing) == expected.independent


def test_planted_words_stand_only_in_the_planted_article(world: World) -> None:
    for expected in EXPECTED:
        for words in expected.planted:
            holders = [a for a in world.articles if words in f"{a.hidden} {everything_of(a)}"]
            assert [a.outlet for a in holders] == ["lantern"], words
            assert all(a.hidden for a in holders)


async def test_gold_never_reaches_a_served_byte(visitor: Visitor) -> None:
    world = visitor.site.world
    bodies = [(await visitor.get(visitor.site.url)).body]
    for article in sorted(world.articles, key=lambda article: article.published_at):
        visitor.clock.advance(max(article.published_at - visitor.clock.now(), timedelta(0)))
        outlet = world.find_outlet(article.outlet)
        assert outlet is not None
        origin = visitor.site.origin(article.outlet)
        for path in (outlet.feed_path, outlet.feed_moves_to or "/", outlet.article_prefix + article.slug):
            got = await visitor.get(origin + path, Cookie="consent=given")
            bodies.append(got.body + str(sorted(got.headers.items())).encode())
    served = b"\n".join(bodies).lower()
    leaked = [event for event in world.events if event.encode() in served]
    leaked += [key for key in {a.copy_of for a in world.articles if a.copy_of} if key.encode() in served]
    assert leaked == []


@pytest.mark.parametrize("hour", [4, 10, 20, 47])
async def test_every_feed_that_is_not_broken_parses_without_complaint(visitor: Visitor, hour: int) -> None:
    visitor.clock.advance(timedelta(hours=hour))
    for outlet in visitor.site.world.outlets:
        edition = Edition(
            outlet, visitor.site.world.list_of_outlet(outlet.slug), visitor.clock.now(), "http://x.localhost"
        )
        moved = outlet.feed_moves_at is not None and outlet.feed_moves_at <= visitor.clock.now()
        reply = edition.answer(outlet.feed_moves_to or "" if moved else outlet.feed_path)
        if any(o.starts_at <= visitor.clock.now() < o.ends_at for o in outlet.outages):
            continue
        shown = [article.version_at(visitor.clock.now()) for article in edition.live[:20]]
        titles = [version.title for version in shown if version]
        if outlet.feed_format is FeedFormat.JSON:
            items = json.loads(reply.body)["items"]
            assert [item["title"] for item in items] == titles
            continue
        parsed = feedparser.parse(io.BytesIO(reply.body.encode()))
        assert not parsed.bozo, outlet.slug
        assert [entry.title for entry in parsed.entries] == titles
        assert all(entry.published_parsed and entry.id and entry.link for entry in parsed.entries)
        if outlet.full_text:
            assert all("<p>" in entry.content[-1].value for entry in parsed.entries)


def test_the_main_text_of_every_page_can_be_extracted_without_its_furniture(world: World) -> None:
    for outlet in world.outlets:
        edition = Edition(outlet, world.list_of_outlet(outlet.slug), world.ends_at, "http://x.localhost:8")
        for article in edition.live:
            version = article.versions[-1]
            page = edition.answer(outlet.article_prefix + version.slug, consented=True)
            text = trafilatura.extract(page.body, fast=True) or ""
            paragraphs = version.paragraphs[: article.free_paragraphs]
            found = sum(paragraph in text for paragraph in paragraphs)
            assert found >= 0.9 * len(paragraphs), article.key
            for paragraph in paragraphs:
                text = text.replace(paragraph, "")
            assert text.strip() in {"", version.title}, article.key


async def test_the_correction_changes_the_article_at_its_time_and_says_so(visitor: Visitor) -> None:
    (article,) = [a for a in visitor.site.world.articles if "Correction" in a.versions[-1].paragraphs[-1]]
    outlet = visitor.site.world.find_outlet(article.outlet)
    assert outlet is not None
    url = visitor.site.origin(outlet.slug) + outlet.article_prefix + article.slug
    visitor.clock.advance(article.published_at - visitor.clock.now())
    before = await visitor.get(url)
    visitor.clock.advance(article.changes[0].at - visitor.clock.now())
    after = await visitor.get(url, If_None_Match=before.headers["ETag"])
    assert after.status == 200
    assert "Correction:" in after.text
    assert "Correction:" not in before.text
    assert after.headers["Last-Modified"] != before.headers["Last-Modified"]
    feed = json.loads((await visitor.get(visitor.site.feed_url(outlet.slug))).body)
    (item,) = [item for item in feed["items"] if item["url"] == url]
    assert item["date_modified"] == article.changes[0].at.isoformat()
    assert item["date_published"] == article.published_at.isoformat()


async def test_the_retracted_article_is_gone_and_leaves_the_feed(visitor: Visitor) -> None:
    (article,) = [article for article in visitor.site.world.articles if article.retracted_at]
    assert article.retracted_at is not None
    outlet = visitor.site.world.find_outlet(article.outlet)
    assert outlet is not None
    url = visitor.site.origin(outlet.slug) + outlet.article_prefix + article.slug
    feed = visitor.site.feed_url(outlet.slug)
    visitor.clock.advance(article.retracted_at - visitor.clock.now() - timedelta(seconds=1))
    assert (await visitor.get(url)).status == 200
    assert url in (await visitor.get(feed)).text
    visitor.clock.advance(timedelta(seconds=1))
    gone = await visitor.get(url)
    assert gone.status == 410
    assert article.paragraphs[0] not in gone.text
    assert url not in (await visitor.get(feed)).text


async def test_the_walls_hide_what_the_feed_or_a_subscription_gives(visitor: Visitor) -> None:
    world = visitor.site.world
    visitor.clock.advance(world.ends_at - world.starts_at)
    walled = next(article for article in world.articles if article.outlet == "herald")
    page = f"{visitor.site.origin('herald')}/a/{walled.slug}"
    assert walled.paragraphs[1] not in (await visitor.get(page)).text
    accepted = await visitor.get(f"{page}?consent=given")
    assert walled.paragraphs[1] in plain_html(accepted.text)
    assert walled.paragraphs[1] in plain_html((await visitor.get(page, Cookie="consent=given")).text)
    (locked,) = [article for article in world.articles if article.free_paragraphs is not None]
    shown = await visitor.get(f"{visitor.site.origin('ledger')}/articles/{locked.slug}")
    assert locked.paragraphs[0] in plain_html(shown.text)
    assert locked.paragraphs[-1] not in plain_html(shown.text)
    assert '"isAccessibleForFree": false' in shown.text


def plain_html(text: str) -> str:
    return text.replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")


async def test_an_entry_with_a_new_title_and_address_keeps_its_guid_and_leads_on_from_the_old(
    visitor: Visitor,
) -> None:
    (article,) = [a for a in visitor.site.world.articles if a.versions[-1].slug != a.slug]
    outlet = visitor.site.world.find_outlet(article.outlet)
    assert outlet is not None
    origin, feed, later = (
        visitor.site.origin(outlet.slug),
        visitor.site.feed_url(outlet.slug),
        article.versions[-1],
    )
    visitor.clock.advance(later.at - visitor.clock.now() - timedelta(seconds=1))
    before = await find_entry(visitor, feed, article.title)
    visitor.clock.advance(timedelta(seconds=1))
    after = await find_entry(visitor, feed, later.title)
    assert (before.id, before.published) == (after.id, after.published)
    assert before.link != after.link
    moved = await visitor.get(before.link)
    assert (moved.status, origin + moved.headers["Location"]) == (301, after.link)


async def test_an_entry_with_a_new_guid_keeps_its_title_and_address(visitor: Visitor) -> None:
    (article,) = [a for a in visitor.site.world.articles if a.versions[-1].guid != a.versions[0].guid]
    feed = visitor.site.feed_url(article.outlet)
    visitor.clock.advance(article.published_at - visitor.clock.now())
    before = await find_entry(visitor, feed, article.title)
    visitor.clock.advance(article.changes[0].at - visitor.clock.now())
    after = await find_entry(visitor, feed, article.title)
    assert before.id != after.id
    assert (before.link, before.title) == (after.link, after.title)


async def find_entry(visitor: Visitor, feed: str, title: str) -> feedparser.FeedParserDict:
    parsed = feedparser.parse(io.BytesIO((await visitor.get(feed)).body))
    (entry,) = [entry for entry in parsed.entries if entry.title == title]
    return entry
