"""A piece for somebody who waits: the kept one where the same was made before, made once for all who wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.kept_pieces import make_piece_key
from bot.core.leading_language import find_told_language, part_by_language
from bot.core.previews import compose_preview
from bot.core.saying import tr
from bot.core.types import Article, Spender, Story, Summary
from bot.ports import App, Progress
from bot.writing.pieces import write_piece

KEEP = timedelta(days=7)


async def write_on_demand(
    app: App, story: Story, articles: Sequence[Article], spender: Spender
) -> Summary | None:
    """The story's piece, or that of these articles alone; None when nothing can be supported.

    A piece in which the built-in writer stood in for an LLM is not kept: the next to ask may have more luck.
    """
    told = await _find_told(app, story, articles)
    key = make_piece_key(story, articles, app.llm.name if app.llm is not None else None, app.rules, told)

    async def make(progress: Progress) -> Summary | None:
        kept = await app.storage.pieces.find(key)
        if kept is not None:
            return kept
        progress.say(tr("Writing and checking …"))
        now = app.clock.now()
        summary = await write_piece(
            app.llm,
            story,
            articles,
            app.rules,
            now,
            spender,
            shown=lambda so_far: progress.show(compose_preview(so_far)),
            told=told,
        )
        if summary is not None and summary.note is None:
            await app.storage.pieces.save(key, summary, now, now - KEEP)
        return summary

    summary = await app.making.join(key, app.progress, make)
    return replace(summary, revision=story.revision) if summary is not None else None


async def _find_told(app: App, story: Story, articles: Sequence[Article]) -> str | None:
    """The language in which channels have the story; not asked where all articles are in one."""
    if not part_by_language(articles).others:
        return None
    summary = await app.storage.stories.find_summary(story.id)
    return find_told_language(summary, articles) if summary is not None else None
