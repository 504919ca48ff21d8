"""Summaries of three outlets' articles against one that editors wrote: the built-in writer's push, by ROUGE."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any

from rouge_score.rouge_scorer import RougeScorer

from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from benchmarks.sets import SetAbsent, read_lines, set_name
from bot.core.editing import edit_draft
from bot.core.language import split_sentences
from bot.core.light_edits import cut_to_claim
from bot.core.polishing import make_dates_absolute, strip_dateline
from bot.core.selection import write_draft
from bot.core.types import Article, Claim, Outlet, Rules, Story, Summary

SET = "neus-allsides-mds"
MEASURED_FILES = ("val", "test")  # of the halves; what else a half holds is measured when it is named
GOALS = {"rouge1": "≥ .43", "rouge2": "≥ .20"}
NAMES = {"rouge1": "ROUGE-1 F", "rouge2": "ROUGE-2 F", "rougeLsum": "ROUGE-Lsum F"}
# The released outputs of published systems on the other half, scored by the same formula (the set's README).
PUBLISHED: Mapping[str, Mapping[str, float]] = {
    "LexRank (other half)": {"rouge1": 0.4224, "rouge2": 0.1816, "rougeLsum": 0.3729},
    "NeuS (other half)": {"rouge1": 0.3909, "rouge2": 0.1893, "rougeLsum": 0.3557},
    "LED + event graph (other half)": {"rouge1": 0.4296, "rouge2": 0.2066, "rougeLsum": 0.3867},
    "Llama-2 + event graph (other half)": {"rouge1": 0.4514, "rouge2": 0.2230, "rougeLsum": 0.4087},
}
LEAD_WORDS = 60

_DAY = datetime(2021, 3, 17, 12, tzinfo=UTC)  # the set gives no dates

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Item:
    """What is to be summarised. `gold` is compared with at the end and handed to nobody before; empty where the
    set does not give it."""

    id: str
    articles: tuple[Article, ...]
    gold: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What was written of an item: sentences, the headline first, and of each the articles (from 1) it cites."""

    sentences: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def text(self) -> str:
        """Headline and sentences joined as the reference joins its title and its summary."""
        return " ".join(_closed(sentence) for sentence, _ in self.sentences)


def measure_summaries(folder: Path, file: str | None = None, limit: int | None = None) -> Report:
    """The form that is pushed, as a channel would get it with the shipped settings: headline and brief.

    `file` names one of the half's files without its ending, `limit` takes the first items only. Raises SetAbsent.
    """
    items = read_items(folder, file)[:limit]
    started = time.process_time()
    pieces = [write(item) for item in items]
    taken = (time.process_time() - started) * 1_000 / len(items)
    figures: dict[str, Figure] = {"items": len(items)}
    if all(item.gold for item in items):
        figures |= _comparison(items, pieces, _released(folder, items) if limit is None else {})
    else:
        figures["the editors' summaries"] = "not given: nothing to compare with"
    figures["words, mean"] = mean(len(piece.text.split()) for piece in pieces)
    figures["citations a sentence, mean"] = mean(
        len(cited) for piece in pieces for _, cited in piece.sentences[1:]
    )
    figures["items without a piece"] = sum(not piece.sentences for piece in pieces)
    figures["CPU a story, ms (mean)"] = taken
    rows = tuple(_row(item, piece) for item, piece in zip(items, pieces, strict=True))
    return Report(f"summaries: {folder.parent.name}, {file or 'its measured file'}", figures, rows)


def _comparison(
    items: Sequence[Item], pieces: Sequence[Piece], released: Mapping[str, Scores]
) -> dict[str, Figure]:
    ours = [score(piece.text, item.gold) for piece, item in zip(pieces, items, strict=True)]
    beside: dict[str, Scores] = _leads(items) | {**released, **PUBLISHED}
    figures: dict[str, Figure] = {
        NAMES[kind]: Measured(
            mean(one[kind] for one in ours),
            n=len(items),
            interval=interval([one[kind] for one in ours], mean),
            goal=GOALS.get(kind, ""),
            beside={name: figures[kind] for name, figures in beside.items()},
        )
        for kind in NAMES
    }
    figures["words of the reference, mean"] = mean(len(item.gold.split()) for item in items)
    return figures


def read_items(folder: Path, file: str | None = None) -> tuple[Item, ...]:
    """The items of one file of a half. Raises SetAbsent."""
    folder = folder.resolve()
    if set_name(folder) != SET:
        raise SetAbsent(f"{folder} is no half of {SET} ({SET}/dev).")
    names = (file,) if file else MEASURED_FILES
    found = next((path for name in names if (path := folder / f"{name}.jsonl").exists()), None)
    items = tuple(map(_read, read_lines(found or folder / f"{names[0]}.jsonl")))
    if not items:
        raise SetAbsent(f"{found} holds no item.")
    return items


