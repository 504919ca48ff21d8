"""The closed lists behind `lexicons`: one meaning a row, one language a column, forms parted by commas.

"stieg*" stands for every word that begins so, "*minütig" for every word that ends so.
"""

from __future__ import annotations

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")

# Articles, prepositions, pronouns and auxiliaries: the commonest words, by which a language is told.
FUNCTION_WORDS = """
the, of, and, to, that, was, for, on, with, as, by, at, from, are, were, has, have, had, been, which, \
who, not, it, its, is, an, his, her, they, their, will, would, said, after, about, more, than, or, but, \
also, up, out, no, there, during, before, between, against, over, under, if, their, we, you, our, what, \
while, where, into, this, when, be, he, she
der, die, das, den, dem, des, ein, eine, einen, einem, einer, eines, und, ist, sind, war, waren, wird, \
wurde, wurden, mit, von, vom, zum, zur, für, auf, bei, nach, aus, nicht, sich, auch, über, im, in, als, \
wie, hat, haben, hatte, hatten, sein, seine, ihre, am, an, zu, um, dass, es, er, sie, werden, sei, vor, \
kein, keine, noch, nur, bis, ab, seit, sagte, so, weil, ins, beim, unter, etwa, rund, mehr, gegen, durch, \
ohne, dort, wegen, zwischen, doch, aber, oder, dann, wenn, ihr, ihm, ihn, ihren, seinen, seiner, dieser, \
diese, dieses, während, wo, was, man, wir, ich, alle, später
le, la, les, du, de, des, et, est, sont, était, pour, dans, par, sur, avec, au, aux, une, un, qui, que, \
ne, pas, ce, cette, ont, été, leur, selon, il, elle, son, sa, ses, en, a, à, se, ils, elles, plus, après, \
ces, mais, où, depuis, sans, y, lors, pendant, entre, contre, sous, chez, ou, si, même, aussi, très, \
tous, toutes, dont, quelque, avait, avaient, ils, lui, nous, on, fait, deux, être, cet
el, los, la, las, del, de, y, es, son, fue, para, una, un, al, se, lo, según, han, ha, sus, su, en, que, \
con, por, más, tras, pero, como, no, le, les, este, esta, desde, hasta, sin, entre, ya, había, era, \
fueron, dijo, o, sobre, unos, unas, a, durante, cerca, ante, contra, también, muy, fueron, habían, está, \
están, cuando, donde, quien, sus, esto, ese, esa, todo, todos, otro, otra, hace, ser, ni, me, nos
il, gli, la, le, lo, i, della, dello, dei, delle, degli, di, da, dal, dalla, nel, nella, nei, che, non, \
è, sono, anche, hanno, ha, un, una, uno, per, con, su, del, al, alla, ai, e, a, si, ma, come, dopo, \
stato, stata, sul, sulla, in, se, suo, sua, durante, contro, tra, fra, o, anche, molto, quando, dove, \
chi, questo, questa, loro, aveva, era, erano, ogni, tutti, ancora, ed, già
o, a, os, as, um, uma, do, da, dos, das, de, no, na, nos, nas, ao, aos, à, e, em, não, que, foi, são, \
pelo, pela, para, por, com, se, mais, mas, como, seu, sua, seus, suas, é, está, ter, tem, têm, já, após, \
num, numa, ou, foram, disse, até, sem, era, durante, contra, sobre, entre, quando, onde, quem, isso, \
este, esta, também, muito, todos, outro, ainda, havia, seria, nem
de, het, een, en, van, in, op, te, dat, die, is, zijn, was, waren, werd, werden, met, voor, bij, naar, \
ook, aan, uit, door, er, niet, om, als, maar, heeft, hebben, had, hun, haar, hij, ze, zij, na, over, tot, \
nog, meer, dan, om, wordt, zei, geen, deze, tijdens, tegen, tussen, onder, zonder, dus, omdat, toen, \
daar, waar, wat, wie, hun, zijn, al, alle, ook, kan, moet, dit, we, ik, je, binnen, volgens
"""

# What denies a sentence, whatever is denied.
DENIALS = """
*n't, not, no, never, none, neither, nor, nobody, nothing, nowhere, without, cannot, hardly, barely
nicht, kein*, nie, niemals, niemand*, nichts, nirgends, nirgendwo, ohne, weder, kaum
ne, n', pas, jamais, aucun, aucune, ni, sans, non, guère
no, nunca, jamás, nadie, ningún, ninguna, ninguno, nada, ni, sin, tampoco
non, mai, nessun, nessuno, nessuna, niente, nulla, né, senza, neppure, nemmeno
não, nunca, jamais, ninguém, nenhum, nenhuma, nada, nem, sem, tampouco
niet, geen, nooit, niemand, niets, nergens, zonder, evenmin, nauwelijks
"""

