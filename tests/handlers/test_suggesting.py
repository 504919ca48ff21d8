"""What is offered to somebody who is typing into a command's field."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.core.settings import read_setting
from bot.core.types import ChannelSettings, Option, OptionKind
from handlers import COMMANDS
from handlers.dispatch import NewsDesk
from handlers.options import OPTIONS
from handlers.suggesting import SETTINGS
from tests.handlers.newsroom import ELSEWHERE, HERE, Newsroom
from tests.make import make_request


async def offered(
    newsroom: Newsroom, command: str, option: str, typed: str = "", text: str = "", address: object = HERE
) -> dict[str, str]:
    """Values by their labels."""
    request = make_request(text or f"/{command}", address=address)
    return {one.label: one.value for one in await newsroom.desk.suggest(request, command, option, typed)}


async def test_stories_are_offered_by_number_and_headline_the_newest_first(newsroom: Newsroom) -> None:
    ferry, strike = await newsroom.tell_the_ferry(), await newsroom.tell_the_strike()
    found = await offered(newsroom, "ask", "story")
    assert list(found.values()) == [str(strike), str(ferry)]
    (label,) = await offered(newsroom, "story", "story", "nordl fer")
    assert label.startswith(f"{ferry}: ")
    assert await offered(newsroom, "why", "story", str(ferry)) == {label: str(ferry)}
    assert await offered(newsroom, "sources", "story", "zeppelin") == {}


async def test_bundles_are_offered_to_subscribe_to(newsroom: Newsroom) -> None:
    assert await offered(newsroom, "subscribe", "what") == {"coast: 2 feeds": "coast"}
    assert await offered(newsroom, "subscribe", "what", "https://coast.example") == {}


async def test_what_the_chat_has_is_offered_to_unsubscribe_from_and_each_offer_does_what_it_says(
    newsroom: Newsroom,
) -> None:
    await newsroom.message("/subscribe coast")
    await newsroom.message('/subscribe "ferry accident"')
    assert await offered(newsroom, "unsubscribe", "which") == {
        "1. coast": "1",
        "2. ferry accident": "2",
        "all": "all",
    }
    assert await offered(newsroom, "unsubscribe", "which", address=ELSEWHERE) == {}
    assert await newsroom.say("/unsubscribe 2") == "Unsubscribed from ferry accident."


async def test_settings_are_offered_by_name_and_then_their_values(newsroom: Newsroom) -> None:
    assert list(await offered(newsroom, "settings", "name", "t")) == ["timezone"]
    assert list(await offered(newsroom, "settings", "name")) == list(SETTINGS)
    styles = await offered(newsroom, "settings", "value", text="/settings style")
    assert list(styles) == ["brief", "story", "bullets", "plain"]
    zones = await offered(newsroom, "settings", "value", "berlin", text="/settings timezone")
    assert list(zones) == ["Europe/Berlin"]
    assert len(await offered(newsroom, "settings", "value", "e", text="/settings timezone")) == 25
    assert await offered(newsroom, "settings", "value", text="/settings nonsense") == {}


def test_every_value_that_is_offered_is_understood() -> None:
    for name, values in SETTINGS.items():
        for value in values:
            assert isinstance(read_setting(ChannelSettings(), name, value), ChannelSettings)


async def test_help_offers_the_commands(newsroom: Newsroom) -> None:
    assert list(await offered(newsroom, "help", "command", "subs")) == ["subscribe", "subscriptions"]


async def test_where_nothing_can_be_found_nothing_is_offered_and_nobody_hears_of_it(newsroom: Newsroom) -> None:
    assert await offered(newsroom, "start", "nothing") == {}
    assert await offered(newsroom, "nonsense", "story") == {}


@pytest.mark.parametrize("name", OPTIONS)
def test_the_options_of_a_command_are_as_platforms_take_them(name: str) -> None:
    (command,) = [one for one in COMMANDS if one.name == name]
    assert command.usage or all(one.kind in (OptionKind.FILE, OptionKind.CHANNEL) for one in OPTIONS[name])
    names = [option.name for option in OPTIONS[name]]
    assert len(set(names)) == len(names)
    for option in OPTIONS[name]:
        assert re.fullmatch("[a-z]{1,32}", option.name)
        assert 0 < len(option.about) <= 100
        assert_choices(option)


def assert_choices(option: Option) -> None:
    assert len(option.choices) <= 25
    assert not (option.choices and option.suggested)


class Closed:
    def __getattr__(self, name: str) -> Any:
        raise OSError


async def test_suggesting_that_breaks_offers_nothing(newsroom: Newsroom) -> None:
    desk = NewsDesk(replace(newsroom.app, storage=Closed()))
    assert await desk.suggest(make_request("/ask"), "ask", "story", "fer") == ()
