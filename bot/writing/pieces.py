"""One piece by the LLM where there is one, drafted, checked, mended once; by the built-in writer otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bot.core.editing import Edit, edit_draft
from bot.core.leading_language import name_others, part_by_language
from bot.core.selection import write_draft
from bot.core.summaries import (
    Repair,
    compose_prompt,
    compose_repair,
    judge_edit,
    read_repair,
    read_reply,
    record_repair,
    restore_opening,
)
from bot.core.types import DESK, Article, Draft, Prompt, Reply, Rules, Spender, Story, Summary
from bot.errors import LlmError
from bot.ports import Llm
from bot.writing.listening import Listener

log = structlog.get_logger(__name__)


async def write_piece(
    llm: Llm | None,
    story: Story,
    articles: Sequence[Article],
    rules: Rules,
    now: datetime,
    spender: Spender = DESK,
    shown: Callable[[Summary], None] | None = None,
    told: str | None = None,
) -> Summary | None:
    """By the LLM where there is one; the built-in piece stands in for whatever does not pass. None when nothing
    can be supported. It is written in one language, from the articles in it; outlets that report the story in
    others are named among its sources.

    `shown` is given the piece while an LLM writes it, each time as it would be published if it ended there.
    `told`: the language in which readers have the story, None when they have none of it.
    """
    tongues = part_by_language(articles, told)
    piece = await _write(llm, story, tongues.spoken, rules, now, spender, shown)
    return name_others(piece, tongues) if piece is not None else None


async def _write(
    llm: Llm | None,
    story: Story,
    articles: Sequence[Article],
    rules: Rules,
    now: datetime,
    spender: Spender,
    shown: Callable[[Summary], None] | None,
) -> Summary | None:
    present = tuple(article for article in articles if not article.withdrawn)
    plain = write_draft(story, present, rules, now)
    built_in = edit_draft(plain, story, articles, rules, now).summary
    if llm is None or built_in is None:
        return built_in
    desk = _LlmDesk(llm, spender, story, articles, rules, now, shown)
    try:
        return await desk.write(plain, built_in)
    except LlmError as error:
        tell = log.debug if error.told else log.warning
        tell("the built-in writer stands in", story=story.id, reason=str(error))
        return replace(built_in, note=str(error), tokens=desk.tokens, prompts=tuple(desk.prompts))


class _LlmDesk:
    """One piece by the LLM: a draft, and at most one mending of what failed. `tokens` are those spent so far,
    `prompts` the versions asked with."""

    def __init__(
        self,
        llm: Llm,
        spender: Spender,
        story: Story,
        articles: Sequence[Article],
        rules: Rules,
        now: datetime,
        shown: Callable[[Summary], None] | None,
    ) -> None:
        self._llm = llm
        self._spender = replace(spender, story_id=story.id or None)
        self._story = story
        self._articles = articles
        self._present = tuple(article for article in articles if not article.withdrawn)
        self._rules = rules
        self._now = now
        self._shown = shown
        self.tokens = 0
        self.prompts: list[str] = []

    async def write(self, plain: Draft, built_in: Summary) -> Summary:
        """`plain` is the built-in draft, `built_in` the piece made of it. Raises an `LlmError` when the endpoint
        fails or too much of the piece does not pass the checks."""
        prompt = compose_prompt(self._present, self._rules, built_in)
        draft = self._read(await self._ask(prompt, self._listen()))
        edit = first = self._edit(draft)
        repair = await self._mend(draft, first) if first.failed else Repair(draft, {})
        if repair.rewritten:
            edit = self._edit(repair.draft)
        failed = [claim for claim, _ in edit.failed]
        if (led := restore_opening(draft, repair, edit, plain, built_in)) != repair.draft:
            edit = self._edit(led)
        summary = judge_edit(repair.draft, edit.summary, edit.failed, built_in)
        summary = record_repair(summary, draft, first.failed, repair, failed)
        return replace(summary, tokens=self.tokens, prompts=tuple(self.prompts))

    async def _mend(self, draft: Draft, edit: Edit) -> Repair:
        try:
            reply = await self._ask(compose_repair(draft, edit.failed, self._present))
            return read_repair(reply.text, draft, edit.failed)
        except LlmError as error:
            log.info("not mended", story=self._story.id, reason=str(error))
            return Repair(draft, {})

    def _listen(self) -> Callable[[str], None] | None:
        """What shows the piece while it is written; whose reply it is, is known only at its end."""
        if self._shown is None:
            return None
        return Listener(
            lambda text: self._read(Reply(text, 0, 0, self._llm.name)),
            lambda draft: len(draft.body),
            lambda draft: self._edit(draft).summary,
            self._shown,
        ).hear

    def _read(self, reply: Reply) -> Draft:
        return read_reply(reply.text, self._present, self._rules, reply.writer)

    async def _ask(self, prompt: Prompt, heard: Callable[[str], None] | None = None) -> Reply:
        self.prompts.append(prompt.version)
        reply = await self._llm.complete(prompt, self._spender, heard)
        self.tokens += reply.tokens_in + reply.tokens_out
        return reply

    def _edit(self, draft: Draft) -> Edit:
        return edit_draft(draft, self._story, self._articles, self._rules, self._now)