# What denies in the form of a deed: it may stand for a denial, and is none where the original has none.
REFUSALS = """
fail*, refus*, declin*, unable, ceas*, reject*
scheiter*, gescheitert, weiger*, verweiger*, geweigert, ablehn*, abgelehnt, lehnte, lehnten, lehnt, \
außerstande, versäum*
refus*, échou*, incapable*, déclin*
negó, negaron, niega, niegan, negarse, negativa, rechaz*, rehus*, declin*, incapa*, fracas*
rifiut*, respin*, incapac*, fallit*, declin*
recus*, rejeit*, incapa*, fracass*, falh*, declin*
weiger*, geweigerd, afgewezen, wees, mislukt*, verworp*
"""

# Turns of phrase with a denying word that deny nothing.
NO_DENIALS = """
not only, no doubt, no fewer than, no less than, no more than, not less than, not more than, not fewer \
than, nothing but, nothing less
nicht nur, nicht weniger als, nicht mehr als, nicht zuletzt, nichts als, nicht einmal annähernd
pas seulement, non seulement, pas moins de, pas plus de, non plus, ne que
no solo, no sólo, no menos de, no más de, nada menos que, nada más
non solo, non soltanto, non meno di, non più di, nientemeno, più che mai
não só, não apenas, nada menos que, não menos de, não mais de, nada mais
niet alleen, niet minder dan, niet meer dan, niets dan
"""

