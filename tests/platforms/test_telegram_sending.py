"""Parts sent, edited and deleted through the real library, at a strict Bot API."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from datetime import timedelta

import pytest

from bot.core.types import Address, Button, Heading, Message, Paragraph, Span
from bot.errors import (
    ChannelGone,
    ChannelMoved,
    ConfigError,
    MessageMissing,
    MessageRejected,
    OutcomeUnknown,
    TryLater,
)
from bot.platforms.pacing import Window
from bot.platforms.telegram import open_telegram
from bot.platforms.telegram_waits import Waits
from tests.platforms.bot_api import TOKEN, Fault
from tests.platforms.bot_api_reading import ApiError
from tests.platforms.bot_api_world import TELEGRAMS_ADVICE, Chat, Flood
from tests.platforms.telegram_bench import QUICK, open_bench, say

pytestmark = pytest.mark.quick_time

HERE = Address("telegram", "7")
GROUP = Address("telegram", "-100500")


async def test_a_post_stands_there_with_heading_link_and_buttons() -> None:
    post = Message(
        blocks=(
            Heading((Span("Ferry <hits> quay"),)),
            Paragraph((Span("Fourteen hurt "), Span("[1]", url="https://example.org/?a=1&b=2"))),
        ),
        buttons=((Button("Sources", "sources:7"), Button("Ask", "ask:7")),),
    )
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        message_id = await bench.telegram.send(HERE, post, key="k")
        (sent,) = bench.api.world.sent_to(7)
    assert message_id == str(sent.message_id)
    assert sent.text == "Ferry <hits> quay\n\nFourteen hurt [1]"
    assert [(entity.tag, entity.text, entity.argument) for entity in sent.entities] == [
        ("b", "Ferry <hits> quay", ""),
        ("a", "[1]", "https://example.org/?a=1&b=2"),
    ]
    assert sent.buttons == ((("Sources", "sources:7"), ("Ask", "ask:7")),)
    assert bench.api.calls[0].params["link_preview_options"] == '{"is_disabled": true}'


async def test_a_part_goes_to_its_topic_as_a_reply_and_without_it_once_that_is_deleted() -> None:
    async with open_bench() as bench:
        chat = bench.api.world.add(Chat(-100500, "supergroup", "Harbour", threads={9}))
        asked = await bench.api.write(chat, "/help", message_thread_id=9, is_topic_message=True)
        topic = Address("telegram", "-100500", "9")
        await bench.telegram.send(topic, say("one"), key="k", reply_to=str(asked.message_id))
        await bench.telegram.send(topic, say("two"), key="k", reply_to="999999")
        assert [(sent.thread, sent.reply_to) for sent in bench.api.world.sent_to(-100500)] == [
            (9, asked.message_id),
            (9, None),
        ]
        with pytest.raises(ChannelGone):
            await bench.telegram.send(Address("telegram", "-100500", "10"), say("x"), key="k")


async def test_every_part_of_a_long_message_is_taken() -> None:
    words = "The harbour office said fourteen people were hurt. 😀 " * 400
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        for part in bench.telegram.split(say(words)):
            await bench.telegram.send(HERE, part, key="k")
        texts = [sent.text for sent in bench.api.world.sent_to(7)]
    assert len(texts) > 4
    assert " ".join(texts) == words.strip()


async def test_an_edit_changes_the_post_and_a_second_one_to_the_same_text_is_no_error() -> None:
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        message_id = await bench.telegram.send(HERE, say("ten"), key="k")
        for _ in range(2):
            await bench.telegram.edit(HERE, message_id, say("fourteen"))
        assert [sent.text for sent in bench.api.world.sent_to(7)] == ["fourteen"]
        await bench.telegram.delete(HERE, message_id)
        assert bench.api.world.sent_to(7) == []
        with pytest.raises(MessageMissing):
            await bench.telegram.edit(HERE, message_id, say("gone"))
        with pytest.raises(MessageMissing):
            await bench.telegram.delete(HERE, message_id)


async def test_a_part_too_old_to_be_deleted_is_emptied() -> None:
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        message_id = await bench.telegram.send(HERE, say("ten hurt"), key="k")
        bench.api.world.messages[7, int(message_id)].aged = True
        await bench.telegram.delete(HERE, message_id)
        assert [sent.text for sent in bench.api.world.sent_to(7)] == ["(This part is no longer needed.)"]


async def test_a_chat_that_blocked_removed_or_never_met_us_is_gone() -> None:
    async with open_bench() as bench:
        for number, state in enumerate(("blocked", "kicked", "stranger"), start=1):
            bench.api.world.add(Chat(number, bot=state))
        for number in (1, 2, 3, 404):
            with pytest.raises(ChannelGone):
                await bench.telegram.send(Address("telegram", str(number)), say("x"), key="k")


async def test_a_group_that_became_a_supergroup_tells_its_new_id() -> None:
    async with open_bench() as bench:
        bench.api.world.add(Chat(-5, "group", migrated_to=-1005))
        with pytest.raises(ChannelMoved) as caught:
            await bench.telegram.send(Address("telegram", "-5"), say("x"), key="k")
    assert caught.value.to == "-1005"


async def test_a_flood_limit_says_how_long_to_wait() -> None:
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        error = ApiError(429, "Too Many Requests: retry after 17", retry_after=17)
        bench.api.fail_next("sendMessage", Fault(error))
        with pytest.raises(TryLater) as caught:
            await bench.telegram.send(HERE, say("x"), key="k")
        assert caught.value.after == timedelta(seconds=17)
        assert bench.api.world.sent_to(7) == []


async def test_a_lost_answer_leaves_the_outcome_unknown_only_for_a_new_message() -> None:
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        message_id = await bench.telegram.send(HERE, say("one"), key="k")
        bench.api.fail_next("sendMessage", Fault(carried_out=True))
        with pytest.raises(OutcomeUnknown):
            await bench.telegram.send(HERE, say("two"), key="k")
        bench.api.fail_next("editMessageText", Fault(carried_out=True))
        with pytest.raises(TryLater):
            await bench.telegram.edit(HERE, message_id, say("uno"))
        await bench.telegram.edit(HERE, message_id, say("uno"))
        assert [sent.text for sent in bench.api.world.sent_to(7)] == ["uno", "two"]


async def test_an_answer_that_takes_too_long_leaves_the_outcome_unknown() -> None:
    async with open_bench(waits=Waits(answer=timedelta(milliseconds=200))) as bench:
        bench.api.world.add(Chat(7))
        bench.api.fail_next("sendMessage", Fault(stalled=True))
        with pytest.raises(OutcomeUnknown):
            await bench.telegram.send(HERE, say("one"), key="k")


async def test_an_outage_means_try_later() -> None:
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        bench.api.fail_next("sendMessage", Fault(raw=(502, "<html>Bad Gateway</html>")))
        bench.api.fail_next("sendMessage", Fault(error=ApiError(500, "Internal Server Error")))
        for _ in range(2):
            with pytest.raises(TryLater):
                await bench.telegram.send(HERE, say("x"), key="k")
    async with open_telegram(TOKEN, base_url="http://127.0.0.1:9/bot", waits=QUICK) as nobody:
        with pytest.raises(TryLater):
            await nobody.send(HERE, say("x"), key="k")


async def test_what_telegram_would_refuse_is_rejected_before_it_is_sent() -> None:
    async with open_bench() as bench:
        for part in (say(" "), say("a" * 5000), Message(blocks=say("x").blocks, buttons=((Button("x", ""),),))):
            with pytest.raises(MessageRejected):
                await bench.telegram.send(HERE, part, key="k")
        assert bench.api.calls == []


async def test_any_other_refusal_is_a_rejection_in_telegrams_words() -> None:
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        bench.api.fail_next("sendMessage", Fault(ApiError(400, "Bad Request: something new")))
        with pytest.raises(MessageRejected, match="Something new"):
            await bench.telegram.send(HERE, say("x"), key="k")


async def test_pacing_keeps_below_the_limits_of_a_chat_and_of_a_group() -> None:
    # A wide margin between our windows and the limits: a busy machine delivers unevenly.
    slow = Waits(
        to_a_person=(Window(1, timedelta(seconds=0.3)),),
        to_a_group=(Window(1, timedelta(seconds=0.02)), Window(3, timedelta(seconds=0.7))),
    )
    async with open_bench(waits=slow) as bench:
        world = bench.api.world
        world.add(Chat(7))
        world.add(Chat(-100500, "supergroup"))
        world.flood = Flood(per_chat=(1, 0.1))
        for number in range(4):
            await bench.telegram.send(HERE, say(str(number)), key="k")
        world.flood = Flood(per_group=(3, 0.3))
        for number in range(5):
            await bench.telegram.send(GROUP, say(str(number)), key="k")
        assert (len(world.sent_to(7)), len(world.sent_to(-100500)), world.floods) == (4, 5, 0)


async def test_a_bulletin_to_many_chats_keeps_below_thirty_a_second() -> None:
    async with open_bench() as bench:
        bench.api.world.flood = Flood(overall=(30, 0.7))
        for number in range(1, 41):
            bench.api.world.add(Chat(number))
        chats = [Address("telegram", str(number)) for number in range(1, 41)]
        await asyncio.gather(*(bench.telegram.send(chat, say("news"), key="k") for chat in chats))
        assert bench.api.world.floods == 0


async def test_normal_work_meets_no_limit_that_telegram_advises() -> None:
    """A bulletin to many chats while one reads, is answered in parts and has a post mended."""
    async with open_bench(waits=Waits()) as bench:
        world = bench.api.world
        world.flood = TELEGRAMS_ADVICE
        for number in range(1, 36):
            world.add(Chat(number))
        world.add(Chat(-100500, "supergroup"))
        bulletin = [
            bench.telegram.send(Address("telegram", str(number)), say("news"), key="k") for number in range(1, 36)
        ]
        answer = [bench.telegram.send(HERE, say(f"part {number}"), key="k") for number in range(2)]
        (post, *_) = await asyncio.gather(*bulletin[6:7], *bulletin[:6], *bulletin[7:], *answer)
        await asyncio.gather(
            bench.telegram.edit(HERE, post, say("mended")),
            *(bench.telegram.send(GROUP, say(str(number)), key="k") for number in range(3)),
        )
        assert world.floods == 0
        assert len(world.sent_to(7)) == len(world.sent_to(-100500)) == 3


async def test_a_turn_too_far_off_is_left_to_the_caller() -> None:
    async with open_bench(waits=Waits(to_a_group=(Window(1, timedelta(minutes=1)),))) as bench:
        bench.api.world.add(Chat(-100500, "supergroup"))
        await bench.telegram.send(GROUP, say("one"), key="k")
        with pytest.raises(TryLater) as caught:
            await bench.telegram.send(GROUP, say("two"), key="k")
    assert timedelta(seconds=50) < caught.value.after <= timedelta(minutes=1)


async def test_after_a_flood_limit_nothing_goes_to_the_chat_until_the_wait_is_over() -> None:
    """The strict Bot API fails the test when anything does."""
    async with open_bench() as bench:
        for chat in (7, 8):
            bench.api.world.add(Chat(chat))
        other = Address("telegram", "8")
        first = await bench.telegram.send(HERE, say("one"), key="k")
        second = await bench.telegram.send(HERE, say("two"), key="k")
        bench.api.fail_next(
            "sendMessage", Fault(ApiError(429, "Too Many Requests: retry after 1", retry_after=1))
        )
        with pytest.raises(TryLater):
            await bench.telegram.send(HERE, say("three"), key="k")
        start = asyncio.get_running_loop().time()
        await bench.telegram.send(other, say("meanwhile"), key="k")
        assert asyncio.get_running_loop().time() - start < 0.5
        await asyncio.gather(
            bench.telegram.send(HERE, say("three"), key="k"),
            bench.telegram.edit(HERE, first, say("uno")),
            bench.telegram.delete(HERE, second),
        )
        assert asyncio.get_running_loop().time() - start > 0.9
        assert [sent.text for sent in bench.api.world.sent_to(7)] == ["uno", "three"]


async def test_check_names_the_bot() -> None:
    async with open_bench() as bench:
        assert await bench.telegram.check() == "Telegram: @AiBotTest."


@pytest.mark.parametrize("token", ["4242:wrong", "nonsense"])
async def test_a_refused_token_is_a_mistake_in_the_settings_and_is_never_told(token: str) -> None:
    async with open_bench(token=token) as bench:
        with pytest.raises(ConfigError, match=r"TELEGRAM_TOKEN is refused.*@BotFather") as check:
            await bench.telegram.check()
        with pytest.raises(ConfigError, match="TELEGRAM_TOKEN is refused"):
            await bench.telegram.run(bench.desk)
        with pytest.raises(TryLater):
            await bench.telegram.send(HERE, say("x"), key="k")
    assert token not in str(check.value) + str(check.value.__cause__)


async def test_an_empty_token_is_a_mistake_in_the_settings() -> None:
    with pytest.raises(ConfigError, match="TELEGRAM_TOKEN"):
        async with open_telegram(""):
            pass


async def test_the_token_is_in_no_log_whatever_happens(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        await bench.telegram.check()
        await bench.telegram.send(HERE, say("x"), key="k")
        bench.api.fail_next("sendMessage", Fault(carried_out=True))
        with pytest.raises(OutcomeUnknown):
            await bench.telegram.send(HERE, say("x"), key="k")
        bench.api.fail_next("getMe", Fault(raw=(502, "")))
        with pytest.raises(ConfigError, match="network"):
            await bench.telegram.check()
    assert caplog.records  # the loop and the library's warnings were heard
    assert TOKEN.partition(":")[2] not in caplog.text


def test_the_library_is_not_loaded_before_telegram_is_opened() -> None:
    code = "import sys, bot.platforms.telegram; sys.exit('telegram' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=30).returncode == 0  # noqa: S603
