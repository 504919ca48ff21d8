"""Vectors of texts from an OpenAI-compatible embeddings endpoint, in batches, each text paid for once."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import structlog

from bot.core.endpoint_health import WELL, Trouble, decide_rest
from bot.core.meaning import Vector, unit
from bot.core.saying import joined, recalled, tr
from bot.core.types import DESK, EndpointCheck, Limits, Prompt, Spender
from bot.core.types.money import NO_LIMITS
from bot.errors import LlmError, LlmUnavailable
from bot.llm.endpoint import EndpointSettings
from bot.llm.failures import Failure, read_failure
from bot.llm.ledger import Ledger
from bot.ports import Storage, VectorStore

if TYPE_CHECKING:
    import openai

log = structlog.get_logger(__name__)

BATCH = 64
CHARACTERS = 2_000  # of a text; what follows says little more of what it is about


@asynccontextmanager
async def open_embedder(
    settings: EndpointSettings,
    storage: Storage,
    *,
    limits: Limits = NO_LIMITS,
    currency: str = "USD",
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AsyncIterator[Embeddings]:
    """The endpoint as a `bot.ports.Embedder`; `storage` keeps the vectors and the ledger."""
    import openai

    seconds = settings.timeout.total_seconds()
    client = openai.AsyncOpenAI(
        base_url=settings.base_url, api_key=settings.api_key or "none", max_retries=0, timeout=seconds
    )
    async with client:
        ledger = Ledger(storage.spending, limits, currency, now)
        yield Embeddings(settings, client, ledger, storage.vectors, now)


class Embeddings:
    """`bot.ports.Embedder`. Opened by `open_embedder`."""

    def __init__(
        self,
        settings: EndpointSettings,
        client: openai.AsyncOpenAI,
        ledger: Ledger,
        store: VectorStore,
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._client = client
        self._ledger = ledger
        self._store = store
        self._now = now
        self._maker = f"{settings.model} at {settings.base_url}"
        self._health = WELL

    async def embed(
        self, texts: Sequence[str], spender: Spender = DESK, *, unkept: Sequence[str] = ()
    ) -> tuple[Vector, ...]:
        by_digest = {_digest(text): text[:CHARACTERS] or " " for text in texts}
        passing = {_digest(text) for text in unkept}
        known = dict(await self._store.find(self._maker, tuple(by_digest)))
        missing = [digest for digest in by_digest if digest not in known]
        for start in range(0, len(missing), BATCH):
            some = missing[start : start + BATCH]
            bought = await self._buy({digest: by_digest[digest] for digest in some}, spender)
            kept = {digest: vector for digest, vector in bought.items() if digest not in passing}
            await self._store.save(self._maker, kept)
            known |= bought
        return tuple(known[_digest(text)] for text in texts)

    async def check(self) -> EndpointCheck:
        settings, started = self._settings, time.monotonic()
        where = f"{settings.model} at {settings.host}"
        try:
            (vector,) = await self._ask([f"Are you ready? {self._now():%d %b %H:%M:%S}"], DESK)
        except LlmError as error:
            return EndpointCheck(settings.name, False, f"{where}: {error}")
        seconds = time.monotonic() - started
        return EndpointCheck(
            settings.name, True, f"{where} answered in {seconds:.1f} s with {len(vector)} numbers a text."
        )

    async def _buy(self, texts: Mapping[str, str], spender: Spender) -> dict[str, Vector]:
        return dict(zip(texts, await self._ask(list(texts.values()), spender), strict=True))

    async def _ask(self, texts: list[str], spender: Spender) -> list[Vector]:
        if self._health.rests(self._now()):
            problem = self._health.problem or ""
            raise LlmUnavailable(
                joined((tr("The embeddings endpoint rests after a failure."), recalled(problem)))
            )
        settings = self._settings
        sized = Prompt(purpose="embed", version="", fixed="", text="\n".join(texts), limit_tokens=0)
        expense = await self._ledger.reserve(
            sized, spender, endpoint=settings.name, writer=settings.model, price=settings.price
        )
        try:
            vectors, used = await self._request(texts)
        except Failure as failure:
            await self._ledger.fail(expense, billed=failure.billed)
            self._note(failure)
            raise failure.error from failure.__cause__
        if self._health is not WELL:
            log.info("the embeddings endpoint answers again", endpoint=settings.name)
            self._health = WELL
        await self._ledger.settle(expense, settings.price, expense.tokens_in if used is None else used, 0)
        return vectors

    async def _request(self, texts: list[str]) -> tuple[list[Vector], int | None]:
        """The vectors in the order of the texts, and the tokens where the server counts them."""
        import openai

        try:
            async with asyncio.timeout(self._settings.timeout.total_seconds()):
                answer: object = await self._client.embeddings.create(
                    model=self._settings.model, input=texts, encoding_format="float"
                )
        except TimeoutError as error:
            words = LlmUnavailable(tr("The embeddings endpoint did not answer in time."))
            raise Failure(words, Trouble.PASSING, billed=True) from error
        except openai.APIError as error:
            raise read_failure(error, self._settings.model, self._now()) from None
        except (ValueError, TypeError) as error:  # broken JSON; a list of nothing
            raise _unreadable() from error
        return _read_vectors(answer, len(texts)), getattr(getattr(answer, "usage", None), "prompt_tokens", None)

    def _note(self, failure: Failure) -> None:
        words = str(failure.error)
        tell = log.debug if self._health.problem == words else log.warning
        self._health = decide_rest(self._health, failure.trouble, words, self._now(), failure.asked_for)
        tell("the embeddings endpoint does not help", endpoint=self._settings.name, reason=words)


def _read_vectors(answer: object, count: int) -> list[Vector]:
    rows = sorted(getattr(answer, "data", None) or (), key=lambda row: getattr(row, "index", 0))
    vectors = [_read_vector(getattr(row, "embedding", None)) for row in rows]
    if len(vectors) != count or len({len(vector) for vector in vectors}) != 1:
        raise _unreadable()
    return vectors


def _read_vector(values: object) -> Vector:
    if not isinstance(values, list) or not all(isinstance(value, int | float) for value in values):
        raise _unreadable()
    vector = unit(values)
    if vector is None:
        raise _unreadable()
    return vector


def _unreadable() -> Failure:
    said = tr("The embeddings endpoint answered, but not with a vector for each text.")
    return Failure(LlmUnavailable(joined((said, tr("Check llm.embeddings.")))), Trouble.PASSING)


def _digest(text: str) -> str:
    return hashlib.sha256(text[:CHARACTERS].encode("utf-8", "replace")).hexdigest()
