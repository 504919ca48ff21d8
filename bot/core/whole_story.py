"""Questions about a story as a whole: what happened, what is new, who reports it, where the sources differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.core.framing import quote_source, tell_position
from bot.core.language import find_numbers
from bot.core.question_words import Asks
from bot.core.questions import Question
from bot.core.retrieval import Found, list_unsearched, tell_same
from bot.core.saying import day_of_year, tr
from bot.core.source_lines import name_hour
from bot.core.types import AnswerKind, Article, Claim, Disagreement, Relation, Summary

SENTENCES = 3
OUTLETS = 5
REPORTS_IT = 0.5  # share of the question's words that makes an outlet's sentence report it
_KNOWN = re.compile(
    r"\bwhen (?:was it|did (?:it|they|we|people|the public)) (?:first )?(?:be(?:come)? )?"
    r"(?:known|reported|announced|emerge|learn|know|find out|hear)\b"
    r"|\bwho (?:first reported|reported (?:it )?first|broke)\b",
    re.IGNORECASE,
)
NOTHING_NEW = tr("The sources have told nothing new since the first report.")
NO_DIFFERENCE = tr("AiBot found no point on which the sources differ.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer comes to, before sources and passages are put beside it."""

    kind: AnswerKind
    claims: tuple[Claim, ...] = ()
    note: str | None = None


def answer_about_story(
    question: Question,
    ranked: Sequence[Found],
    articles: Sequence[Article],
    summary: Summary | None,
    disagreements: Sequence[Disagreement],
    now: datetime,
) -> Outcome | None:
    """None when the question is about a single fact. `now` in the reader's zone, which is the one that hours are
    told in."""
    if _KNOWN.search(question.text):
        return _tell_known(question, ranked, now.tzinfo)
    match question.asks:
        case Asks.OVERVIEW:
            return _tell_overview(articles, summary)
        case Asks.CHANGES:
            return _tell_changes(articles, disagreements)
        case Asks.DIFFERENCES:
            return _tell_differences(disagreements)
        case Asks.OUTLETS:
            return _tell_outlets(question, ranked, articles)
        case _:
            return None


def _tell_overview(articles: Sequence[Article], summary: Summary | None) -> Outcome:
    if summary is not None:
        return Outcome(AnswerKind.ANSWERED, summary.brief or (summary.lede,))
    leads = [found for found in list_unsearched(articles) if found.passage.start >= 0]
    firsts = {found.article.id: found for found in reversed(leads)}
    claims = tuple(quote_source(found, leads) for found in list(firsts.values())[-1:])
    return Outcome(AnswerKind.ANSWERED if claims else AnswerKind.REFUSED, claims)


def _tell_changes(articles: Sequence[Article], disagreements: Sequence[Disagreement]) -> Outcome:
    """Figures that moved on, then what the newest article tells that no earlier one does."""
    moved = [one for one in disagreements if one.relation is Relation.UPDATE]
    claims = [tell_position(one, position) for one in moved for position in one.positions[-2:]]
    passages = [found for found in list_unsearched(articles) if found.passage.start >= 0]
    newest = max(articles, key=lambda article: (article.published_at, article.id))
    earlier = [one for one in passages if one.article.id != newest.id]
    for found in passages:
        if len(claims) >= SENTENCES:
            break
        if found.article.id == newest.id and earlier and not any(tell_same(found, one) for one in earlier):
            claims.append(quote_source(found))
    if not claims:
        return Outcome(AnswerKind.REFUSED, note=NOTHING_NEW)
    return Outcome(AnswerKind.ANSWERED, tuple(claims))


def _tell_differences(disagreements: Sequence[Disagreement]) -> Outcome:
    claims = tuple(
        tell_position(one, position) for one in disagreements[:SENTENCES] for position in one.positions
    )
    if not claims:
        return Outcome(AnswerKind.REFUSED, note=NO_DIFFERENCE)
    return Outcome(AnswerKind.ANSWERED, claims)


def _tell_known(question: Question, ranked: Sequence[Found], zone: tzinfo | None) -> Outcome | None:
    """Which source told it first, and when; None where none tells it."""
    asked = {number.value for number in question.numbers}
    telling = [
        found
        for found in ranked
        if len(question.terms & found.terms) >= REPORTS_IT * len(question.terms)
        and found.names == 1
        and found.passage.start >= 0
        and asked <= {number.value for number in find_numbers(found.passage.text)}
    ]
    if not telling:
        return None
    first = min(telling, key=lambda found: found.article.published_at)
    at = first.article.published_at.astimezone(zone)
    note = tr(
        "Of these sources {outlet} told it first, on {day} at {time}.",
        outlet=first.article.outlet.name,
        day=day_of_year(at.date()),
        time=name_hour(at),
    )
    return Outcome(AnswerKind.ANSWERED, (quote_source(first, named=True),), note)


def _tell_outlets(question: Question, ranked: Sequence[Found], articles: Sequence[Article]) -> Outcome | None:
    """One sentence of each outlet that reports what is asked about, of each outlet when nothing is named; None
    where none reports it, for it may be what an outlet did that is asked."""
    if question.terms or question.soft:
        telling = [found for found in ranked if found.wide >= REPORTS_IT and found.names == 1]
    else:
        telling = list(list_unsearched(articles))
    firsts: dict[str, Found] = {}
    for found in telling:
        if found.passage.start >= 0:
            firsts.setdefault(found.article.outlet.domain, found)
    claims = tuple(quote_source(found, named=True) for found in list(firsts.values())[:OUTLETS])
    return Outcome(AnswerKind.ANSWERED, claims) if claims else None
