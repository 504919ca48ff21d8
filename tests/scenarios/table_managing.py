"""Scenarios of who may do what, of operating AiBot, and of every setting."""

from __future__ import annotations

from bot.core.settings_menu import PAGES, page_of
from tests.scenarios.acting import CONSOLE, DISCORD, TELEGRAM, WITH_OTHERS, Scenario
from tests.scenarios.desk import MOVED
from tests.scenarios.rows import NOT_OFFERED, confide, fill, press, row, say

RIGHTS = (
    row(
        "a member may read",
        say("/story 1", "Nordlys", who="guest"),
        say("/digest", who="guest"),
        say("/search ferry", "Nordlys", who="guest"),
        on=WITH_OTHERS,
    ),
    *(
        row(
            f"a member may not change the chat: {line.split()[0]}",
            say(line, "Only administrators", who="guest", differs=NOT_OFFERED),
            on=WITH_OTHERS,
        )
        for line in (
            "/subscribe coast",
            "/unsubscribe all",
            f"/editfeed 1 {MOVED}",
            "/settings silent on",
            "/filter ferry",
            "/mute 1",
            "/unmute 1",
            "/follow 1",
            "/trust Harbour Post",
            "/hide Harbour Post",
            "/pause",
            "/resume",
        )
    ),
    row(
        "a member may look at settings and not press one",
        say("/settings"),
        press("/settings look", who="guest"),
        press("/settings silent", "Silent", who="guest"),
        press("/settings silent on", note="Only administrators", who="guest"),
        on=WITH_OTHERS,
    ),
    row(
        "a member may not follow for all, and only the member is told",
        say("/subscribe coast"),
        press("/follow 1", note="Only administrators", who="guest", in_place=False),
        on=WITH_OTHERS,
    ),
    row(
        "a member may not have the chat forgotten, but may be forgotten",
        say("/forget chat", "Only administrators", who="guest"),
        say("/forget me", "Nothing here is in your name", who="guest"),
        on=WITH_OTHERS,
    ),
    row(
        "operators' commands are for operators",
        say("/admin", "for those who run AiBot", who="guest", differs=NOT_OFFERED),
        say("/usage", "for those who run AiBot", who="guest", differs=NOT_OFFERED),
        on=WITH_OTHERS,
    ),
)

OPERATING = (
    row(
        "admin tells how the work stands, and its buttons more",
        say("/admin", "Chats:", buttons=("/admin feeds", "/admin chats")),
        press("/admin feeds"),
        say("/admin feeds", lacks=("went wrong",)),
        say("/admin chats", "paper:1"),
        say("/admin fly", "/admin knows"),
        on=(DISCORD, CONSOLE),
    ),
    row(
        "where a whole group would read it, admin is for a private chat",
        say("/admin chats", "in a private chat", lacks=("paper:1",)),
        say("/usage", "in a private chat"),
        confide("/admin", "Chats:"),
        confide("/admin chats", "paper:1"),
        confide("/usage", "LLM"),
        confide("/admin announce We move house on Sunday.", "This would go to every chat"),
        on=(TELEGRAM,),
    ),
    row(
        "an announcement is shown before it goes out",
        say(
            "/admin announce We move house on Sunday.",
            "This would go to every chat",
            "We move house on Sunday.",
            buttons=("/admin send {notice}",),
        ),
        press(
            "/admin send {notice}", "It goes to", "We move", buttons=("/admin cancel {notice}",), in_place=True
        ),
        press("/admin cancel {notice}", "Stopped:", "We move house on Sunday.", in_place=True),
        say("/admin announce", "Announce what?"),
        on=(DISCORD, CONSOLE),
    ),
    *(
        row(
            f"a chat is blocked, listed, and let in again: {', '.join(on)}",
            act("/admin block paper:-7", "paper:-7 gets nothing more"),
            act("/admin chats", "1 chat is blocked", "paper:-7"),
            act("/admin unblock paper:-7", "is served once somebody there asks"),
            act("/admin unblock paper:1", "was not blocked"),
            act("/admin block 3", "is no chat that AiBot knows"),
            on=on,
        )
        for act, on in ((say, (DISCORD, CONSOLE)), (confide, (TELEGRAM,)))
    ),
    row("usage tells what the LLM costs", say("/usage", lacks=("went wrong",)), on=(DISCORD, CONSOLE)),
    row(
        "privacy lists what is stored, with buttons to delete it",
        say("/privacy", "What AiBot stores", "For how long", buttons=("/forget me", "/forget chat")),
        press("/forget me", "Nothing here is in your name"),
    ),
    row(
        "forget a chat, once it was confirmed",
        say("/subscribe coast"),
        say("/forget chat", "cannot be undone", buttons=("/forget chat yes",)),
        press("/forget chat yes", "knows nothing of this chat"),
        say("/subscriptions", "no subscriptions"),
    ),
)

SETTING_VALUES = {
    "rhythm": ("digest 8:00 18:00", "digest at 8:00"),
    "hours": ("7:00", "Digest hours: 7:00"),
    "weekdays": ("mon-fri", "Digest days: Monday to Friday"),
    "quietdays": ("on", "Empty digest: on"),
    "timezone": ("Asia/Tokyo", "Timezone: Asia/Tokyo"),
    "quiet": ("22:00-7:00", "Quiet hours: 22:00 to 7:00"),
    "breaking": ("on", "Breaking news: on"),
    "outlets": ("3", "Outlets: at least 3"),
    "wait": ("30 min", "Wait: 30 minutes"),
    "limit": ("5", "Limit: 5 an hour"),
    "updates": ("none", "Updates: corrections only"),
    "style": ("bullets", "Style: bullets"),
    "length": ("short", "Length: short"),
    "pictures": ("off", "Pictures: off"),
    "silent": ("on", "Silent: on"),
    "buttons": ("off", "Buttons: off"),
    "language": ("de", "Language of stories: German"),
    "interface": ("ru", "Русский"),
}
"""What each is set to, and what is shown then."""


def _by_text(name: str) -> Scenario:
    value, shown = SETTING_VALUES[name]
    return row(
        f"setting {name} in words",
        say(f"/settings {name} {value}", shown, buttons=(f"/settings {page_of(name)}",)),
    )


def _by_button(name: str) -> Scenario:
    value, shown = SETTING_VALUES[name]
    page = page_of(name)
    turned = (
        ()
        if page == next(iter(PAGES))
        else (press(f"/settings {page}", buttons=(f"/settings {name}",), in_place=True),)
    )
    return row(
        f"setting {name} by buttons, all in one message",
        say("/settings", buttons=(f"/settings {page}",)),
        *turned,
        press(f"/settings {name}", buttons=(f"/settings {name} {value}",), in_place=True),
        press(f"/settings {name} {value}", shown, in_place=True),
    )


SETTINGS_MENU = (
    *map(_by_text, SETTING_VALUES),
    *map(_by_button, SETTING_VALUES),
    row(
        "a setting that no button offers is typed into the field that opens",
        say("/settings timezone", buttons=("/set timezone",)),
        press("/set timezone", field="Write what it should be."),
        fill("Europe/Paris", "Timezone: Europe/Paris"),
    ),
    row(
        "a setting that is not understood says what is possible",
        say("/settings outlets two", "a number from 1 to 20"),
    ),
    row(
        "in another language",
        say("/settings interface de", "Gespeichert"),
        say("/subscriptions", lacks=("This chat",)),
    ),
)
