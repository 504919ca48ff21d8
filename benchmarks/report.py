"""A measure's figures as a table for people and as JSON, its predictions as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure with what it takes to judge it.

    `n`: how many units it was measured on; `interval`: 95 % by bootstrap; `goal`: a bound, "≥ .86" or "≤ 3";
    `beside`: published or recomputed figures of other systems on the same texts, by their names.
    """

    value: float
    n: int | None = None
    interval: tuple[float, float] | None = None
    goal: str = ""
    beside: Mapping[str, float] = field(default_factory=dict)


Figure = int | float | str | Measured


@dataclass(frozen=True, slots=True)
class Report:
    """`figures` in the order they are shown; each prediction is one JSON object."""

    title: str
    figures: Mapping[str, Figure]
    predictions: Sequence[Mapping[str, object]] = ()

    def show(self, console: Console) -> None:
        judged = any(isinstance(figure, Measured) for figure in self.figures.values())
        table = Table("measure", "figure", title=self.title)
        for heading in _JUDGING if judged else ():
            table.add_column(heading)
        for name, figure in self.figures.items():
            table.add_row(name, *(_judged(figure) if judged else (_plain(figure),)))
        console.print(table)

    def save(self, figures: Path | None, predictions: Path | None) -> None:
        if figures is not None:
            plain = {
                name: asdict(figure) if isinstance(figure, Measured) else figure
                for name, figure in self.figures.items()
            }
            figures.write_text(json.dumps({"title": self.title, **plain}, indent=2, ensure_ascii=False) + "\n")
        if predictions is not None:
            lines = (json.dumps(row, ensure_ascii=False) for row in self.predictions)
            predictions.write_text("".join(f"{line}\n" for line in lines))


_JUDGING = ("n", "95 %", "goal", "beside it")


def _judged(figure: Figure) -> tuple[str, str, str, str, str]:
    if not isinstance(figure, Measured):
        return _plain(figure), "", "", "", ""
    n = "" if figure.n is None else str(figure.n)
    span = "" if figure.interval is None else f"{figure.interval[0]:,.3f} to {figure.interval[1]:,.3f}"
    beside = "\n".join(f"{name} {_plain(value)}" for name, value in figure.beside.items())
    return _plain(figure.value), n, span, figure.goal, beside


def _plain(figure: object) -> str:
    return f"{figure:,.3f}" if isinstance(figure, float) else str(figure)
