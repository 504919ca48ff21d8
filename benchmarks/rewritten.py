"""How often checking refuses what another desk might print of a sentence, and passes what only looks like it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from benchmarks.labelled_pairs import Half
from benchmarks.mutating.texts import Told, read_own
from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from bot.core.checking import check_claim
from bot.core.types import Passage, Support, Verdict

OWN_REWRITTEN = Path(__file__).parent / "own" / "rewritten"
_MERGED = "merged"  # opens the kinds that draw on the sentence before as well


@dataclass(frozen=True, slots=True)
class Reading:
    """What checking made of one variant: `alone` by the passages it draws on, `among` with their neighbours."""

    article: int
    kind: str
    right: bool
    source: str
    text: str
    alone: Verdict
    among: Verdict

    @property
    def misjudged(self) -> bool:
        return (self.alone.support is Support.SUPPORTED) is not self.right


def measure_rewritten(half: Half = Half.ALL) -> Report:
    """Our own articles; halves are drawn by article, from the words of its first sentence."""
    told = [
        (number, one) for number, one in enumerate(read_own(OWN_REWRITTEN)) if half in (Half.ALL, half_of(one))
    ]
    readings = [reading for number, one in told for reading in _read(number, one)]
    return Report(f"rewritten sentences, {half}", list_figures(readings), [make_row(one) for one in readings])


def half_of(told: Told) -> Half:
    digest = blake2b(told.passages[0].text.encode(), digest_size=2).digest()
    return Half.KEPT if digest[0] % 2 else Half.TUNED


def _read(number: int, told: Told) -> list[Reading]:
    variants = [(True, *one) for one in told.rewordings] + [(False, *one) for one in told.wrongs]
    return [_check(number, told, *variant) for variant in variants]


def _check(number: int, told: Told, right: bool, place: int, kind: str, text: str) -> Reading:
    first = place - kind.startswith(_MERGED)
    cited = told.passages[first : place + 1]
    near = told.passages[max(0, first - 1) : place + 2]
    published = {passage.article_id: told.published_at for passage in cited}

    def check(passages: Sequence[Passage]) -> Verdict:
        return check_claim(text, passages, published, told.before)

    source = " ".join(passage.text for passage in cited)
    return Reading(number, kind, right, source, text, check(cited), check(near))


def list_figures(readings: Sequence[Reading]) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for name, right, goal in (("refused though right", True, "≤ .10"), ("found wrong", False, "")):
        ours = [one for one in readings if one.right is right]
        _add(figures, name, ours, goal)
        for kind in sorted({one.kind for one in ours}):
            _add(figures, f"{name}: {kind}", [one for one in ours if one.kind == kind], "")
    return figures


def _add(figures: dict[str, Figure], name: str, readings: Sequence[Reading], goal: str) -> None:
    if not readings:
        return
    by_article: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_article[reading.article].append(reading)
    refused = sum(one.among.support is not Support.SUPPORTED for one in readings) / len(readings)
    articles = list(by_article.values())
    figures[name] = Measured(
        _refused(articles), len(readings), interval(articles, _refused), goal, {"with neighbours": refused}
    )


def _refused(articles: Sequence[Sequence[Reading]]) -> float:
    tried = [one.alone.support is not Support.SUPPORTED for readings in articles for one in readings]
    return sum(tried) / max(1, len(tried))


def make_row(reading: Reading) -> dict[str, object]:
    return {
        "article": reading.article,
        "kind": reading.kind,
        "right": reading.right,
        "source": reading.source,
        "text": reading.text,
        "misjudged": reading.misjudged,
        "verdict": reading.alone.support.value,
        "verdict among neighbours": reading.among.support.value,
        "score": reading.alone.score,
        "reasons": list(reading.alone.reasons or reading.among.reasons),
    }
