"""Which sentences of a piece go because others tell the same: each dispute is told once, and so is each fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.core.desk import Desk
from bot.core.developments import find_developments
from bot.core.language import stands_alone, tokenize
from bot.core.measures import find_measure
from bot.core.reconciling import iter_frames, tells_both
from bot.core.retelling import share_retold, tells_again
from bot.core.types import Claim, Disagreement, Writer

_SECOND_TELLING = 1 / 3  # share of facts from which a sentence with all values of a dispute is there for them


def find_repeats(claims: Sequence[Claim], desk: Desk) -> tuple[Claim, ...]:
    """The claims that repeat others of the piece. Its first and what is new of the story stay in any case, and so
    does one telling of each dispute: a source's own where it says what was counted, else the framed one."""
    repeats = tuple(_second_disputes(claims, desk))
    kept = [claim for claim in claims if claim not in repeats]
    tellers = [claim for claim in kept if any(tells_dispute(claim, one) for one, _ in iter_frames(desk))]
    return (*repeats, *(claim for claim in _told_before(kept, desk) if claim not in tellers))


def tells_dispute(claim: Claim, disagreement: Disagreement) -> bool:
    """Whether a source's own sentence gives every value, and says of what."""
    if claim.writer is Writer.FRAME or not tells_both(claim.text, disagreement) or not stands_alone(claim.text):
        return False
    measure = find_measure(disagreement.measure)
    return measure is None or bool(measure.words & {token.stem for token in tokenize(claim.text)})


def _second_disputes(claims: Sequence[Claim], desk: Desk) -> Iterator[Claim]:
    for disagreement, frame in iter_frames(desk):
        own = [claim for claim in claims if tells_dispute(claim, disagreement)]
        teller = own[0] if own else frame
        for claim in claims:
            if claim != teller and (
                claim == frame
                or (
                    tells_both(claim.text, disagreement)
                    and share_retold(claim.text, [teller.text]) >= _SECOND_TELLING
                )
            ):
                yield claim


def _told_before(claims: Sequence[Claim], desk: Desk) -> Iterator[Claim]:
    fresh = {one.passage.id for one in find_developments(desk.everything)}
    told = [claim.text for claim in claims[:1]]
    told += [claim.text for claim in claims[1:] if claim.writer is Writer.FRAME]
    for claim in claims[1:]:
        if claim.writer is Writer.FRAME:
            continue
        if not _is_new(claim, fresh) and tells_again(claim.text, told):
            yield claim
        else:
            told.append(claim.text)


def _is_new(claim: Claim, fresh: Iterable[str]) -> bool:
    return any(citation.passage_id in fresh for citation in claim.citations)
