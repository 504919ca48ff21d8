"""The options that several measures have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from benchmarks.labelled_pairs import Half

DataOption = Annotated[Path, typer.Option("--data", help="SET/dev, or another folder of a known set.")]
HalfOption = Annotated[Half, typer.Option("--half", help="What rules were made on, or what was kept aside.")]
JsonOption = Annotated[Path | None, typer.Option("--json", help="Write the figures there.")]
PredictionsOption = Annotated[
    Path | None, typer.Option("--predictions", help="Write what was decided, as JSON lines.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Only the figures, not the posts.")]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="Only the first articles, by date.")]
OrderOption = Annotated[int | None, typer.Option("--order", help="Another order within each day, by number.")]
