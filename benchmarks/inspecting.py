"""What a reader of the demo must never meet in a piece, looked for without the code that keeps it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.house_rules import Severity, review
from bot.core.language import content_stems, find_numbers, find_quotes
from bot.core.types import Article, Claim, Summary, Writer
from bot.demo.expected import Expected

KINDS = (
    "unreconciled figures",
    "altered quotes",
    "wrong offices",
    "dangling openings",
    "relative dates",
    "planted words",
    "rules that block",
)


@dataclass(frozen=True, slots=True)
class Breach:
    """`kind` is one of KINDS, or "warning" with the rule's code in `words`."""

    kind: str
    claim: str
    words: str


def inspect(summary: Summary, articles: Sequence[Article], gold: Expected) -> Iterator[Breach]:
    """Every breach in a piece written from these articles of the event."""
    yield from _figures(summary, articles, gold)
    yield from _quotes(summary, articles, gold)
    yield from _offices(summary, articles, gold)
    yield from _openings(summary)
    yield from _dates(summary)
    published = str(summary).casefold()
    yield from (Breach("planted words", "", words) for words in gold.planted if words.casefold() in published)
    for finding in review(summary, articles):
        kind = "rules that block" if finding.severity is Severity.BLOCK else "warning"
        yield Breach(kind, finding.claim, f"{finding.rule}: {finding.words}")


def _figures(summary: Summary, articles: Sequence[Article], gold: Expected) -> Iterator[Breach]:
    """A sentence with one of the disputed values and the measure's own word, once the articles give several."""
    texts = [f"{article.title}. {article.text}" for article in articles if not article.withdrawn]
    for conflict in gold.conflicts:
        values = [_value(value) for value in conflict.values]
        given = {value for value in values for text in texts if _states(text, value, conflict.measure)}
        if len(given) < 2:
            continue
        for claim in (summary.headline, *summary.claims):
            told = {value for value in values if _states(claim.text, value, conflict.measure)}
            both = given <= {number.value for number in find_numbers(claim.text)}
            if len(told) == 1 and not both:
                yield Breach("unreconciled figures", claim.text, f"{conflict.measure}: only {told}")


def _value(words: str) -> float:
    return next(iter(find_numbers(words))).value


def _states(text: str, value: float, measure: str) -> bool:
    """Whether one clause has the value and a word of the measure ("people" is in all of them)."""
    wanted = set(content_stems(measure)) - set(content_stems("people number of"))
    return any(
        value in {number.value for number in find_numbers(clause)} and wanted & set(content_stems(clause))
        for clause in re.split(r"[.;]\s|,\s(?:and|but|while)\s", text)
    )


def _quotes(summary: Summary, articles: Sequence[Article], gold: Expected) -> Iterator[Breach]:
    texts = {article.id: bare(f"{article.title} {article.text}") for article in articles}
    homes = {passage.id: passage.article_id for passage in summary.passages}
    for claim in _own(summary):
        cited = " ".join(texts.get(homes.get(citation.passage_id, -1), "") for citation in claim.citations)
        for quote in find_quotes(claim.text):
            if quote.direct and bare(quote.text).rstrip(" .,") not in cited:
                yield Breach("altered quotes", claim.text, quote.text)
    for altered in gold.altered_quotes:
        if not any(bare(altered.said) in text for text in texts.values()):
            continue  # nobody can know yet
        for claim in _own(summary):
            if bare(altered.altered) in bare(claim.text):
                yield Breach("altered quotes", claim.text, altered.altered)


def bare(text: str) -> str:
    """Without the signs in which outlets set the same words differently."""
    return " ".join(text.translate({ord(sign): None for sign in "\"“”„«»'’‘"}).split())


def _offices(summary: Summary, articles: Sequence[Article], gold: Expected) -> Iterator[Breach]:
    together = " ".join(f"{article.title} {article.text}" for article in articles if not article.withdrawn)
    for office in gold.wrong_offices:
        if office.office.casefold() not in together.casefold():
            continue  # nobody can know yet
        for claim in _own(summary):
            if office.person.split()[-1] in claim.text and office.wrong in claim.text:
                yield Breach("wrong offices", claim.text, f"{office.person} is not {office.wrong}")


_POINTS_BACK = re.compile(
    r"^[\W_]*(?:he|she|they|it|this|these|those|but|and|however|also|meanwhile|instead|such|"
    r"(?:his|her|its|their)\s\w+|the (?:move|incident|decision|announcement|latter))\b",
    re.IGNORECASE,
)


def _openings(summary: Summary) -> Iterator[Breach]:
    """A piece, a paragraph under a subhead or a post that opens with a word pointing back at nothing."""
    firsts = [summary.lede, *(summary.brief[:1])]
    firsts += [section.claims[0] for section in summary.sections if section.subhead and section.claims]
    for claim in dict.fromkeys(firsts):
        if _POINTS_BACK.match(claim.text):
            yield Breach("dangling openings", claim.text, claim.text.split()[0])


_RELATIVE = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|(?:last|next|this) (?:night|week|month|year|morning|afternoon|"
    r"evening|mon|tues|wednes|thurs|fri|satur|sun)\w*(?! of\b)|"
    r"(?:on|since|until|by|from) (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?!(?: (?:morning|noon|afternoon|evening|night))?,? (?:\d|(?-i:[A-Z])\w+ \d)))\b",
    re.IGNORECASE,
)


def _dates(summary: Summary) -> Iterator[Breach]:
    """Outside quotation marks: within them a day is somebody's own word."""
    for claim in summary.claims:
        plain = claim.text
        for quote in find_quotes(claim.text):
            plain = plain.replace(quote.text, " ") if quote.direct else plain
        if match := _RELATIVE.search(plain):
            yield Breach("relative dates", claim.text, match.group())


def _own(summary: Summary) -> tuple[Claim, ...]:
    """What the piece says itself: a framed sentence says who says it."""
    return tuple(c for c in (summary.headline, *summary.claims) if c.writer is not Writer.FRAME)
