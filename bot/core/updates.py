"""What changed between two revisions of a summary, and whether readers should be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.core.candidates import covered
from bot.core.language import content_stems, find_names, find_numbers, find_quotes, stands_alone
from bot.core.language.mentions import Number, NumberKind
from bot.core.phrasing import lower_first
from bot.core.stories import decide_withdrawal
from bot.core.types import (
    Change,
    ChangeKind,
    Citation,
    Claim,
    Disagreement,
    PassageId,
    Push,
    Relation,
    Summary,
    Update,
    Writer,
)

NOVEL = 0.45  # the share of a sentence, by rarity, that no published sentence holds
SAME_THING = 0.5  # the share of words that makes two sentences tell of one thing
LIMIT_CHANGES = 6
NEW_BESIDE_CHANGED = 3  # new facts told where a figure changed or a conflict arose: that is the news then

# A message under the post is worth it when the weights of its changes add up to this much: one figure that
# changed does it, the first count of the dead or hurt, or three facts with figures that a second outlet brings.
WORTH_A_MESSAGE = 1.0
WEIGHT_CHANGED = 1.0
WEIGHT_SECOND_OUTLET, WEIGHT_FURTHER_OUTLET = 0.15, 0.1
WEIGHT_DENIAL, WEIGHT_FIGURE, WEIGHT_WORDS, WEIGHT_KNOWN_ARTICLE = 0.6, 0.3, 0.15, 0.05
WELL_REPORTED = 2  # outlets; what further ones add is colour more often than news, and weighs half

_GRAVE = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in ("dead|died|dies|killed|deaths|drowned", "missing|unaccounted", "injured|wounded|hurt")
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)? (?:a|the) (?:report|claim|allegation|accusation)s?"
    r"|retract(?:s|ed|ing)|withdr(?:ew|awn|aws)|apologis(?:es|ed))\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"^(?:all|both|each|none|most|some) (?:(?:of|the) )*\w+ "
    r"(?:went|were|was|are|is|have|has|had|will|would|died|survived|escaped|came|got|took|left|said|told)\b",
    re.IGNORECASE,
)
_LEANING_OBJECT = re.compile(r"^(?:[\w,.']+ ){1,4}(?:of|put|saw|left|in|to|from|for) (?:it|them)\b")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
_FIGURES = {NumberKind.QUANTITY, NumberKind.MONEY, NumberKind.PERCENT, NumberKind.SCORE}


def decide_update(before: Summary, after: Summary) -> Update:
    """Withdrawals first, then changed figures and conflicts, new facts, and confirmation; each worded as a
    sentence that can be read alone, and no more of them than a reader wants.

    `push` is FOLLOW_UP when the changes are worth a message, EDIT when the post merely reads differently,
    NONE when nothing a reader sees has changed. `correction` is true when something that was published
    rested on words that their source has since taken back or rewritten.
    """
    if after.independent_outlets == 0:
        return decide_withdrawal(before, after)
    changed = (*_changed(before, after), *_differing(before, after))
    told = frozenset(citation.passage_id for change in changed for citation in change.citations)
    first = (*_withdrawn(before, after), *changed)[:LIMIT_CHANGES]
    correction = _is_correction(before, after)
    changes = first
    if not correction:  # what was wrong must not drown in what is new
        confirmed = tuple(_confirmed(before, after))
        room = LIMIT_CHANGES - len(first) - len(confirmed)
        new = _weightiest(
            tuple(_new(before, after, told)), before, min(room, NEW_BESIDE_CHANGED) if first else room
        )
        changes = (*first, *new, *confirmed)[:LIMIT_CHANGES]
    return Update(
        story_id=after.story_id,
        from_revision=before.revision,
        to_revision=after.revision,
        changes=changes,
        push=_push(before, after, changes, correction),
        correction=correction,
    )


def _push(before: Summary, after: Summary, changes: tuple[Change, ...], correction: bool) -> Push:
    if changes and (correction or sum(_weight(change, before) for change in changes) >= WORTH_A_MESSAGE):
        return Push.FOLLOW_UP
    return Push.NONE if _seen(before) == _seen(after) else Push.EDIT


def _weightiest(changes: Sequence[Change], before: Summary, room: int) -> tuple[Change, ...]:
    """As many as there is room for, in reading order."""
    chosen = sorted(changes, key=lambda change: -_weight(change, before))[: max(room, 0)]
    return tuple(change for change in changes if change in chosen)


def _weight(change: Change, before: Summary) -> float:
    """A fact from an article that the earlier revision had already is less news than one from a new article."""
    match change.kind:
        case ChangeKind.CHANGED | ChangeKind.WITHDRAWN:
            return WEIGHT_CHANGED
        case ChangeKind.CONFIRMED:
            alone = before.independent_outlets < WELL_REPORTED
            return WEIGHT_SECOND_OUTLET if alone else WEIGHT_FURTHER_OUTLET
    return _weight_of_fact(change, before)


def _weight_of_fact(change: Change, before: Summary) -> float:
    published = (before.headline, *before.claims)
    words = _QUOTATION.sub("", change.text)
    told = {figure.value for claim in published for figure in _figures(claim.text)}
    figured = any(figure.value not in told for figure in _figures(words))
    counted = [claim.text for claim in published if _figures(claim.text)]
    if figured and any(grave.search(words) and not any(map(grave.search, counted)) for grave in _GRAVE):
        return WEIGHT_CHANGED
    known = {source.article_id for source in before.sources}
    if all(_article(citation) in known for citation in change.citations):
        return WEIGHT_KNOWN_ARTICLE
    weight = WEIGHT_DENIAL if _DENIAL.search(words) else WEIGHT_FIGURE if figured else WEIGHT_WORDS
    return weight if before.independent_outlets < WELL_REPORTED else weight / 2


def _seen(summary: Summary) -> tuple[object, ...]:
    """All that a reader of the post can notice."""
    return (
        summary.headline.text,
        tuple(claim.text for claim in summary.claims),
        tuple((fact.label, fact.value) for fact in summary.facts),
        frozenset((source.url, source.outlet) for source in summary.sources),
        summary.independent_outlets,
    )


def _withdrawn(before: Summary, after: Summary) -> Iterator[Change]:
    """Sources gone from the list, and cited words that their source has rewritten."""
    kept = {source.article_id for source in after.sources}
    for source in before.sources:
        if source.article_id not in kept:
            text = f"{source.outlet} withdrew its article “{source.title}”; it is no longer a source here."
            yield Change(ChangeKind.WITHDRAWN, text)
    outlets = {source.article_id: source.outlet for source in after.sources}
    for passage_id, old, new in _rewritten(before, after):
        article_id = int(passage_id.partition(".")[0])
        if article_id in outlets:
            text = f"{outlets[article_id]} {_word_rewriting(old, new)}"
            yield Change(ChangeKind.WITHDRAWN, text, (Citation(passage_id, new),))


def _word_rewriting(old: str, new: str) -> str:
    """Both figures where one was corrected, else both sentences."""
    earlier, now = _figures(old), _figures(new)
    differing = [pair for pair in zip(earlier, now, strict=False) if pair[0].value != pair[1].value]
    if len(earlier) != len(now) or len(differing) != 1:
        return f"changed its article: “{new}” Earlier: “{old}”"
    was, is_now = differing[0]
    return f"corrected its article: now {lower_first(is_now.text)}, earlier {lower_first(was.text)}: “{new}”"


def _rewritten(before: Summary, after: Summary) -> Iterator[tuple[PassageId, str, str]]:
    """Cited passages whose figures or names are not what they were: (id, earlier words, words now).

    A passage that merely moved within its article, or whose number now belongs to another sentence, is none.
    """
    cited = {citation.passage_id for claim in before.claims for citation in claim.citations}
    now = {passage.id: passage for passage in after.passages}
    standing = {(passage.article_id, passage.text) for passage in after.passages}
    for passage in before.passages:
        new = now.get(passage.id)
        if passage.id not in cited or new is None or new.text == passage.text:
            continue
        if (passage.article_id, passage.text) in standing:
            continue
        same = covered(_stems(passage.text), _stems(new.text)) >= SAME_THING
        if same and _typed(passage.text) != _typed(new.text):
            yield passage.id, passage.text, new.text


def _changed(before: Summary, after: Summary) -> Iterator[Change]:
    """ "Injured: now 14, earlier 10": rows of the facts table, framed updates, then sentences on one thing."""
    done: set[str] = set()
    earlier = {fact.label.lower(): fact.value for fact in before.facts}
    disputed = [_disputed(one) for one in _new_conflicts(before, after)]
    for fact in after.facts:
        old, new = earlier.get(fact.label.lower()), _values(fact.value)
        if old is None or new <= _values(old):
            continue
        done |= {fact.value.lower(), *_stems(fact.label)}
        if not any(new <= values for values in disputed):  # else it is told as a conflict
            now, was = lower_first(fact.value), lower_first(old)
            yield Change(ChangeKind.CHANGED, f"{fact.label}: now {now}, earlier {was}.", fact.citations)
    published = _published(before)
    for one in after.disagreements:
        last = one.positions[-1]
        if one.relation is not Relation.UPDATE or done & _stems(one.measure) or _holds(published, last.value):
            continue
        # The one told last, not the first of all: "now fourteen, earlier nine" after "now nine, earlier four".
        told = [each for each in one.positions[:-1] if each.value != last.value and _holds(published, each.value)]
        if told:
            done |= {last.value.lower(), *_stems(one.measure)}
            measure = one.measure[:1].upper() + one.measure[1:]
            text = f"{measure}: now {lower_first(last.value)}, earlier {lower_first(told[-1].value)}."
            yield Change(ChangeKind.CHANGED, text, (last.citation,))
    rewritten = {passage_id for passage_id, _, _ in _rewritten(before, after)}
    for claim in _own(after):
        if any(citation.passage_id in rewritten for citation in claim.citations):
            continue
        for old_figure, new_figure in _pairs(before, after, claim):
            if new_figure.counted not in done:
                done.add(new_figure.counted)
                text = f"Now {lower_first(new_figure.text)}, earlier {lower_first(old_figure.text)}: {claim.text}"
                yield Change(ChangeKind.CHANGED, text, claim.citations)


def _pairs(before: Summary, after: Summary, claim: Claim) -> Iterator[tuple[Number, Number]]:
    """Figures of one thing, counted alike, in an earlier sentence and in this one: (earlier, now)."""
    standing: set[object] = {figure.value for other in _own(after) for figure in _figures(other.text)}
    for one in after.disagreements:
        if one.relation is Relation.CONFLICT:
            standing |= _disputed(one)
    for old in _own(before):
        if old.text == claim.text or covered(_stems(old.text), _stems(claim.text)) < SAME_THING:
            continue
        earlier = {figure.counted: figure for figure in _figures(old.text) if figure.counted}
        for figure in _figures(claim.text):
            was = earlier.get(figure.counted)
            if was is not None and was.value != figure.value and was.value not in standing:
                yield was, figure


def _differing(before: Summary, after: Summary) -> Iterator[Change]:
    """Conflicts that the earlier revision did not have: what it told is in dispute now."""
    for one in _new_conflicts(before, after):
        values = "; ".join(f"{position.value}, says {position.said_by}" for position in one.positions)
        citations = tuple(position.citation for position in one.positions)
        yield Change(ChangeKind.CHANGED, f"Sources now differ on {one.measure}: {values}.", citations)


def _new_conflicts(before: Summary, after: Summary) -> tuple[Disagreement, ...]:
    known = {one.measure.lower() for one in before.disagreements if one.relation is Relation.CONFLICT}
    conflicts = (one for one in after.disagreements if one.relation is Relation.CONFLICT)
    return tuple(one for one in conflicts if one.measure.lower() not in known)


def _disputed(one: Disagreement) -> frozenset[object]:
    return frozenset(value for position in one.positions for value in _values(position.value))


def _values(words: str) -> frozenset[object]:
    """What a row of the facts table says, whoever says it and in whatever order: "31 (organisers) / about 12"
    is 31 and 12."""
    parts = [part.strip().lower() for part in _IN_BRACKETS.sub("", words).split(" / ")]
    values: set[object] = set()
    for part in parts:
        figures = [figure for figure in find_numbers(part) if figure.kind is not NumberKind.SCORE]
        values |= {figure.value for figure in figures} or {part}
    return frozenset(values)


def _new(before: Summary, after: Summary, told: frozenset[PassageId]) -> Iterator[Change]:
    """Sentences mostly unlike anything published that bring a figure, a name or words said."""
    published = [_stems(claim.text) for claim in (before.headline, *before.claims)]
    typed = frozenset(fact for claim in (before.headline, *before.claims) for fact in _typed(claim.text))
    for claim in _own(after):
        if _leans(claim.text) or any(citation.passage_id in told for citation in claim.citations):
            continue
        stems = _stems(claim.text)
        novelty = 1 - max((covered(stems, other) for other in published), default=0.0)
        if novelty >= NOVEL and _typed(claim.text) - typed:
            yield Change(ChangeKind.NEW, claim.text, claim.citations)


def _leans(text: str) -> bool:
    """Whether it needs the sentence before it in its article; a bullet has none."""
    return not stands_alone(text) or bool(_LEANING.match(text) or _LEANING_OBJECT.match(text))


def _confirmed(before: Summary, after: Summary) -> Iterator[Change]:
    if after.independent_outlets <= before.independent_outlets:
        return
    known = {source.outlet for source in before.sources}
    added = [source for source in after.sources if source.outlet not in known and source.copy_of is None]
    names = list(dict.fromkeys(source.outlet for source in added))
    ids = {source.article_id for source in added}
    passages = [passage for passage in after.passages if passage.article_id in ids]
    who = f"; new among them: {', '.join(names)}" if names else ""
    yield Change(
        ChangeKind.CONFIRMED,
        f"Now reported by {after.independent_outlets} independent outlets{who}.",
        tuple(Citation(passage.id, passage.text) for passage in passages[:1]),
    )


def _is_correction(before: Summary, after: Summary) -> bool:
    """A published sentence rested on nothing but withdrawn articles or on words since rewritten."""
    kept = {source.article_id for source in after.sources}
    rewritten = {passage_id for passage_id, _, _ in _rewritten(before, after)}
    return any(
        all(_article(citation) not in kept or citation.passage_id in rewritten for citation in claim.citations)
        for claim in (before.headline, *before.claims)
    )


def _article(citation: Citation) -> int:
    return int(citation.passage_id.partition(".")[0])


def _own(summary: Summary) -> tuple[Claim, ...]:
    """The claims that tell, without the frames that only set values side by side."""
    return tuple(claim for claim in summary.claims if claim.writer is not Writer.FRAME)


def _published(summary: Summary) -> str:
    facts = (fact.value for fact in summary.facts)
    return " ".join((summary.headline.text, *(claim.text for claim in summary.claims), *facts)).lower()


def _figures(text: str) -> tuple[Number, ...]:
    return tuple(figure for figure in find_numbers(text) if figure.kind in _FIGURES)


def _typed(text: str) -> frozenset[str]:
    """Figures, names and words said, as keys that can be compared between sentences."""
    figures = {f"{figure.counted} {figure.value:g} {figure.unit}" for figure in _figures(text)}
    names = {part for name in find_names(text) for part in name.key.split()}
    quotes = {quote.text.lower() for quote in find_quotes(text) if quote.direct}
    return frozenset(figures | names | quotes)


def _holds(text: str, words: str) -> bool:
    """As words of their own: "fourteen" does not hold "four"."""
    return re.search(rf"(?<!\w){re.escape(words.lower())}(?!\w)", text) is not None


def _stems(text: str) -> frozenset[str]:
    return frozenset(content_stems(text))
