"""Pages of a list, counted from 1: which one is meant, and the buttons that turn to the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.core.saying import tr
from bot.core.types import Button

_DIGITS = 5
T = TypeVar("T")


def read_page(words: str) -> int:
    """The first for what is no number."""
    wanted = words.strip()
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) <= _DIGITS else 1


def count_pages(total: int, size: int) -> int:
    return max(1, -(-total // size))


def take_page(everything: Sequence[T], page: int, size: int) -> tuple[int, tuple[T, ...]]:
    """The page and what stands on it; of one that there is not, the nearest."""
    page = min(max(page, 1), count_pages(len(everything), size))
    return page, tuple(everything[(page - 1) * size : page * size])


def turn_from(
    page: int, total: int, size: int, action: str, between: Sequence[Button] = ()
) -> tuple[Button, ...]:
    """`action`: a button's, before the number of the page that it leads to."""
    before = (Button(tr("Previous"), f"{action}{page - 1}"),) if page > 1 else ()
    after = (Button(tr("Next"), f"{action}{page + 1}"),) if page < count_pages(total, size) else ()
    return (*before, *between, *after)
