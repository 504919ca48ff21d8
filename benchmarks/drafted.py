"""Sentences as an LLM would write them of the demo's articles: which right ones are lost, wrong ones passed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from benchmarks.labelled_pairs import Half
from benchmarks.mutating.texts import Told, read_demo
from benchmarks.report import Report
from benchmarks.rewritten import Reading, list_figures, make_row
from bot.core.checking import check_claim
from bot.core.types import Passage, Verdict

OWN_DRAFTS = Path(__file__).parent / "own" / "drafts"
_LINE = re.compile(r"(?P<sign>[~!]) (?P<kind>[\w-]+) (?P<places>[\d ]+): (?P<text>.+)")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A sentence that cites passages of one article of the demo; `article` counts the articles."""

    article: int
    title: str
    kind: str
    right: bool
    cited: tuple[Passage, ...]
    near: tuple[Passage, ...]
    told: Told
    text: str


def measure_drafts(half: Half = Half.ALL) -> Report:
    """Halves are drawn by article, from the words of its title."""
    drafted = [one for one in read_drafts() if half in (Half.ALL, half_of(one.title))]
    readings = [_check(one) for one in drafted]
    return Report(f"drafted sentences, {half}", list_figures(readings), [make_row(one) for one in readings])


def half_of(title: str) -> Half:
    return Half.KEPT if blake2b(title.encode(), digest_size=2).digest()[0] % 2 else Half.TUNED


def read_drafts(folder: Path = OWN_DRAFTS) -> list[Drafted]:
    """The form is explained in accidents.txt."""
    articles = _articles()
    found: list[Drafted] = []
    count = 0
    for file in sorted(folder.glob("*.txt")):
        told: Told | None = None
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("@ "):
                told, count = articles[line[2:].strip()], count + 1
            elif told is not None and line.strip():
                found.append(_read(line, told, count))
    return found


@cache
def _articles() -> dict[str, Told]:
    return {told.passages[0].text: told for told in read_demo()}


def _read(line: str, told: Told, count: int) -> Drafted:
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise ValueError(f"no drafted sentence: {line}")
    places = [int(place) for place in match["places"].split()]
    cited = tuple(told.passages[place] for place in places)
    near = {p for place in places for p in told.passages[max(1, place - 1) : place + 2]}
    ordered = tuple(passage for passage in told.passages if passage in near)
    title, right = told.passages[0].text, match["sign"] == "~"
    return Drafted(count, title, match["kind"], right, cited, ordered, told, match["text"])


def _check(one: Drafted) -> Reading:
    published = {passage.article_id: one.told.published_at for passage in one.cited}

    def check(passages: tuple[Passage, ...]) -> Verdict:
        return check_claim(one.text, passages, published, one.told.before)

    source = " ".join(passage.text for passage in one.cited)
    return Reading(one.article, one.kind, one.right, source, one.text, check(one.cited), check(one.near))
