"""A story that another took over while its piece was being written."""

from __future__ import annotations

from bot.core.types import EndpointCheck, Placement, Reply
from bot.errors import BadReply
from bot.ports import Storage
from bot.steps.write_summary import write_summary
from tests.fakes import make_app
from tests.make import NOW, make_article
from tests.steps.test_write_summary import RADIO, open_story


class _Slow:
    """An LLM that takes so long that the story has ended meanwhile, and then fails."""

    name = "slow"
    endpoints = ()

    def __init__(self, storage: Storage, ending: Placement) -> None:
        self._storage, self._ending = storage, ending

    async def complete(self, *_: object, **__: object) -> Reply:
        await self._storage.stories.save_placement(self._ending, NOW, NOW, NOW)
        raise BadReply("It takes too long.")

    async def check(self) -> tuple[EndpointCheck, ...]:
        return ()


async def test_what_was_merged_with_another_story_while_it_was_written_is_left_to_that(storage: Storage) -> None:
    ends = await open_story(storage)
    other = make_article(outlet="Island Echo", title="Nordlys on a reef", text=RADIO, feed_id=1)
    article = await storage.articles.save_article(other, None)
    (head,) = await storage.stories.save_placement(Placement(founded=((article.id,),)), NOW, NOW, NOW)
    slow = _Slow(storage, Placement(merged=((ends, head),)))
    assert await write_summary(make_app(storage, llm=slow), ends) == ()
    assert await storage.stories.find_summary(head) is None
    assert await write_summary(make_app(storage), head) != ()
    summary = await storage.stories.find_summary(ends)
    assert summary is not None
    assert summary.story_id == head
