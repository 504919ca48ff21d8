"""Decides what the reading of an entry's page leads to: an article, a new version, a withdrawal, another try."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.core.credits import credits_itself, read_credit
from bot.core.domains import read_domain
from bot.core.language.machine_talk import Talk, read_talk
from bot.core.language.ways_out import leads_away
from bot.core.notices import says_withdrawn
from bot.core.outlet_names import bind_name, choose_voice, is_one_house, name_domain, spells
from bot.core.passages import list_planted
from bot.core.types import Article, Entry, EntryState, Feed, Outlet, Page
from bot.errors import FeedGone, FetchFailed, SourceError

MOST_ATTEMPTS = 3
FIRST_WAIT = timedelta(minutes=5)
ENOUGH_FEED_WORDS = 40
_FULLER = 1.2
_LONGEST_NAME, _MOST_WORDS = 80, 10  # characters and words of an outlet or author
_LISTED = 3  # commas of a list; "Smith, Jones, and Partners" has two
_NOT_FOR_US = frozenset({401, 402, 403, 451})


@dataclass(frozen=True, slots=True)
class Reading:
    """To be saved as one: the article (None when there is nothing to store) and the entry."""

    article: Article | None
    entry: Entry


def decide_reading(
    entry: Entry, feed: Feed, page: Page | SourceError, stored: Article | None, now: datetime
) -> Reading:
    """What becomes of an entry after its page was asked for. `stored` is its article if it was read before."""
    reading = _decide(entry, feed, page, stored, now)
    if reading.article is None:
        return reading
    stated = (page.title, page.outlet, page.author) if isinstance(page, Page) else (entry.title, entry.author)
    return replace(reading, article=count_planted(reading.article, *stated))


def count_planted(article: Article, *stated: str | None) -> Article:
    """The article with the number of its sentences that speak to machines; a title, outlet or author that was not
    taken from its page for that reason is one each."""
    taken = (article.title, article.outlet.name, article.author)
    refused = sum(one not in taken and read_talk(one) >= Talk.QUOTES for one in stated if one)
    return replace(article, planted=len(list_planted(article)) + refused)


def _decide(entry: Entry, feed: Feed, page: Page | SourceError, stored: Article | None, now: datetime) -> Reading:
    if stored is None:
        return _read_first(entry, feed, page, now)
    if _is_taken_back(entry, page):
        withdrawn = replace(stored, withdrawn=True, version=stored.version + 1, arrived_at=now)
        return Reading(None if stored.withdrawn else withdrawn, _read(entry, now))
    if isinstance(page, Page):
        return Reading(next_version(stored, page, now), _read(entry, now))
    return _read_again_in_vain(entry, feed, page, stored, now)


def make_article(
    page: Page, feed: Feed | None, entry: Entry | None, now: datetime, domain: str | None = None
) -> Article:
    """The article of a page. Its time is the page's, else the entry's, else now; never in the future. `domain`:
    who answers for the text, where that is not the site of the page's address."""
    url = page.url
    domain = domain or read_domain(url)
    outlet = _name_outlet(page, feed, domain)
    return Article(
        feed_id=None if feed is None else feed.id,
        url=url,
        outlet=outlet,
        title=_choose_title(page.title, entry),
        text=page.text,
        author=next((one for one in (page.author, entry and entry.author) if one and _is_name(one)), None),
        credit=_credit(page.text, page.author, outlet),
        published_at=_choose_time(page.published_at, entry, now),
        arrived_at=now,
        language=page.language,
        image_url=page.image_url,
        teaser=page.teaser,
    )


def _name_outlet(page: Page, feed: Feed | None, domain: str) -> Outlet:
    """Under the first name that the domain may bear: the page's, the feed's if both are of one house, its own."""
    stated = [page.outlet]
    if feed is not None and _is_of_house(feed, domain):
        stated.append(feed.title)
    named = (bind_name(one, domain) for one in stated if one and _is_name(one))
    return Outlet(name=next((name for name in named if name), name_domain(domain)), domain=domain)


def _is_of_house(feed: Feed, domain: str) -> bool:
    """Whether the feed is the domain's own: by its address, or, where its host carries others' feeds, by the site
    it names; a name that the domain spells is its own too."""
    if feed.title and spells(domain, feed.title):
        return True
    return is_one_house(choose_voice(f"https://{domain}/", feed.url), domain)


def _choose_title(of_page: str, entry: Entry | None) -> str:
    """The page's, else the entry's; where both were planted for machines, none."""
    return _first_sound(of_page, entry.title if entry is not None else "")


def _first_sound(*titles: str) -> str:
    return next((title for title in titles if title and read_talk(title) < Talk.QUOTES), "")


def _is_name(stated: str) -> bool:
    """Whether what a page gives as its outlet or author can be one: short, and no talk to machines."""
    short = len(stated) <= _LONGEST_NAME and len(stated.split()) <= _MOST_WORDS and not stated.endswith("?")
    short = short and stated.count(",") < _LISTED
    return short and read_talk(stated) is Talk.TELLS and not leads_away(stated)


