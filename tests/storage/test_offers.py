"""The contract of OfferStore."""

from __future__ import annotations

from datetime import timedelta

from bot.core.types import FoundFeed
from bot.ports import Storage
from tests.make import NOW, at

HARBOUR = FoundFeed("https://harbourpost.example/feed.xml", "Harbour Post")
COAST = FoundFeed("https://coastradio.example/feed.xml", "")


async def test_what_a_site_offered_is_found_by_its_number(storage: Storage) -> None:
    first, second = await storage.offers.save((HARBOUR, COAST), NOW)
    assert await storage.offers.find(first) == HARBOUR
    assert await storage.offers.find(second) == COAST
    assert await storage.offers.find(99) is None


async def test_a_feed_offered_again_keeps_its_number_and_has_its_newest_title(storage: Storage) -> None:
    _, second = await storage.offers.save((HARBOUR, COAST), NOW)
    renamed = FoundFeed(COAST.url, "Coast Radio")
    assert await storage.offers.save((renamed,), at(5)) == (second,)
    assert await storage.offers.find(second) == renamed


async def test_an_offer_of_more_than_a_month_ago_goes(storage: Storage) -> None:
    (old,) = await storage.offers.save((HARBOUR,), NOW)
    await storage.offers.save((COAST,), NOW + timedelta(days=31))
    assert await storage.offers.find(old) is None
