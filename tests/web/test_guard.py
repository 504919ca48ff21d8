"""Nothing but the public web is connected to, however the address is written or resolved."""

from __future__ import annotations

import json
import os
import socket
from ipaddress import ip_address
from pathlib import Path

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.errors import AddressForbidden
from bot.web.guard import Guard, RefusedConnection, is_public

SHARED = Path(os.environ.get("AIBOT_SHARED_DATA") or Path(__file__).parents[2] / ".." / "shared" / "data")
SSRF_URLS = SHARED / "ssrf-urls" / "dev" / "urls.jsonl"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.1.2.3",
        "255.255.255.255", "224.0.0.1", "192.0.0.192", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe", "::7f00:1",
    ],
)  # fmt: skip
def test_private_and_wrapped_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://harbour.example/", "file:///etc/passwd", "//harbour.example/", "harbour.example", "http:///x", "",
        "http://user@harbour.example/", "http://a:b@harbour.example/", "http://harbour.example:22/",
        "http://harbour.example:99999/", "http://127.0.0.1/", "http://127.1/", "http://2130706433/",
        "http://0x7f000001/", "http://0177.0.0.1/", "http://[::1]/", "http://[::ffff:7f00:1]/", "http://localhost/",
        "http://printer.local/", "http://intranet/", "http://harbour.example\\@127.0.0.1/", "http://har b.test/",
        "http://harbour.example/\n", "javascript:alert(1)", "http://[fe80::1%25eth0]/", "http://127.0.0.1./",
        "http://①②⑦.⓪.⓪.①/", "https://harbour.example/" + "a" * 3000,
    ],
)  # fmt: skip
def test_an_address_outside_the_public_web_is_refused_in_words(url: str) -> None:
    if url.endswith("\n"):
        url = url.replace("example", "exam\nple")
    with pytest.raises(AddressForbidden) as refused:
        Guard().check_url(url)
    assert str(refused.value).endswith(".")


def test_a_public_address_passes_normalised_and_without_its_fragment() -> None:
    assert str(Guard().check_url(" https://Harbour.Example./a?b=1#c ")) == "https://harbour.example/a?b=1"
    assert Guard().check_url("https://harbour.example:8443/").port == 8443
    assert Guard().check_url("https://bücher.example/").raw_host == "xn--bcher-kva.example"


def test_this_machine_is_visited_only_where_it_was_allowed() -> None:
    guard = Guard(frozenset({("*.localhost", 8123)}))
    assert guard.check_url("http://harbour.localhost:8123/").port == 8123
    for url in ("http://harbour.localhost:8124/", "http://harbour.localhost/", "http://127.0.0.1:8123/"):
        with pytest.raises(AddressForbidden):
            guard.check_url(url)
    with pytest.raises(RefusedConnection):
        guard.open_socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 22)))
    guard.open_socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 8123))).close()


class ScriptedResolver(AbstractResolver):
    """Every name resolves to the address it is told."""

    def __init__(self, address: str) -> None:
        self.address = address

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        kind = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        return [ResolveResult(hostname=host, host=self.address, port=port, family=kind, proto=0, flags=0)]

    async def close(self) -> None:
        return None


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
async def test_a_public_name_that_leads_to_a_private_address_opens_no_socket(
    address: str,
) -> None:
    resolver = ScriptedResolver(address)
    connector = aiohttp.TCPConnector(socket_factory=Guard().open_socket, resolver=resolver)
    async with aiohttp.ClientSession(connector=connector) as session:
        with pytest.raises(aiohttp.ClientConnectorError) as refused:
            await session.get("http://rebound.example/")
    assert isinstance(refused.value.os_error, RefusedConnection)


@pytest.mark.skipif(not SSRF_URLS.exists(), reason="the shared data is not here (AIBOT_SHARED_DATA)")
def test_hostile_addresses_of_the_public_collection_are_refused_and_benign_ones_pass() -> None:
    """Those that need a look-up or a redirect to show their target are the socket's to refuse."""
    wrong: list[str] = []
    for line in SSRF_URLS.read_text().splitlines():
        case = json.loads(line)
        if case["kind"] == "needs-dns-or-redirect":
            continue
        try:
            Guard().check_url(case["url"])
            passed = True
        except AddressForbidden:
            passed = False
        if passed != (case["expected"] == "allow"):
            wrong.append(case["url"])
    assert wrong == []
