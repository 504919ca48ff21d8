"""What went wrong at an endpoint: the library's errors turned into ours, and what they say of the next call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from bot.core.dialects import is_filtered, is_too_long
from bot.core.endpoint_health import Trouble
from bot.core.saying import Phrase, joined, tr
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


_CREDIT = tr("The LLM endpoint says that the account's credit is used up")
_KEY = tr("The LLM endpoint refuses the key")
_CHECK_KEY = tr("Check the key in the environment, and that it may use this LLM.")
_NO_CREDIT = ("insufficient_quota", "billing", "credit", "exceeded your current quota")


def read_failure(error: openai.APIError, model: str, now: datetime) -> Failure:
    """Our failure for the library's error. Never the server's own words: some servers repeat the key in them."""
    import httpx2
    import openai

    if isinstance(error, openai.APITimeoutError):
        return Failure(
            LlmUnavailable(tr("The LLM endpoint did not answer in time.")), Trouble.PASSING, billed=True
        )
    if not isinstance(error, openai.APIStatusError):
        words = tr("The LLM endpoint could not be reached, or the connection broke off.")
        reached = not isinstance(error.__cause__, httpx2.ConnectError)
        return Failure(LlmUnavailable(words), Trouble.PASSING, again=True, billed=reached)
    status, complaint = error.status_code, complaint_of(error)
    if status == 429 and any(word in complaint for word in _NO_CREDIT):
        return _unavailable(_CREDIT, status, Trouble.LASTING)
    if status == 402:
        return _unavailable(_CREDIT, status, Trouble.LASTING)
    if status in {401, 403}:
        return _unavailable(_KEY, status, Trouble.LASTING, _CHECK_KEY)
    if status == 404:
        words = tr("The LLM endpoint knows no LLM called “{name}”, or no such address", name=model)
        return _unavailable(words, status, Trouble.LASTING, tr("Check llm.model and llm.base_url."))
    if status == 429:
        failure = _unavailable(tr("The LLM endpoint asks AiBot to come back later"), status, Trouble.PASSING)
        return _asked_again(failure, error, now)
    if status < 500:
        return _read_complaint(status, complaint)
    failure = _unavailable(tr("The LLM endpoint is out of order"), status, Trouble.PASSING)
    return _asked_again(failure, error, now)


def complaint_of(error: openai.APIError) -> str:
    """Everything the server said, in lower case: to look for words in, never to show."""
    return f"{error.code} {error.message} {error.body}".lower()


def _read_complaint(status: int, complaint: str) -> Failure:
    if status == 413 or is_too_long(complaint):
        words = tr("The LLM endpoint cannot read so long a text")
        return _unavailable(words, status, Trouble.PROMPT, tr("Set its context_tokens."))
    if is_filtered(complaint):
        return Failure(LlmRefused(tr("The LLM endpoint's filter declined the text.")), Trouble.PROMPT)
    words = tr("The LLM endpoint does not take the request")
    return _unavailable(words, status, Trouble.PASSING, tr("Check llm.model and how long a text it can read."))


def _unavailable(words: Phrase, status: int, trouble: Trouble, to_do: str = "") -> Failure:
    """`to_do`: a sentence for the operator, who alone is shown more than the first one."""
    said = tr("{problem} (HTTP {status}).", problem=words, status=str(status))
    return Failure(LlmUnavailable(joined((said, to_do))), trouble)


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
