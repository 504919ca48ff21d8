"""A channel's own words reach it, made once, checked and kept; whatever the LLM does, the piece is delivered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.core.types import (
    DESK,
    Answer,
    AnswerKind,
    Citation,
    Claim,
    DeliveryState,
    Disagreement,
    Limits,
    Manner,
    PassageId,
    Position,
    Relation,
    Rhythm,
    Section,
    Style,
    Writer,
)
from bot.llm import Endpoints, EndpointSettings, open_llm, open_llms
from bot.ports import Storage
from bot.writing.renditions import answer_in_words_of
from tests.core.test_renditions import ENGLISH, HEADLINE, IN_GERMAN
from tests.fakes import FakeClock, FakePlatform
from tests.make import NOW, make_address, make_claim, make_passage, make_source, make_summary
from tests.scripted_llm import KEY, MODEL, Scripted, ScriptedLlm, open_scripted_llm
from tests.steps.room import EDIT, FOLLOW_UP, POST, Newsroom, open_newsroom

GERMAN = Manner(language="de")
FOURTEEN = "Officials said 14 passengers were injured."
KNOWN = {
    **IN_GERMAN,
    FOURTEEN: "Nach Angaben der Behörden wurden 14 Passagiere verletzt.",
    "Officials said 10 passengers were injured.": "Nach Angaben der Behörden wurden 10 Passagiere verletzt.",
}


def translate(said: Callable[[str], str] = KNOWN.__getitem__) -> Callable[[str], str]:
    """A scripted translator that answers every line it is asked for."""

    def answer(prompt: str) -> str:
        rows = [line.split("⟂") for line in prompt.partition("SENTENCES:\n")[2].splitlines()]
        return "\n".join(f"R{number}||{said(text)}" for number, text, *_ in rows)

    return answer


@pytest.fixture
async def server() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        yield scripted


@pytest.fixture
async def room(storage: Storage, server: ScriptedLlm) -> AsyncIterator[Newsroom]:
    """A chat that wants German, with an LLM at hand."""
    async with connect(server) as llm:
        yield await _in_german(await open_newsroom(storage, FakePlatform(), FakeClock()), llm)


def connect(server: ScriptedLlm, seconds: float = 5) -> AbstractAsyncContextManager[Endpoints]:
    return open_llm(base_url=server.base_url, api_key=KEY, model=MODEL, timeout=timedelta(seconds=seconds))


async def _in_german(room: Newsroom, llm: Endpoints | None, language: str = "de") -> Newsroom:
    room.app = replace(room.app, llm=llm)
    settings = replace(room.channel.settings, language=language)
    await room.app.storage.channels.save_settings(room.channel.id, settings, None)
    room.channel = replace(room.channel, settings=settings)
    return room


async def test_a_post_comes_in_the_channels_language_with_its_marks_and_is_kept(
    room: Newsroom, server: ScriptedLlm
) -> None:
    server.will(translate())
    await room.deliver(await room.write(*ENGLISH))
    (post,) = room.chat
    assert IN_GERMAN[HEADLINE] in post
    assert "Mindestens 10 Passagiere wurden verletzt. [1]" in post
    assert "„Wir haben das Riff nicht gesehen“ [übersetzt], sagte" in post
    assert f"translated into German by {MODEL}" in post
    kept = await room.app.storage.renditions.find(room.story.id, 1, GERMAN)
    assert kept is not None
    assert kept.versions == ("translation 1",)
    assert kept.tokens > 0
    assert (await room.newest()).lede.text == ENGLISH[0]  # what is stored stays as it was checked


async def test_a_second_channel_of_the_same_language_costs_no_call(
    room: Newsroom, server: ScriptedLlm, storage: Storage
) -> None:
    server.will(translate())
    first = await room.write(*ENGLISH)
    await room.deliver(first)
    other = await storage.channels.open(make_address("200"), "", NOW)
    await storage.channels.save_settings(other.id, room.channel.settings, None)
    home, room.channel = room.channel, replace(other, settings=room.channel.settings)
    await room.deliver(await room.add(POST))
    assert room.platform.texts(other.address) == room.platform.texts(home.address)
    assert len(server.asked) == 1


async def test_two_that_want_it_at_once_share_one_call(
    room: Newsroom, server: ScriptedLlm, storage: Storage
) -> None:
    server.will(translate())
    first = await room.write(*ENGLISH)
    other = await storage.channels.open(make_address("200"), "", NOW)
    await storage.channels.save_settings(other.id, room.channel.settings, None)
    room.channel = replace(other, settings=room.channel.settings)
    second = await room.add(POST)
    await asyncio.gather(room.deliver(first), room.deliver(second))
    assert len(server.asked) == 1
    assert all("Mindestens 10" in text for text in room.platform.texts(other.address))


async def test_an_edit_rewords_only_what_is_new(room: Newsroom, server: ScriptedLlm) -> None:
    server.will(translate(), translate())
    await room.deliver(await room.write(*ENGLISH))
    await room.deliver(await room.write(ENGLISH[0], FOURTEEN, *ENGLISH[2:], kind=EDIT, since=1))
    (post,) = room.chat
    assert KNOWN[FOURTEEN] in post
    assert IN_GERMAN[ENGLISH[0]] in post
    second = server.asked[1]["messages"][1]["content"]
    assert FOURTEEN in second
    assert ENGLISH[0] not in second


async def test_what_is_told_anew_without_a_hidden_outlet_comes_in_the_channels_language_too(
    room: Newsroom, server: ScriptedLlm
) -> None:
    theirs = Citation(PassageId("2.1"), "33 passengers were injured.")
    ours = Citation(PassageId("1.9"), FOURTEEN)
    sides = (
        Position("14", "Harbour Post", ("Harbour Post",), ours, NOW),
        Position("33", "Coast Radio", ("Coast Radio",), theirs, NOW),
    )
    frame = Claim(
        "Harbour Post puts the number of people injured at 14; Coast Radio reports 33.",
        (ours, theirs),
        Writer.FRAME,
    )
    known = KNOWN | {frame.text: "Harbour Post beziffert die Zahl der Verletzten auf 14; Coast Radio meldet 33."}
    known["people injured"] = "Verletzte"
    server.will(translate(lambda text: known.get(text, text)))
    settings = replace(room.channel.settings, hidden=("Coast Radio",), style=Style.STORY)
    await room.app.storage.channels.save_settings(room.channel.id, settings, None)
    summary = make_summary((ENGLISH[0], *ENGLISH[2:]), story_id=room.story.id, written_at=NOW)
    radio = make_source(number=2, article_id=2, outlet="Coast Radio", url="https://coastradio.example/ferry")
    disputed = replace(
        summary,
        sections=(*summary.sections, Section(None, (frame,))),
        passages=(
            *summary.passages,
            make_passage(id=ours.passage_id, article_id=1, text=ours.words),
            make_passage(id=theirs.passage_id, article_id=2, text=theirs.words),
        ),
        sources=(*summary.sources, radio),
        disagreements=(Disagreement("people injured", Relation.CONFLICT, sides),),
    )
    await room.deliver(await room.save(disputed, POST))
    (post,) = room.chat
    assert KNOWN[FOURTEEN] in post
    assert "33" not in post


async def test_what_changed_is_told_in_the_channels_language(room: Newsroom, server: ScriptedLlm) -> None:
    def told(text: str) -> str:
        return KNOWN.get(text) or {"People injured: now 14, earlier 10.": "Verletzte: jetzt 14, zuvor 10."}[text]

    server.will(translate(told), translate(told))
    await room.deliver(await room.write(ENGLISH[0], "Officials said 10 passengers were injured."))
    room.clock.move(timedelta(hours=1))
    edit = await room.write(ENGLISH[0], FOURTEEN, kind=EDIT, since=1)
    follow_up = await room.deliver(await room.add(FOLLOW_UP, since=1))
    await room.deliver(edit)
    assert follow_up.state is DeliveryState.SENT
    said = "\n".join(room.chat)
    assert "What changed since" in said
    assert "Verletzte: jetzt 14, zuvor 10. [1]" in said
    assert said.count(IN_GERMAN[HEADLINE]) == 2


@pytest.mark.parametrize(
    "answer",
    [
        Scripted(status=500),
        Scripted(status=401),
        Scripted(status=429),
        Scripted(cut=True),
        Scripted(say="I am sorry, but I cannot do that."),
        Scripted(say=""),
        Scripted(say=translate(lambda _: "Alles wird gut, sagte der Sprecher.")),
        Scripted(say=translate(lambda text: text)),
    ],
    ids=["500", "401", "429", "cut", "chatter", "empty", "all alike", "not translated"],
)
async def test_whatever_the_endpoint_does_the_piece_is_delivered_as_it_was_written(
    room: Newsroom, server: ScriptedLlm, answer: Scripted
) -> None:
    server.will(*[answer] * 6)
    with capture_logs() as lines:
        delivery = await room.deliver(await room.write(*ENGLISH))
    assert delivery.state is DeliveryState.SENT
    (post,) = room.chat
    assert all(text in post for text in (HEADLINE, *ENGLISH[:3]))
    assert "translated" not in post
    assert [line["event"] for line in lines if line["log_level"] == "warning"].count(
        "shown as it was written"
    ) == 1


async def test_without_an_llm_the_piece_is_delivered_as_it_was_written(storage: Storage) -> None:
    room = await _in_german(await open_newsroom(storage, FakePlatform(), FakeClock()), None)
    delivery = await room.deliver(await room.write(*ENGLISH))
    assert delivery.state is DeliveryState.SENT
    assert ENGLISH[0] in room.chat[0]


async def test_with_the_budget_spent_the_piece_is_delivered_as_it_was_written(
    storage: Storage, server: ScriptedLlm
) -> None:
    endpoint = EndpointSettings(name=MODEL, base_url=server.base_url, model=MODEL, api_key=KEY)
    async with open_llms([endpoint], storage=storage, limits=Limits(daily_tokens=100), now=lambda: NOW) as llm:
        room = await _in_german(await open_newsroom(storage, FakePlatform(), FakeClock()), llm)
        with capture_logs() as lines:
            delivery = await room.deliver(await room.write(*ENGLISH))
    assert delivery.state is DeliveryState.SENT
    assert ENGLISH[0] in room.chat[0]
    assert any("budget" in str(line.get("reason")) for line in lines)
    assert not server.asked


async def test_a_refused_translation_is_not_asked_for_again(
    room: Newsroom, server: ScriptedLlm, storage: Storage
) -> None:
    wrong = translate(lambda _: "Alles wird gut, sagte der Sprecher.")
    server.will(wrong, wrong)
    await room.deliver(await room.write(*ENGLISH))
    other = await storage.channels.open(make_address("200"), "", NOW)
    await storage.channels.save_settings(other.id, room.channel.settings, None)
    room.channel = replace(other, settings=room.channel.settings)
    await room.deliver(await room.add(POST))
    assert len(server.asked) == 2
    assert ENGLISH[0] in room.platform.texts(other.address)[0]


async def test_a_sentence_that_fails_is_mended_once_with_its_reason(room: Newsroom, server: ScriptedLlm) -> None:
    def careless(text: str) -> str:
        return KNOWN[text].replace("10", "12")

    server.will(translate(careless), translate())
    await room.deliver(await room.write(*ENGLISH))
    assert IN_GERMAN[ENGLISH[1]] in room.chat[0]
    repair = server.asked[1]["messages"][1]["content"]
    assert "the figure “10 ” is missing" in repair or "the figure “10” is missing" in repair
    assert ENGLISH[0] not in repair


async def test_a_sentence_that_fails_twice_stays_in_its_own_words(room: Newsroom, server: ScriptedLlm) -> None:
    def careless(text: str) -> str:
        return KNOWN[text].replace("10", "12")

    server.will(translate(careless), translate(careless))
    await room.deliver(await room.write(*ENGLISH))
    assert f"{ENGLISH[1]} (English)" in room.chat[0]
    assert "12" not in room.chat[0]


def make_answer() -> Answer:
    source = make_source(article_id=1)
    passage = make_passage(text=ENGLISH[1])
    claim = make_claim(ENGLISH[1], str(passage.id))
    return Answer(
        story_id=1,
        question="How many were hurt?",
        kind=AnswerKind.ANSWERED,
        claims=(claim,),
        passages=(passage,),
        sources=(source,),
    )


async def test_an_answer_comes_in_the_channels_language_under_the_same_checks(
    room: Newsroom, server: ScriptedLlm
) -> None:
    server.will(translate())
    told = await answer_in_words_of(room.app, make_answer(), room.channel.settings, DESK)
    assert told.claims[0].text == IN_GERMAN[ENGLISH[1]]
    assert told.claims[0].citations == make_answer().claims[0].citations


async def test_an_answer_whose_translation_fails_is_given_as_it_was_found(
    room: Newsroom, server: ScriptedLlm
) -> None:
    wrong = translate(lambda text: KNOWN[text].replace("10", "12"))
    server.will(wrong, wrong)
    told = await answer_in_words_of(room.app, make_answer(), room.channel.settings, DESK)
    assert told == make_answer()


async def test_a_digest_tells_its_stories_in_the_channels_language(room: Newsroom, server: ScriptedLlm) -> None:
    server.will(translate())
    await room.write(*ENGLISH)
    await room.deliver(await room.plan_digest())
    (digest,) = room.chat
    assert IN_GERMAN[HEADLINE] in digest
    assert f"Translated into German by {MODEL}." in digest


async def test_plain_words_reach_a_chat_that_wants_them(room: Newsroom, server: ScriptedLlm) -> None:
    settings = replace(room.channel.settings, language="", style=Style.PLAIN, rhythm=Rhythm.INSTANT)
    await room.app.storage.channels.save_settings(room.channel.id, settings, None)
    plain = "At least 10 passengers were hurt."
    server.will(translate(lambda text: plain if text == ENGLISH[1] else text))
    await room.deliver(await room.write(*ENGLISH))
    assert plain in room.chat[0]
    assert f"told in plain words by {MODEL}" in room.chat[0]
    assert ENGLISH[0] in room.chat[0]
