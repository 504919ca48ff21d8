"""/status, from a chat: in short, its feeds page by page, and what waits."""

from __future__ import annotations

from bot.core.types import File
from bot.errors import FetchFailed, TryLater
from tests.fakes import plain
from tests.handlers.newsroom import COAST, Newsroom
from tests.make import make_person, minutes


async def test_the_short_form_tells_what_came_last_and_comes_next_in_the_chats_time(newsroom: Newsroom) -> None:
    await newsroom.message("/settings timezone Europe/Berlin")
    await newsroom.tell_the_ferry()
    assert (await newsroom.say("/status")).splitlines() == [
        "Status at 11:00 (Europe/Berlin)",
        "2 feeds · all of them work",
        "Last check: today 11:00",
        "Next check: today 11:20",
        "Last article: today 10:30",
        "Last post here: today 10:40 · story 1: Ferry Nordlys runs aground off Port Ansel",
        "Stories come as they happen",
        "Pieces come from AiBot's built-in writer",
    ]


async def test_its_buttons_lead_to_the_feeds_and_back_in_one_message(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    newsroom.web.feeds[COAST] = FetchFailed("coastradio.example cannot be reached.")
    await newsroom.pass_time(30)
    short = await newsroom.message("/status", person=make_person(manages=False))
    ((feeds,),) = short.buttons
    shown = await newsroom.message("", action=feeds.action)
    assert shown.replaces
    assert plain(shown).splitlines() == [
        "Harbour Post · works · last check today 10:30 · next today 10:50 · last article today 09:30",
        "Harbour Post · failing since today 10:30 · last check today 10:30 · next today 10:51"
        " · last article today 09:30 — coastradio.example cannot be reached.",
    ]
    ((back,),) = shown.buttons
    assert plain(await newsroom.message("", action=back.action)) == plain(short)


async def test_many_feeds_are_turned_page_by_page(newsroom: Newsroom) -> None:
    listed = "".join(f'<outline xmlUrl="https://outlet{n}.example/feed.xml"/>' for n in range(8))
    await newsroom.message("/subscribe", file=File("feeds.opml", f"<opml><body>{listed}</body></opml>".encode()))
    first = await newsroom.message("/status feeds")
    assert [button.label for button in first.buttons[0]] == ["Back", "Next"]
    assert len(plain(first).splitlines()) == 6
    second = await newsroom.message("", action=first.buttons[0][1].action)
    assert [button.label for button in second.buttons[0]] == ["Previous", "Back"]
    assert plain(second).splitlines() == [
        "https://outlet6.example/feed.xml · not checked yet · next in a moment",
        "https://outlet7.example/feed.xml · not checked yet · next in a moment",
    ]


async def test_what_could_not_be_sent_says_why_and_when_it_is_tried_again(newsroom: Newsroom) -> None:
    newsroom.chat.fail_next(None, TryLater("The chat asks to wait.", after=minutes(300)))
    await newsroom.tell_the_ferry()
    short = await newsroom.message("/status")
    assert "Nothing was posted here yet" in plain(short)
    assert "1 message waits to be sent" in plain(short)
    told = await newsroom.say("", action=short.buttons[0][1].action)
    assert told == (
        "story 1: Ferry Nordlys runs aground off Port Ansel — could not be sent; next try today 14:40:"
        " The chat asks to wait."
    )


async def test_what_is_kept_for_the_digest_waits_until_then(newsroom: Newsroom) -> None:
    await newsroom.message("/settings rhythm digest 18:30")
    await newsroom.tell_the_ferry()
    assert "1 story is kept until today 18:30" in await newsroom.say("/status")
    assert await newsroom.say("/status waiting") == (
        "story 1: Ferry Nordlys runs aground off Port Ansel — It is kept for the digest on "
        "November 16, 2026, 18:30."
    )


async def test_a_paused_chat_says_so_and_until_when(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    await newsroom.message("/pause 2h")
    told = await newsroom.say("/status")
    assert "Paused until today" in told
    assert "Stories come as they happen" not in told
    await newsroom.message("/pause")
    assert "Paused until /resume" in await newsroom.say("/status")
