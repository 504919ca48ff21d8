"""The LLM endpoint: one bounded, careful question at a time to any OpenAI-compatible server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.core.protocol import estimate_tokens
from bot.core.types import DESK, Prompt, Reply, Spender
from bot.errors import BadReply, BudgetSpent, LlmError, LlmRefused, LlmUnavailable

if TYPE_CHECKING:
    import openai
    from openai.types.chat import ChatCompletion

ATTEMPTS = 3
BACK_OFF = timedelta(seconds=0.5)
TEMPERATURE = 0.1  # near-extractive writing wants the likeliest words, not variety

_CHECK_PROMPT = Prompt(
    purpose="check",
    version="check 1",
    fixed='Reply with this JSON and nothing else: {"ready": true}',
    text="Are you ready?",
    limit_tokens=256,  # room for servers that think aloud first
    schema={
        "type": "object",
        "properties": {"ready": {"type": "boolean"}},
        "required": ["ready"],
        "additionalProperties": False,
    },
)


class ReplyForm(StrEnum):
    """How the server can be told what a reply must look like, the strictest first."""

    SCHEMA = "json_schema"
    JSON = "json_object"
    LINES = "plain text"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What this server turned out to understand; learned from its 400s and kept while the process lives."""

    form: ReplyForm = ReplyForm.SCHEMA
    temperature: bool = True
    limit_key: str = "max_tokens"

    def parameters(self, prompt: Prompt) -> dict[str, Any]:
        """The request's parameters besides model and messages, in the words of the chat completions API."""
        parameters: dict[str, Any] = {self.limit_key: prompt.limit_tokens}
        if self.temperature:
            parameters["temperature"] = TEMPERATURE
        if prompt.schema is not None and self.form is ReplyForm.SCHEMA:
            schema = {"name": prompt.purpose, "strict": True, "schema": prompt.schema}
            parameters["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif prompt.schema is not None and self.form is ReplyForm.JSON:
            parameters["response_format"] = {"type": "json_object"}
        return parameters

    def simpler(self, complaint: str, prompt: Prompt) -> Dialect | None:
        """The dialect to try after the server said 400 in these words; None when there is none left.

        Servers word this freely or not at all, so whatever does not name another cause is taken to be
        about the form of the reply.
        """
        if "context" in complaint and "length" in complaint:
            return None
        if "max_tokens" in complaint and self.limit_key == "max_tokens":
            return replace(self, limit_key="max_completion_tokens")
        if "temperature" in complaint and self.temperature:
            return replace(self, temperature=False)
        if prompt.schema is not None and self.form is not ReplyForm.LINES:
            forms = tuple(ReplyForm)
            return replace(self, form=forms[forms.index(self.form) + 1])
        return None


class _Budget:
    """Tokens that may still be spent today (UTC). Kept in memory: a restart starts the day anew."""

    def __init__(self, daily_tokens: int | None, today: Callable[[], date]) -> None:
        self._limit = daily_tokens
        self._today = today
        self._day = today()
        self._spent = 0

    def reserve(self, tokens: int) -> None:
        if self._today() != self._day:
            self._day, self._spent = self._today(), 0
        if self._limit is not None and self._spent + tokens > self._limit:
            raise BudgetSpent(
                f"Today's budget of {self._limit} LLM tokens is used up; the built-in writer works on until "
                "midnight UTC."
            )
        self._spent += tokens

    def settle(self, reserved: int, spent: int) -> None:
        self._spent += spent - reserved


@asynccontextmanager
async def open_llm(
    *,
    base_url: str,
    api_key: str,
    model: str,
    timeout: timedelta = timedelta(seconds=30),  # noqa: ASYNC109 - of the calls, not of the opening
    concurrency: int = 2,
    daily_tokens: int | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AsyncIterator[Endpoint]:
    """The endpoint as a `bot.ports.Llm`, its connections closed at the end.

    `timeout` bounds a whole call: waiting for a free place, every retry and every Retry-After included.
    `daily_tokens` bounds a day (UTC) of this process, None for no bound. Some local servers need no key.
    """
    import openai

    client = openai.AsyncOpenAI(
        base_url=base_url, api_key=api_key or "none", max_retries=0, timeout=timeout.total_seconds()
    )
    async with client:
        budget = _Budget(daily_tokens, lambda: now().astimezone(UTC).date())
        yield Endpoint(client, model=model, timeout=timeout, concurrency=concurrency, budget=budget)


class Endpoint:
    """An OpenAI-compatible server and one LLM on it. Opened by `open_llm`."""

    def __init__(
        self,
        client: openai.AsyncOpenAI,
        *,
        model: str,
        timeout: timedelta,
        concurrency: int,
        budget: _Budget,
    ) -> None:
        self._client = client
        self._model = model
        self._timeout = timeout
        self._places = asyncio.Semaphore(concurrency)
        self._budget = budget
        self._dialect = Dialect()

    @property
    def name(self) -> str:
        return self._model

    async def complete(self, prompt: Prompt, spender: Spender = DESK) -> Reply:
        reserved = estimate_tokens(prompt.fixed + prompt.text) + prompt.limit_tokens
        self._budget.reserve(reserved)
        spent = 0
        try:
            async with asyncio.timeout(self._timeout.total_seconds()), self._places:
                completion = await self._insist(prompt)
            spent = _count_tokens(completion, prompt)
            return replace(_read(completion, prompt), writer=self._model)
        except TimeoutError as error:
            spent = reserved  # the server may have done the work, and will bill it
            seconds = self._timeout.total_seconds()
            raise LlmUnavailable(f"The LLM endpoint did not answer within {seconds:g} seconds.") from error
        finally:
            self._budget.settle(reserved, spent)

    async def check(self) -> str:
        started = time.monotonic()
        await self.complete(_CHECK_PROMPT)
        host = urlsplit(str(self._client.base_url)).hostname
        return (
            f"{self._model} at {host} answered in {time.monotonic() - started:.1f} s "
            f"(form of replies: {self._dialect.form.value})."
        )

    async def _insist(self, prompt: Prompt) -> ChatCompletion:
        """The server's answer, asked for again where asking again can help. The caller sets the deadline."""
        import openai

        deadline = asyncio.get_running_loop().time() + self._timeout.total_seconds()
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._speak(prompt)
            except openai.APITimeoutError as error:
                raise TimeoutError from error
            except (openai.RateLimitError, openai.InternalServerError, openai.APIConnectionError) as error:
                wait = _decide_wait(error, attempt)
                left = deadline - asyncio.get_running_loop().time()
                if wait is None or wait.total_seconds() >= left:
                    raise self._translate(error) from None
                await asyncio.sleep(wait.total_seconds())
        raise LlmUnavailable("The LLM endpoint keeps asking to wait.")

    async def _speak(self, prompt: Prompt) -> ChatCompletion:
        """One answer, in the richest dialect the server takes; a dialect that worked is remembered."""
        import openai

        dialect: Dialect | None = self._dialect
        while dialect is not None:
            try:
                completion = await self._post(prompt, dialect)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                dialect = dialect.simpler(f"{error.message} {error.body}".lower(), prompt)
                if dialect is None:
                    raise self._translate(error) from None
            except openai.APIStatusError as error:
                if isinstance(error, (openai.RateLimitError, openai.InternalServerError)):
                    raise
                raise self._translate(error) from None
            else:
                self._dialect = dialect
                return completion
        raise AssertionError("unreachable: a dialect is there at the start")

    async def _post(self, prompt: Prompt, dialect: Dialect) -> ChatCompletion:
        from openai.types.chat import ChatCompletion

        try:
            completion: object = await self._client.chat.completions.create(
                model=self._model,
                messages=[
                    {"role": "system", "content": prompt.fixed},
                    {"role": "user", "content": prompt.text},
                ],
                **dialect.parameters(prompt),
            )
        except ValueError as error:  # a body that says it is JSON and is not
            raise LlmUnavailable("The LLM endpoint answered with broken JSON.") from error
        if (
            isinstance(completion, ChatCompletion)
            and completion.choices
            and getattr(completion.choices[0], "message", None) is not None
        ):
            return completion
        raise LlmUnavailable(
            "The LLM endpoint answered, but not as a chat completion: check that llm.base_url ends where its "
            "API begins (often /v1)."
        )

    def _translate(self, error: openai.APIError) -> LlmError:
        """Our error for the library's. Never the server's own words: some servers repeat the key in them."""
        import openai

        if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
            words = "refuses the key: check the key in the environment, and that it may use this LLM"
        elif isinstance(error, openai.NotFoundError):
            words = f"knows no LLM called {self._model!r}, or no such address: check llm.model and llm.base_url"
        elif isinstance(error, openai.RateLimitError):
            words = "asks us to come back later, or the account's credit is used up"
        elif isinstance(error, openai.APIStatusError) and error.status_code < 500:
            words = "does not take the request: check llm.model and how long a text it can read"
        elif isinstance(error, openai.APIStatusError):
            words = "is out of order"
        else:
            return LlmUnavailable("The LLM endpoint could not be reached, or the connection broke off.")
        return LlmUnavailable(f"The LLM endpoint {words} (HTTP {error.status_code}).")


def _decide_wait(error: openai.APIError, attempt: int) -> timedelta | None:
    """How long to wait before asking again after this failed attempt (counted from 1); None: do not."""
    import openai

    if isinstance(error, openai.RateLimitError):
        if error.code == "insufficient_quota" or attempt >= ATTEMPTS:
            return None
        try:
            return timedelta(seconds=max(0.0, float(error.response.headers["retry-after"])))
        except (KeyError, ValueError, OverflowError):  # absent, or an HTTP date, which LLM servers do not send
            return BACK_OFF * (1 << attempt)
    return BACK_OFF if attempt == 1 else None


def _count_tokens(completion: ChatCompletion, prompt: Prompt) -> int:
    usage = completion.usage
    if usage is not None:
        return (usage.prompt_tokens or 0) + (usage.completion_tokens or 0)
    said = completion.choices[0].message.content or ""
    return estimate_tokens(prompt.fixed + prompt.text + said)


def _read(completion: ChatCompletion, prompt: Prompt) -> Reply:
    choice = completion.choices[0]
    text = (choice.message.content or "").strip()
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise LlmRefused("The LLM declined to write this.")
    if choice.finish_reason == "length":
        raise BadReply("The LLM's reply was cut off: it was longer than agreed.", text=text)
    if not text:
        raise BadReply("The LLM sent an empty reply.")
    if completion.usage is None:
        return Reply(text, estimate_tokens(prompt.fixed + prompt.text), estimate_tokens(text))
    return Reply(text, completion.usage.prompt_tokens or 0, completion.usage.completion_tokens or 0)
