"""Identity conflicts: one name with two offices, one office with two holders, one quotation with two wordings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from bot.core.alignment import holds, words_of
from bot.core.language import find_names, find_quotes, same_name
from bot.core.language.verb_forms import is_verb
from bot.core.offices import Held, are_rivals, read_held
from bot.core.passages import read_passages
from bot.core.rewording import rewords
from bot.core.saying import tr
from bot.core.types import Article, Citation, Disagreement, Passage, Position, Relation

_SAME_QUOTE = 0.72  # share of matching words in order, above which two quotations are one
_SHORTEST_QUOTE = 5  # words: shorter ones resemble each other by chance
_RUN = 3  # words in a row that two wordings of one quotation have in common
# Nobody holds two of these at once.
_SINGLE_OFFICES = frozenset("minister mayor governor president premier chancellor secretary ambassador".split())
_GONE = frozenset({"former", "ex", "late", "then"})
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
    yield from _holder_conflicts(articles, origin)
    yield from _quote_conflicts(articles, origin)


def offices_differ(a: str, b: str) -> bool:
    """Two offices that one person cannot hold at once,
    as far as words tell: "transport" and "interior minister"."""
    first, second = a.split(), b.split()
    if _GONE.intersection(first + second):
        return False  # what somebody was before
    if first[-1] not in _SINGLE_OFFICES or second[-1] not in _SINGLE_OFFICES:
        return False
    if first[-1] != second[-1]:
        return True
    own, other = set(first[:-1]) - _QUALIFIERS, set(second[:-1]) - _QUALIFIERS
    return bool(own) and bool(other) and not own & other


def _office_conflicts(articles: Sequence[Article], origin: Mapping[int, str]) -> Iterator[Disagreement]:
    told: dict[str, list[_Told]] = {}
    for article in articles:
        for passage in read_passages(article):
            for name in find_names(passage.text):
                if name.title and len(name.key) > 2 and not any(map(is_verb, name.title.split())):
                    told.setdefault(_bearer(name.key, told), []).append(
                        _Told(name.title, name.text, passage, article)
                    )
        for held in read_held(article):
            if held.now:
                key = _bearer(held.holder.lower(), told)
                told.setdefault(key, []).append(_Told(held.office, held.holder, held.passage, article))
    for mentions in told.values():
        groups = _split(mentions, lambda a, b: not offices_differ(a.words, b.words))
        if len(groups) > 1:
            yield _conflict(tr("office of {name}", name=_longest_name(mentions)), groups, origin)


def _holder_conflicts(articles: Sequence[Article], origin: Mapping[int, str]) -> Iterator[Disagreement]:
    """One office with two holders: of each office the first pair of outlets that differ."""
    offices: dict[str, list[Held]] = {}
    for article in articles:
        for held in read_held(article):
            offices.setdefault(held.office, []).append(held)
    for office, told in offices.items():
        pairs = ((a, b) for i, a in enumerate(told) for b in told[i + 1 :])
        rivals = next(
            ((a, b) for a, b in pairs if origin[a.article.id] != origin[b.article.id] and are_rivals(a, b)), None
        )
        if rivals is not None:
            yield Disagreement(
                tr("who is {office}", office=office), Relation.CONFLICT, (_held(rivals[0]), _held(rivals[1])), 0.8
            )


def _held(held: Held) -> Position:
    outlet = held.article.outlet.name
    cited = Citation(held.passage.id, held.passage.text)
    return Position(held.holder, outlet, (outlet,), cited, held.article.published_at)


def _bearer(name: str, told: Mapping[str, object]) -> str:
    return next((key for key in told if same_name(key, name)), name)


def _longest_name(mentions: Sequence[_Told]) -> str:
    return max((mention.name for mention in mentions), key=len)


def _quote_conflicts(articles: Sequence[Article], origin: Mapping[int, str]) -> Iterator[Disagreement]:
    for family in _families(_quotations(articles)):
        groups = _split(family, lambda a, b: not rewords(a.words, b.words))
        if len(groups) > 1:
            speaker = next((told.name for told in family if told.name), "")
            yield _conflict(
                tr("words of {name}", name=speaker) if speaker else tr("words quoted"), groups, origin
            )
        else:
            yield from _two_speakers(family)


def _quotations(articles: Sequence[Article]) -> Iterator[_Told]:
    for article in articles:
        passages = read_passages(article)
        for quote in find_quotes(article.text):
            if not quote.direct or len(words_of(quote.text)) < _SHORTEST_QUOTE:
                continue
            passage = next((p for p in passages if p.start <= quote.start and quote.end <= p.end), None)
            if passage is not None:
                yield _Told(quote.text, quote.speaker, passage, article)


def _families(quotations: Iterable[_Told]) -> list[list[_Told]]:
    """Quotations of the same words together. Only those that share three words in a row are compared at all."""
    families: list[list[_Told]] = []
    index: dict[tuple[str, ...], dict[int, None]] = {}
    for told in quotations:
        runs = _runs(told.words)
        near = dict.fromkeys(number for run in runs for number in index.get(run, ()))
        number = next((n for n in near if any(_is_one_quote(told, other) for other in families[n])), None)
        if number is None:
            number = len(families)
            families.append([])
        families[number].append(told)
        for run in runs:
            index.setdefault(run, {})[number] = None
    return families


def _runs(words: str) -> list[tuple[str, ...]]:
    plain = words_of(words)
    return [plain[i : i + _RUN] for i in range(len(plain) - _RUN + 1)]


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


def _two_speakers(family: Sequence[_Told]) -> Iterator[Disagreement]:
    """The same words, given to two people with full names, neither of whom the other article knows."""
    for i, a in enumerate(family):
        for b in family[i + 1 :]:
            first, second = _person(a), _person(b)
            if not first or not second or same_name(first.lower(), second.lower()):
                continue
            if first.split()[-1] not in b.article.text and second.split()[-1] not in a.article.text:
                positions = (_spoken(a, first), _spoken(b, second))
                yield Disagreement(
                    tr("the speaker of “{words}…”", words=a.words[:40].strip()), Relation.CONFLICT, positions, 0.8
                )
                return


def _person(told: _Told) -> str:
    return next((name.text for name in find_names(told.name) if len(name.key.split()) > 1), "")


def _spoken(told: _Told, name: str) -> Position:
    outlet = told.article.outlet.name
    return Position(
        name, outlet, (outlet,), Citation(told.passage.id, told.passage.text), told.article.published_at
    )


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
    whole = _worded(group)
    of_outlet = ([told for told in group if told.article.outlet.name == outlet] for outlet in whole.outlets[1:])
    return replace(whole, also=tuple(map(_worded, of_outlet)))


def _worded(group: Sequence[_Told]) -> Position:
    first = min(group, key=lambda told: told.article.published_at)
    outlets = tuple(dict.fromkeys(told.article.outlet.name for told in (first, *group)))
    return Position(
        first.words,
        outlets[0],
        outlets,
        Citation(first.passage.id, first.words),
        max(t.article.published_at for t in group),
    )
