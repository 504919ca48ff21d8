"""Judges the text found on a page: an article, only its beginning, a consent wall, or nothing to read."""

from __future__ import annotations

import re
from enum import Enum

from bot.core.reading import count_words

ENOUGH_WORDS = 60
_TEASER_WORDS = 250
_CONSENT_WORDS = 200

_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|\bour partners\b|\bpersonali[sz]ed (?:ads|advertising|content)\b"
    r"|\bprivacy (?:policy|settings|choices)\b|\blegitimate interest|\bvendors?\b|\bGDPR\b"
    r"|\baccept (?:all|and continue)\b|\bbefore you continue\b|\byour privacy\b"
    r"|\bEinwilligung\b|\bDatenschutz\b|\bWerbung\b",
    re.IGNORECASE,
)
_PAY = re.compile(
    r"(?:subscribe|sign up|register|log in|sign in|create an? (?:free )?account)(?: now| today)?"
    r" (?:to|and) (?:continue|keep|read|unlock)"
    r"|continue reading (?:with|by|for|this|your)|to continue reading"
    r"|to (?:read|unlock) (?:the |this )?(?:full|rest|whole|entire) "
    r"|already (?:a subscriber|have an account|subscribed)"
    r"|(?:only|exclusively) (?:for|to) (?:our )?subscribers|subscriber[- ]only"
    r"|(?:this|the) (?:article|story|content) is (?:reserved )?(?:for|available to) (?:our )?subscribers"
    r"|you have (?:reached|used|read) (?:your|all|the).{0,40}(?:free )?articles"
    r"|jetzt weiterlesen|weiterlesen mit|nur für abonnenten|réservé aux abonnés|solo para suscriptores",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|(?:continue reading|read more|read on|weiterlesen|lire la suite)\W*)$",
    re.IGNORECASE,
)


class Wall(Enum):
    NONE = "none"
    TEASER = "teaser"
    CONSENT = "consent"
    EMPTY = "empty"


def _asks_for_consent(page_text: str) -> bool:
    """Whether a page without an article is about cookies: by a few words if it shows little else."""
    return len(_CONSENT.findall(page_text)) >= (3 if count_words(page_text) < _CONSENT_WORDS else 6)


def judge(text: str, page_text: str, locked: bool) -> Wall:
    """`text` is the article as extracted, `page_text` all that the page shows, `locked` what its head says.

    A wall's words alone prove nothing (every page has a cookie banner): they count when there is little text.
    """
    words = count_words(text)
    if words < _CONSENT_WORDS and len(_CONSENT.findall(text)) >= max(3, words // 25):
        return Wall.CONSENT
    asks_for_money = locked or _PAY.search(page_text) is not None
    cut_off = _CUT_OFF.search(text.rstrip()) is not None
    if asks_for_money and (words < _TEASER_WORDS or cut_off):
        return Wall.TEASER
    if words < ENOUGH_WORDS:
        return Wall.CONSENT if _asks_for_consent(page_text) else Wall.EMPTY
    return Wall.TEASER if cut_off and words < _TEASER_WORDS else Wall.NONE