def _read(row: Mapping[str, Any]) -> Item:
    """Outlets are unknown and go by letters; all articles get one day and hour, so that none is the newest."""
    articles = tuple(
        Article(
            id=number,
            url=f"https://outlet-{number}.example/",
            outlet=Outlet(f"Outlet {'ABCDEFGH'[number - 1]}", f"outlet-{number}.example"),
            title=article["title"],
            text=article["text"],
            published_at=_DAY,
            arrived_at=_DAY,
        )
        for number, article in enumerate(row["articles"], start=1)
    )
    return Item(row["id"], articles, _gold(row))


def _gold(row: Mapping[str, Any]) -> str:
    return f"{row['ref_title']}. {row['ref_summary']}" if "ref_summary" in row else ""


# ---------------------------------------------------------------- ours


def write(item: Item) -> Piece:
    """As the bot's step writes a story with no LLM configured; without the days that only the clock here knew."""
    story = Story(id=1, title=item.articles[0].title, created_at=_DAY, changed_at=_DAY, write_at=_DAY)
    draft = write_draft(story, item.articles, Rules(), _DAY)
    summary = edit_draft(draft, story, item.articles, Rules(), _DAY).summary
    if summary is None:
        return Piece(())
    return Piece(
        tuple(
            (without_invented_days(claim, summary), _cited(claim, summary))
            for claim in (summary.headline, *summary.brief)
        )
    )


def without_invented_days(claim: Claim, summary: Summary) -> str:
    """The sentence as it was before the house's rule of absolute days: "Monday" for "Monday, March 15,".

    Those dates follow from the day made up for the articles and would be false. What the sources date stays.
    """
    passages = {passage.id: passage.text for passage in summary.passages}
    for citation in claim.citations:
        source = passages[citation.passage_id]
        for words in (cut_to_claim(source), strip_dateline(cut_to_claim(source)), strip_dateline(source), source):
            if make_dates_absolute(words, _DAY) == claim.text:
                return words
    return claim.text


def _cited(claim: Claim, summary: Summary) -> tuple[int, ...]:
    articles = {passage.id: passage.article_id for passage in summary.passages}
    return tuple(sorted({articles[citation.passage_id] for citation in claim.citations}))


def _row(item: Item, piece: Piece) -> Mapping[str, object]:
    sentences = [{"text": text, "citations": list(cited)} for text, cited in piece.sentences]
    return {"id": item.id, "text": piece.text, "sentences": sentences}


# ---------------------------------------------------------------- beside it


def _leads(items: Sequence[Item]) -> dict[str, Scores]:
    baselines: dict[str, Callable[[Item], str]] = {
        "first sentence of each": _first_sentences,
        f"first {LEAD_WORDS} words of one": lambda item: " ".join(item.articles[0].text.split()[:LEAD_WORDS]),
    }
    return {
        name: _mean([score(baseline(item), item.gold) for item in items]) for name, baseline in baselines.items()
    }


def _first_sentences(item: Item) -> str:
    return " ".join(split_sentences(article.text)[0].text for article in item.articles if article.text.strip())


def _released(folder: Path, items: Sequence[Item]) -> dict[str, Scores]:
    """Published systems' outputs, one line an item, where the half has them for the very file that is read."""
    found: dict[str, Scores] = {}
    for path in sorted(folder.glob("system_outputs/*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) == len(items):
            found[path.stem] = _mean([score(line, item.gold) for line, item in zip(lines, items, strict=True)])
    return found


# ---------------------------------------------------------------- ROUGE

_SCORER = RougeScorer(list(NAMES), use_stemmer=True)


def score(text: str, gold: str) -> Scores:
    """F-measures between 0 and 1 of rouge_score with its stemmer; ROUGE-Lsum over sentences."""
    found = _SCORER.score("\n".join(_split(gold)), "\n".join(_split(text)))
    return {kind: found[kind].fmeasure for kind in NAMES}


def _split(text: str) -> Iterator[str]:
    return (sentence.text for sentence in split_sentences(text))


def _mean(scores: Sequence[Scores]) -> Scores:
    return {kind: mean(one[kind] for one in scores) for kind in NAMES}


def _closed(sentence: str) -> str:
    return sentence if sentence[-1:] in '.!?”"' else f"{sentence}."
