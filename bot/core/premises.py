"""What is wrong with a question: it takes for granted what the sources do not say, or tell otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.exchanged import find_turned
from bot.core.language import content_stems, find_names, read_mentions
from bot.core.language.mentions import Number, NumberKind
from bot.core.language.names import same_name
from bot.core.passages import read_passages
from bot.core.presumed import is_of_asker, is_presuming, is_sure, list_deeds
from bot.core.questions import Question
from bot.core.retrieval import Found, list_unsearched
from bot.core.saying import Phrase, tr, trn
from bot.core.types import Article
from bot.core.unheard import (
    find_denied,
    find_only_asked,
    find_opposed,
    find_unheard,
    read_vocabulary,
)

ABOUT_IT = 0.5  # share of the question's words that makes a passage speak of the same thing
LOOKED_AT = 6  # passages, the best first
LOOKED_AT_WIDE = 20
OTHERWISE = tr("The sources tell it otherwise.")

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
    """The first thing wrong with what the question takes for granted. `ranked` as `rank_passages` gave it.

    Names and figures are looked at in every question; what happened, who did it and to whom only in those that
    make no sense unless it did: whether something is so may be asked of anything.
    """
    missing = _find_missing_name(question, articles)
    if missing is not None:
        return Premise(_say_not_mentioned(missing, len(articles)), unknown=True)
    for number in question.numbers:
        premise = _check_figure(question, number, ranked, articles)
        if premise.note is not None:
            return premise
    return _check_title(question, articles) or _check_event(question, ranked, articles) or Premise()


def _check_title(question: Question, articles: Sequence[Article]) -> Premise | None:
    """Somebody called by an office that no source gives them, or fewer than give another."""
    # A short question has so many capitals that they are taken for a headline's: words behind it help.
    for asked in find_names(
        f"{question.text[:1].lower()}{question.text[1:].rstrip('?')} as it was told in the end"
    ):
        if not asked.title:
            continue
        held = [
            (name.title, found)
            for found in list_unsearched(articles)
            for name in find_names(found.passage.text)
            if name.title and same_name(name.key, asked.key)
        ]
        outlets = [
            {found.article.outlet.domain for title, found in held if _same_office(title, asked.title) is same}
            for same in (True, False)
        ]
        if held and len(outlets[0]) < len(outlets[1]):
            title, found = next(one for one in held if not _same_office(one[0], asked.title))
            note = tr(
                "The sources call {name} {title}, not {asked}.", name=asked.text, title=title, asked=asked.title
            )
            return Premise(note, shown=(found,))
    return None


def _same_office(one: str, other: str) -> bool:
    ours, theirs = set(content_stems(one)), set(content_stems(other))
    return bool(ours) and (ours <= theirs or theirs <= ours or not ours & theirs)


def _check_event(question: Question, ranked: Sequence[Found], articles: Sequence[Article]) -> Premise | None:
    text = question.text
    passages = tuple(list_unsearched(articles))
    if is_of_asker(text):  # about life: the story has it only where it has every word of it
        return Premise(unknown=True) if find_unheard(text, read_vocabulary(passages)) else None
    if not is_presuming(text):
        return None
    words = read_vocabulary(passages)
    told = find_turned(question, tuple(list_deeds(text)), passages)
    if told is None and is_sure(text):
        told = find_opposed(text, ranked[:LOOKED_AT_WIDE]) or find_denied(text, words)
    if told is not None:
        return Premise(OTHERWISE, shown=(told,))
    if unheard := find_unheard(text, words):
        return Premise(_say_unheard([token.text for token in unheard[:2]]))
    asked = find_only_asked(text, words) if is_sure(text) else None
    if asked is None:
        return None
    return Premise(tr("No source says that it is so: “{words}” is only asked about.", words=asked.text))


def _say_not_mentioned(name: str, sources: int) -> Phrase:
    if sources == 1:
        return tr("The source does not mention {name}.", name=name)
    return trn(
        "None of the {number} sources mentions {name}.",  # several in every language, in some of several kinds
        "None of the {number} sources mentions {name}.",
        sources,
        name=name,
    )


def _say_unheard(words: Sequence[str]) -> Phrase:
    one = tr("“{words}”", words=words[0])
    said = one if len(words) == 1 else tr("“{words}” or “{others}”", words=words[0], others=words[1])
    return tr("The sources do not say: there is nothing on {said} in them.", said=said)


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
            if found.names == 1:  # else it may speak of another's figure
                rivals.append((found, number))
    if rivals and not _is_told_too(asked, ranked[:LOOKED_AT_WIDE]):
        found, number = rivals[0]
        said = number.text[:1].lower() + number.text[1:]
        note = tr("The sources say {figure}, not {asked}.", figure=said, asked=asked.text)
        return Premise(note, shown=(found,))
    if _is_given(asked, articles):
        return Premise()
    note = tr("None of the sources gives the figure {figure}.", figure=asked.text)
    return Premise(note, unknown=asked.kind is NumberKind.YEAR)


def _is_told_too(asked: Number, ranked: Sequence[Found]) -> bool:
    """Whether a passage farther down gives just this figure of the same things ("two medals fewer … 37")."""
    return any(
        number.value == asked.value
        and (number.counted == asked.counted if asked.counted else number.kind in _COMPARED and not number.unit)
        for found in ranked
        for number in read_mentions(found.passage.text, found.article.published_at).numbers
    )


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
