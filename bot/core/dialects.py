"""What of the chat completions API a server understands, and what to try after it complained."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.core.types import Prompt

TEMPERATURE = 0.1  # near-extractive writing wants the likeliest words, not variety

_FENCE = re.compile(r"^```\w*\s*|\s*```$")


class ReplyForm(StrEnum):
    """How the server can be told what a reply must look like, the strictest first."""

    SCHEMA = "json_schema"
    JSON = "json_object"
    LINES = "plain text"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a server turned out to understand, learned from its complaints.

    `counts_streams`: it tells the tokens of a streamed reply when asked to (`stream_options`).
    """

    form: ReplyForm = ReplyForm.SCHEMA
    temperature: bool = True
    limit_key: str = "max_tokens"
    counts_streams: bool = True

    def parameters(self, prompt: Prompt, *, streamed: bool = False) -> dict[str, Any]:
        """The request's parameters besides model and messages, in the words of the chat completions API."""
        parameters: dict[str, Any] = {self.limit_key: prompt.limit_tokens}
        if self.temperature:
            parameters["temperature"] = TEMPERATURE
        if prompt.schema is not None and self.form is ReplyForm.SCHEMA:
            schema = {"name": prompt.purpose, "strict": True, "schema": prompt.schema}
            parameters["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif prompt.schema is not None and self.form is ReplyForm.JSON:
            parameters["response_format"] = {"type": "json_object"}
        if streamed and self.counts_streams:
            parameters["stream_options"] = {"include_usage": True}
        return parameters

    def simpler(self, complaint: str, prompt: Prompt, *, streamed: bool = False) -> Dialect | None:
        """The dialect to try after the server said 400 in these words; None when there is none left.

        Servers word this freely or not at all, so whatever does not name another cause is taken to be
        about the form of the reply.
        """
        if is_too_long(complaint) or is_filtered(complaint):
            return None
        if "stream_options" in complaint and streamed and self.counts_streams:
            return replace(self, counts_streams=False)
        if "max_tokens" in complaint and self.limit_key == "max_tokens":
            return replace(self, limit_key="max_completion_tokens")
        if "temperature" in complaint and self.temperature:
            return replace(self, temperature=False)
        if prompt.schema is not None and self.form is not ReplyForm.LINES:
            return self.with_simpler_form()
        return replace(self, counts_streams=False) if streamed and self.counts_streams else None

    def with_simpler_form(self) -> Dialect:
        """The same with the next form of reply; plain text stays plain text."""
        forms = tuple(ReplyForm)
        return replace(self, form=forms[min(forms.index(self.form) + 1, len(forms) - 1)])


def is_too_long(complaint: str) -> bool:
    """Whether a server's 400, in lower case, is about a text longer than its LLM can read."""
    of_context = "context" in complaint and any(word in complaint for word in ("length", "size", "window"))
    return of_context or "too long" in complaint


def is_filtered(complaint: str) -> bool:
    """Whether a server's 400, in lower case, is about what a text says."""
    return "content_filter" in complaint or "content management policy" in complaint


def obeys(schema: dict[str, object], text: str) -> bool:
    """Whether a reply has the outer shape of the schema: a JSON object with every property it requires.

    A server that ignores the form of the reply (some accept it and do nothing) gives itself away by that.
    """
    try:
        document = json.loads(_FENCE.sub("", text.strip()))
    except (ValueError, RecursionError):
        return False
    required = schema.get("required", [])
    return isinstance(document, dict) and isinstance(required, list) and all(key in document for key in required)


def describe_dialect(dialect: Dialect) -> str:
    """For the operator: how replies are asked for, and what the server does not know."""
    words = [f"form of replies: {dialect.form.value}"]
    if not dialect.temperature:
        words.append("no temperature")
    if dialect.limit_key != "max_tokens":
        words.append(dialect.limit_key)
    return ", ".join(words)
