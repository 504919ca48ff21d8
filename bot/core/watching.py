"""What a chat mutes, follows, trusts, hides and filters: lists that are read, changed and shown in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bot.core.admission import list_watches
from bot.core.filters import Every, Not, Query, Some, Term, read_query, show_query, stems_in_order
from bot.core.language import content_stems
from bot.core.pausing import read_until, show_until
from bot.core.saying import Phrase, as_written, joined, tr
from bot.core.topics import find_topic
from bot.core.types import ChannelSettings, Rule, Subscription, Watch
from bot.errors import BadArguments

Heads = Mapping[int, int]
"""The number that a story has now, by one that it had before it was merged into another."""

_AS_NAMED: Heads = MappingProxyType({})

LIMIT = 50
"""Entries of each list."""

_ALL = "all"  # as in /filter off all
_LONGEST_WORDS = 100
_LONGEST_NAME = 60
_STORY = re.compile(r"(?:story\s+)?#?(\d{1,9})", re.ASCII | re.IGNORECASE)
_LINE = re.compile(r"line (\d{1,3})", re.ASCII | re.IGNORECASE)
_UNTIL = r"(?:for|until|till)\s+\S+(?:\s+\S+)?|\d{1,4} ?(?:min(?:utes?)?|h|hours?|d|days?|w|weeks?)"
_END = re.compile(rf"(.*?)\s+({_UNTIL})", re.IGNORECASE | re.DOTALL | re.ASCII)
_TIME = re.compile(_UNTIL, re.IGNORECASE | re.ASCII)
_TOPIC = re.compile(r"topic\s+(\w+)", re.IGNORECASE)


# ---------------------------------------------------------------- stories and words


def find_numbers(words: str, watches: Sequence[Watch] = ()) -> tuple[int, ...]:
    """Those of the stories that "12" or "story 12 for 7d" names, and that are watched."""
    match = _END.fullmatch(words.strip())
    number = _STORY.fullmatch(match[1] if match is not None else words.strip())
    named = (int(number[1]),) if number is not None else ()
    return (*named, *(one.story_id for one in watches if one.story_id))


def read_watch(words: str, settings: ChannelSettings, now: datetime, heads: Heads = _AS_NAMED) -> Watch:
    """ "12", "story 12 for 7d", "tax cuts until friday", "topic sport 7d", "ferry AND strike". Raises
    BadArguments."""
    wanted, until = words.strip(), None
    if is_time(wanted):
        raise BadArguments(
            tr(
                "That is only a time. Name a story or words first, such as: 12 for 3h. To have nothing come here "
                "for a while write /pause."
            )
        )
    if (match := _END.fullmatch(wanted)) is not None:
        until = read_until(match[2], settings, now)
        wanted = match[1]
    if (number := _STORY.fullmatch(wanted)) is not None:
        return Watch(story_id=heads.get(int(number[1]), int(number[1])), until=until)
    return Watch(words=_read_words(" ".join(wanted.strip("' ").split())), until=until)


def _read_words(told: str) -> str:
    """As they are kept: a query like a filter's, of which something must be said that the stories are about."""
    if len(told) > _LONGEST_WORDS or not stems_in_order(told):
        raise BadArguments(tr("Name a story by its number, or words of {number} characters at most.", number=100))
    if (topic := _TOPIC.fullmatch(_bare(told))) is not None and (found := find_topic(topic[1])) is not None:
        return f"topic:{found.value}"
    query = read_query(told)
    if any(isinstance(part, Not) for part in (query.parts if isinstance(query, Some) else (query,))):
        raise BadArguments(
            tr(
                "“{words}” would match nearly every story. Name first what is meant: ferry NOT strike.",
                words=told,
            )
        )
    if ":" not in told and not content_stems(told):
        raise BadArguments(
            tr("“{words}” would match everything or nothing. Name what the stories should be about.", words=told)
        )
    if _chooses(query):
        return show_query(query)  # so that it is seen how it was read
    return _bare(told) if isinstance(query, Term) and " " not in query.text else told


def _chooses(query: Query) -> bool:
    """Whether more is said than that all of some words occur."""
    return isinstance(query, Some | Not) or (isinstance(query, Every) and any(map(_chooses, query.parts)))


def _bare(words: str) -> str:
    """Without the quotation marks around them."""
    return " ".join(words.strip("\"“”„«»' ").split())


def is_time(words: str) -> bool:
    """Whether they name nothing but a time: "3h", "until friday"."""
    return _TIME.fullmatch(words.strip()) is not None


def add_watch(watches: Sequence[Watch], new: Watch, now: datetime) -> tuple[Watch, ...]:
    """With the new one last, in place of what was watched of the same; what has run out goes."""
    kept = drop_watch(list_watches(watches, now), new)
    if len(kept) >= LIMIT:
        raise BadArguments(tr("There are {number} entries already, the most there can be.", number=LIMIT))
    return (*kept, new)


