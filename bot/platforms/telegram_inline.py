"""Answers @-mentions that search: recent stories, to be put into any chat of the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import structlog
from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.core.types import Address, Bullets, Button, Heading, Message, Paragraph
from bot.platforms import telegram_render
from bot.platforms.markup import block_text, spans_text
from bot.platforms.telegram_markup import keyboard_of, preview_of
from bot.ports import Desk

log = structlog.get_logger(__name__)

LIMIT_RESULTS = 50  # answerInlineQuery: "No more than 50 results per query are allowed"
_SHOWN = 20
_KEPT = 30  # seconds that Telegram may show the same results to others
_TITLE_CHARS = 120
_DESCRIPTION_CHARS = 200
_WORDS = 200  # characters of a query that are read


class Inline:
    """`readable`: commands whose buttons become links that open our private chat, as the bot is not in the chat
    where the story is put."""

    def __init__(self, bot: Bot, desk: Desk, username: str, readable: frozenset[str]) -> None:
        self._bot = bot
        self._desk = desk
        self._username = username
        self._readable = readable

    async def answer(self, query: InlineQuery) -> None:
        asking = Address("telegram", str(query.from_user.id))
        pieces = await self._desk.find_pieces(query.query[:_WORDS], _SHOWN, asking)
        results = [self._result(number, piece) for number, piece in enumerate(pieces[:LIMIT_RESULTS])]
        try:
            await self._bot.answer_inline_query(query.id, results, cache_time=_KEPT)
        except TelegramError as error:  # the person typed on meanwhile, mostly
            log.info("telegram_search_not_answered", problem=error.message)

    def _result(self, number: int, piece: Message) -> InlineQueryResultArticle:
        part = telegram_render.split(replace(piece, buttons=()))[0]
        rows = tuple(tuple(filter(None, map(self._as_link, row))) for row in piece.buttons)
        keyboard: InlineKeyboardMarkup | None = keyboard_of(replace(part, buttons=tuple(filter(None, rows))))
        return InlineQueryResultArticle(
            id=f"{number}.{piece.story_id or 0}.{piece.revision or 0}",
            title=_title(piece),
            description=_description(piece) or None,
            input_message_content=InputTextMessageContent(
                telegram_render.render(part), ParseMode.HTML, link_preview_options=preview_of(part)
            ),
            reply_markup=keyboard,
        )

    def _as_link(self, button: Button) -> Button | None:
        command, _, argument = button.action.partition(":")
        if button.url is not None:
            return button
        if command not in self._readable or not argument.isdecimal():
            return None
        return Button(button.label, url=start_link(self._username, f"{command}-{argument}"))


def start_link(username: str, argument: str) -> str:
    """Opens a person's private chat with the bot, which is told the argument (letters, digits, "-" and "_")."""
    return f"https://t.me/{username}?start={argument}"


def _title(piece: Message) -> str:
    headings = (spans_text(block.spans) for block in piece.blocks if isinstance(block, Heading))
    return telegram_render.shorten(next(headings, ""), _TITLE_CHARS) or "…"


def _description(piece: Message) -> str:
    """What is told first: not the byline, which is in italics."""
    told: Sequence[str] = [
        block_text(block)
        for block in piece.blocks
        if isinstance(block, Bullets)
        or (isinstance(block, Paragraph) and not all(span.italic for span in block.spans))
    ]
    return telegram_render.shorten(told[0], _DESCRIPTION_CHARS) if told else ""