# Classes of doubt: a translation may take any word of its class, or whatever else carries it in the language.
DOUBTS = """
alleged: alleg*, accus*, purported*, so-called, suspect*, reported*ly, unconfirmed, unverified, rumour*, \
rumor*, claim* | angeblich*, mutmaßlich*, vorwurf, vorwürfe*, vorgeworfen, vorwirft, wirft, warf, warfen, \
werfen, beschuldig*, angeklagt*, anklag*, verdächtig*, verdacht, unbestätigt*, gerücht*, behaupt*, \
sogenannt*, soll, sollen, offenbar, berichten, anschuldig*, vermut* | présumé*, prétend*, accus*, allég*, \
soupçon*, suspect*, rumeur*, affirm*, soi-disant, aurait, auraient, selon, supposé*, non confirmé* | \
presunt*, supuest*, acus*, sospech*, rumor*, afirm*, asegur*, alega*, habría, habrían, aleg*, denunci*, \
según | presunt*, accus*, sospett*, sostien*, sosten*, afferm*, indiscrezion*, avrebbe, avrebbero, \
asser*, voci, secondo | suposta*, suposto*, alegad*, alega*, acus*, suspeit*, rumor*, afirm*, teria, \
teriam, presumív*, segundo | vermeend*, zogenaamd*, beschuldig*, verdacht*, naar verluidt, onbevestigd*, \
gerucht*, bewe*, zou, zouden, volgens, verdenk*, aangeklaag*
may: might, could, may, possibl*, perhaps, potential*, probabl*, likely, appear*, seem*, apparent*, \
believed, thought, feared | könnt*, kann, können, vielleicht, möglich*, womöglich, wahrscheinlich*, \
vermutlich, wohl, offenbar, schein*, anscheinend, dürft*, mag, möge*, glaub*, angenommen, befürcht*, \
denkbar, potenziell*, konnte*, gilt, gelten, soll, sollen | pourrai*, peut*, peuvent, pouvoir, pu, \
puiss*, possib*, probab*, vraisembl*, sembl*, apparem*, crai*, redout*, pouvai*, potenti*, éventuel*, \
suppos*, pens* | podría*, poder, pud*, puede*, pueda*, posib*, quizá*, probab*, parec*, aparent*, tem*, \
podía*, potencial*, tal vez, cre* | potreb*, potere, potut*, può, possono, possib*, forse, probab*, \
sembr*, pare*, apparent*, tem*, poteva*, potenzial*, ritien*, ritenut*, cred* | poderia*, poder*, pud*, \
pode*, possív*, possivel*, talvez, prováv*, provavel*, parec*, aparent*, tem*, podia*, potencial*, \
acredit*, cre* | kan, kunnen, kon, konden, misschien, mogelijk*, waarschijnlijk*, vermoed*, lijk*, \
blijk*, schijn*, vrees*, mocht*, potentie*, wellicht, geacht, gevreesd, zou, zouden
plan: plan*, intend*, propos*, aim*, expect*, scheduled, slated, set, due, hop*, consider*, want*, vow*, \
promis*, threaten*, would, will, forecast*, predict*, project*, shall, to be, going, is to, are to, was \
to, were to, would-be | plan*, geplant*, beabsichtig*, vorschlag*, vorgeschlagen, schlug, schlagen, \
ziel*, erwart*, vorgesehen, soll*, hoff*, erwäg*, erwog, prüf*, will, wollen, wollte*, versprach*, \
versprochen, versprech*, droh*, gedroht*, würde*, wird, werden, prognos*, vorhergesagt, voraus, \
*prognose*, *vorhersage*, rechne*, gerechnet, möchte*, vorhat, haben vor, fällig, absicht*, zusag*, \
gelob*, dürft*, wolle, angekündigt*, kündig*, werde, könnt*, bevorsteh*, versprich*, verspricht, \
verlang*, forder*, geforder* | pré*, prév*, compte*, entend*, propos*, vis*, attend*, espèr*, espér*, \
envisag*, veut, veulent, voulai*, voul*, promet*, promis*, menac*, *rai, *rait, *raient, *ra, *ras, \
*rons, *rez, *ront, doit, doivent, devai*, devra*, pronosti*, projet*, souhait*, engag*, va, vont, \
s'engag*, réclam*, demand* | prev*, planea*, plane*, propon*, propus*, propuest*, pretend*, esper*, \
estudi*, quier*, quer*, prome*, amenaz*, *ría, *rían, *rá, *rán, *ré, *remos, pronos*, proyect*, tien* \
previsto, debe*, debía*, va, van, iba*, compromet*, se propone, objetivo, dese*, pide, pidió, reclam*, \
prevé* | prev*, pian*, intend*, propo*, mira*, attend*, spera*, valut*, vuole, vogliono, vole*, promett*, \
promess*, minacc*, *rebbe, *rebbero, *rà, *rò, *remo, *ranno, dovrebb*, deve, devono, dovev*, progett*, \
punt*, obiettivo, atteso, attes*, impegn*, chied*, chies* | prev*, plane*, pretend*, propo*, propost*, \
visa*, esper*, consider*, quer*, promet*, ameaç*, *ria, *riam, *rá, *rão, *rei, *remos, projet*, deve*, \
devi*, vai, vão, ia, iam, objetivo, compromet*, deseja*, pede, pediu, exig* | plan*, gepland*, van plan, \
voorst*, stelde*, doel*, verwacht*, hoop*, hop*, gehoopt, overweeg*, overwog*, wil, willen, wilde*, \
beloof*, beloof*, belov*, dreig*, zou, zouden, zal, zullen, voorspel*, moet, moeten, moest*, gaat, gaan, \
streef*, *prognose*, *verwachting*, vraag*, eis*
deny: deny, denies, denied, denying, denial*, refut*, untrue, dismiss* | bestreit*, bestritt*, \
bestritten, dement*, leugne*, geleugnet, widersprach*, widersprich*, widerleg*, zurückgewies*, wies, \
weist, weis*, unwahr*, falsch | dém*, nie, nient, nié*, niai*, niant, réfut*, rejet*, contest*, faux, \
fausse | neg*, nieg*, desmint*, desmient*, rechaz*, refut*, fals* | neg*, smenti*, respin*, confut*, \
fals* | neg*, desment*, rejeit*, refut*, fals* | ontken*, weerleg*, verwierp*, verwerp*, onwaar, \
tegengesprok*, tegenspre*
"""

