"""Reads the demo's own world from the text files it is written in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from bot.demo.world import DemoArticle, DemoOutlet, FeedFormat, Look, Outage, OutageKind, Version, World

Table = Mapping[str, Any]  # what TOML gives; every use below names the key it needs
CONTENT = "content"


@lru_cache(maxsize=1)
def load_world() -> World:
    """The shipped world. Raises ValueError naming the article when a file contradicts itself."""
    settings = tomllib.loads((_folder() / "outlets.toml").read_text("utf-8"))
    articles = [
        _read_article(event, table) for event, file in read_events() for table in file.get("articles", ())
    ]
    return World(
        outlets=tuple(_read_outlet(table) for table in settings["outlets"]),
        articles=_fill_copies(articles),
        starts_at=settings["starts_at"],
        ends_at=settings["ends_at"],
    )


def read_events() -> tuple[tuple[str, Table], ...]:
    """(event, its file) by name of the file; a file is one event, its name without ending."""
    found = ((entry.name, entry) for entry in (_folder() / "events").iterdir() if entry.name.endswith(".toml"))
    return tuple(
        (name.removesuffix(".toml"), tomllib.loads(entry.read_text("utf-8"))) for name, entry in sorted(found)
    )


def _folder() -> Traversable:
    return files("bot.demo") / CONTENT


def _read_outlet(table: Table) -> DemoOutlet:
    look: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in table.get("look", {}).items()
    }
    plain = {name: value for name, value in table.items() if name not in {"look", "outages"}}
    plain["feed_format"] = FeedFormat(table["feed_format"])
    plain |= {name: tuple(value) for name, value in plain.items() if isinstance(value, list)}
    outages = tuple(
        Outage(outage["starts_at"], outage["ends_at"], OutageKind(outage["kind"]))
        for outage in table.get("outages", ())
    )
    return DemoOutlet(**plain, look=Look(**look), outages=outages)


def _read_article(event: str, table: Table) -> DemoArticle:
    first = Version(
        at=table["at"],
        slug=table["slug"],
        guid=_guid(table["outlet"], table["slug"]),
        title=table["title"],
        paragraphs=_paragraphs(table.get("text", "")),
    )
    article = DemoArticle(
        slug=table["slug"],
        outlet=table["outlet"],
        event=event,
        section=table.get("section", "News"),
        byline=table.get("byline", ""),
        versions=(first,),
        retracted_at=table.get("retracted_at"),
        copy_of=table.get("copy_of"),
        free_paragraphs=table.get("free_paragraphs"),
        hidden=table.get("hidden", ""),
    )
    versions = [first]
    for change in table.get("changes", ()):
        versions.append(_apply_change(article.key, versions[-1], change))
    return replace(article, versions=tuple(versions))


def _apply_change(key: str, before: Version, change: Table) -> Version:
    """The next version: words replaced, paragraphs added at the end, another title, address or guid."""
    text = "\n\n".join(before.paragraphs)
    for old, new in change.get("replace", ()):
        if old not in text:
            raise ValueError(f"{key}: the words to be replaced are not in the article: {old!r}")
        text = text.replace(old, new)
    added = _paragraphs(change.get("add", ""))
    return Version(
        at=change["at"],
        slug=change.get("slug", before.slug),
        guid=change.get("guid", before.guid),
        title=change.get("title", before.title),
        paragraphs=(*_paragraphs(text), *added),
    )


def _fill_copies(articles: list[DemoArticle]) -> tuple[DemoArticle, ...]:
    """A copy is written as the numbers of the paragraphs it keeps: "[2]" stands for the original's second."""
    originals = {article.key: article for article in articles}
    return tuple(
        article if article.copy_of is None else _fill_copy(article, originals[article.copy_of])
        for article in articles
    )


def _fill_copy(article: DemoArticle, original: DemoArticle) -> DemoArticle:
    kept = {f"[{number}]": paragraph for number, paragraph in enumerate(original.paragraphs, start=1)}
    versions = (
        replace(version, paragraphs=tuple(kept.get(words, words) for words in version.paragraphs))
        for version in article.versions
    )
    return replace(article, versions=tuple(versions))


def _paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs stand apart by a blank line; line breaks within one are only for the file's reader."""
    blocks = (" ".join(block.split()) for block in text.split("\n\n"))
    return tuple(block for block in blocks if block)


def _guid(outlet: str, slug: str) -> str:
    """An opaque number, as content systems give one: it must not tell what the article is about."""
    return f"{outlet}-{int.from_bytes(blake2b(slug.encode(), digest_size=4).digest()):010d}"
