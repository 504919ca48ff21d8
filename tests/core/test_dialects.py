"""What is tried after a server complained, and how a reply shows whether its form was obeyed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dialects import Dialect, ReplyForm, describe_dialect, obeys
from bot.core.types import Prompt

SCHEMA: dict[str, object] = {"type": "object", "properties": {"lines": {"type": "array"}}, "required": ["lines"]}
PROMPT = Prompt(purpose="t", version="t 1", fixed="Rules.", text="Work.", limit_tokens=9, schema=SCHEMA)
COMPLAINTS = st.sampled_from(
    [
        "unsupported parameter: 'max_tokens'",
        "unsupported value: 'temperature'",
        "unknown parameter: 'stream_options'",
        "response_format is not supported",
        "bad request",
        "",
    ]
)


@given(st.lists(COMPLAINTS, min_size=8, max_size=8), st.booleans(), st.booleans())
def test_no_server_can_complain_for_ever(complaints: list[str], streamed: bool, shaped: bool) -> None:
    prompt = PROMPT if shaped else replace(PROMPT, schema=None)
    dialect: Dialect | None = Dialect()
    tried = []
    for complaint in complaints:
        assert dialect is not None
        tried.append(dialect)
        dialect = dialect.simpler(complaint, prompt, streamed=streamed)
        if dialect is None:
            break
    assert dialect is None
    assert len(set(tried)) == len(tried)  # nothing is tried twice


@pytest.mark.parametrize(
    "complaint",
    [
        "this model's maximum context length is 4096 tokens",
        "context_length_exceeded",
        "the request exceeds the available context size",
        "prompt is too long: 9000 tokens > 8192 maximum",
        "content_filter",
        "the response was filtered due to azure openai's content management policy",
    ],
)
def test_what_is_said_of_the_text_is_not_tried_in_another_form(complaint: str) -> None:
    assert Dialect().simpler(complaint, PROMPT) is None


def test_only_what_the_server_knows_is_sent() -> None:
    plain = Dialect(ReplyForm.LINES, temperature=False, limit_key="max_completion_tokens", counts_streams=False)
    assert plain.parameters(PROMPT, streamed=True) == {"max_completion_tokens": 9}
    assert Dialect(ReplyForm.JSON).parameters(PROMPT)["response_format"] == {"type": "json_object"}
    assert "stream_options" not in Dialect().parameters(PROMPT)


@pytest.mark.parametrize(
    ("text", "obeyed"),
    [
        ('{"lines": []}', True),
        ('```json\n{"lines": []}\n```', True),
        ('{"answer": "yes"}', False),
        ("[]", False),
        ("S|1.1|The ferry ran aground.", False),
        ("", False),
        ("[" * 100_000, False),
    ],
)
def test_a_reply_shows_whether_the_form_was_obeyed(text: str, obeyed: bool) -> None:
    assert obeys(SCHEMA, text) is obeyed


def test_a_dialect_is_told_in_words() -> None:
    words = describe_dialect(Dialect(ReplyForm.JSON, temperature=False, limit_key="max_completion_tokens"))
    assert words == "form of replies: json_object, no temperature, max_completion_tokens"
