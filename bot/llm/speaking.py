"""One request to a server in the words of the chat completions API, its reply taken whole or as it is made."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.core.dialects import Dialect
from bot.core.endpoint_health import Trouble
from bot.core.protocol import estimate_tokens
from bot.core.saying import joined, tr
from bot.core.types import Prompt, Reply
from bot.errors import BadReply, LlmRefused, LlmUnavailable
from bot.llm.failures import Failure

if TYPE_CHECKING:
    import openai
    from openai.types import CompletionUsage

Heard = Callable[[str], None]
"""Is given the text of a reply piece by piece as it arrives. It only takes note: it must not wait."""


class Listening:
    """Passes on what is heard, and knows whether anything was."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self.heard_any = False

    def __call__(self, piece: str) -> None:
        self.heard_any = True
        self._heard(piece)


_CHARACTERS_A_TOKEN = 24  # more than any text has; a stream that is longer than that never ends


@dataclass(frozen=True, slots=True)
class Said:
    """What came back. `finish` is the API's finish_reason; `usage` None where the server does not count."""

    text: str
    finish: str | None
    refusal: str | None
    usage: CompletionUsage | None


async def ask(client: openai.AsyncOpenAI, model: str, prompt: Prompt, dialect: Dialect) -> Said:
    """The reply whole. Raises the library's errors, and `Failure` for what is no chat completion."""
    try:
        completion: object = await client.chat.completions.create(
            model=model, messages=_messages(prompt), **dialect.parameters(prompt)
        )
    except ValueError as error:  # a body that says it is JSON and is not
        raise _broken(tr("The LLM endpoint answered with broken JSON.")) from error
    return _read_completion(completion)


async def listen(
    client: openai.AsyncOpenAI, model: str, prompt: Prompt, dialect: Dialect, heard: Listening
) -> Said:
    """The same, piece by piece: `heard` is given each as it arrives."""
    parameters = dialect.parameters(prompt, streamed=True)
    stream: Any = await client.chat.completions.create(
        model=model, messages=_messages(prompt), stream=True, **parameters
    )
    async with stream:
        try:
            if "json" in stream.response.headers.get("content-type", ""):
                said = _read_whole(await stream.response.aread())
                heard(said.text)
                return said
            return await _gather(stream, prompt, heard)
        except ValueError as error:
            raise _broken(tr("The LLM endpoint answered with broken JSON.")) from error


def _messages(prompt: Prompt) -> Any:
    return [{"role": "system", "content": prompt.fixed}, {"role": "user", "content": prompt.text}]


async def _gather(stream: Any, prompt: Prompt, heard: Listening) -> Said:
    text, refusal = "", ""
    finish: str | None = None
    usage: CompletionUsage | None = None
    async for chunk in stream:
        usage = getattr(chunk, "usage", None) or usage
        for choice in getattr(chunk, "choices", None) or ():
            delta = getattr(choice, "delta", None)
            refusal += getattr(delta, "refusal", None) or ""
            if piece := getattr(delta, "content", None) or "":
                text += piece
                heard(piece)
            finish = getattr(choice, "finish_reason", None) or finish
        if len(text) > prompt.limit_tokens * _CHARACTERS_A_TOKEN:
            finish = "length"
            break
    if finish is None:
        words = tr("The LLM endpoint's reply broke off before its end.")
        raise Failure(LlmUnavailable(words), Trouble.PASSING, again=True, billed=True)
    return Said(text, finish, refusal or None, usage)


def _read_whole(body: bytes) -> Said:
    """A server that knows no streaming sends the whole completion as JSON."""
    from openai.types.chat import ChatCompletion

    document = json.loads(body)
    return _read_completion(ChatCompletion.construct(**document) if isinstance(document, dict) else document)


def _read_completion(completion: object) -> Said:
    from openai.types.chat import ChatCompletion

    if (
        isinstance(completion, ChatCompletion)
        and completion.choices
        and getattr(completion.choices[0], "message", None) is not None
    ):
        choice = completion.choices[0]
        return Said(choice.message.content or "", choice.finish_reason, choice.message.refusal, completion.usage)
    said = tr("The LLM endpoint answered, but not as a chat completion.")
    raise _broken(joined((said, tr("Check that llm.base_url ends where its API begins (often “/v1”)."))))


def _broken(words: str) -> Failure:
    return Failure(LlmUnavailable(words), Trouble.PASSING)


def read_reply(said: Said, prompt: Prompt, writer: str) -> Reply:
    """The reply with its tokens, counted by the server or else estimated. Raises `LlmRefused` or `BadReply`."""
    text = said.text.strip()
    if said.refusal or said.finish == "content_filter":
        raise LlmRefused(tr("The LLM declined to write this."))
    if said.finish == "length":
        raise BadReply(tr("The LLM's reply was cut off: it was longer than agreed."), text=text)
    if not text:
        raise BadReply(tr("The LLM sent an empty reply."))
    return Reply(text, *count_tokens(said, prompt), writer)


def count_tokens(said: Said, prompt: Prompt) -> tuple[int, int]:
    """Of the prompt and of the reply; estimated where the server counts nothing, or says that it was nothing."""
    if said.usage is not None and said.usage.prompt_tokens:
        return said.usage.prompt_tokens, said.usage.completion_tokens or 0
    return estimate_tokens(prompt.fixed + prompt.text), estimate_tokens(said.text)
