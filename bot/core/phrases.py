"""Turns of phrase that desks print for one another, made those of the passages before words are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.core.language import negated_stems, stem, tokenize

# Each line: patterns of which one may stand for another where the rest of the sentence is the same.
_LINES = r"""
put(?:s|ting)? off | postpon(?:e[sd]?|ing) | delay(?:s|ed|ing)?
call(?:s|ed|ing)? off | cancel(?:s|l?ed|l?ing)? | scrap(?:s|ped|ping)?
(?:keep|keeps|kept|keeping|stay|stays|stayed) (?:away from|clear of|out of) | avoid(?:s|ed|ing)?
among (?:them|those) | including
(?:had|has|have) to | (?:was|were|is|are|been) (?:forced|obliged) to | forc(?:ed|ing) (?=[^.;]{2,40} to\b)
(?:is|are|was|were) due | (?:is|are|was|were) scheduled
(?:have|has|had) had | (?:have|has|had) received
another | a (?:second|further)
(?:take|takes|took|taken|taking) part | participat(?:e[sd]?|ing)
(?:carr(?:y|ies|ied)|carrying) out | conduct(?:s|ed|ing)?
(?:set|sets|setting) up | establish(?:es|ed|ing)? | found(?:ed|ing)
(?:turn(?:s|ed|ing)?) down | reject(?:s|ed|ing)?
step(?:s|ped|ping)? down | resign(?:s|ed|ing)?
repl(?:y|ies|ied|ying) | respon(?:ds?|ded|ding|se) | answer(?:s|ed|ing)?
vot(?:e[sd]?|ing) (?:for|in favou?r of) | back(?:s|ed|ing)?
because of | owing to | due to | as a result of | on account of
where (?:it|they) (?:was|were|is|are) | unchanged
people (?:live|lived|living) | (?:inhabitants|residents)
(?:take|takes|took|taken|taking) place | (?:is|are|was|were|be|been) held
(?:go|goes|went|gone|going) up | r(?:ises?|ose|isen|ising) | increas(?:e[sd]?|ing)
(?:go|goes|went|gone|going) down | f(?:alls?|ell|allen|alling) | decreas(?:e[sd]?|ing)
(?:get|gets|got|getting) (?:their|its|his|her|the) money back | (?:be|is|are|was|were|been) refunded
(?:was|were|is|been|be) carried | (?:was|were|is|been|be) (?:passed|approved|adopted)
call(?:s|ed|ing)? (?:on|upon) | urg(?:e[sd]?|ing)
(?:sent|sends?|sending) to (?:prison|jail) | jail(?:s|ed|ing)? | imprison(?:s|ed|ing)?
(?:bring|brings|brought|bringing) down | reduc(?:e[sd]?|ing) | lower(?:s|ed|ing)
(?:make|makes|made|making) a decision | decid(?:e[sd]?|ing)
(?:run|runs|ran|running) into | (?:hits?|hitting|struck|strikes?|striking) | collid(?:e[sd]?|ing) with
(?:find|finds|found|finding) out | learn(?:s|ed|t|ing)? | discover(?:s|ed|ing)?
at the moment | (?:currently|now) | at present
at once | immediately | straight away
so far | to date | until now
in spite of | despite | notwithstanding
prior to | ahead of | before
as well as | along with | together with
"""
_ROWS = tuple(
    tuple(re.compile(rf"\b(?:{pattern.strip()})(?!\w)", re.IGNORECASE) for pattern in line.split(" | "))
    for line in _LINES.strip().splitlines()
)
_EMPTY = re.compile(  # what tells nothing by itself
    r"\b(?:regarding|concerning|located|situated|currently|respectively|meanwhile|additionally|furthermore|moreover"
    r"|namely)\b,? ?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? (?=[A-Z])")
_UNDONE = re.compile(r"\bun(?P<done>[a-z]{3,}(?:ed|en|t))\b")


@lru_cache(maxsize=2_048)
def as_phrased(claim: str, texts: tuple[str, ...]) -> str:
    """The claim with "postponed" as "put off" where only that stands in its texts, "unpaid" as "not paid" where
    they say so, and without words that tell nothing."""
    changes = [*_turned(claim, texts), *_undone(claim, texts), *_empty(claim, texts)]
    done = len(claim)
    for start, end, printed in sorted(changes, reverse=True):
        if end <= done:
            claim, done = f"{claim[:start]}{printed}{claim[end:]}", start
    return claim


def _turned(claim: str, texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    for row in _ROWS:
        for pattern in row:
            found = pattern.search(claim)
            if found is None or any(pattern.search(text) for text in texts):
                continue
            others = (other.search(text) for other in row if other is not pattern for text in texts)
            theirs = next((other for other in others if other is not None), None)
            if theirs is not None:
                yield (*found.span(), theirs.group().lower())
                break


def _undone(claim: str, texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    for found in _UNDONE.finditer(claim):
        done = stem(found["done"])
        if any(done in negated_stems(text) for text in texts):
            yield (*found.span(), f"not {found['done']}")


def _empty(claim: str, texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    theirs = frozenset(token.lower for text in texts for token in tokenize(text))
    for found in _EMPTY.finditer(claim):
        if found.group().strip(" ,").lower() not in theirs:
            yield (*found.span(), "")
    if not any(_ADDRESS.search(text) for text in texts):
        yield from ((*found.span(), "") for found in _ADDRESS.finditer(claim))
