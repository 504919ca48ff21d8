"""Which language an article is in, in which ONE a story's piece is written, and who reports it in others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.copies import count_independent
from bot.core.language.lexicon_rows import LANGUAGES
from bot.core.language.lexicons import is_plainly_another, tell_language
from bot.core.passages import list_planted
from bot.core.sourcing import make_sources
from bot.core.types import Article, Summary

_TOLD_BY = 600  # characters of the text, which are some hundred words
_SURE = 4  # of a language's commonest words among them


@dataclass(frozen=True, slots=True)
class Tongues:
    """A story's articles: those its piece is written from, and those that report it in other languages.

    `language` is that of `spoken`, None where no article's language is told. What no list tells the language of
    is taken to be in that of the piece.
    """

    language: str | None
    spoken: tuple[Article, ...]
    others: tuple[Article, ...] = ()


def read_language(article: Article) -> str | None:
    """Its ISO 639-1 code. As declared, unless the words are plainly of another: templates declare what they like.
    By the words where nothing is declared; None where they do not tell it either."""
    declared = (article.language or "")[:2].lower()
    if declared and declared not in LANGUAGES:
        return declared
    text = article.text[:_TOLD_BY]
    told = tell_language(text, _SURE)
    if told is None or (declared and not is_plainly_another(text, told, declared, _SURE)):
        return declared or None
    return told


def part_by_language(articles: Sequence[Article], told: str | None = None) -> Tongues:
    """`told`: the language in which readers have the story, in which it stays for as long as anybody reports it
    in that language; else that of most independent outlets, of the earliest article where several have as many.
    """
    languages = {article.id: read_language(article) for article in articles}
    present = [article for article in articles if not article.withdrawn]
    by_language: dict[str, list[Article]] = {}
    for article in sorted(present, key=lambda one: (one.published_at, one.arrived_at, one.id)):
        if (language := languages[article.id]) is not None:
            by_language.setdefault(language, []).append(article)
    if len(by_language) < 2:
        return Tongues(next(iter(by_language), None), tuple(articles))
    if told not in by_language:
        told = max(by_language, key=lambda one: count_independent(by_language[one]))  # of equals the first
    return Tongues(
        told,
        tuple(article for article in articles if languages[article.id] in {told, None}),
        tuple(one for one in present if languages[one.id] not in {told, None}),
    )


def find_told_language(summary: Summary, articles: Sequence[Article]) -> str | None:
    """The language of a piece that readers have: of the articles that its sentences rest on, the first of which
    is still in the story; None where none is."""
    languages = {article.id: read_language(article) for article in articles}
    homes = {passage.id: passage.article_id for passage in summary.passages}
    for claim in (summary.lede, summary.headline, *summary.claims):
        for citation in claim.citations:
            language = languages.get(homes.get(citation.passage_id, 0))
            if language is not None:
                return language
    return None


def name_others(summary: Summary, tongues: Tongues) -> Summary:
    """The piece with the outlets that report it in other languages behind its sources: they found out for
    themselves and count as any other, but support no sentence."""
    others = sorted(tongues.others, key=lambda one: (one.published_at, one.arrived_at, one.id))
    if not others:
        return summary
    numbers = {source.article_id: source.number for source in summary.sources}
    last = max(numbers.values(), default=0)
    numbers |= {article.id: number for number, article in enumerate(others, last + 1)}
    ours = {article.id: article for article in tongues.spoken if not article.withdrawn}
    everybody = (*(ours[one.article_id] for one in summary.sources), *others)
    languages = {article.id: read_language(article) for article in others}
    sources = make_sources(everybody, numbers)
    return replace(
        summary,
        sources=tuple(replace(one, language=languages.get(one.article_id)) for one in sources),
        independent_outlets=count_independent(everybody),
        planted=summary.planted + sum(len(list_planted(article)) for article in others),
    )
