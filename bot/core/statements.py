"""Figures as statements: what is measured, who says so, where, and whether it can be compared at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from bot.core.figure_reading import Figure, read_figures
from bot.core.language import find_numbers, find_speaker, is_furniture, tokenize
from bot.core.language.mentions import Number, Token
from bot.core.measures import MEASURES, THINGS, Measure, find_measure, of_scope
from bot.core.passages import read_passages
from bot.core.scopes import Modality, clause_span
from bot.core.speakers import PRONOUNS, same_speaker
from bot.core.types import Article, Passage

FIRST_SENTENCES = 25  # of an article: later ones are background more often than news
_BARE_SENTENCE = 12  # words: "The organisers, the Fair Fares Alliance, count 31."
_REACH = 7  # words between a figure and the word that tells what it measures
_SUBJECT_REACH = 12  # between a figure and a longer turn of phrase whose subject it counts

_HOW_MANY = re.compile(
    r"\bhow (?:many|much|large|big) ?(?P<counted>"
    r"(?:(?!(?:were|was|are|is|have|has|had|did|do|does|took|take|died|got|lost)\b)[a-z-]+ ?){0,3})",
    re.IGNORECASE,
)
_ILLNESS = re.compile(
    r"infect|virus|covid|\b(?:flu|ill|sick|fever|measles|cholera|polio|ebola|dengue|malaria|mumps|tested|confirmed)\b"
    r"|outbreak|epidemi|pandemic|disease|vaccin|health|hospital|clinic|laborator",
    re.IGNORECASE,
)
_AT_LAW = re.compile(r"\b(?:courts?|rulings?|judges?|justices|lawsuits?|appeals?)\b", re.IGNORECASE)
_GROWN = (
    r"(?:(?:(?:has|have|had) )?(?:risen|climbed|grown|jumped|increased|rose|grew|reached|passed)|stood|stands)"
)
_TOLL = re.compile(
    r"\b(?:(?:death toll|toll of the dead|number of (?:deaths|fatalities))\b[^,;]{0,70}?"
    rf"|number of (?P<what>(?:people|homes|households|customers|properties) [^,;]{{3,150}}?))"
    rf" {_GROWN}(?: from [\d,.]+)?(?: to| at)? $",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(r"\b(?:and|or|after|before|when|with)\b|\bas\b(?=\s+\S)|[.:;]\s")

_TOLD_BY = {word: place for place, measure in reversed([*enumerate(MEASURES)]) for word in measure.words}
"""The place in `MEASURES` of the first that a word tells."""
_IDIOMS = tuple((re.compile(rf"\b(?:{one.idioms})\b", re.IGNORECASE), one) for one in MEASURES if one.idioms)


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure where it stands. `measure` is None where it measures something that has no name of its own;
    `speaker` is "" where the outlet speaks itself."""

    measure: Measure | None
    figure: Figure
    passage: Passage
    article: Article
    speaker: str
    at: datetime

    @property
    def number(self) -> Number:
        return self.figure.number


def read_statements(articles: Sequence[Article]) -> tuple[Statement, ...]:
    """Every figure that states the whole value of something, present or planned, oldest article first."""
    ordered = sorted((a for a in articles if not a.withdrawn), key=lambda a: (a.published_at, a.id))
    return tuple(statement for article in ordered for statement in _of_article(article))


def _of_article(article: Article) -> Iterator[Statement]:
    last_speaker = ""
    before: Statement | None = None  # the last one of the sentence before
    for passage in read_passages(article)[: FIRST_SENTENCES + 1]:
        if is_furniture(passage.text) or passage.text.rstrip().endswith("?"):
            continue
        here: Statement | None = None
        for statement in _of_passage(article, passage, last_speaker):
            here = _complete(statement, before)
            yield here
        before = here
        speaker = find_speaker(passage.text)
        if speaker and speaker.lower() not in PRONOUNS:
            last_speaker = speaker


