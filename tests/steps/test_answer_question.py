"""A question asked of a stored story: answered, remembered, and never lost to a failing LLM."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot.core.prompts import ANSWER_REPAIR, ANSWERING
from bot.core.shares import SHARE_SPENT
from bot.core.types import (
    DESK,
    Answer,
    AnswerKind,
    EndpointCheck,
    EndpointState,
    Limits,
    Placement,
    Prompt,
    Reply,
    Spender,
)
from bot.errors import BadArguments, StorageError
from bot.llm import Endpoints, EndpointSettings, open_llm, open_llms
from bot.ports import App, Llm, Storage
from bot.steps.answer_question import LONGEST_QUESTION, answer_question
from tests.fakes import make_app
from tests.make import NOW, at, make_address, make_article
from tests.scripted_llm import KEY, MODEL, Scripted, ScriptedLlm, open_scripted_llm

TEXT = (
    "The ferry Nordlys ran aground on a reef off Port Ansel on Monday, the coast guard said. "
    "At least 10 passengers were injured. "
    '"We are still counting," said Mara Lindqvist, the harbour master. '
    "The service will resume on 23 November."
)
INJURED = "How many people were injured?"
RESIGNED = "When did the captain of the Nordlys resign?"


@pytest.fixture
async def server() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        yield scripted


def connect(server: ScriptedLlm) -> AbstractAsyncContextManager[Endpoints]:
    return open_llm(base_url=server.base_url, api_key=KEY, model=MODEL)


async def open_story(storage: Storage, llm: Llm | None = None) -> tuple[App, int, int]:
    """An app, a channel, and a story of one article whose passages are "1.0" to "1.4"."""
    await storage.articles.save_article(make_article(text=TEXT), None)
    (article,) = await storage.articles.list_unplaced(9)
    assert article.id == 1
    (story_id,) = await storage.stories.save_placement(Placement(founded=((1,),)), NOW, NOW, NOW)
    channel = await storage.channels.open(make_address(), "", NOW)
    return make_app(storage, llm=llm), channel.id, story_id


async def test_an_answer_comes_from_the_story_and_is_remembered(storage: Storage) -> None:
    app, channel, story = await open_story(storage)
    answer = await answer_question(app, channel, story, f"  {INJURED}\n")
    assert answer.kind is AnswerKind.ANSWERED
    assert "At least 10 passengers were injured" in answer.claims[0].text
    (turn,) = await storage.turns.list_recent(channel, story, at(-1), 9)
    assert turn.question == INJURED
    assert "At least 10" in turn.answer


async def test_a_question_leans_on_the_one_before(storage: Storage) -> None:
    app, channel, story = await open_story(storage)
    await answer_question(app, channel, story, "Who is the harbour master?")
    answer = await answer_question(app, channel, story, "What did she say?")
    assert "still counting" in answer.claims[0].text


@pytest.mark.parametrize("question", ["", "  \n ", "why " * LONGEST_QUESTION])
async def test_a_question_that_is_none_is_sent_back_with_words(storage: Storage, question: str) -> None:
    app, channel, story = await open_story(storage)
    with pytest.raises(BadArguments):
        await answer_question(app, channel, story, question)


async def test_a_story_that_does_not_exist_is_an_error(storage: Storage) -> None:
    app, channel, _ = await open_story(storage)
    with pytest.raises(StorageError):
        await answer_question(app, channel, 99, INJURED)


async def test_a_checked_answer_of_the_llm_is_given_in_its_name(storage: Storage, server: ScriptedLlm) -> None:
    server.will("A|1.2|At least 10 passengers were injured.")
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, INJURED)
    assert (answer.kind, answer.writer, answer.tokens) == (AnswerKind.ANSWERED, MODEL, 1020)
    assert [claim.text for claim in answer.claims] == ["At least 10 passengers were injured."]
    assert [passage.id for passage in answer.passages] == ["1.2"]
    assert "1.2⟂Harbour Post⟂" in server.asked[0]["messages"][1]["content"]


async def test_a_json_answer_is_read_as_well(storage: Storage, server: ScriptedLlm) -> None:
    server.will('{"lines": [{"kind": "A", "ids": ["1.2"], "text": "At least 10 passengers were injured."}]}')
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, INJURED)
    assert answer.writer == MODEL


@pytest.mark.parametrize(
    "scripted",
    [
        Scripted(say="A|1.2|At least 17 passengers were injured."),
        Scripted(say="A|9.9|At least 10 passengers were injured."),
        Scripted(say="A||At least 10 passengers were injured."),
        Scripted(say="A|1.2|At least 10 passengers were injured, see https://evil.example."),
        Scripted(say="A|1.3|At least 10 passengers were injured."),
        Scripted(say="Ten people were hurt, I think."),
        Scripted(say="{"),
        Scripted(say=""),
        Scripted(say="A|1.2|At least 10", finish="length"),
        Scripted(say="no", refusal="no"),
        Scripted(status=401),
        Scripted(status=429, headers=(("Retry-After", "600"),)),
    ],
)
async def test_whatever_goes_wrong_with_the_llm_the_built_in_answer_stands(
    storage: Storage, server: ScriptedLlm, scripted: Scripted
) -> None:
    server.will(scripted, scripted)  # it insists when asked to mend
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, INJURED)
    assert (answer.kind, answer.writer) == (AnswerKind.ANSWERED, "built-in")
    assert "At least 10 passengers were injured" in answer.claims[0].text


async def test_a_refusal_of_the_llm_turns_the_built_in_answer_into_the_closest(
    storage: Storage, server: ScriptedLlm
) -> None:
    server.will("REFUSE||The passages do not say.")
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, INJURED)
    assert answer.kind is AnswerKind.CLOSEST


@pytest.mark.parametrize("question", ["What do you think of it?", "Who won the World Cup?", "What happened?"])
async def test_no_tokens_are_spent_where_code_alone_answers(
    storage: Storage, server: ScriptedLlm, question: str
) -> None:
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, question)
    assert answer.tokens == 0
    assert not server.asked


class Counting:
    """An endpoint that notes on whose account each call goes."""

    name = "counting-1"
    endpoints: tuple[EndpointState, ...] = ()

    def __init__(self) -> None:
        self.spenders: list[Spender] = []

    async def complete(
        self, prompt: Prompt, spender: Spender = DESK, heard: Callable[[str], None] | None = None
    ) -> Reply:
        self.spenders.append(spender)
        return Reply("A|1.2|At least 10 passengers were injured.", 900, 20, self.name)

    async def check(self) -> tuple[EndpointCheck, ...]:
        return ()


async def test_what_a_person_asks_goes_on_that_persons_account(storage: Storage) -> None:
    llm = Counting()
    app, channel, story = await open_story(storage, llm)
    await answer_question(app, channel, story, INJURED, "telegram:12345")
    assert llm.spenders == [Spender(channel, "telegram:12345", story)]


async def test_whose_share_is_spent_gets_the_built_in_answer_and_is_told_only_where_it_helps(
    storage: Storage, server: ScriptedLlm
) -> None:
    server.will(Scripted(say="A|1.2|At least 10 passengers were injured.", usage=(700, 40)))
    endpoint = EndpointSettings(name="one", base_url=server.base_url, model=MODEL, api_key=KEY)
    limits = Limits(person_daily_tokens=1_200)
    async with open_llms([endpoint], storage=storage, limits=limits, now=lambda: NOW) as llm:
        app, channel, story = await open_story(storage, llm)
        first = await answer_question(app, channel, story, INJURED, "telegram:7")
        second = await answer_question(app, channel, story, INJURED, "telegram:7")
        third = await answer_question(app, channel, story, "What is the name of the ferry's owner?", "telegram:7")
    assert (first.writer, second.writer, third.writer) == (MODEL, "built-in", "built-in")
    assert (second.kind, second.note) == (AnswerKind.ANSWERED, None)
    assert third.kind is not AnswerKind.ANSWERED
    assert third.note is not None
    assert SHARE_SPENT in third.note
    turns = await storage.turns.list_recent(channel, story, at(-1), 9)
    assert not any(SHARE_SPENT in turn.answer for turn in turns)
    sums = await storage.spending.read_sums(NOW, channel, "telegram:7")
    assert (sums.person_tokens, sums.channel_tokens) == (740, 740)


async def test_a_sentence_that_fails_is_mended_once_in_one_call(storage: Storage, server: ScriptedLlm) -> None:
    server.will("A|1.2|At least 17 passengers were injured.", "A|1.2|At least 10 passengers were injured.")
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, INJURED)
    assert (answer.writer, answer.tokens) == (MODEL, 2040)
    assert [claim.text for claim in answer.claims] == ["At least 10 passengers were injured."]
    repair = server.asked[1]["messages"][1]["content"]
    assert "At least 17 in the text, At least 10 in passage 1.2" in repair
    assert "1.2⟂Harbour Post⟂" in repair
    assert "1.4⟂" not in repair  # only what the sentence cites


async def test_a_true_sentence_that_does_not_answer_is_not_passed_off_as_an_answer(
    storage: Storage, server: ScriptedLlm
) -> None:
    server.will("A|1.2|At least 10 passengers were injured.")
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, "How old were the passengers who were injured?")
    assert answer.kind is not AnswerKind.ANSWERED


async def test_a_repair_that_fails_costs_only_the_sentence(storage: Storage, server: ScriptedLlm) -> None:
    server.will("A|1.2|At least 10 passengers were injured.\nA|1.4|It sank.", Scripted(status=401))
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, INJURED)
    assert [claim.text for claim in answer.claims] == ["At least 10 passengers were injured."]
    assert answer.writer == MODEL


async def test_a_bare_answer_is_given_as_the_sources_own_sentence(storage: Storage, server: ScriptedLlm) -> None:
    server.will("A|1.2|10")
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, INJURED)
    assert (answer.kind, answer.writer) == (AnswerKind.ANSWERED, MODEL)
    assert [claim.text for claim in answer.claims] == [
        "According to Harbour Post: At least 10 passengers were injured."
    ]


async def test_what_became_of_the_llms_sentences_is_kept_with_the_turn(
    storage: Storage, server: ScriptedLlm
) -> None:
    server.will(
        "A|1.2|At least 17 passengers were injured.\nA|1.2|Marl Dray sank it.",
        "A|1.2|At least 10 passengers were injured.",
    )
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, INJURED)
    record = (await storage.turns.get(answer.turn_id)).record
    assert record is not None
    assert (record.writer, record.tokens, record.sentences) == (MODEL, 2040, 1)
    assert record.prompts == (ANSWERING.version, ANSWER_REPAIR.version)
    (mended,) = record.mended
    assert (mended.text_before, mended.text_after) == (
        "At least 17 passengers were injured.",
        "At least 10 passengers were injured.",
    )
    assert "17" in mended.reason
    assert [one.text for one in record.dropped] == ["Marl Dray sank it."]
    assert record.stood_in is None


@pytest.mark.parametrize(
    ("scripted", "why"),
    [
        (Scripted(say="A|1.2|At least 17 passengers were injured."), "first sentence did not pass"),
        (Scripted(say="REFUSE||Not said."), "found no answer in the passages"),
        (Scripted(say="Ten people were hurt, I think."), "not in the agreed form"),
        (Scripted(status=401), "401"),
    ],
)
async def test_why_the_built_in_answer_stands_in_is_kept_with_the_turn(
    storage: Storage, server: ScriptedLlm, scripted: Scripted, why: str
) -> None:
    server.will(scripted, scripted)
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, INJURED)
    record = (await storage.turns.get(answer.turn_id)).record
    assert record is not None
    assert (record.writer, record.tokens) == ("built-in", answer.tokens)
    assert record.prompts[0] == ANSWERING.version
    assert why in str(record.stood_in)


HURT = "A|1.2|At least 10 passengers were injured."
AGROUND = "The ferry Nordlys ran aground on a reef off Port Ansel on Monday, the coast guard said."
FORGED = f"A|1.1|{AGROUND.replace('Monday', 'Friday')}"


async def test_an_answer_is_shown_line_by_line_and_never_a_line_that_did_not_pass(
    storage: Storage, server: ScriptedLlm
) -> None:
    server.will(f"{HURT}\n{FORGED}\nA|1.1|{AGROUND}\n", "REFUSE||")
    shown: list[Answer] = []
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, INJURED, shown=shown.append)
    told = [[claim.text for claim in one.claims] for one in shown]
    first = "At least 10 passengers were injured."
    assert told == [[first], [first, AGROUND]]
    assert [claim.text for claim in answer.claims] == [first, AGROUND]
    assert all(one.turn_id == 0 for one in shown)


@pytest.mark.parametrize(
    "said",
    [
        f"{FORGED}\n{HURT}\n",
        "A|1.2|At least 17 passengers were injured.\n",
        HURT,  # its line never ends, so that nobody knows it is whole before the reply is
        "REFUSE||The passages do not say.\n",
        "A|1.1|The ferry Nordlys ran aground on a reef off Port Ansel on Monday.\n",  # true, and no answer
        "At least 10 passengers were injured.\n",
    ],
)
async def test_nothing_is_shown_of_an_answer_whose_first_line_does_not_pass_or_answer(
    storage: Storage, server: ScriptedLlm, said: str
) -> None:
    server.will(said, "REFUSE||")
    shown: list[Answer] = []
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        answer = await answer_question(app, channel, story, INJURED, shown=shown.append)
    assert not shown
    assert "At least 10 passengers" in answer.claims[0].text


async def test_a_json_answer_is_shown_by_its_rows(storage: Storage, server: ScriptedLlm) -> None:
    rows = (
        '{"kind": "A", "ids": ["1.2"], "text": "At least 10 passengers were injured."}',
        f'{{"kind": "A", "ids": ["1.1"], "text": "{AGROUND}"}}',
    )
    server.will('{"lines": [' + ", ".join(rows) + "]}")
    shown: list[Answer] = []
    async with connect(server) as llm:
        app, channel, story = await open_story(storage, llm)
        await answer_question(app, channel, story, INJURED, shown=shown.append)
    assert [len(one.claims) for one in shown] == [1, 2]
