"""How the figures of a facts table are worded: what stands around one and tells what it is the figure of.

Each wording means the same in any story: the figure's kind, the words right before it, those right behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.core.language import find_numbers
from bot.core.language.figures import in_base_unit, is_vague
from bot.core.language.mentions import Number, NumberKind
from bot.core.phrasing import upper_first
from bot.core.saying import tr
from bot.core.scopes import Modality, narrow_clause, read_modality

_NEAR = r"[^.;:“”\"]{0,40}?"
_SPAN = frozenset({"time", "long time"})
_COUNT, _MONEY, _SHARE = frozenset({"count"}), frozenset({"money"}), frozenset({"%"})
_LENGTH, _SPEED, _AREA = frozenset({"length"}), frozenset({"speed"}), frozenset({"area"})
_VOTE = r"\b(?:vot(?:e[ds]?|ing)|passed|approved|rejected|confirmed|backed|ballot|acquitted|convicted)\b"
TIME = tr("Time")
_ONSET = (
    r"(?:beg[au]n|started|broke out|struck|hit|touched|collided|crashed|collapsed|exploded|erupted|launched"
    r"|landed|ran out|failed|went down|happened|occurred|derailed|sank|opened fire|was shot|were shot|died"
    r"|was found|lifted off)"
)


_LOCKED_UP = r"(?:in (?:prison|jail|custody)|behind bars|imprisonment)"
_RATE = r"\b(?:key|base|benchmark|main|policy|interest|lending|funds)(?: interest)? rate\b"
_PEOPLE = r"(?:men|women|suspects|teenagers|boys|girls|people)"
_FIRM = r"(?-i:[A-Z][\w&]+)"
_MOVED = r"(?:fell|rose|dropped|jumped|slid|gained|lost|climbed|slumped|soared)"
_LAW = r"\b(?:deal|agreement|law|act|order|plan|measure|bill|recall)"


@dataclass(frozen=True, slots=True)
class Wording:
    """`kinds` are those of `_kind_of`. `before` has to end at the figure and `after` to begin behind it, where
    they are given. `noun`: what is counted belongs into the cell ("46 houses and shops"). `owner`: the label has
    to say of what it is ("Length of reef"). `wish`: it is one, and no less a fact."""

    label: str
    kinds: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    noun: bool
    owner: bool
    wish: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its label and the words of the cell, as they stand in the sentence."""

    label: str
    words: str
    number: Number
    owner: bool = False


def _is(
    label: str,
    kinds: frozenset[str],
    before: str = "",
    after: str = "",
    *,
    noun: bool = False,
    owner: bool = False,
    wish: bool = False,
) -> Wording:
    return Wording(
        label,
        kinds,
        re.compile(rf"(?:{before}) ?$", re.IGNORECASE) if before else None,
        re.compile(rf"(?:{after})", re.IGNORECASE) if after else None,
        noun,
        owner,
        wish,
    )


