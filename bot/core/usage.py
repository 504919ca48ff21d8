"""What LLM calls took, what is left of each budget, and how the endpoints are: for the operator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, tzinfo

from bot.core.budgets import format_cost, list_levels
from bot.core.prompts import ANSWERING
from bot.core.saying import Phrase, joined, recalled, tr, trn
from bot.core.source_lines import name_hour
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
    "write_summary": tr("writing stories"),
    "repair_summary": tr("mending stories"),
    "answer_question": tr("answering"),
    "repair_answer": tr("mending answers"),
    "tell_plainly": tr("telling in plain words"),
    "translate_piece": tr("translating"),
    "check": tr("checks of the setup"),
    "embed": tr("embeddings"),
}
"""What each purpose is called; one of an older AiBot is shown by its own name."""


_NO_LLM = tr("No LLM is set: the built-in writer does all the work, and costs nothing.")


def compose_usage(
    today: Account,
    month: Account,
    sums: Sums,
    endpoints: Sequence[EndpointState],
    limits: Limits,
    currency: str,
    zone: tzinfo = UTC,
) -> Message:
    """Amounts of the day and the month (UTC), the dearest first; `zone`: the reader's."""
    blocks: list[Block] = [Heading((Span(tr("LLM usage")),))]
    if endpoints:
        lines = [_endpoint_line(one, currency, zone) for one in endpoints]
        blocks += _list(tr("Endpoints, the preferred first:"), lines)
    else:
        blocks.append(_say(_NO_LLM))
    if not month.totals:
        blocks.append(_say(tr("Nothing was asked of an LLM this month.")))
        return Message(blocks=tuple(blocks))
    blocks.append(_amounts(today.totals, month.totals, currency))
    levels = [_level_line(level, currency) for level in list_levels(sums, limits)]
    blocks += _list(tr("Budgets:"), levels or [tr("No budget is set.")])
    blocks += _list(tr("By work and endpoint:"), _work_lines(today.totals, month.totals, currency))
    blocks += _list(tr("On average this month:"), _averages(month))
    chats = [
        tr("{chat}: {tokens} tokens, {cost}", chat=title, tokens=tokens, cost=format_cost(cost, currency))
        for title, tokens, cost in month.channels
    ]
    blocks += _list(tr("The chats that asked for most this month:"), chats)
    return Message(blocks=tuple(blocks))


def say_budget(sums: Sums, limits: Limits, currency: str, *, has_llm: bool) -> tuple[Phrase, ...]:
    """In two lines what was spent and reserved today and this month, and what is left of each budget."""
    if not has_llm and not sums.month_tokens:
        return (_NO_LLM,)
    levels = list_levels(sums, limits)
    if levels:
        left = {period: [_say_left(one, currency) for one in levels if one.period is period] for period in Period}
    else:
        left = {period: [tr("no budget is set")] for period in Period}
    day = joined((_spent(sums.day_tokens, sums.day_cost, currency), *left[Period.DAY]), by="; ")
    month = joined((_spent(sums.month_tokens, sums.month_cost, currency), *left[Period.MONTH]), by="; ")
    return tr("LLM today: {amounts}", amounts=day), tr("LLM this month: {amounts}", amounts=month)


def _spent(tokens: int, cost: int, currency: str) -> Phrase:
    return joined((trn("{number} token", "{number} tokens", tokens), format_cost(cost, currency)), by=", ")


def _say(words: str) -> Paragraph:
    return Paragraph((Span(words),))


def _list(title: Phrase, lines: Sequence[str]) -> list[Block]:
    return [_say(title), Bullets(tuple((Span(line),) for line in lines))] if lines else []


