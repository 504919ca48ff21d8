"""Whether a sentence still stands behind the one it leans on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.language import find_names, stands_alone
from bot.core.language.openings import has_lost_speaker
from bot.core.types import Claim, PassageId, Writer

LOOK_BACK = 2  # sentences, in the piece and in the source
# "the agency's duty officer": a body that has to have been spoken of; no other name stands for it.
_WHOSE = re.compile(
    r"\bthe\s+(?P<body>agency|ministry|department|regulator|commission|institute|committee|charity|union"
    r"|organi[sz]ation)['’]s\s",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")  # how many a body is named
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def is_dangling(claim: Claim, before: Sequence[Claim]) -> bool:
    """Whether the claim leans back and nothing right before it comes from right before it in its source, or it
    speaks of a body's own without the body."""
    if _names_no_owner(claim, before):
        return True
    return not stands_alone(claim.text) and not any(_follows(claim, one) for one in before[-LOOK_BACK:])


def _names_no_owner(claim: Claim, before: Sequence[Claim]) -> bool:
    """Whether it speaks of "the agency's" officer, and neither a name before that nor an earlier sentence tells
    of an agency. The lede and a framed sentence are let be: there is nothing they could stand behind."""
    if not before or claim.writer is Writer.FRAME:
        return False
    plain = _QUOTED.sub(lambda match: " " * len(match.group()), claim.text)
    found = _WHOSE.search(plain)
    if found is None:
        return False
    body, told = found["body"].lower(), [*(one.text for one in before), plain[: found.start()]]
    if any(body in text.lower() or _ACRONYM.search(text) for text in told):
        return False
    # "Pavel Rhee, the agency's officer" names him, not the agency.
    return not any(name.end < found.start() - 2 for name in find_names(plain))


def _follows(claim: Claim, before: Claim) -> bool:
    ours = {_place(citation.passage_id) for citation in claim.citations}
    theirs = {_place(citation.passage_id) for citation in before.citations}
    reach = 1 if has_lost_speaker(claim.text) else LOOK_BACK  # who "she" is, only the sentence right before tells
    return any(a == b and 0 <= i - j <= reach for a, i in ours for b, j in theirs)


def _place(passage_id: PassageId) -> tuple[str, int]:
    article, _, number = passage_id.partition(".")
    return article, int(number)


def find_gap(claims: Sequence[Claim], least: int) -> int:
    """The first place from `least` on where a sentence can be put in: before one that leans on none, or behind
    all."""
    return next((at for at in range(least, len(claims)) if stands_alone(claims[at].text)), len(claims))
