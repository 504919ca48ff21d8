"""Everything that can go wrong, as a tree sorted by who can act on it."""

from __future__ import annotations

from datetime import timedelta


class AiBotError(Exception):
    """The root. `str(error)` is a whole sentence in plain words that says what to do."""


class ConfigError(AiBotError):
    """The operator must mend the settings before anything can start. Holds every mistake found."""

    def __init__(self, *mistakes: str) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class UserError(AiBotError):
    """The person asking can act; the text is shown to them as it is."""


class UnknownCommand(UserError):
    """There is no such command."""


class BadArguments(UserError):
    """The command is known, what follows it is not understood."""


class NotAllowed(UserError):
    """This person may not do this here."""


class StoryNotFound(UserError):
    """No story of that number, or none matches the words."""


class NotSubscribed(UserError):
    """The channel has no such subscription."""


class LimitReached(UserError):
    """Too much was asked for at once, or too often."""


class SourceError(AiBotError):
    """The publisher's side: recorded on the feed or entry, shown where somebody asked for that page."""


class FetchFailed(SourceError):
    """No usable answer: unreachable, too slow, or an HTTP error. `after` is the publisher's Retry-After."""

    def __init__(self, message: str, *, status: int | None = None, after: timedelta | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.after = after


class FeedGone(SourceError):
    """The publisher says the feed is gone for good (HTTP 410)."""


class AddressForbidden(SourceError):
    """Not an address AiBot may connect to: private, malformed, or of a scheme other than http(s)."""


class TooLarge(SourceError):
    """The answer is larger than the limit in the settings."""


class NotAFeed(SourceError):
    """The document is neither RSS, Atom nor JSON Feed."""


class ArticleUnreadable(SourceError):
    """The page holds no article text: a consent wall, a teaser, an index page, or not HTML."""


class LlmError(AiBotError):
    """The LLM endpoint did not help; the built-in writer does the work instead.

    `told`: the operator has heard of it already, from the edge, which may say one thing once for many calls.
    """

    told: bool = False


class LlmUnavailable(LlmError):
    """Unreachable, overloaded, too slow, or the key is refused."""

    told = True


class LlmRefused(LlmError):
    """The endpoint declined to answer."""


class BadReply(LlmError):
    """An answer came, but not in the agreed form. `text` is what came."""

    def __init__(self, message: str, *, text: str = "") -> None:
        super().__init__(message)
        self.text = text


class BudgetSpent(LlmError):
    """The operator's budget is used up; `personal`: only what one person or channel may take of it in a day."""

    told = True

    def __init__(self, message: str, *, personal: bool = False) -> None:
        super().__init__(message)
        self.personal = personal


class DeliveryError(AiBotError):
    """A chat platform did not take a message."""


class TryLater(DeliveryError):
    """The platform asks to wait (flood limit, outage)."""

    def __init__(self, message: str, *, after: timedelta) -> None:
        super().__init__(message)
        self.after = after


class OutcomeUnknown(DeliveryError):
    """The answer was lost: the message may or may not have arrived."""


class ChannelGone(DeliveryError):
    """The channel no longer exists for us: blocked, kicked, deleted."""


class ChannelMoved(DeliveryError):
    """The channel has a new address (a Telegram group became a supergroup)."""

    def __init__(self, message: str, *, to: str) -> None:
        super().__init__(message)
        self.to = to


class MessageRejected(DeliveryError):
    """The platform will never take this message as it is."""


class MessageMissing(DeliveryError):
    """The message to edit or to reply to no longer exists."""


class StorageError(AiBotError):
    """The database."""


class NotFound(StorageError):
    """A `get` found nothing under that id."""


class Conflict(StorageError):
    """Somebody else changed the same row first; do the step again."""