def _endpoint_line(endpoint: EndpointState, currency: str, zone: tzinfo) -> Phrase:
    problem = recalled(endpoint.problem or "")
    if endpoint.resting_until is not None:
        until = name_hour(endpoint.resting_until.astimezone(zone))
        health = joined((tr("rests until {time}.", time=until), problem))
    elif endpoint.problem is not None:
        health = joined((tr("is tried again with the next call."), problem))
    else:
        health = tr("well.")
    name = endpoint.name if endpoint.name == endpoint.writer else f"{endpoint.name} ({endpoint.writer})"
    priced = joined((name, _price(endpoint.price, currency)), by=", ")
    return tr("{endpoint}: {health}", endpoint=priced, health=health)


def _price(price: Price, currency: str) -> str:
    if price == Price():
        return ""
    return tr(
        "{cost_in} a million tokens in and {cost_out} out",
        cost_in=format_cost(price.tokens_in, currency),
        cost_out=format_cost(price.tokens_out, currency),
    )


def _amounts(today: Sequence[Total], month: Sequence[Total], currency: str) -> Table:
    head = ("", tr("Today"), tr("This month"))
    names = (tr("Calls"), tr("Failed"), tr("Tokens in"), tr("Tokens out"), tr("Cost"))
    return Table((head, *zip(names, _sums(today, currency), _sums(month, currency), strict=True)))


def _sums(totals: Sequence[Total], currency: str) -> tuple[str, ...]:
    counts = (
        sum(total.calls for total in totals),
        sum(total.failed for total in totals),
        sum(total.tokens_in for total in totals),
        sum(total.tokens_out for total in totals),
    )
    return (
        *(joined((count,)) for count in counts),
        format_cost(sum(total.cost for total in totals), currency),
    )


def _work_lines(today: Iterable[Total], month: Iterable[Total], currency: str) -> list[Phrase]:
    """The dearest first. Lines and no table: on a phone they wrap."""
    now = {(total.purpose, total.endpoint): total for total in today}
    lines = []
    for total in sorted(month, key=lambda total: (-total.cost, -total.tokens_in - total.tokens_out)):
        of_day = now.get((total.purpose, total.endpoint))
        work = WORK.get(total.purpose, total.purpose.replace("_", " "))
        lines.append(
            tr(
                "{work} at {endpoint}: {amount} today; {amount_month} this month",
                work=work,
                endpoint=total.endpoint,
                amount=_cell(of_day, currency) if of_day else tr("nothing"),
                amount_month=_cell(total, currency),
            )
        )
    return lines


def _cell(total: Total, currency: str) -> Phrase:
    calls = trn("{number} call", "{number} calls", total.calls)
    tokens = trn("{number} token", "{number} tokens", total.tokens_in + total.tokens_out)
    return joined((calls, tokens, format_cost(total.cost, currency) if total.cost else ""), by=", ")


def _say_left(level: Level, currency: str) -> Phrase:
    left = max(0, level.limit - level.spent)
    if level.unit is Unit.TOKENS:
        return tr("{left} of {limit} tokens left", left=left, limit=level.limit)
    costs = format_cost(left, currency), format_cost(level.limit, currency)
    return tr("{left} of {limit} left", left=costs[0], limit=costs[1])


def _level_line(level: Level, currency: str) -> Phrase:
    amount = _say_left(level, currency)
    if level.period is Period.DAY:
        return tr("Today: {amount}", amount=amount)
    return tr("This month: {amount}", amount=amount)


def _averages(month: Account) -> list[Phrase]:
    lines = []
    if month.stories:
        lines.append(
            tr(
                "{tokens} tokens a story, all its versions together ({stories})",
                tokens=round(month.story_tokens / month.stories),
                stories=trn("{number} story", "{number} stories", month.stories),
            )
        )
    answering = [total for total in month.totals if total.purpose == ANSWERING.purpose]
    answers = sum(total.calls - total.failed for total in answering)
    if answers:
        each = round(sum(total.tokens_in + total.tokens_out for total in answering) / answers)
        count = trn("{number} answer", "{number} answers", answers)
        lines.append(tr("{tokens} tokens an answer ({answers})", tokens=each, answers=count))
    return lines
