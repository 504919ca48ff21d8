"""Our own pairs of excerpts about one event, with what two readers of them would say that they dispute."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

from benchmarks.sets import SetAbsent
from bot.core.types import Article, Outlet

OWN_SET = Path(__file__).parent / "own" / "disagreements.toml"
LONGER_SET = OWN_SET.with_name("disagreements_longer.toml")  # written after the rules stood, as copy reads
OUTLETS = (Outlet("Northern Courier", "northerncourier.example"), Outlet("Harbour Gazette", "gazette.example"))
_PUBLISHED = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)  # a Tuesday


class Half(StrEnum):
    TUNED = "tuned"  # rules were made while looking at these
    KEPT = "kept"  # read only when the rules stood
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Pair:
    """`relation`, `measure`, `values`, `who` and `why` are gold: articles() carries none of it.

    `values` and `who` name what each excerpt says and by whom, "" where the outlet itself says it; both are empty
    where the excerpts dispute nothing.
    """

    id: str
    topic: str
    texts: tuple[str, str]
    gap: timedelta
    relation: str  # conflict, update, compatible or none
    measure: str
    values: tuple[str, ...]
    who: tuple[str, ...]
    why: str

    @property
    def half(self) -> Half:
        """Drawn from the id, so that nobody chose which pairs were kept aside."""
        return Half.KEPT if blake2b(self.id.encode(), digest_size=2).digest()[0] % 2 else Half.TUNED

    def articles(self) -> tuple[Article, Article]:
        first, second = (
            Article(
                id=number,
                url=f"https://{outlet.domain}/{self.id}",
                outlet=outlet,
                title=self.topic,
                text=text,
                published_at=_PUBLISHED + (number - 1) * self.gap,
                arrived_at=_PUBLISHED + (number - 1) * self.gap,
                language="en",
            )
            for number, (outlet, text) in enumerate(zip(OUTLETS, self.texts, strict=True), start=1)
        )
        return first, second


def read_pairs(file: Path = OWN_SET, half: Half = Half.ALL) -> tuple[Pair, ...]:
    """The pairs in the order of the file. Raises SetAbsent."""
    if not file.exists():
        raise SetAbsent(f"The pairs are absent: there is no {file}.")
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["pair"]
    pairs = [
        Pair(
            id=row["id"],
            topic=row["topic"],
            texts=(row["a"], row["b"]),
            gap=timedelta(minutes=row["gap"]),
            relation=row["relation"],
            measure=row.get("measure", ""),
            values=tuple(row.get("values", ())),
            who=tuple(row.get("who", ())),
            why=row.get("why", ""),
        )
        for row in rows
    ]
    return tuple(pair for pair in pairs if half in (Half.ALL, pair.half))
