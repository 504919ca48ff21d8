"""The last look at a finished piece: no two of its sentences may give one measure two values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.comparing import LEAST_ALIKE, alike, knows
from bot.core.desk import Desk
from bot.core.figure_reading import read_figures
from bot.core.language.figures import compatible, is_vague
from bot.core.passages import read_passages
from bot.core.scopes import Modality
from bot.core.statements import Statement, name_measure
from bot.core.types import Article, Claim, Passage, PassageId, Writer


def find_contradictions(claims: Sequence[Claim], desk: Desk) -> Iterator[tuple[Claim, str]]:
    """Sentences that contradict one before them, whoever wrote either, with what stands against what.

    The finder that reads the sources reads the sentences as published; a framed sentence, which names every side,
    contradicts nothing, and neither do two sentences that rest on one article, or on one that has both values.
    """
    before: list[tuple[Claim, Statement]] = []
    for claim in claims:
        article = _article_of(claim, desk)
        if claim.writer is Writer.FRAME or article is None:
            continue
        here = tuple(_statements(claim, article))
        clash = next(((told, a, b) for b in here for told, a in before if _clash(a, b)), None)
        if clash is None:
            before.extend((claim, statement) for statement in here)
        elif _is_overtaken(clash[1], clash[2]):
            yield clash[0], _reason(clash[1], clash[2])
            before = [(told, one) for told, one in before if told is not clash[0]]
            before.extend((claim, statement) for statement in here)
        else:
            yield claim, _reason(clash[2], clash[1])


def _reason(one: Statement, other: Statement) -> str:
    return f"it says {one.number.text} where another sentence says {other.number.text}"


def _is_overtaken(a: Statement, b: Statement) -> bool:
    """Whether the count of the first sentence is the older one of something that grows."""
    return a.measure is not None and a.measure.grows and a.at < b.at


def _article_of(claim: Claim, desk: Desk) -> Article | None:
    cited = [desk.passages[c.passage_id].article_id for c in claim.citations if c.passage_id in desk.passages]
    return next((article for article in desk.articles if cited and article.id == cited[0]), None)


def _statements(claim: Claim, article: Article) -> Iterator[Statement]:
    passage = Passage(PassageId(f"{article.id}.0"), article.id, claim.text, 0, len(claim.text), 0)
    for figure in read_figures(claim.text):
        if figure.modality is not Modality.OTHER and not is_vague(figure.number):
            measure = name_measure(claim.text, figure)
            yield Statement(measure, figure, passage, article, figure.speaker, article.published_at)


def _clash(a: Statement, b: Statement) -> bool:
    if a.article.id == b.article.id or compatible(a.number, b.number) or alike(a, b) < LEAST_ALIKE:
        return False
    return not (_has(a.article, b) or _has(b.article, a))


def _has(article: Article, statement: Statement) -> bool:
    return any(knows(read_figures(passage.text), statement) for passage in read_passages(article))
