"""What questions are made of: what their words want to hear, words too general to search for, words alike."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.core.language import stem


class Asks(StrEnum):
    """What a question wants to hear."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    HOW_MUCH = "how much"  # money, shares, lengths, ages: a figure with a unit
    WHY = "why"
    SAID = "said"  # what somebody said
    YES_NO = "yes or no"
    WHAT = "what"  # everything else that a sentence can answer
    OUTLETS = "outlets"  # which outlets report it
    DIFFERENCES = "differences"  # what the sources differ on
    CHANGES = "changes"  # what is new
    OVERVIEW = "overview"  # what happened
    OPINION = "opinion"  # an opinion, advice or a prediction of our own: never given


# The first kind with a pattern that matches wins, so the more particular stand first.
_WORDINGS: tuple[tuple[Asks, tuple[str, ...]], ...] = (
    (
        Asks.OPINION,
        (
            r"\b(do|would|what do|what would|how do) you (think|believe|feel|recommend|suggest|predict)",
            r"\b(do|would|what do|what would) you (expect|like|prefer)",
            r"\byour (own |personal )?(opinion|view|prediction|advice|favou?rite|guess)",
            r"\bshould (i|we|one)\b",
            r"\bwho (will|is going to|should) win\b",
            r"\bwhat will happen\b",
            r"\bwho is right\b",
            r"\bis (it|this|that|he|she) (a )?(good|bad|right|wrong|fair|unfair|stupid|justified)\b",
            r"\b(what are the odds|how likely|what are the chances)\b",
        ),
    ),
    (
        Asks.DIFFERENCES,
        (
            r"\b(sources|outlets|reports|papers|accounts)\b.*\b(differ|disagree|contradict|conflict|agree)",
            r"\b(differ|disagree|contradict|conflict)\w*\b.*\b(sources|outlets|reports|accounts)",
        ),
    ),
    (
        Asks.OUTLETS,
        (
            r"\b(which|what) (outlets?|sources?|newspapers?|papers?|media|sites?)\b",
            r"\bwho (reported|reports|wrote|broke)\b",
            r"\bhow many (outlets|sources)\b",
        ),
    ),
    (
        Asks.CHANGES,
        (
            r"\bwhat( has|'s|’s| have| is| was)? (been )?(changed|new|the latest)\b",
            r"\b(any|the) (news|updates?|(new |latest )?developments?)\b",
            r"\bthe latest( (news|updates?))?(?=\W*$| (on|about|from|in|here)\b)",
            r"^\W*(and |so )?(what )?(then|next)\W*$",
            r"^\W*(and |so )?what (happened|came) (then|next|after(wards)?)\W*$",
        ),
    ),
    (
        Asks.OVERVIEW,
        (
            r"^\W*(so |and |but )?what (has |just |exactly )?happened\W*$",
            r"^\W*(please )?(summari[sz]e|tell me (more|about (it|this)))",
            r"^\W*what(’s|'s| is) (this|it|the story|going on)( all)?( about)?\W*$",
            r"\btell me what happened\b",
        ),
    ),
    (
        Asks.HOW_MANY,
        (
            r"\bhow many\b",
            r"\bnumber of\b",
            r"\bdeath toll\b",
            r"\bwhat('s|’s| is| was) the (toll|count|tally)\b",
        ),
    ),
    (
        Asks.HOW_MUCH,
        (
            r"\bhow (much|long|far|old|big|large|tall|deep|high|fast|heavy|strong|often|wide)\b",
            r"\bwhat (percentage|percent|share|proportion|amount|price|age|magnitude)\b",
            r"\bwhat (did|does|do|will|would) .*\bcost\b",
            r"\bwhat('s|’s| is| was) the (cost|price|size|length|speed|magnitude|age|value)\b",
        ),
    ),
    (
        Asks.SAID,
        (
            r"\bwhat (did|does|do|has|have|had) .+ (say|said|tell|told|announced?|claim(ed)?|warn(ed)?)\b",
            r"\bwhat (was|is) .+('s|’s) (reaction|response|statement|comment)",
        ),
    ),
    (
        Asks.WHY,
        (
            r"\bwhy\b",
            r"\bhow come\b",
            r"\bwhat (\w+ly )?(was |is |were )?(the )?(\w+ )?(cause|caused|causes|reason|led|made)\b",
            r"\bfor what reason\b",
        ),
    ),
    (
        Asks.WHEN,
        (
            r"\bwhen\b",
            r"\b(what|which|at what) (time|day|date|year|month|hour)\b",
            r"\bhow soon\b",
            r"\bsince when\b",
        ),
    ),
    (
        Asks.WHERE,
        (
            r"\bwhere\b",
            r"\b(what|which) (place|city|town|country|village|state|region|street|port|location)\b",
        ),
    ),
    (
        Asks.WHO,
        (
            r"\bwho('s|’s|se|m)?\b",
            r"\b(what|which) (person|man|woman|official|minister|company|group|team|party)\b",
        ),
    ),
    (Asks.WHAT, (r"\b(what|which|how)\b", r"\b(describe|explain|list)\b")),
    (
        Asks.YES_NO,
        (
            r"^\s*(and |but |so )?(is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|may)"
            r"(n't|n’t)?\b",
        ),
    ),
)
_KINDS = tuple((asks, re.compile("|".join(wordings), re.IGNORECASE)) for asks, wordings in _WORDINGS)

