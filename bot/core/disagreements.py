"""Same measure, different values: who says what. A false "sources differ" is misinformation,
so gates come first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from bot.core.copies import group_copies
from bot.core.identities import find_identity_conflicts
from bot.core.language import find_names, same_name, stem, tokenize
from bot.core.language.figures import compatible, is_rounding
from bot.core.measures import Measure
from bot.core.phrasing import lower_first, lower_speaker
from bot.core.statements import Statement, read_statements
from bot.core.types import Article, Citation, Disagreement, Position, Relation

_GROWTH_GAP = timedelta(minutes=30)
_SIDES: Mapping[str, str] = {
    stem(word): side
    for side, words in {
        "police": "police superintendent constable detective inspector sheriff officers",
        "organisers": "organisers organizers coordinator alliance campaigners campaign",
        "fire service": "firefighters fire",
        "hospital": "hospital doctors clinic",
    }.items()
    for word in words.split()
}


def find_disagreements(
    articles: Sequence[Article], groups: Sequence[Sequence[int]] | None = None
) -> tuple[Disagreement, ...]:
    """Conflicts, updates, differences of precision and identity conflicts among the articles of one story.

    `groups` are article ids that count as one source; copies of one text do when none are given.
    Sorted: conflicts, identities, updates, precision.
    """
    kept = [article for article in articles if not article.withdrawn]
    origin = _origins(kept, group_copies(kept) if groups is None else groups)
    found: list[Disagreement] = []
    by_measure: dict[str, list[Statement]] = {}
    for statement in read_statements(kept):
        by_measure.setdefault(statement.measure.name, []).append(statement)
    for statements in by_measure.values():
        found.extend(_compare(statements, origin))
    found.extend(one for one in find_identity_conflicts(kept, origin) if _is_between_outlets(one))
    order = [Relation.CONFLICT, Relation.IDENTITY, Relation.UPDATE, Relation.PRECISION]
    return tuple(sorted(found, key=lambda d: order.index(d.relation)))


def _is_between_outlets(one: Disagreement) -> bool:
    """An outlet that words a name or an office in two ways does not differ with anybody."""
    return len({position.outlets[0] for position in one.positions}) > 1


def _origins(articles: Iterable[Article], groups: Sequence[Sequence[int]]) -> dict[int, str]:
    origin = {article.id: article.outlet.domain for article in articles}
    for group in groups:
        first = origin.get(group[0], "") if group else ""
        origin.update({article_id: first for article_id in group if article_id in origin})
    return origin


# ---------------------------------------------------------------- values of one measure


def _compare(statements: Sequence[Statement], origin: Mapping[int, str]) -> Iterator[Disagreement]:
    """At most one disagreement for a measure: its values clustered, then told apart by who and when."""
    values = _cluster(statements)
    values = [group for group in values if not _is_sum_or_part(group, values)]
    if len(values) < 2:
        return
    measure = statements[0].measure
    standing = [group for group in values if not any(_is_replaced(group, other) for other in values)]
    if len(standing) > 1:
        conflict = _conflict(measure, standing, origin)
        if conflict is not None:
            yield conflict
            return
    if len(standing) == 1:
        yield _disagreement(measure, Relation.UPDATE, sorted(values, key=lambda group: group[0].at), 0.9)
    elif _agree(values):
        yield _disagreement(measure, Relation.PRECISION, values, 0.8)


def _cluster(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements of one value together ("about 4,000" with "4,000"), in the order of their first mention."""
    groups: list[list[Statement]] = []
    for statement in statements:
        for group in groups:
            a, b = group[0].number, statement.number
            same_bounds = (a.hedge in {"at least", "at most"}) == (b.hedge in {"at least", "at most"})
            if (
                a.value == b.value
                or (same_bounds and is_rounding(a.value, b.value))
                or (a.hedge == "about" and compatible(a, b) and b.hedge == "about")
            ):
                group.append(statement)
                break
        else:
            groups.append([statement])
    return groups


def _is_sum_or_part(group: Sequence[Statement], values: Sequence[Sequence[Statement]]) -> bool:
    """Whether the value only adds up others of one sentence, or is one of such parts of another value."""
    for statement in group:
        here = [s.number.value for g in values for s in g if s.passage.id == statement.passage.id]
        others = {g[0].number.value for g in values if g is not group}
        if len(here) > 1 and any(abs(sum(here) - other) < 1e-9 for other in others):
            return True
    return False


