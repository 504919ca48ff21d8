"""An article as passages: the sentences that a claim can cite."""

from __future__ import annotations

from functools import lru_cache

from bot.core.adrift import find_adrift
from bot.core.language import split_sentences
from bot.core.planted import find_planted
from bot.core.types import Article, Passage, PassageId


def read_passages(article: Article) -> tuple[Passage, ...]:
    """The title ("12.0", start == -1) if there is one, then every sentence of the text from "12.1" on.

    Furniture is in it too, so that the ids of a text never depend on what counts as furniture. What was planted
    for machines is not, nor what is off the article's matter: nobody is given it to read and nothing can cite it.
    Its number stays unused.
    """
    return _read(article.id, article.title, article.text)[0]


def list_planted(article: Article) -> tuple[str, ...]:
    """What of the title and the text was planted for machines, in reading order."""
    return _read(article.id, article.title, article.text)[1]


def read_title(article: Article) -> str:
    """The title, or "" where it was planted for machines."""
    passages = read_passages(article)
    return article.title if passages and passages[0].start < 0 else ""


@lru_cache(maxsize=1_024)
def _read(article_id: int, title: str, text: str) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    sentences = split_sentences(text)
    planted = find_planted(title, sentences)
    left_out = planted | find_adrift(title, sentences)
    passages = [] if 0 in left_out or not title.strip() else [_head(article_id, title.strip())]
    passages += [
        Passage(
            PassageId(f"{article_id}.{number}"), article_id, found.text, found.start, found.end, found.paragraph
        )
        for number, found in enumerate(sentences, start=1)
        if number not in left_out
    ]
    return tuple(passages), tuple((title, *(s.text for s in sentences))[number] for number in sorted(planted))


def _head(article_id: int, title: str) -> Passage:
    return Passage(PassageId(f"{article_id}.0"), article_id, title, -1, -1, -1)
