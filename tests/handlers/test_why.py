"""/why: the reasons behind a story, for everybody who may read it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.types import Dropped, Manner, Rendition, Wording
from tests.handlers.newsroom import ELSEWHERE, HERE, Newsroom
from tests.make import make_person


async def test_the_reasons_come_by_number_for_the_last_story_and_by_button(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    for told in (
        await newsroom.say(f"/why {number}"),
        await newsroom.say("/why"),
        await newsroom.say(f"/why story #{number}"),
        await newsroom.say("", action=f"why:{number}"),
    ):
        assert "2 outlets found it out independently" in told
        assert "left out" in told.lower()


async def test_sources_lead_to_the_reasons(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    message = await newsroom.message(f"/sources {number}")
    assert f"why:{number}" in [button.action for row in message.buttons for button in row]


async def test_everybody_may_ask_why(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    told = await newsroom.say(f"/why {number}", person=make_person(manages=False))
    assert "independently" in told


async def test_an_unknown_story_and_words_are_answered_in_words(newsroom: Newsroom) -> None:
    assert "None has been shown here yet" in await newsroom.say("/why")
    await newsroom.tell_the_ferry()
    assert "There is no story 77" in await newsroom.say("/why 77")
    assert "“3 x” is not a story's number" in await newsroom.say("/why 3 x")


async def test_pages_are_asked_for_by_a_second_number(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    summary = await newsroom.app.storage.stories.find_summary(number)
    assert summary is not None
    left_out = tuple(Dropped(f"Sentence {n:02}.", "unsupported") for n in range(9))
    story = await newsroom.app.storage.stories.get(number)
    later = replace(summary, revision=story.revision + 1, dropped=left_out, written_at=newsroom.clock.now())
    await newsroom.app.storage.stories.save_summary(later, ())

    assert "Sentence 08." not in await newsroom.say(f"/why {number}")
    assert "Sentence 08." in await newsroom.say(f"/why {number} 2")
    assert "Sentence 08." in await newsroom.say("", action=f"why:{number} 2")


async def test_the_reasons_behind_an_answer_come_in_reply_to_it_and_those_of_its_story_by_number(
    newsroom: Newsroom,
) -> None:
    number = await newsroom.tell_the_ferry()
    await newsroom.say(f"/ask {number} How many passengers were injured?")
    (_, answered), _ = list(newsroom.chat.shown.items())[-1]
    told = await newsroom.say("/why", reply_to=answered)
    assert "How this answer came about" in told
    assert "AiBot's own search of the sources answered, without an LLM." in told
    assert "2 outlets found it out independently" in await newsroom.say(f"/why {number}", reply_to=answered)
    assert "2 outlets found it out independently" in await newsroom.say("/why")


async def test_a_channel_that_wants_another_language_is_told_how_it_sees_the_piece(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    assert "Shown here" not in await newsroom.say(f"/why {number}")
    channel = await newsroom.app.storage.channels.open(HERE, "", newsroom.clock.now())
    settings = replace(channel.settings, language="de")
    await newsroom.app.storage.channels.save_settings(channel.id, settings, None)
    assert "as it was written: there is no wording of it in German" in await newsroom.say(f"/why {number}")
    story = await newsroom.app.storage.stories.get(number)
    kept = Rendition(
        story_id=number,
        revision=story.revision,
        manner=Manner(language="de"),
        made_at=newsroom.clock.now(),
        writer="scripted-1",
        versions=("translation 1",),
        wordings=(Wording("Ferry", "Fähre"), Wording("Fog hid the reef.", "Fog hid the reef.", "it is missing")),
        tokens=900,
    )
    await newsroom.app.storage.renditions.save(kept)
    told = await newsroom.say(f"/why {number}")
    assert "Shown here in German: translated by scripted-1 (translation 1, 900 tokens); 1 line stayed" in told


async def test_the_button_under_an_answer_tells_its_reasons_in_its_own_chat_only(
    newsroom: Newsroom,
) -> None:
    await newsroom.tell_the_ferry()
    answered = await newsroom.message("/ask How many passengers were injured?")
    (button,) = [one for row in answered.buttons for one in row if one.label == "Why"]
    assert button.action == f"why:answer {answered.turn_id}"
    told = await newsroom.say("", action=button.action)
    assert "AiBot's own search of the sources answered" in told
    assert "no longer remembered" in await newsroom.say("", action=button.action, address=ELSEWHERE)
    assert "no longer remembered" in await newsroom.say("/why answer 999")
