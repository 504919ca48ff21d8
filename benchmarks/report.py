"""A measure's figures as a table for people and as JSON, its predictions as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

Figure = int | float | str


@dataclass(frozen=True, slots=True)
class Report:
    """`figures` in the order they are shown; each prediction is one JSON object."""

    title: str
    figures: Mapping[str, Figure]
    predictions: Sequence[Mapping[str, object]] = ()

    def show(self, console: Console) -> None:
        table = Table("measure", "figure", title=self.title)
        for name, figure in self.figures.items():
            table.add_row(name, f"{figure:,.3f}" if isinstance(figure, float) else str(figure))
        console.print(table)

    def save(self, figures: Path | None, predictions: Path | None) -> None:
        if figures is not None:
            figures.write_text(
                json.dumps({"title": self.title, **self.figures}, indent=2, ensure_ascii=False) + "\n"
            )
        if predictions is not None:
            lines = (json.dumps(row, ensure_ascii=False) for row in self.predictions)
            predictions.write_text("".join(f"{line}\n" for line in lines))
