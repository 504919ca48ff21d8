"""Whether a sentence still stands behind the one it leans on."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.language import stands_alone
from bot.core.types import Claim, PassageId

LOOK_BACK = 2  # sentences, in the piece and in the source


def is_dangling(claim: Claim, before: Sequence[Claim]) -> bool:
    """Whether the claim leans back and nothing right before it comes from right before it in its source."""
    return not stands_alone(claim.text) and not any(_follows(claim, one) for one in before[-LOOK_BACK:])


def _follows(claim: Claim, before: Claim) -> bool:
    ours = {_place(citation.passage_id) for citation in claim.citations}
    theirs = {_place(citation.passage_id) for citation in before.citations}
    return any(a == b and 0 <= i - j <= LOOK_BACK for a, i in ours for b, j in theirs)


def _place(passage_id: PassageId) -> tuple[str, int]:
    article, _, number = passage_id.partition(".")
    return article, int(number)