def drop_watch(watches: Sequence[Watch], same: Watch) -> tuple[Watch, ...]:
    """Without what is watched of the same story or words."""
    return tuple(
        one for one in watches if (one.story_id, one.words.casefold()) != (same.story_id, same.words.casefold())
    )


def join_merged(watches: Sequence[Watch], heads: Heads) -> tuple[Watch, ...]:
    """Each story under the number that it has now; of two that became one the longer watch stays, in the place
    of the first."""
    kept: dict[tuple[int, str], Watch] = {}
    for one in watches:
        now = replace(one, story_id=heads.get(one.story_id, one.story_id))
        other = kept.setdefault((now.story_id, now.words.casefold()), now)
        if other.until is not None and (now.until is None or now.until > other.until):
            kept[now.story_id, now.words.casefold()] = now
    return tuple(kept.values())


def means_all(words: str) -> bool:
    """Whether every entry of a list is meant: "/unmute all"."""
    return words.strip().casefold() == _ALL


def find_watch(
    watches: Sequence[Watch], words: str, settings: ChannelSettings, now: datetime, heads: Heads, command: str
) -> Watch:
    """The one of that line of the list, story or words. Raises BadArguments, which names the `command` that shows
    the list."""
    current = list_watches(watches, now)
    place = read_line(words)
    if place is not None:
        found = current[place - 1 : place]
    else:
        same = _read_named(words, current) or read_watch(words, settings, now, heads)
        found = tuple(one for one in current if not drop_watch((one,), same))
    if not found:
        raise not_in_list(words, command)
    return found[0]


def not_in_list(words: str, command: str) -> BadArguments:
    told = tr("“{words}” is not in the list; {command} shows it.", words=words[:60], command=as_written(command))
    return BadArguments(told)


def _read_named(words: str, watches: Sequence[Watch]) -> Watch | None:
    """The one of just these words, whatever they are."""
    wanted = _bare(words).casefold()
    return next((one for one in watches if wanted and _bare(one.words).casefold() == wanted), None)


def show_watch(watch: Watch, settings: ChannelSettings) -> Phrase:
    if watch.story_id:
        what = tr("story {number}", number=str(watch.story_id))
    else:
        what = joined((watch.words,)) if _bare(watch.words) != watch.words else tr("“{words}”", words=watch.words)
    if watch.until is None:
        return what
    return tr("{what}, until {time}", what=what, time=show_until(watch.until, settings))


def read_line(words: str) -> int | None:
    """The line of a list that a button names: "line 2"."""
    match = _LINE.fullmatch(words.strip())
    return max(int(match[1]), 1) if match is not None else None


# ---------------------------------------------------------------- outlets


def add_name(names: Sequence[str], name: str) -> tuple[str, ...]:
    told = _bare(name)
    if not stems_in_order(told) or len(told) > _LONGEST_NAME:
        raise BadArguments(tr("Name an outlet or its domain, such as BBC or bbc.co.uk."))
    kept = drop_name(names, told)
    if len(kept) >= LIMIT:
        raise BadArguments(tr("There are {number} entries already, the most there can be.", number=LIMIT))
    return (*kept, told)


def drop_name(names: Sequence[str], name: str) -> tuple[str, ...]:
    """Without that name, or without that line, or without any of them: "Reuters", "line 2" or just "2", "all"."""
    wanted = _bare(name).casefold()
    kept = tuple(one for one in names if one.casefold() != wanted)
    place = read_line(name) or read_line(f"line {wanted}")
    if len(kept) < len(names):
        return kept
    if place is None:
        return () if wanted == _ALL else kept
    return tuple(one for number, one in enumerate(names, 1) if number != place)


# ---------------------------------------------------------------- filters


def read_rule(words: str, subscriptions: Sequence[Subscription]) -> Rule:
    """A filter, for one subscription where its number comes first: "2 not topic:sport". Raises BadArguments."""
    first, *rest = words.split(maxsplit=1) or [""]
    place = int(first) if first.isascii() and first.isdigit() and len(first) < 4 else 0
    if rest and 1 <= place <= len(subscriptions):
        query, subscription_id = rest[0], subscriptions[place - 1].id
    else:
        query, subscription_id = words, 0
    told = " ".join(query.split())
    read_query(told)
    return Rule(told, subscription_id)


def add_rule(rules: Sequence[Rule], new: Rule, subscriptions: Sequence[Subscription]) -> tuple[Rule, ...]:
    """With the new one last; those of subscriptions that ended go."""
    known = {0, *(one.id for one in subscriptions)}
    kept = tuple(rule for rule in rules if rule != new and rule.subscription_id in known)
    if len(kept) >= LIMIT:
        raise BadArguments(tr("There are {number} entries already, the most there can be.", number=LIMIT))
    return (*kept, new)


def show_rule(rule: Rule, subscriptions: Sequence[Subscription]) -> Phrase | str:
    for place, one in enumerate(subscriptions, 1):
        if one.id == rule.subscription_id:
            return tr(
                "{filter} (only subscription {place}: {target})",
                filter=rule.query,
                place=place,
                target=one.target,
            )
    return rule.query
