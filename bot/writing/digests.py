"""A digest in a channel's words, with what is new since the stories in it were told in an earlier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from bot.core.digest_message import NEW_SINCE, compose_digest
from bot.core.hidden_outlets import without_outlets
from bot.core.saying import Phrase, tr
from bot.core.told import join_pieces
from bot.core.types import Channel, Message, Push, Summary, Update
from bot.core.updates import decide_update
from bot.ports import App
from bot.writing.renditions import in_words_of, shown_of, update_in_words_of

NO_UPDATES: Mapping[int, Update] = MappingProxyType({})


async def tell_digest(
    app: App,
    channel: Channel,
    summaries: Sequence[Summary],
    due_at: datetime,
    left: Phrase | None = None,
    held: Mapping[int, Update] = NO_UPDATES,
) -> Message:
    """The message for a digest of these stories at that hour. `left`: what is said of those without room. `held`:
    by story what changed in those that stand in the channel, which alone is told of them."""
    told: list[Summary] = []
    news: dict[int, Update] = {}
    earlier = await _list_told(app, channel, due_at)
    hidden = channel.settings.hidden
    for summary in (one for one in summaries if without_outlets(one, hidden) is not None):
        update = held.get(summary.story_id) or await _find_news(app, channel, summary, earlier)
        if update is None:
            told.append(await in_words_of(app, summary, channel.settings))
            continue
        shown, news[summary.story_id] = await update_in_words_of(app, summary, update, channel.settings)
        told.append(shown)
    label = tr("What is new:") if held else NEW_SINCE
    return compose_digest(told, channel, due_at, news, left, label)


async def _list_told(app: App, channel: Channel, due_at: datetime) -> dict[int, int]:
    """The revision of each story that the digests before this one told last."""
    # A story lives as long as it grows: look back further than one window for what was told of it.
    digests = await app.storage.deliveries.list_digests(channel.id, due_at - 4 * app.rules.story_window)
    return {story: revision for one in digests if one.due_at < due_at for story, revision in one.stories}


async def _find_news(app: App, channel: Channel, summary: Summary, earlier: Mapping[int, int]) -> Update | None:
    """None where it was not told before, or nothing worth telling changed: then it is told as if new. What was
    told of stories that were merged with it was told of it. `earlier`: by story, the revision told last."""
    numbers = (await app.storage.stories.list_families((summary.story_id,)))[summary.story_id]
    known = [(number, earlier[number]) for number in reversed(numbers) if number in earlier]
    if not known or earlier.get(summary.story_id, 0) >= summary.revision:
        return None
    found = [await app.storage.stories.find_summary(*seen) for seen in known]
    pieces = [shown_of(piece, channel.settings) for piece in found if piece is not None]
    if not pieces:
        return None
    update = decide_update(join_pieces(pieces), shown_of(summary, channel.settings))
    return update if update.changes and update.push is not Push.NONE else None
