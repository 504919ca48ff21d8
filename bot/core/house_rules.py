"""The house's rules of journalism as checks: each blocks a sentence or warns about it, in words for people.

Codes are those of the rule table in the documentation (J1 to J20).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.checking import check_claim, find_faults
from bot.core.continuity import is_dangling
from bot.core.desk import Desk, open_desk
from bot.core.faults import Fault
from bot.core.language import (
    find_dates,
    find_names,
    find_numbers,
    find_quotes,
    find_speaker,
    is_furniture,
    stands_alone,
)
from bot.core.reconciling import disputed_values, is_flat, why_not
from bot.core.types import Article, Claim, Disagreement, Passage, Relation, Summary, Support, Warned, Writer

LEDE_WORDS = 35
HEADLINE_CHARACTERS = 90


class Severity(StrEnum):
    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a sentence breaks. `claim` is the sentence's text, `words` say what is wrong with it."""

    rule: str
    severity: Severity
    claim: str
    words: str


@dataclass(frozen=True, slots=True)
class _Case:
    summary: Summary
    desk: Desk

    def cited(self, claim: Claim) -> tuple[Passage, ...]:
        known = self.desk.passages
        return tuple(known[c.passage_id] for c in claim.citations if c.passage_id in known)

    def faults(self, claim: Claim) -> tuple[Fault, ...]:
        """What typed comparison finds; a framed sentence's outlets are its own words."""
        found = find_faults(claim.text, self.cited(claim), self.desk.published)
        if claim.writer is not Writer.FRAME:
            return found
        outlets = tuple(article.outlet.name for article in self.desk.articles)
        return tuple(
            fault for fault in found if fault.kind in {"number", "name"} and not fault.words.startswith(outlets)
        )


Check = Callable[[_Case], Iterator[tuple[Claim, str]]]


def review(summary: Summary, articles: Sequence[Article]) -> tuple[Finding, ...]:
    """Every rule broken, in the order of the rules. Copies and withdrawn articles are told apart inside."""
    case = _Case(summary, open_desk(articles))
    return tuple(
        Finding(rule, severity, claim.text, words)
        for rule, severity, check in RULES
        for claim, words in check(case)
    )


def note_warnings(findings: Sequence[Finding]) -> tuple[Warned, ...]:
    """What is kept of a review with the piece: the warnings; what blocks is not published."""
    return tuple(
        Warned(finding.rule, finding.claim, finding.words)
        for finding in findings
        if finding.severity is Severity.WARN
    )


# ---------------------------------------------------------------- blocking


