"""How old an article may be that answers a question: what is asked of these days, no old article tells."""

from __future__ import annotations

import re
from datetime import datetime

from bot.core.language import split_sentences
from bot.core.questions import Question

# Days, chosen on half of the weeks of realtimeqa-2026.
NEWS_DAYS = 30  # "this week", "now"
SEASON_DAYS = 400  # "this year", "soon"
EVENT_DAYS = 800  # what was done once, on a day that the question leaves out

_NEWS = re.compile(
    r"\b(?:this (?:week(?:end)?|month)|today|tonight|yesterday|recent(?:ly)?|latest|newly|just|now"
    r"|current(?:ly)?|last (?:night|week)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|new (?:report|study|data|figures|survey|poll|research|analysis))\b",
    re.IGNORECASE,
)
_SEASON = re.compile(r"\bthis (?:year|season|spring|summer|autumn|winter)\b|\b(?:soon|upcoming)\b", re.IGNORECASE)
# What holds for long, and what asks for the day itself: "how many amendments does the Constitution have".
_LASTING = re.compile(
    r"\b(?:ever|in history|of all time|originally|when|does|do|is|are|has|have)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")


def find_oldest(question: Question, asked_at: datetime) -> int | None:
    """Days before the time of asking, None where age says nothing.

    Read in the sentence that asks: "The envoys met this week. Who founded the league?" is of no week.
    """
    asking = _find_asking(question.text)
    if _NEWS.search(asking):
        return NEWS_DAYS
    if any(int(year) < asked_at.year - 1 for year in _YEAR.findall(asking)):
        return None
    if _SEASON.search(asking):
        return SEASON_DAYS
    return None if _LASTING.search(asking) else EVENT_DAYS


def _find_asking(text: str) -> str:
    asking = [sentence.text for sentence in split_sentences(text) if sentence.text.endswith("?")]
    return asking[-1] if asking else text