# Words about asking and reporting, or so general that a passage need not repeat them.
GENERAL = frozenset(
    stem(word)
    for line in (
        "happen occur people person persons anyone anybody someone many much thing kind type name tell",
        "know exactly source outlet article story report news according say said number total count toll",
        "reason cause caused time day date place location year month hour week currently actually",
        "involved there get go make take do new latest percentage amount figure cost please explain",
        "describe list detail mention give also still yet so far now today already exact called long old",
        "big large tall deep high fast heavy strong often wide",
    )
    for word in line.split()
)

# Words of a question about reports, where it names whose: they tell how it is asked, not of what.
REPORTING = frozenset(
    stem(word)
    for line in (
        "publish discuss suggest indicate mention describe portray feature cover coverage regard concern focus",
        "consider information base accord attribute detail highlight imply claim characterize identify refer",
        "compare comparison contrast differ different difference consistent consistency inconsistent change",
        "similar same both between earlier previous previously subsequent later respective respectively separate",
        "individual entity narrative portrayal topic subject aspect issue remain align agree disagree while",
        "piece write journalist author reader latest recent recently provide present explanation",
    )
    for word in line.split()
)

_CLASSES = (
    "kill killed kills die died dies dead death deaths fatal fatality fatalities deadly perish perished",
    "injure injured injury injuries injuring hurt wound wounded wounds casualty casualties",
    "close closed closes closure shut shuts",
    "arrest arrested arrests detain detained detention custody",
    "evacuate evacuated evacuation evacuees",
    "resign resigned resigns resignation quit quits",
    "buy buys bought purchase purchased acquire acquired acquisition",
    "begin begins began begun start starts started starting",
    "end ends ended finish finished",
    "build builds built building construct construction",
    "rescue rescued rescues rescuer rescuers save saved",
    "crash crashed collide collided collision",
    "fire fires blaze blazes",
    "quake earthquake tremor",
    "company firm business",
    "boss head chief leader ceo",
    "missing unaccounted",
    "destroy destroyed destroys destruction",
    "win wins won winner victory",
    "lose loses lost loss losses",
    "rise rises rose risen increase increased increases",
    "fall falls fell fallen drop dropped decrease decreased decline declined",
    "choose chose chosen elect elected election select selected appoint appointed",
    "ship vessel boat",
    "pay pays paid payment",
    "meet meets met meeting",
    "strike strikes struck hit hits attack attacks attacked",
    "fail failed fails failure failures",
    "collapse collapsed collapses",
    "decide decided decides decision",
    "announce announced announces announcement",
    "propose proposed proposes proposal",
    "approve approved approves approval",
    "investigate investigated investigation investigators",
    "explode exploded explosion blast",
)
_IRREGULAR = (  # verbs whose forms no stemmer brings together; `say`, `do`, `have` and the like are too general
    "hide hid hidden, take took taken, give gave given, come came, become became, break broke broken, "
    "bring brought, catch caught, cut, draw drew drawn, drive drove driven, eat ate eaten, feel felt, "
    "fight fought, find found, fly flew flown, forget forgot forgotten, grow grew grown, hold held, keep kept, "
    "lead led, leave left, let, lie lay lain, make made, mean meant, put, read, ride rode ridden, run ran, "
    "see saw seen, sell sold, send sent, set, shake shook shaken, shoot shot, show showed shown, sing sang sung, "
    "sink sank sunk, sit sat, speak spoke spoken, spend spent, stand stood, steal stole stolen, swim swam swum, "
    "teach taught, think thought, throw threw thrown, wear wore worn, write wrote written, freeze froze frozen, "
    "blow blew blown, bear bore borne, bind bound, seek sought, swear swore sworn, tear tore torn, wake woke"
)
_CLASS_OF = {
    stem(word): words.split()[0] for words in (*_IRREGULAR.split(","), *_CLASSES) for word in words.split()
}


def find_kind(text: str) -> Asks | None:
    """What the words ask for; None when they hold no word that asks."""
    return next((asks for asks, pattern in _KINDS if pattern.search(text)), None)


def read_term(word_stem: str) -> str:
    """The class a stem stands for: "dead" and "killed" are one, as are "quake" and "earthquake"."""
    return _CLASS_OF.get(word_stem, word_stem)