def _supported(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J1: every sentence cites a passage that carries it."""
    for claim in (*case.summary.claims, case.summary.headline):
        cited = case.cited(claim)
        if not cited or len(cited) < len(claim.citations):
            yield claim, "it cites no passage of the sources"
        elif any(c.words not in case.desk.passages[c.passage_id].text for c in claim.citations):
            yield claim, "the words it relies on are not in the passage"
        elif is_furniture(claim.text):
            yield claim, "it is not a sentence of the story"
        elif claim.writer is not Writer.FRAME:
            verdict = check_claim(claim.text, cited, case.desk.published)
            if verdict.support is not Support.SUPPORTED:
                yield claim, "; ".join(verdict.reasons)


def _typed(*kinds: str) -> Check:
    def check(case: _Case) -> Iterator[tuple[Claim, str]]:
        for claim in case.summary.claims:
            for fault in case.faults(claim):
                if fault.kind in kinds and not _is_verbatim(case, claim):
                    yield claim, fault.words

    return check


def _is_verbatim(case: _Case, claim: Claim) -> bool:
    return any(claim.text.rstrip(".") in passage.text for passage in case.cited(claim))


def _short_quotes(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J3: two quoted words or fewer are the writer's marks, unless the source sets them too."""
    for claim in case.summary.claims:
        texts = " ".join(passage.text for passage in case.cited(claim))
        for quote in find_quotes(claim.text):
            if quote.direct and len(quote.text.split()) < 3 and quote.text not in texts:
                yield claim, f"“{quote.text}” is not a quotation of a source"


def _reconciled(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J4: disputed values never stand flat; an overtaken count, wrong office or altered quote not at all."""
    for claim in (*case.summary.claims, case.summary.headline):
        for disagreement in case.desk.with_relation(Relation.CONFLICT):
            if is_flat(claim, disagreement):
                yield claim, f"the sources differ on {disagreement.measure}, and it gives one side as a fact"
        reason = why_not(claim, case.desk) if claim.writer is not Writer.FRAME else None
        if reason:
            yield claim, reason


def _one_title(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J5: a person has one office throughout the piece."""
    from_key: dict[str, str] = {}
    for claim in case.summary.claims:
        for name in find_names(claim.text):
            if name.title:
                before = from_key.setdefault(name.key, name.title)
                if before.split()[-1] == name.title.split()[-1] and not (
                    set(before.split()) <= set(name.title.split())
                    or set(name.title.split()) <= set(before.split())
                ):
                    yield claim, f"{name.text} was {before} before and is {name.title} here"


_GUILT = re.compile(
    r"\b(?:the (?:killer|murderer|thief|attacker|gunman|fraudster|arsonist|rapist)"
    r"|who (?:killed|murdered|stole|raped))\b",
    re.IGNORECASE,
)
_CONVICTED = re.compile(r"\b(?:convicted|guilty|sentenced|admitted|pleaded)\b", re.IGNORECASE)


def _no_guilt(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J7: nobody did it before a court said so; words of the source itself excepted."""
    texts = " ".join(passage.text for passage in case.summary.passages)
    for claim in case.summary.claims:
        guilt = _GUILT.search(claim.text)
        if guilt and not _CONVICTED.search(texts) and guilt.group() not in texts:
            yield claim, f"“{guilt.group()}” says that somebody is guilty before any court did"


def _headline(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J14: no figure that the piece does not tell."""
    told = [number for claim in case.summary.claims for number in find_numbers(claim.text)]
    for number in find_numbers(case.summary.headline.text):
        if number.unit != "fraction" and not any(number.value == other.value for other in told):
            yield case.summary.headline, f"{number.text} is not in the piece"


def _antecedents(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J18: no sentence leans on one that is not right before it."""
    claims = case.summary.claims
    for i, claim in enumerate(claims):
        if is_dangling(claim, claims[:i]):
            yield claim, "it leans on a sentence that is not in the piece"


# ---------------------------------------------------------------- warning


def _single_source(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J8: what one outlet alone says should say that it does, or who told it."""
    if case.summary.independent_outlets < 2:
        return
    for claim in case.summary.claims:
        articles = {passage.article_id for passage in case.cited(claim)}
        if len(articles) == 1 and claim.writer is Writer.LLM and not find_speaker(claim.text):
            yield claim, "one outlet alone says it, and the sentence does not say who"


def _lede(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J9: short, no quotation, no question, no pronoun in front."""
    lede = case.summary.lede
    if len(lede.text.split()) > LEDE_WORDS:
        yield lede, f"the lede has more than {LEDE_WORDS} words"
    if any(quote.direct and len(quote.text.split()) > 3 for quote in find_quotes(lede.text)):
        yield lede, "the lede quotes"
    if lede.text.rstrip().endswith("?") or not stands_alone(lede.text):
        yield lede, "the lede asks or leans on something"


def _dates(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J11: days are absolute."""
    for claim in case.summary.claims:
        published = max(
            (case.desk.published[p.article_id] for p in case.cited(claim)), default=case.summary.written_at
        )
        quoted = [(quote.start, quote.end) for quote in find_quotes(claim.text) if quote.direct]
        for mention in find_dates(claim.text, published):
            inside = any(start <= mention.start < end for start, end in quoted)
            if mention.relative and mention.first == mention.last and not inside:
                yield claim, f"“{mention.text}” means nothing on another day"


_LOADED = re.compile(r"\b(?:admitted|claimed|slammed|blasted|lashed out|insisted|boasted|fumed)\b", re.IGNORECASE)


def _neutral_verbs(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J12: said, told, wrote; a loaded verb only where the source has it."""
    for claim in case.summary.claims:
        loaded = _LOADED.search(claim.text)
        if loaded and not any(loaded.group().lower() in p.text.lower() for p in case.cited(claim)):
            yield claim, f"“{loaded.group()}” takes sides"


_VALUING = re.compile(
    r"\b(?:shocking|stunning|brutal(?:ly)?|horrific|tragic(?:ally)?|dramatic(?:ally)?|unprecedented|devastating|massive|disgraceful"
    r"|heroic|amazing|incredible|terrifying|controversial|surprising(?:ly)?|unfortunately|sadly|clearly|obviously|finally|significant(?:ly)?)\b",
    re.IGNORECASE,
)


def _no_valuing(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J13: no valuing word that no cited sentence has."""
    for claim in case.summary.claims:
        for match in _VALUING.finditer(claim.text):
            if not any(match.group().lower() in p.text.lower() for p in case.cited(claim)):
                yield claim, f"“{match.group()}” is the writer's own judgement"


def _long_headline(case: _Case) -> Iterator[tuple[Claim, str]]:
    if len(case.summary.headline.text) > HEADLINE_CHARACTERS:
        yield case.summary.headline, f"the headline is longer than {HEADLINE_CHARACTERS} characters"


def _casualties(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J17: killed, injured or missing, never "casualties"."""
    for claim in case.summary.claims:
        if find_numbers(claim.text) and re.search(r"\bcasualties\b", claim.text, re.IGNORECASE):
            yield claim, "“casualties” does not say whether people were killed or hurt"


def _plural_sources(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J19: "sources" and "reports" are more than one."""
    for claim in case.summary.claims:
        plural = re.search(r"\b(?:sources|reports) (?:say|said|suggest|indicate)\b", claim.text, re.IGNORECASE)
        if plural and len({p.article_id for p in case.cited(claim)}) < 2 and claim.writer is Writer.LLM:
            yield claim, f"“{plural.group()}” rests on one article"


_CLOSER = re.compile(
    r"\b(?:only time will tell|remains? to be seen|the (?:path|road) ahead|serves as a reminder"
    r"|highlights? the (?:need|importance)|raises (?:serious )?questions about|underscores?)\b",
    re.IGNORECASE,
)


def _no_moral(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J20: no moral and no empty outlook that nobody says."""
    for claim in case.summary.claims:
        match = _CLOSER.search(claim.text)
        if match and not find_speaker(claim.text):
            yield claim, f"“{match.group()}” is a moral, not news"


def _both_sides(case: _Case) -> Iterator[tuple[Claim, str]]:
    """J4, as a warning: a conflict that the piece leaves out."""
    for disagreement in case.desk.with_relation(Relation.CONFLICT):
        if not any(_frames(claim, disagreement) for claim in case.summary.claims):
            yield case.summary.lede, f"the piece does not say that the sources differ on {disagreement.measure}"


def _frames(claim: Claim, disagreement: Disagreement) -> bool:
    if len(disputed_values(claim.text, disagreement)) > 1:
        return True
    return claim.writer is Writer.FRAME and all(
        p.value.lower() in claim.text.lower() for p in disagreement.positions
    )


RULES: tuple[tuple[str, Severity, Check], ...] = (
    ("J1", Severity.BLOCK, _supported),
    ("J2", Severity.BLOCK, _typed("number")),
    ("J3", Severity.BLOCK, _typed("quote", "speaker")),
    ("J3", Severity.BLOCK, _short_quotes),
    ("J4", Severity.BLOCK, _reconciled),
    ("J4", Severity.WARN, _both_sides),
    ("J5", Severity.BLOCK, _typed("title")),
    ("J5", Severity.BLOCK, _one_title),
    ("J6", Severity.BLOCK, _typed("hedge", "negation")),
    ("J7", Severity.BLOCK, _no_guilt),
    ("J8", Severity.WARN, _single_source),
    ("J9", Severity.WARN, _lede),
    ("J11", Severity.WARN, _dates),
    ("J12", Severity.WARN, _neutral_verbs),
    ("J13", Severity.WARN, _no_valuing),
    ("J14", Severity.BLOCK, _headline),
    ("J14", Severity.WARN, _long_headline),
    ("J17", Severity.WARN, _casualties),
    ("J18", Severity.BLOCK, _antecedents),
    ("J19", Severity.WARN, _plural_sources),
    ("J20", Severity.WARN, _no_moral),
)
