"""British and American spellings of one English word, made one, so that they stem alike."""

from __future__ import annotations

import re

_OUR = re.compile(
    r"^((?:mis|dis|un)?(?:arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl"
    r"|ranc|rig|rum|sav|savi|splend|succ|tum|val|vap|vig))our"
    r"(s|ed|ing|er|ers|able|ably|al|ful|hood|hoods|less|ite|ites|y|ies|master|masters|side|front)?$"
)
_RE = re.compile(r"^(cent|epicent|theat|fib|calib|lust|somb|spect|meag|sab|ogle|manoeuv)re(s|d)?$")
_ISE = re.compile(r"^([a-z]{3,}?)(i|y)s(e|es|ed|er|ers|ing|ation|ations|able)$")
# Verbs and nouns that end so in both spellings.
_ALWAYS_ISE = re.compile(
    r"^(?:adv|advert|appra|ar|br(?:u)?|chast|circumc|compr|comprom|conc|cru|dem|desp|dev|disgu|enterpr|exc|exerc"
    r"|expert|franch|improv|inc|ima?|jui|likew|merchand|no|otherw|parad|po|pra|prec|prem|prom|pa|ra|rev|repr|repri|sunr"
    r"|superv|surm|surpr|telev|treat|upra|w|wh|anyw|clockw|tort|porpo|turquo|appr|v|nurs|prec|crois|pheni"
    r"|cr|curts|bas|bo|moon|bru|c|prof|mort|hypothe|cou|rad|anal|oas|cris|thes|bas)is(?:e|es|ed|er|ers|ing|able)$"
)
_DOUBLED = re.compile(
    r"^(barrel|bevel|cancel|channel|chisel|counsel|council|dial|duel|equal|fuel|funnel|grovel|initial|jewel|label"
    r"|level|libel|marvel|model|panel|pedal|pencil|quarrel|refuel|rival|shovel|shrivel|signal|snorkel|spiral|symbol"
    r"|total|towel|travel|tunnel|unravel|wool)l(ed|ing|ings|er|ers|or|ors|ery|ous|en)$"
)
_ENCE = re.compile(r"^(def|off|pret|lic)ence(s|d|less)?$")
_OGUE = re.compile(r"^(cata|dia|mono|ana|pro|epi)logue(s|d)?$")
_OTHERS = dict(
    pair.split("/")
    for pair in """grey/gray greys/grays programme/program programmes/programs plough/plow ploughs/plows
    ploughed/plowed mould/mold moulds/molds mouldy/moldy aluminium/aluminum ageing/aging jewellery/jewelery
    jewelry/jewelery sceptic/skeptic sceptics/skeptics sceptical/skeptical scepticism/skepticism
    manoeuvring/maneuvering paediatric/pediatric paediatrician/pediatrician anaesthetic/anesthetic
    encyclopaedia/encyclopedia archaeologist/archeologist archaeologists/archeologists archaeology/archeology
    foetus/fetus kerb/curb pyjamas/pajamas judgement/judgment judgements/judgments acknowledgement/acknowledgment
    fulfil/fulfill fulfils/fulfills enrol/enroll enrolment/enrollment instalment/installment
    instalments/installments skilful/skillful wilful/willful learnt/learned burnt/burned dreamt/dreamed
    spelt/spelled spoilt/spoiled
    leapt/leaped practise/practice practised/practiced practising/practicing
    towards/toward afterwards/afterward whilst/while amongst/among sulphur/sulfur moustache/mustache
    gaol/jail gaoled/jailed orientated/oriented licenced/licensed
    diarrhoea/diarrhea haemorrhage/hemorrhage leukaemia/leukemia oesophagus/esophagus cosy/cozy axe/ax
    """.split()
)


def american(word: str) -> str:
    """A lower-case English word in its American spelling ("organisers" is "organizers"); others unchanged."""
    if len(word) < 3:
        return word
    if (other := _OTHERS.get(word)) is not None:
        return other
    if "our" in word and (match := _OUR.match(word)):
        return f"{match[1]}or{match[2] or ''}"
    if "re" in word and (match := _RE.match(word)):
        return f"{match[1]}er{match[2] or ''}".replace("erd", "ered")
    if "ll" in word and (match := _DOUBLED.match(word)):
        return match[1] + match[2]
    if "enc" in word and (match := _ENCE.match(word)):
        return f"{match[1]}ense{match[2] or ''}"
    if "logue" in word and (match := _OGUE.match(word)):
        return f"{match[1]}log{match[2] or ''}"
    if ("is" in word or "ys" in word) and (match := _ISE.match(word)) and not _ALWAYS_ISE.match(word):
        return f"{match[1]}{match[2]}z{match[3]}"
    return word
