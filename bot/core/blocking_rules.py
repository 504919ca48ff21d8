"""The rules of the house that keep a sentence from being published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.checking import check_claim
from bot.core.continuity import is_dangling
from bot.core.contradictions import find_contradictions
from bot.core.copies import count_independent
from bot.core.house_case import Case, Check
from bot.core.language import (
    find_dates,
    find_names,
    find_numbers,
    find_quotes,
    is_furniture,
)
from bot.core.language.figures import same_figure
from bot.core.language.mentions import Number
from bot.core.originals import find_original
from bot.core.reconciling import is_flat, iter_frames, why_not
from bot.core.saying import tr
from bot.core.types import Claim, Fact, Support, Writer
from bot.core.untold import find_untold


def supported(case: Case) -> Iterator[tuple[Claim, str]]:
    """J1: every sentence cites a passage that carries it."""
    for claim in case.every:
        cited = case.cited(claim)
        if not cited or len(cited) < len(claim.citations):
            yield claim, tr("it cites no passage of the sources")
        elif any(c.words not in case.desk.passages[c.passage_id].text for c in claim.citations):
            yield claim, tr("the words it relies on are not in the passage")
        elif is_furniture(claim.text):
            yield claim, tr("it is not a sentence of the story")
        elif claim.writer is not Writer.FRAME:
            verdict = check_claim(claim.text, cited, case.desk.published, case.desk.earlier)
            if verdict.support is not Support.SUPPORTED:
                yield claim, "; ".join(verdict.reasons)


def keeps(*kinds: str) -> Check:
    """J2, J3, J5, J6: faults of these kinds that typed comparison with the cited passages finds."""

    def check(case: Case) -> Iterator[tuple[Claim, str]]:
        for claim in case.summary.claims:
            for fault in case.faults(claim):
                if fault.kind in kinds and not case.is_verbatim(claim):
                    yield claim, fault.words

    return check


def cells_borne_out(case: Case) -> Iterator[tuple[Claim, str]]:
    """J2 for the facts table: each figure of a cell stands in the words that it cites, with hedge and unit."""
    for fact in case.summary.facts:
        cell = as_claim(fact)
        passages = case.cited(cell)
        whole = len(passages) == len(cell.citations) > 0
        told = [number for citation in cell.citations for number in find_numbers(citation.words)]
        for number in find_numbers(fact.value):
            if not any(same_figure(number, other) or _named_by_label(number, other) for other in told):
                yield cell, tr("“{text}” is not in the words that the table cites", text=number.text)
        if not whole or any(c.words not in case.desk.passages[c.passage_id].text for c in cell.citations):
            yield cell, tr("the words that the table relies on are not in the passage")


def _named_by_label(cell: Number, cited: Number) -> bool:
    """ "Magnitude: 5.8" says before the figure what the sentence says beside it: "a magnitude of 5.8"."""
    return not cell.unit and cell.hedge == cited.hedge and (cell.low, cell.high) == (cited.low, cited.high)


def as_claim(fact: Fact) -> Claim:
    """A row of the facts table as the house rules look at it."""
    return Claim(f"{fact.label}: {fact.value}", fact.citations, Writer.FRAME)


def quotes_long_enough(case: Case) -> Iterator[tuple[Claim, str]]:
    """J3: two quoted words or fewer are the writer's marks, unless the source sets them too."""
    for claim in case.summary.claims:
        texts = " ".join(passage.text for passage in case.cited(claim))
        for quote in find_quotes(claim.text):
            if quote.direct and len(quote.text.split()) < 3 and quote.text not in texts:
                yield claim, tr("“{text}” is not a quotation of a source", text=quote.text)


def reconciled(case: Case) -> Iterator[tuple[Claim, str]]:
    """J4: disputed values never stand flat; an overtaken count, wrong office or altered quote not at all."""
    for claim in case.every:
        for disagreement, _ in iter_frames(case.desk):
            if is_flat(claim, disagreement):
                yield (
                    claim,
                    tr(
                        "the sources differ on {measure}, and it gives one side as a fact",
                        measure=disagreement.measure,
                    ),
                )
        reason = why_not(claim, case.desk) if claim.writer is not Writer.FRAME else None
        if reason:
            yield claim, reason
    yield from find_contradictions(case.every, case.desk)


