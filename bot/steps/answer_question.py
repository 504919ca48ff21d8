"""The step that answers a question about a story from its sources and remembers the exchange."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

import structlog

from bot.core.answer_prompts import (
    Attempt,
    compose_answer_prompt,
    compose_answer_repair,
    is_for_code,
    mend_answer,
    read_answer,
    settle_answer,
)
from bot.core.answers import Inquiry, answer_inquiry, inquire, list_present
from bot.core.hidden_outlets import list_shown, without_outlets
from bot.core.saying import tr
from bot.core.shares import note_share
from bot.core.turn_records import record_turn
from bot.core.types import Answer, Prompt, Reply, Spender
from bot.errors import BadArguments, BudgetSpent, LlmError
from bot.ports import App, Llm
from bot.writing.listening import Listener
from bot.writing.nearness import sort_by_meaning

LONGEST_QUESTION = 500
TURNS = 4

log = structlog.get_logger(__name__)


async def answer_question(
    app: App,
    channel_id: int,
    story_id: int,
    question: str,
    person: str | None = None,
    shown: Callable[[Answer], None] | None = None,
) -> Answer:
    """The answer, saved as a turn of this channel and story. The LLM, where there is one, is asked on the account
    of `person` ("telegram:12345"); the built-in answer stands whenever it fails. `shown` is given the LLM's
    answer while it is made, each time as it would stand if it ended there: no sentence that was not checked.
    Raises `BadArguments` for a question that is empty or too long.
    """
    question = " ".join(question.split())
    if not question:
        raise BadArguments(tr("Ask something about the story, for example: How many people were injured?"))
    if len(question) > LONGEST_QUESTION:
        raise BadArguments(
            tr(
                "That is too long for one question: {number} characters are the most.",
                number=LONGEST_QUESTION,
            )
        )
    now = app.clock.now()
    story = await app.storage.stories.get(story_id)
    settings = (await app.storage.channels.get(channel_id)).settings
    articles = list_shown(await app.storage.articles.list_of_story(story.id), settings.hidden)
    summary = await app.storage.stories.find_summary(story.id)
    summary = summary and without_outlets(summary, settings.hidden)
    since = now - app.rules.keep_turns
    turns = await app.storage.turns.list_recent(channel_id, story.id, since, TURNS)

    present = list_present(articles, now)
    inquiry = inquire(question, present, summary, turns, now) if present else None
    here = now.astimezone(ZoneInfo(settings.timezone))
    answer = answer_inquiry(inquiry, question, story.id, articles, summary, here)
    share_spent = False
    if app.llm is not None and inquiry is not None and not is_for_code(inquiry):
        spender = Spender(channel_id, person, story.id)
        if app.embedder is not None:
            inquiry = await sort_by_meaning(app.embedder, inquiry, present, spender)
        try:
            answer = await improve_answer(app.llm, answer, inquiry, spender, shown)
        except BudgetSpent as error:
            share_spent = error.personal
            answer = replace(answer, stood_in=str(error))

    turn_id = await app.storage.turns.add(record_turn(answer, channel_id, question, now))
    answer = replace(answer, turn_id=turn_id)
    return note_share(answer) if share_spent else answer


async def improve_answer(
    llm: Llm,
    built_in: Answer,
    inquiry: Inquiry,
    spender: Spender,
    shown: Callable[[Answer], None] | None = None,
) -> Answer:
    """The LLM's answer where it passes the checks, its failed sentences mended once; else the built-in one.
    Raises `BudgetSpent`; whatever else fails leaves the built-in answer. `shown` as in `answer_question`."""
    prompt = compose_answer_prompt(inquiry)
    if prompt is None:
        return built_in
    desk = _AnswerDesk(llm, spender, inquiry, built_in)
    try:
        answer = await desk.answer(prompt, shown)
    except BudgetSpent:
        raise
    except LlmError as error:
        tell = log.debug if error.told else log.warning
        tell("the built-in answer stands", story=built_in.story_id, reason=str(error))
        answer = replace(built_in, stood_in=str(error))
    return replace(answer, tokens=desk.tokens, prompts=tuple(desk.prompts))


class _AnswerDesk:
    """One answer by the LLM. `tokens` are those spent so far, `prompts` the versions asked with."""

    def __init__(self, llm: Llm, spender: Spender, inquiry: Inquiry, built_in: Answer) -> None:
        self._llm = llm
        self._spender = spender
        self._inquiry = inquiry
        self._built_in = built_in
        self.tokens = 0
        self.prompts: list[str] = []

    async def answer(self, prompt: Prompt, shown: Callable[[Answer], None] | None) -> Answer:
        """Raises an `LlmError` when the endpoint fails or says nothing that can be read."""
        reply = await self._ask(prompt, self._listen(shown) if shown is not None else None)
        attempt = await self._mend(self._read(reply.text))
        return settle_answer(attempt, self._inquiry, self._built_in, reply.writer or self._llm.name)

    def _listen(self, shown: Callable[[Answer], None]) -> Callable[[str], None]:
        """Shows what would stand if the reply ended there, as far as it is the LLM's."""
        return Listener(self._read, lambda attempt: len(attempt.claims), self._settle_so_far, shown).hear

    def _settle_so_far(self, attempt: Attempt) -> Answer | None:
        answer = settle_answer(attempt, self._inquiry, self._built_in, self._llm.name)
        return answer if answer.stood_in is None else None

    def _read(self, text: str) -> Attempt:
        return read_answer(text, self._inquiry)

    async def _mend(self, attempt: Attempt) -> Attempt:
        """With what could be mended; the same attempt where that fails."""
        prompt = compose_answer_repair(attempt, self._inquiry, self.tokens)
        if prompt is None:
            return attempt
        try:
            reply = await self._ask(prompt)
            return mend_answer(attempt, self._read(reply.text))
        except LlmError as error:
            log.info("not mended", reason=str(error))
            return attempt

    async def _ask(self, prompt: Prompt, heard: Callable[[str], None] | None = None) -> Reply:
        self.prompts.append(prompt.version)
        reply = await self._llm.complete(prompt, self._spender, heard)
        self.tokens += reply.tokens_in + reply.tokens_out
        return reply
