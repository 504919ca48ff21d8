"""Identity conflicts: one name with two offices, and one quotation with two wordings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.core.alignment import holds, senses, words_of
from bot.core.language import count_negations, find_names, find_quotes, same_name
from bot.core.language.mentions import Name
from bot.core.passages import read_passages
from bot.core.types import Article, Citation, Disagreement, Passage, Position, Relation

_SAME_QUOTE = 0.72  # share of matching words in order, above which two quotations are one
_SHORTEST_QUOTE = 5  # words: shorter ones resemble each other by chance
_MARKED_CUT = re.compile(r"…|\.\.\.|[\[(]")
# Nobody holds two of these at once.
_SINGLE_OFFICES = frozenset("minister mayor governor president premier chancellor secretary ambassador".split())
_QUALIFIERS = frozenset(
    {"deputy", "vice", "acting", "former", "senior", "chief", "prime", "first", "the", "interim"}
)


@dataclass(frozen=True, slots=True)
class _Told:
    words: str
    name: str
    passage: Passage
    article: Article


def find_identity_conflicts(articles: Sequence[Article], origin: Mapping[int, str]) -> Iterator[Disagreement]:
    """`origin` maps article ids to independent sources. The better supported position comes first."""
    yield from _office_conflicts(articles, origin)
    yield from _quote_conflicts(articles, origin)


def offices_differ(a: str, b: str) -> bool:
    """Two offices that one person cannot hold at once,
    as far as words tell: "transport" and "interior minister"."""
    first, second = a.split(), b.split()
    if first[-1] not in _SINGLE_OFFICES or second[-1] not in _SINGLE_OFFICES:
        return False
    if first[-1] != second[-1]:
        return "former" not in first + second
    own, other = set(first[:-1]) - _QUALIFIERS, set(second[:-1]) - _QUALIFIERS
    return bool(own) and bool(other) and not own & other


def _office_conflicts(articles: Sequence[Article], origin: Mapping[int, str]) -> Iterator[Disagreement]:
    told: dict[str, list[_Told]] = {}
    for article in articles:
        for passage in read_passages(article):
            for name in find_names(passage.text):
                if name.title and len(name.key) > 2:
                    told.setdefault(_bearer(name, told), []).append(
                        _Told(name.title, name.text, passage, article)
                    )
    for mentions in told.values():
        groups = _split(mentions, lambda a, b: not offices_differ(a.words, b.words))
        if len(groups) > 1:
            yield _conflict(f"office of {_longest_name(mentions)}", groups, origin)


def _bearer(name: Name, told: Mapping[str, object]) -> str:
    return next((key for key in told if same_name(key, name.key)), name.key)


def _longest_name(mentions: Sequence[_Told]) -> str:
    return max((mention.name for mention in mentions), key=len)


def _quote_conflicts(articles: Sequence[Article], origin: Mapping[int, str]) -> Iterator[Disagreement]:
    families: list[list[_Told]] = []
    for article in articles:
        passages = read_passages(article)
        for quote in find_quotes(article.text):
            if not quote.direct or len(words_of(quote.text)) < _SHORTEST_QUOTE:
                continue
            passage = next((p for p in passages if p.start <= quote.start and quote.end <= p.end), None)
            if passage is None:
                continue
            told = _Told(quote.text, quote.speaker, passage, article)
            family = next((f for f in families if any(_is_one_quote(told, other) for other in f)), None)
            if family is None:
                families.append([told])
            else:
                family.append(told)
    for family in families:
        groups = _split(family, _same_wording)
        if len(groups) > 1:
            speaker = next((told.name for told in family if told.name), "")
            yield _conflict(f"words of {speaker}" if speaker else "words quoted", groups, origin)


def _is_one_quote(a: _Told, b: _Told) -> bool:
    first, second = words_of(a.words), words_of(b.words)
    if holds(first, second) >= 0 or holds(second, first) >= 0:
        return True
    shared = set(first) & set(second)
    if len(shared) < _SAME_QUOTE * min(len(set(first)), len(set(second))):
        return False
    if SequenceMatcher(None, first, second, autojunk=False).ratio() < _SAME_QUOTE:
        return False
    speakers = [find_names(told.name, frozenset({told.name.lower()})) for told in (a, b)]
    return not all(speakers) or any(same_name(x.key, y.key) for x in speakers[0] for y in speakers[1])


def _same_wording(a: _Told, b: _Told) -> bool:
    """Whether nothing of weight was changed: outlets cut quotations at their ends, mark what they leave out, and
    hear small words differently. A content word put in, left out or exchanged inside, or a "not", is a change.
    """
    shorter, longer = sorted((words_of(a.words), words_of(b.words)), key=len)
    if holds(longer, shorter) >= 0 or _MARKED_CUT.search(a.words) or _MARKED_CUT.search(b.words):
        return True
    first, second = senses(a.words), senses(b.words)
    blocks = [m for m in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks() if m.size]
    if not blocks:
        return False
    kept = sum(block.size for block in blocks)
    inside_a = blocks[-1].a + blocks[-1].size - blocks[0].a
    inside_b = blocks[-1].b + blocks[-1].size - blocks[0].b
    if inside_a != kept or inside_b != kept:
        return False
    return count_negations(a.words) == count_negations(b.words) or min(len(first), len(second)) != kept


def _split(told: Sequence[_Told], same: Callable[[_Told, _Told], bool]) -> list[list[_Told]]:
    groups: list[list[_Told]] = []
    for item in sorted(told, key=lambda one: -len(one.words)):  # pieces find the whole they were cut from
        group = next((g for g in groups if same(g[0], item)), None)
        if group is None:
            groups.append([item])
        else:
            group.append(item)
    return groups


def _conflict(measure: str, groups: Sequence[Sequence[_Told]], origin: Mapping[int, str]) -> Disagreement:
    def weight(group: Sequence[_Told]) -> tuple[int, float]:
        first = min(told.article.published_at for told in group)
        return len({origin[told.article.id] for told in group}), -first.timestamp()

    ordered = sorted(groups, key=weight, reverse=True)
    return Disagreement(measure, Relation.IDENTITY, tuple(_position(group) for group in ordered))


def _position(group: Sequence[_Told]) -> Position:
    first = min(group, key=lambda told: told.article.published_at)
    outlets = tuple(dict.fromkeys(told.article.outlet.name for told in group))
    return Position(
        first.words,
        outlets[0],
        outlets,
        Citation(first.passage.id, first.words),
        max(t.article.published_at for t in group),
    )