def one_title(case: Case) -> Iterator[tuple[Claim, str]]:
    """J5: a person has one office throughout the piece."""
    from_key: dict[str, str] = {}
    for claim in case.summary.claims:
        for name in find_names(claim.text):
            if name.title:
                before = from_key.setdefault(name.key, name.title)
                if _offices_clash(before, name.title):
                    yield (
                        claim,
                        tr(
                            "{text} was {before} before and is {title} here",
                            text=name.text,
                            before=before,
                            title=name.title,
                        ),
                    )


def _offices_clash(one: str, other: str) -> bool:
    """ "Interior minister" and "transport minister" do; "minister" and "union's chairman" beside "union chairman"
    do not."""
    first, second = _words_of_office(one), _words_of_office(other)
    return first[-1] == second[-1] and not (set(first) <= set(second) or set(second) <= set(first))


def _words_of_office(title: str) -> list[str]:
    return [word.removesuffix("'s").removesuffix("’s") for word in title.split()]


_GUILT = re.compile(
    r"\b(?:the (?:killer|murderer|thief|attacker|gunman|fraudster|arsonist|rapist)"
    r"|who (?:killed|murdered|stole|raped))\b",
    re.IGNORECASE,
)
_CONVICTED = re.compile(r"\b(?:convicted|guilty|sentenced|admitted|pleaded)\b", re.IGNORECASE)


def no_guilt(case: Case) -> Iterator[tuple[Claim, str]]:
    """J7: nobody did it before a court said so; words of the source itself excepted."""
    texts = " ".join(passage.text for passage in case.summary.passages)
    for claim in case.summary.claims:
        guilt = _GUILT.search(claim.text)
        if guilt and not _CONVICTED.search(texts) and guilt.group() not in texts:
            yield claim, tr("“{words}” says that somebody is guilty before any court did", words=guilt.group())


_NO_DAY_OF_ITS_OWN = re.compile(r"(?:earlier|later|before|after)$", re.IGNORECASE)  # "half a day earlier"
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


def absolute_dates(case: Case) -> Iterator[tuple[Claim, str]]:
    """J11: "yesterday" means nothing on another day."""
    for claim, mention in find_relative_days(case):
        if not is_weekday(mention):
            yield claim, tr("“{mention}” means nothing on another day", mention=mention)


def is_weekday(words: str) -> bool:
    return _WEEKDAY.search(words) is not None


def find_relative_days(case: Case) -> Iterator[tuple[Claim, str]]:
    """Single days named from the day of writing, outside quotations: (sentence, words)."""
    for claim in case.summary.claims:
        published = max(
            (case.desk.published[p.article_id] for p in case.cited(claim)), default=case.summary.written_at
        )
        quoted = [(quote.start, quote.end) for quote in find_quotes(claim.text) if quote.direct]
        for mention in find_dates(claim.text, published):
            inside = any(start <= mention.start < end for start, end in quoted)
            one_day = mention.relative and mention.first == mention.last
            if one_day and not inside and not _NO_DAY_OF_ITS_OWN.search(mention.text):
                yield claim, mention.text


def headline_told(case: Case) -> Iterator[tuple[Claim, str]]:
    """J14: no figure and no name in the headline that the piece does not tell."""
    told = (case.summary.place or "", *(claim.text for claim in case.summary.claims))
    for words in find_untold(case.summary.headline.text, told):
        yield case.summary.headline, tr("{words} is not in the piece", words=words)


def originals_cited(case: Case) -> Iterator[tuple[Claim, str]]:
    """J15: copies of one text count as one outlet, and what they copied is cited where it stood first."""
    kept = case.desk.articles
    if case.summary.independent_outlets > count_independent(kept):
        yield case.summary.lede, tr("copies of one text are counted as outlets of their own")
    for claim in case.summary.claims:
        cited = case.cited(claim) if claim.writer is not Writer.FRAME else ()
        for passage in cited:
            original = find_original(passage, case.desk)
            if original is not None and original not in cited:
                yield claim, tr("it cites a copy; the sentence stood first in passage {id}", id=original.id)


def antecedents(case: Case) -> Iterator[tuple[Claim, str]]:
    """J18: no sentence leans on one that is not right before it."""
    claims = case.summary.claims
    for i, claim in enumerate(claims):
        if is_dangling(claim, claims[:i]):
            yield claim, tr("it leans on a sentence that is not in the piece")