# Number words up to twelve and the tens; what is higher is to be written in digits.
NUMBERS = """
0: zero | null | zéro | cero | zero | zero | nul
2: two | zwei, zweien, zweier, zwo | deux | dos | due | dois, duas | twee
3: three | drei, dreien, dreier | trois | tres | tre | três | drie
4: four | vier | quatre | cuatro | quattro | quatro | vier
5: five | fünf | cinq | cinco | cinque | cinco | vijf
6: six | sechs | six | seis | sei | seis | zes
7: seven | sieben | sept | siete | sette | sete | zeven
8: eight | acht | huit | ocho | otto | oito | acht
9: nine | neun | neuf | nueve | nove | nove | negen
10: ten | zehn | dix | diez | dieci | dez | tien
11: eleven | elf | onze | once | undici | onze | elf
12: twelve, dozen | zwölf, dutzend | douze, douzaine | doce, docena | dodici, dozzina | doze, dúzia | \
twaalf, dozijn
13: thirteen | dreizehn | treize | trece | tredici | treze | dertien
14: fourteen | vierzehn | quatorze | catorce | quattordici | catorze, quatorze | veertien
15: fifteen | fünfzehn | quinze, quinzaine | quince | quindici | quinze | vijftien
16: sixteen | sechzehn | seize | dieciséis | sedici | dezasseis, dezesseis | zestien
17: seventeen | siebzehn | dix-sept | diecisiete | diciassette | dezassete, dezessete | zeventien
18: eighteen | achtzehn | dix-huit | dieciocho | diciotto | dezoito | achttien
19: nineteen | neunzehn | dix-neuf | diecinueve | diciannove | dezanove, dezenove | negentien
20: twenty | zwanzig | vingt, vingtaine | veinte | venti | vinte | twintig
30: thirty | dreißig | trente, trentaine | treinta | trenta | trinta | dertig
40: forty | vierzig | quarante | cuarenta | quaranta | quarenta | veertig
50: fifty | fünfzig | cinquante | cincuenta | cinquanta | cinquenta | vijftig
60: sixty | sechzig | soixante | sesenta | sessanta | sessenta | zestig
70: seventy | siebzig | soixante-dix | setenta | settanta | setenta | zeventig
80: eighty | achtzig | quatre-vingts | ochenta | ottanta | oitenta | tachtig
90: ninety | neunzig | quatre-vingt-dix | noventa | novanta | noventa | negentig
"""

# Behind a figure they multiply it; alone and in the plural they are a vague count of their own.
MAGNITUDES = """
100: hundred | hundert | cent | cien, ciento | cento | cem, cento | honderd
1000: thousand | tausend | mille | mil | mila, mille | mil | duizend
1000000: million, m, mn | million, millionen, mio | million, millions | millón, millones | milione, \
milioni | milhão, milhões | miljoen
1000000000: billion, bn | milliarde, milliarden, mrd | milliard, milliards | mil millones | miliardo, \
miliardi | mil milhões, bilhão, bilhões, bilião | miljard
1000000000000: trillion, tn | billion, billionen | billion, billions | billón, billones | bilione, \
bilioni | trilhão, trilhões | biljoen
"""

# Shares, ordinals and vague counts, which stand for themselves: "a third" and "the third" are one word in many.
SHARES = """
#2: half, halves | hälfte*, halb, halbe, halben, halber, halbes, halbem, halbzeit | moitié, demi, demie, \
mi-temps | mitad, medio, media | metà, mezzo, mezza | metade, meio, meia | helft, half, halve
#3: third, thirds | dritte*, drittel*, drittgröß* | troisième*, tiers, tierce | tercer*, tercio* | terzo, \
terza, terzi, terze | terço, terços, terceir* | derde
#4: fourth, quarter, quarters | vierte*, viertel* | quatrième*, quart, quarts | cuart* | quarto, quarta, \
quarti, quarte | quart* | vierde, kwart
#5: fifth, fifths | fünfte*, fünftel* | cinquième* | quint* | quinto, quinta, quinti, quinte | quint* | vijfde
#6: sixth, sixths | sechste*, sechstel* | sixième* | sexto, sexta | sesto, sesta, sesti | sexto, sexta | zesde
#7: seventh | siebte*, siebente* | septième* | séptim* | settim* | sétim* | zevende
#8: eighth, eighths | achte, achten, achter, achtel* | huitième* | octav* | ottav* | oitav* | achtste
#9: ninth | neunte*, neuntel* | neuvième* | noveno, novena | nono, nona | nono, nona | negende
#10: tenth, tenths | zehnte, zehnten, zehnter, zehntel* | dixième* | décim* | decimo, decima | décim* | tiende
#dozens: dozens | dutzende* | dizaine*, douzaine* | decenas, docenas | decine, dozzine | dezenas, dúzias \
| tientallen
#hundreds: hundreds, several hundred | hunderte*, mehrere hundert | centaine* | centenar*, cientos | \
centinaia | centena*, centenas | honderden
#thousands: thousands | tausende* | millier* | miles, millares | migliaia | milhares | duizenden
"""

