"""The last look at a finished piece: no two of its sentences may give one thing two values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.core.accounts import Account, read_accounts
from bot.core.comparing import COULD_BE_ALIKE, LEAST_ALIKE, alike, days_in, knows
from bot.core.desk import Desk
from bot.core.differing_accounts import differ
from bot.core.disagreements import moved_on
from bot.core.figure_reading import read_figures
from bot.core.language.figures import compatible, is_rounding, is_vague
from bot.core.offices import Held, are_rivals, has_two_offices, held_by_passage
from bot.core.passages import read_passages
from bot.core.saying import Phrase, tr
from bot.core.scopes import Modality
from bot.core.speakers import same_speaker
from bot.core.statements import Statement, name_measure
from bot.core.types import Article, Claim, Passage, PassageId, Writer

HOURS_LATER = timedelta(hours=6)  # from which the later of two reports knows better


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sentence gives: figures; when, where, why and who it was; offices. A framed one has `sides`."""

    claim: Claim
    statements: tuple[Statement, ...]
    accounts: tuple[Account, ...]
    held: tuple[Held, ...]
    sides: tuple[Statement, ...] = ()


def find_contradictions(claims: Sequence[Claim], desk: Desk) -> Iterator[tuple[Claim, str]]:
    """Sentences that contradict one before them, whoever wrote either, with what stands against what.

    The finder that reads the sources reads the sentences as published, with a lower bar than the one from which
    readers are told that sources differ: a sentence left out for nothing costs little, a contradiction in print
    does not. A framed sentence names every side, so only a value that is none of them stands against it. Two
    sentences that rest on one article contradict each other in nothing that it does not explain.
    """
    before: list[_Told] = []
    for claim in claims:
        told = _read(claim, desk)
        if told is None:
            continue
        overtaken = next((one for one in before if _overtakes(told, one)), None)
        if overtaken is not None:
            yield overtaken.claim, _against(overtaken, told)
            before.remove(overtaken)
        clash = next((words for one in before if (words := _against(told, one))), "")
        if clash:
            yield claim, clash
        else:
            before.append(told)


def _read(claim: Claim, desk: Desk) -> _Told | None:
    if claim.writer is Writer.FRAME:
        return _Told(claim, (), (), (), tuple(_sides(claim, desk)))
    article = _article_of(claim, desk)
    if article is None:
        return None
    passage = Passage(PassageId(f"{article.id}.0"), article.id, claim.text, 0, len(claim.text), 0)
    statements, accounts = tuple(_statements(passage, article)), read_accounts(article, (passage,))
    return _Told(claim, statements, accounts, held_by_passage(article, passage))


def _sides(frame: Claim, desk: Desk) -> Iterator[Statement]:
    """The figures of the cited passages that the framed sentence gives."""
    told = read_figures(frame.text)
    articles = {article.id: article for article in desk.articles}
    for citation in frame.citations:
        passage = desk.passages.get(citation.passage_id)
        if passage is not None:
            for statement in _statements(passage, articles[passage.article_id]):
                if any(compatible(statement.number, figure.number) for figure in told):
                    yield statement


def _article_of(claim: Claim, desk: Desk) -> Article | None:
    cited = [desk.passages[c.passage_id].article_id for c in claim.citations if c.passage_id in desk.passages]
    return next((article for article in desk.articles if cited and article.id == cited[0]), None)


def _statements(passage: Passage, article: Article) -> Iterator[Statement]:
    for figure in read_figures(passage.text):
        if figure.modality is not Modality.OTHER and not is_vague(figure.number):
            measure = name_measure(passage.text, figure)
            yield Statement(measure, figure, passage, article, figure.speaker, article.published_at)


# ---------------------------------------------------------------- what stands against what


def _against(told: _Told, before: _Told) -> str:
    """What the sentence says against the one before it; "" when nothing."""
    for one in told.statements:
        if before.sides and all(_clash(one, side, LEAST_ALIKE) for side in before.sides):
            return tr("it says {value}, which is none of the values in dispute", value=one.number.text)
        for other in before.statements:
            if _clash(one, other, COULD_BE_ALIKE):
                return _say_other(one.number.text, other.number.text)
    for account in told.accounts:
        for known in before.accounts:
            if account.article.id != known.article.id and differ(account, known, surely=False):
                return _say_other(account.value, known.value)
    for held in told.held:
        for other_held in before.held:
            if are_rivals(held, other_held) or has_two_offices(held, other_held):
                return tr(
                    "it has {holder} as {office} where another sentence has {other_holder} as {other_office}",
                    holder=held.holder,
                    office=held.office,
                    other_holder=other_held.holder,
                    other_office=other_held.office,
                )
    return ""


def _say_other(value: str, other: str) -> Phrase:
    return tr("it says {value} where another sentence says {other}", value=value, other=other)


def _overtakes(new: _Told, old: _Told) -> bool:
    """Whether a figure of the old sentence is the earlier one of what grows, of what the new says moved on, or of
    what was so hours before: one in hospital in the evening, two in the morning."""
    return any(
        a.at < b.at
        and (_grows(a) or b.at - a.at >= HOURS_LATER or moved_on(b, [a]))
        and _clash(a, b, COULD_BE_ALIKE)
        for a in old.statements
        for b in new.statements
    )


def _grows(statement: Statement) -> bool:
    return statement.measure is not None and statement.measure.grows


def _clash(a: Statement, b: Statement, least: float) -> bool:
    if a.article.id == b.article.id or compatible(a.number, b.number):
        return False
    if is_rounding(a.number.value, b.number.value) or (not _grows(a) and _are_of_two_days(a, b)):
        return False
    likeness = alike(a, b)
    if likeness < least:
        return False
    if not (_has(a.article, b) or _has(b.article, a)):
        return True
    return likeness >= LEAST_ALIKE and _are_two_accounts(a, b)


def _are_of_two_days(a: Statement, b: Statement) -> bool:
    first, second = (days_in(one, 0, len(one.passage.text)) for one in (a, b))
    return bool(first) and bool(second) and not first & second


def _are_two_accounts(a: Statement, b: Statement) -> bool:
    """Whether two speakers give the values: then an article that has both reports a dispute and explains none."""
    return bool(a.speaker) and bool(b.speaker) and not same_speaker(a.speaker, b.speaker)


def _has(article: Article, statement: Statement) -> bool:
    return any(knows(read_figures(passage.text), statement) for passage in read_passages(article))
