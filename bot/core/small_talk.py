"""Words that are no question about news: greetings, thanks, praise, anger. Each gets one kind sentence."""

from __future__ import annotations

import re

from bot.core.saying import Phrase, tr

_REPLIES: tuple[tuple[str, Phrase], ...] = (
    (
        r"(?:hi|hello|hey|hallo|moin|good (?:morning|day|afternoon|evening|night)|greetings|bye|goodbye|see you"
        r"|guten (?:morgen|tag|abend)|hola|buen[oa]s (?:d[ií]as|tardes|noches)|bonjour|bonsoir|salut|ol[áa]|oi"
        r"|bo[am] (?:dia|tarde|noite)|привет|здравствуй(?:те)?|добр(?:ый|ое) (?:день|вечер|утро))"
        r"(?: (?:there|bot|aibot|all|everyone|you|again|later))*",
        tr("Hello. Ask about a story, for example “How many people were injured?”, or see /help."),
    ),
    (
        r"(?:many |ok(?:ay)?,? |great,? )?(?:thanks|thank you|thx|cheers|ta)"
        r"(?: (?:a lot|so much|very much|bot|aibot|for (?:that|this|the \w+|your help)))*"
        r"|(?:vielen |besten )?dank|danke(?: (?:schön|dir|ihnen))?|(?:muchas )?gracias|merci(?: beaucoup)?"
        r"|(?:muito )?obrigad[oa]|(?:большое )?спасибо(?: большое)?"
        r"|(?:well done|good (?:bot|job)|great|nice|cool|perfect|awesome"
        r"|ok(?:ay)?|got it|i see|lol|haha+)",
        tr("You are welcome. Ask on about this story or any other."),
    ),
    (
        r"(?:you(?:['’]re| are)? (?:so |such |really |just )?(?:an? )?(?:\w+ )?"
        r"(?:stupid|dumb|idiot|useless|liar|bad|terrible|awful|crap|shit|garbage|trash|annoying|ugly)"
        r"(?: (?:bot|thing|machine))?"
        r"|(?:stupid|dumb|useless|bad|shitty|damn|fucking) (?:bot|thing|machine|aibot)"
        r"|(?:fuck|screw) (?:you|off)|shut up|go away|i hate you)",
        tr("Sorry that this was no help. Ask about a story in other words; /why shows how it was written."),
    ),
    (
        r"(?:please )?(?:stop|unsubscribe)(?: (?:me|it|this|please|now|all|the news|sending(?: (?:me )?news)?))*"
        r"|stopp|aufhören|abbestellen|basta|arr[êe]tez?|se désabonner|par(?:e|ar)|стоп|хватит|отписаться",
        tr("To stop stories here: /pause for a while, /unsubscribe all for good."),
    ),
    (
        r"(?:how are you(?: (?:doing|today))?|what(?:['’]s| is) up|who are you|what are you"
        r"|are you (?:a bot|human|real)|what can you do|tell me a joke|sing (?:me )?a song)",
        tr("AiBot is a news desk: ask about a story, for example “Why was the bridge closed?”, or see /help."),
    ),
)
_GREETED = r"(?:(?:hi|hello|hey)(?: (?:there|bot|aibot))?[,.!]* )?"  # "Hello bot, what can you do?"
_PATTERNS = tuple(
    (re.compile(rf"\W*{_GREETED}(?:{words})[\W_]*", re.IGNORECASE), reply) for words, reply in _REPLIES
)
_NO_WORD = re.compile(r"[\W_]+")
_PLEASED = re.compile("[👍👏🙏🙂😀😃😄😊😍🥰❤💯🎉👌]")
_THANKED, _ABOUT_ME = _REPLIES[1][1], _REPLIES[-1][1]


def answer_small_talk(text: str) -> Phrase | None:
    """The sentence that goes back; None where the words are more than that."""
    if _NO_WORD.fullmatch(text):  # signs and pictures ask nothing
        return _THANKED if _PLEASED.search(text) else _ABOUT_ME
    return next((reply for pattern, reply in _PATTERNS if pattern.fullmatch(text.strip())), None)
