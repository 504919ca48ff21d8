"""The sources' own sentences: which can stand in a piece, how they are told there, which bears a text out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from bot.core.alignment import coverage
from bot.core.candidates import covered
from bot.core.desk import Desk
from bot.core.language import is_furniture, stands_alone
from bot.core.originals import cite_originals
from bot.core.polishing import make_dates_absolute, strip_dateline
from bot.core.reconciling import is_flat, iter_frames, why_not
from bot.core.told import stems_of
from bot.core.types import Citation, Claim, Passage, PassageId, Support, Verdict, Writer

_LONGEST = 60  # words of a sentence that stands for another
_NEAR = 0.5  # of a sentence's words, by rarity, from which a passage may be the one it was made from
_MOST_NEAR = 2


def quote_source(desk: Desk, passage: Passage) -> Claim:
    """The passage as a sentence of the piece."""
    return polish(desk, Claim(passage.text, (Citation(passage.id, passage.text),), Writer.SOURCE))


def polish(desk: Desk, claim: Claim) -> Claim:
    """Without dateline and with absolute days, as long as the sources still carry it so."""
    cited = [citation.passage_id for citation in claim.citations]
    published = desk.published[desk.passages[cited[0]].article_id]
    bare = strip_dateline(claim.text)
    for text in (make_dates_absolute(bare, published), bare):
        if text == claim.text:
            continue
        verdict = desk.check(text, cited)
        if verdict.support is Support.SUPPORTED:
            return Claim(text, verdict.citations, claim.writer)
    return claim


def best_passage(text: str, cited: Sequence[PassageId], desk: Desk) -> Passage | None:
    """The cited sentence that tells most of what the text means to, if one can stand in its place."""
    standing = [passage for passage in desk.sound(cited) if _can_stand(passage)]
    return max(standing, key=lambda passage: coverage(text, passage.text), default=None)


def find_near(text: str, desk: Desk) -> tuple[Passage, ...]:
    """The sentences, titles left out, that have most of its words, nearest first; at most two."""
    stems = stems_of(text)
    shares = {
        passage.id: share
        for passage in desk.passages.values()
        if passage.start >= 0 and (share := covered(stems, stems_of(passage.text))) >= _NEAR
    }
    nearest = sorted(shares, key=lambda one: -shares[one])
    return tuple(passage for passage in desk.sound(nearest[: 2 * _MOST_NEAR]))[:_MOST_NEAR]


def find_bearing(text: str, cited: Sequence[PassageId], desk: Desk) -> Verdict | None:
    """That the text is supported by sentences near to it, alone or with those cited: its writer named the wrong
    ones. None when it is not."""
    near = [passage.id for passage in find_near(text, desk) if passage.id not in cited]
    known = [one for one in cited if one in desk.passages]
    alone = ([one] for one in near)
    together = ([*known, one] for one in near if known)
    verdicts = (desk.check(text, ids) for ids in chain(alone, together, [near] if len(near) > 1 else []))
    return next((verdict for verdict in verdicts if verdict.support is Support.SUPPORTED), None)


def sound_lede(desk: Desk, passage: Passage) -> Claim | None:
    """The passage as the lede; None where it gives one side of a dispute, or an overtaken count."""
    claim = cite_originals(quote_source(desk, passage), desk)
    flat = any(is_flat(claim, disagreement) for disagreement, _ in iter_frames(desk))
    return None if flat or why_not(claim, desk) else claim


def list_openings(desk: Desk) -> Iterator[Passage]:
    """The openings of the articles: every first sentence, then every second, and so on to the fourth."""
    for number in (1, 2, 3, 4):
        for article in desk.articles:
            passage = desk.passages.get(PassageId(f"{article.id}.{number}"))
            if passage is not None and _can_stand(passage):
                yield passage


def _can_stand(passage: Passage) -> bool:
    words = strip_dateline(passage.text).split()
    alone = stands_alone(strip_dateline(passage.text)) and not is_furniture(passage.text)
    whole = passage.text.rstrip()[-1:] in '.!”"’'
    return alone and whole and passage.start >= 0 and 4 <= len(words) <= _LONGEST
