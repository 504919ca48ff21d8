"""A question in a Telegram chat, with an LLM that streams: from "Looking it up" to the answer, in one message."""

from __future__ import annotations

from bot.ports import Storage
from tests.platforms.bot_api_world import Sent
from tests.scripted_llm import Scripted
from tests.steps.test_write_summary import GOOD
from tests.test_summarize_live import ASKED, Town, open_town

HURT = "A|1.2|At least 10 passengers were injured.\n"
FORGED = "A|1.2|At least 950 passengers were injured.\n"
SLOW = Scripted(say="REFUSE||", stall=0.3)  # mends nothing, and leaves time to look
QUESTION = "How many passengers were injured?"


async def ask_about_a_piece(town: Town, *answers: Scripted | str) -> Sent:
    """The answer in reply to a piece, once it stands."""
    town.llm.will(GOOD, *answers)
    (piece,) = await town.say(ASKED, 1)
    town.api.calls.clear()
    await town.api.write(town.chat, QUESTION, reply_to=piece)
    await town.api.wait_for(
        lambda: bool(town.api.world.sent_to(7)[1:]) and bool(town.api.world.sent_to(7)[-1].buttons)
    )
    return town.api.world.sent_to(7)[-1]


async def test_an_answer_grows_in_one_message_without_what_did_not_pass(storage: Storage) -> None:
    async with open_town(storage) as town:
        answer = await ask_about_a_piece(
            town, Scripted(say=HURT + FORGED, stall=0.3, waits=town.wait_for_a_look), SLOW
        )
        assert len(town.api.world.sent_to(7)) == 2
    started = town.api.called("sendMessage")[0].params["text"]
    edits = [call.params["text"] for call in town.api.called("editMessageText")]
    assert "Looking it up in the sources" in started
    assert any("At least 10" in text and "still being written" in text for text in edits)
    assert not any("950" in text for text in (started, *edits, answer.text))
    assert "At least 10 passengers were injured" in answer.text
    assert "still being written" not in answer.text


async def test_nothing_is_shown_of_an_answer_whose_first_line_fails_and_why_says_so(storage: Storage) -> None:
    async with open_town(storage) as town:
        answer = await ask_about_a_piece(town, Scripted(say=FORGED + HURT, stall=0.3), SLOW)
        edits = [call.params["text"] for call in town.api.called("editMessageText")]
        assert not any("still being written" in text or "950" in text for text in edits)
        await town.api.write(town.chat, "/why", reply_to=answer)
        await town.api.wait_for(lambda: "How this answer came about" in town.api.world.sent_to(7)[-1].text)
        told = town.api.world.sent_to(7)[-1].text
    assert "was not used: its first sentence did not pass the checks" in told
