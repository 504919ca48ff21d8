"""The settings under [llm]: endpoints in order of preference, embeddings, prices and budgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.config_parts import Count, NotNegative, Part, Positive, require_http, require_http_if_any
from bot.core.budgets import MILLION
from bot.core.types import Limits, Price

KEY_ENV = "LLM_API_KEY"

Amount = Annotated[int, Field(ge=0)]
HttpUrl = Annotated[str, AfterValidator(require_http)]
HttpUrlIfAny = Annotated[str, AfterValidator(require_http_if_any)]
EnvName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class EndpointConfig(Part):
    """One of [[llm.endpoints]]. `key_env` NAMES the environment variable that holds the key."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    base_url: HttpUrl
    model: Annotated[str, Field(min_length=1)]
    key_env: EnvName = KEY_ENV
    timeout_seconds: Positive = 45
    concurrency: Count = 4
    context_tokens: Amount = 0
    price_in: NotNegative = 0
    price_out: NotNegative = 0

    @property
    def price(self) -> Price:
        return Price(round(self.price_in * MILLION), round(self.price_out * MILLION))


class EmbeddingsConfig(Part):
    base_url: HttpUrlIfAny = ""
    model: str = ""
    key_env: EnvName = KEY_ENV
    timeout_seconds: Positive = 10
    price_in: NotNegative = 0

    @property
    def price(self) -> Price:
        return Price(round(self.price_in * MILLION), 0)


class LlmConfig(Part):
    base_url: HttpUrlIfAny = ""
    model: str = ""
    timeout_seconds: Positive = 45
    concurrency: Count = 4
    context_tokens: Amount = 0
    price_in: NotNegative = 0
    price_out: NotNegative = 0
    endpoints: tuple[EndpointConfig, ...] = ()
    currency: Annotated[str, Field(min_length=1, max_length=8)] = "USD"
    daily_tokens: Amount = 0
    monthly_tokens: Amount = 0
    daily_cost: NotNegative = 0
    monthly_cost: NotNegative = 0
    channel_daily_tokens: Amount = 0
    person_daily_tokens: Amount = 0
    embeddings: EmbeddingsConfig = EmbeddingsConfig()

    @property
    def in_order(self) -> tuple[EndpointConfig, ...]:
        """The endpoints, the preferred first; empty for the built-in writer alone."""
        if self.endpoints or not (self.base_url and self.model):
            return self.endpoints
        only = EndpointConfig(
            name=self.model[:40],
            base_url=self.base_url,
            model=self.model,
            timeout_seconds=self.timeout_seconds,
            concurrency=self.concurrency,
            context_tokens=self.context_tokens,
            price_in=self.price_in,
            price_out=self.price_out,
        )
        return (only,)

    @property
    def limits(self) -> Limits:
        return Limits(
            daily_tokens=self.daily_tokens or None,
            monthly_tokens=self.monthly_tokens or None,
            daily_cost=round(self.daily_cost * MILLION) or None,
            monthly_cost=round(self.monthly_cost * MILLION) or None,
            channel_daily_tokens=self.channel_daily_tokens or None,
            person_daily_tokens=self.person_daily_tokens or None,
        )


def list_mistakes(llm: LlmConfig, environ: Mapping[str, str]) -> list[str]:
    """Settings of [llm] that are right one by one and wrong together, or with the environment."""
    mistakes = []
    if bool(llm.base_url) != bool(llm.model):
        mistakes.append("llm: base_url and model go together; set both, or neither for the built-in writer.")
    if llm.base_url and llm.endpoints:
        mistakes.append(
            "llm: name the endpoints either by base_url and model or by [[llm.endpoints]], not by both; "
            "an endpoint of the same name and address can stand first in the list."
        )
    if bool(llm.embeddings.base_url) != bool(llm.embeddings.model):
        mistakes.append("llm.embeddings: base_url and model go together; set both, or neither for none.")
    named = Counter(endpoint.name for endpoint in llm.endpoints)
    mistakes += [f"llm.endpoints: two are called {name!r}." for name, times in named.items() if times > 1]
    asked = [(f"llm.endpoints.{endpoint.name}", endpoint.key_env) for endpoint in llm.endpoints]
    asked.append(("llm.embeddings", llm.embeddings.key_env))
    for where, key_env in asked:
        if key_env != KEY_ENV and not environ.get(key_env, "").strip():
            mistakes.append(f"{where}: key_env names {key_env}, which is not set in the environment.")
    priced = any(endpoint.price_in or endpoint.price_out for endpoint in llm.in_order)
    if (llm.daily_cost or llm.monthly_cost) and not priced:
        mistakes.append("llm: a budget in money needs prices: set price_in and price_out of the endpoints.")
    return mistakes
