"""The house's twenty rules of journalism: which blocks a sentence, which warns about it, in words for people.

Codes are those of the rule table in docs/newsroom.md (J1 to J20). J16 is about what a channel is told again, and
so looks at two pieces and the update between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core import blocking_rules as blocking
from bot.core import warning_rules as warning
from bot.core.corrections import find_withdrawn, is_correction
from bot.core.departures import without_departed
from bot.core.desk import open_desk
from bot.core.house_case import Case, Check
from bot.core.saying import tr
from bot.core.types import Article, Push, Summary, Update, Warned


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


def review(summary: Summary, articles: Sequence[Article]) -> tuple[Finding, ...]:
    """Every rule broken, in the order of the rules. Copies and withdrawn articles are told apart inside."""
    case = Case(summary, open_desk(articles))
    return tuple(
        Finding(rule, severity, claim.text, words)
        for rule, severity, check in RULES
        for claim, words in check(case)
    )


def review_update(before: Summary, after: Summary, update: Update) -> tuple[Finding, ...]:
    """J16: what was published and is wrong is corrected where it was read, visibly, and every part of it."""
    return tuple(
        Finding("J16", Severity.BLOCK, text, words) for text, words in _uncorrected(before, after, update)
    )


def _uncorrected(before: Summary, after: Summary, update: Update) -> Iterator[tuple[str, str]]:
    if after.independent_outlets == 0:
        if not update.correction:
            yield before.headline.text, tr("all of its sources took it back, and the chat is not told")
        return
    before = without_departed(before, after)
    if is_correction(before, after) and not (update.correction and update.push is Push.FOLLOW_UP):
        yield before.headline.text, tr("words that were published were corrected, and the chat is not told so")
    told = {change.text for change in update.changes}
    for change in find_withdrawn(before, after):
        if change.text not in told:
            yield change.text, tr("the update leaves it out")


def note_warnings(findings: Sequence[Finding]) -> tuple[Warned, ...]:
    """What is kept of a review with the piece: the warnings; what blocks is not published."""
    return tuple(
        Warned(finding.rule, finding.claim, finding.words)
        for finding in findings
        if finding.severity is Severity.WARN
    )


RULES: tuple[tuple[str, Severity, Check], ...] = (
    ("J1", Severity.BLOCK, blocking.supported),
    ("J2", Severity.BLOCK, blocking.keeps("number")),
    ("J2", Severity.BLOCK, blocking.cells_borne_out),
    ("J3", Severity.BLOCK, blocking.keeps("quote", "speaker")),
    ("J3", Severity.BLOCK, blocking.quotes_long_enough),
    ("J4", Severity.BLOCK, blocking.reconciled),
    ("J4", Severity.WARN, warning.both_sides),
    ("J5", Severity.BLOCK, blocking.keeps("title")),
    ("J5", Severity.BLOCK, blocking.one_title),
    ("J6", Severity.BLOCK, blocking.keeps("hedge", "negation")),
    ("J7", Severity.BLOCK, blocking.no_guilt),
    ("J8", Severity.WARN, warning.single_source),
    ("J8", Severity.WARN, warning.opinion_alone),
    ("J9", Severity.WARN, warning.lede),
    ("J10", Severity.WARN, warning.pyramid),
    ("J11", Severity.BLOCK, blocking.absolute_dates),
    ("J11", Severity.WARN, warning.bare_weekdays),
    ("J12", Severity.WARN, warning.neutral_verbs),
    ("J13", Severity.WARN, warning.no_valuing),
    ("J14", Severity.BLOCK, blocking.headline_told),
    ("J14", Severity.WARN, warning.short_headline),
    ("J15", Severity.BLOCK, blocking.originals_cited),
    ("J17", Severity.WARN, warning.casualties),
    ("J18", Severity.BLOCK, blocking.antecedents),
    ("J19", Severity.WARN, warning.plural_sources),
    ("J20", Severity.WARN, warning.no_moral),
)
