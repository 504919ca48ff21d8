"""What a question takes for granted: names and figures that the sources do not give, or give otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.language import read_mentions
from bot.core.language.mentions import Number, NumberKind
from bot.core.language.names import same_name
from bot.core.passages import read_passages
from bot.core.questions import Question
from bot.core.retrieval import Found
from bot.core.types import Article

ABOUT_IT = 0.5  # share of the question's words that makes a passage speak of the same thing
LOOKED_AT = 6  # passages, the best first

_COMPARED = {NumberKind.QUANTITY, NumberKind.MONEY, NumberKind.PERCENT, NumberKind.AGE}


@dataclass(frozen=True, slots=True)
class Premise:
    """`note` is for the person, None when nothing is wrong. `shown` are the passages that say otherwise.

    `unknown` is true when the question rests on something no source mentions: it cannot be answered then.
    """

    note: str | None = None
    shown: tuple[Found, ...] = ()
    unknown: bool = False


def check_premise(question: Question, ranked: Sequence[Found], articles: Sequence[Article]) -> Premise:
    """The first thing wrong with what the question takes for granted. `ranked` as `rank_passages` gave it."""
    missing = _find_missing_name(question, articles)
    if missing is not None:
        sources = (
            f"None of the {len(articles)} sources mentions"
            if len(articles) > 1
            else "The source does not mention"
        )
        return Premise(f"{sources} {missing}.", unknown=True)
    for number in question.numbers:
        premise = _check_figure(question, number, ranked, articles)
        if premise.note is not None:
            return premise
    return Premise()


def _find_missing_name(question: Question, articles: Sequence[Article]) -> str | None:
    texts = [f"{article.title}\n{article.text}\n{article.outlet.name}".lower() for article in articles]
    for name in question.names:
        known = any(name.key in text or name.text.lower() in text for text in texts) or any(
            same_name(name.key, other) for other in _list_names(articles)
        )
        if not known:
            return name.text
    return None


def _list_names(articles: Sequence[Article]) -> Iterator[str]:
    for article in articles:
        for passage in read_passages(article):
            yield from (name.key for name in read_mentions(passage.text, article.published_at).names)


def _check_figure(
    question: Question, asked: Number, ranked: Sequence[Found], articles: Sequence[Article]
) -> Premise:
    if asked.kind not in _COMPARED and asked.kind is not NumberKind.YEAR:
        return Premise()
    close = [found for found in ranked if found.coverage >= ABOUT_IT][:LOOKED_AT]
    rivals = []
    for found in close:
        for number in read_mentions(found.passage.text, found.article.published_at).numbers:
            if not _comparable(asked, number):
                continue
            if _agree(asked, number):
                return Premise()
            rivals.append((found, number))
    if rivals:
        found, number = rivals[0]
        said = number.text[:1].lower() + number.text[1:]
        return Premise(f"The sources say {said}, not {asked.text}.", shown=(found,))
    if _is_given(asked, articles):
        return Premise()
    return Premise(f"None of the sources gives the figure {asked.text}.", unknown=asked.kind is NumberKind.YEAR)


def _is_given(asked: Number, articles: Sequence[Article]) -> bool:
    if asked.kind is NumberKind.YEAR and any(article.published_at.year == asked.value for article in articles):
        return True
    return any(
        number.value == asked.value
        for article in articles
        for passage in read_passages(article)
        for number in read_mentions(passage.text, article.published_at).numbers
    )


def _comparable(asked: Number, said: Number) -> bool:
    if asked.kind is not said.kind or asked.unit != said.unit:
        return False
    return (
        asked.kind is not NumberKind.QUANTITY
        or not asked.counted
        or not said.counted
        or (asked.counted == said.counted or {asked.counted, said.counted} <= _PEOPLE)
    )


def _agree(asked: Number, said: Number) -> bool:
    return asked.low <= said.high and said.low <= asked.high


# Stems of what people are counted as: "10 people" may be the "10 passengers" of a source.
_PEOPLE = frozenset(
    {"peopl", "person", "passeng", "resid", "worker", "crew", "civilian", "student", "soldier", "men", "women"}
)
