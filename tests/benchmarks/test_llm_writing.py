"""The writer who errs on purpose, the stand-in for an LLM and its server do what their figures say."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from benchmarks.adversary import FORMS, Adversary, Line, Mending, break_line
from benchmarks.faith_replay import measure_faith_replay
from benchmarks.in_memory import InMemory
from benchmarks.llm_stories import LlmStory, iter_growing, read_demo_stories, read_own_stories
from benchmarks.llm_writing import measure_llm_writing
from benchmarks.near_extractive import NAME, NearExtractive, reply_to, reword
from benchmarks.scripted_llm import make_server
from benchmarks.sets import SetAbsent
from bot.core.prompts import ANSWERING
from bot.core.protocol import read_lines
from bot.core.types import DESK, Prompt, Reply, Rules, Spender, Summary, Writer
from bot.llm import open_llm
from bot.ports import Llm
from bot.writing.pieces import write_piece

RIGHT = Line("S", ("1.1",), "Police arrested 12 people in Karrow on Tuesday, the mayor said.")


@pytest.fixture(scope="module")
def story() -> LlmStory:
    return next(one for one in read_demo_stories() if one.name == "fares-march-arrests")


async def write(story: LlmStory, llm: Llm) -> Summary:
    piece = await write_piece(llm, story.story, story.articles, Rules(), story.now)
    assert piece is not None
    return piece


@pytest.fixture
async def server() -> AsyncIterator[str]:
    runner = web.AppRunner(make_server(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    await runner.cleanup()


async def test_the_server_writes_a_piece_that_passes_the_checks_and_copies_what_is_disputed(
    story: LlmStory, server: str
) -> None:
    async with open_llm(base_url=server, api_key="any", model=NAME, timeout=timedelta(seconds=20)) as llm:
        assert all(one.good for one in await llm.check())
        piece = await write(story, llm)
    assert (piece.writer, piece.note) == (NAME, None)
    assert sum(claim.writer is Writer.LLM for claim in piece.claims) >= 5
    assert any(claim.writer is Writer.FRAME for claim in piece.claims)


async def test_the_server_answers_and_streams(server: str) -> None:
    heard: list[str] = []
    question = "QUESTION: How many people were arrested?\nPASSAGES:\n1.1⟂Post⟂Now⟂Police arrested 12 people."
    async with open_llm(base_url=server, api_key="any", model=NAME) as llm:
        reply = await llm.complete(ANSWERING.ask(question, 100), heard=heard.append)
    assert "".join(heard).strip() == reply.text
    assert "12 people" in reply.text


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("KARROW (Meridian Press) – The bridge is shut.", "The bridge is shut."),
        ("The bridge is shut, the mayor said.", "According to the mayor, the bridge is shut."),
        ("The ship is the Maid, which carries pupils.", "The ship is the Maid."),
        ("“It is shut,” the mayor said.", "“It is shut,” the mayor said."),
    ],
)
def test_the_stand_in_rewords_without_adding(sentence: str, other: str) -> None:
    assert reword(sentence) == other


def test_the_stand_in_drops_what_no_passage_is_near() -> None:
    said = reply_to(
        "SENTENCES:\n1⟂wrong⟂1.1⟂Dragons flew over the town hall.\nPASSAGES:\n1⟂Post⟂Now\n1.1⟂It rained."
    )
    assert said == "R1||DROP"


def test_every_way_of_breaking_changes_the_sentence_and_keeps_the_right_one() -> None:
    broken = break_line(RIGHT, ("The mayor of Port Ellory spoke.",), ("A comet passed.",))
    assert {line.good for line in broken} == {RIGHT.text}
    assert RIGHT.text.lower() not in {line.text.lower() for line in broken}
    assert {"digits", "names", "added aside", "added context", "another story's"} <= {one.fault for one in broken}


@pytest.mark.parametrize("form", FORMS)
def test_a_right_draft_is_read_in_every_form(form: str) -> None:
    lines = read_lines(FORMS[form]([Line("H", ("1.0",), "Police arrest 12 in Karrow"), RIGHT]))
    assert (lines[0].kind, lines[0].text) == ("H", "Police arrest 12 in Karrow")
    assert any(line.text == RIGHT.text for line in lines)


@dataclass
class Listening(InMemory):
    """Hears the first prompt."""

    asked: list[str] = field(default_factory=list)
    name: str = "listening"

    async def complete(
        self, prompt: Prompt, spender: Spender = DESK, heard: Callable[[str], None] | None = None
    ) -> Reply:
        self.asked.append(prompt.text)
        return await NearExtractive().complete(prompt)


@pytest.mark.parametrize("mending", Mending)
async def test_what_is_broken_is_not_published_however_it_is_mended(story: LlmStory, mending: Mending) -> None:
    listening = Listening()
    await write(story, listening)
    rows = (row.split("|", 2) for row in reply_to(listening.asked[0]).splitlines())
    draft = [Line(kind, tuple(ids.split(",")), text) for kind, ids, text in rows]
    place = next(n for n, line in enumerate(draft) if line.kind == "S" and "9 per cent" in line.text)
    draft[place] = bad = break_line(draft[place], (), ("A comet passed.",))[0]
    piece = await write(story, Adversary(draft, mending))
    assert (piece.writer, piece.note) == ("adversarial writer", None)
    assert bad.text not in {claim.text for claim in piece.claims}
    on_record = {one.text for one in piece.dropped} | {one.text_before for one in piece.mended}
    assert on_record & {bad.text, bad.other}


def test_own_stories_grow_and_the_demos_have_sentences_by_hand() -> None:
    own = read_own_stories()
    assert len(own) >= 40
    assert all(len(tuple(iter_growing(one))) >= 1 for one in own)
    assert sum(len(one.written) for one in read_demo_stories()) > 500


def test_the_replay_takes_no_other_set(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent):
        measure_faith_replay(tmp_path)


def test_the_whole_measure_finds_next_to_nothing_broken_in_print() -> None:
    report = measure_llm_writing(rounds=1, stories=6)
    published = report.figures["broken sentences published"]
    assert not isinstance(published, int | float | str)
    assert published.n is not None
    assert published.n >= 15
    assert published.value <= 0.05
