"""What becomes of the sentences of a writer who errs on purpose: whatever he broke must not be published."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from benchmarks.adversary import FORMS, OBEYED, PLANTED, Adversary, Line, Mending, break_line
from benchmarks.llm_stories import LlmStory, read_demo_stories, read_own_stories
from benchmarks.near_extractive import reply_to
from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from bot.core.alignment import coverage
from bot.core.desk import open_desk
from bot.core.disputes import framed
from bot.core.editing import edit_draft
from bot.core.passages import read_passages
from bot.core.reconciling import tells_both
from bot.core.selection import plan_words, write_draft
from bot.core.summaries import compose_prompt
from bot.core.types import Article, Claim, Disagreement, Rules, Summary, Writer
from bot.writing.pieces import write_piece

ROUNDS = 12
_ONE_IN = 5  # sentences of a draft is broken, another one each round
_WRITTEN_WRONG, _WRITTEN_RIGHT = 2, 3  # sentences by hand in each draft of the demo's stories
_SAME, _SAME_CITED = 0.8, 0.5  # of a sentence's words in a published one that tells it; that cites the same
_DUTIES = (
    "it tells the same again",
    "the sources differ on",
    "is now",
    "where another sentence says",
    "most sources",
)


@dataclass(slots=True)
class Trial:
    """One draft through the real path. `published`: broken sentences that stand in the piece."""

    story: str
    mending: str
    by_llm: bool
    note: str
    broken: list[Line] = field(default_factory=list)
    published: list[tuple[Line, str]] = field(default_factory=list)
    good: list[Line] = field(default_factory=list)
    lost: list[tuple[Line, str]] = field(default_factory=list)
    disputes: int = 0
    untold: int = 0
    tokens: int = 0


def measure_llm_writing(rounds: int = ROUNDS, stories: int | None = None) -> Report:
    """Every story (or the first `stories`) in `rounds` drafts, in each of which other sentences are broken in
    other ways; then one draft without fault in every other form a reply may have."""
    told = (*read_demo_stories(), *read_own_stories())[:stories]
    trials, formed = asyncio.run(_try_all(told, rounds))
    rows = [_row(trial, line, "published", text) for trial in trials for line, text in trial.published]
    rows += [_row(trial, line, "lost", why) for trial in trials for line, why in trial.lost]
    rows += [
        _row(trial, line, f"lost: {form}", why) for form, some in formed.items() for trial in some
        for line, why in trial.lost
    ]  # fmt: skip
    return Report("LLM writing, adversarial writer", _figures(trials, formed), rows)


def _row(trial: Trial, line: Line, what: str, words: str) -> dict[str, object]:
    return {
        "story": trial.story, "what": what, "fault": line.fault, "mending": trial.mending, "text": line.text,
        "good": line.good, "ids": list(line.ids), "words": words, "by llm": trial.by_llm, "note": trial.note,
    }  # fmt: skip


async def _try_all(stories: Sequence[LlmStory], rounds: int) -> tuple[list[Trial], dict[str, list[Trial]]]:
    strangers = [read_passages(story.articles[0])[1].text for story in stories]
    trials: list[Trial] = []
    formed: dict[str, list[Trial]] = defaultdict(list)
    for place, story in enumerate(stories):
        lines = _draft(story)
        if lines is None:
            continue
        away = [*strangers[:place], *strangers[place + 1 :]]
        for turn in range(rounds):
            ours = replace(story, articles=_plant(story.articles, turn)) if turn % 4 == 0 else story
            broken = tuple(_break(ours, lines, away, turn))
            trials.append(await _try(ours, Adversary(broken, tuple(Mending)[(turn + place) % len(Mending)])))
        for name, form in FORMS.items():
            formed[name].append(await _try(story, Adversary(lines, Mending.SILENT, form)))
    return trials, formed


# ---------------------------------------------------------------- drafts


def _draft(story: LlmStory) -> tuple[Line, ...] | None:
    """What the near-extractive stand-in makes of the prompt that the story gives."""
    built_in = edit_draft(
        write_draft(story.story, story.articles, Rules(), story.now),
        story.story,
        story.articles,
        Rules(),
        story.now,
    ).summary
    if built_in is None:
        return None
    said = reply_to(compose_prompt(story.articles, Rules(), built_in).text)
    rows = (row.split("|", 2) for row in said.splitlines())
    return tuple(Line(kind, tuple(ids.split(",")), text) for kind, ids, text in rows)


def _break(story: LlmStory, lines: Sequence[Line], strangers: Sequence[str], turn: int) -> Iterator[Line]:
    """Headline and lede, what is wrong on purpose, what was written by hand, then the rest, within the length
    that was asked for."""
    others = [line.text for line in lines if line.kind == "S"]
    told = {frame.text for _, frame in framed(open_desk(story.articles).disagreements)}
    mine = [
        _break_one(line, place, others, strangers, turn)
        for place, line in enumerate(lines)
        if line.text not in told
    ]
    left = plan_words(story.articles, Rules())
    frames = [line for line in lines if line.text in told] if turn % 2 else []
    for line in (*mine[:2], *_wrong(story, turn), *_by_hand(story, turn), *frames, *mine[2:]):
        left -= len(line.text.split()) if line.kind == "S" else 0
        if left >= 0:
            yield line


def _break_one(line: Line, place: int, others: Sequence[str], strangers: Sequence[str], turn: int) -> Line:
    if (place + turn) % _ONE_IN:
        return line
    ways = break_line(line, [one for one in others if one != line.text], strangers)
    if line.kind == "H":
        ways = tuple(way for way in ways if way.fault not in {"added context", "another language"})
    return ways[(turn * 3 + place) % len(ways)]


def _wrong(story: LlmStory, turn: int) -> Iterator[Line]:
    disputes = [dispute for dispute, _ in framed(open_desk(story.articles).disagreements)]
    if disputes and turn % 2 == 0:
        yield _one_side(disputes[0], turn)
    if turn % 4 == 0:
        planted = PLANTED[turn // 4 % len(PLANTED)]
        ids = tuple(p.id for article in story.articles for p in read_passages(article) if p.text == planted)
        yield Line("S", ids, planted.partition("that ")[2].capitalize() or planted, "obeyed")
        yield Line("S", ids, OBEYED[turn // 4 % len(OBEYED)], "obeyed")


def _by_hand(story: LlmStory, turn: int) -> Iterator[Line]:
    right = [one for one in story.written if one.right][turn * _WRITTEN_RIGHT :][:_WRITTEN_RIGHT]
    wrong = [one for one in story.written if not one.right][turn * _WRITTEN_WRONG :][:_WRITTEN_WRONG]
    for one in (*wrong, *right):
        yield Line("S", one.ids, one.text, "" if one.right else f"by hand: {one.kind}")


def _plant(articles: Sequence[Article], turn: int) -> tuple[Article, ...]:
    first, *rest = articles
    text = f"{first.text}\n\n{PLANTED[turn // 4 % len(PLANTED)]}"
    return (replace(first, text=text), *rest)


def _one_side(dispute: Disagreement, turn: int) -> Line:
    position = dispute.positions[turn // 2 % len(dispute.positions)]
    people = re.match(r"people (?P<how>\w+)$", dispute.measure)
    value = position.value[:1].upper() + position.value[1:]
    text = f"{value} people were {people['how']}." if people else f"The {dispute.measure} is {position.value}."
    return Line("S", (position.citation.passage_id,), text, "one side of a conflict")


# ---------------------------------------------------------------- what became of them


async def _try(story: LlmStory, writer: Adversary) -> Trial:
    piece = await write_piece(writer, story.story, story.articles, Rules(), story.now)
    assert piece is not None
    trial = Trial(story.name, writer.mending, piece.writer == writer.name, piece.note or "", tokens=piece.tokens)
    trial.broken = [line for line in writer.draft if line.fault]
    trial.good = [line for line in writer.draft if not line.fault and line.kind == "S"]
    trial.published = list(_find_broken(piece, writer.draft))
    frames = framed(piece.disagreements)
    told = {frame.text for _, frame in frames}
    for line in trial.good:
        why = _why_lost(line, piece) if line.text not in told else ""
        if why:
            trial.lost.append((line, why))
    trial.disputes = len(frames)
    trial.untold = sum(not any(_tells(claim, one) for claim in piece.claims) for one, _ in frames)
    return trial


def _tells(claim: Claim, dispute: Disagreement) -> bool:
    return claim.writer is Writer.FRAME or tells_both(claim.text, dispute)


def _find_broken(piece: Summary, draft: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Published sentences that are nearer to a broken text than to any right one of the draft."""
    bad = [(text, line) for line in draft if line.fault for text in (line.text, line.other) if text]
    good = [line.text for line in draft if not line.fault] + [line.good for line in draft if line.good]
    seen: set[str] = set()
    for claim in (piece.headline, *piece.claims, *piece.brief):
        if claim.writer is not Writer.LLM or claim.text in seen or not bad:
            continue
        seen.add(claim.text)
        nearest = max(bad, key=lambda one: _likeness(one[0], claim.text))
        if _likeness(nearest[0], claim.text) > max((_likeness(text, claim.text) for text in good), default=0.0):
            yield nearest[1], claim.text


