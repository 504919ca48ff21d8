"""What the operator may set about visits to publishers, each with its unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Limits and manners. Sizes are of decoded bytes: a small answer that unpacks to a huge one is cut off.

    `allowed` names (host, port) pairs that may be visited although they are private, for outlets served on
    this machine: an IP address, a name, or "*.localhost" for every name below localhost.
    """

    user_agent: str = "AiBot/0.1 (news feed reader)"
    deadline: timedelta = timedelta(seconds=20)  # for one visit with all its redirects, waiting in line apart
    feed_bytes: int = 8 * 1024 * 1024
    page_bytes: int = 2 * 1024 * 1024
    pdf_bytes: int = 16 * 1024 * 1024  # with its pictures
    robots_bytes: int = 512 * 1024
    visits_at_once: int = 16
    visits_per_host: int = 2
    host_pause: timedelta = timedelta(seconds=1)  # between the starts of two visits to one host
    parse_deadline: timedelta = timedelta(seconds=10)
    parse_memory_bytes: int = 1024 * 1024 * 1024
    obey_robots: bool = True
    allowed: frozenset[tuple[str, int]] = frozenset()

    @property
    def robot_name(self) -> str:
        """What robots.txt files may call us: the product's name at the start of the user agent."""
        return self.user_agent.split("/")[0].split(" ")[0]
