"""A piece in the words a channel wants, made once and kept; the piece as it was written where that fails."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from bot.core.hidden_outlets import without_outlets
from bot.core.renditions import (
    Original,
    check_wording,
    choose_wordings,
    compose_rendition_prompt,
    find_wrong,
    instructions_of,
    list_originals,
    list_wanted,
    manner_of,
    originals_of,
    read_rendition,
    render_answer,
    render_summary,
    render_update,
)
from bot.core.types import (
    DESK,
    Answer,
    ChannelSettings,
    Manner,
    Prompt,
    Rendition,
    Spender,
    Summary,
    Update,
    Wording,
)
from bot.errors import BadReply, LlmError
from bot.ports import App, Llm

log = structlog.get_logger(__name__)


async def in_words_of(app: App, summary: Summary, settings: ChannelSettings, spender: Spender = DESK) -> Summary:
    """The piece as the channel wants it worded: what is kept, or made now by at most two calls of the LLM. As it
    was written where no other words are wanted, there is no LLM, its budget is spent, or it fails. `spender` pays
    for a piece that somebody asked for."""
    told = shown_of(summary, settings)
    rendition = await _find_or_make(app, summary, settings, spender, _own_words(told, summary))
    return told if rendition is None else render_summary(told, rendition)


async def update_in_words_of(
    app: App, after: Summary, update: Update, settings: ChannelSettings
) -> tuple[Summary, Update]:
    """The piece and what changed in it, both in the channel's words. What changed is told of what is shown."""
    told = shown_of(after, settings)
    texts = (*_own_words(told, after), *(change.text for change in update.changes))
    rendition = await _find_or_make(app, after, settings, DESK, texts)
    if rendition is None:
        return told, update
    return render_summary(told, rendition), render_update(update, rendition)


async def answer_in_words_of(app: App, answer: Answer, settings: ChannelSettings, spender: Spender) -> Answer:
    """The answer's sentences in the channel's words; it is not kept, and whoever asked pays."""
    manner = manner_of(settings)
    if manner is None or not answer.claims or app.llm is None:
        return answer
    originals = originals_of(answer.claims, (), answer.passages, answer.sources)
    empty = Rendition(story_id=answer.story_id, revision=0, manner=manner, made_at=app.clock.now())
    try:
        made = await _make(app.llm, empty, originals, (), spender)
    except LlmError as error:
        _tell_failure(answer.story_id, manner, error)
        return answer
    return render_answer(answer, made)


async def shown_in_words_of(app: App, summary: Summary, settings: ChannelSettings) -> Summary:
    """The piece as a channel was shown it: with the words that are kept, none made."""
    manner, told = manner_of(settings), shown_of(summary, settings)
    if manner is None:
        return told
    kept = await app.storage.renditions.find(summary.story_id, summary.revision, manner)
    return told if kept is None else render_summary(told, kept)


def shown_of(summary: Summary, settings: ChannelSettings) -> Summary:
    """The piece without what hidden outlets tell; whole where the others tell too little, for what stands in a
    channel is mended in any case, and nothing else of it comes there."""
    return without_outlets(summary, settings.hidden) or summary


def _own_words(told: Summary, summary: Summary) -> tuple[str, ...]:
    """Lines that only the piece without hidden outlets has: the others' words are made and kept for everybody."""
    if told == summary:
        return ()
    others = {one.text for one in list_originals(summary)}
    return tuple(one.text for one in list_originals(told) if one.text not in others)


async def _find_or_make(
    app: App, summary: Summary, settings: ChannelSettings, spender: Spender, more: Sequence[str] = ()
) -> Rendition | None:
    """Several that want the same at once wait for the first: one call serves all, or none tries again."""
    manner = manner_of(settings)
    if manner is None:
        return None
    key = (summary.story_id, summary.revision, manner, summary.headline.text)
    if key in app.in_hand:
        await app.in_hand[key].wait()
        return await app.storage.renditions.find(summary.story_id, summary.revision, manner)
    app.in_hand[key] = asyncio.Event()
    try:
        account = replace(spender, story_id=summary.story_id or None)
        return await _complete(app, summary, manner, more, account)
    finally:
        app.in_hand.pop(key).set()