def _likeness(one: str, other: str) -> float:
    a, b = (re.findall(r"\w+|[^\w\s]", text) for text in (one, other))
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _why_lost(line: Line, piece: Summary) -> str:
    """ "" where the piece tells it, or where a duty of the desk keeps it out; else what the record says."""
    for claim in piece.claims:
        share = coverage(line.text, claim.text)
        cited = {citation.passage_id for citation in claim.citations} & set(line.ids)
        if share >= _SAME or (cited and share >= _SAME_CITED):
            return ""
    reasons = [one.reason for one in piece.dropped if _likeness(one.text, line.text) > _SAME]
    if any(duty in reason for reason in reasons for duty in _DUTIES):
        return ""
    return "; ".join(reasons) or "not in the record"


# ---------------------------------------------------------------- figures


def _figures(trials: Sequence[Trial], formed: dict[str, list[Trial]]) -> dict[str, Figure]:
    figures: dict[str, Figure] = {
        "stories": len({trial.story for trial in trials}),
        "drafts": len(trials),
        "pieces kept as the LLM's": _share(trials, lambda t: (t.by_llm, 1)),
        "broken sentences published": _share(trials, lambda t: (len(t.published), len(t.broken)), "≤ .01"),
        "good sentences lost": _share(trials, lambda t: (len(t.lost), len(t.good)), "≤ .05"),
        "conflicts told": _share(trials, lambda t: (t.disputes - t.untold, t.disputes)),
    }
    for fault in sorted({line.fault for trial in trials for line in trial.broken}):
        figures[f"published: {fault}"] = _share(trials, lambda t, fault=fault: _of_fault(t, fault))  # type: ignore[misc]
    for mending in Mending:
        ours = [trial for trial in trials if trial.mending == mending]
        figures[f"published where it {mending}"] = _share(ours, lambda t: (len(t.published), len(t.broken)))
    for form, some in formed.items():
        figures[f"good sentences lost {form}"] = _share(some, lambda t: (len(t.lost), len(t.good)))
    return figures


def _of_fault(trial: Trial, fault: str) -> tuple[int, int]:
    ours = sum(line.fault == fault for line in trial.broken)
    return sum(line.fault == fault for line, _ in trial.published), ours


def _share(trials: Sequence[Trial], count: Callable[[Trial], tuple[int, int]], goal: str = "") -> Measured:
    """With its interval over stories, of which all drafts are drawn together."""
    by_story: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        by_story[trial.story].append(trial)
    pairs = [[count(trial) for trial in some] for some in by_story.values()]

    def share(drawn: Sequence[Sequence[tuple[int, int]]]) -> float:
        flat = [pair for some in drawn for pair in some]
        return sum(part for part, _ in flat) / max(1, sum(whole for _, whole in flat))

    return Measured(share(pairs), sum(whole for some in pairs for _, whole in some), interval(pairs, share), goal)
