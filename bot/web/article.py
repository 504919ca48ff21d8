"""Reads the article out of a web page: its text, and who published it when. Runs in a worker process."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from lxml import etree, html

from bot.core.notices import says_withdrawn
from bot.core.reading import count_words
from bot.core.types import Page
from bot.errors import ArticleUnreadable
from bot.web.charsets import decode_page
from bot.web.hidden import strip_hidden
from bot.web.languages import guess_language
from bot.web.page_facts import PageFacts, read_page_facts
from bot.web.plain_text import clean, read_line
from bot.web.walls import ENOUGH_WORDS, Wall, judge

_FURNITURE = re.compile(
    r"^(?:read (?:more|also|next)|also read|more on this(?: story)?|related(?: articles?| stories| links?)?"
    r"|advertisement|sponsored|recommended(?: stories| reading)?|most (?:read|popular)"
    r"|share this(?: article| story)?|sign up (?:for|to)|subscribe (?:to|now)|follow us|click here"
    r"|image (?:credit|source|caption)|photo(?:graph)?(?: credit| by)?|getty images|listen to this article"
    r"|download our app|join the conversation|\d+ (?:min(?:ute)?s? read|comments?|shares?))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_TEXT_CHARS = 200_000
_AHEAD = timedelta(days=1)


def read_article(body: bytes, charset: str | None, url: str, now: datetime) -> Page:
    """The page's article; raises ArticleUnreadable with a sentence that says what the page is instead.

    A page that says the article was withdrawn is returned however short it is.
    """
    host = urlsplit(url).hostname or "The site"
    tree = _read_tree(decode_page(body, charset), host)
    facts = read_page_facts(tree, url)
    strip_hidden(tree)
    shown = _shown_text(tree)
    title, text, author, day = _extract(tree, url)
    title = title or facts.title or ""
    text = _tidy(text, title)
    notice = text or shown[:2000]
    if says_withdrawn(title, notice):
        return _page(facts, title, notice, author, _moment(facts, day, now))
    wall = judge(text, shown, facts.locked)
    _refuse(wall, text, facts, host)
    return _page(facts, title, text, author, _moment(facts, day, now), teaser=wall is Wall.TEASER)


def _refuse(wall: Wall, text: str, facts: PageFacts, host: str) -> None:
    if wall is Wall.CONSENT:
        raise ArticleUnreadable(f"{host} shows a consent page in place of the article.")
    if wall is Wall.TEASER and count_words(text) < ENOUGH_WORDS:
        raise ArticleUnreadable(f"{host} shows only the first words of this article to people who have not paid.")
    if wall is Wall.EMPTY:
        raise ArticleUnreadable(f"There is no article text on this page of {host}.")
    if not facts.is_article and urlsplit(facts.url).path in ("", "/") and not urlsplit(facts.url).query:
        raise ArticleUnreadable(f"This is the front page of {host}; give the address of one article.")


def _read_tree(text: str, host: str) -> html.HtmlElement:
    # An encoding named in the text would be believed although the text is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", " "))
    try:
        tree = html.document_fromstring(text)
    except (etree.ParserError, ValueError) as error:
        raise ArticleUnreadable(f"There is no article text on this page of {host}.") from error
    return tree


def _extract(tree: html.HtmlElement, url: str) -> tuple[str, str, str | None, str | None]:
    """Title, text with a line per paragraph, author and day, as far as they can be made out."""
    import trafilatura

    found = trafilatura.bare_extraction(
        tree,
        url=url,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # Not in the text at large: there, "© 2026" becomes the first of January.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or isinstance(found, dict):
        return "", "", None, None
    return read_line(found.title), found.text or "", read_line(found.author, 200) or None, found.date


def _tidy(text: str, title: str) -> str:
    """Paragraphs apart by a blank line, without list marks, furniture, repeats and the title again."""
    seen = {title.casefold()}
    paragraphs: list[str] = []
    for line in clean(text).splitlines():
        line = re.sub(r"^[-*•–]\s+", "", " ".join(line.split()))
        if line and line.casefold() not in seen and not _is_furniture(line):
            paragraphs.append(line)
        seen.add(line.casefold())
    return "\n\n".join(paragraphs)[:_TEXT_CHARS]


def _is_furniture(line: str) -> bool:
    """A short line that opens like a page's fittings; a full sentence only after a colon ("Read more: …")."""
    match = _FURNITURE.match(line)
    if match is None or len(line) > 160:
        return False
    rest = match.group("rest")
    return len(rest.split()) <= 4 or rest.lstrip().startswith((":", "–", "-", "|")) or line[-1] not in '.!?"”'


def _shown_text(tree: html.HtmlElement) -> str:
    body = tree.find("body")
    pieces = (body if body is not None else tree).itertext()
    return clean(" ".join(" ".join(pieces).split()))


def _moment(facts: PageFacts, day: str | None, now: datetime) -> datetime | None:
    """The exact moment from the page's head, else the day found on the page at midnight."""
    found = facts.published_at
    if found is None and day is not None:
        try:
            found = datetime.fromisoformat(day).replace(tzinfo=UTC)
        except ValueError:
            return None
    return found if found is not None and found <= now + _AHEAD else None


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
        language=facts.language or guess_language(text),
        image_url=facts.image_url,
        teaser=teaser,
    )