def count_words(text: str) -> int:
    """Words, where two characters of a script without spaces (Chinese, Japanese, Thai) count as one."""
    dense = len(re.findall(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]", text))
    return len(text.split()) + dense // 2


# ---------------------------------------------------------------- the first reading


def _read_first(entry: Entry, feed: Feed, page: Page | SourceError, now: datetime) -> Reading:
    if _is_taken_back(entry, page):
        return Reading(None, replace(entry, state=EntryState.SKIPPED, attempts=entry.attempts + 1, read_at=None))
    own_words = count_words(entry.text)
    if isinstance(page, Page):
        article = make_article(page, feed, entry, now)
        fuller = page.teaser and own_words > _FULLER * count_words(page.text)
        if fuller and _answers_for(feed, article):
            article = _with_feed_text(article, entry)
        return Reading(article, _read(entry, now))
    again = _try_later(entry, page, now)
    if own_words < ENOUGH_FEED_WORDS:
        return Reading(None, again or replace(entry, state=EntryState.FAILED, attempts=entry.attempts + 1))
    # The feed's own text serves at once; the page is still asked for later if it only failed this time.
    return Reading(_article_of_feed(entry, feed, now), again or _read(entry, now))


def _article_of_feed(entry: Entry, feed: Feed, now: datetime) -> Article:
    """Of the outlet that answers for the feed's words: a feed may point at a page that says nothing of the kind.
    The address is then marked, so that the page's own article can still come to be."""
    url = entry.url or f"{feed.site_url or feed.url}#entry-{entry.id}"
    voice = choose_voice(url, feed.url)
    url = url if voice == read_domain(url) else f"{url.partition('#')[0]}#from-{voice}-{entry.id}"
    page = Page(url=url, title=entry.title, text=entry.text, author=entry.author)
    return _with_feed_text(make_article(page, feed, entry, now, voice), entry)


def _with_feed_text(article: Article, entry: Entry) -> Article:
    credit = _credit(entry.text, article.author, article.outlet)
    return replace(article, text=entry.text, credit=credit, from_feed=True, teaser=False)


# ---------------------------------------------------------------- later readings


def next_version(stored: Article, page: Page, now: datetime) -> Article | None:
    """The article as the page has it now; None when no word changed, or when only its beginning is shown."""
    if page.teaser and not stored.teaser and not stored.from_feed:
        return None
    title = _first_sound(page.title, stored.title)
    if not stored.withdrawn and _words(title, page.text) == _words(stored.title, stored.text):
        return None
    outlet = _outlet_of_page(stored, page)
    return replace(
        stored,
        outlet=outlet,
        title=title,
        text=page.text,
        author=page.author if page.author and _is_name(page.author) else stored.author,
        credit=_credit(page.text, page.author, outlet),
        arrived_at=now,
        language=page.language or stored.language,
        image_url=page.image_url or stored.image_url,
        version=stored.version + 1,
        withdrawn=False,
        from_feed=False,
        teaser=page.teaser,
    )


def _outlet_of_page(stored: Article, page: Page) -> Outlet:
    """The stored one, unless another's feed answered for the words until the page itself could be read."""
    domain = read_domain(page.url)
    if not stored.from_feed or domain == stored.outlet.domain:
        return stored.outlet
    return _name_outlet(page, None, domain)


def _answers_for(feed: Feed, article: Article) -> bool:
    """Whether the feed's words are the outlet's own: any feed may point at an article."""
    return choose_voice(article.url, feed.url) == article.outlet.domain


def _read_again_in_vain(entry: Entry, feed: Feed, error: SourceError, stored: Article, now: datetime) -> Reading:
    """The stored article stands; one that came from the feed follows the feed's text."""
    again = _try_later(entry, error, now) or _read(entry, now)
    edited = _words(entry.title, entry.text) != _words(stored.title, stored.text)
    own = stored.from_feed and _answers_for(feed, stored)
    if not own or not edited or count_words(entry.text) < ENOUGH_FEED_WORDS:
        return Reading(None, again)
    newer = replace(
        stored, title=_first_sound(entry.title, stored.title), arrived_at=now, version=stored.version + 1
    )
    return Reading(_with_feed_text(newer, entry), again)


def _is_taken_back(entry: Entry, page: Page | SourceError) -> bool:
    """Gone for good (410), said to be withdrawn, or missing (404) after the feed stopped listing it too."""
    if isinstance(page, Page):
        return says_withdrawn(page.title, page.text)
    if isinstance(page, FetchFailed) and page.status == 404:
        return entry.missing_since is not None
    return isinstance(page, FeedGone)


def _try_later(entry: Entry, error: SourceError, now: datetime) -> Entry | None:
    """The entry with its next attempt, three times as far off each time; None when there is to be none."""
    attempts = entry.attempts + 1
    passing = isinstance(error, FetchFailed) and error.status not in _NOT_FOR_US
    if not passing or attempts >= MOST_ATTEMPTS:
        return None
    asked = error.after if isinstance(error, FetchFailed) and error.after is not None else timedelta(0)
    wait = max(FIRST_WAIT * 3 ** (attempts - 1), asked)
    return replace(entry, state=EntryState.NEW, attempts=attempts, read_at=now + wait)


def _read(entry: Entry, now: datetime) -> Entry:
    return replace(entry, state=EntryState.READ, attempts=entry.attempts + 1, read_at=now)


def _choose_time(of_page: datetime | None, entry: Entry | None, now: datetime) -> datetime:
    of_entry = entry.published_at if entry is not None else None
    # Midnight sharp is a page that tells only its day.
    vague = of_page is not None and of_page.time() == time(0)
    chosen = of_entry if of_page is None or (vague and of_entry is not None) else of_page
    return min(chosen or now, now)


def _credit(text: str, author: str | None, outlet: Outlet) -> str | None:
    """The agency, unless the outlet credits itself."""
    credit = read_credit(text, author)
    return None if credit is not None and credits_itself(credit, outlet) else credit


def _words(title: str, text: str) -> list[str]:
    return re.findall(r"\w+", f"{title} {text}".casefold())
