"""Scenarios of reading, asking and subscribing: what is sent, and what must be seen, on every platform."""

from __future__ import annotations

from tests.handlers.newsroom import HARBOUR
from tests.scenarios.acting import CONSOLE, Sees
from tests.scenarios.desk import BAY_NEWS, FEED_LIST, MOVED, PAGE, SITE
from tests.scenarios.rows import (
    STORY_BUTTONS,
    WITHHELD,
    attach,
    confide,
    fill,
    mention,
    news,
    press,
    reply,
    row,
    say,
)

READING = (
    row("start says how to begin", say("/start", "AiBot", "/subscribe")),
    row("help lists the commands", say("/help", "/summarize", "/settings", "/privacy")),
    row("help explains one command", say("/help ask", "/ask", "If the sources do not answer it")),
    row("an unknown command is told so", confide("/fly", "There is no command /fly")),
    row(
        "a story is read in full, its sources, its kin and the why of it",
        say("/story 1", "Nordlys", "2 independent outlets", buttons=("/sources 1", "/ask 1")),
        press("/sources 1", "Sources of:", "Harbour Post", "Coast Radio"),
        press("/why 1", "How this was written"),
        press("/related 1", "No other recent story"),
        say("/sources 1", "Sources of:", "Harbour Post"),
        say("/related 1", "No other recent story"),
        say("/why 1", "Nordlys", "independent"),
    ),
    row("a story that is not there is told so", say("/story 77", "There is no story 77")),
    row(
        "search lists stories with buttons",
        say("/search ferry reef", "Stories that tell of", "Nordlys", buttons=("/story 1",)),
        press("/story 1", "Nordlys"),
    ),
    row(
        "search that finds nothing says what to do",
        say("/search volcano", "No story of the last month", "/subscribe"),
    ),
    row("trending lists stories with their outlets", say("/trending", "Reported most right now", "Nordlys")),
    row(
        "digest brings the newest stories of the subscriptions",
        say("/subscribe coast"),
        say("/digest", "Vellmark"),
    ),
    row("digest without subscriptions says how to get some", say("/digest", "/subscribe")),
    row("summarize an address", say(f"/summarize {PAGE}", "comet", "Kestrel Bay", "Vale Observer")),
    row("summarize words", say("/summarize Nordlys", "Nordlys", buttons=("/sources 1",))),
    row("summarize a day", say("/summarize today", "Nordlys", "Vellmark")),
    row("summarize a topic", say("/summarize all about the ferry", "Nordlys", lacks=("Vellmark",))),
    row("summarize what cannot be read says why", say("/summarize https://dead.example/", "That did not work")),
)

ASKING = (
    row(
        "ask by command is answered with its source",
        say("/ask 1 How many passengers were injured?", "passengers were injured", "[1]", buttons=("/story 1",)),
        reply("/why", "How this answer came about", differs=WITHHELD),
        press("/why answer {turn}", "How this answer came about"),
    ),
    row(
        "ask what no source tells is refused",
        say("/ask 1 Who will pay for the repairs?", "The sources do not say: there is nothing on"),
    ),
    row(
        "ask by replying to a post, as a member may",
        say("/subscribe coast"),
        news("Comet Ilka seen over Kestrel Bay", "Comet Ilka"),
        reply("Where was the comet seen?", "Kestrel Bay", who="guest"),
    ),
    row(
        "ask by replying to an answer, where Discord lets AiBot read it",
        say("/story 1"),
        reply("How many passengers were injured?", "passengers were injured", differs=WITHHELD),
    ),
    row(
        "ask by button opens a field, and the words in it are the question",
        say("/story 1"),
        press("/ask 1", field="What would you like to know"),
        fill("How many passengers were injured?", "passengers were injured"),
    ),
    row(
        "ask by mention", say("/story 1"), mention("how many passengers were injured?", "passengers were injured")
    ),
    row("ask in private in plain words", confide("How many passengers were injured?", "passengers were injured")),
    row(
        "a thumb is thanked for to whoever pressed, and taken back",
        say("/subscribe coast"),
        say("/story 1"),
        press("/rate 1 up", note="Noted as useful"),
        press("/rate 1 down", note="Noted as not useful", who="guest", differs={CONSOLE: Sees(("not useful",))}),
        press("/rate 1 up", note="Taken back", differs={CONSOLE: Sees(("Noted as useful",))}),
    ),
)

