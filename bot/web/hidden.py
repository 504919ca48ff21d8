"""Takes out of a page what its readers do not see: planted instructions hide there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from lxml import etree, html

from bot.web.hiding_rules import HidingRules, is_hidden_inline, read_hiding_rules

_NEVER_READ = frozenset({"template", "iframe", "object", "embed", "svg", "canvas", "dialog"})
_HIDING_CLASSES = frozenset(
    [
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
        "screenreader-only",
        "u-hidden",
        "offscreen",
        "off-screen",
        "hidden-text",
        "hide-text",
        "is-hidden",
        "assistive-text",
    ]
)


def strip_hidden(tree: html.HtmlElement) -> None:
    """Removes comments and elements that are not shown: by tag, attribute, inline style, a known class, or
    a rule of the page's own style sheets.

    What holds more than half of the page's text stays: sites hide their whole article until a script has
    run, or show one part of a gallery at a time, and a reader does see it. Such parts are siblings that are
    hidden alike.
    """
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    rules = read_hiding_rules(tree)
    most = _count_chars(tree) / 2
    hidden = [element for element in tree.iter() if _is_hidden(element, rules)]
    for group in _group_alike(hidden):
        if sum(map(_count_chars, group)) <= most:
            for element in group:
                element.drop_tree()
        else:
            _unwrap_noscript(group)


def _group_alike(hidden: Iterable[html.HtmlElement]) -> list[list[html.HtmlElement]]:
    """Elements with one parent, tag and class together; what is never read stands alone, and goes."""
    groups: dict[object, list[html.HtmlElement]] = defaultdict(list)
    for element in hidden:
        if element.tag in _NEVER_READ:
            element.drop_tree()
        elif element.getparent() is not None:
            groups[element.getparent(), element.tag, element.get("class")].append(element)
    return list(groups.values())


def _unwrap_noscript(group: Iterable[html.HtmlElement]) -> None:
    """A page's article that is told again for readers without scripts, under a tag that extractors drop."""
    for element in group:
        if element.tag == "noscript":
            element.tag = "div"


def _is_hidden(element: html.HtmlElement, rules: HidingRules) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "head"):
        return False
    if element.tag in _NEVER_READ or element.tag == "noscript" or element.get("hidden") is not None:
        return True
    if (element.get("aria-hidden") or "").lower() == "true" or is_hidden_inline(element):
        return True
    return not _HIDING_CLASSES.isdisjoint((element.get("class") or "").split()) or rules.hides(element)


def _count_chars(element: html.HtmlElement) -> int:
    """Characters of text apart from scripts and styles."""
    return sum(
        len(text.strip())
        for node in element.iter()
        if isinstance(node.tag, str) and node.tag not in ("script", "style")
        for text in (node.text or "", node.tail or "" if node is not element else "")
    )
