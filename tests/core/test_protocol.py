"""The form of prompts and replies: what is read, what is ignored, and that a source can forge nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.protocol import MARK, Line, estimate_tokens, flatten, is_plain, read_lines, render_passage
from bot.core.types import PassageId
from bot.errors import BadReply
from tests.make import NOW, make_passage

HEADLINE = Line("H", (PassageId("1.0"),), "Ferry runs aground")
SENTENCE = Line("S", (PassageId("1.1"), PassageId("2.3")), "A ferry ran aground.")


@pytest.mark.parametrize(
    "text",
    [
        "H|1.0|Ferry runs aground\nS|1.1,2.3|A ferry ran aground.",
        "Here is the piece:\n\nH | [1.0] | Ferry runs aground\n- S|1.1; 2.3|A ferry ran aground.\nThat is all.",
        "```\nH|1.0|Ferry runs aground\nS|1.1, 2.3|A ferry ran aground [1.1, 2.3].\n```",
        '{"lines": [{"kind": "H", "ids": ["1.0"], "text": "Ferry runs aground"},'
        '{"kind": "s", "ids": ["[1.1]", "2.3"], "text": "A ferry ran aground (1.1)."}]}',
        '```json\n[{"kind": "H", "ids": ["1.0"], "text": "Ferry runs aground"}, 7,'
        '{"kind": "S", "ids": ["1.1", "2.3"], "text": "A ferry\\nran aground."}]\n```',
    ],
)
def test_a_reply_is_read_in_either_form_with_chatter_around_it(text: str) -> None:
    assert read_lines(text) == (HEADLINE, SENTENCE)


@pytest.mark.parametrize(
    "text", ["", "I cannot do that.", '{"lines": []}', '{"lines": 3}', '{"li', "[[[[", "|||"]
)
def test_a_reply_without_a_line_is_bad(text: str) -> None:
    with pytest.raises(BadReply):
        read_lines(text)


@given(st.text())
def test_any_text_is_read_or_is_a_bad_reply(text: str) -> None:
    try:
        lines = read_lines(text)
    except BadReply:
        return
    assert lines


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_json_is_read_or_is_a_bad_reply(document: object) -> None:
    try:
        read_lines(json.dumps({"lines": document}))
    except BadReply:
        return


@given(st.text(), st.text())
def test_whatever_a_source_holds_its_passage_stays_one_line_of_four_parts(text: str, outlet: str) -> None:
    line = render_passage(make_passage(text=text), outlet, NOW)
    assert len(line.splitlines()) == 1
    assert line.count(MARK) == 3
    assert line.startswith("1.2⟂")


@pytest.mark.parametrize(
    "text",
    [
        "See https://evil.example now.",
        "Visit www.evil.example today.",
        "Click [here](x) now.",
        "It is <b>bold</b>.",
        "Run `rm`.",
        "It is **bold**.",
        "",
    ],
)
def test_addresses_and_markup_are_not_plain_words(text: str) -> None:
    assert not is_plain(text)


def test_words_figures_and_quotes_are_plain() -> None:
    assert is_plain("“We are counting,” said Ms Lindqvist: 4 of 10 (about 40%) cost $3.5m; it's over — for now.")


def test_invisible_characters_are_taken_out() -> None:
    assert flatten("a\u202eb\u200b c\n⟂d") == "a b c d"


def test_tokens_are_estimated_rather_too_high() -> None:
    assert 11 <= estimate_tokens("The ferry ran aground on a reef off Port Ansel.") <= 20
    assert estimate_tokens("Über die Fähre") >= estimate_tokens("Uber die Fahre")
