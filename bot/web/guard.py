"""Keeps AiBot from connecting anywhere but to public web servers."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from bot.core.saying import tr
from bot.errors import AddressForbidden

MAX_URL_CHARS = 2048
PUBLIC_PORTS = frozenset({80, 443, 8080, 8443})

_LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa")
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_PROTOCOL_ASSIGNMENTS = IPv4Network("192.0.0.0/24")  # a cloud's metadata lives here; older Pythons let it pass
_IPV4_COMPATIBLE = IPv6Network("::/96")
_HOST_CHARS = re.compile(r"[a-z0-9._:-]+")

Ip = IPv4Address | IPv6Address
AddrInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[object, ...]]


class RefusedConnection(OSError):
    """Raised where a socket would be opened; carries no address, so that several compare equal."""

    def __init__(self) -> None:
        super().__init__("the address is not public")


class Guard:
    """Judges every url before it is asked for and every address before a socket is opened to it.

    The second is what holds: it sees what names resolve to at the moment of connecting, so neither a
    redirect nor a name that changes its address between two look-ups gets past it.
    """

    def __init__(self, allowed: frozenset[tuple[str, int]] = frozenset()) -> None:
        self._allowed = allowed

    def check_url(self, address: str) -> URL:
        """The url, normalised and without its fragment; raises AddressForbidden in words for people."""
        url = _read_url(address)
        host, port = url.host or "", url.port or 0
        if self._is_allowed_host(host, port):
            return url
        literal = _read_ip(host)
        if literal is not None and not is_public(literal):
            raise AddressForbidden(
                tr("{host} is a private or reserved address; AiBot only visits public web sites.", host=host)
            )
        if literal is None and ("." not in host or host.endswith(_LOCAL_SUFFIXES)):
            raise AddressForbidden(
                tr("{host} is the name of a local machine; AiBot only visits public web sites.", host=host)
            )
        if port not in PUBLIC_PORTS:
            raise AddressForbidden(
                tr(
                    "{host} is asked for on port {port}; web sites are visited on ports 80, 443, 8080 and "
                    "8443 only.",
                    host=host,
                    port=str(port),
                )
            )
        return url

    def open_socket(self, info: AddrInfo) -> socket.socket:
        """For aiohttp's connector: the socket for an address that may be connected to."""
        family, kind, protocol, _, where = info
        literal, port = _read_ip(str(where[0])), where[1]
        if literal is None or not isinstance(port, int):
            raise RefusedConnection
        if not is_public(literal) and not self._is_allowed_address(literal, port):
            raise RefusedConnection
        return socket.socket(family=family, type=kind, proto=protocol)

    def _is_allowed_host(self, host: str, port: int) -> bool:
        if (host, port) in self._allowed:
            return True
        return host.endswith(".localhost") and ("*.localhost", port) in self._allowed

    def _is_allowed_address(self, literal: Ip, port: int) -> bool:
        if (str(literal), port) in self._allowed:
            return True
        return literal.is_loopback and any(
            name.endswith("localhost") and port == open_port for name, open_port in self._allowed
        )


class LocalhostResolver(AbstractResolver):
    """Names below localhost are this machine (RFC 6761), whatever the system's resolver thinks of them."""

    def __init__(self) -> None:
        self._others = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        if host != "localhost" and not host.endswith(".localhost"):
            return await self._others.resolve(host, port, family)
        here = ResolveResult(
            hostname=host,
            host="127.0.0.1",
            port=port,
            family=socket.AF_INET,
            proto=0,
            flags=socket.AI_NUMERICHOST,
        )
        return [here]

    async def close(self) -> None:
        await self._others.close()


def is_public(address: Ip) -> bool:
    """Whether it, and every IPv4 address wrapped in it, belongs to the public internet."""
    return all(
        inner.is_global and not inner.is_multicast and inner not in _PROTOCOL_ASSIGNMENTS
        for inner in _unwrap(address)
    )


def _unwrap(address: Ip) -> Iterator[Ip]:
    """What a packet to this address may reach: IPv4-mapped, 6to4, Teredo and NAT64 carry an IPv4 address."""
    if isinstance(address, IPv4Address):
        yield address
        return
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
        return
    if any(address in network for network in _NAT64):
        yield last
        return
    yield address
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if address in _IPV4_COMPATIBLE:
        yield last


def _read_url(address: str) -> URL:
    address = address.strip()
    if len(address) > MAX_URL_CHARS:
        raise AddressForbidden(
            tr(
                "This address is longer than {number} characters; no web page needs that.",
                number=str(MAX_URL_CHARS),
            )
        )
    if any(character <= " " or character in "\\\x7f" for character in address):
        raise AddressForbidden(tr("This address holds a space or a control character; check how it is written."))
    try:
        url = URL(address).with_fragment(None)
        host, port = url.host, url.port
    except ValueError as error:
        raise AddressForbidden(
            tr("{address} is not a web address; check how it is written.", address=address)
        ) from error
    if url.scheme not in ("http", "https"):
        raise AddressForbidden(
            tr("{address} is not a web address; it must begin with http:// or https://.", address=address)
        )
    if not host or port is None:
        raise AddressForbidden(
            tr("{address} names no web site; write it like https://site.example/feed.", address=address)
        )
    if url.user is not None or url.password is not None:
        raise AddressForbidden(tr("This address holds a user name or password; AiBot visits public pages only."))
    return url.with_host(_plain_host(url))


def _plain_host(url: URL) -> str:
    """The host as it will be looked up: in ASCII, lower case, without a final dot. Odd spellings of IP
    addresses ("127.1", "0x7f.0.0.1") are refused: nobody but an attacker writes them."""
    host = (url.raw_host or "").lower().rstrip(".")
    if not host or not _HOST_CHARS.fullmatch(host):
        raise AddressForbidden(
            tr("{host} is not a name a web site can have; check how it is written.", host=url.host)
        )
    if _read_ip(host) is None and _looks_numeric(host):
        raise AddressForbidden(tr("{host} is not a plain IP address; check how it is written.", host=host))
    return host


def _looks_numeric(host: str) -> bool:
    last = host.rsplit(".", 1)[-1]
    return ":" in host or last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last) is not None


def _read_ip(host: str) -> Ip | None:
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None