def _of_passage(article: Article, passage: Passage, last_speaker: str) -> Iterator[Statement]:
    for figure in read_figures(passage.text):
        if figure.modality is Modality.OTHER or (not figure.speaker and _is_quoted(passage.text, figure)):
            continue  # what somebody says elsewhere in quotation marks is not the outlet's word
        if figure.number.text in figure.speaker:
            continue  # "four officials said" counts an outlet's sources
        speaker = last_speaker if figure.speaker.lower() in PRONOUNS else figure.speaker
        measure = name_measure(passage.text, figure)
        if measure is None and (passage.start < 0 or figure.number.value == 1):
            continue  # titles are cut to fit: "Six takeaways" leaves unsaid of what; "one case" is an example
        yield Statement(measure, figure, passage, article, speaker, article.published_at)


def _complete(statement: Statement, before: Statement | None) -> Statement:
    """A bare count in somebody's name ("The alliance counts 31.") is of what somebody else counted right before;
    any other statement stays as it is."""
    bare = statement.figure
    if before is None or bare.dimension != before.figure.dimension or not _is_bare(statement):
        return statement
    if not statement.speaker or not before.speaker or same_speaker(statement.speaker, before.speaker):
        return statement
    whole = before.figure
    of_it = replace(
        bare,
        noun=whole.noun,
        qualities=whole.qualities,
        words=whole.words,
        outcomes=whole.outcomes,
        names=whole.names,
        places=whole.places,
        head=whole.head,
    )
    return replace(statement, figure=of_it, measure=before.measure)


def _is_bare(statement: Statement) -> bool:
    """Whether its sentence holds one figure that says of nothing what it is, and hardly more words than that."""
    text = statement.passage.text
    counts = statement.figure.dimension == "count" and not statement.figure.noun and statement.measure is None
    return counts and len(text.split()) <= _BARE_SENTENCE and len(read_figures(text)) == 1


