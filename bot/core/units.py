"""Articles read for searching: every citable sentence with the words in it, beside it and above it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.copies import group_texts
from bot.core.language.furniture import is_furniture
from bot.core.passages import read_passages
from bot.core.questions import read_terms
from bot.core.types import Article, Passage

LEDE = 3  # sentences at the head of an article that tell what it is about
FEWEST_WORDS = 6  # of a sentence that was cut off
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…)[\])]*\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A citable sentence or title. All words are classes, as `read_terms` gives them.

    `context` are those of the sentences before and after, `head` those of the article's title and first
    sentences; `nearby` is sentence, neighbours and title as text, to look for names in.
    """

    passage: Passage
    before: Passage | None
    sentence: tuple[str, ...]
    context: frozenset[str]
    title: frozenset[str]
    head: frozenset[str]
    nearby: str


def read_lines(articles: Sequence[Article]) -> Iterator[tuple[Article, Line]]:
    """Every line of the articles that were not withdrawn, copies last; of a copy only what it adds.

    Furniture and text addressed to software are left out.
    """
    group_of = {article_id: group[0] for group in group_texts(articles) for article_id in group}
    told: defaultdict[int, set[frozenset[str]]] = defaultdict(set)
    for article in sorted(articles, key=lambda one: group_of.get(one.id) != one.id):
        if article.withdrawn:
            continue
        known = told[group_of[article.id]]
        own = [line for line in _read(article) if frozenset(line.sentence) not in known]
        known.update(frozenset(line.sentence) for line in own)
        yield from ((article, line) for line in own)


@lru_cache(maxsize=256)  # whoever asks once about a story often asks again
def _read(article: Article) -> tuple[Line, ...]:
    passages = [p for p in read_passages(article) if _is_citable(p.text)]
    terms = [read_terms(p.text) for p in passages]
    named = frozenset(read_terms(article.title))
    body = [place for place, p in enumerate(passages) if p.start >= 0]
    head = named.union(*(terms[place] for place in body[:LEDE]))
    lines = []
    for place, passage in enumerate(passages):
        beside = [n for n in (place - 1, place + 1) if 0 <= n < len(passages) and passages[n].start >= 0]
        before = next((passages[n] for n in beside if n < place), None)
        lines.append(
            Line(
                passage=passage,
                before=before,
                sentence=terms[place],
                context=frozenset(term for n in beside for term in terms[n]),
                title=named,
                head=head,
                nearby=" ".join((passage.text, *(passages[n].text for n in beside), article.title)),
            )
        )
    return tuple(lines)


def _is_citable(text: str) -> bool:
    """As for a piece, and the beginning of a sentence that a feed cut off where it is long enough to tell."""
    begun = _CUT_OFF.sub(".", text)
    return not is_furniture(text if begun == text or len(begun.split()) < FEWEST_WORDS else begun)