WORDINGS = (
    # when
    _is(TIME, frozenset({"clock"}), rf"\b{_ONSET}\b[^.;:“”\"]{{0,60}} at"),
    _is(TIME, frozenset({"clock"}), r"\bwas \w+ing at", rf" when [^.;]{{0,40}}\b(?:{_ONSET}|stopped|failed)\b"),
    # decisions and results
    _is(tr("Vote"), frozenset({"score"}), rf"{_VOTE}{_NEAR}"),
    _is(tr("Vote"), frozenset({"score"}), "", r" (?:vote|decision|ruling|party-line vote)\b"),
    _is(
        tr("Score"), frozenset({"score"}), rf"\b(?:beat|beaten|won|lost|drew|defeat(?:ed)?|victory|draw)\b{_NEAR}"
    ),
    _is(tr("Vote"), frozenset({"pair"}), rf"{_VOTE}{_NEAR}"),
    _is(tr("In favour"), _SHARE, r"\b(?:backed|accepted|approved)\b[^.;,]{0,30} by"),
    _is(tr("Turnout"), _SHARE, r"\bturnout (?:of|was|stood at)"),
    _is(tr("In favour"), _SHARE, "", r" (?:were |are |was |voted )?in favou?r\b"),
    _is(tr("Approval rating"), _SHARE, r"\bapproval rating (?:of|at|to|was|is)"),
    _is(tr("Sentence"), _SPAN, r"\b(?:sentenced|jailed)\b" + _NEAR, rf" {_LOCKED_UP}\b"),
    _is(tr("Sentence"), _SPAN, r"\b(?:sentenced|jailed) (?:to|for)"),
    _is(tr("Faces"), _SPAN, r"\bfac(?:e|es|ed|ing)", rf" {_LOCKED_UP}\b", wish=True),
    _is(tr("Charged"), _COUNT, "", rf" {_PEOPLE} (?:have been|were|are) charged\b", noun=True),
    _is(tr("Arrested"), _COUNT, "", rf" {_PEOPLE} (?:have been|were|are) arrested\b", noun=True),
    _is(tr("Prosecutors asked for"), _SPAN, r"\bprosecutors (?:had )?(?:asked for|sought|demanded)", wish=True),
    # money
    _is(
        tr("Price"),
        _MONEY,
        r"\b(?:buy(?:ing)?|bought|acquir(?:e|ed|ing)|sold|take over|takeover of|purchase of)\b"
        r"[^.;:“”\"]{0,50} for",
    ),
    _is(tr("Offer"), _MONEY, r"\boffer(?:ed|s|ing)?(?: of| (?:is|was) worth)?"),
    _is(tr("Worth"), _MONEY, r"\bworth"),
    _is(tr("Loan"), _MONEY, r"\b(?:took|received|secured|gave|given|granted)\b" + _NEAR + r" loan of"),
    _is(tr("Loss"), _MONEY, r"\bloss(?:es)? of"),
    _is(tr("Cost"), _MONEY, r"\b(?:cost|costs|costing|at a cost of)\b" + _NEAR),
    _is(tr("Damage"), _MONEY, r"\b(?:damage|losses) (?:of|(?:was|is|were|are) (?:put|estimated) at)"),
    _is(tr("Damage"), _MONEY, "", r" (?:in|of|worth of) damage\b"),
    _is(tr("Fine"), _MONEY, r"\bfined\b" + _NEAR),
    _is(tr("Fine"), _MONEY, "", r" (?:\w+ )?fine\b"),
    _is(tr("Penalty"), _MONEY, "", r" (?:[a-z]+ ){0,2}penalty\b"),
    _is(tr("To pay"), _MONEY, r"\b(?:agreed|deal|ordered) to pay"),
    _is(tr("Bail"), _MONEY, r"\b(?:bail|bond) (?:was )?(?:set )?(?:at|of)"),
    _is(tr("Settlement"), _MONEY, r"\bsettlement of", ""),
    _is(tr("Settlement"), _MONEY, "", r" settlement\b"),
    _is(tr("Compensation"), _MONEY, r"\bcompensation (?:of|payments of)"),
    _is(tr("Sum taken"), _MONEY, r"\bfor (?:taking|stealing|embezzling|siphoning)"),
    _is(
        tr("Sales"),
        _MONEY,
        r"\b(?:sales|revenues?)\b(?: in (?:19|20)\d\d)? (?:of|were|was|(?:rose|fell|grew) to)",
    ),
    _is(tr("Profit"), _MONEY, r"\b(?:net )?(?:profits?|earnings)\b" + _NEAR + r" (?:of|to|was|were)"),
    _is(tr("Savings"), _MONEY, r"\bsav(?:e|es|ing)"),
    _is(tr("Grants"), _MONEY, r"\bgrants of"),
    _is(tr("Aid"), _MONEY, "", r" (?:in|of) (?:\w+ )?(?:aid|relief|stimulus|loans)\b"),
    _is(tr("Bill"), _MONEY, "", r" (?:[\w-]+ ){0,3}(?:bill|act)\b"),
    _is(tr("Package"), _MONEY, "", r" (?:[\w-]+ ){0,3}package\b"),
    _is(tr("Budget"), _MONEY, "", r" (?:[\w-]+ ){0,2}budget\b"),
    _is(tr("Goods under tariffs"), _MONEY, r"\b(?:tariffs|duties) on(?: an additional| another)?"),
    # shares
    _is(tr("Pay rise"), _SHARE, r"\bpay (?:rise|increase|raise|deal) of", ""),
    _is(tr("Pay rise"), _SHARE, "", r" pay (?:rise|increase|raise|deal)\b"),
    _is(tr("Fare rise"), _SHARE, r"\bfares\b" + _NEAR + r"\b(?:rise|rose|risen|increase[ds]?|go up)(?: by)?"),
    _is(tr("Interest rate"), _SHARE, _RATE + r"[^.;:]{0,60}\b(?:to|at)"),
    _is(tr("Inflation"), _SHARE, r"\binflation(?: rate)?\b,?(?: which)? (?:was|is|stood at|of|at)"),
    _is(tr("Inflation"), _SHARE, r"\binflation(?: rate)? (?:rose|fell|slowed) to"),
    _is(tr("Inflation"), _SHARE, r"\bconsumer prices rose(?: by)?"),
    _is(tr("Unemployment"), _SHARE, r"\bunemployment(?: rate)?\b" + _NEAR + r"\b(?:to|at|of|was)"),
    _is(tr("Economy"), _SHARE, r"\b(?:economy|GDP) (?P<cell>(?:grew|expanded|shrank|contracted)(?: by)?)"),
    _is(tr("Share of the vote"), _SHARE, "", r" of the votes?\b"),
    _is(tr("Fully vaccinated"), _SHARE | _COUNT, "", r" (?:[a-z]+ ){0,5}(?:been|are) fully vaccinated\b"),
    _is(tr("Approve"), _SHARE, "", r" of [^.;,]{0,30} approve\b"),
    _is(tr("Stake"), _SHARE, "", r" stake\b"),
    _is("Shares", _SHARE, rf"\b(?P<label>{_FIRM}(?:['’]s)? shares|shares in {_FIRM}) (?P<cell>{_MOVED}(?: by)?)"),
    _is(tr("Tariffs"), _SHARE, "", r" (?:tariffs?|dut(?:y|ies))\b"),
    # what it did and how large it is
    _is(tr("Closure"), _SPAN, r"\b(?:clos(?:ed|ure|e)|shut)\b" + _NEAR + r" (?:for|last)"),
    _is(tr("Strike"), _SPAN, r"\bstrike" + r" (?:for|of)"),
    _is(tr("Schools closed"), _COUNT, r"\b(?:closed|shut)", r" (?:[a-z]+ )?schools\b"),
    _is(tr("Delays"), _SPAN, r"\bdelay(?:s|ed)?\b" + _NEAR + r"(?:of|by)"),
    _is(tr("Delays"), _SPAN, "", r" late\b"),
    _is(
        tr("Added journey time"),
        _SPAN,
        r"\badd(?:s|ing|ed)?",
        r" to (?:the|each|every) (?:journey|trip|crossing)",
    ),
    _is(tr("Length"), _LENGTH, "", r" long\b", owner=True),
    _is(tr("Length"), _LENGTH, r"\blength of", owner=True),
    _is(tr("Depth"), _LENGTH, r"\bdepth of", "", owner=True),
    _is(tr("Depth"), _LENGTH, "", r" deep\b", owner=True),
    _is(
        tr("Altitude"), _LENGTH, r"\b(?:fl(?:y|ies|ew|ying)|orbit\w*|cruis\w+)\b[^.;]{0,40}(?:height|altitude) of"
    ),
    _is(tr("Height"), _LENGTH, "", r" (?:high|tall)\b", owner=True),
    _is(tr("Distance"), _LENGTH, r"\bdistance of"),
    _is(tr("Queues"), _LENGTH, r"\bqueues? (?:of|at)"),
    _is(tr("River level"), _LENGTH, r"\briver\b[^.;,]{0,30} (?:stood|stands) at"),
    _is(tr("Rain"), _LENGTH, "", r" of rain(?:fall)?\b"),
    _is(tr("Snow"), _LENGTH, "", r" of snow\b"),
    _is(tr("Strongest gust"), _SPEED, r"\bgusts?\b[^.;:]{0,60}?(?:of|reached|at|up to|exceed\w+)"),
    _is(
        tr("Strongest gust"),
        _SPEED,
        r"\b(?:strongest|highest) gust(?: on the [a-z]+)?,(?: at [A-Z][\w ]{2,20},)?(?: of)?",
    ),
    _is(tr("Winds"), _SPEED, r"\bwinds? (?:of|at|reaching|up to|stood at)"),
    _is(tr("Speed"), _SPEED, r"\b(?:speeds? of|travelling at|traveling at|doing)"),
    _is(tr("Area burned"), _AREA, r"\b(?:burned|burnt|scorched|charred|blackened)\b" + _NEAR),
    _is(
        tr("Area burned"),
        _AREA,
        "",
        r"(?: \w+)? (?:have |has |had )?(?:been )?(?:burned|burnt|scorched|charred)\b",
    ),
    _is(tr("Area"), _AREA, r"\barea of", owner=True),
    _is(tr("Weight"), frozenset({"weight"}), r"\bweigh(?:s|ed|ing)", owner=True),
    _is(tr("Temperature"), frozenset({"degree"}), r"\btemperatures?\b" + _NEAR + r"\b(?:of|reached|to|hit|at)"),
    # counts of things
    _is(
        tr("Jobs to go"),
        _COUNT,
        "",
        r" (?:of (?:the|its) [^.;]{0,30})?jobs (?:would|will|are to) (?:go|be cut)\b",
    ),
    _is(tr("Jobs to go"), _COUNT, r"\b(?:cut|cutting|shed|shedding|axe|axing)", r" (?:\w+ )?jobs\b"),
    _is(tr("Firefighters"), _COUNT, "", r" firefighters\b"),
    _is(tr("Flooded"), _COUNT, r"\bflooded", noun=True),
    _is(tr("Destroyed"), _COUNT, r"\bdestroyed", noun=True),
    _is(tr("Damaged"), _COUNT, r"\bdamaged", noun=True),
    _is(
        tr("Burned down"), _COUNT, "", r"(?: [a-z]+){1,2} (?:were |have |had )?(?:burned|burnt) down\b", noun=True
    ),
    _is(tr("Flooded"), _COUNT, "", r"(?: [a-z]+){1,2} (?:were|have been|had been) flooded\b", noun=True),
    _is(tr("Destroyed"), _COUNT, "", r"(?: [a-z]+){1,2} (?:were|have been|had been) destroyed\b", noun=True),
    _is(tr("Damaged"), _COUNT, "", r"(?: [a-z]+){1,2} (?:were|have been|had been) damaged\b", noun=True),
    _is(tr("Cancelled"), _COUNT, r"\bcancell?ed", noun=True),
    _is(tr("Recalled"), _COUNT, r"\brecall(?:s|ed|ing)?", noun=True),
    _is(tr("Covered"), _COUNT, _LAW + r" (?:covers?|affects?|applies to)", noun=True),
    _is(tr("Doses given"), _COUNT, r"\b(?:given|gave|administered)", r" (?:injections|doses|jabs|shots)\b"),
    _is(tr("Crowd"), _COUNT, r"\b(?:crowd|attendance|audience) of"),
    _is(tr("Visitors"), _COUNT, "", r" visitors\b"),
    _is(tr("Employees"), _COUNT, r"\bemploys"),
    _is(tr("Complaints"), _COUNT, "", r" complaints\b"),
    _is(tr("Jobs added"), _COUNT, r"\b(?:added|created)", r" (?:new )?jobs\b"),
    _is(tr("Jobless claims"), _COUNT, r"\b(?:jobless|unemployment) claims\b[^.;:]{0,50}\b(?:to|was|were|at)"),
    _is(
        tr("Jobless claims"),
        _COUNT,
        "",
        r"[^.;]{0,40}\b(?:filed|applied|sought|claims|filing|seeking)[^.;]{0,25}"
        r" (?:unemployment|jobless)\b",
    ),
)
# What an amount is for belongs to it: "118 million crowns a year".
_EACH = re.compile(
    r" (?:a|an|per|each|every) (?:year|month|week|day|hour|night|share|head|person|tonne|ton|barrel|household)\b"
    r"|(?: a)? (?:each|apiece)\b| for each (?:[a-z]+ )?(?:household|person|family)\b"
)
_NOUN = re.compile(
    r"(?: [a-z][a-z’'-]*){1,4}?"
    r"(?=$|[.,;:)]| (?:in|on|at|of|after|were|was|are|burned|burnt|have|had|has|by|since|with|near|while|when|as"
    r"|for)\b)"
)
# "last year", "in 2017": the figure of another time than the news is of.
_OTHER_TIME = re.compile(
    r"\b(?:last|previous|earlier) (?:year|month|season|summer|winter)|\byears? (?:ago|earlier|before)"
    r"|\b(?:since|in) (?:19|20)\d\d|\bhad (?:demanded|wanted|offered|hoped)\b|\bfirst offer\b",
    re.IGNORECASE,
)
_OPENS_IN_YEAR = re.compile(r"(?:In|On|By|Since|Until) [^,]{0,20}\b(?:19|20)\d\d,")
# What one of many pays or gains is an example, not the sum that the news is about.
_EXAMPLE = re.compile(
    r"\b(?:an?|one|each|every|average|typical) (?:[a-z]+ )?"
    r"(?:household|family|customer|homeowner|driver|couple|person)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|no|none|nobody|neither|denied|rather than|instead of)\b", re.IGNORECASE)
