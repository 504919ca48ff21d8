"""What goes with the text of a message to Telegram: buttons, a field to answer in, a preview, a file's name."""

from __future__ import annotations

from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)

from bot.core.types import Button, Message
from bot.platforms import telegram_render
from bot.platforms.shortening import clean_file_name

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_LONGEST_NAME = 60  # of a file, in characters


def reply_to_message(message_id: str | None) -> ReplyParameters | None:
    """What is replied to may be gone by now: the words then come without it."""
    if message_id is None:
        return None
    return ReplyParameters(int(message_id), allow_sending_without_reply=True)


def preview_of(part: Message) -> LinkPreviewOptions:
    """The picture above the words, large; the addresses in the words are never previewed."""
    picture = telegram_render.render_picture(part)
    if picture is None:
        return _NO_PREVIEW
    return LinkPreviewOptions(url=picture, prefer_large_media=True, show_above_text=True)


def question_of(part: Message) -> ForceReply | None:
    """Opens a reply to the message for whoever was asked. A message with buttons can be replied to as well."""
    if not part.awaits:
        return None
    return ForceReply(selective=True, input_field_placeholder=telegram_render.render_placeholder(part))


def keyboard_of(part: Message) -> InlineKeyboardMarkup | None:
    rows = telegram_render.render_buttons(part)
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows])


def _button(button: Button) -> InlineKeyboardButton:
    if button.url is not None:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.action)


def file_name(name: str) -> str:
    """Of a single path's part, as Telegram shows it."""
    return clean_file_name(name, _LONGEST_NAME)
