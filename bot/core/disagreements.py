"""Same measure, different values: who says what. A false "sources differ" is misinformation,
so gates come first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.comparing import LEAST_ALIKE, alike, knows
from bot.core.copies import group_copies
from bot.core.differing_accounts import find_differing_accounts
from bot.core.figure_reading import Figure, read_figures
from bot.core.identities import find_identity_conflicts
from bot.core.language.figures import compatible, is_rounding, is_vague, same_value
from bot.core.naming import name_open
from bot.core.passages import read_passages
from bot.core.phrasing import lower_first, lower_speaker
from bot.core.scopes import clause_span
from bot.core.speakers import party_of, same_speaker, with_role
from bot.core.statements import FIRST_SENTENCES, Statement, read_statements
from bot.core.types import Article, Citation, Disagreement, Position, Relation

_GROWTH_GAP = timedelta(minutes=30)
_ONE_TIME = timedelta(hours=6)
_MOVED_ON = re.compile(
    r"\b(?:now|still|so far|ris(?:en|es|ing)|rose|climb(?:ed|s)|grown|grew|ha(?:s|ve) reached|reached"
    r"|by (?:evening|night|nightfall|afternoon|midnight|\w+day night)|revis(?:ed|es)|correct(?:ed|ing|ion)"
    r"|than first|more than initially|raised|reduced|lowered|increased|counted,|put off|postponed|updated?)\b",
    re.IGNORECASE,
)


def find_disagreements(
    articles: Sequence[Article], groups: Sequence[Sequence[int]] | None = None
) -> tuple[Disagreement, ...]:
    """Conflicts, updates, differences of precision and identity conflicts among the articles of one story.

    `groups` are article ids that count as one source; copies of one text do when none are given.
    Sorted: conflicts, identities, updates, precision; of one measure's name only the first.
    """
    kept = [article for article in articles if not article.withdrawn]
    origin = _origins(kept, group_copies(kept) if groups is None else groups)
    told = {article.id: _figures_of(article) for article in kept}
    found: list[Disagreement] = []
    for statements in _measures(read_statements(kept)):
        found.extend(_compare(statements, origin, told))
    found.extend(find_differing_accounts(kept, origin))
    found.extend(one for one in find_identity_conflicts(kept, origin) if _is_between_outlets(one))
    order = [Relation.CONFLICT, Relation.IDENTITY, Relation.UPDATE, Relation.PRECISION]
    found.sort(key=lambda one: (order.index(one.relation), -one.score))
    return tuple({one.measure: one for one in reversed(found)}.values())[::-1]


def _figures_of(article: Article) -> tuple[Figure, ...]:
    """Every figure an article gives, as whatever part or forecast."""
    passages = read_passages(article)[: FIRST_SENTENCES + 1]
    return tuple(figure for passage in passages for figure in read_figures(passage.text))


def _measures(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    """Statements that measure one thing together: each like every other of its group."""
    kinds: dict[tuple[str, str, str], list[list[Statement]]] = {}
    for one in statements:
        if is_vague(one.number):
            continue
        named = one.measure.name if one.measure else ""
        kind = (named, one.figure.dimension, "" if named else one.figure.noun)
        groups = kinds.setdefault(kind, [])
        scored = [(_fits(one, group), group) for group in groups]
        best = max(scored, key=lambda pair: pair[0], default=(0.0, []))
        if best[0] >= LEAST_ALIKE:
            best[1].append(one)
        else:
            groups.append([one])
    for groups in kinds.values():
        yield from groups


def _fits(one: Statement, group: Sequence[Statement]) -> float:
    """How surely a statement measures what a group measures: who gives a value again needs no likeness."""
    others = [other for other in group if not same_value(one.number, other.number)]
    return min((alike(one, other) for other in others), default=1.0)


def _is_between_outlets(one: Disagreement) -> bool:
    """An outlet that words a name or an office in two ways does not differ with anybody. Of a quotation that it
    printed in two wordings one is not what was said."""
    outlets = {outlet for position in one.positions for outlet in position.outlets}
    return len(outlets) > 1 or one.measure.startswith("words ")


def _origins(articles: Iterable[Article], groups: Sequence[Sequence[int]]) -> dict[int, str]:
    origin = {article.id: article.outlet.domain for article in articles}
    for group in groups:
        first = origin.get(group[0], "") if group else ""
        origin.update({article_id: first for article_id in group if article_id in origin})
    return origin


# ---------------------------------------------------------------- values of one measure


def _compare(
    statements: Sequence[Statement], origin: Mapping[int, str], told: Mapping[int, Sequence[Figure]]
) -> Iterator[Disagreement]:
    """At most one disagreement for a measure: its values clustered, then told apart by who and when."""
    values = _cluster(statements)
    if statements[0].measure is None and _is_listed(values):
        return
    values = [group for group in values if not _is_part_of_a_list(group, values)]
    values = [group for group in values if not _is_sum_or_part(group, values)]
    if len(values) < 2:
        return
    name = statements[0].measure.name if statements[0].measure else name_open(values)
    standing = [group for group in values if not any(_is_replaced(group, other) for other in values)]
    if len(standing) > 1:
        sides = _sides(standing, origin, told)
        if sides:
            yield _disagreement(name, Relation.CONFLICT, sides)
            return
    if len(standing) == 1:
        moved = sorted(values, key=lambda group: (group is standing[0], group[0].at))
        yield _disagreement(name, Relation.UPDATE, moved)
    elif _agree(values) and _is_between(values, origin):
        yield _disagreement(name, Relation.PRECISION, values)


def _is_between(values: Sequence[Sequence[Statement]], origin: Mapping[int, str]) -> bool:
    return values[0][0].measure is not None or len({origin[s.article.id] for group in values for s in group}) > 1


def _is_part_of_a_list(group: Sequence[Statement], values: Sequence[Sequence[Statement]]) -> bool:
    """Whether every article that gives this value gives a larger one in the same voice: the whole, then."""
    whole = {
        (s.article.id, s.speaker)
        for other in values
        for s in other
        if s.number.value > group[0].number.value and s.number.hedge != "at most"
    }
    return all((s.article.id, s.speaker) in whole for s in group)


def _is_listed(values: Sequence[Sequence[Statement]]) -> bool:
    """Whether one article gives several of the values in one voice: then they are of several things."""
    voices = [
        {(s.article.id, s.speaker.lower()) for s in group} | {(s.article.id, "") for s in group if not s.speaker}
        for group in values
    ]
    return any(a & b for i, a in enumerate(voices) for b in voices[i + 1 :])


def _cluster(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements of one value together ("about 4,000" with "4,000"), in the order of their first mention."""
    groups: list[list[Statement]] = []
    for statement in statements:
        for group in groups:
            a, b = group[0].number, statement.number
            same_bounds = (a.hedge in {"at least", "at most"}) == (b.hedge in {"at least", "at most"})
            if (
                same_value(a, b)
                or (same_bounds and is_rounding(a.value, b.value))
                or ("about" in (a.hedge, b.hedge) and same_bounds and compatible(a, b) and a.hedge == b.hedge)
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

    Either the same speaker gave it later, or its words say that things moved on ("has risen to", "now"), or all
    who gave the old one gave the new one since, or the measure grows, the value grew, and nobody gave the old one
    again once the new one was out. Two values that are always given in somebody's name, never in the same one's,
    are two accounts.
    """
    if group is other:
        return False
    grows = group[0].measure is not None and group[0].measure.grows
    grown = grows and other[0].number.value > group[0].number.value
    first, last = min(s.at for s in group), max(s.at for s in group)
    since = min(_counted_at(s) if grown else s.at for s in other)
    if since <= first:
        return False
    if _same_speaker(group, other) and (grows or since - first >= _ONE_TIME):
        return True
    moved = since - first >= _GROWTH_GAP and last < since
    if moved and any(moved_on(s, group) for s in other if s.at == since):
        return True
    if since - first >= _GROWTH_GAP and _is_given_up(group, other):
        return True
    if not grows or all(s.speaker for s in (*group, *other)):
        return False
    return moved and grown


def _counted_at(statement: Statement) -> datetime:
    """When a larger count was out: with the version of its article that gives it."""
    article = statement.article
    return article.arrived_at if article.version > 1 else statement.at


def moved_on(new: Statement, group: Sequence[Statement]) -> bool:
    """Whether the clause of a figure says that things moved on, in words that the older accounts do not use too:
    two gusts that "reached" a speed are two readings."""
    found = _growth_words(new)
    return bool(found) and not any(found <= _growth_words(old) for old in group)


def _growth_words(statement: Statement) -> frozenset[str]:
    """A ship that "reached" a port says nothing of the figure: that word has to stand right before it."""
    text, number = statement.passage.text, statement.number
    start, end = clause_span(text, number)
    return frozenset(
        match.group().lower()
        for match in _MOVED_ON.finditer(text, start, end)
        if "reached" not in match.group() or 0 <= number.start - match.end() <= 1
    )


def _is_given_up(group: Sequence[Statement], other: Sequence[Statement]) -> bool:
    """Whether each outlet that gave the old value gave the new one later, in nobody else's name. An outlet alone
    with both may speak of two things, unless it says that things moved on."""
    outlets = {s.article.outlet.domain for s in other}
    if len(outlets) < 2 and not any(moved_on(s, group) for s in other):
        return False
    return all(any(_took_back(old, new) for new in other) for old in group)


def _took_back(old: Statement, new: Statement) -> bool:
    if old.article.outlet.domain != new.article.outlet.domain or new.at <= old.at:
        return False
    return not (old.speaker and new.speaker) or same_speaker(old.speaker, new.speaker)


def _sides(
    standing: Sequence[Sequence[Statement]], origin: Mapping[int, str], told: Mapping[int, Sequence[Figure]]
) -> list[Sequence[Statement]]:
    """The values that stand against each other, oldest first; empty when none do."""
    against = [
        (a, b) for i, a in enumerate(standing) for b in standing[i + 1 :] if _stand_against(a, b, origin, told)
    ]
    sides = [group for group in standing if any(group is a or group is b for a, b in against)]
    return sorted(sides, key=lambda group: max(s.at for s in group))


def _stand_against(
    a: Sequence[Statement],
    b: Sequence[Statement],
    origin: Mapping[int, str],
    told: Mapping[int, Sequence[Figure]],
) -> bool:
    """Different speakers, or different independent outlets at one time, neither of which gives both values."""
    if _meet(a, b):
        return False
    apart = {origin[s.article.id] for s in a} != {origin[s.article.id] for s in b}
    if _two_speakers(a, b) and (apart or a[0].measure is not None):
        return True
    return apart and _close_in_time(a, b) and not _elaborates(a, b, told)


def _meet(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    """Whether all of it can be true as worded: "at least 10" and 33."""
    return all(compatible(x.number, y.number) for x in a for y in b)


def _agree(values: Sequence[Sequence[Statement]]) -> bool:
    return all(_meet(a, b) for i, a in enumerate(values) for b in values[i + 1 :])


def _close_in_time(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    return any(abs(x.at - y.at) < _ONE_TIME for x in a for y in b)


def _elaborates(a: Sequence[Statement], b: Sequence[Statement], told: Mapping[int, Sequence[Figure]]) -> bool:
    """One article that gives both values explains them; it does not contradict itself."""
    return any(knows(told[s.article.id], b[0]) for s in a) or any(knows(told[s.article.id], a[0]) for s in b)


def _two_speakers(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    return any(s.speaker for s in a) and any(s.speaker for s in b) and not _same_speaker(a, b)


def _same_speaker(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    return any(same_speaker(x.speaker, y.speaker) for x in a for y in b if x.speaker and y.speaker)


# ---------------------------------------------------------------- as records


def _disagreement(name: str, relation: Relation, values: Sequence[Sequence[Statement]]) -> Disagreement:
    score = min(alike(a[0], b[0]) for i, a in enumerate(values) for b in values[i + 1 :])
    return Disagreement(name, relation, tuple(_position(group) for group in values), score)


def _position(group: Sequence[Statement]) -> Position:
    """The value in the wording of the statement whose speaker most articles name for it, and in the other
    outlets'."""
    whole = _worded(group)
    of_outlet = ([s for s in group if s.article.outlet.name == outlet] for outlet in whole.outlets[1:])
    return replace(whole, also=tuple(map(_worded, of_outlet)))


def _worded(group: Sequence[Statement]) -> Position:
    best = max(group, key=lambda s: (_rank(s), _backing(s, group), bool(party_of(s.speaker))))
    outlets = tuple(dict.fromkeys(s.article.outlet.name for s in group))
    speaker = with_role(lower_speaker(best.speaker), best.passage.text)
    said_by = f"{speaker}, reported by {best.article.outlet.name}" if best.speaker else best.article.outlet.name
    return Position(
        value=_in_small_letters(best.number.text),
        said_by=said_by,
        outlets=(best.article.outlet.name, *(o for o in outlets if o != best.article.outlet.name)),
        citation=Citation(best.passage.id, best.passage.text),
        at=max(s.at for s in group),
    )


def _in_small_letters(words: str) -> str:
    """As it stands in mid-sentence: a tabloid's "FIVE", too."""
    return words.lower() if words.isalpha() and words.isupper() else lower_first(words)


def _backing(statement: Statement, group: Sequence[Statement]) -> int:
    """How many articles name the same speaker for the value; 0 when this statement names none."""
    if not _is_named(statement):
        return 0
    return len({s.article.id for s in group if s.speaker and same_speaker(s.speaker, statement.speaker)})


def _is_named(statement: Statement) -> bool:
    """Whether the cited words themselves name the speaker, so that a reader who follows the link finds it."""
    return bool(statement.speaker) and statement.speaker in statement.passage.text


def _rank(statement: Statement) -> tuple[bool, bool]:
    """Sentences before titles, which are cut to fit; exact figures before hedged ones."""
    return statement.passage.start >= 0, statement.number.hedge == ""
