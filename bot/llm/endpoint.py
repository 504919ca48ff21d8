"""One OpenAI-compatible server and one LLM on it, asked in the richest dialect it turned out to understand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog

from bot.core.dialects import Dialect, ReplyForm, obeys
from bot.core.endpoint_health import Trouble
from bot.core.protocol import estimate_tokens
from bot.core.saying import tr
from bot.core.types import Price, Prompt
from bot.errors import LlmUnavailable
from bot.llm.failures import Failure, complaint_of, read_failure
from bot.llm.speaking import Listening, Said, ask, listen

if TYPE_CHECKING:
    import openai

log = structlog.get_logger(__name__)

ATTEMPTS = 3  # where the server says when to come back; where it is out of order, one fewer
BACK_OFF = timedelta(seconds=0.5)
FREE = Price()
_NO_KEY = 6  # characters: "none", "ollama" and the like are words, and no secrets
IGNORED = 2  # replies in a row without the agreed form, after which a server is taken to ignore it


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointSettings:
    """`context_tokens`: what its LLM can read and write together, None where it need not be watched.

    `timeout` bounds one call: waiting for a free place, every retry and every Retry-After included.
    """

    name: str
    base_url: str
    model: str
    api_key: str = field(default="", repr=False)
    timeout: timedelta = timedelta(seconds=45)
    concurrency: int = 4
    context_tokens: int | None = None
    price: Price = FREE

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or self.base_url


class Endpoint:
    """Asks one server; every call ends within its timeout. Raises `Failure`."""

    def __init__(
        self, settings: EndpointSettings, client: openai.AsyncOpenAI, now: Callable[[], datetime]
    ) -> None:
        self.settings = settings
        self.dialect = Dialect()
        self._client = client
        self._now = now
        self._places = asyncio.Semaphore(settings.concurrency)
        self._ignored = 0

    @property
    def name(self) -> str:
        return self.settings.name

    def fits(self, prompt: Prompt) -> bool:
        """Whether its LLM can read the prompt and write the whole reply."""
        room = self.settings.context_tokens
        return room is None or estimate_size(prompt) <= room

    async def ask(self, prompt: Prompt, *, patient: bool, listening: Listening | None = None) -> Said:
        """What it said. `patient`: asked again where that can help, for there is nobody else to ask."""
        deadline = asyncio.get_running_loop().time() + self.settings.timeout.total_seconds()
        began = False
        try:
            async with asyncio.timeout_at(deadline), self._places:
                began = True
                said = await self._insist(prompt, deadline, ATTEMPTS if patient else 1, listening)
        except TimeoutError as error:
            seconds = self.settings.timeout.total_seconds()
            words = tr("The LLM endpoint did not answer within {seconds} seconds.", seconds=f"{seconds:g}")
            trouble = Trouble.PASSING if began else Trouble.PROMPT  # busy with our own calls, it is not ill
            raise Failure(LlmUnavailable(words), trouble, billed=began) from error
        self._notice(prompt, said)
        return self._without_key(said)

    def _without_key(self, said: Said) -> Said:
        """What a server or a gateway repeats of our key would be stored with the sentence that it stands in."""
        key = self.settings.api_key
        return replace(said, text=said.text.replace(key, "…")) if len(key) > _NO_KEY else said

    async def learn(self, prompt: Prompt) -> list[Said]:
        """Finds out anew what the server understands, and what it said meanwhile, the last in the form it obeys.
        `prompt` has a schema, by which obedience shows."""
        self.dialect, self._ignored = Dialect(), 0
        heard = [await self.ask(prompt, patient=True)]
        while prompt.schema is not None and self.dialect.form is not ReplyForm.LINES:
            if obeys(prompt.schema, heard[-1].text):
                break
            self.dialect, self._ignored = self.dialect.with_simpler_form(), 0
            heard.append(await self.ask(prompt, patient=True))
        return heard

    async def _insist(self, prompt: Prompt, deadline: float, attempts: int, listening: Listening | None) -> Said:
        """Its answer, asked for again where asking again can help and nothing of a reply was heard yet."""
        attempt = 1
        while True:
            try:
                return await self._speak(prompt, listening)
            except Failure as failure:
                wait = _decide_wait(failure, attempt, attempts)
                left = deadline - asyncio.get_running_loop().time()
                if wait is None or wait.total_seconds() >= left or (listening and listening.heard_any):
                    raise
                await asyncio.sleep(wait.total_seconds())
                attempt += 1

    async def _speak(self, prompt: Prompt, listening: Listening | None) -> Said:
        """One answer, in the richest dialect the server takes; a dialect that worked is remembered."""
        import openai

        dialect = self.dialect
        while True:
            try:
                if listening is None:
                    said = await ask(self._client, self.settings.model, prompt, dialect)
                else:
                    said = await listen(self._client, self.settings.model, prompt, dialect, listening)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                simpler = dialect.simpler(complaint_of(error), prompt, streamed=listening is not None)
                if simpler is None:
                    raise self._read(error) from None
                dialect = simpler
            except openai.APIError as error:
                raise self._read(error) from None
            else:
                self.dialect = dialect
                return said

    def _read(self, error: openai.APIError) -> Failure:
        return read_failure(error, self.settings.model, self._now())

    def _notice(self, prompt: Prompt, said: Said) -> None:
        """A server that takes a form of reply and ignores it is no longer asked for it."""
        if prompt.schema is None or self.dialect.form is ReplyForm.LINES or said.finish != "stop":
            return
        self._ignored = 0 if obeys(prompt.schema, said.text) else self._ignored + 1
        if self._ignored >= IGNORED:
            log.info(
                "an LLM endpoint ignores the form of replies", endpoint=self.name, form=self.dialect.form.value
            )
            self.dialect, self._ignored = self.dialect.with_simpler_form(), 0


def estimate_size(prompt: Prompt) -> int:
    """The most tokens a call can take: the prompt as estimated, the reply at its limit."""
    return estimate_tokens(prompt.fixed + prompt.text) + prompt.limit_tokens


def _decide_wait(failure: Failure, attempt: int, attempts: int) -> timedelta | None:
    """How long to wait before asking again after this failed attempt (counted from 1); None: do not."""
    if not failure.again or attempt >= attempts:
        return None
    if failure.asked_for is not None:
        return failure.asked_for
    return BACK_OFF if attempt == 1 else None
