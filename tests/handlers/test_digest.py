"""/digest: what the last day brought, now and a page at a time."""

from __future__ import annotations

from dataclasses import replace

from bot.ports import Storage
from tests.fakes import plain
from tests.handlers.newsroom import RULES, open_newsroom


async def test_what_found_no_room_stands_on_the_next_page(storage: Storage) -> None:
    async with open_newsroom(storage, rules=replace(RULES, digest_stories=1)) as newsroom:
        await newsroom.tell_the_ferry()
        await newsroom.tell_the_strike()
        first = await newsroom.message("/digest")
        assert "Nordlys" in plain(first)
        assert plain(first).endswith("And 1 more: /digest 2")
        (button,) = first.buttons[-1]
        second = await newsroom.message("", action=button.action)
        assert second.replaces
        assert "Vellmark" in plain(second)
        assert "Nordlys" not in plain(second)
        assert "more: " not in plain(second)
        assert [one.action for one in second.buttons[-1]] == ["digest:1"]
        assert plain(second) == await newsroom.say("/digest 2") == await newsroom.say("/digest 99")
        assert plain(first) == await newsroom.say("/digest now")
