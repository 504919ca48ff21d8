"""App: the record of everything the steps and handlers work with."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field

from bot.core.kept_index import KeptIndex
from bot.core.saying import Catalogue
from bot.core.types import Rules, Summary
from bot.ports.outside import Broker, Clock, Embedder, Llm, Platform, Web
from bot.ports.progress import SILENCE, Progress
from bot.ports.sharing import Sharing
from bot.ports.storing import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """Everything the steps and handlers work with. Built by `bot.app.open_app`, closed in reverse order.

    `making`: the pieces on demand that are being made. `progress`: in the desk's copy for one request, where
    whoever asked sees how the answer comes along. `catalogues`: AiBot's own words in other languages, by tag.
    """

    storage: Storage
    web: Web
    llm: Llm | None
    broker: Broker
    platforms: Mapping[str, Platform]
    clock: Clock
    rules: Rules
    embedder: Embedder | None = None
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    live: KeptIndex = field(default_factory=KeptIndex)
    in_hand: MutableMapping[object, asyncio.Event] = field(default_factory=dict)  # what is being reworded now
    progress: Progress = SILENCE
    making: Sharing[Summary | None] = field(default_factory=Sharing)
