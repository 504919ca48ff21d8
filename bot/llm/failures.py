"""What went wrong at an endpoint: the library's errors turned into ours, and what they say of the next call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from bot.core.dialects import is_filtered, is_too_long
from bot.core.endpoint_health import Trouble
from bot.errors import LlmError, LlmRefused, LlmUnavailable

if TYPE_CHECKING:
    import openai


class Failure(Exception):
    """An attempt that brought no reply. `error` is what the caller gets when no endpoint helps.

    `again`: the same request may be sent once more, after `asked_for` (the server's Retry-After) where it said.
    `billed`: the server may have done the work, and will want to be paid for it.
    """

    def __init__(
        self,
        error: LlmError,
        trouble: Trouble,
        *,
        again: bool = False,
        asked_for: timedelta | None = None,
        billed: bool = False,
    ) -> None:
        super().__init__(str(error))
        self.error = error
        self.trouble = trouble
        self.again = again
        self.asked_for = asked_for
        self.billed = billed


_WORDS = {
    401: "refuses the key: check the key in the environment, and that it may use this LLM",
    402: "says that the account's credit is used up",
    403: "refuses the key: check the key in the environment, and that it may use this LLM",
}
_NO_CREDIT = ("insufficient_quota", "billing", "credit", "exceeded your current quota")


def read_failure(error: openai.APIError, model: str, now: datetime) -> Failure:
    """Our failure for the library's error. Never the server's own words: some servers repeat the key in them."""
    import httpx2
    import openai

    if isinstance(error, openai.APITimeoutError):
        return Failure(LlmUnavailable("The LLM endpoint did not answer in time."), Trouble.PASSING, billed=True)
    if not isinstance(error, openai.APIStatusError):
        words = "The LLM endpoint could not be reached, or the connection broke off."
        reached = not isinstance(error.__cause__, httpx2.ConnectError)
        return Failure(LlmUnavailable(words), Trouble.PASSING, again=True, billed=reached)
    status, complaint = error.status_code, complaint_of(error)
    if status == 429 and any(word in complaint for word in _NO_CREDIT):
        return _unavailable(_WORDS[402], status, Trouble.LASTING)
    if status in _WORDS:
        return _unavailable(_WORDS[status], status, Trouble.LASTING)
    if status == 404:
        words = f"knows no LLM called {model!r}, or no such address: check llm.model and llm.base_url"
        return _unavailable(words, status, Trouble.LASTING)
    if status == 429:
        failure = _unavailable("asks us to come back later", status, Trouble.PASSING)
        return _asked_again(failure, error, now)
    if status < 500:
        return _read_complaint(status, complaint)
    failure = _unavailable("is out of order", status, Trouble.PASSING)
    return _asked_again(failure, error, now)


def complaint_of(error: openai.APIError) -> str:
    """Everything the server said, in lower case: to look for words in, never to show."""
    return f"{error.code} {error.message} {error.body}".lower()


def _read_complaint(status: int, complaint: str) -> Failure:
    if status == 413 or is_too_long(complaint):
        return _unavailable("cannot read so long a text: set its context_tokens", status, Trouble.PROMPT)
    if is_filtered(complaint):
        return Failure(LlmRefused("The LLM endpoint's filter declined the text."), Trouble.PROMPT)
    words = "does not take the request: check llm.model and how long a text it can read"
    return _unavailable(words, status, Trouble.PASSING)


def _unavailable(words: str, status: int, trouble: Trouble) -> Failure:
    return Failure(LlmUnavailable(f"The LLM endpoint {words} (HTTP {status})."), trouble)


def _asked_again(failure: Failure, error: openai.APIStatusError, now: datetime) -> Failure:
    asked_for = _read_retry_after(error.response.headers.get("retry-after"), now)
    return Failure(failure.error, failure.trouble, again=True, asked_for=asked_for)


def _read_retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Seconds, or an HTTP date; None when there is none that can be read."""
    if value is None:
        return None
    try:
        return timedelta(seconds=max(0.0, float(value)))
    except (ValueError, OverflowError):
        pass
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(timedelta(), until - now)
