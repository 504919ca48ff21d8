"""Hostile texts in every place of every message, on Telegram and Discord: taken, whole, and nothing to click."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.hostile_places import place_everywhere, place_in_crowd
from benchmarks.hostile_texts import make_texts
from benchmarks.report import Measured, Report
from benchmarks.sent_discord import DiscordReading, send_to_discord
from benchmarks.sent_telegram import TelegramReading, send_to_telegram
from benchmarks.sets import read_lines

SEED = 5
_THROUGH_LIBRARIES = 200  # texts that go through the real libraries and over sockets, evenly spaced
_LONG = 20_000  # characters
_CROWDED_ONE_IN = 400  # texts stands in stories of many outlets too
KINDS = ("rejected", "lost", "ping", "clickable", "foreign link", "live markup")


def measure_rendering(
    count: int, folder: Path | None = None, *, seed: int = SEED, through: int = _THROUGH_LIBRARIES
) -> Report:
    """`folder`: html-injection's dev, whose strings are among the texts. Of the texts, `through` go through
    python-telegram-bot and discord.py to our fakes on loopback; all go to the fakes' own rules."""
    collected = () if folder is None else tuple(row["text"] for row in read_lines(folder / "strings.jsonl"))
    texts = list(make_texts(count, seed, collected))
    counts: Counter[str] = Counter()
    found = list(_read_all(texts, counts))
    some = texts[:: max(1, len(texts) // through)][:through] if through else []
    sent = asyncio.run(_send_all(some))
    found += [("through the libraries", text, complaint) for text, complaint in sent]
    figures: dict[str, Measured | int | str] = {
        "texts": len(texts),
        **dict(counts),
        "through the libraries": len(some),
    }
    for kind in KINDS:
        mine = [row for row in found if row[2].startswith(kind)]
        figures[kind] = Measured(len(mine), n=counts["messages"], goal="≤ 0")
    rows = [{"where": where, "text": text[:300], "what": what} for where, text, what in found]
    return Report("rendering", figures, rows)


def _read_all(texts: Sequence[str], counts: Counter[str]) -> Iterator[tuple[str, str, str]]:
    telegram, discord = TelegramReading(), DiscordReading()
    for number, text in enumerate(texts):
        try:
            messages = place_everywhere(text)
            if number % _CROWDED_ONE_IN == 0:
                messages |= place_in_crowd(text)
        except (ValueError, LookupError) as error:
            yield "desk", text, f"rejected: not composed, {type(error).__name__} {error}"
            continue
        if len(text) > _LONG:  # a story of nothing but such texts would be millions of characters
            messages = {where: messages[where] for where in ("post", "notice", "error")}
        for where, message in messages.items():
            counts["messages"] += 1
            for reading in (telegram, discord):
                yield from ((f"{reading.name}, {where}", text, one) for one in reading.judge(message))
        for reading in (telegram, discord):
            yield from ((f"{reading.name}, short places", text, one) for one in reading.judge_short(text))
    counts["parts on Telegram"], counts["parts on Discord"] = telegram.parts, discord.parts
    counts["labels, titles, names and notes"] = telegram.short + discord.short


async def _send_all(texts: Sequence[str]) -> list[tuple[str, str]]:
    return [*await send_to_telegram(texts), *await send_to_discord(texts)]
