"""What changed between two revisions of a summary, and whether readers should be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.changed_figures import find_changed, find_differing
from bot.core.changed_words import tell_confirmed
from bot.core.corrections import find_withdrawn, is_correction
from bot.core.departures import find_departed, without_departed
from bot.core.developments import COUNTED, is_told
from bot.core.language import find_names, stands_alone
from bot.core.measures import CASUALTIES, MEASURES
from bot.core.retelling import share_retold, tells_again
from bot.core.statements import find_values
from bot.core.stories import decide_withdrawal
from bot.core.tightening import tighten
from bot.core.told import (
    article_of,
    figures_of,
    own_claims,
    published,
    read_before,
    share_told,
    stems_of,
    typed_of,
    with_earlier,
    without_quotations,
)
from bot.core.turns import read_turns
from bot.core.types import (
    Change,
    ChangeKind,
    Citation,
    Claim,
    Push,
    Summary,
    Update,
)

LIMIT_CHANGES = 6
FACTS_BESIDE = 2  # further facts told where a figure changed or something happened: that is the news then
_ALL_TOLD = 0.85  # share of its facts that readers have, from which what happened is no news to them
NOVEL = 0.75  # the share of a fact's word pairs that readers have not seen

# A message under the post is worth it when the weights of its changes add up to this much: one figure that
# changed does it, one thing that happened, the first count of the dead or hurt, or three facts with figures that
# a second outlet brings.
WORTH_A_MESSAGE = 1.0
WEIGHT_SECOND_OUTLET = 0.15
WEIGHT_FIGURE, WEIGHT_WORDS = 0.3, 0.15
WELL_REPORTED = 2  # outlets; what further ones add is colour more often than news, and weighs half

_GRAVE = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in ("dead|died|dies|killed|deaths|drowned", "missing|unaccounted", "injured|wounded|hurt")
)
_LEANING = re.compile(
    r"^(?:all|both|each|none|most|some) (?:(?:of|the) )*\w+ "
    r"(?:went|were|was|are|is|have|has|had|will|would|died|survived|escaped|came|got|took|left|said|told)\b",
    re.IGNORECASE,
)
_LEANING_OBJECT = re.compile(r"^(?:[\w,.']+ ){1,4}(?:of|put|saw|left|in|to|from|for) (?:it|them)\b")


def decide_update(before: Summary, after: Summary, earlier: Sequence[Summary] = ()) -> Update:
    """What left the story, withdrawals and corrections, changed figures and conflicts, what happened, new facts,
    and confirmation, in this order, but for the first dead, who come before figures; each to be read alone, and
    no more of them than a reader wants.

    `push` is FOLLOW_UP when the changes are worth a message, EDIT when what the post tells changed, NONE when the
    post tells a reader the same. What `earlier` pieces told, which readers were sent before, is no new fact even
    where `before` had no room for it. `correction` is true when something that was published rested on words that
    their source has since taken back or corrected.
    """
    if after.independent_outlets == 0:
        return decide_withdrawal(before, after)
    shown, before = before, without_departed(before, after)
    known = with_earlier(before, [without_departed(piece, after) for piece in earlier])
    first = (
        *find_departed(shown, after),
        *find_withdrawn(before, after),
        *find_changed(before, after),
        *find_differing(before, after),
    )
    happened = tuple(_happened(before, known, after, first))
    facts = tuple(_facts(before, known, after, (*first, *happened)))
    if first or happened:
        facts = _weightiest(tuple(one for one in facts if not _is_colour(one, known)), known, FACTS_BESIDE)
    else:
        facts = _weightiest(facts, known, LIMIT_CHANGES)
    changes = (*first, *happened, *facts, *_confirmed(before, after))
    changes = tuple(sorted(changes, key=lambda change: _rank(change, known)))[:LIMIT_CHANGES]
    update = Update(
        story_id=after.story_id,
        from_revision=before.revision,
        to_revision=after.revision,
        changes=changes,
        push=Push.NONE,
        correction=is_correction(before, after),
    )
    # A count in the table and the same in a sentence may come to the same words.
    tight = tuple(
        {one.text: one for one in (tighten(change, known, after) for change in changes[::-1])}.values()
    )[::-1]
    return replace(update, changes=tight, push=_push(shown, known, after, update, happened))


def _rank(change: Change, before: Summary) -> int:
    """What was wrong or has left comes first, then the first count of the dead, ahead of figures that moved."""
    if change.kind in (ChangeKind.WITHDRAWN, ChangeKind.PARTED):
        return 0
    dead, words = _GRAVE[0], without_quotations(change.text)
    told = any(dead.search(claim.text) for claim in published(before))
    return 1 if not told and dead.search(words) and figures_of(words) else 2


def _push(shown: Summary, known: Summary, after: Summary, update: Update, happened: Sequence[Change]) -> Push:
    weight = sum(WORTH_A_MESSAGE if change in happened else _weight(change, known) for change in update.changes)
    if update.changes and (update.correction or weight >= WORTH_A_MESSAGE):
        return Push.FOLLOW_UP
    return Push.EDIT if update.changes or _tells_otherwise(shown, after) else Push.NONE


def _tells_otherwise(before: Summary, after: Summary) -> bool:
    """Whether the post shows what the new piece no longer tells: its headline, a figure, a source."""
    figures = {figure.value for claim in published(after) for figure in figures_of(claim.text)}
    shown = {figure.value for claim in (before.headline, *before.brief) for figure in figures_of(claim.text)}
    sources = {source.url for source in before.sources} <= {source.url for source in after.sources}
    return before.headline.text != after.headline.text or not shown <= figures or not sources


def _weightiest(changes: Sequence[Change], before: Summary, room: int) -> tuple[Change, ...]:
    """As many as there is room for, in reading order."""
    chosen = sorted(changes, key=lambda change: -_weight(change, before))[: max(room, 0)]
    return tuple(change for change in changes if change in chosen)


def _weight(change: Change, before: Summary) -> float:
    match change.kind:
        case ChangeKind.CHANGED | ChangeKind.WITHDRAWN | ChangeKind.PARTED:
            return WORTH_A_MESSAGE
        case ChangeKind.CONFIRMED:
            return WEIGHT_SECOND_OUTLET
    words = without_quotations(change.text)
    told = {figure.value for claim in published(before) for figure in figures_of(claim.text)}
    figured = any(figure.value not in told for figure in figures_of(words))
    counted = [claim.text for claim in published(before) if figures_of(claim.text)]
    if figured and any(grave.search(words) and not any(map(grave.search, counted)) for grave in _GRAVE):
        return WORTH_A_MESSAGE
    if any(_counts_first(words, measure.name, counted) for measure in MEASURES if measure.grows):
        return WORTH_A_MESSAGE
    weight = WEIGHT_FIGURE if figured else WEIGHT_WORDS
    return weight if before.independent_outlets < WELL_REPORTED else weight / 2


def _counts_first(words: str, measure: str, counted: Sequence[str]) -> bool:
    """Whether it gives the first count of a measure that grows ("52,000 homes without power")."""
    return bool(find_values(words, measure)) and not any(find_values(text, measure) for text in counted)


# ---------------------------------------------------------------- what is new


def _happened(before: Summary, known_by: Summary, after: Summary, told: Sequence[Change]) -> Iterator[Change]:
    """Turns of the story that the earlier piece did not tell, in reading order. Of several sentences on one turn
    the one is chosen that repeats least; a count told as changed is not told again."""
    counted = {citation.passage_id for change in told for citation in change.citations}
    known = [claim.text for claim in published(before)]
    read = {claim.text for claim in published(known_by)}
    news = [claim for claim in _fresh(before, after) if _is_news(claim, after)]
    chosen: set[str] = set()
    for claim in sorted(news, key=lambda claim: share_told(claim.text, known[: len(known) - len(chosen)])):
        only_counts = read_turns(claim.text) <= COUNTED and (
            counted & {citation.passage_id for citation in claim.citations} or _figures_told(claim, told)
        )
        only_counts = only_counts and not _tells_first_fate(claim.text, [*known, *(one.text for one in told)])
        whole = any(claim.text in change.text for change in told)  # behind "Now 47 crowns, earlier 42 crowns"
        again = is_told(claim.text, known) or (not read_turns(claim.text) and _is_known(claim.text, known))
        if not only_counts and not whole and not again and claim.text not in read:
            known.append(claim.text)
            chosen.add(claim.text)
    yield from (Change(ChangeKind.NEW, claim.text, claim.citations) for claim in news if claim.text in chosen)


def _tells_first_fate(text: str, told: Sequence[str]) -> bool:
    """Whether it is the first to tell of dead, of hurt or of missing, beside whatever else it counts."""
    words, known = stems_of(text), frozenset[str]().union(*map(stems_of, told))
    return any(one.words & words and not one.words & known for one in MEASURES if one.name in CASUALTIES)


def _is_known(text: str, known: Sequence[str]) -> bool:
    """Whether it was published as it stands, as where its article was rewritten, or fact by fact."""
    return text in known or share_retold(text, known) >= _ALL_TOLD


def _is_news(claim: Claim, after: Summary) -> bool:
    return any(citation.passage_id in after.news for citation in claim.citations)


def _figures_told(claim: Claim, told: Sequence[Change]) -> bool:
    """Whether the bullets so far give each figure of the sentence, all of them counts."""
    given = {figure.value for change in told for figure in figures_of(change.text)}
    counts = {figure.value for figure in figures_of(claim.text)}
    return bool(counts) and counts <= given


def _facts(before: Summary, known: Summary, after: Summary, told: Sequence[Change]) -> Iterator[Change]:
    """Sentences of new articles, mostly unlike anything published, that bring a figure, a name or words said."""
    cited = {citation.passage_id for change in told for citation in change.citations}
    shown = [claim.text for claim in published(known)] + [change.text for change in told]
    typed = frozenset(fact for text in shown for fact in typed_of(text))
    for claim in _fresh(before, after):
        if _leans(claim.text) or any(citation.passage_id in cited for citation in claim.citations):
            continue
        again = is_told(claim.text, shown) or tells_again(claim.text, shown)
        if not again and 1 - share_told(claim.text, shown) >= NOVEL and typed_of(claim.text) - typed:
            shown.append(claim.text)
            yield Change(ChangeKind.NEW, claim.text, claim.citations)


def _is_colour(fact: Change, before: Summary) -> bool:
    """The words of somebody whom the piece had not named: beside the news not worth their line."""
    words = without_quotations(fact.text)
    told = {part for claim in published(before) for name in find_names(claim.text) for part in name.key.split()}
    named = {part for name in find_names(words) for part in name.key.split()}
    figured = any(figure.value != 1 for figure in figures_of(words))  # "one read" counts nothing
    return fact.text.startswith(("“", '"')) and not named & told and not figured


def _fresh(before: Summary, after: Summary) -> Iterator[Claim]:
    """Claims that rest on an article, or a version of one, that the earlier piece did not know."""
    known = read_before(before)
    versions = {source.article_id: (source.article_id, source.version) for source in after.sources}
    for claim in own_claims(after):
        if all(versions.get(article_of(citation)) not in known for citation in claim.citations):
            yield claim


def _leans(text: str) -> bool:
    """Whether it needs the sentence before it in its article; a bullet has none."""
    return not stands_alone(text) or bool(_LEANING.match(text) or _LEANING_OBJECT.match(text))


def _confirmed(before: Summary, after: Summary) -> Iterator[Change]:
    """That a second outlet reports it is news; that a fifth one does is not."""
    if before.independent_outlets > 1 or after.independent_outlets <= before.independent_outlets:
        return
    known = {source.outlet for source in before.sources}
    added = [
        source
        for source in after.sources
        if source.outlet not in known and not (source.copy_of or source.counts_with)
    ]
    names = list(dict.fromkeys(source.outlet for source in added))
    ids = {source.article_id for source in added}
    passages = [passage for passage in after.passages if passage.article_id in ids]
    yield Change(
        ChangeKind.CONFIRMED,
        tell_confirmed(after.independent_outlets, names),
        tuple(Citation(passage.id, passage.text) for passage in passages[:1]),
    )
