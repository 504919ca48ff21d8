"""Recent stories by words, as posts that can be shown anywhere."""

from __future__ import annotations

from bot.core.messages import compose_post
from bot.core.story_search import LEAST_SHARE, find_beginnings, rank_stories
from bot.core.types import Message
from bot.ports import App

_SEARCHED = 300
"""How many of the newest stories are looked at for every few letters that somebody types."""


async def find_pieces(words: str, limit: int, app: App) -> tuple[Message, ...]:
    """The best first; the newest where there are no words. Words may be half typed."""
    since = app.clock.now() - app.rules.story_window
    summaries = await app.storage.stories.list_summaries(since, _SEARCHED if words.strip() else limit)
    if words.strip():
        by_id = {summary.story_id: summary for summary in summaries}
        good = [fit.story_id for fit in rank_stories(words, summaries) if fit.share >= LEAST_SHARE]
        begun = [summary.story_id for summary in find_beginnings(words, summaries)]
        summaries = tuple(by_id[story_id] for story_id in dict.fromkeys((*good, *begun)))
    return tuple(compose_post(summary) for summary in summaries[:limit])