# What may be told with the figure one or two, and need not be.
ONES = """
1: one, first, once, single, sole | ein*, erst*, einmal, einzig* | un, une, premi*, seul* | un, una, uno, \
primer*, sol* | un, uno, una, prim*, sol* | um, uma, primeir*, só | een, eerste, enige
2: both, twice, second, double*, couple, pair, either | beid*, zweit*, zweimal, doppel*, verdoppel*, paar \
| deuxième*, second*, double* | ambos, ambas, segund*, dobl* | entramb*, second*, doppi*, coppia | ambos, \
ambas, segund*, dobr* | beide, tweede, dubbel*, paar
"""

UNITS = """
%: per cent, percent, pct, % | prozent*, % | pour cent, % | por ciento, % | per cento, % | por cento, % | \
procent, %
usd: dollar, dollars, $ | dollar*, $ | dollar, dollars, $ | dólar, dólares, $ | dollaro, dollari, $ | \
dólar, dólares, $ | dollar, dollars, $
eur: euro, euros, € | euro, € | euro, euros, € | euro, euros, € | euro, € | euro, euros, € | euro, €
gbp: £, sterling | £, pfund | £, sterling | £, esterlinas | £, sterline | £, esterlinas, libras | £
crown: crown, crowns | krone, kronen | couronne, couronnes | corona, coronas | corona, corone | coroa, \
coroas | kroon, kronen
km²: square kilometre*, square kilometer*, sq km, km² | quadratkilometer*, km² | kilomètre* carré*, km² | \
kilómetro* cuadrado*, km² | chilometr* quadrat*, km² | quilómetro* quadrado*, quilômetro* quadrado*, km² \
| vierkante kilometer*, km²
m²: square metre*, square meter*, m² | quadratmeter*, m² | mètre* carré*, m² | metro* cuadrado*, m² | \
metr* quadrat*, m² | metro* quadrado*, m² | vierkante meter*, m²
km: kilometre*, kilometer*, km | kilometer*, km | kilomètre*, km | kilómetro*, km | chilometr*, km | \
quilómetro*, quilômetro*, km | kilometer*, km
mile: mile, miles, mi | meile, meilen | mille, milles | milla, millas | miglio, miglia | milha, milhas | \
mijl, mijlen
m: metre, metres, meter, meters | meter, metern, m | mètre, mètres, m | metro, metros, m | metro, metri, \
m | metro, metros, m | meter, m
cm: centimetre*, centimeter*, cm | zentimeter*, cm | centimètre*, cm | centímetro*, cm | centimetr*, cm | \
centímetro*, cm | centimeter*, cm
foot: foot, feet, ft | fuß | pied, pieds | pie, pies | piede, piedi | pé, pés | voet
kg: kilogram*, kilo, kilos, kg | kilogramm*, kilo, kg | kilogramme*, kilo, kilos, kg | kilogramo*, kilo, \
kilos, kg | chilogramm*, chilo, chili, kg | quilograma*, quilo, quilos, kg | kilogram*, kilo, kg
g: gram, grams | gramm | gramme, grammes | gramo, gramos | grammo, grammi | grama, gramas | gram
tonne: tonne, tonnes, ton, tons | tonne, tonnen | tonne, tonnes | tonelada, toneladas | tonnellata, \
tonnellate | tonelada, toneladas | ton
second: second, seconds | sekunde, sekunden | seconde, secondes | segundo, segundos | secondo, secondi | \
segundo, segundos | seconde, seconden
minute: minute, minutes | minute, minuten, *minütig* | minute, minutes | minuto, minutos | minuto, minuti \
| minuto, minutos | minuut, minuten
hour: hour, hours | stunde, stunden, stündig* | heure, heures | hora, horas | ora, ore | hora, horas | uur, uren
day: day, days | tag, tage, tagen, tägig* | jour, jours, journée, journées | día, días | giorno, giorni | \
dia, dias | dag, dagen
week: week, weeks | woche, wochen | semaine, semaines | semana, semanas | settimana, settimane | semana, \
semanas | week, weken
month: month, months | monat, monate, monaten | mois | mes, meses | mese, mesi | mês, meses | maand, maanden
year: year, years, year-old, years-old | jahr, jahre, jahren, jährig*, jährige*, jähriger | an, ans, \
année, années | año, años | anno, anni | ano, anos | jaar, jaren, jarige
"""

