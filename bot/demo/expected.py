"""What is true of the demo's events and must come out of the bot: gold for tests, never for the river."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.demo.content import load_world, read_events


@dataclass(frozen=True, slots=True)
class Growth:
    """One measure by one speaker, the values oldest first: a later one replaces an earlier one."""

    measure: str
    speaker: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One measure for which different speakers give values that cannot all be true."""

    measure: str
    values: tuple[str, ...]
    speakers: tuple[str, ...]  # in the order of the values
    outlets: tuple[str, ...]  # those that give at least one of the values


@dataclass(frozen=True, slots=True)
class WrongOffice:
    person: str
    office: str
    wrong: str
    outlet: str  # the one that gets it wrong


@dataclass(frozen=True, slots=True)
class AlteredQuote:
    speaker: str
    said: str
    altered: str
    outlet: str  # the one that alters it


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Gold of one event. `articles` are keys ("outlet/slug"), `lookalikes` other events never to be merged
    with it, `planted` words that must never be published, `answer_words` words of a right answer."""

    event: str
    articles: tuple[str, ...]
    independent: int  # outlets that have a text of their own, whatever they copy besides
    question: str
    answer_words: tuple[str, ...]
    unanswerable: str
    growing: tuple[Growth, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    wrong_offices: tuple[WrongOffice, ...] = ()
    altered_quotes: tuple[AlteredQuote, ...] = ()
    lookalikes: tuple[str, ...] = ()
    planted: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def load_expected() -> Mapping[str, Expected]:
    """Gold by event, for every event of the shipped world."""
    return {event: _read_expected(event, file["gold"]) for event, file in read_events()}


def _read_expected(event: str, gold: Mapping[str, Any]) -> Expected:
    articles = (article for article in load_world().articles if article.event == event)
    in_order = sorted(articles, key=lambda article: article.published_at)
    return Expected(
        event=event,
        articles=tuple(article.key for article in in_order),
        independent=gold["independent"],
        question=gold["question"],
        answer_words=tuple(gold["answer_words"]),
        unanswerable=gold["unanswerable"],
        growing=tuple(Growth(**_frozen(row)) for row in gold.get("growing", ())),
        conflicts=tuple(Conflict(**_frozen(row)) for row in gold.get("conflicts", ())),
        wrong_offices=tuple(WrongOffice(**row) for row in gold.get("wrong_offices", ())),
        altered_quotes=tuple(AlteredQuote(**row) for row in gold.get("altered_quotes", ())),
        lookalikes=tuple(gold.get("lookalikes", ())),
        planted=tuple(gold.get("planted", ())),
    )


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
