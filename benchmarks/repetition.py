"""How much of a piece its reader has read a few lines above: facts told twice, counted without the writer's code.

A fact is a figure with what it is of, or a clause of a sentence. One is told again when a single earlier sentence
of the piece has the same figure on the same matter, or most of the clause's words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from statistics import mean

from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from benchmarks.sets import read_set, set_name
from benchmarks.summaries import SET as TEASERS
from benchmarks.summaries import read_items
from bot.core.editing import edit_draft
from bot.core.language import find_dates, find_numbers, stem, tokenize
from bot.core.language.mentions import Number, NumberKind, Token
from bot.core.selection import write_draft
from bot.core.types import Article, Claim, Outlet, Rules, Story, Summary
from bot.demo.articles import read_event
from bot.demo.content import load_world

_FIGURES = {NumberKind.QUANTITY, NumberKind.MONEY, NumberKind.PERCENT, NumberKind.SCORE}
_CLAUSE = re.compile(
    r"[;:,]\s+|\s[–—]\s|\s\((?=\w)|\)\s|\s(?:and|but|while|when|after|before|because|who|which|whose|that)\s"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_FEWEST_STEMS = 3  # content words without which a clause tells nothing of its own …
_FEWEST_PLAIN = 2  # … of them in small letters: names alone say who, not what
_SAYING = frozenset(
    stem(word)
    for word in """said says told tells added reported reports according announced statement spokesman spokeswoman
    asked called monday tuesday wednesday thursday friday saturday sunday morning afternoon evening""".split()
)
_SAME_CLAUSE = 0.6  # share of a clause's content words in one earlier sentence
_SAME_MATTER = 2  # content words that two sentences share around one figure
_NOON = time(12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Fact:
    """`words` as they stand; `again` is the earlier sentence that had told it, None where it is new."""

    words: str
    again: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A piece's sentences, lede first, each with its facts."""

    name: str
    sentences: tuple[tuple[str, tuple[Fact, ...]], ...]

    @property
    def share(self) -> float:
        facts = [fact for _, found in self.sentences for fact in found]
        return sum(fact.again is not None for fact in facts) / len(facts) if facts else 0.0

    @property
    def idle(self) -> tuple[str, ...]:
        """Sentences at least half of whose facts had been told."""
        return tuple(
            text
            for text, facts in self.sentences
            if facts and 2 * sum(fact.again is not None for fact in facts) >= len(facts)
        )


def measure_repetition(folder: Path | None = None, limit: int | None = None) -> Report:
    """The long and ordinary form of the demo's events, or of a set's events read in full. Raises SetAbsent."""
    told = [
        read_piece(name, piece)
        for name, articles in list(_clusters(folder))[:limit]
        if (piece := write_piece(articles)) is not None
    ]
    shares = [one.share for one in told]
    sentences = sum(len(one.sentences) for one in told)
    idle = sum(len(one.idle) for one in told)
    figures: dict[str, Figure] = {
        "pieces": len(told),
        "sentences": sentences,
        "facts told again, share of a piece": Measured(
            mean(shares), n=len(told), interval=interval(shares, mean)
        ),
        "sentences half told before": Measured(idle / max(1, sentences), n=sentences),
        "pieces with such a sentence": sum(bool(one.idle) for one in told),
    }
    return Report(f"repetition: {set_name(folder) if folder else 'demo'}", figures, tuple(map(_row, told)))


def _row(told: Told) -> Mapping[str, object]:
    return {
        "name": told.name,
        "share": told.share,
        "sentences": [
            {"text": text, "again": {fact.words: fact.again for fact in facts if fact.again is not None}}
            for text, facts in told.sentences
        ],
    }


# ---------------------------------------------------------------- what a piece tells


def read_piece(name: str, piece: Summary) -> Told:
    before: list[Claim] = []
    read = []
    for claim in piece.claims:
        read.append((claim.text, tuple(_facts(claim.text, [one.text for one in before]))))
        before.append(claim)
    return Told(name, tuple(read))


