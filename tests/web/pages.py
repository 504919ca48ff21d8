"""A page of an outlet, as tests need it: head, article and what stands around it."""

from __future__ import annotations

from bot.core.types import Page
from bot.web.article import read_article
from tests.make import NOW

URL = "https://www.harbourpost.example/news/ferry"

PARAGRAPHS = (
    "A ferry ran aground off Port Ansel early on Monday with ninety people on board, the coast guard said.",
    "At least ten passengers were taken to hospital, and two of them were badly hurt, the harbour office said.",
    "“We are still counting, and nobody should draw conclusions yet,” said Mara Lindqvist, the harbour master.",
    "The vessel had left the island of Tolm at six in the morning in thick fog; its owner made no comment.",
)


def page(*, head: str = "", body: str | None = None, after: str = "", lang: str = "en") -> str:
    text = body if body is not None else "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="{lang}"><head><title>Ferry runs aground | Harbour Post</title>
<meta property="og:type" content="article">
<meta property="og:title" content="Ferry runs aground off Port Ansel">
{head}</head><body><div class="cookie-banner">We use cookies. <button>Accept all</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>Ferry runs aground off Port Ansel</h1>{text}</article>{after}</main>
<aside class="related"><h3>Related stories</h3><ul><li><a href="/b">Mayor opens bridge</a></li></ul></aside>
<footer><p>© 2026 Harbour Post. All rights reserved. Terms of use.</p></footer></body></html>"""


def read(html: str, url: str = URL) -> Page:
    return read_article(html.encode(), "utf-8", url, NOW)