async def _complete(
    app: App, summary: Summary, manner: Manner, more: Sequence[str], account: Spender
) -> Rendition | None:
    """What is kept of the revision, with the lines that it lacks made now; of an earlier one the lines that stand
    unchanged, so that an edit rewords nothing and costs only what is new."""
    store = app.storage.renditions
    kept = await store.find(summary.story_id, summary.revision, manner)
    if kept is not None and kept.note is not None:
        return kept
    before = kept or await store.find_newest(summary.story_id, manner)
    originals = list_originals(summary, more)
    known = _still_true(before.wordings if before else (), originals, manner)
    missing = list_wanted(originals, manner, known)
    if kept is not None and not missing:
        return kept
    if app.llm is None and missing:
        log.warning("shown as it was written", story=summary.story_id, reason="there is no LLM to reword it")
        return kept
    start = Rendition(
        story_id=summary.story_id, revision=summary.revision, manner=manner, made_at=app.clock.now()
    )
    start = replace(start, writer=before.writer, wordings=known) if before else start
    try:
        made = await _make(app.llm, start, missing, known, account) if app.llm and missing else start
    except BadReply as error:  # the next channel's call would bring no better one
        _tell_failure(summary.story_id, manner, error)
        made = kept or replace(start, wordings=(), note=str(error))
    except LlmError as error:
        _tell_failure(summary.story_id, manner, error)
        return kept
    if summary.story_id:
        await store.save(made)
    return made


def _still_true(
    wordings: Sequence[Wording], originals: Sequence[Original], manner: Manner
) -> tuple[Wording, ...]:
    by_text = {one.text: one for one in originals}
    return tuple(
        wording
        for wording in wordings
        if (one := by_text.get(wording.original)) is not None
        and not wording.reason
        and (manner.language or not check_wording(one, wording.text, manner))
    )


def _tell_failure(story_id: int, manner: Manner, error: LlmError) -> None:
    log.warning(
        "shown as it was written",
        story=story_id,
        language=manner.language or None,
        plain=manner.plain,
        reason=str(error),
    )


async def _make(
    llm: Llm, start: Rendition, wanted: Sequence[Original], known: Sequence[Wording], spender: Spender
) -> Rendition:
    """Raises `LlmError`."""
    work = _Work(llm, spender, start.manner, wanted)
    wordings = await work.tell()
    return replace(
        start,
        writer=work.writer,
        versions=(instructions_of(start.manner).version,),
        wordings=(*known, *wordings),
        tokens=start.tokens + work.tokens,
    )


@dataclass(slots=True)
class _Work:
    """The lines told by one call, and by a second one those mended that failed."""

    llm: Llm
    spender: Spender
    manner: Manner
    wanted: Sequence[Original]
    tokens: int = 0
    writer: str = ""

    async def tell(self) -> tuple[Wording, ...]:
        given = await self._ask(compose_rendition_prompt(self.wanted, self.manner))
        wrong = find_wrong(self.wanted, given, self.manner)
        if wrong:
            given |= await self._mend(wrong)
            wrong = find_wrong(self.wanted, given, self.manner)
        return choose_wordings(self.wanted, given, wrong, self.manner)

    async def _mend(self, wrong: dict[int, tuple[str, ...]]) -> dict[int, str]:
        try:
            mended = await self._ask(compose_rendition_prompt(self.wanted, self.manner, wrong))
        except LlmError as error:
            log.info("not mended", reason=str(error))
            return {}
        return {place: text for place, text in mended.items() if place in wrong}

    async def _ask(self, prompt: Prompt) -> dict[int, str]:
        reply = await self.llm.complete(prompt, self.spender)
        self.tokens += reply.tokens_in + reply.tokens_out
        self.writer = reply.writer or self.llm.name
        return read_rendition(reply.text, len(self.wanted))
