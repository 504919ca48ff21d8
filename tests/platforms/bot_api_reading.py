"""What our Bot API reads of a method's parameters, and refuses in the server's own words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.platforms import telegram_html

LIMIT_CODE_POINTS = 4096
LIMIT_CAPTION = 1024
LIMIT_ENTITY_BYTES = 9500  # https://github.com/tdlib/telegram-bot-api/issues/165
LIMIT_ENTITIES = 100
LIMIT_CALLBACK_BYTES = 64
LIMIT_PLACEHOLDER = 64
LIMIT_RESULTS = 50

Json = dict[str, Any]
Buttons = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of (label, callback_data), of a link button (label, url)."""


class ApiError(Exception):
    """An answer that is not ok."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes


class Params(dict[str, str]):
    """A call's parameters; files that came with it stand beside them."""

    def __init__(self, plain: Mapping[str, str] = {}, uploads: Mapping[str, Upload] = {}) -> None:
        super().__init__(plain)
        self.uploads = dict(uploads)


@dataclass(frozen=True)
class Preview:
    """Of one address, below the text or above it."""

    url: str
    large: bool = False
    above: bool = False


def refuse(words: str) -> ApiError:
    return ApiError(400, f"Bad Request: {words}")


def read_text(
    text: str, parse_mode: str | None, limit: int, *, may_be_empty: bool = False
) -> telegram_html.Parsed:
    if not text:
        if may_be_empty:
            return telegram_html.Parsed("", ())
        raise refuse("message text is empty")
    if parse_mode == "HTML":
        try:
            parsed = telegram_html.parse(text)
        except telegram_html.HtmlError as error:
            raise refuse(f"can't parse entities: {error}") from error
    else:
        parsed = telegram_html.Parsed(text, ())
    visible = telegram_html.clean(parsed.text)
    if telegram_html.is_empty(visible) and not may_be_empty:
        raise refuse("text must be non-empty")
    if len(visible) > limit:
        raise refuse("message is too long" if limit == LIMIT_CODE_POINTS else "message caption is too long")
    if (
        sum(12 + len(one.argument.encode("utf-8", "surrogatepass")) for one in parsed.entities)
        > LIMIT_ENTITY_BYTES
    ):
        raise refuse("ENTITIES_TOO_LONG")
    return telegram_html.Parsed(visible, parsed.entities[:LIMIT_ENTITIES])  # the server drops the rest silently


def read_message_text(params: Mapping[str, str]) -> telegram_html.Parsed:
    return read_text(params.get("text", ""), params.get("parse_mode"), LIMIT_CODE_POINTS)


def read_buttons(markup: str) -> Buttons:
    rows = json.loads(markup or "{}").get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        _check_button(button)
    return tuple(
        tuple((button["text"], button.get("callback_data") or button["url"]) for button in row) for row in rows
    )


def _check_button(button: Json) -> None:
    if set(button) not in ({"text", "callback_data"}, {"text", "url"}):
        raise refuse("can't parse inline keyboard button")
    if not button["text"].strip():
        raise refuse("inline keyboard button text must be non-empty")
    if "url" in button and not _is_address(button["url"]):
        raise refuse(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= LIMIT_CALLBACK_BYTES:
        raise refuse("BUTTON_DATA_INVALID")


def read_forced_reply(markup: str) -> Json | None:
    found: Json = json.loads(markup or "{}")
    if "force_reply" not in found:
        return None
    if len(found.get("input_field_placeholder", "x")) > LIMIT_PLACEHOLDER:
        raise refuse("input field placeholder is too long")
    return found


def read_keyboard(markup: str, *, private: bool) -> Json | None:
    """Below the field for words: its own object; {} where one is taken away."""
    found: Json = json.loads(markup or "{}")
    if found.get("remove_keyboard"):
        return {}
    if "keyboard" not in found:
        return None
    for button in (button for row in found["keyboard"] for button in row):
        if "request_chat" in button and not private:
            raise refuse("button of that type can be used in private chats only")
        if not button["text"].strip():
            raise refuse("keyboard button text must be non-empty")
    return found


def read_preview(params: Mapping[str, str], parsed: telegram_html.Parsed) -> Preview | None:
    """Of the address asked for, else of the first in the text; None where previews are switched off."""
    options = json.loads(params.get("link_preview_options", "{}"))
    if options.get("is_disabled"):
        return None
    links = [entity.argument for entity in parsed.entities if entity.tag == "a"]
    url = options.get("url") or (links[0] if links else "")
    if options.get("prefer_large_media") and options.get("prefer_small_media"):
        raise refuse("can't prefer both small and large media")
    if options.get("url") and not _is_address(url):
        raise refuse("wrong HTTP URL specified")
    if not url:
        return None
    return Preview(url, bool(options.get("prefer_large_media")), bool(options.get("show_above_text")))


def _is_address(url: str) -> bool:
    """td's parse_url (HttpUrl.cpp), as far as the address of a site goes."""
    found = re.fullmatch(r"https?://([^/?#]*)(?:[/?#]\S*)?", url)
    if found is None or len(url) > 2048:
        return False
    host, port = found[1].rpartition("@")[2], "80"
    if ported := re.fullmatch(r"(.+):(\d+)", host):
        host, port = ported.groups()
    in_order = re.fullmatch(
        r"\[[0-9a-f.]*:[0-9a-f:.]+\]|(?:[^\x00-,/:-@\[-^`{-\x7f]|[!$%&'()*+,;=~])+", host.lower()
    )
    return in_order is not None and host != "." and 0 < int(port) <= 65535


def read_results(results: str) -> list[Json]:
    """Of an inline query: articles, each with the text that is put into the chat as it would be seen there."""
    found: list[Json] = json.loads(results)
    if len(found) > LIMIT_RESULTS:
        raise refuse("RESULTS_TOO_MUCH")
    if len({one["id"] for one in found}) < len(found):
        raise refuse("RESULT_ID_DUPLICATE")
    return [_read_article(one) for one in found]


def _read_article(article: Json) -> Json:
    if article["type"] != "article":
        raise refuse("RESULT_TYPE_INVALID")
    if not 1 <= len(article["id"].encode()) <= 64:
        raise refuse("RESULT_ID_INVALID")
    if not article["title"].strip():
        raise refuse("ARTICLE_TITLE_EMPTY")
    content = article["input_message_content"]
    if set(content) - {"message_text", "parse_mode", "link_preview_options"}:
        raise refuse("can't parse input message content")
    parsed = read_text(content.get("message_text", ""), content.get("parse_mode"), LIMIT_CODE_POINTS)
    options = {"link_preview_options": json.dumps(content.get("link_preview_options", {}))}
    buttons = read_buttons(json.dumps(article.get("reply_markup", {})))
    seen = {"text": parsed.text, "preview": read_preview(options, parsed), "buttons": buttons}
    return {"title": article["title"], "description": article.get("description", ""), **seen}
