"""What a channel is told again of a story that develops, against what an editor would tell it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from benchmarks.developing import Developing, Labels, Outcome, Play, Sent, Words
from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from bot.core.language import content_stems, find_dates, find_names
from bot.core.types import Rules

_DAY = timedelta(days=1)
_BREAK = "xxxx"  # its own stem
_MOST_BETWEEN = 60  # characters between "now" and the figure, or "earlier" and the figure


@dataclass(frozen=True, slots=True)
class Played:
    """A story with what its channel got for each batch after the first."""

    story: Developing
    outcomes: tuple[Outcome, ...]

    @property
    def later(self) -> tuple[tuple[Labels, Outcome], ...]:
        return tuple(zip(self.story.labels[1:], self.outcomes[1:], strict=True))

    @property
    def sent(self) -> tuple[Sent, ...]:
        return tuple(sent for outcome in self.outcomes for sent in outcome.sent)


def measure_updates(stories: Sequence[Developing]) -> Report:
    """Pushes, developments, changed figures and corrections over all batches but each story's first."""
    played = [_play(story) for story in stories]
    batches = sum(len(one.later) for one in played)
    figures: dict[str, Figure] = {
        "stories": len(played),
        "batches after the first": batches,
        "push precision": _measured(played, _precision, "≥ .85", _count(played, lambda _, got: bool(got.sent))),
        "push recall": _measured(played, _recall, "≥ .85", _count(played, lambda labels, _: labels.push)),
        "developments told": _measured(played, _development_recall, "≥ .85", len(_developments(played))),
        "told again (content bigrams)": _measured(played, _repetition, "≤ .10", len(_bigrams(played))),
        "told again, apart from names and dates": _measured(
            played, _repetition_of_news, "", len(_bigrams(played, with_names=False))
        ),
        "changed figures told as now and earlier": _measured(played, _changes, "1", len(_changed(played))),
        "corrections shown as such": _measured(
            played, _corrections, "1", _count(played, lambda labels, _: labels.correction)
        ),
        "corrections shown that are none": _count(
            played, lambda labels, got: not labels.correction and any(s.update.correction for s in got.sent)
        ),
        "silent edits": _count(played, lambda _, got: got.edited and not got.sent),
        "messages a story and day, most": max((_busiest_day(one) for one in played), default=0),
        "minutes between messages, fewest": _smallest_gap(played),
    }
    return Report("updates", figures, [row for one in played for row in _predictions(one)])


def _play(story: Developing) -> Played:
    return Played(story, tuple(Play(Rules()).run(story.batches)))


def _measured(
    played: Sequence[Played], statistic: Callable[[Sequence[Played]], float], goal: str, n: int
) -> Measured:
    return Measured(statistic(played), n=n, interval=interval(played, statistic), goal=goal)


def _count(played: Iterable[Played], holds: Callable[[Labels, Outcome], bool]) -> int:
    return sum(holds(labels, got) for one in played for labels, got in one.later)


# ---------------------------------------------------------------- the figures


def _precision(played: Sequence[Played]) -> float:
    pushed = _count(played, lambda _, got: bool(got.sent))
    return _count(played, lambda labels, got: labels.push and bool(got.sent)) / pushed if pushed else 1.0


def _recall(played: Sequence[Played]) -> float:
    wanted = _count(played, lambda labels, _: labels.push)
    return _count(played, lambda labels, got: labels.push and bool(got.sent)) / wanted if wanted else 1.0


def _development_recall(played: Sequence[Played]) -> float:
    return _share(_developments(played))


def _developments(played: Iterable[Played]) -> list[bool]:
    return [
        _says(_text(got), words) for one in played for labels, got in one.later for words in labels.developments
    ]


def _changes(played: Sequence[Played]) -> float:
    return _share(_changed(played))


def _changed(played: Iterable[Played]) -> list[bool]:
    return [
        _says_changed(_text(got), *pair) for one in played for labels, got in one.later for pair in labels.changed
    ]


def _corrections(played: Sequence[Played]) -> float:
    return _share(
        [
            any(sent.update.correction for sent in got.sent)
            for one in played
            for labels, got in one.later
            if labels.correction
        ]
    )


def _repetition(played: Sequence[Played]) -> float:
    return _share(_bigrams(played))


def _repetition_of_news(played: Sequence[Played]) -> float:
    return _share(_bigrams(played, with_names=False))


def _bigrams(played: Iterable[Played], *, with_names: bool = True) -> list[bool]:
    """For each pair of neighbouring content words in an update, whether the channel had read that pair before.

    A correction repeats what it corrects, so corrections are left out. Without names and dates: a sentence has to
    say of whom and when it speaks, and the day of a message is the day of its news.
    """
    found: list[bool] = []
    for sent in (sent for one in played for sent in one.sent if not sent.update.correction):
        before = {pair for text in sent.told for pair in pairwise(content_stems(text))}
        for change in sent.update.changes:
            found += [pair in before for pair in _pairs(change.text, sent.at, with_names=with_names)]
    return found


def _pairs(text: str, at: datetime, *, with_names: bool) -> Iterator[tuple[str, str]]:
    """Pairs of neighbouring content words; without names and dates, none that touches or spans one."""
    if not with_names:
        spans = [(name.start, name.end) for name in find_names(text)]
        spans += [(day.start, day.end) for day in find_dates(text, at)]
        for start, end in sorted(spans, reverse=True):
            text = f"{text[:start]}{_BREAK}{text[end:]}"
    return (pair for pair in pairwise(content_stems(text)) if _BREAK not in pair)


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def _busiest_day(one: Played) -> int:
    """The most messages under one post in any 24 hours; the post itself comes on top."""
    times = [sent.at for sent in one.sent]
    return max((sum(start <= at < start + _DAY for at in times) for start in times), default=0)


def _smallest_gap(played: Iterable[Played]) -> Figure:
    gaps = [(b.at - a.at).total_seconds() / 60 for one in played for a, b in pairwise(one.sent)]
    return min(gaps, default="–")


# ---------------------------------------------------------------- what was said


def _text(outcome: Outcome) -> str:
    return "\n".join(change.text for sent in outcome.sent for change in sent.update.changes)


def _says(text: str, words: Words) -> bool:
    return re.search(_any_of(words), text, re.IGNORECASE) is not None


def _says_changed(text: str, now: Words, earlier: Words) -> bool:
    """ "Now … 14 …, earlier … 10 …" within one line."""
    pattern = (
        rf"\bnow\b[^\n:;]{{0,{_MOST_BETWEEN}}}?{_any_of(now)}"
        rf"[^\n:;]{{0,{_MOST_BETWEEN}}}?\bearlier\b[^\n:;]{{0,{_MOST_BETWEEN}}}?{_any_of(earlier)}"
    )
    return re.search(pattern, text, re.IGNORECASE) is not None


def _any_of(words: Words) -> str:
    return rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})(?!\w)"


def _predictions(one: Played) -> Iterable[Mapping[str, object]]:
    for number, (labels, got) in enumerate(one.later, start=2):
        yield {
            "story": one.story.name,
            "batch": number,
            "push": bool(got.sent),
            "push_wanted": labels.push,
            "correction": any(sent.update.correction for sent in got.sent),
            "edited": got.edited,
            "changes": [[change.kind.value, change.text] for s in got.sent for change in s.update.changes],
            "missing": [
                *("|".join(words) for words in labels.developments if not _says(_text(got), words)),
                *(f"now {n}, earlier {e}" for n, e in labels.changed if not _says_changed(_text(got), n, e)),
            ],
        }
