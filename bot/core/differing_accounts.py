"""Times, places, causes, names, ages and scores that two outlets tell differently of one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.core.accounts import Account, Kind, read_accounts
from bot.core.language import content_stems, is_furniture, same_name
from bot.core.language.senses import sense
from bot.core.passages import read_passages
from bot.core.phrasing import lower_speaker
from bot.core.saying import tr
from bot.core.speakers import with_role
from bot.core.statements import FIRST_SENTENCES
from bot.core.types import Article, Citation, Disagreement, Position, Relation

_NIGHT = 12 * 60.0  # minutes: further apart, one of the two means the other half of the day
_LEAST_SHARED = {
    Kind.TIME: 2,
    Kind.DAY: 2,
    Kind.PLACE: 2,
    Kind.CAUSE: 1,
    Kind.NAME: 1,
    Kind.AGE: 2,
    Kind.SCORE: 1,
}


def find_differing_accounts(articles: Sequence[Article], origin: Mapping[int, str]) -> Iterator[Disagreement]:
    """Conflicts between outlets; at most one of a kind. `origin` maps article ids to independent sources."""
    told = [(article, _read(article)) for article in articles]
    found: set[Kind] = set()
    for i, (first, accounts) in enumerate(told):
        for second, others in told[i + 1 :]:
            if origin[first.id] == origin[second.id]:
                continue
            for a in accounts:
                for b in others:
                    if a.kind is b.kind and a.kind not in found and differ(a, b):
                        found.add(a.kind)
                        yield _disagreement(a, b)


def _read(article: Article) -> tuple[Account, ...]:
    passages = read_passages(article)[: FIRST_SENTENCES + 1]
    return read_accounts(article, tuple(passage for passage in passages if not is_furniture(passage.text)))


def differ(a: Account, b: Account, *, surely: bool = True) -> bool:
    """Whether both tell one thing, and what they tell cannot both be true. Not `surely` asks for one shared word
    less: enough to leave one of two sentences out."""
    if a.kind is not b.kind or a.event != b.event or not _is_one_matter(a, b, 0 if surely else 1) or _agree(a, b):
        return False
    return not (_mentions(a.article, b) or _mentions(b.article, a))


def _is_one_matter(a: Account, b: Account, bonus: int) -> bool:
    shared = len(a.words & b.words)
    if bonus and a.kind in {Kind.TIME, Kind.DAY, Kind.PLACE, Kind.CAUSE}:
        if shared < bonus and not any(one.passage.text.startswith(("It ", "They ")) for one in (a, b)):
            return False
        shared += bonus
    if a.kind is Kind.AGE and (a.about or b.about):
        return any(same_name(x, y) for x in a.about for y in b.about)
    if a.kind is Kind.SCORE:
        pairs = sum(any(same_name(x, y) for y in b.about) for x in a.about)
        return pairs > 1 or (a.event in {"vote", "voted"} and shared > 0)
    if a.kind is Kind.PLACE:
        return any(same_name(x, y) for x in a.about for y in b.about) or shared > _LEAST_SHARED[a.kind]
    if a.kind is Kind.NAME:
        return a.words <= b.words or b.words <= a.words
    return bool(a.event or a.kind is Kind.CAUSE) and shared >= _LEAST_SHARED[a.kind]


def _agree(a: Account, b: Account) -> bool:
    if a.kind is Kind.PLACE and a.event.endswith(" spot"):
        return bool(_senses(a.value) & _senses(b.value))
    if a.kind in {Kind.PLACE, Kind.NAME}:
        return same_name(a.value.lower(), b.value.lower())
    if a.kind is Kind.CAUSE:
        return bool(_senses(a.value) & _senses(b.value))
    if a.kind is Kind.TIME and abs(a.low - b.low) >= _NIGHT and abs(a.low - b.low) % _NIGHT == 0:
        return True  # one of them counts to twelve
    return a.low <= b.high and b.low <= a.high


def _senses(text: str) -> frozenset[str]:
    return frozenset(sense(stem)[:5] for stem in content_stems(text))


def _mentions(article: Article, account: Account) -> bool:
    """Whether an article has the other's value as well: then it tells more, and not otherwise."""
    if account.kind in {Kind.TIME, Kind.DAY, Kind.SCORE, Kind.AGE}:
        return any(
            own.kind is account.kind and own.low <= account.high and account.low <= own.high
            for own in _read(article)
            if own.event == account.event
        )
    return account.value.lower() in f"{article.title} {article.text}".lower()


def _disagreement(a: Account, b: Account) -> Disagreement:
    first, second = sorted((a, b), key=lambda one: one.article.published_at)
    return Disagreement(_name(a, b), Relation.CONFLICT, (_position(first), _position(second)), 0.7)


def _name(a: Account, b: Account) -> str:
    if a.kind is Kind.AGE and a.about and b.about:
        longest = max((*a.about, *b.about), key=len)
        return tr("the age of {name}", name=longest.title())
    return a.kind.value


def _position(account: Account) -> Position:
    outlet = account.article.outlet.name
    speaker = with_role(lower_speaker(account.speaker), account.passage.text)
    return Position(
        value=account.value,
        said_by=f"{speaker}, reported by {outlet}" if speaker else outlet,
        outlets=(outlet,),
        citation=Citation(account.passage.id, account.passage.text),
        at=account.article.published_at,
    )
