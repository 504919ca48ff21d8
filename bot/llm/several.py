"""The endpoints in order of preference: who is asked, who rests, and what was spent."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta

import structlog

from bot.core.dialects import ReplyForm, describe_dialect
from bot.core.endpoint_health import WELL, Health, Trouble, decide_rest, try_again
from bot.core.saying import joined, recalled, tr
from bot.core.types import DESK, EndpointCheck, EndpointState, Expense, Limits, Prompt, Reply, Spender
from bot.core.types.money import NO_LIMITS
from bot.errors import LlmError, LlmUnavailable
from bot.llm.endpoint import Endpoint, EndpointSettings
from bot.llm.failures import Failure
from bot.llm.ledger import Ledger
from bot.llm.memory import DialectMemory
from bot.llm.speaking import Heard, Listening, count_tokens, read_reply
from bot.ports import Storage

log = structlog.get_logger(__name__)
CHECK_PROMPT = Prompt(
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


@asynccontextmanager
async def open_llms(
    settings: Sequence[EndpointSettings],
    *,
    storage: Storage | None = None,
    limits: Limits = NO_LIMITS,
    currency: str = "USD",
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AsyncIterator[Endpoints]:
    """The endpoints as one `bot.ports.Llm`, the first preferred, their connections closed at the end.

    `storage` keeps the ledger, without which there are no limits, and what servers were found to understand.
    """
    import openai

    async with AsyncExitStack() as clients:
        opened = []
        for one in settings:
            client = openai.AsyncOpenAI(
                base_url=one.base_url,
                api_key=one.api_key or "none",  # some local servers need none
                max_retries=0,
                timeout=one.timeout.total_seconds(),
            )
            opened.append(Endpoint(one, await clients.enter_async_context(client), now))
        ledger = Ledger(storage.spending if storage else None, limits, currency, now)
        yield Endpoints(opened, now, ledger, DialectMemory(storage.dialects if storage else None))


@asynccontextmanager
async def open_llm(
    *,
    base_url: str,
    api_key: str,
    model: str,
    timeout: timedelta = timedelta(seconds=30),  # noqa: ASYNC109 - of the calls, not of the opening
    concurrency: int = 2,
) -> AsyncIterator[Endpoints]:
    """A single endpoint without a ledger, as `open_llms`."""
    one = EndpointSettings(
        name=model, base_url=base_url, model=model, api_key=api_key, timeout=timeout, concurrency=concurrency
    )
    async with open_llms([one]) as llm:
        yield llm


class Endpoints:
    """`bot.ports.Llm` over one or several servers. Opened by `open_llms`."""

    def __init__(
        self,
        endpoints: Sequence[Endpoint],
        now: Callable[[], datetime],
        ledger: Ledger,
        memory: DialectMemory,
    ) -> None:
        self._endpoints = tuple(endpoints)
        self._now = now
        self._ledger = ledger
        self._memory = memory
        self._health = {endpoint.name: WELL for endpoint in endpoints}

    @property
    def name(self) -> str:
        return self._endpoints[0].settings.model

    async def complete(self, prompt: Prompt, spender: Spender = DESK, heard: Heard | None = None) -> Reply:
        """The reply of the first endpoint that gives one. Where the money is spent, a free one may do."""
        listening = Listening(heard) if heard is not None else None
        failed: LlmError | None = None
        for endpoint in self._endpoints:
            if not self._may_ask(endpoint, prompt):
                continue
            try:
                return await self._ask(endpoint, prompt, spender, listening)
            except LlmError as error:
                failed = error
                if not error.told:
                    error.told = True
                    log.warning(
                        "an LLM reply could not be used",
                        endpoint=endpoint.name,
                        purpose=prompt.purpose,
                        reason=str(error),
                    )
                if listening is not None and listening.heard_any:
                    break  # what was heard is a beginning that no other reply goes on from
        raise failed or self._explain(prompt)

    @property
    def endpoints(self) -> tuple[EndpointState, ...]:
        now = self._now()
        return tuple(
            EndpointState(
                name=endpoint.name,
                writer=endpoint.settings.model,
                price=endpoint.settings.price,
                resting_until=health.until if health.rests(now) else None,
                problem=health.problem,
            )
            for endpoint, health in ((one, self._health[one.name]) for one in self._endpoints)
        )

    async def check(self) -> tuple[EndpointCheck, ...]:
        """Every endpoint is tried, whatever its health, and what it understands is learned anew."""
        return tuple([await self._check(endpoint) for endpoint in self._endpoints])

    async def _check(self, endpoint: Endpoint) -> EndpointCheck:
        settings, started = endpoint.settings, time.monotonic()
        where = f"{settings.model} at {settings.host}"
        try:
            expense = await self._reserve(endpoint, CHECK_PROMPT, DESK, calls=len(ReplyForm))
            try:
                heard = await endpoint.learn(CHECK_PROMPT)
            except Failure as failure:
                await self._ledger.fail(expense, billed=failure.billed)
                raise failure.error from failure.__cause__
            counted = [count_tokens(said, CHECK_PROMPT) for said in heard]
            await self._ledger.settle(
                expense, settings.price, sum(into for into, _ in counted), sum(out for _, out in counted)
            )
            await self._memory.remember(endpoint)
            read_reply(heard[-1], CHECK_PROMPT, settings.model)
        except LlmError as error:
            return EndpointCheck(endpoint.name, False, f"{where}: {error}")
        seconds = (time.monotonic() - started) / len(heard)
        understood = describe_dialect(endpoint.dialect)
        return EndpointCheck(endpoint.name, True, f"{where} answered in {seconds:.1f} s ({understood}).")

    async def _reserve(self, endpoint: Endpoint, prompt: Prompt, spender: Spender, calls: int = 1) -> Expense:
        settings = endpoint.settings
        return await self._ledger.reserve(
            prompt, spender, endpoint=settings.name, writer=settings.model, price=settings.price, calls=calls
        )

    async def _ask(
        self, endpoint: Endpoint, prompt: Prompt, spender: Spender, listening: Listening | None
    ) -> Reply:
        """A call that is cut off from outside stays in the ledger as reserved: nobody knows what it took."""
        await self._memory.recall(endpoint)
        expense = await self._reserve(endpoint, prompt, spender)
        begun = self._begin(endpoint)
        try:
            said = await endpoint.ask(prompt, patient=not self._others(endpoint, prompt), listening=listening)
        except Failure as failure:
            self._note(endpoint, failure, prompt, begun)
            await self._ledger.fail(expense, billed=failure.billed)
            raise failure.error from failure.__cause__
        self._recover(endpoint)
        await self._ledger.settle(expense, endpoint.settings.price, *count_tokens(said, prompt))
        await self._memory.remember(endpoint)
        return read_reply(said, prompt, endpoint.settings.model)

    def _may_ask(self, endpoint: Endpoint, prompt: Prompt) -> bool:
        return endpoint.fits(prompt) and not self._health[endpoint.name].rests(self._now())

    def _others(self, endpoint: Endpoint, prompt: Prompt) -> bool:
        """Whether an endpoint further down could take the prompt now."""
        place = self._endpoints.index(endpoint)
        return any(self._may_ask(other, prompt) for other in self._endpoints[place + 1 :])

    def _begin(self, endpoint: Endpoint) -> Health:
        """The health with which a call begins. One that failed is tried by one call at a time."""
        health = self._health[endpoint.name]
        if health.failures:
            health = self._health[endpoint.name] = try_again(health, self._now(), endpoint.settings.timeout)
        return health

    def _recover(self, endpoint: Endpoint) -> None:
        if self._health[endpoint.name].failures:
            log.info("an LLM endpoint answers again", endpoint=endpoint.name)
        self._health[endpoint.name] = WELL

    def _note(self, endpoint: Endpoint, failure: Failure, prompt: Prompt, begun: Health) -> None:
        """One line for the operator when an endpoint falls ill, not one a call."""
        words = str(failure.error)
        if failure.trouble is Trouble.PROMPT:
            failure.error.told = True
            event = "an LLM endpoint did not take a prompt"
            log.warning(event, endpoint=endpoint.name, purpose=prompt.purpose, reason=words)
            return
        if self._health[endpoint.name] is not begun:
            return  # calls that began together fail together: the first of them told
        rest = decide_rest(begun, failure.trouble, words, self._now(), failure.asked_for)
        self._health[endpoint.name] = rest
        tell = log.debug if begun.problem == words else log.warning
        tell("an LLM endpoint rests", endpoint=endpoint.name, until=f"{rest.until:%H:%M:%S} UTC", reason=words)

    def _explain(self, prompt: Prompt) -> LlmUnavailable:
        """Why no endpoint was asked at all."""
        if not any(endpoint.fits(prompt) for endpoint in self._endpoints):
            log.warning("no LLM endpoint takes so long a prompt", purpose=prompt.purpose)
            return LlmUnavailable(
                joined((tr("The text is too long for every LLM endpoint."), tr("See context_tokens.")))
            )
        problems = (recalled(health.problem) for health in self._health.values() if health.problem)
        return LlmUnavailable(joined((tr("Every LLM endpoint rests after failures."), *problems)))
