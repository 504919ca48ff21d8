"""/usage: what the LLM costs and what is left of its budgets, for the operators."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.core.budgets import begin_day, begin_month
from bot.core.explaining import compose_planted
from bot.core.types import Message, Request
from bot.core.usage import compose_usage
from bot.ports import App
from handlers.channel import require_confidence, require_operator


async def answer(request: Request, arguments: str, app: App) -> Message:
    """Today and this month (UTC): amounts, budgets, endpoints, and who asked for most."""
    require_operator(request, app)
    require_confidence(request)
    channel = await app.storage.channels.find(request.here)
    now, spending = app.clock.now(), app.storage.spending
    usage = compose_usage(
        await spending.read_account(begin_day(now)),
        await spending.read_account(begin_month(now)),
        await spending.read_sums(now),
        app.llm.endpoints if app.llm is not None else (),
        app.rules.limits,
        app.rules.currency,
        ZoneInfo(channel.settings.timezone if channel is not None else "UTC"),
    )
    planted = await app.storage.articles.count_planted(begin_month(now))
    return replace(usage, blocks=(*usage.blocks, *compose_planted(planted)), personal=True)