_TO = re.compile(r" (?:votes )?to ")
_OF_ALL = re.compile(r"\bof (?:the|its|their|all) (?:[a-z]+ )?$")  # "150 of the combined 6,200 jobs"
_PART_OF_ALL = re.compile(r"^ of (?:the|its|their) (?:[a-z]+ )?[\d,.]+(?= )")
# "passed a $900 billion bill" is no more than that; the reader of figures takes such a verb for a hedge.
_WENT_BY = re.compile(r"^(?:pass(?:es|ed|ing)?) (?:an? )?", re.IGNORECASE)
_KINDS = {NumberKind.TIME: "clock", NumberKind.SCORE: "score", NumberKind.MONEY: "money"}


@lru_cache(maxsize=4_096)
def find_measured(text: str) -> tuple[Measured, ...]:
    """The figures of a sentence that a wording names, in order; none that is quoted, denied, a forecast or of
    another time."""
    return tuple(_measured(text))


def _measured(text: str) -> Iterator[Measured]:
    numbers = find_numbers(text)
    for place, number in enumerate(numbers):
        before, after = text[: number.start], text[number.end :]
        behind = numbers[place + 1] if place + 1 < len(numbers) else None
        pair = behind is not None and not number.unit and _TO.fullmatch(text, number.end, behind.start)
        kind = "pair" if pair else _kind_of(number)
        wording = next((one for one in WORDINGS if kind in one.kinds and _fits(one, before, after)), None)
        if wording is None or is_vague(number) or not (wording.wish or _is_told(text, number)):
            continue
        tail = _NOUN.match(after) if wording.noun else _EACH.match(after)
        if wording.noun and tail is None:
            continue
        end = behind.end if pair and behind is not None else number.end + (len(tail.group()) if tail else 0)
        words = _WENT_BY.sub("", text[_begins(wording, number, before) : end])
        yield Measured(_label(wording, before), words, number, wording.owner)