SUBSCRIBING = (
    row(
        "subscribe to a bundle, with one story as a sample",
        say("/subscribe coast", "Subscribed to", "coast", "A sample", "Nordlys", buttons=STORY_BUTTONS),
        say("/why 1", "It is older than the subscription “coast”"),
        say("/subscriptions", "coast"),
    ),
    row("subscribe twice is told", say("/subscribe coast"), say("/subscribe coast", "has that already")),
    row("subscribe to a feed", say(f"/subscribe {HARBOUR}", "Subscribed to", "Harbour Post")),
    row("subscribe to words", say('/subscribe "ferry"', "stories that hold", "ferry")),
    row("subscribe to nothing asks to what", say("/subscribe", "Subscribe to what?", "coast")),
    row("subscribe to what is no feed says why", say("/subscribe https://dead.example/", "is not a feed")),
    row(
        "subscribe to a site with several feeds offers them as buttons",
        say(f"/subscribe {SITE}", "News", "Sport"),
        press("/subscribe #{offer}", "Subscribed to", BAY_NEWS),
    ),
    row(
        "subscribe to a list of feeds sent as a file",
        attach("/subscribe", "1 subscription added", file=FEED_LIST),
        say("/subscriptions", "1 subscription of this chat"),
        press("/subscription {id}", BAY_NEWS),
    ),
    row(
        "of a list of feeds that breaks off what can be read is taken",
        attach("/subscribe", "1 subscription added", file=FEED_LIST[: FEED_LIST.index(b"</body>") + 3]),
        say("/subscriptions", "1 subscription of this chat"),
    ),
    row(
        "a file that is no list of feeds is told so",
        attach("/subscribe", "This is no OPML file", file=b"GIF89a"),
        attach("/subscribe", "Bay Gazette", "no feed can be at the address", file=FEED_LIST[:-25]),
        say("/subscriptions", "no subscriptions"),
    ),
    row(
        "unsubscribe one and all",
        say("/subscribe coast"),
        say('/subscribe "ferry"'),
        say("/unsubscribe 1", "coast"),
        say("/unsubscribe all"),
        say("/subscriptions", "no subscriptions"),
    ),
    row("export gives an OPML file", say("/subscribe coast"), say("/export", file="aibot.opml")),
    row(
        "status tells how the feeds do",
        say("/subscribe coast"),
        say("/status", "2 feeds · all of them work", buttons=("/status feeds 1",)),
        press("/status feeds 1", "Harbour Post", in_place=True),
    ),
)

