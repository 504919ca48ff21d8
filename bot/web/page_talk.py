"""What pages say to their readers around an article, by language: where else to read, what to do, whose it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Phrases are patterns; a space stands for any white space.
_ELSEWHERE: Mapping[str, str] = {
    "en": "read (more|also|next|the full story)|also read|see (more|also)|also see|more on this( story)?"
    "|related( (articles?|stor(y|ies)|links?|posts?|topics?|coverage|content))?"
    "|recommended( (stories|reading|for you))?|you (may|might) (also )?(like|enjoy|be interested in)"
    "|most (read|popular)|(don[’']t|do not) miss|trending( now)?|more from|more stories|what to read next|up next"
    "|watch( (now|next|also|more))?|also on|editor[’']?s[’']? (picks?|choice)|in case you missed it",
    "de": "lesen sie (auch|mehr|hier)|lies auch|auch interessant|mehr (zum thema|dazu|lesen)|passend dazu"
    "|weitere (themen|artikel|nachrichten|informationen)|siehe auch|(zum )?weiterlesen"
    "|das könnte (sie|dich|ihnen) (auch )?(interessieren|gefallen)",
    "fr": "[àa] (lire|voir)( (aussi|également))?|(lire|voir) (aussi|également|la suite)|sur le même (sujet|thème)"
    "|pour aller plus loin",
    "es": "(lea|lee|vea|ve|ver|leer|mira|mire) (también|más|además)|(también )?(te|le) (puede|podría) interesar"
    "|(noticias|notas|artículos) relacionad[ao]s",
    "pt": "(leia|veja|saiba|confira) (também|mais|ainda)|(você|te) pode (gostar|interessar)"
    "|(notícias|matérias|artigos) relacionad[ao]s",
    "it": "leggi (anche|tutto|di più)|guarda anche|vedi anche|(ti )?potrebbe(ro)? interessar(ti|vi)"
    "|(articoli|notizie) correlat[ie]",
    "nl": "lees (ook|meer|verder)|bekijk ook",
    "pl": "(czytaj|zobacz|przeczytaj|sprawdź) (też|także|również|więcej)",
    "sv da no": "läs (också|även|mer)|læs (også|mere)|les (også|mer)",
    "fi": "lue (myös|lisää)",
    "ro hu cs": "cite[șs]te [șs]i|olvas(sa|d) el|přečtěte si|čtěte (také|více)",
    "tr id": "ilgili haber(ler)?|baca juga",
    "ru uk": "(читайте|смотрите) (также|ещё|еще|також|ще)|по теме",
    "ar": "[اإ]قرأ أيض[اً]+",
    "ja zh": "関連記事|あわせて読みたい|相关(阅读|新闻|报道)|延伸阅读",
}
_CALLS: Mapping[str, str] = {
    "en": "advertisements?|sponsored|promoted|share this( (article|story|post))?|like this (story|article|post)"
    "|sign up( (for|to|here|now))?|subscribe( (to|now|here|today))?|follow us|click here|tap here|log in( to)?"
    "|register (to|now|here|for)|image (credit|source|caption)|photo(graph)?( (credit|by))?|getty images"
    "|listen to this article|download (our|the) (free )?app|join (the conversation|our)"
    r"|\d+ (min(ute)?s? read|comments?|shares?)|comments?|leave a (comment|reply)|post a comment"
    "|tell us what you think|what do you think|filed under|tagged( (with|as))?|tags?|topics?|posted in|loading"
    "|print this|back to top",
    "de": "anzeige|werbung|(beitrags|titel)?bild(quelle)?|foto(s|credit)?|kommentare?|schlagwörter"
    "|jetzt (abonnieren|anmelden)|abonnieren sie|folgen sie uns|(artikel )?teilen|melden sie sich",
    "fr": "publicité|crédit photo|abonnez-vous|suivez-nous|inscrivez-vous|partager|commentaires?",
    "es": "publicidad|s[ií]guenos|suscr[ií]b(ete|ase)|comparte|comentarios?|etiquetas",
    "pt": "publicidade|siga-nos|assine|compartilhe|comentários?",
    "it": "pubblicità|iscriviti|seguici|condividi|commenti",
    "nl": "advertentie|volg ons|meld je aan|abonneer|deel dit",
    "ru uk": "реклама|подпи(сывайтесь|шитесь)|підпи(суйтесь|шіться)",
}
_ABOUT_THE_PAGE: Mapping[str, str] = {
    "en": r"(in|to) your inbox|our ((free|daily|weekly) )*newsletters?\b|sign[ -]?up (here|now|for free|free)"
    r"|(to )?(view|read|get|see) the (full|rest of the|whole) (story|article)\b|already a subscriber"
    r"|subscribe (now )?to (our|the) .{0,40}\b(edition|newsletter|channel|updates)"
    r"|download .{0,40}\bapps?\b .{0,12}\b(ios|android|app store|google play)"
    r"|never miss (a|an|our|any)\b.{0,40}\b(stor(y|ies)|post|update|news|episode)"
    r"|(like|follow|find) us on (facebook|twitter|instagram|linkedin|x|telegram|youtube)\b"
    r"|may (earn|receive) (an? )?(\w+ )?(commission|compensation)|contains? affiliate links"
    r"|(submit|send) (us )?(a|your) letters? to|submit your letter|if you enjoyed this (article|story|post)"
    r"|we (want|would love|[’']d love) to hear (from you|what you think)|support our journalism",
    "de": "newsletter (abonnieren|anmelden|bestellen)|rss-feed abonnieren|zum newsletter|unseren? newsletter",
    "fr": "notre newsletter|notre lettre d.information",
    "es": "nuestr[ao] (newsletter|bolet[ií]n|canal de)|s[ií]guenos en",
    "pt it nl": "nossa newsletter|nosso canal|nostra newsletter|onze nieuwsbrief",
}
_RIGHTS = r"^\W*(©|\(c\)|copyright\b).{0,120}$|\ball rights reserved\b|\balle rechte vorbehalten\b"


def _at_start(phrases: Mapping[str, str]) -> re.Pattern[str]:
    """The phrase as whole words that open a line; the rest of the line as the group "rest"."""
    return _compile(rf"^\W*({'|'.join(phrases.values())})(?!\w)(?P<rest>.*)$")


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE)


SENDS_ELSEWHERE = _at_start(_ELSEWHERE)
"""How outlets send their readers to another story, at the start of a line."""

CALLS_READERS = _at_start(_CALLS)
"""What a page asks of its readers or labels, at the start of a line."""

SPEAKS_OF_THE_PAGE = _compile(rf"\b({'|'.join(_ABOUT_THE_PAGE.values())})|{_RIGHTS}")
"""What nobody writes in an article: said to the reader of this page about the page, anywhere in the line."""