def _is_replaced(group: Sequence[Statement], other: Sequence[Statement]) -> bool:
    """Whether `other` is a later count that took the place of this one.

    Either the same speaker gave it later, or the measure grows, the value grew, and nobody gave the old one
    again once the new one was out. Two values that are always given in somebody's name, never in the same
    one's, are two accounts.
    """
    if not group[0].measure.grows:
        return False
    first, last, since = min(s.at for s in group), max(s.at for s in group), min(s.at for s in other)
    if _same_speaker(group, other):
        return since > first
    if all(s.speaker for s in (*group, *other)):
        return False
    grown = other[0].number.value > group[0].number.value
    return grown and since - first >= _GROWTH_GAP and last < since


def _conflict(
    measure: Measure, standing: Sequence[Sequence[Statement]], origin: Mapping[int, str]
) -> Disagreement | None:
    """Two values that stand against each other: different speakers, or different independent outlets at one
    time."""
    sides = [group for group in standing if group]
    for i, a in enumerate(sides):
        for b in sides[i + 1 :]:
            if _same_speaker(a, b) or _meet(a, b):
                continue
            apart = {origin[s.article.id] for s in a} != {origin[s.article.id] for s in b}
            if _two_speakers(a, b) or (apart and _close_in_time(a, b) and not _elaborates(a, b)):
                pair = sorted((a, b), key=lambda g: max(s.at for s in g))
                return _disagreement(measure, Relation.CONFLICT, pair, 0.95 if _two_speakers(a, b) else 0.7)
    return None


def _meet(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    """Whether all of it can be true as worded: "at least 10" and 33."""
    return all(compatible(x.number, y.number) for x in a for y in b)


def _agree(values: Sequence[Sequence[Statement]]) -> bool:
    return all(_meet(a, b) for i, a in enumerate(values) for b in values[i + 1 :])


def _close_in_time(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    return any(abs(x.at - y.at) < timedelta(hours=6) for x in a for y in b)


def _elaborates(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    """One article that gives both values explains them; it does not contradict itself."""
    return bool({s.article.id for s in a} & {s.article.id for s in b})


def _two_speakers(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    return any(s.speaker for s in a) and any(s.speaker for s in b) and not _same_speaker(a, b)


def _same_speaker(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    return any(_is_same(x.speaker, y.speaker) for x in a for y in b if x.speaker and y.speaker)


def _is_same(a: str, b: str) -> bool:
    if a.lower() == b.lower() or side_of(a) & side_of(b):
        return True
    first, second = find_names(a, frozenset({a.lower()})), find_names(b, frozenset({b.lower()}))
    return any(same_name(x.key, y.key) for x in first for y in second)


def side_of(speaker: str) -> frozenset[str]:
    """The parties a speaker can stand for: a superintendent and a police spokeswoman are both the police."""
    return frozenset(_SIDES[token.stem] for token in tokenize(speaker) if token.stem in _SIDES)


# ---------------------------------------------------------------- as records


def _disagreement(
    measure: Measure, relation: Relation, values: Sequence[Sequence[Statement]], score: float
) -> Disagreement:
    return Disagreement(measure.name, relation, tuple(_position(group) for group in values), score)


def _position(group: Sequence[Statement]) -> Position:
    """The value in the wording of the statement whose speaker most articles name for it."""
    best = max(group, key=lambda s: (_rank(s), _backing(s, group), bool(side_of(s.speaker))))
    outlets = tuple(dict.fromkeys(s.article.outlet.name for s in group))
    speaker = lower_speaker(best.speaker)
    said_by = f"{speaker}, reported by {best.article.outlet.name}" if best.speaker else best.article.outlet.name
    return Position(
        value=lower_first(best.number.text),
        said_by=said_by,
        outlets=(best.article.outlet.name, *(o for o in outlets if o != best.article.outlet.name)),
        citation=Citation(best.passage.id, best.passage.text),
        at=max(s.at for s in group),
    )


def _backing(statement: Statement, group: Sequence[Statement]) -> int:
    """How many articles name the same speaker for the value; 0 when this statement names none."""
    if not _is_named(statement):
        return 0
    return len({s.article.id for s in group if s.speaker and _is_same(s.speaker, statement.speaker)})


def _is_named(statement: Statement) -> bool:
    """Whether the cited words themselves name the speaker, so that a reader who follows the link finds it."""
    return bool(statement.speaker) and statement.speaker in statement.passage.text


def _rank(statement: Statement) -> tuple[bool, bool]:
    """Sentences before titles, which are cut to fit; exact figures before hedged ones."""
    return statement.passage.start >= 0, statement.number.hedge == ""
