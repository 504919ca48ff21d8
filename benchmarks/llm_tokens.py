"""What a story costs in tokens, in and out, mending included, beside pasting its articles into a prompt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import fmean, quantiles

from benchmarks.adversary import CONTEXT, Adversary, Line, Mending, break_line
from benchmarks.in_memory import InMemory
from benchmarks.llm_stories import (
    LlmStory,
    iter_growing,
    read_demo_stories,
    read_own_stories,
    read_public_stories,
)
from benchmarks.near_extractive import reply_to, to_json
from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from bot.core.protocol import estimate_tokens
from bot.core.types import DESK, Article, Prompt, Reply, Rules, Spender
from bot.writing.pieces import write_piece

_ONE_IN = 5  # sentences that the erring writer breaks and then mends
_USUAL_PROMPT = 150  # tokens of instructions around pasted articles
_STAGES = 20  # quantiles, of which the last but one is the 95th percentile


@dataclass
class Metered(InMemory):
    """A stand-in for an LLM that answers in JSON, the dearer form. With `errs` it breaks one sentence in five and
    mends it when asked. `calls`: what each cost, by its purpose."""

    errs: bool
    calls: list[tuple[str, int, int]] = field(default_factory=list)
    name: str = "metered"
    _draft: tuple[Line, ...] = ()

    async def complete(
        self, prompt: Prompt, spender: Spender = DESK, heard: Callable[[str], None] | None = None
    ) -> Reply:
        if prompt.purpose == "write_summary":
            rows = (row.split("|", 2) for row in reply_to(prompt.text).splitlines())
            lines = [Line(kind, tuple(ids.split(",")), text) for kind, ids, text in rows]
            self._draft = tuple(self._break(place, line) for place, line in enumerate(lines))
        said = (await Adversary(self._draft, Mending.HONEST).complete(prompt)).text
        reply = Reply(to_json(said), estimate_tokens(prompt.fixed + prompt.text), 0, self.name)
        reply = replace(reply, tokens_out=estimate_tokens(reply.text))
        self.calls.append((prompt.purpose, reply.tokens_in, reply.tokens_out))
        return reply

    def _break(self, place: int, line: Line) -> Line:
        if not self.errs or place % _ONE_IN != 1:
            return line
        return break_line(line, (), CONTEXT)[0]


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens of one telling of a story. `pasted`: what its articles whole would have cost."""

    story: str
    into: int
    out: int
    mending: int
    pasted: int

    @property
    def whole(self) -> int:
        return self.into + self.out


def measure_llm_tokens(folders: Sequence[Path] = ()) -> Report:
    """The demo's and our own stories, and those of public sets: once by a writer of whom nothing must be mended,
    once by one who errs in every fifth sentence. Raises SetAbsent."""
    sets = {"demo": read_demo_stories(), "own": read_own_stories()}
    growing = [one for stories in sets.values() for one in stories if len(set(one.revisions)) > 1]
    sets |= {folder.resolve().parent.name: read_public_stories(folder) for folder in folders}
    figures: dict[str, Figure] = {}
    rows: list[dict[str, object]] = []
    for name, stories in sets.items():
        plain, erring = ([_spend(one, errs) for one in stories] for errs in (False, True))
        figures |= {f"{name}: {what}": figure for what, figure in _figures(plain, erring).items()}
        rows += [
            {"set": name, "story": s.story, "in": s.into, "out": s.out, "mending": s.mending} for s in erring
        ]
    tellings = [
        _spend(replace(one, articles=articles), True) for one in growing for articles in iter_growing(one)
    ]
    figures["growing stories: tellings"] = len(tellings)
    figures["growing stories: tokens a telling, mean"] = _mean(tellings, lambda one: one.whole)
    return Report("tokens a story", figures, rows)


def _spend(story: LlmStory, errs: bool) -> Spent:
    writer = Metered(errs)
    asyncio.run(write_piece(writer, story.story, story.articles, Rules(), story.now))
    return Spent(
        story.name,
        sum(into for _, into, _ in writer.calls),
        sum(out for _, _, out in writer.calls),
        sum(into + out for purpose, into, out in writer.calls if purpose == "repair_summary"),
        _paste(story.articles),
    )


def _paste(articles: Iterable[Article]) -> int:
    """The articles whole, instructions around them, and a piece of the usual length back."""
    texts = sum(estimate_tokens(f"{one.outlet.name}: {one.title}\n{one.text}") for one in articles)
    return texts + _USUAL_PROMPT + estimate_tokens("x" * 6 * Rules().story_words)


def _figures(plain: Sequence[Spent], erring: Sequence[Spent]) -> dict[str, Figure]:
    pasted = {"pasting the articles": fmean(one.pasted for one in plain)}
    return {
        "stories": len(plain),
        "in, mean": _mean(plain, lambda one: one.into),
        "out, mean": _mean(plain, lambda one: one.out),
        "nothing to mend, mean": _mean(plain, lambda one: one.whole, "≤ 2200", pasted),
        "mended, mean": _mean(erring, lambda one: one.whole, "≤ 2200", pasted),
        "mended, 95th percentile": Measured(_last_but_one(erring), len(erring), None, "≤ 4000"),
        "mended, most": max(one.whole for one in erring),
        "of which the mending, mean": _mean(erring, lambda one: one.mending),
    }


def _last_but_one(spent: Sequence[Spent]) -> float:
    return quantiles([one.whole for one in spent], n=_STAGES)[-1] if len(spent) > 1 else spent[0].whole


def _mean(
    spent: Sequence[Spent], count: Callable[[Spent], int], goal: str = "", beside: dict[str, float] | None = None
) -> Measured:
    def mean(some: Sequence[Spent]) -> float:
        return fmean(count(one) for one in some)

    return Measured(mean(spent), len(spent), interval(spent, mean), goal, beside or {})