def _facts(text: str, before: Sequence[str]) -> Iterator[Fact]:
    for number in _figures(text):
        yield Fact(number.text, next((one for one in before if _has(one, text, number)), None))
    for clause in _clauses(text):
        stems = _stems(clause)
        yield Fact(clause, next((one for one in before if _holds(one, stems)), None))


def _figures(text: str) -> list[Number]:
    """What is counted or measured. "One" is an article as often as a count; days are no figures."""
    days = [(day.start, day.end) for day in find_dates(text, datetime(2026, 1, 1, tzinfo=UTC))]
    return [
        number
        for number in find_numbers(text)
        if number.kind in _FIGURES
        and number.value != 1
        and not any(start <= number.start < end for start, end in days)
    ]


def _has(earlier: str, text: str, number: Number) -> bool:
    if not any(one.value == number.value and one.unit == number.unit for one in _figures(earlier)):
        return False
    return len(_stems(earlier) & _stems(text)) >= _SAME_MATTER


def _clauses(text: str) -> list[str]:
    """Its parts by punctuation and conjunctions, too short ones left out; a quotation is one part."""
    quoted = [match.group() for match in _QUOTED.finditer(text)]
    parts = [*quoted, *_CLAUSE.split(_QUOTED.sub(", ", text))]
    return [part.strip() for part in parts if _tells(part)]


def _tells(part: str) -> bool:
    plain = [token for token in _words(part) if token.text[0].islower()]
    return len(_stems(part)) >= _FEWEST_STEMS and len({token.stem for token in plain}) >= _FEWEST_PLAIN


def _stems(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in _words(text))


def _words(text: str) -> list[Token]:
    """What carries content, apart from figures, days and who said it when."""
    return [t for t in tokenize(text) if t.content and not t.text[0].isdigit() and t.stem not in _SAYING]


def _holds(earlier: str, stems: frozenset[str]) -> bool:
    return len(stems & _stems(earlier)) >= _SAME_CLAUSE * len(stems)


# ---------------------------------------------------------------- what is written


def write_piece(articles: Sequence[Article]) -> Summary | None:
    """As the bot's step writes a story with no LLM configured, once all its articles are there."""
    now = max(article.published_at for article in articles) + timedelta(minutes=5)
    story = Story(id=1, title=articles[0].title, created_at=now, changed_at=now, write_at=now)
    return edit_draft(write_draft(story, articles, Rules(), now), story, articles, Rules(), now).summary


def _clusters(folder: Path | None) -> Iterator[tuple[str, tuple[Article, ...]]]:
    if folder is None:
        yield from _demo()
    elif set_name(folder) == TEASERS:
        yield from ((item.id, item.articles) for item in read_items(folder))
    else:
        yield from _set(folder)


def _demo() -> Iterator[tuple[str, tuple[Article, ...]]]:
    world = load_world()
    for event in sorted({article.event for article in world.articles}):
        yield event, tuple(article for article in read_event(world, event) if not article.withdrawn)


def _set(folder: Path) -> Iterator[tuple[str, tuple[Article, ...]]]:
    events: dict[str, list[Article]] = defaultdict(list)
    for number, told in enumerate(read_set(folder), start=1):
        at = datetime.combine(told.day, _NOON)
        article = Article(
            id=number,
            url=f"https://{_domain(told.outlet)}/{number}",
            outlet=Outlet(told.outlet, _domain(told.outlet)),
            title=told.title,
            text="\n\n".join(told.paragraphs),
            published_at=at,
            arrived_at=at,
        )
        events[told.event].append(article)
    yield from ((event, tuple(articles)) for event, articles in sorted(events.items()))


def _domain(outlet: str) -> str:
    return f"{re.sub(r'[^a-z]+', '-', outlet.lower()).strip('-')}.example"
