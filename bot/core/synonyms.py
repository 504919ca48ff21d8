"""Words that another desk might print for one another, as far as a light rewording goes."""

from __future__ import annotations

from functools import lru_cache

from bot.core.language import stem
from bot.core.language.senses import sense

# Each line: words that say the same where the rest of the sentence is the same. Common ones only, none that says
# more ("soared" for "rose"), and none of which one often means something else.
_ALIKE = """
end ended finish finished conclude concluded complete completed
buy purchase acquire acquired acquisition
shut close closed
ban banned bar barred prohibit prohibited forbid outlaw outlawed
stop stopped halt halted block blocked
help assist assisted
free freed release released
choose select selected pick picked
postpone postponed delay delayed
cancel scrap scrapped
rise climb climbed increase increased grow
surge surged soar soared jump jumped leap leaped
fall drop dropped decline declined decrease decreased
plunge plunged plummet plummeted slump slumped tumble tumbled
slow slowed ease eased
cut reduce reduced reduction shed
keep retain retained maintain maintained
quickly fast rapidly swiftly
big large
nearly almost
initially originally
remain remained stay stayed
attack assault
agreement deal accord pact
scientist researcher
doctor physician dr
professor prof
plane aircraft aeroplane airplane
truck lorry
film movie
football soccer
flat apartment
house home
shop store
pupil student
mother mum mom
holiday vacation
petrol gasoline
lawyer attorney
lawmaker legislator
explosion blast
fire blaze
protest demonstration
protester demonstrator
poll survey
prison jail
prisoner inmate
electricity power
victory win triumph
match game
team side
supporter fan
gun firearm
search hunt
find discover discovered
get receive received obtain obtained
provide supply supplied
build construct constructed
repair repaired fix fixed mend mended
tear rip ripped
turn convert converted transform transformed
measure measured record recorded
expect anticipate anticipated
think believe believed
try attempt attempted
need require required
call describe described
praise praised hail hailed
promise promised pledge pledged vow vowed
reveal revealed disclose disclosed
cause caused trigger triggered prompt prompted spark sparked
dismiss dismissed sack sacked
resign quit
appoint appointed name named
entire whole
many numerous
difficult hard tough
rich wealthy
sick ill
fatal deadly lethal
huge enormous massive vast
annual yearly
previous earlier prior
mainly mostly largely chiefly
immediately instantly
region area
country nation
border frontier
soldier troops
crime offence
evidence proof
illegal unlawful
legal lawful
law legislation
rule regulation
wage pay salary
factory plant
worker employee
staff workforce personnel
talks negotiations
trip journey
flee escape
illness disease
drug medicine medication
crash collision
problem issue
chance opportunity
goal target objective
result outcome
effect impact
kind type sort
picture photo photograph image
phone telephone
newspaper paper
journalist reporter
author writer
last take
lift raise
investigate probe
probe inquiry investigation
chair chairman chairwoman chairperson
robber thief
kid child
criticise criticised criticism
sale sell
close closure
decide decision
divert reroute rerouted
warn caution cautioned
outage blackout
captain skipper
railway railroad
rubbish garbage trash
wait await
allow permit permitted
ask request requested
happen occur occurred
gather assemble assembled
send dispatch dispatched
error mistake
amount sum
global worldwide
inhabitant resident
truce ceasefire
ruling judgment judgement
lawsuit suit
research study
explode explosion
collide collision
lose loss
fail failure
refuse refusal
survive survival
arrive arrival
depart departure
remove removal
recover recovery
destroy destruction
suspend suspension
extend extension prolong
expand expansion
marry marriage wedding
convict conviction
accuse accusation
allege allegation
omit omission
vary variation
apply application
reply response respond answer
"""

_GROUP: dict[str, str] = {}
for _line in _ALIKE.strip().splitlines():
    _keys = [sense(stem(word)) for word in _line.split()]
    _name = next((_GROUP[key] for key in _keys if key in _GROUP), f"~{_keys[0]}")
    for _key in _keys:
        _GROUP.setdefault(_key, _name)


@lru_cache(maxsize=65_536)
def meaning(stemmed: str) -> str:
    """One name for all words that a light rewording may put for one another, else the word's sense."""
    key = sense(stemmed)
    return _GROUP.get(key, key)
