"""Reads which elements a page's own style sheets and inline styles keep from its readers' eyes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import html

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    r"|opacity\s*:\s*0*(?:\.0\d*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*(?:0*(?:\.0+)?(?:px|em|rem|pt|%)?|0*1?(?:\.\d+)?(?:px|pt))\s*(?:;|!|$)"
    r"|text-indent\s*:\s*-\d{3,}|transform\s*:\s*scale\(\s*0*(?:\.0+)?\s*[,)]"
    r"|(?:left|right|top|bottom|margin-left|margin-top)\s*:\s*-\d{3,}(?:\.\d+)?(?:px|em|rem|pt|vw|vh|%)"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    # Not min-height, not line-height: those belong to layout.
    r"|(?<![\w-])(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([^;!]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"(?<![\w-])background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_NEAR_WHITE = re.compile(
    r"white|#f[a-f0-9]f[a-f0-9]f[a-f0-9]|#fff|rgba?\(\s*25[0-5]\s*,\s*25[0-5]\s*,\s*25[0-5].*"
    r"|transparent|rgba\(.*,\s*0*(?:\.0\d*)?\s*\)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_BLOCK = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_COMPOUND = re.compile(r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_MARK = re.compile(r"[.#][\w-]+")
_LONGEST_SELECTOR = 200
_MOST_RULES = 5000


@dataclass(frozen=True, slots=True)
class _Compound:
    """ "p.note#x": an element's tag ("" for any) and the marks (".class", "#id") it must have."""

    tag: str
    marks: frozenset[str]

    def fits(self, element: html.HtmlElement, marks: frozenset[str]) -> bool:
        return self.tag in ("", element.tag) and self.marks <= marks


@dataclass(frozen=True, slots=True)
class HidingRules:
    """Selectors by one mark of their last part; each as its parts from the last to the first."""

    by_mark: Mapping[str, tuple[tuple[_Compound, ...], ...]]

    def hides(self, element: html.HtmlElement) -> bool:
        if not self.by_mark:
            return False
        marks = _marks_of(element)
        return any(
            rule[0].fits(element, marks) and _has_ancestors(element, rule[1:])
            for mark in marks
            for rule in self.by_mark.get(mark, ())
        )


def is_hidden_inline(element: html.HtmlElement) -> bool:
    """By its own style attribute: not shown, or in the colour of what it stands on."""
    style = element.get("style") or ""
    return bool(style) and (_HIDING.search(style) is not None or _blends_in(element, style))


def read_hiding_rules(tree: html.HtmlElement) -> HidingRules:
    """What the page's own style sheets hide on every screen, by selectors of tags, classes and ids.

    Rules for print, small screens and the like (@media) hide from some readers only; selectors with states
    or attributes are left out.
    """
    by_mark: dict[str, list[tuple[_Compound, ...]]] = {}
    for rule in _read_rules(tree):
        mark = next(iter(sorted(rule[0].marks)))
        by_mark.setdefault(mark, []).append(rule)
    return HidingRules({mark: tuple(rules) for mark, rules in by_mark.items()})


def _read_rules(tree: html.HtmlElement) -> Iterator[tuple[_Compound, ...]]:
    read = 0
    for sheet in tree.iter("style"):
        for block in _AT_BLOCK.sub("", _COMMENT.sub("", sheet.text or "")).split("}"):
            selectors, _, style = block.rpartition("{")
            if not _HIDING.search(style):
                continue
            for selector in selectors.split(","):
                rule = _read_selector(selector)
                if rule and read < _MOST_RULES:
                    read += 1
                    yield rule


def _read_selector(selector: str) -> tuple[_Compound, ...]:
    """Its parts, the last first; empty when it is none that is understood here, or names no class or id at
    its end. A child (">") is taken for any descendant."""
    parts = selector.replace(">", " ").split() if len(selector) <= _LONGEST_SELECTOR else []
    found = [_COMPOUND.fullmatch(part) for part in reversed(parts)]
    compounds = tuple(
        _Compound((match[1] or "").lower().strip("*"), frozenset(_MARK.findall(match[2])))
        for match in found
        if match
    )
    return compounds if compounds and len(compounds) == len(parts) and compounds[0].marks else ()


def _marks_of(element: html.HtmlElement) -> frozenset[str]:
    marks = {f".{name}" for name in (element.get("class") or "").split()}
    if element.get("id"):
        marks.add(f"#{element.get('id')}")
    return frozenset(marks)


def _has_ancestors(element: html.HtmlElement, parts: Iterable[_Compound]) -> bool:
    """Whether the parts fit ancestors in this order, from the nearest outwards."""
    ancestors = element.iterancestors()
    return all(any(part.fits(above, _marks_of(above)) for above in ancestors) for part in parts)


def _blends_in(element: html.HtmlElement, style: str) -> bool:
    """Text in the colour of its own background, or white where no inline style gives it a ground to stand
    on (pages are white)."""
    colour = _COLOUR.search(style)
    if colour is None:
        return False
    ground = _BACKGROUND.search(style)
    if ground is not None:
        return "".join(colour[1].split()).lower() == "".join(ground[1].split()).lower()
    if not _NEAR_WHITE.fullmatch(colour[1].strip()):
        return False
    above = (other.get("style") or "" for other in element.iterancestors())
    return not any(_BACKGROUND.search(other) for other in above)
