"""Pieces in other words: one per revision and manner, the newest found."""

from __future__ import annotations

from dataclasses import replace

from bot.core.types import Manner, Placement, Rendition, Wording
from bot.ports import Storage
from tests.make import NOW, at, make_article

GERMAN, PLAIN = Manner(language="de"), Manner(plain=True)


async def _open(storage: Storage) -> Rendition:
    article = await storage.articles.save_article(make_article(), None)
    (story_id,) = await storage.stories.save_placement(Placement(founded=((article.id,),)), NOW, at(20), at(2))
    wordings = (Wording("Ten were hurt.", "10 wurden verletzt."), Wording("So?", "So?", "it is missing"))
    return Rendition(
        story_id=story_id, revision=1, manner=GERMAN, made_at=NOW, writer="scripted-1", wordings=wordings
    )


async def test_what_is_kept_comes_back_equal_and_by_its_manner_only(storage: Storage) -> None:
    rendition = await _open(storage)
    await storage.renditions.save(rendition)
    assert await storage.renditions.find(rendition.story_id, 1, GERMAN) == rendition
    for manner in (PLAIN, Manner(language="fr"), Manner(plain=True, language="de")):
        assert await storage.renditions.find(rendition.story_id, 1, manner) is None
    assert await storage.renditions.find(rendition.story_id, 2, GERMAN) is None


async def test_a_later_one_takes_the_place_of_the_first(storage: Storage) -> None:
    rendition = await _open(storage)
    more = replace(rendition, tokens=900, note="refused")
    await storage.renditions.save(rendition)
    await storage.renditions.save(more)
    assert await storage.renditions.find(rendition.story_id, 1, GERMAN) == more


async def test_the_newest_is_that_of_the_latest_revision(storage: Storage) -> None:
    rendition = await _open(storage)
    for revision in (3, 1, 2):
        await storage.renditions.save(replace(rendition, revision=revision))
    newest = await storage.renditions.find_newest(rendition.story_id, GERMAN)
    assert newest is not None
    assert newest.revision == 3
    assert await storage.renditions.find_newest(rendition.story_id, PLAIN) is None
