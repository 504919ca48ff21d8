"""Where a sentence of a copied text stood first, so that the original is cited and not its copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from bot.core.copies import group_texts
from bot.core.desk import Desk
from bot.core.language import tokenize
from bot.core.types import Article, Citation, Claim, Passage, PassageId


def find_original(passage: Passage, desk: Desk) -> Passage | None:
    """The same sentence in the article that this passage's article copies; None where it copies none, or where
    the copy worded it anew."""
    original = _originals(desk.articles).get(passage.article_id)
    return None if original is None else _sentences(original, desk).get(_words(passage.text))


def cite_originals(claim: Claim, desk: Desk) -> Claim:
    """The claim with citations of copied sentences moved to where they stood first, each once."""
    moved = (_move(citation, desk) for citation in claim.citations)
    return replace(claim, citations=tuple(dict.fromkeys(moved)))


def _move(citation: Citation, desk: Desk) -> Citation:
    original = find_original(desk.passages[citation.passage_id], desk)
    if original is None:
        return citation
    words = citation.words if citation.words in original.text else original.text
    return Citation(original.id, words)


@lru_cache(maxsize=8)
def _originals(articles: tuple[Article, ...]) -> Mapping[int, int]:
    """The article whose text each copy carries, by ids."""
    return {copy: group[0] for group in group_texts(articles) for copy in group[1:]}


def _sentences(article_id: int, desk: Desk) -> Mapping[tuple[str, ...], Passage]:
    count = 0
    found: dict[tuple[str, ...], Passage] = {}
    while (passage := desk.passages.get(PassageId(f"{article_id}.{count}"))) is not None:
        found.setdefault(_words(passage.text), passage)
        count += 1
    return found


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(token.lower for token in tokenize(text) if token.text[:1].isalnum())