def _is_quoted(text: str, figure: Figure) -> bool:
    """Whether the figure stands inside quotation marks; a quotation may span several sentences."""
    before = text[: figure.number.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def name_measure(text: str, figure: Figure) -> Measure | None:
    """The named measure whose whole, present value the figure gives; None when it gives that of none."""
    if figure.modality is not Modality.FACT:
        return None
    numbers = find_numbers(text)
    number = next((number for number in numbers if number.start == figure.number.start), figure.number)
    measure = _measured(text, number, numbers)
    counted = number.counted or figure.noun  # "the number of cases rose to 15"
    if measure is None or not of_scope(measure, counted, number.unit):
        return None
    of_patients = _ILLNESS.search(text) is not None and not _AT_LAW.search(text)
    return None if measure.name == "cases" and not of_patients else measure


def find_values(text: str, measure_name: str) -> tuple[Number, ...]:
    """The figures in a sentence that give the whole, present value of one named measure."""
    return tuple(number for name, number in _values(text) if name == measure_name)


@lru_cache(maxsize=8_192)
def _values(text: str) -> tuple[tuple[str, Number], ...]:
    """As `find_values`, of every measure, with its name: each is asked for in turn."""
    named = ((name_measure(text, figure), figure) for figure in read_figures(text))
    return tuple((measure.name, figure.number) for measure, figure in named if measure is not None)


def asks_for_whole(question: str, measure_name: str) -> bool:
    """Whether "How many people were injured when …?" asks for a measure's whole value, not that of a part."""
    match = _HOW_MANY.search(question)
    measure = find_measure(measure_name)
    if match is None or measure is None:
        return False
    tokens = tokenize(question[match.end() :])
    keys = {token.stem for token in tokens} | {f"{a.lower} {b.stem}" for a, b in pairwise(tokens)}
    counted = tokens[0].stem if tokens else ""
    if match["counted"]:
        counted = tokenize(match["counted"])[-1].stem
    return bool(measure.words & (keys | {counted})) and (
        counted in measure.words or not match["counted"] or of_scope(measure, counted, "")
    )


def _measured(text: str, number: Number, numbers: Sequence[Number]) -> Measure | None:
    """The measure whose word stands nearest to the figure in its clause, no other figure between them."""
    start, end = clause_span(text, number)
    tokens = [t for t in tokenize(text) if t.text[0].isalpha() and start <= t.start and t.end <= end]
    best: tuple[int, Measure] | None = None
    for i, token in enumerate(tokens):
        if _is_in_name(text, tokens, i):
            continue
        pair = f"{tokens[i - 1].lower} {token.stem}" if i else ""
        places = [place for key in (token.stem, pair) if (place := _TOLD_BY.get(key)) is not None]
        if places and not _is_apart(text, token, number, numbers):
            gap = _gap(tokens, token, number)
            if gap <= _REACH and (best is None or gap < best[0]):
                best = (gap, MEASURES[min(places)])
    return (best[1] if best else None) or _worded(text, number, numbers) or _tolled(text, number)


def _worded(text: str, number: Number, numbers: Sequence[Number]) -> Measure | None:
    """The measure that a longer turn of phrase tells, as subject or object: "400 people have had to leave their
    homes", "forced 400 people out of their homes"."""
    start, end = clause_span(text, number)
    for pattern, measure in _IDIOMS:
        for match in pattern.finditer(text, start, end):
            low, high = min(match.start(), number.start), max(match.start(), number.end)
            others = any(low <= one.start and one.end <= high and one is not number for one in numbers)
            around = match.start() <= number.start < match.end()
            if around or (
                number.end <= match.start() and not others and _is_subject(text, number, match.start())
            ):
                return measure
    return None


def _is_subject(text: str, number: Number, verb: int) -> bool:
    between = text[number.end : verb]
    return len(between.split()) <= _SUBJECT_REACH and not _NEW_CLAUSE.search(between)


def _is_in_name(text: str, tokens: Sequence[Token], i: int) -> bool:
    """Whether a word is part of a name or a date: "the American Rescue Plan", "the week of March 27". Where every
    word has a capital, as in titles, that tells nothing."""
    token = tokens[i]
    if not token.start or not token.text[0].isupper():
        return False
    if token.text == "March" and re.match(r" \d", text[token.end :]):
        return True
    behind = text[token.end : token.end + 2]
    named = len(behind) == 2 and behind[0] == " " and behind[1].isupper()
    return named and sum(other.text[0].islower() for other in tokens) * 2 > len(tokens)


def _tolled(text: str, number: Number) -> Measure | None:
    """The measure of "the number of people known to have died when … climbed to 44", however long the subject."""
    toll = _TOLL.search(text[: number.start])
    if toll is None:
        return None
    if toll["what"] is None:
        return find_measure("people killed")
    tokens = tokenize(toll["what"])
    keys = {token.stem for token in tokens} | {f"{a.lower} {b.stem}" for a, b in pairwise(tokens)}
    return next((one for one in MEASURES if one.words & keys and (one.people or _counts(one, keys))), None)


def _counts(measure: Measure, keys: Set[str]) -> bool:
    """Whether what the measure counts is named, cases or homes; cases count themselves."""
    return measure.name == "cases" or bool(THINGS.get(measure.name, frozenset()) & keys)


def _gap(tokens: Sequence[Token], token: Token, number: Number) -> int:
    low, high = sorted((token.start, number.start))
    between = sum(low < other.start < high for other in tokens)
    return between if token.start > number.start else between + 1


def _is_apart(text: str, token: Token, number: Number, numbers: Sequence[Number]) -> bool:
    """Whether another figure, or a new clause after the word, stands between the word and the figure."""
    low, high = min(token.end, number.end), max(token.start, number.start)
    if token.end <= number.start and _NEW_CLAUSE.search(text, token.end, number.start):
        return True
    return any(low <= other.start and other.end <= high and other is not number for other in numbers)