def _label(wording: Wording, before: str) -> str:
    """The wording's own, or what it finds in the sentence: "Shares in Hemmel"."""
    found = wording.before.search(before) if wording.before is not None else None
    own = found["label"] if found is not None and "label" in found.groupdict() else wording.label
    return upper_first(own)


def _begins(wording: Wording, number: Number, before: str) -> int:
    """Where the cell does: at the figure, or at the verb without which it says too little ("shrank 6.8%")."""
    found = wording.before.search(before) if wording.before is not None else None
    return found.start("cell") if found is not None and "cell" in found.groupdict() else number.start


def _kind_of(number: Number) -> str:
    """As a wording names it: "clock", "score", "money" of any currency, else what it can be compared with."""
    if number.kind in _KINDS:
        return _KINDS[number.kind]
    return in_base_unit(number)[1] if number.kind in {NumberKind.QUANTITY, NumberKind.PERCENT} else ""


def _fits(wording: Wording, before: str, after: str) -> bool:
    ends = wording.before is None or wording.before.search(before) is not None
    return ends and (wording.after is None or wording.after.match(after) is not None)


def _is_told(text: str, number: Number) -> bool:
    """Whether it is told as what is or will be. What it is per ("a year") is no other scope of a whole cell."""
    before, after = text[: number.start], text[number.end :]
    if before.count("“") > before.count("”") or before.count('"') % 2 or _OF_ALL.search(before):
        return False
    clause = narrow_clause(text, number)
    if _OPENS_IN_YEAR.match(text) or _EXAMPLE.search(text) or _OTHER_TIME.search(clause) or _NOT.search(clause):
        return False
    bare = f"{before}{number.text}{_EACH.sub('', _PART_OF_ALL.sub('', after), count=1)}"
    return number.kind is NumberKind.TIME or read_modality(bare, number) is not Modality.OTHER
