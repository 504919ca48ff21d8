"""The rules of the house that warn: the sentence is published, and the log says with what reservation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from bot.core.blocking_rules import find_relative_days, is_weekday
from bot.core.candidates import covered
from bot.core.disputes import is_framed
from bot.core.house_case import Case, Check
from bot.core.language import find_dates, find_names, find_numbers, find_quotes, find_speaker, stands_alone
from bot.core.language.mentions import NumberKind
from bot.core.opinion import is_opinion
from bot.core.reconciling import tells_both
from bot.core.saying import Phrase, tr
from bot.core.told import stems_of
from bot.core.types import Claim, Disagreement, PassageId, Relation, Writer

LEDE_WORDS = 35
HEADLINE_CHARACTERS = 90
LEAST_ORDER = (
    0.0  # Kendall's τ of falling weight; below it a piece runs from what weighs less to what weighs more
)
_LONG_PIECE = 5  # sentences from which the order says something
_BACKGROUND_DAYS = 180  # a sentence whose days all lie further back tells how it came to this


def both_sides(case: Case) -> Iterator[tuple[Claim, str]]:
    """J4: a conflict that the piece leaves out and that belongs into it."""
    for disagreement in case.desk.with_relation(Relation.CONFLICT):
        if is_framed(disagreement) and not any(_frames(claim, disagreement) for claim in case.summary.claims):
            yield (
                case.summary.lede,
                tr("the piece does not say that the sources differ on {measure}", measure=disagreement.measure),
            )


def _frames(claim: Claim, disagreement: Disagreement) -> bool:
    if tells_both(claim.text, disagreement):
        return True
    return claim.writer is Writer.FRAME and all(
        p.value.lower() in claim.text.lower() for p in disagreement.positions
    )


def single_source(case: Case) -> Iterator[tuple[Claim, str]]:
    """J8: what one outlet alone says should say that it does, or who told it. Where the whole piece has one
    source, its second line says so."""
    if case.summary.independent_outlets < 2:
        return
    for claim in case.summary.claims:
        articles = {passage.article_id for passage in case.cited(claim)}
        if len(articles) == 1 and not find_speaker(claim.text):
            yield claim, tr("one outlet alone says it, and the sentence does not say who")


def opinion_alone(case: Case) -> Iterator[tuple[Claim, str]]:
    """J8: nobody reports it, columns argue it: whose opinion it is, and why no channel got it unasked."""
    if case.desk.articles and all(map(is_opinion, case.desk.articles)):
        outlets = ", ".join(dict.fromkeys(article.outlet.name for article in case.desk.articles))
        yield (
            case.summary.lede,
            tr("it is opinion ({outlets}) that nobody reports; it is not sent to chats", outlets=outlets),
        )


def lede(case: Case) -> Iterator[tuple[Claim, str]]:
    """J9: who, what, and where or when; short, no quotation, no question, no pronoun in front."""
    lede = case.summary.lede
    names = find_names(lede.text)
    if len(lede.text.split()) > LEDE_WORDS:
        yield lede, tr("the lede has more than {number} words", number=LEDE_WORDS)
    if any(quote.direct and len(quote.text.split()) > 3 for quote in find_quotes(lede.text)):
        yield lede, tr("the lede quotes")
    if lede.text.rstrip().endswith("?") or not stands_alone(lede.text):
        yield lede, tr("the lede asks or leans on something")
    if not (names or find_dates(lede.text, case.summary.written_at) or case.summary.place):
        yield lede, tr("the lede says neither who nor where nor when")


def pyramid(case: Case) -> Iterator[tuple[Claim, str]]:
    """J10: from what weighs most to what weighs least, and what led to it last."""
    body = [claim for claim in case.summary.claims if claim.writer is not Writer.FRAME]
    if len(body) >= _LONG_PIECE and _order([_weight(case, claim) for claim in body]) < LEAST_ORDER:
        yield case.summary.lede, tr("the piece runs from what weighs less to what weighs more")
    news = [i for i, claim in enumerate(body) if any(c.passage_id in case.summary.news for c in claim.citations)]
    for i, claim in enumerate(body):
        if _is_background(case, claim) and any(i < place for place in news):
            yield claim, tr("it tells the background before the news")


def _weight(case: Case, claim: Claim) -> float:
    """How many articles are cited for it, times how much of the sources' openings its words carry."""
    openings = [case.desk.passages.get(PassageId(f"{article.id}.1")) for article in case.desk.articles]
    shares = [covered(stems_of(claim.text), stems_of(one.text)) for one in openings if one is not None]
    support = len({passage.article_id for passage in case.cited(claim)})
    return support * sum(shares) / max(1, len(shares))


