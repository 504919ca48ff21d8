"""Makes plain text of what publishers write: markup becomes paragraphs, odd characters go."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import html
from lxml.etree import ParserError

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "svg",
        "math",
        "head",
        "title",
        "form",
        "button",
        "select",
    ]
)
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:#\w+|\w+);")
# Invisible characters that reorder or hide text, and soft hyphens that keep words from matching.
_UNSEEN = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
_GAP = "\n\n"
# What titles are set in; left open where a feed cuts them. Other bare words in angle brackets, never closed, are
# what the title is about: "The <dialog> element", "Vec<String>".
_SETTING = frozenset(
    "a abbr b big br center cite code del div em font h1 h2 h3 h4 h5 h6 hr i img ins li mark ol p pre q s script "
    "small span strike strong style sub sup tt u ul wbr".split()
)
_CLOSING = re.compile(r"</([A-Za-z][\w:.-]*)\s*>")
_ANGLE = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)?(?P<rest>[^<>]*)(?P<close>>?)")


def read_line(text: str | None, limit_chars: int = 500) -> str:
    """One line of plain text, for titles and names. Markup and entities are resolved if there are any; an angle
    bracket that opens no markup stays."""
    text = text or ""
    if _MARKUP.search(text):
        text = _text_of_markup(_keep_signs(text))
    line = " ".join(clean(text).split())
    return line if len(line) <= limit_chars else line[: limit_chars - 1].rstrip() + "…"


def read_paragraphs(markup: str | None, limit_chars: int = 100_000) -> str:
    """Plain text with a blank line between paragraphs. Text without any markup keeps its own blank lines."""
    markup = markup or ""
    text = _text_of_markup(markup) if _MARKUP.search(markup) else markup
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", clean(text)))
    return _GAP.join(part for part in paragraphs if part)[:limit_chars]


def clean(text: str) -> str:
    """Composed (NFC), without control, direction or unseen characters and without broken surrogates."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text)).translate(_CONTROLS)


def _keep_signs(text: str) -> str:
    """The markup with every angle bracket that opens none written as an entity."""
    closed = {name.lower() for name in _CLOSING.findall(text)}

    def keep(found: re.Match[str]) -> str:
        name, rest = (found["name"] or "").lower(), found["rest"].strip(" /")
        markup = found["close"] and (name or rest.startswith(("!", "?")))
        if markup and name and not rest and not found["end"]:
            markup = name in _SETTING or name in closed
        return found.group() if markup else f"&lt;{found.group()[1:]}"

    return _ANGLE.sub(keep, text)


class _Controls(dict[int, int | str]):
    """What becomes of a character, looked up once for each that ever occurs."""

    def __missing__(self, code: int) -> int | str:
        kept = chr(code) in "\n\t" or unicodedata.category(chr(code)) not in ("Cc", "Cs", "Co", "Cn")
        return self.setdefault(code, code if kept else " ")


_CONTROLS = _Controls()


def _text_of_markup(markup: str) -> str:
    try:
        # The parser wants no declared encoding in text and stumbles over NUL.
        root = html.fragment_fromstring(markup.replace("\0", " "), create_parent="div")
    except (ParserError, ValueError, AssertionError):  # the last where a page's frame holds nothing: "<html x>"
        return ""
    return "".join(_walk(root))


def _walk(root: html.HtmlElement) -> Iterator[str]:
    """Text in reading order without recursion: hostile markup nests deeper than Python's stack."""
    stack: list[html.HtmlElement | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        tag = node.tag if isinstance(node.tag, str) else None
        if tag == "br":
            yield "\n"
            continue
        around = _GAP if tag in _BLOCKS else ""
        parts: list[html.HtmlElement | str] = [around]
        if tag is not None and tag not in _SILENT:
            parts.append(node.text or "")
            for child in node:
                parts.extend((child, child.tail or ""))
        parts.append(around)
        stack.extend(reversed(parts))