# What bounds a figure, right before it.
BOUNDS = """
at least: at least, more than, over, no fewer than, no less than, above, upwards of, exceeding | \
mindestens, wenigstens, mehr als, über, zumindest, nicht weniger als | au moins, plus de, au minimum, \
dépass* | al menos, por lo menos, más de, como mínimo, no menos de | almeno, più di, oltre, non meno di | \
pelo menos, mais de, ao menos, no mínimo | minstens, ten minste, meer dan, ruim, minimaal
at most: up to, as many as, at most, no more than, fewer than, less than, under, below, not more than, \
maximum of | bis zu, höchstens, weniger als, unter, maximal, nicht mehr als | jusqu'à, jusque, au plus, \
moins de, au maximum, pas plus de | hasta, como máximo, menos de, a lo sumo, no más de | fino a, al \
massimo, meno di, non più di | até, no máximo, menos de, não mais de | tot, hoogstens, minder dan, \
maximaal, hooguit
about: about, around, roughly, approximately, some, nearly, almost, close to, an estimated, just over, \
just under, or so | etwa, rund, ungefähr, circa, ca, knapp, fast, beinahe, gut, schätzungsweise, an die, \
annähernd, gegen, nahezu, um die | environ, quelque, quelques, près de, presque, à peu près, autour de, \
vers, une | unos, unas, alrededor, cerca, aproximadamente, casi, en torno | circa, quasi, intorno, \
attorno, all'incirca, pressoché | cerca de, aproximadamente, quase, perto de, por volta, uns, umas | \
ongeveer, circa, bijna, zo'n, rond, zowat, omstreeks
"""

RELATIVE_DAYS = """
today: today, tonight | heute, heutig* | aujourd'hui, soir, ce | hoy, noche | oggi, stasera, stanotte | \
hoje | vandaag, vanavond, vannacht
yesterday: yesterday | gestern, gestrig* | hier | ayer | ieri | ontem | gisteren
tomorrow: tomorrow | morgen, morgig* | demain | mañana | domani | amanhã | morgen
"""

# Opposites that a reader would take for the other fact, and that a slip puts for one another.
OPPOSITES = """
up: rose, rise, rises, risen, rising, increase*, grew, grown, higher, climb*, raise, raised, raises | \
stieg*, gestiegen*, steig*, anstieg*, erhöh*, zugenommen, wuchs*, gewachsen, höher*, mehr | augment*, \
hausse, progress*, relev*, mont*, grimp*, élev*, plus | aument*, sub*, crec*, alza, elev*, más | aument*, \
sal*, cresc*, rialz*, alz*, più | aument*, sub*, cresc*, alta, elev*, mais | steeg, stegen, stijg*, \
gestegen, verhoog*, toegenomen, hoger*, meer
down: fell, fall, falls, fallen, falling, decrease*, dropped, drop, drops, lower*, shrank | sank, sanken, \
sinkt, sinken, gesunken*, fiel, fielen, gefallen*, gesenkt, senkt*, abgenommen, niedriger* | baiss*, \
diminu*, recul*, chut*, réduit, réduire | bajó, bajaron, cae, cayó, caen, cayeron, disminuy*, descend*, \
reduj* | calò, calano, calat*, scend*, sces*, diminu*, ridott*, crolla* | caiu, caíram, desceu, desceram, \
diminu*, baixou, baixaram, reduz* | daalde*, daalt, gedaald, viel, vielen, gevallen, verlaag*, lager*
won: win, wins, won, winning, victory, beat, beaten | gewann*, gewonnen, gewinn*, sieg*, besieg*, \
geschlagen, schlug*, schlag* | gagn*, victoire, bat*, vainc*, remport* | gan*, victoria, venc* | vinc*, \
vint*, vittoria, batt* | venc*, vitória, bat*, ganh* | won, wonnen, gewonnen, winst, winnen, verslo*, \
versla*
lost: lose, loses, lost, losing | verlor*, verlier*, niederlage*, unterlag* | perd*, défaite* | perdió, \
perdieron, pierd*, perdido, derrot* | perso, persero, perd*, sconfitt* | perdeu, perderam, perd*, derrot* \
| verlor*, verlie*, nederlaag
open: open, opens, opened, opening, reopen* | öffne*, offen*, geöffnet*, eröffne*, wiedereröffn* | ouv*, \
rouv* | abr*, abiert*, reab* | apr*, apert*, riap* | abr*, abert*, reab* | open*, geopend, heropen*
shut: close, closes, closed, closing, closure, shut, shuts | geschlossen*, schließ*, schloss, sperr*, \
gesperrt* | fermé*, fermer*, fermeture, ferme, ferment | cerr*, cierr*, claus* | chiu*, chius* | fech*, \
encerr* | gesloten, sluit*, sloot, sloten
"""
