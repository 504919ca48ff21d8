"""What sources dispute: found where it is true, silent where it only looks so, and told to the reader in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from time import process_time

from benchmarks.labelled_pairs import OUTLETS, Pair
from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from bot.core.contradictions import find_contradictions
from bot.core.desk import open_desk
from bot.core.disagreements import find_disagreements
from bot.core.editing import edit_draft
from bot.core.language import content_stems, find_numbers
from bot.core.language.figures import compatible, same_unit, same_value
from bot.core.language.mentions import NumberKind
from bot.core.passages import read_passages
from bot.core.selection import write_draft
from bot.core.types import (
    Article,
    Citation,
    Claim,
    Disagreement,
    Draft,
    DraftClaim,
    PassageId,
    Position,
    Relation,
    Rules,
    Story,
    Summary,
    Writer,
)

DISPUTES = frozenset({Relation.CONFLICT, Relation.IDENTITY})
Finder = Callable[[Sequence[Article]], Sequence[Disagreement]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found of one pair. `wrong` disputes are none of the pair's; `named` when both sides of a right one
    are attributed as labelled."""

    pair: Pair
    found: tuple[Disagreement, ...]
    right: bool
    wrong: int
    named: bool

    @property
    def disputed(self) -> bool:
        return self.pair.relation == "conflict"


@dataclass(frozen=True, slots=True)
class Published:
    """How the built-in piece of a pair tells of what the pair disputes."""

    pair: Pair
    sentences: tuple[str, ...]
    both: bool  # one sentence gives both values
    named: bool  # and names who gives each
    sides: frozenset[int]  # values that stand anywhere in the piece

    @property
    def unreconciled(self) -> bool:
        return len(self.sides) == 2 and not self.both

    @property
    def one_sided(self) -> bool:
        return len(self.sides) == 1


def measure_disagreements(pairs: Sequence[Pair]) -> Report:
    """The finder and a naive one on the pairs, then every pair published as a story of two outlets."""
    started = process_time()
    outcomes = [judge(pair, find_disagreements) for pair in pairs]
    spent = process_time() - started
    naive = [judge(pair, find_naively) for pair in pairs]
    conflicts = [pair for pair in pairs if pair.relation == "conflict"]
    published = [publish(pair) for pair in conflicts]
    crowded = [publish(pair, everything=True) for pair in conflicts]
    right = [outcome for outcome in outcomes if outcome.right]
    figures: dict[str, Figure] = {
        "pairs": len(pairs),
        "true conflicts among them": len(published),
        "precision": _measured(precision, outcomes, "≥ .85", naive),
        "recall": _measured(recall, outcomes, "≥ .75", naive),
        "both sides rightly named, where found": sum(o.named for o in right) / max(1, len(right)),
    }
    figures |= dict(_relations(outcomes))
    figures |= {
        "unreconciled pairs published": Measured(
            sum(p.unreconciled for p in published), n=len(published), goal="0"
        ),
        "unreconciled pairs where a draft holds every sentence of both": Measured(
            sum(p.unreconciled for p in crowded), n=len(crowded), goal="0"
        ),
        "left unreconciled by the last look alone": sum(leaves(pair) for pair in conflicts),
        "conflicts of which one side stands alone": sum(p.one_sided for p in published),
        "conflicts told in the piece or in the list below it": sum(
            outcome.right or piece.both
            for outcome, piece in zip((o for o in outcomes if o.disputed), published, strict=True)
        ),
        "conflicts told in the piece, with both values": sum(p.both for p in published),
        "conflicts told in the piece, with both values and who says each": sum(p.named for p in published),
        "ms of CPU to find, per pair": 1_000 * spent / len(pairs),
    }
    rows = [_predict(outcome) for outcome in outcomes]
    rows += [{"id": p.pair.id, "published": list(p.sentences), "told": p.named} for p in published]
    return Report("disagreements: own labelled pairs", figures, rows)


def precision(outcomes: Sequence[Outcome]) -> float:
    """Right disputes among all that were said to be disputes; 1 where nothing was said."""
    said = sum(outcome.right + outcome.wrong for outcome in outcomes)
    return sum(outcome.right for outcome in outcomes) / said if said else 1.0


def recall(outcomes: Sequence[Outcome]) -> float:
    true = sum(outcome.disputed for outcome in outcomes)
    return sum(outcome.right for outcome in outcomes) / true if true else 1.0


def judge(pair: Pair, finder: Finder) -> Outcome:
    found = tuple(finder(pair.articles()))
    disputes = [one for one in found if one.relation in DISPUTES]
    hits = [sides for one in disputes if (sides := _sides(pair, one)) is not None]
    right = bool(hits) and pair.relation == "conflict"
    named = right and all(map(_is_named, hits[0], pair.who, OUTLETS))
    return Outcome(pair, found, right, len(disputes) - right, named)


def find_naively(articles: Sequence[Article]) -> tuple[Disagreement, ...]:
    """The baseline: two figures of one unit and another value, from two articles, are a conflict."""
    first, second = articles
    return tuple(
        Disagreement(f"{a.unit} {b.unit}", Relation.CONFLICT, (_bare(a.text, first), _bare(b.text, second)))
        for a, b in product(find_numbers(first.text), find_numbers(second.text))
        if a.kind is b.kind is not NumberKind.ORDINAL
        and same_unit(a.unit, b.unit)
        and a.counted == b.counted
        and not compatible(a, b)
    )


