"""What every stand-in for an LLM has in common: it needs no endpoint."""

from __future__ import annotations

from bot.core.types import EndpointCheck, EndpointState


class InMemory:
    """The part of the port `Llm` besides its name and its replies."""

    @property
    def endpoints(self) -> tuple[EndpointState, ...]:
        return ()

    async def check(self) -> tuple[EndpointCheck, ...]:
        return ()