def _order(weights: Sequence[float]) -> float:
    """Kendall's τ (a) of falling order: 1 where each weighs less than the one before, -1 where each more."""
    pairs = [(first > later) - (first < later) for first, later in combinations(weights, 2)]
    return sum(pairs) / len(pairs)


def _is_background(case: Case, claim: Claim) -> bool:
    """Whether every day and year it names lies well back; it must name one."""
    found = (mention.last for mention in find_dates(claim.text, case.summary.written_at))
    past = [(case.summary.day - day).days > _BACKGROUND_DAYS for day in found if day is not None]
    years = (number.value for number in find_numbers(claim.text) if number.kind is NumberKind.YEAR)
    past += [year < case.summary.day.year for year in years]
    return bool(past) and all(past)


def bare_weekdays(case: Case) -> Iterator[tuple[Claim, str]]:
    """J11: a weekday that polishing could not date for certain ("from Wednesday", "Tuesday's closing price")."""
    for claim, mention in find_relative_days(case):
        if is_weekday(mention):
            yield claim, tr("“{mention}” names a day without its date", mention=mention)


_LOADED = re.compile(r"\b(?:admitted|claimed|slammed|blasted|lashed out|insisted|boasted|fumed)\b", re.IGNORECASE)
_VALUING = re.compile(
    r"\b(?:shocking|stunning|brutal(?:ly)?|horrific|tragic(?:ally)?|dramatic(?:ally)?|unprecedented|devastating"
    r"|massive|disgraceful|heroic|amazing|incredible|terrifying|controversial|surprising(?:ly)?|unfortunately|sadly"
    r"|clearly|obviously|finally|significant(?:ly)?)\b",
    re.IGNORECASE,
)


def _only_of_sources(words: re.Pattern[str], blame: Callable[[str], Phrase]) -> Check:
    """Words that a sentence may have only where a passage it cites has them."""

    def check(case: Case) -> Iterator[tuple[Claim, str]]:
        for claim in case.summary.claims:
            for match in words.finditer(claim.text):
                if not case.cites_word(claim, match.group()):
                    yield claim, blame(match.group())

    return check


neutral_verbs = _only_of_sources(_LOADED, lambda words: tr("“{words}” takes sides", words=words))
"""J12: said, told, wrote; a loaded verb only where the source has it."""

no_valuing = _only_of_sources(_VALUING, lambda words: tr("“{words}” is the writer's own judgement", words=words))
"""J13: no valuing word that no cited sentence has."""


def short_headline(case: Case) -> Iterator[tuple[Claim, str]]:
    """J14: a headline fits one line of a chat."""
    if len(case.summary.headline.text) > HEADLINE_CHARACTERS:
        yield (
            case.summary.headline,
            tr("the headline is longer than {number} characters", number=HEADLINE_CHARACTERS),
        )


def casualties(case: Case) -> Iterator[tuple[Claim, str]]:
    """J17: killed, injured or missing, never "casualties"."""
    for claim in case.summary.claims:
        if find_numbers(claim.text) and re.search(r"\bcasualties\b", claim.text, re.IGNORECASE):
            yield claim, tr("“casualties” does not say whether people were killed or hurt")


def plural_sources(case: Case) -> Iterator[tuple[Claim, str]]:
    """J19: "sources" and "reports" are more than one."""
    for claim in case.summary.claims:
        plural = re.search(
            r"\b(?:sources|reports|officials) (?:say|said|suggest|indicate)\b", claim.text, re.IGNORECASE
        )
        if plural and len({p.article_id for p in case.cited(claim)}) < 2:
            yield claim, tr("“{words}” rests on one article", words=plural.group())


_CLOSER = re.compile(
    r"\b(?:only time will tell|remains? to be seen|the (?:path|road) ahead|serves as a reminder"
    r"|highlights? the (?:need|importance)|raises (?:serious )?questions about|underscores?)\b",
    re.IGNORECASE,
)


def no_moral(case: Case) -> Iterator[tuple[Claim, str]]:
    """J20: no moral and no empty outlook that nobody says."""
    for claim in case.summary.claims:
        match = _CLOSER.search(claim.text)
        if match and not find_speaker(claim.text):
            yield claim, tr("“{words}” is a moral, not news", words=match.group())
