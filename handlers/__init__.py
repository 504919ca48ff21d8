"""User commands, one per file, and the one table from which every platform registers them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.core.saying import tr
from bot.core.settings_menu import changes_settings
from bot.core.types import Message, Request
from bot.ports import App
from handlers import (
    admin,
    ask,
    ask_about,
    digest,
    editfeed,
    elsewhere,
    export,
    filter_,
    follow,
    help_,
    mute,
    outlets,
    pause,
    privacy,
    rate,
    recheck,
    related,
    resume,
    search,
    settings,
    sources,
    start,
    status,
    story,
    subscribe,
    subscription,
    subscriptions,
    summarize,
    trending,
    unsubscribe,
    usage,
    watch_lists,
    why,
)

Handler = Callable[[Request, str, App], Awaitable[Message]]
"""What was asked, the words after the command, and the app."""


@dataclass(frozen=True, slots=True)
class Command:
    """`usage` names the argument as people see it, "" for none; `manages`: changes the channel for everybody.

    `pressed`: buttons may call it, "story:12" being /story 12. `asks`: what a button of it has people type first;
    what they type comes after the button's own words. `hidden`: only buttons call it. `changes`: whether a
    managing command with these words after it would change anything, or only show it. `part_of`: the command as
    which a hidden one is allowed or not. `operators`: nobody else has a use for it. `only`: the one platform that
    has it, and answers it in private chats itself.
    """

    name: str
    usage: str
    help: str
    handler: Handler
    manages: bool = False
    details: tuple[str, ...] = ()
    pressed: bool = False
    asks: str = ""
    hidden: bool = False
    part_of: str = ""
    operators: bool = False
    only: str = ""
    changes: Callable[[str], bool] = bool


def always(words: str) -> bool:
    """Of a command that changes something without any words after it, too."""
    return True


COMMANDS: tuple[Command, ...] = (
    Command("start", "", tr("What AiBot is and how to begin"), start.answer),
    Command("help", "[COMMAND]", tr("All commands, or one explained"), help_.explaining(lambda: COMMANDS)),
    Command(
        "subscribe",
        'FEED | SITE | BUNDLE | "words" | OPML file',
        tr("Get new stories here as they happen"),
        subscribe.answer,
        manages=True,
        pressed=True,
        details=(
            tr("FEED: the address of an RSS, Atom or JSON feed. SITE: a site's address; AiBot finds its feeds."),
            tr('BUNDLE: a named set of feeds; /start lists them. "words": stories that hold all these words.'),
            tr("OPML file: a list of feeds as /export and other readers write it, sent along or by its address."),
        ),
    ),
    Command("unsubscribe", "NUMBER | all", tr("End a subscription"), unsubscribe.answer, manages=True),
    Command("subscriptions", "", tr("What this chat is subscribed to"), subscriptions.answer, pressed=True),
    Command(
        "editfeed",
        "NUMBER ADDRESS",
        tr("Give a feed of /subscriptions another address"),
        editfeed.answer,
        manages=True,
        pressed=True,
        asks=tr("What is the feed's new address?"),
        details=(tr("The subscription stays, with all that is set for it; the new address must hold a feed."),),
    ),
    Command("export", "", tr("The subscriptions as an OPML file for other readers"), export.answer),
    Command(
        "status",
        "",
        tr("How the feeds do, what was posted last, what waits and why"),
        status.answer,
        pressed=True,
        details=(
            tr(
                "When the feeds were and will be checked, which of them fail and why, when the next digest "
                "comes, what is kept back or could not be sent yet, and who writes. Times are those of the chat."
            ),
        ),
    ),
    Command(
        "settings",
        "[NAME VALUE]",
        tr("How stories come here: rhythm, hours, outlets, looks, language"),
        settings.answer,
        manages=True,
        details=settings.DETAILS,
        pressed=True,
        changes=changes_settings,
    ),
    Command(
        "set",
        "",
        tr("A setting's value in words"),
        settings.answer,
        manages=True,
        pressed=True,
        asks=tr("Write what it should be."),
        hidden=True,
        part_of="settings",
    ),
    Command(
        "filter",
        "[NUMBER] WORDS | off NUMBER",
        tr("Which stories come: words, topics, outlets, languages"),
        filter_.answer,
        manages=True,
        details=filter_.DETAILS,
        pressed=True,
    ),
    Command(
        "add_filter",
        "",
        tr("A filter in words"),
        filter_.answer,
        manages=True,
        pressed=True,
        asks=tr("Which stories? Such as: not topic:sport"),
        hidden=True,
        part_of="filter",
        changes=always,
    ),
    Command(
        "mute",
        "STORY | words [for 7d]",
        tr("A story or words that do not come any more"),
        mute.answer,
        manages=True,
        details=(
            tr("/mute alone lists them; in reply to a story it mutes that story. /mute tax cuts until friday"),
            watch_lists.WORDS,
        ),
        pressed=True,
    ),
    Command("unmute", "STORY | words", tr("Takes a mute back"), mute.undo, manages=True, pressed=True),
    Command(
        "follow",
        "STORY | words [for 30d]",
        tr("A story's every update, whatever filters say"),
        follow.answer,
        manages=True,
        details=(
            tr(
                "/follow alone lists them; /follow off 12 ends it. Of words: what your subscriptions bring that "
                "fits them comes, whatever filters say."
            ),
            watch_lists.WORDS,
        ),
        pressed=True,
    ),
    Command(
        "trust",
        "OUTLET | off OUTLET",
        tr("Outlets whose report is enough"),
        outlets.trust,
        manages=True,
        pressed=True,
    ),
    Command(
        "hide",
        "OUTLET | off OUTLET",
        tr("Outlets that are not shown here"),
        outlets.hide,
        manages=True,
        details=(
            tr(
                "A story of several outlets comes with the sentences that the others carry, without the hidden "
                "one's name and links; where too little is left, it does not come, and /why says so."
            ),
            tr("What stands here already stays as it is until it is next mended. A page that you name is read."),
        ),
        pressed=True,
    ),
    Command(
        "pause",
        "[3h | until 18:00 | until tomorrow]",
        tr("Nothing comes here for a while; what is missed is told in one message"),
        pause.answer,
        manages=True,
        details=(
            tr(
                "/pause 3h, /pause 2 days, /pause until 18:00, /pause until tomorrow, /pause until monday; "
                "without a time it lasts until /resume. Hours are those of the chat's timezone."
            ),
        ),
        pressed=True,
        changes=always,
    ),
    Command("resume", "", tr("Ends a pause"), resume.answer, manages=True, pressed=True, changes=always),
    Command("digest", "[PAGE]", tr("The newest stories of your subscriptions, now"), digest.answer, pressed=True),
    Command(
        "summarize",
        "URL… | words | topic WORDS | today",
        tr("One piece from pages, about words, or a topic's last day"),
        summarize.answer,
        details=(
            tr(
                "Several addresses make one piece; PDF files count too. Words find the newest story that "
                "holds them."
            ),
            tr(
                "As a reply to a message: the pages it links to. On Discord also from a message's menu, under "
                "Apps."
            ),
            tr(
                "/summarize topic climate, or today's election news — the stories of the last day about it; "
                "/summarize today — those of every kind. A bundle's name is a topic as well."
            ),
        ),
    ),
    Command("story", "[NUMBER]", tr("A story in full"), story.answer, pressed=True),
    Command(
        "related",
        "[NUMBER]",
        tr("Other recent stories of the same people, places and things"),
        related.answer,
        pressed=True,
    ),
    Command("sources", "[NUMBER]", tr("A story's sources and the words relied on"), sources.answer, pressed=True),
    Command(
        "search",
        "WORDS",
        tr("Recent stories that tell of some words"),
        search.answer,
        details=(
            tr(
                "Everything AiBot read in the last month is looked through, not only what this chat subscribed "
                "to."
            ),
        ),
    ),
    Command("trending", "", tr("What most outlets report right now"), trending.answer),
    Command(
        "why",
        "[NUMBER]",
        tr("What was left out of a story and why, and how differences were treated"),
        why.answer,
        pressed=True,
        details=(
            tr(
                "It names the sentences that the checks left out, each with its reason; where the sources "
                "differ and "
                "what was done about it; how many outlets are independent, and who carries whose text; and "
                "what was "
                "published with a reservation. In reply to an answer it tells who gave it and what was left out."
            ),
        ),
    ),
    Command(
        "ask",
        "[NUMBER] QUESTION",
        tr("A question about a story, answered from its sources"),
        ask.answer,
        pressed=True,
        asks=tr("What would you like to know about this story?"),
        details=(
            tr(
                "Without a number the question is about the last story shown here, or about another recent "
                "one that "
                "fits it far better; the answer then names it. "
                "If the sources do not answer it, AiBot says so and does not guess."
            ),
        ),
    ),
    Command(
        "about",
        "QUESTION",
        tr("Ask about this"),
        ask_about.answer,
        pressed=True,
        asks=tr("What would you like to know about it?"),
        hidden=True,
    ),
    Command("rate", "NUMBER up|down", tr("Whether a story was useful"), rate.answer, pressed=True, hidden=True),
    Command("privacy", "", tr("What is stored of this chat and of you, and for how long"), privacy.tell),
    Command(
        "forget", "me | chat", tr("Deletes what is yours, or all of this chat"), privacy.forget, pressed=True
    ),
    Command(
        "admin",
        "[feeds | chats | announce TEXT | block CHAT]",
        tr("How the work goes on; for operators"),
        admin.answer,
        operators=True,
        details=admin.DETAILS,
        pressed=True,
    ),
    Command(
        "usage",
        "",
        tr("What the LLM costs, and what is left of its budgets; for operators"),
        usage.answer,
        operators=True,
        details=(
            tr(
                "Calls, tokens and cost of today and this month, by work and endpoint; how the endpoints are; "
                "which "
                "chats asked for most. Operators stand in the settings, under [chat]."
            ),
        ),
    ),
    Command(
        "channel",
        "[@NAME | here]",
        tr("Run a channel of yours from this chat"),
        elsewhere.answer,
        details=(
            tr(
                "In a private chat with AiBot: after /channel @name, commands there are about that channel, as "
                "long as you are one of its administrators; /channel here ends it. AiBot must be an "
                "administrator there who may post."
            ),
        ),
        hidden=True,
        only="telegram",
    ),
    Command("subscription", "ID", tr("One subscription"), subscription.answer, pressed=True, hidden=True),
    Command(
        "drop",
        "ID",
        tr("End one"),
        subscription.drop,
        manages=True,
        pressed=True,
        hidden=True,
        part_of="unsubscribe",
    ),
    Command(
        "moveto",
        "ID #OFFER",
        tr("Read it there"),
        editfeed.answer,
        manages=True,
        pressed=True,
        hidden=True,
        part_of="editfeed",
    ),
    Command(
        "recheck",
        "ID",
        tr("Check a feed now"),
        recheck.answer,
        manages=True,
        pressed=True,
        hidden=True,
        part_of="editfeed",
    ),
)

MENU: tuple[Command, ...] = tuple(command for command in COMMANDS if not command.hidden)
"""What people are offered to type."""
