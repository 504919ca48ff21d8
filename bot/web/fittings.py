"""Takes out of a page what stands in and around its article: newsletters, related stories, sharing, comments."""

from __future__ import annotations

import re

from lxml import html

_HOLDERS = frozenset(
    "div section aside ul ol li p span form figure article header footer a table h2 h3 h4 h5".split()
)
# Names that people who build sites give to such parts, as whole words of a class or id.
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:newsletters?|promos?|cta|call-to-action|sign-?up|subscri(?:be|ption)s?|donat(?:e|ion)s?"
    r"|related(?:-?(?:posts?|articles?|stor(?:y|ies)|content|links?|news|items?|topics?|title))?"
    r"|relatedposts\w*|read-?(?:more|also|next)|see-?also|more-?(?:on|from|stories|news)|also-?(?:read|like)"
    r"|recirc(?:ulation)?|recommend(?:ed|ations?)|most-?(?:read|popular|viewed)|trending|popular-?posts?"
    r"|next-?(?:post|story|article)|prev(?:ious)?-?(?:post|story|article)|post-?nav(?:igation)?|pagination"
    r"|affiliate|disclosure|disclaimer|copyright|advert(?:isement|orial)?s?|sponsored|outbrain|taboola"
    r"|share(?:-?(?:bar|box|buttons?|tools|links?))?|sharing|social(?:-?(?:share|links|media|icons|bar))?"
    r"|comments?(?:-?(?:list|section|area|form|wrap(?:per)?))?|respond|disqus\w*|reactions?"
    r"|author-?(?:bio|box|info|card|about|description|profile)|about-?(?:the-?)?author|bio"
    r"|breadcrumbs?|tag-?(?:list|cloud|links)|post-?tags|entry-?tags|article-?tags|table-of-contents|toc"
    r"|gallery-?overlay\w*|print-?only|cookie\w*|consent\w*|gdpr\w*"
    r"|press-?(?:officer|contact|kontakt))(?:$|[\s_-])",
    re.IGNORECASE,
)
_WORD_STARTS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PROSE_CHARS = 60
_MOST_PROSE = 0.3


def strip_fittings(tree: html.HtmlElement) -> None:
    """Removes elements that are named as fittings, and articles that stand inside the article and open with a
    link elsewhere: teasers of other stories.

    What holds more than three tenths of the page's prose stays, whatever it is named.
    """
    most = _count_prose(tree) * _MOST_PROSE
    for element in list(tree.iter(*_HOLDERS)):
        named = _is_named_so(element) or _is_teaser(element)
        if named and element.getparent() is not None and _count_prose(element) <= most:
            element.drop_tree()


def _is_named_so(element: html.HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(names) > 2 and _NAMES.search(_WORD_STARTS.sub("-", names)) is not None


def _is_teaser(element: html.HtmlElement) -> bool:
    if element.tag != "article" or next(element.iterancestors("article"), None) is None:
        return False
    heading = next(element.iter("h1", "h2", "h3", "h4"), None)
    return heading is not None and (
        next(heading.iter("a"), None) is not None or next(heading.iterancestors("a"), None) is not None
    )


def _count_prose(element: html.HtmlElement) -> int:
    """Characters in runs of text long enough to be sentences, apart from scripts, styles and links."""
    return sum(
        len(text)
        for node in element.iter()
        if isinstance(node.tag, str) and node.tag not in ("script", "style")
        for text in (
            (node.text or "") if node.tag != "a" else "",
            (node.tail or "") if node is not element else "",
        )
        if len(text) >= _PROSE_CHARS
    )
