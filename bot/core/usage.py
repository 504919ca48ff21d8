"""What LLM calls took, what is left of each budget, and how the endpoints are: for the operator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.core.budgets import format_cost, list_levels
from bot.core.prompts import ANSWERING
from bot.core.types import (
    Account,
    Block,
    Bullets,
    EndpointState,
    Heading,
    Level,
    Limits,
    Message,
    Paragraph,
    Period,
    Price,
    Span,
    Sums,
    Table,
    Total,
    Unit,
)

WORK = {
    "write_summary": "writing stories",
    "repair_summary": "mending stories",
    "answer_question": "answering",
    "check": "aibot check",
    "embed": "embeddings",
}
"""What each purpose is called; one that is not named here is shown by its own name."""


def compose_usage(
    today: Account,
    month: Account,
    sums: Sums,
    endpoints: Sequence[EndpointState],
    limits: Limits,
    currency: str,
) -> Message:
    """Amounts of the day and the month (UTC), the dearest first."""
    blocks: list[Block] = [Heading((Span("LLM usage"),))]
    if endpoints:
        blocks += _list("Endpoints, the preferred first", [_endpoint_line(one, currency) for one in endpoints])
    else:
        blocks.append(_say("No LLM is set: the built-in writer does all the work, and costs nothing."))
    if not month.totals:
        blocks.append(_say("Nothing was asked of an LLM this month."))
        return Message(blocks=tuple(blocks))
    blocks.append(_amounts(today.totals, month.totals, currency))
    levels = list_levels(sums, limits)
    blocks += _list("Budgets", [_level_line(level, currency) for level in levels] or ["No budget is set."])
    blocks += _list("By work and endpoint", _work_lines(today.totals, month.totals, currency))
    blocks += _list("On average this month", _averages(month))
    blocks += _list(
        "The chats that asked for most this month",
        [f"{title}: {tokens:,} tokens, {format_cost(cost, currency)}" for title, tokens, cost in month.channels],
    )
    return Message(blocks=tuple(blocks))


def _say(words: str) -> Paragraph:
    return Paragraph((Span(words),))


def _list(title: str, lines: Sequence[str]) -> list[Block]:
    return [_say(f"{title}:"), Bullets(tuple((Span(line),) for line in lines))] if lines else []


def _endpoint_line(endpoint: EndpointState, currency: str) -> str:
    if endpoint.resting_until is not None:
        health = f"rests until {_clock(endpoint.resting_until)}. {endpoint.problem}"
    elif endpoint.problem is not None:
        health = f"is tried again with the next call. {endpoint.problem}"
    else:
        health = "well."
    name = endpoint.name if endpoint.name == endpoint.writer else f"{endpoint.name} ({endpoint.writer})"
    return f"{name}{_price(endpoint.price, currency)}: {health}"


def _price(price: Price, currency: str) -> str:
    if price == Price():
        return ""
    both = (format_cost(price.tokens_in, currency), format_cost(price.tokens_out, currency))
    return ", {} a million tokens in and {} out".format(*both)


def _clock(at: datetime) -> str:
    return f"{at:%H:%M} UTC"


def _amounts(today: Sequence[Total], month: Sequence[Total], currency: str) -> Table:
    head = ("", "Today", "This month")
    names = ("Calls", "Failed", "Tokens in", "Tokens out", "Cost")
    return Table((head, *zip(names, _sums(today, currency), _sums(month, currency), strict=True)))


def _sums(totals: Sequence[Total], currency: str) -> tuple[str, ...]:
    counts = (
        sum(total.calls for total in totals),
        sum(total.failed for total in totals),
        sum(total.tokens_in for total in totals),
        sum(total.tokens_out for total in totals),
    )
    return (*(f"{count:,}" for count in counts), format_cost(sum(total.cost for total in totals), currency))


def _work_lines(today: Iterable[Total], month: Iterable[Total], currency: str) -> list[str]:
    """The dearest first. Lines and no table: on a phone they wrap."""
    now = {(total.purpose, total.endpoint): total for total in today}
    lines = []
    for total in sorted(month, key=lambda total: (-total.cost, -total.tokens_in - total.tokens_out)):
        of_day = now.get((total.purpose, total.endpoint))
        work = WORK.get(total.purpose, total.purpose.replace("_", " "))
        day = _cell(of_day, currency) if of_day else "nothing"
        lines.append(f"{work} at {total.endpoint}: {day} today; {_cell(total, currency)} this month")
    return lines


def _cell(total: Total, currency: str) -> str:
    calls = _count(total.calls, "call", "calls")
    cost = f", {format_cost(total.cost, currency)}" if total.cost else ""
    return f"{calls}, {total.tokens_in + total.tokens_out:,} tokens{cost}"


def _level_line(level: Level, currency: str) -> str:
    period = "Today" if level.period is Period.DAY else "This month"
    left = max(0, level.limit - level.spent)
    if level.unit is Unit.TOKENS:
        return f"{period}: {left:,} of {level.limit:,} tokens left"
    return f"{period}: {format_cost(left, currency)} of {format_cost(level.limit, currency)} left"


def _averages(month: Account) -> list[str]:
    lines = []
    if month.stories:
        each = round(month.story_tokens / month.stories)
        lines.append(
            f"{each:,} tokens a story, all its revisions together ({_count(month.stories, 'story', 'stories')})"
        )
    answering = [total for total in month.totals if total.purpose == ANSWERING.purpose]
    answers = sum(total.calls - total.failed for total in answering)
    if answers:
        each = round(sum(total.tokens_in + total.tokens_out for total in answering) / answers)
        lines.append(f"{each:,} tokens an answer ({_count(answers, 'answer', 'answers')})")
    return lines


def _count(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