LISTS = (
    row(
        "browse subscriptions, look at one, keep it, drop it",
        say(f"/subscribe {HARBOUR}"),
        say("/subscriptions", "1 subscription", "Harbour Post", buttons=("/subscription {id}",)),
        press(
            "/subscription {id}",
            HARBOUR,
            in_place=True,
            buttons=("/drop {id}", "/editfeed @{id}", "/recheck {feed} {id}"),
        ),
        press("/drop {id}", "Unsubscribe from Harbour Post?", in_place=True, buttons=("/drop {id} yes",)),
        press("/subscription {id}", HARBOUR, in_place=True),
        press("/subscriptions 1", "1 subscription", in_place=True),
        press("/subscription {id}", HARBOUR, in_place=True),
        press("/drop {id}", "Unsubscribe from Harbour Post?", in_place=True),
        press("/drop {id} yes", "Unsubscribed from Harbour Post.", in_place=True),
        say("/subscriptions", "no subscriptions"),
    ),
    row(
        "change a feed's address by button, in the field that opens",
        say(f"/subscribe {HARBOUR}"),
        say("/subscriptions"),
        press("/subscription {id}"),
        press("/editfeed @{id}", field="new address"),
        fill(MOVED, f"is read at {MOVED} from now on"),
    ),
    row(
        "change a feed's address in words",
        say(f"/subscribe {HARBOUR}"),
        say(f"/editfeed 1 {MOVED}", f"is read at {MOVED} from now on"),
    ),
    row(
        "a feed's address is not changed to one at which no feed is",
        say(f"/subscribe {HARBOUR}"),
        say("/editfeed 1 https://dead.example/feed.xml", "did not answer", "The old address stays"),
        say("/subscriptions", "1 subscription", buttons=("/subscription {id}",)),
        press("/subscription {id}", HARBOUR, in_place=True),
        press("/editfeed @{id}", field="new address"),
        fill("https://dead.example/feed.xml", "did not answer", "The old address stays"),
        say("/subscriptions", "Harbour Post"),
    ),
    row(
        "a site offers its feeds for a changed address, too",
        say(f"/subscribe {HARBOUR}"),
        say("/subscriptions", buttons=("/subscription {id}",)),
        say(f"/editfeed 1 {SITE}", "several feeds", buttons=("/moveto @{id} #{offer}",)),
        press("/moveto @{id} #{offer}", f"is read at {BAY_NEWS} from now on"),
    ),
    row(
        "check a feed now",
        say(f"/subscribe {HARBOUR}"),
        say("/subscriptions"),
        press("/subscription {id}"),
        press("/recheck {feed} {id}", note="Harbour Post"),
    ),
    row(
        "filters in words and by buttons",
        say("/filter", "There are no filters here.", buttons=("/add_filter",)),
        say("/filter not topic:sport", "1. not topic:sport"),
        press("/add_filter", field="Which stories?"),
        fill('"port ansel" or strike', "2."),
        say("/filter", "not topic:sport", buttons=("/filter off line 1", "/filter off line 2")),
        press("/filter off line 1", "port ansel", lacks=("• 1. not topic:sport",), in_place=True),
        say("/filter (ferry", "is never closed"),
    ),
    row(
        "mute and unmute",
        say("/mute 1", "Muted here: story 1"),
        say("/mute strike over pay for 7d", "strike over pay"),
        say("/mute", "strike over pay", buttons=("/unmute line 1", "/unmute line 2")),
        press("/unmute line 2", lacks=("strike over pay",), in_place=True),
        say("/unmute 1", "No longer muted"),
    ),
    row(
        "follow by command and by button, and stop",
        say("/subscribe coast", buttons=("/follow 1",)),
        press("/follow 1", note="Followed here: story 1"),
        say("/follow", "story 1", buttons=("/follow off line 1",)),
        say("/follow off 1", "No longer followed"),
    ),
    row(
        "trust and hide outlets",
        say("/trust Harbour Post", "Harbour Post"),
        say("/trust", "Harbour Post", buttons=("/trust off line 1",)),
        press("/trust off line 1", lacks=("1. Harbour Post",), in_place=True),
        say("/hide Coast Radio", "Coast Radio"),
        say("/hide off Coast Radio", lacks=("1. Coast Radio",)),
        say("/hide Coast Radio", buttons=("/hide off line 1",)),
        press("/hide off line 1", lacks=("1. Coast Radio",), in_place=True),
    ),
    row(
        "why says what keeps a story out, by command, by button and in reply",
        say("/why 2", "No subscription of this chat asks for it."),
        say("/subscribe coast"),
        say("/why 2", "It is older than the subscription “coast”"),
        say("/mute 2"),
        say("/why 2", "It is muted here.", lacks=("older",)),
        say("/unmute 2"),
        say("/mute strike for 7d"),
        say("/sources 2", buttons=("/why 2",)),
        press("/why 2", "It is muted here by the words “strike”."),
        reply("/why", "It is muted here by the words “strike”.", differs=WITHHELD),
    ),
    row(
        "of a story that only a hidden outlet tells nothing is shown",
        say("/hide Harbour Post"),
        *(
            say(line, "Without the outlets that are hidden here", lacks=("Vellmark",))
            for line in (
                "/story 2",
                "/sources 2",
                "/related 2",
                "/ask 2 Who voted?",
                "/summarize Vellmark strike",
            )
        ),
        say("/search Vellmark", "No story of the last month"),
        say("/trending", lacks=("Vellmark",)),
        say("/why 2", "Story 2", lacks=("teachers",)),
        say("/hide off all"),
        say("/story 2", "Vellmark"),
    ),
    row(
        "status tells of quiet hours while they last",
        say("/subscribe coast"),
        say("/settings quiet 0:00-23:59"),
        say("/status", "Quiet hours until", lacks=("as they happen",)),
        say("/settings breaking on"),
        say("/status", "breaking news comes all the same"),
        say("/settings quiet off"),
        say("/status", "Stories come as they happen"),
    ),
    row(
        "pause and resume by button and by command",
        say("/pause", "Paused", buttons=("/resume",)),
        press("/resume", "Stories come here again"),
        say("/pause 3h", "Paused until"),
        say("/resume", "Stories come here again"),
        say("/resume", "not paused"),
    ),
)
