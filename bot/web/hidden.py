"""Takes out of a page what its readers do not see: planted instructions hide there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

_NEVER_READ = frozenset({"noscript", "template", "iframe", "object", "embed", "svg", "canvas", "dialog"})
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0*(?:\.0+)?(?:px|em|rem|pt|%)?\s*(?:;|!|$)|text-indent\s*:\s*-\d{3,}"
    r"|(?:left|right|top|bottom|margin-left|margin-top)\s*:\s*-\d{3,}(?:\.\d+)?(?:px|em|rem|pt|vw|vh|%)"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)|content-visibility\s*:\s*hidden",
    re.IGNORECASE,
)
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
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_SIMPLE_SELECTOR = re.compile(r"^\s*(?:[a-z][a-z0-9]*)?([.#])([\w-]+)\s*$", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_BLOCK = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")


def strip_hidden(tree: html.HtmlElement) -> None:
    """Removes comments and elements that are not shown: by tag, attribute, inline style, a known class, or
    a plain rule of the page's own style sheet.

    An element with more than half of the page's text stays: sites hide their whole article until a script
    has run, and a reader does see it.
    """
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    names = _read_hiding_rules(tree)
    most = _count_chars(tree) / 2
    hidden = [element for element in tree.iter() if _is_hidden(element, names)]
    for element in hidden:
        parent = element.getparent()
        if parent is not None and (element.tag in _NEVER_READ or _count_chars(element) <= most):
            element.drop_tree()


def _is_hidden(element: html.HtmlElement, names: frozenset[str]) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "head"):
        return False
    if element.tag in _NEVER_READ or element.get("hidden") is not None:
        return True
    if (element.get("aria-hidden") or "").lower() == "true" or _HIDING_STYLE.search(element.get("style") or ""):
        return True
    classes = (element.get("class") or "").split()
    if not _HIDING_CLASSES.isdisjoint(classes):
        return True
    marks = (f"#{element.get('id')}", *(f".{name}" for name in classes))
    return bool(names) and not names.isdisjoint(marks)


def _read_hiding_rules(tree: html.HtmlElement) -> frozenset[str]:
    """ ".name" and "#name" that the page's own style sheets hide on every screen. Rules for print, small
    screens and the like (@media) hide from some readers only."""
    return frozenset(
        f"{kind}{name}"
        for sheet in tree.iter("style")
        for selectors, style in _RULE.findall(_AT_BLOCK.sub("", _COMMENT.sub("", sheet.text or "")))
        if _HIDING_STYLE.search(style)
        for kind, name in _simple_selectors(selectors)
    )


def _simple_selectors(selectors: str) -> Iterator[tuple[str, str]]:
    for selector in selectors.split(","):
        if match := _SIMPLE_SELECTOR.match(selector):
            yield match.group(1), match.group(2)


def _count_chars(element: html.HtmlElement) -> int:
    """Characters of text apart from scripts and styles."""
    return sum(
        len(text.strip())
        for node in element.iter()
        if isinstance(node.tag, str) and node.tag not in ("script", "style")
        for text in (node.text or "", node.tail or "" if node is not element else "")
    )
