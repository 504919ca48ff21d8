"""Judges the text found on a page: an article, only its beginning, or what stands in place of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from bot.core.reading import count_words

ENOUGH_WORDS = 60
_BRIEF_WORDS = 25
_TEASER_WORDS = 250
_BEGUN = 0.6  # of the words that the page says the article has; whole ones have at least 0.85
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
_DOTS = re.compile(r"(?:…|\.\.\.)$")
_ROBOT_CHECK = re.compile(
    r"\b(?:verify(?:ing)? (?:that )?you(?: are|['’]re) (?:a )?(?:human|not a robot)|are you a robot|not a robot\b"
    r"|checking (?:if the site connection is secure|your browser)|prove (?:that )?you(?: are|['’]re) human"
    r"|(?:please )?(?:enable|turn on) (?:js|javascript) and (?:cookies|disable)"
    r"|complete the (?:security check|captcha)"
    r"|unusual (?:traffic|activity) (?:from|detected|on)|access to this page has been denied|ddos protection by"
    r"|performance (?:&|and) security by|pardon our interruption|you have been blocked|attention required"
    r"|please (?:enable|turn on) javascript|javascript is (?:disabled|required)|just a moment"
    r"|sind sie ein (?:mensch|roboter)|êtes-vous un robot|vous n['’]êtes pas un robot|eres un robot)",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"^\W*(?:error |http )?(?:404|410|50[023])(?:\W*$| [|:–-]| (?:not found|error|gone|page))"
    r"|\b(?:page (?:was )?not found"
    r"|(?:page|story|article|content|video)[^.!?]{0,60}(?:could not|couldn['’]t|can(?:no|['’])t) be found"
    r"|(?:page|story|article|content|video)[^.!?]{0,60}(?:no longer|not) (?:available|exists?)|access denied"
    r"|internal server error|service unavailable|bad gateway|(?:oops|sorry|uh-oh)\W+something went wrong"
    r"|not available in your (?:country|region|location)"
    r"|(?:seite|artikel)[^.!?]{0,40}nicht (?:gefunden|verfügbar)"
    r"|page (?:introuvable|non trouvée)|página no (?:encontrada|existe)|página não encontrada"
    r"|pagina (?:non trovata|niet gevonden)|nie znaleziono strony|страница не найдена)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’»)\]]*$")
_NOTICE_WORDS = 120
_OPENING_WORDS = 15
_VIDEO_WORDS = 100


class Wall(Enum):
    NONE = "none"
    TEASER = "teaser"
    CONSENT = "consent"
    ROBOT_CHECK = "robot check"
    MISSING = "missing"
    LIVE = "live"
    VIDEO = "video"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows and says of itself: `text` is the article as extracted, `page` all that can be seen,
    `locked` that it is not free to read, `live` that it is a running log, `video` that it is a film, `words` how
    many the article has, 0 where the page does not say."""

    title: str
    text: str
    page: str
    locked: bool = False
    live: bool = False
    video: bool = False
    words: int = 0


def judge(shown: Shown) -> Wall:
    """A wall's words alone prove nothing (every page has a cookie banner): they count when there is little
    text, or when they are the text."""
    words = count_words(shown.text)
    if words < _CONSENT_WORDS and len(_CONSENT.findall(shown.text)) >= max(3, words // 25):
        return Wall.CONSENT
    if words < _NOTICE_WORDS and (notice := _find_notice(shown)) is not None:
        return notice
    if shown.live:
        return Wall.LIVE
    cut_off = _CUT_OFF.search(shown.text.rstrip()) is not None
    may_be_begun = words < _TEASER_WORDS or cut_off or words < _BEGUN * shown.words
    if may_be_begun and (shown.locked or _PAY.search(shown.page) is not None):
        return Wall.TEASER
    if shown.video and words < _VIDEO_WORDS:
        return Wall.VIDEO
    if words < ENOUGH_WORDS and not _is_brief(shown.text, words):
        return Wall.CONSENT if _asks_for_consent(shown.page) else Wall.EMPTY
    if words < ENOUGH_WORDS and _DOTS.search(shown.text.rstrip()):
        return Wall.NONE  # a few whole sentences that end in dots: nobody asks to be paid for more
    return Wall.TEASER if cut_off and words < _TEASER_WORDS else Wall.NONE


def _find_notice(shown: Shown) -> Wall | None:
    """What a server says in place of the page: in the title, or as the first words to be seen or read."""
    openings = [shown.title, " ".join(shown.text.split()[:_OPENING_WORDS])]
    if count_words(shown.page) < _NOTICE_WORDS:
        openings.append(shown.page)
    if any(_ROBOT_CHECK.search(opening) for opening in openings):
        return Wall.ROBOT_CHECK
    return Wall.MISSING if any(_MISSING.search(opening) for opening in openings) else None


def _asks_for_consent(page_text: str) -> bool:
    """Whether a page without an article is about cookies: by a few words if it shows little else."""
    return len(_CONSENT.findall(page_text)) >= (3 if count_words(page_text) < _CONSENT_WORDS else 6)


def _is_brief(text: str, words: int) -> bool:
    """A few sentences are an article too; labels, addresses and captions are not."""
    lines = text.split("\n\n")
    told = sum(count_words(line) for line in lines if _SENTENCE_END.search(line) and count_words(line) > 8)
    return words >= _BRIEF_WORDS and told * 3 >= words * 2
