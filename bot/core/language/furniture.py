"""What stands on a publisher's page without telling the story: never worth publishing, never evidence."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.core.language.machine_talk import Talk, read_talk

# The long ones are read against the text in lower case: letters of both cases take three times as long.
_BOILERPLATE = re.compile(
    r"""
    \b(?:subscri(?:be|ption)s?\ (?:to|now|today|for)|sign\ up\ (?:to|for|now|here)|log\ ?in\ to|(?:click
    |tap)\ (?:here|on|the|to)
    |read\ more|continue\ reading|read\ (?:the\ )?full\ (?:story|article)|read\ also|related\ (?:stor(?:y|ies)
    |articles?|content|links)
    |all\ rights\ reserved|copyright\ (?:©|\(c\)|\d{4})|terms\ (?:of\ use|and\ conditions|of\ service)
    |privacy\ policy
    |cookies?\ (?:policy|settings|to|on|consent)|accept\ (?:all|cookies)|advertis(?:ement|ing\ feature)
    |sponsored\ (?:by|content)
    |follow\ us|follow\ (?:@|him|her|them|the\ author)\ ?\w*\ on|like\ us\ on|join\ (?:our
    |the)\ (?:conversation|newsletter|channel)|our\ newsletters?
    |share\ (?:this|on)\b|download\ (?:our|the)\ app|support\ our\ journalism|donate\ (?:now|today)
    |become\ a\ (?:member|subscriber)
    |(?:this|the)\ (?:article|story|report|piece)\ (?:was|has\ been|is|may|originally)\ (?:\w+\ )?(?:updated
    |amended|corrected|published|first|appeared|generated|written|being)
    |(?:additional|further)\ reporting\ by|reporting\ by\ .{0,80}(?:editing|writing)\ by|editing\ by
    |this\ (?:is\ a\ )?(?:breaking|developing)\ (?:news\ )?story
    |more\ (?:details|on\ this\ story)\ (?:soon|to\ follow|as)|check\ back\ (?:for|soon|later)|watch:|listen:
    |video:|photos?:|image:|gallery:|most\ (?:read|popular)
    |do\ you\ have\ (?:a\ (?:story|tip)|information|any)|(?:e-?mail|contact|write\ to)\ (?:us|our
    |the\ (?:newsroom|reporter|author))|have\ you\ been\ affected
    |back\ to\ top|skip\ to\ (?:content|main)|your\ (?:inbox|browser|device)|newsletter|enable\ javascript
    |ad\ ?blocker
    |what\ you\ need\ to\ know|here(?:'|’)?s\ what|view\ (?:comments|gallery)|comments\ (?:are\ closed|section)
    |buy\ tickets|free\ trial
    |(?:on|in)\ this\ (?:week['’]s\ )?(?:episode|edition|instal?lment)\b|per\ month\ after
    )
    """,
    re.VERBOSE,
)
_CAPTION = re.compile(
    r"^\s*(?:(?:file|handout|undated)\s+(?:photo|picture|image|pic)\b|(?:photo|image|picture|credit|source"
    r"|caption|graphic|illustration|video)\s*(?:by\b|:|/)"
    r"|(?:above|below|pictured|left|right)\s*[:,])|(?:getty images|shutterstock|\bafp/|/afp\b|(?:photo|image"
    r"|picture) (?:by|credit|courtesy)|\(file photo\))"
    r"|\b(?:is|are|was) (?:seen|pictured|shown) (?:here|above|below|in this)\b",
)
# An outlet about itself: what it will bring, what it alone has, whom it spoke to.
_SELF_TALK = re.compile(
    r"\b(?:can|could) (?:now )?(?:exclusively )?reveal\b|\bexclusively (?:reveal|report|learn|obtain|told)"
    r"|\bwill (?:bring|publish|carry|broadcast) (?:you )?(?:more (?:on|in|at|about|from|details|news|as"
    r"|when|later|soon)"
    r"|updates|the latest|live|further)\b|\b(?:told|tells|assured|showed|contacted|spoke to|speaking to"
    r"|wrote to) us\b"
)
_FIRST_PERSON = re.compile(
    r"^\s*(?:I|I['’](?:m|ve|d|ll)|[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Mm]y|[Oo]ur)\b"
    r"|\b(?:dear readers?|our (?:correspondent|reporter|readers|team|website|coverage|live blog|photographer"
    r"|newsroom))\b"
)
_ADDRESSED = re.compile(
    r"^\s*(?:please|don['’]t miss|see also|also read|read|watch|listen|find out|learn more|get|try|stay"
    r"|discover|see|scroll|swipe|explore)\b.{0,80}[.!:…]?\s*$",
    re.IGNORECASE,
)
# A feed's extract stops in the middle of a sentence; what it would have said nobody knows.
_CUT_OFF = re.compile(r"(?:\.\.\.|…)[\])]*\s*$")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]{12,}’")
_BYLINE = re.compile(
    r"^\s*(?:by\s+(?:[A-Z][\w.’'-]+\s*){1,4}(?:,.*|\|.*)?|(?:updated|published|posted|last updated"
    r"|first published)\b.{0,60})$",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# A row of a table: figures without the words that would say what they count.
_TABLE_ROW = re.compile(r"\S \| .*\S \| \S")


@lru_cache(maxsize=8_192)
def is_furniture(sentence: str) -> bool:
    """True for boilerplate, captions, bylines, first-person asides, cut-off sentences, words to software.

    First person inside quotation marks is what somebody said, and stays. Whether an order to a machine that
    somebody is quoted with is news, the whole article decides (`planted`).
    """
    if read_talk(sentence) is Talk.ADDRESSES or len(_LETTERS.findall(sentence)) < 2:
        return True
    plain = _QUOTED.sub(" ", sentence)
    lower = plain.lower()
    if _BOILERPLATE.search(lower) or _CAPTION.search(lower):
        return True
    patterns = (_SELF_TALK, _FIRST_PERSON, _ADDRESSED, _BYLINE, _CUT_OFF, _TABLE_ROW)
    return any(pattern.search(plain) for pattern in patterns)
