"""Our Bot API is as strict as Telegram's: what it refuses, and in which words."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest

from tests.platforms.bot_api import TOKEN, BotApi, serve_bot_api
from tests.platforms.bot_api_world import TELEGRAMS_ADVICE, Chat

GROUP, CHANNEL, NIGHT, FORUM = "-100500", "-100600", "-100700", "-100800"


async def call(api: BotApi, method: str, token: str = TOKEN, **params: Any) -> tuple[int, str]:
    """The status, and what is wrong ("" for nothing)."""
    plain = {name: one if isinstance(one, str) else json.dumps(one) for name, one in params.items()}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{api.base_url}{token}/{method}", data=plain) as response,
    ):
        answer = await response.json()
        return response.status, str(answer.get("description", ""))


def keyboard(**button: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": "x", **button}]]}


ARTICLE = {"type": "article", "id": "1", "title": "t", "input_message_content": {"message_text": "x"}}
MISSING = {"message_id": 999}
TOO_MANY = [{"command": f"c{number}", "description": "x"} for number in range(101)]
DRAFT = {"draft_id": "1", "text": "x"}


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("sendMessage", {"chat_id": "7", "text": "a" * 4097}, "message is too long"),
        ("sendMessage", {"chat_id": "7", "text": "\u200b"}, "text must be non-empty"),
        ("sendMessage", {"chat_id": "7", "text": "<p>x</p>", "parse_mode": "HTML"}, 'Unsupported start tag "p"'),
        ("sendMessage", {"chat_id": "7", "text": "<b>x", "parse_mode": "HTML"}, "Can't find end tag"),
        ("sendMessage", {"chat_id": "404", "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": "7", "text": "x", "reply_parameters": MISSING}, "replied not found"),
        ("sendMessage", {"chat_id": GROUP, "text": "x", "message_thread_id": "9"}, "thread not found"),
        (
            "sendMessage",
            {"chat_id": "7", "text": "x", "reply_markup": keyboard(callback_data="é" * 33)},
            "DATA_INV",
        ),
        (
            "sendMessage",
            {"chat_id": "7", "text": "x", "reply_markup": keyboard(url="javascript:x")},
            "Wrong HTTP URL",
        ),
        ("sendMessage", {"chat_id": "7", "text": "x", "reply_markup": keyboard()}, "can't parse inline keyboard"),
        (
            "sendMessage",
            {"chat_id": CHANNEL, "text": "x", "reply_markup": {"force_reply": True}},
            "inline keyboard ex",
        ),
        ("sendMessage", {"chat_id": CHANNEL, "text": "x"}, "need administrator rights in the channel chat"),
        ("sendMessage", {"chat_id": NIGHT, "text": "x"}, "not enough rights to send text messages to the chat"),
        ("sendMessage", {"chat_id": FORUM, "text": "x"}, "TOPIC_CLOSED"),
        ("sendMessage", {"chat_id": FORUM, "message_thread_id": "6", "text": "x"}, "TOPIC_CLOSED"),
        ("sendMessageDraft", {"chat_id": "7", **DRAFT, "message_thread_id": "3"}, "message thread not found"),
        ("sendMessage", {"chat_id": "7", "text": "x", "link_preview_options": {"url": "no"}}, "wrong HTTP URL"),
        ("sendDocument", {"chat_id": "7", "caption": "x"}, "there is no document"),
        ("editMessageText", {"chat_id": "7", "message_id": "999", "text": "x"}, "message to edit not found"),
        ("deleteMessage", {"chat_id": "7", "message_id": "999"}, "message to delete not found"),
        ("sendMessageDraft", {"chat_id": GROUP, **DRAFT}, "only to private chats"),
        ("sendMessageDraft", {"chat_id": "7", **DRAFT, "draft_id": "0"}, "must be non-zero"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
        ("answerInlineQuery", {"inline_query_id": "1", "results": []}, "query is too old"),
        ("setMyCommands", {"commands": [{"command": "Help", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "help", "description": ""}]}, "DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": TOO_MANY}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [], "language_code": "english"}, "invalid language code"),
        ("setMyCommands", {"commands": [], "scope": {"type": "everywhere"}}, "unsupported type"),
        ("setMyDescription", {"description": "x" * 513}, "description is too long"),
        ("setWebhook", {"url": "http://news.example/hook"}, "An HTTPS URL must be provided"),
        ("setWebhook", {"url": "https://news.example/hook", "secret_token": "a b"}, "unallowed characters"),
        ("getFile", {"file_id": "nothing"}, "invalid file_id"),
        ("getUpdates", {"limit": "101"}, "limit must be between 1 and 100"),
        ("getChatMember", {"chat_id": CHANNEL, "user_id": "7"}, "member list is inaccessible"),
    ],
)
async def test_what_telegram_refuses_is_refused(method: str, params: dict[str, Any], words: str) -> None:
    async with serve_bot_api() as api:
        api.world.add(Chat(7))
        api.world.add(Chat(int(GROUP), "supergroup"))
        api.world.add(Chat(int(NIGHT), "supergroup", forbidden={"text messages"}))
        api.world.add(Chat(int(FORUM), "supergroup", threads={5, 6}, closed={1, 6}))
        api.world.add(Chat(int(CHANNEL), "channel", bot="member"))
        status, told = await call(api, method, **params)
    assert (status, words in told) == (400, True), told


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"results": [{**ARTICLE, "id": str(number)} for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [ARTICLE, ARTICLE]}, "RESULT_ID_DUPLICATE"),
        ({"results": [{**ARTICLE, "id": "x" * 65}]}, "RESULT_ID_INVALID"),
        ({"results": [{**ARTICLE, "title": " "}]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [{**ARTICLE, "input_message_content": {"message_text": "x" * 4097}}]}, "too long"),
    ],
)
async def test_results_of_a_search_are_judged_one_by_one(changed: dict[str, Any], words: str) -> None:
    async with serve_bot_api() as api:
        query = await api.search("ferry")
        assert words in (await call(api, "answerInlineQuery", inline_query_id=query, **changed))[1]
        assert await call(api, "answerInlineQuery", inline_query_id=query, results=[ARTICLE]) == (200, "")
        assert (await call(api, "answerInlineQuery", inline_query_id=query, results=[]))[0] == 400


async def test_a_callback_is_answered_once_and_a_note_has_two_hundred_characters() -> None:
    async with serve_bot_api() as api:
        chat = api.world.add(Chat(7))
        query = await api.press(await api.write(chat, "x"), "story:1")
        assert (await call(api, "answerCallbackQuery", callback_query_id=query, text="x" * 201))[0] == 400
        assert (await call(api, "answerCallbackQuery", callback_query_id=query, url="https://a.example/"))[
            0
        ] == 400
        assert (await call(api, "answerCallbackQuery", callback_query_id=query, text="x" * 200))[0] == 200
        assert (await call(api, "answerCallbackQuery", callback_query_id=query))[0] == 400


async def test_an_edit_to_the_same_and_words_for_a_file_are_refused() -> None:
    async with serve_bot_api() as api:
        api.world.add(Chat(7))
        await call(api, "sendMessage", chat_id="7", text="x")
        (sent,) = api.world.sent_to(7)
        same = {"chat_id": "7", "message_id": str(sent.message_id)}
        assert "message is not modified" in (await call(api, "editMessageText", **same, text="x"))[1]
        assert (await call(api, "editMessageText", **same, text="y"))[0] == 200


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("blocked", "bot was blocked by the user"),
        ("deleted", "user is deactivated"),
        ("left", "bot is not a member of"),
        ("kicked", "bot was kicked from"),
        ("stranger", "bot can't initiate conversation with a user"),
    ],
)
async def test_a_chat_that_does_not_want_us_is_forbidden(state: str, words: str) -> None:
    async with serve_bot_api() as api:
        api.world.add(Chat(7, bot=state))
        status, told = await call(api, "sendMessage", chat_id="7", text="x")
    assert (status, words in told) == (403, True)


async def test_too_fast_is_too_many_requests_by_the_clock() -> None:
    async with serve_bot_api() as api:
        api.world.flood = TELEGRAMS_ADVICE
        for number in range(1, 33):
            api.world.add(Chat(number))
        assert (await call(api, "sendMessage", chat_id="1", text="x"))[0] == 200
        assert await call(api, "sendMessage", chat_id="1", text="x") == (429, "Too Many Requests: retry after 1")
        statuses = [(await call(api, "sendMessage", chat_id=str(number), text="x"))[0] for number in range(2, 33)]
    assert statuses.count(200) >= 29
    assert set(statuses) <= {200, 429}


async def write_without_pause() -> None:
    async with serve_bot_api() as api:
        api.world.flood = TELEGRAMS_ADVICE
        api.world.add(Chat(1))
        for _ in range(500):  # the first after a refusal may have been under way
            if not api.violations:
                await call(api, "sendMessage", chat_id="1", text="x")


async def test_who_does_not_wait_as_asked_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="before a wait was over"):
        await write_without_pause()


async def test_another_token_is_unauthorized_and_no_update_is_listed_beside_a_webhook() -> None:
    async with serve_bot_api() as api:
        assert await call(api, "getMe", token="1:x") == (401, "Unauthorized")
        await call(api, "setWebhook", url="https://news.example/hook", secret_token="abc")
        status, told = await call(api, "getUpdates")
    assert status == 409
    assert "while webhook is active" in told


async def ask_in_colour() -> None:
    async with serve_bot_api() as api:
        await call(api, "getMe", colour="red")


async def test_a_parameter_that_telegram_does_not_know_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="unknown parameters of getMe: colour"):
        await ask_in_colour()
