"""The step that has a story written, checked and its deliveries planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bot.core.copies import count_independent
from bot.core.deliveries import Seen, list_seen, plan_deliveries
from bot.core.disagreements import find_disagreements
from bot.core.editing import Edit, edit_draft
from bot.core.selection import write_draft
from bot.core.stories import compose_withdrawal, hold_until, is_ready
from bot.core.summaries import compose_prompt, compose_repair, judge_edit, read_repair, read_reply
from bot.core.types import Article, Delivery, Draft, Prompt, Rules, Story, Summary, Update
from bot.core.updates import decide_update
from bot.errors import LlmError
from bot.ports import App, Llm

log = structlog.get_logger(__name__)


async def write_summary(app: App, story_id: int) -> tuple[int, ...]:
    """The ids of the deliveries planned, saved together with the summary. Empty when the story is written at
    this revision already, is still to wait for other outlets, or holds nothing that can be published: articles
    that no feed brought are left out.
    """
    now = app.clock.now()
    story = await app.storage.stories.get(story_id)
    # A page that only a person named is told to that person: it must not reach everybody's channels.
    members = await app.storage.articles.list_of_story(story.id)
    articles = tuple(article for article in members if article.feed_id is not None)
    present = tuple(article for article in articles if not article.withdrawn)
    if story.written_revision == story.revision or not articles:
        await app.storage.stories.save_due(story.id, None, story.revision)
        return ()
    if present and not is_ready(story, count_independent(present), app.rules, now):
        await app.storage.stories.save_due(story.id, hold_until(story, app.rules), story.revision)
        return ()

    if present:
        summary = await _write(app.llm, story, present, app.rules, now)
    else:
        summary = compose_withdrawal(story, articles, now) if story.written_revision is not None else None
    if summary is None:
        log.warning("nothing to publish", story=story.id, revision=story.revision)
        await app.storage.stories.save_due(story.id, None, story.revision)
        return ()
    deliveries = await _plan(app, summary, articles, now)
    return await app.storage.stories.save_summary(summary, deliveries)


async def _write(
    llm: Llm | None, story: Story, articles: Sequence[Article], rules: Rules, now: datetime
) -> Summary | None:
    """By the LLM where there is one; the built-in piece stands in for whatever does not pass."""
    built_in = edit_draft(write_draft(story, articles, rules, now), story, articles, rules, now).summary
    if llm is None:
        return built_in
    desk = _LlmDesk(llm, story, articles, rules, now)
    try:
        return await desk.write()
    except LlmError as error:
        log.warning("the built-in writer stands in", story=story.id, reason=str(error))
        return replace(built_in, note=str(error), tokens=desk.tokens) if built_in is not None else None


class _LlmDesk:
    """One piece by the LLM: a draft, and at most one mending of what failed. `tokens` are those spent so far."""

    def __init__(self, llm: Llm, story: Story, articles: Sequence[Article], rules: Rules, now: datetime) -> None:
        self._llm = llm
        self._story = story
        self._articles = articles
        self._rules = rules
        self._now = now
        self.tokens = 0

    async def write(self) -> Summary:
        """Raises an `LlmError` when the endpoint fails or too much of the piece does not pass the checks."""
        conflicts = find_disagreements(self._articles)
        reply = await self._ask(compose_prompt(self._story, self._articles, conflicts, self._rules))
        draft = read_reply(reply, self._articles, self._llm.name)
        edit = self._edit(draft)
        if edit.failed:
            draft = await self._mend(draft, edit)
            edit = self._edit(draft)
        summary = judge_edit(draft, edit.summary, edit.failed)
        return replace(summary, tokens=self.tokens)

    async def _mend(self, draft: Draft, edit: Edit) -> Draft:
        try:
            reply = await self._ask(compose_repair(draft, edit.failed, self._articles))
            return read_repair(reply, draft, edit.failed)
        except LlmError as error:
            log.info("not mended", story=self._story.id, reason=str(error))
            return draft

    async def _ask(self, prompt: Prompt) -> str:
        reply = await self._llm.complete(prompt)
        self.tokens += reply.tokens_in + reply.tokens_out
        return reply.text

    def _edit(self, draft: Draft) -> Edit:
        return edit_draft(draft, self._story, self._articles, self._rules, self._now)


async def _plan(app: App, summary: Summary, articles: Sequence[Article], now: datetime) -> tuple[Delivery, ...]:
    brought = await app.storage.articles.list_feeds([article.id for article in articles])
    audience = await app.storage.channels.list_audience(
        tuple({one for feeds in brought.values() for one in feeds})
    )
    earlier = await app.storage.deliveries.list_of_story(summary.story_id)
    updates: dict[Seen, Update] = {}
    for seen in list_seen(earlier):
        before = await app.storage.stories.find_summary(*seen)
        if before is not None:
            updates[seen] = decide_update(before, summary)
    return plan_deliveries(summary, articles, audience, earlier, updates, app.rules, now, brought)
