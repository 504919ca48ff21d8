"""Reads the article out of a web page: its text, and who published it when. Runs in a worker process."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from lxml import etree, html

from bot.core.domains import read_domain
from bot.core.notices import says_withdrawn
from bot.core.outlet_names import bind_name
from bot.core.reading import count_words
from bot.core.saying import Phrase, tr
from bot.core.types import Page
from bot.errors import ArticleUnreadable
from bot.web.anchors import read_anchors, split_words
from bot.web.bylines import choose_byline
from bot.web.charsets import decode_page
from bot.web.fittings import strip_fittings
from bot.web.hidden import strip_hidden
from bot.web.languages import choose_language
from bot.web.main_text import find_main_text
from bot.web.page_facts import PageFacts, read_page_facts
from bot.web.paragraphs import tidy_paragraphs
from bot.web.plain_text import clean, read_line
from bot.web.walls import ENOUGH_WORDS, Shown, Wall, judge

_AHEAD = timedelta(days=1)
_TITLE_MARK = re.compile(r"( [|–—·-] )")  # kept when a title is split


def read_article(body: bytes, charset: str | None, url: str, now: datetime) -> Page:
    """The page's article; raises ArticleUnreadable with a sentence that says what the page is instead.

    A page that says the article was withdrawn is returned however short it is.
    """
    host = urlsplit(url).hostname or "The site"
    tree = _read_tree(decode_page(body, charset), host)
    facts = read_page_facts(tree, url)
    strip_hidden(tree)
    shown = _shown_text(tree)
    about = _read_about(tree, url)
    own_name = bind_name(facts.outlet or "", read_domain(url))  # else a site called AP would leave AP's name out
    author = choose_byline(facts.authors, about.author, own_name, host)
    title = _without_site(about.title or facts.title or "", facts.outlet, host)
    text = _read_text(tree, url, (title, *facts.titles))
    notice = text or shown[:2000]
    if says_withdrawn(title, notice):
        return _page(facts, title, notice, author, _moment(facts, about.day, now))
    seen = Shown(
        title, text, shown, locked=facts.locked, live=facts.is_live, video=facts.is_video, words=facts.words
    )
    wall = judge(seen)
    _refuse(wall, text, facts, host)
    return _page(facts, title, text, author, _moment(facts, about.day, now), teaser=wall is Wall.TEASER)


def _say_in_place(wall: Wall, host: str) -> Phrase | None:
    """What the page shows in place of an article; None where it may hold one."""
    match wall:
        case Wall.CONSENT:
            return tr("{host} shows a consent page in place of the article.", host=host)
        case Wall.ROBOT_CHECK:
            return tr("{host} asks whether its reader is a human in place of showing the article.", host=host)
        case Wall.MISSING:
            return tr("{host} says that it does not have this page.", host=host)
        case Wall.LIVE:
            return tr("This page of {host} is a running log of updates, not one article.", host=host)
        case Wall.VIDEO:
            return tr("This page of {host} is a video; it has no text to speak of.", host=host)
        case Wall.EMPTY:
            return tr("There is no article text on this page of {host}.", host=host)
    return None


def _refuse(wall: Wall, text: str, facts: PageFacts, host: str) -> None:
    if (instead := _say_in_place(wall, host)) is not None:
        raise ArticleUnreadable(instead)
    if wall is Wall.TEASER and count_words(text) < ENOUGH_WORDS:
        raise ArticleUnreadable(
            tr("{host} shows only the first words of this article to people who have not paid.", host=host)
        )
    if not facts.is_article and urlsplit(facts.url).path in ("", "/") and not urlsplit(facts.url).query:
        raise ArticleUnreadable(
            tr("This is the front page of {host}; give the address of one article.", host=host)
        )


def _read_tree(text: str, host: str) -> html.HtmlElement:
    # An encoding named in the text would be believed although the text is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", " "))
    try:
        tree = html.document_fromstring(text)
    except (etree.ParserError, ValueError) as error:
        raise ArticleUnreadable(tr("There is no article text on this page of {host}.", host=host)) from error
    return tree


@dataclass(frozen=True, slots=True)
class _About:
    """What can be made out from the page at large, authors unsifted; the day is ISO and without a time."""

    title: str
    author: str | None
    day: str | None


def _read_about(tree: html.HtmlElement, url: str) -> _About:
    import trafilatura

    # Not in the text at large: there, "© 2026" becomes the first of January.
    dates = {"original_date": True, "extensive_search": False}
    found = trafilatura.extract_metadata(tree, url, date_config=dates)
    return _About(read_line(found.title), found.author, found.date)


def _without_site(title: str, outlet: str | None, host: str) -> str:
    """The title without the site's name before or behind it ("… | Harbour Post")."""
    names = {split_words(name) for name in (outlet or "", host, host.removeprefix("www."))} - {()}
    parts = _TITLE_MARK.split(title)
    while len(parts) > 2 and split_words(parts[-1]) in names:
        parts = parts[:-2]
    while len(parts) > 2 and split_words(parts[0]) in names:
        parts = parts[2:]
    return "".join(parts)


def _read_text(tree: html.HtmlElement, url: str, titles: Sequence[str]) -> str:
    """The article with a blank line between paragraphs. Takes the fittings out of the tree."""
    anchors = read_anchors(tree, url)
    headings = [heading.text_content() for heading in tree.iter("h1")]
    strip_fittings(tree)
    return find_main_text(tree, lambda lines: tidy_paragraphs(lines, (*titles, *headings), anchors))


def _shown_text(tree: html.HtmlElement) -> str:
    body = tree.find("body")
    pieces = (body if body is not None else tree).itertext()
    return clean(" ".join(" ".join(pieces).split()))


def _moment(facts: PageFacts, day: str | None, now: datetime) -> datetime | None:
    """The exact moment from the page's head, else the one marked on the page that falls on the day found there,
    else that day at midnight."""
    found = facts.published_at
    if found is None and day is not None:
        found = next((moment for moment in facts.times if moment.date().isoformat() == day), None)
        found = found or _midnight(day)
    return found if found is not None and found <= now + _AHEAD else None


def _midnight(day: str) -> datetime | None:
    try:
        return datetime.fromisoformat(day).replace(tzinfo=UTC)
    except ValueError:
        return None


def _page(
    facts: PageFacts, title: str, text: str, author: str | None, moment: datetime | None, teaser: bool = False
) -> Page:
    return Page(
        url=facts.url,
        title=title,
        text=text,
        outlet=facts.outlet,
        author=author,
        published_at=moment,
        language=choose_language(facts.language, text),
        image_url=facts.image_url,
        teaser=teaser,
    )