def _bare(value: str, article: Article) -> Position:
    cited = Citation(passage_id=f"{article.id}.1", words=value)  # type: ignore[arg-type]
    return Position(value, article.outlet.name, (article.outlet.name,), cited, article.published_at)


def publish(pair: Pair, *, everything: bool = False) -> Published:
    """The pair as a story of two outlets, written by the built-in writer and edited as every piece is; with
    `everything`, from a draft of somebody's who took every sentence of both over."""
    articles = pair.articles()
    now = articles[1].published_at + timedelta(hours=1)
    story = Story(
        id=1, title=pair.topic, created_at=articles[0].arrived_at, changed_at=now, write_at=None, revision=1
    )
    rules = Rules()
    draft = _copy_out(pair) if everything else write_draft(story, articles, rules, now)
    summary = edit_draft(draft, story, articles, rules, now).summary
    return _judge_piece(pair, tuple(claim.text for claim in _sentences(summary)))


def leaves(pair: Pair) -> bool:
    """Whether the last look, by itself, lets both values stand in separate sentences of the two excerpts."""
    claims = [claim for _, claim in _all_sentences(pair)]
    taken = {claim.text for claim, _ in find_contradictions(claims, open_desk(pair.articles()))}
    return _judge_piece(pair, tuple(one.text for one in claims if one.text not in taken)).unreconciled


def _all_sentences(pair: Pair) -> Iterator[tuple[PassageId, Claim]]:
    for article in pair.articles():
        for passage in read_passages(article):
            if passage.start >= 0:
                yield passage.id, Claim(passage.text, (Citation(passage.id, passage.text),), Writer.LLM)


def _copy_out(pair: Pair) -> Draft:
    body = tuple(
        (None, DraftClaim(text=claim.text, passage_ids=(cited,), writer=Writer.LLM))
        for cited, claim in _all_sentences(pair)
    )
    headline = DraftClaim(text=pair.topic, passage_ids=(PassageId("1.0"),), writer=Writer.LLM)
    return Draft(writer="all of it", headline=headline, body=body)


def _judge_piece(pair: Pair, sentences: tuple[str, ...]) -> Published:
    given = {
        text: frozenset(i for i, value in enumerate(pair.values) if _gives(text, value)) for text in sentences
    }
    both = [text for text, sides in given.items() if len(sides) == 2]
    named = any(
        all(
            outlet.name in text or (who and set(content_stems(who)) & set(content_stems(text)))
            for who, outlet in zip(pair.who, OUTLETS, strict=True)
        )
        for text in both
    )
    return Published(pair, sentences, bool(both), named, frozenset().union(*given.values()))


def _sentences(summary: Summary | None) -> Iterator[Claim]:
    if summary is not None:
        yield summary.headline
        yield from summary.claims


# ---------------------------------------------------------------- what was said against the labels


def _sides(pair: Pair, one: Disagreement) -> tuple[Position, Position] | None:
    """The positions that give the first and the second labelled value, None when one is missing."""
    if len(pair.values) != 2:
        return None
    sides = [
        next((p for p in one.positions if _gives(p.value, value) or _plain(p.value) in _plain(value)), None)
        for value in pair.values
    ]
    first, second = sides
    return (first, second) if first and second and first is not second else None


def _gives(text: str, value: str) -> bool:
    """Whether a text has the value: the figure in any notation, else the words."""
    wanted = find_numbers(value)
    if wanted and all(any(same_value(number, other) for other in find_numbers(text)) for number in wanted):
        return True
    return _plain(value) in _plain(text)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("–", "-").replace("’", "'").split())


def _is_named(position: Position, who: str, outlet: object) -> bool:
    if not who:
        return position.said_by in {known.name for known in OUTLETS}
    return bool(set(content_stems(who)) & set(content_stems(position.said_by)))


def _relations(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Figure]]:
    """What became of the pairs that are no conflict."""
    told = {
        relation: [outcome for outcome in outcomes if outcome.pair.relation == relation]
        for relation in ("update", "compatible", "none")
    }
    updates = told["update"]
    told_so = sum(any(one.relation is Relation.UPDATE for one in outcome.found) for outcome in updates)
    yield f"updates told as such, of {len(updates)}", told_so
    for relation, those in told.items():
        yield f"pairs of {len(those)} ({relation}) told as disputes", sum(outcome.wrong > 0 for outcome in those)


def _measured(
    statistic: Callable[[Sequence[Outcome]], float],
    outcomes: Sequence[Outcome],
    goal: str,
    naive: Sequence[Outcome],
) -> Measured:
    return Measured(
        statistic(outcomes),
        n=len(outcomes),
        interval=interval(outcomes, statistic),
        goal=goal,
        beside={"same unit, other value": statistic(naive)},
    )


def _predict(outcome: Outcome) -> dict[str, object]:
    return {
        "id": outcome.pair.id,
        "relation": outcome.pair.relation,
        "right": outcome.right,
        "wrong": outcome.wrong,
        "named": outcome.named,
        "found": [
            {
                "measure": one.measure,
                "relation": one.relation.value,
                "positions": [{"value": p.value, "said_by": p.said_by} for p in one.positions],
            }
            for one in outcome.found
        ],
    }
