"""Draws messages as people see them, from what really goes out.

`python -m tests.platforms.bubbles FOLDER [NAME]` writes one page for Telegram's HTML and one for Discord's embed,
each in colours and sizes like those of the apps.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

from bot.core.types import Message
from bot.platforms import telegram_render
from bot.platforms.discord_render import render_card, split_for_discord
from tests.platforms.discord_reader import NESTING, match_rule
from tests.platforms.samples import make_samples

_PAGE = """<!doctype html><meta charset="utf-8"><style>
* {{ box-sizing: border-box }}
body {{ margin: 0; padding: 14px; width: 400px; font: 15px/1.32 "Noto Sans", "DejaVu Sans", sans-serif; {body} }}
a {{ color: {link}; text-decoration: none }}
.words {{ white-space: pre-wrap; overflow-wrap: anywhere }}
.rows {{ display: flex; gap: 4px; margin-top: 4px }}
{more}</style>{content}"""
_TELEGRAM = """.bubble { background: #fff; border-radius: 14px 14px 14px 4px; padding: 8px 11px 6px; color: #000 }
.at { text-align: right; color: #8a9aa5; font-size: 11px }
pre { background: #f1f4f6; border-left: 3px solid #3390ec; margin: 4px 0; padding: 6px; font-size: 11px;
  overflow: hidden }
blockquote { background: #eef5fc; border-left: 3px solid #3390ec; border-radius: 4px; margin: 2px 0;
  padding: 5px 8px }
.rows span { flex: 1; background: #7a96acb0; color: #fff; border-radius: 8px; text-align: center;
  padding: 7px 2px; font-size: 13px }"""
_DISCORD = """.name { font-weight: 600; color: #f2f3f5 } .app { background: #5865f2; color: #fff; font-size: 10px;
  border-radius: 3px; padding: 1px 4px; margin-left: 4px }
.embed { background: #2b2d31; border-left: 4px solid #2b6cb0; border-radius: 4px; padding: 10px 14px;
  margin-top: 4px; font-size: 14px }
.title { font-weight: 700; font-size: 15px; color: #f2f3f5; margin-bottom: 8px }
h3 { font-size: 15px; margin: 0; color: #f2f3f5 } code, pre { background: #1e1f22; font-size: 11px }
pre { padding: 6px; margin: 0; border-radius: 4px; overflow: hidden }
.rows span { background: #4e5058; color: #fff; border-radius: 4px; padding: 6px 12px; font-size: 13px }"""


def draw_telegram(message: Message) -> str:
    """The bubbles of the message's parts."""
    drawn = []
    for part in telegram_render.split(message):
        words = telegram_render.render(part)
        labels = [[button.label for button in row] for row in telegram_render.render_buttons(part)]
        drawn.append(f'<div class="bubble"><div class="words">{words}</div><div class="at">09:00</div></div>')
        drawn.append(_draw_rows(labels))
    return _PAGE.format(body="background: #9fc0a6", link="#2481cc", more=_TELEGRAM, content="".join(drawn))


def draw_discord(message: Message) -> str:
    drawn = ['<span class="name">AiBot</span><span class="app">APP</span>']
    for part in split_for_discord(message):
        card = render_card(part)
        title = f'<div class="title">{_as_html(card.title)}</div>' if card.title else ""
        words = _as_html(card.description or "")
        drawn.append(f'<div class="embed">{title}<div class="words">{words}</div></div>')
        drawn.append(_draw_rows([[button.label for button in row] for row in card.buttons]))
    return _PAGE.format(
        body="background: #313338; color: #dbdee1", link="#00a8fc", more=_DISCORD, content="".join(drawn)
    )


def _draw_rows(rows: Sequence[Sequence[str]]) -> str:
    return "".join(
        '<div class="rows">' + "".join(f"<span>{escape(label)}</span>" for label in row) + "</div>"
        for row in rows
    )


def _as_html(source: str) -> str:
    """Discord's Markdown by the rules of its clients, as far as a card of ours holds any."""
    tags = {"heading": "h3", "strong": "b", "em": "i"}
    drawn, position = "", 0
    while position < len(source):
        found = match_rule(source, position)
        if found is None:
            drawn += escape(source[position])
            position += 1
            continue
        kind, match = found
        if kind in NESTING:
            drawn += f"<{tags[kind]}>{_as_html(match[1])}</{tags[kind]}>"
        elif kind == "link":
            drawn += f'<a href="{escape(match[2])}">{_as_html(match[1])}</a>'
        elif kind == "code block":
            drawn += f"<pre>{escape(match[1])}</pre>"
        else:
            drawn += escape(match[1] if kind == "escape" else match[0])
        position = max(match.end(), position + 1)
    return drawn


def main(folder: str, name: str = "post where sources differ") -> None:
    message = make_samples()[name]
    for platform, page in (("telegram", draw_telegram(message)), ("discord", draw_discord(message))):
        (Path(folder) / f"{platform}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
