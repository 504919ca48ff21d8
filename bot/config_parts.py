"""What sections of the settings are made of: strict records, bounded numbers, web addresses."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from yarl import URL

Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=1)]


class Part(BaseModel):
    """A section: unknown settings are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def require_http(url: str) -> str:
    """Raises ValueError when it is not a web address."""
    try:
        address = URL(url)
    except ValueError:
        raise ValueError(f"{url!r} is not a web address") from None
    if address.scheme not in {"http", "https"} or not address.host:
        raise ValueError(f"{url!r} is not a web address; it should begin with https://")
    return url


def require_http_if_any(url: str) -> str:
    """The same, but for the empty string, which means none."""
    return require_http(url) if url else url
